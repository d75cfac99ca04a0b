"""`inspectorate calendar`: what other inspectorates do at bodies, and school holidays, to which a programme keeps."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from inspectorate.cli.output import Format, fail, print_csv, print_json, print_table, tell_kept_aside

COLUMNS = ("row", "first_day", "last_day", "body", "name", "what", "school_holiday")


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="What the programme keeps away from: others' visits, holidays.", no_args_is_help=True)
    group.command("import")(import_files)
    group.command("list")(list_rows)
    group.command("strike")(strike)
    app.add_typer(group, name="calendar")


def import_files(
    files: Annotated[list[Path], typer.Argument(help="Lists (CSV, XLSX, ODS).")],
    strict: Annotated[bool, typer.Option(help="Exit 1 when anything was kept aside.")] = False,
) -> None:
    """Take in what others do at bodies (columns body, what, first_day, last_day) and school holidays (school_holiday).

    What cannot be read is kept aside; the same file twice changes nothing.
    """
    from inspectorate.cli.database import open_database

    open_database()
    from inspectorate.formats.model import FormatError
    from inspectorate.webapp.accounts.actors import Actor
    from inspectorate.webapp.programme.calendar import import_calendar

    try:
        taken = import_calendar(by=Actor.command_line(), paths=files)
    except FormatError as problem:
        fail(f"{problem} Nothing was taken.")
    except OSError as problem:
        fail(f"{Path(str(problem.filename)).name} cannot be opened: {problem.strerror}. Nothing was taken.")
    for made in taken:
        aside = made.kept_aside
        typer.echo(f"{made.name}: {made.new} new, {made.unchanged} unchanged, {len(aside)} kept aside.", err=True)
        tell_kept_aside(aside)
    if strict and any(made.aside for made in taken):
        raise typer.Exit(1)


def list_rows(output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE) -> None:
    """What is in the calendar, by day; rows that were struck out are left out."""
    from inspectorate.cli.database import open_database

    open_database()
    from inspectorate.webapp.programme.calendar_queries import entries

    rows = entries()
    if output is Format.JSON:
        print_json(list(map(asdict, rows)))
    elif output is Format.CSV:
        print_csv(map(asdict, rows), COLUMNS)
    else:
        lines = (
            (one.row, f"{one.first_day} to {one.last_day}", one.name, one.what or one.school_holiday) for one in rows
        )
        print_table("Calendar of the programme", ("Row", "Days", "Body", "What"), lines)


def strike(
    row: Annotated[str, typer.Argument(help="A row of the list, such as elsewhere:12.")],
    reason: Annotated[str, typer.Option(help="Why it was never so.")],
) -> None:
    """Strike out a row that is wrong. It stays on record, and does not come back with a later file."""
    from inspectorate.cli.database import open_database

    open_database()
    from inspectorate.webapp.accounts.actors import Actor
    from inspectorate.webapp.programme.calendar import CalendarRefused
    from inspectorate.webapp.programme.calendar import strike as strike_out
    from inspectorate.webapp.programme.calendar_queries import entry_meant

    entry = entry_meant(row)
    if entry is None:
        fail(f"There is no row “{row}”; see inspectorate calendar list.")
    try:
        struck = strike_out(by=Actor.command_line(), entry=entry, reason=reason)
    except CalendarRefused as refusal:
        fail(str(refusal))
    typer.echo(f"Struck out: {struck}.")
