"""`inspectorate workforce`: take in files about inspectors, list the workforce of a day, and the days that it has."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inspectorate.cli.output import Format, day, fail, print_csv, print_json, print_table, tell_kept_aside, today

if TYPE_CHECKING:
    from inspectorate.webapp.workforce.queries import Member

COLUMNS = ("code", "name", "region", "home", "grade", "contract_share", "working_days", "cost_per_day", "most_weeks",
           "skills", "absence", "absent_from", "absent_to", "conflicts")  # fmt: skip
HEADS = ("Code", "Name", "Region", "Grade", "Share", "Skills", "Absent")


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="Inspectors: terms, skills, absences, conflicts of interest.", no_args_is_help=True)
    group.command("import")(import_files)
    group.command("list")(list_workforce)
    group.command("capacity")(show_capacity)
    app.add_typer(group, name="workforce")


def import_files(
    files: Annotated[list[Path], typer.Argument(help="Lists (CSV, XLSX, ODS), or calendars named CODE.ics.")],
    strict: Annotated[bool, typer.Option(help="Exit 1 when anything was kept aside.")] = False,
) -> None:
    """Take in inspectors, skills, absences and conflicts of interest, in one file or several.

    What cannot be read is kept aside; the same file twice changes nothing.
    """
    from inspectorate.cli.database import open_database

    open_database()
    from inspectorate.formats.model import FormatError
    from inspectorate.webapp.accounts.actors import Actor
    from inspectorate.webapp.workforce.importing import import_workforce

    try:
        taken = import_workforce(by=Actor.command_line(), paths=files)
    except FormatError as problem:
        fail(f"{problem} Nothing was taken.")
    except OSError as problem:
        fail(f"{Path(str(problem.filename)).name} cannot be opened: {problem.strerror}. Nothing was taken.")
    for made in taken:
        aside = made.kept_aside
        passed = f" {made.passed_over} entries name no absence." if made.passed_over else ""
        counts = f"{made.new} new, {made.changed} changed, {made.unchanged} unchanged, {len(aside)} kept aside."
        typer.echo(f"{made.name}: {counts}{passed}", err=True)
        tell_kept_aside(aside, others="; the page of the file has them all")
    if strict and any(made.aside for made in taken):
        raise typer.Exit(1)


def list_workforce(
    as_of: Annotated[date | None, typer.Option(parser=day, metavar="DAY", help="The day; else today.")] = None,
    region: Annotated[str, typer.Option(help="Only inspectors of one region.")] = "",
    format: Annotated[Format, typer.Option(help="How to print them.")] = Format.TABLE,
) -> None:
    """Inspectors by name, with the terms and skills that hold on a day, and the absence of that day or the next one."""
    from inspectorate.cli.database import open_database

    open_database()
    from inspectorate.webapp.workforce.queries import Sought, members

    found = members(as_of or today(), Sought(region=region))
    if format is Format.JSON:
        print_json([_values(one) for one in found])
    elif format is Format.CSV:
        print_csv((_values(one) | {"skills": " ".join(skill.kind for skill in one.skills)} for one in found), COLUMNS)
    else:
        print_table("Workforce", HEADS, (_shown(one) for one in found))


def show_capacity(
    from_: Annotated[
        date | None, typer.Option("--from", parser=day, metavar="DAY", help="A day of the first week; else today.")
    ] = None,
    weeks: Annotated[int, typer.Option(min=1, max=260, help="How many weeks.")] = 26,
    format: Annotated[Format, typer.Option(help="How to print them.")] = Format.TABLE,
) -> None:
    """Days that inspectors have, by region and week: working days less bank holidays and absences, by contract."""
    from inspectorate.cli.database import open_database

    open_database()
    from inspectorate.calendars import CalendarUnknown
    from inspectorate.webapp.workforce.capacity import mondays
    from inspectorate.webapp.workforce.people import capacity_of

    begin = mondays(from_ or today(), weeks)
    try:
        found = capacity_of(begin)
    except CalendarUnknown as problem:
        fail(f"The bank holidays of all these weeks are not known: {problem}")
    rows = [
        {"region": row.region, "week": monday, "contracted": round(full, 3), "left": round(left, 3)}
        for row in found
        for monday, full, left in zip(begin, row.contracted, row.left, strict=True)
    ]
    if format is Format.JSON:
        print_json(rows)
    elif format is Format.CSV:
        print_csv(rows, ("region", "week", "contracted", "left"))
    else:
        heads = ("Week", *(row.region for row in found))
        lines = ((monday.isoformat(), *(f"{row.left[at]:.1f}" for row in found)) for at, monday in enumerate(begin))
        print_table("Days left", heads, lines)


def _values(one: Member) -> dict[str, Any]:
    """An inspector as JSON: the share of a contract as a fraction, money in pence."""
    terms, absence = one.terms, one.absence
    return {
        "code": one.inspector.code,
        "name": one.inspector.name,
        "region": terms.region,
        "home": terms.home or None,
        "grade": terms.grade,
        "contract_share": float(terms.share),
        "working_days": terms.working_days,
        "cost_per_day": terms.cost_per_day,
        "most_weeks": terms.most_weeks,
        "skills": [skill.kind for skill in one.skills],
        "absence": absence.kind if absence else None,
        "absent_from": absence.first if absence else None,
        "absent_to": absence.last if absence else None,
        "conflicts": one.conflicts,
    }


def _shown(one: Member) -> tuple[str, ...]:
    terms, absence = one.terms, one.absence
    days = f"{absence.first} to {absence.last or 'not known'}" if absence else ""
    skills = ", ".join(skill.kind.replace("_", " ") for skill in one.skills)
    grade = terms.get_grade_display() + (" (contractor)" if terms.cost_per_day is not None else "")
    return (one.inspector.code, one.inspector.name, terms.region, grade, f"{terms.share:.0%}", skills, days)
