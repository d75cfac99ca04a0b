"""`inspectorate framework`: what the rules say, what changed, and whether the files are sound."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inspectorate.cli.output import Format, check_kind, fail, print_csv, print_json, print_table, today

if TYPE_CHECKING:
    from inspectorate.framework.check import Breach, Judged
    from inspectorate.framework.library import Library
    from inspectorate.framework.model import Edition

Output = Annotated[Format, typer.Option("--format", help="How to print.")]
BREACHES = ("inspection", "edition", "limit", "force", "rule", "grades")


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="The inspection frameworks as dated rules with sources.", no_args_is_help=True)
    group.command("list")(list_editions)
    group.command("show")(show)
    group.command("diff")(diff)
    group.command("check")(check)
    group.command("docs")(docs)
    app.add_typer(group, name="framework")


def list_editions(output: Output = Format.TABLE) -> None:
    """Every edition that the library holds."""
    from inspectorate.framework.library import load_library

    library, now = load_library(), today()
    rows = [
        {
            "edition": edition.id,
            "title": edition.title,
            "status": edition.status_on(now).value,
            "summary": edition.summary or "",
            "hash": library.content_hash(edition),
        }
        for edition in library.editions.values()
    ]
    if output is Format.JSON:
        print_json(rows)
    elif output is Format.CSV:
        print_csv(rows, tuple(rows[0]))
    else:
        shown = ([row["edition"], row["title"], row["status"], row["summary"]] for row in rows)
        print_table("Framework library", ("Edition", "Title", "Status", "What it brings"), shown)


def show(
    name: Annotated[str, typer.Argument(metavar="EDITION|REGIME", help="ilacs/2023-01-01, or ilacs for its last.")],
    output: Output = Format.TABLE,
) -> None:
    """Everything that one edition holds, each value with its source and how sure we are of it."""
    from inspectorate.framework.library import load_library
    from inspectorate.framework.stated import as_stated
    from inspectorate.framework.tables import tables

    library = load_library()
    edition = named(library, name)
    if output is Format.JSON:
        print_json({"id": edition.id, "hash": library.content_hash(edition), **as_stated(edition)})
        return
    if output is Format.CSV:
        fail("An edition is many tables; choose --format table or json.", code=2)
    typer.echo(f"{edition.title}\nEdition {edition.id}{' (the day is not verified)' if edition.day_unverified else ''}")
    if edition.summary:
        typer.echo(edition.summary)
    for table in tables(edition):
        print_table(table.title, table.columns, table.rows)


def named(library: Library, name: str) -> Edition:
    """The edition of this id, or the newest one of this regime; ends the command where there is none."""
    of_regime = [edition for edition in library.of_regime(name) if not edition.variant]
    if of_regime:
        return of_regime[-1]
    try:
        return library.edition(name)
    except KeyError as error:
        fail(error.args[0], code=2)


def diff(
    a: Annotated[str, typer.Argument(metavar="A", help="The earlier edition, or a regime for its last one.")],
    b: Annotated[str, typer.Argument(metavar="B", help="The later edition, or a regime for its last one.")],
    output: Output = Format.TABLE,
) -> None:
    """What changed in the rules from one edition to another."""
    from inspectorate.framework.diff import diff as changes_between
    from inspectorate.framework.diff import sentence
    from inspectorate.framework.library import load_library

    library = load_library()
    before, after = named(library, a), named(library, b)
    rows = [
        {
            "path": ".".join(change.path),
            "before": change.before,
            "after": change.after,
            "text": sentence(change, before, after),
            "source": change.source,
            "confidence": change.confidence.value if change.confidence else None,
        }
        for change in changes_between(before, after)
    ]
    if output is Format.JSON:
        print_json({"from": before.id, "to": after.id, "changes": rows})
    elif output is Format.CSV:
        print_csv(rows, ("path", "before", "after", "text", "source", "confidence"))
    elif not rows:
        typer.echo(f"No rule differs between {before.id} and {after.id}.")
    else:
        shown = ([str(row["text"]), str(row["confidence"] or ""), str(row["source"] or "")] for row in rows)
        print_table(f"From {before.id} to {after.id}", ("Change", "Confidence", "Source"), shown)


def check(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE]...", help="Framework files; none: those of the software.")
    ] = None,
    against_record: Annotated[
        bool, typer.Option("--against-record", help="List every inspection on record that breaks a limit instead.")
    ] = False,
    applies_to: Annotated[
        str, typer.Option(help="Whose inspections are checked against the record: authorities or settings.")
    ] = "authorities",
    output: Annotated[Format, typer.Option("--format", help="How to print what breaks a limit.")] = Format.TABLE,
) -> None:
    """Whether framework files are sound; every fault with its file, line and mend. What they extend may be shipped."""
    if against_record:
        _check_record(files, check_kind(applies_to, ("authorities", "settings")), output)
        return
    from inspectorate.framework.library import SHIPPED
    from inspectorate.framework.loader import read_files

    asked = [path.resolve() for path in files or ()]
    shipped = [path for path in sorted(SHIPPED.rglob("*.yaml")) if path.resolve() not in asked]
    loaded = read_files([*shipped, *(files or ())])
    for problem in loaded.problems:
        typer.echo(str(problem), err=True)
    if loaded.problems:
        raise typer.Exit(1)
    number = len(files) if files else len(loaded.editions)
    typer.echo("1 framework file is sound." if number == 1 else f"{number} framework files are sound.", err=True)


def _check_record(files: list[Path] | None, kind: str, output: Format) -> None:
    from inspectorate.cli.database import open_database

    if files:
        fail("The record is checked against the software's own files: leave the files out.", code=2)
    open_database()
    from inspectorate.framework.library import load_library
    from inspectorate.webapp.inspections.queries import judged

    report_breaches(judged(load_library(), kind), output)


def report_breaches(inspections: Iterable[Judged], output: Format) -> None:
    """Print every limit that inspections break; ends the command with 1 if there is a breach of one without exception.

    A breach of a limit that holds usually is printed too; it is no fault.
    """
    from inspectorate.framework.check import check_record

    found = list(check_record(inspections))
    rows = [_breach(judged, broken) for judged, broken in found]
    if output is Format.JSON:
        print_json(rows)
    elif output is Format.CSV:
        print_csv(rows, BREACHES)
    else:
        shown = ([row["inspection"], row["edition"], row["force"], row["rule"], _grades(row["grades"])] for row in rows)
        print_table("Limits that inspections break", ("Inspection", "Edition", "Force", "Limit", "Grades"), shown)
    if any(breach.force.value == "always" for _, breach in found):
        raise typer.Exit(1)


def _breach(judged: Judged, broken: Breach) -> dict[str, Any]:
    from inspectorate.framework.wording import limit_text

    return {
        "inspection": judged.name,
        "edition": judged.edition.id,
        "limit": broken.limit,
        "force": broken.force.value,
        "rule": limit_text(broken.rule, judged.edition),
        "grades": dict(judged.grades),
    }


def _grades(grades: dict[str, str | None]) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {grade or 'not known'}" for name, grade in grades.items())


def docs(
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="Folder of the pages.")],
    only_check: Annotated[bool, typer.Option("--check", help="Write nothing; end with 1 if a page is stale.")] = False,
) -> None:
    """Write a page for each edition, and one for what changed to it, generated from the framework files."""
    from inspectorate.framework.library import load_library
    from inspectorate.framework.pages import pages, stale, write

    wanted = pages(load_library())
    if not only_check:
        write(to, wanted)
        typer.echo(f"{len(wanted)} pages in {to} are up to date.", err=True)
        return
    old = stale(to, wanted)
    for path in old:
        typer.echo(f"{to / path} is stale; run inspectorate framework docs --to {to}", err=True)
    if old:
        raise typer.Exit(1)
