"""`inspectorate judgements`: how many inspections gave which grade, as of a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inspectorate.cli.output import (
    KINDS,
    Format,
    body_json,
    check_kind,
    day,
    fail,
    print_csv,
    print_json,
    print_table,
    today,
)

if TYPE_CHECKING:
    from inspectorate.framework.library import Library
    from inspectorate.history.model import History
    from inspectorate.history.position import Counts, Position


# How many inspections that became known too late are named.
SHOWN = 10


def register(app: typer.Typer) -> None:
    app.command("judgements")(judgements)


def judgements(
    as_of: Annotated[
        date | None, typer.Option("--as-of", parser=day, metavar="DAY", help="Carried out by this day; else today.")
    ] = None,
    regime: Annotated[str | None, typer.Option(help="One regime (sif, ilacs…); else all.")] = None,
    known_by: Annotated[
        date | None, typer.Option(parser=day, metavar="DAY", help="Known by this day; else everything loaded.")
    ] = None,
    latest: Annotated[bool, typer.Option("--latest", help="Only each body's latest.")] = False,
    falls: Annotated[
        int | None, typer.Option(min=1, help="Bodies that fell so many grades from the regime before.")
    ] = None,
    applies_to: Annotated[str, typer.Option(help="Which bodies: authorities or settings.")] = "authorities",
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """How many inspections gave which grade, and what each body's latest said, as of a day."""
    from inspectorate.cli.database import open_database

    kind = check_kind(applies_to, tuple(KINDS))
    open_database()
    from inspectorate.framework.library import load_library
    from inspectorate.webapp.inspections.queries import histories

    library = load_library()
    if regime is not None and not library.of_regime(regime):
        known = ", ".join(dict.fromkeys(edition.regime for edition in library.editions.values()))
        fail(f"The library holds no regime called '{regime}'; it holds {known}.", code=2)
    when, found = as_of or today(), list(histories(kind=kind))
    if falls is not None:
        _print_falls(found, library, regime or "sif", when, falls, known_by, output)
        return
    from inspectorate.history.position import position

    answer = position(found, when, regime=regime, known_by=known_by)
    _print(answer, {"regime": regime, "as_of": when, "known_by": known_by}, only_latest=latest, output=output)
    if known_by is not None:
        _tell_later(found, when, known_by, regime)


def _tell_later(found: list[History], as_of: date, known_by: date, regime: str | None) -> None:
    """Say on stderr what had been carried out and was not known yet: a published table may count it all the same."""
    from inspectorate.history.position import known_later

    late = known_later(found, as_of, known_by, regime=regime)
    for body, one in late[:SHOWN]:
        event = one.event.replace("_", " ")
        typer.echo(
            f"{body.name}: {one.regime.upper()} {event}, carried out by {one.carried_out}, became known on "
            f"{one.known_on}, after {known_by}, and is not counted.",
            err=True,
        )
    if len(late) > SHOWN:
        typer.echo(f"… and {len(late) - SHOWN} more that became known after {known_by}.", err=True)


def as_json(answer: Position, asked: dict[str, Any], *, only_latest: bool = False) -> dict[str, Any]:
    """The position in the shape that the design fixes."""
    told = dict(asked)
    if not only_latest:
        told["inspections"] = _counts(answer.inspections)
    told["latest"] = _counts(answer.latest)
    told["unknown"] = [
        {
            "body": body_json(one.body),
            "regime": one.inspection.regime,
            "date": one.inspection.carried_out,
            "judgement": one.judgement,
            "text": one.inspection.texts.get(one.judgement),
        }
        for one in answer.unknown
    ]
    return told


def _counts(counts: Counts) -> dict[str, Any]:
    return {"count": counts.count, **counts.grades, "by_type": counts.by_type}


def _print(answer: Position, asked: dict[str, Any], *, only_latest: bool, output: Format) -> None:
    if output is Format.JSON:
        print_json(as_json(answer, asked, only_latest=only_latest))
        return
    if output is Format.CSV:
        rows = (
            {"body": body.id, "name": body.name, "regime": last.regime, "event": last.event, "date": last.carried_out}
            | dict(last.grades)
            for body, last in answer.latest_of
        )
        names = sorted({name for _, last in answer.latest_of for name in last.grades})
        print_csv(rows, ("body", "name", "regime", "event", "date", *names))
        return
    groups = [("Each body's latest", answer.latest)]
    if not only_latest:
        groups.insert(0, ("Inspections", answer.inspections))
    for title, counts in groups:
        _table(f"{title}, as of {asked['as_of']}: {counts.count}", counts)
    if answer.unknown:
        number = len(answer.unknown)
        told = "1 judgement cannot be read in its" if number == 1 else f"{number} judgements cannot be read in their"
        typer.echo(f"{told} source; --format json lists {'it' if number == 1 else 'them'}.", err=True)


def _table(title: str, counts: Counts) -> None:
    scale = _ordered({grade for found in counts.grades.values() for grade in found})
    rows = (
        (name.replace("_", " "), *(str(found.get(grade, "")) for grade in scale), str(sum(found.values())))
        for name, found in counts.grades.items()
    )
    print_table(title, ("Judgement", *(grade.replace("_", " ") for grade in scale), "All"), rows)


def _ordered(grades: Iterable[str]) -> list[str]:
    order = ("outstanding", "good", "adequate", "requires_improvement", "inadequate", "unknown")
    return sorted(grades, key=lambda grade: order.index(grade) if grade in order else len(order))


def _print_falls(
    found: list[History], library: Library, regime: str, as_of: date, steps: int, known_by: date | None, output: Format
) -> None:
    from inspectorate.history.position import falls

    fell = falls(found, library, regime, as_of, at_least=steps, known_by=known_by)
    rows = [
        {
            "body": body_json(one.body),
            "from": one.grade_before,
            "from_regime": one.before.regime,
            "from_date": one.before.carried_out,
            "to": one.grade_after,
            "to_regime": one.after.regime,
            "to_date": one.after.carried_out,
            "steps": one.steps,
        }
        for one in fell
    ]
    if output is Format.JSON:
        print_json(
            {
                "regime": regime,
                "as_of": as_of,
                "known_by": known_by,
                "at_least": steps,
                "count": len(rows),
                "falls": rows,
            }
        )
        return
    flat = [row | {"body": one.body.name} for row, one in zip(rows, fell, strict=True)]
    columns = ("body", "from", "from_date", "to", "to_date", "steps")
    if output is Format.CSV:
        print_csv(flat, columns)
    else:
        table = ([str(row[name]).replace("_", " ") for name in columns] for row in flat)
        print_table(f"{len(rows)} fell {steps} grades or more", ("Body", "From", "On", "To", "On", "Grades"), table)
