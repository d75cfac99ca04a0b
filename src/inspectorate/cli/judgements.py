"""`inspectorate judgements`: how many inspections gave which grade, as of a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inspectorate.cli.output import (
    KINDS,
    Format,
    body_json,
    check_kind,
    check_type,
    day,
    fail,
    print_csv,
    print_json,
    print_table,
    today,
)

if TYPE_CHECKING:
    from inspectorate.calendars import InspectionYear
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
    in_year: Annotated[
        str | None,
        typer.Option(metavar="YEAR", help="Full inspections of settings in an inspection year, say 2022-23."),
    ] = None,
    type_: Annotated[str | None, typer.Option("--type", help="Only settings of this type, say childrens_home.")] = None,
    group: Annotated[str | None, typer.Option(help="Only settings of this group: all_childrens_homes.")] = None,
    reconcile: Annotated[
        bool, typer.Option("--reconcile", help="Every figure that imported files publish, beside ours.")
    ] = False,
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """How many inspections gave which grade, and what each body's latest said, as of a day."""
    from inspectorate.cli.database import open_database

    kind = check_kind(applies_to, tuple(KINDS))
    types = _types(type_, group, kind)
    year = _year(in_year, as_of, kind)
    open_database()
    if reconcile:
        from inspectorate.cli.reconcile import print_reconciled

        print_reconciled(output)
        return
    from inspectorate.framework.library import load_library
    from inspectorate.webapp.inspections.queries import histories

    library = load_library()
    if regime is not None and not library.of_regime(regime):
        known = ", ".join(dict.fromkeys(edition.regime for edition in library.editions.values()))
        fail(f"The library holds no regime called '{regime}'; it holds {known}.", code=2)
    when, found = year.last if year else as_of or today(), list(histories(kind=kind))
    if falls is not None:
        from inspectorate.cli.falls import print_falls

        print_falls(found, library, regime or "sif", when, falls, known_by, output)
        return
    from inspectorate.history.position import position

    answer = position(
        found,
        when,
        regime=regime,
        known_by=known_by,
        types=types,
        since=year.first if year else None,
        events=("full",) if year else None,
    )
    asked: dict[str, Any] = {"regime": regime, "as_of": when, "known_by": known_by}
    if kind == "setting":
        asked |= {"in_year": in_year, "type": type_, "group": group}
    _print(answer, asked, only_latest=latest, output=output)
    if known_by is not None:
        _tell_later(found, when, known_by, regime)


def _types(type_: str | None, group: str | None, kind: str) -> tuple[str, ...] | None:
    """The types of setting that are asked about; ends the command with 2 and a sentence where there is none such."""
    from inspectorate.framework.setting_types import groups, in_group

    check_type(type_, kind)
    if group is None:
        return (type_,) if type_ else None
    if kind != "setting" or type_ is not None:
        fail(
            "--group speaks of settings, and instead of --type; add --applies-to settings, and leave --type out.",
            code=2,
        )
    if not in_group(group):
        fail(f"There is no group of types called '{group}'; choose {' or '.join(groups())}.", code=2)
    return in_group(group)


def _year(label: str | None, as_of: date | None, kind: str) -> InspectionYear | None:
    """The inspection year that is asked about; ends the command with 2 and a sentence where it is none."""
    from inspectorate.calendars import InspectionYear

    if label is None:
        return None
    if kind != "setting" or as_of is not None:
        fail("--in-year speaks of settings, and instead of --as-of; add --applies-to settings.", code=2)
    try:
        return InspectionYear.from_label(label)
    except ValueError as error:
        fail(str(error), code=2)


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
    if "type" in asked:
        told["latest"]["by_setting_type"] = _by_setting_type(answer, asked["as_of"])
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


def _by_setting_type(answer: Position, as_of: date) -> dict[str, Counter[str]]:
    """How many settings of each type have which overall grade as their latest."""
    found: dict[str, Counter[str]] = {}
    for body, last in answer.latest_of:
        found.setdefault(body.type_on(as_of), Counter())[last.grades.get("overall") or "unknown"] += 1
    return dict(sorted(found.items()))


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
