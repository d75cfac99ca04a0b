"""`inspectorate concerns`: take in a file of concerns, and list those on record without what is said in them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inspectorate.cli.output import Format, body_json, fail, print_csv, print_json, print_table, tell_kept_aside, today

if TYPE_CHECKING:
    from inspectorate.webapp.monitoring.models import Concern

COLUMNS = ("id", "body", "name", "kind", "received_on", "state", "owner", "priority", "ends_on", "late", "outcome")
HEADS = ("Number", "Body", "Kind", "Received", "Stands", "Owner", "Clock ends")


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="What reached the inspectorate about bodies.", no_args_is_help=True)
    group.command("import")(import_file)
    group.command("list")(list_concerns)
    app.add_typer(group, name="concerns")


def import_file(
    file: Annotated[Path, typer.Argument(help="A CSV with the columns body, kind, received_on, text.")],
    strict: Annotated[bool, typer.Option(help="Exit 1 when anything was kept aside.")] = False,
) -> None:
    """Take in a file of concerns. What cannot be read is kept aside; the same file twice changes nothing."""
    from inspectorate.cli.database import open_database

    open_database()
    from inspectorate.formats.model import FormatError
    from inspectorate.webapp.accounts.actors import Actor
    from inspectorate.webapp.monitoring.concern_importing import import_concerns

    try:
        made = import_concerns(by=Actor.command_line(), path=file)
    except FormatError as problem:
        fail(str(problem))
    except OSError as problem:
        fail(f"{file.name} cannot be opened: {problem.strerror}.")
    aside = made.kept_aside
    typer.echo(f"{made.new} new, {made.unchanged} unchanged, {len(aside)} kept aside.", err=True)
    tell_kept_aside(aside, others="; the page of the file has them all")
    if strict and aside:
        raise typer.Exit(1)


def list_concerns(
    untriaged: Annotated[bool, typer.Option("--untriaged", help="Only those that nobody has triaged.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Those that are closed too.")] = False,
    format: Annotated[Format, typer.Option(help="How to print them.")] = Format.TABLE,
) -> None:
    """Concerns that are open, those whose clock ends first at the top; never what is said in them."""
    if untriaged and everything:
        fail("Choose one of --untriaged and --all.", code=2)
    from inspectorate.cli.database import open_database

    open_database()
    from inspectorate.webapp.monitoring import concern_queries as queries
    from inspectorate.webapp.monitoring.concern_kinds import UNTRIAGED
    from inspectorate.webapp.register.queries import frozen

    state = UNTRIAGED if untriaged else "" if everything else queries.OPEN
    found = list(queries.concerns(queries.Sought(state=state), today()))
    if format is Format.JSON:
        print_json([_values(one) | {"body": body_json(frozen(one.body))} for one in found])
    elif format is Format.CSV:
        print_csv((_values(one) | {"body": one.body.key} for one in found), COLUMNS)
    else:
        print_table("Concerns", HEADS, (_shown(one) for one in found))


def _values(one: Concern) -> dict[str, Any]:
    return {
        "id": one.pk,
        "name": one.body.name,
        "kind": one.kind,
        "received_on": one.received_on,
        "state": one.state,
        "owner": one.owner.email if one.owner else None,
        "priority": one.priority or None,
        "ends_on": one.ends_on,
        "late": one.ends_on is not None and one.ends_on < today(),
        "outcome": one.outcome or None,
    }


def _shown(one: Concern) -> tuple[str, ...]:
    late = " (late)" if one.ends_on and one.ends_on < today() else ""
    ends = f"{one.ends_on.isoformat()}{late}" if one.ends_on else ""
    owner = one.owner.name if one.owner else ""
    return (str(one.pk), one.body.name, one.kind.replace("_", " "), one.received_on.isoformat(), one.state, owner, ends)
