"""`inspectorate nowcast`: the chance of each grade now, from past grades and the time since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inspectorate.cli.output import (
    Format,
    body_json,
    check_kind,
    day,
    fail,
    print_csv,
    print_table,
    progress,
    stream_json,
)

if TYPE_CHECKING:
    from inspectorate.intelligence.nowcast import Nowcast, NowcastModel

WHAT = "This is a forecast of what an inspection would say, from past grades and the time since; it is not a grade."
COLUMNS = (
    "body",
    "name",
    "area",
    "last_grade",
    "last_date",
    "age_years",
    "judgements",
    "grade",
    "probability",
    "low",
    "high",
)


def register(app: typer.Typer) -> None:
    app.command("nowcast")(nowcast)


def nowcast(
    as_of: Annotated[date, typer.Option("--as-of", parser=day, metavar="DAY", help="The day to answer for.")],
    body: Annotated[str | None, typer.Option(help="One body: its name or code.")] = None,
    applies_to: Annotated[str, typer.Option(help="Which bodies: authorities or settings.")] = "authorities",
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """The chance of each grade in each area if a body were inspected now, from what was known on that day.

    A forecast, with the interval of each chance, and never a grade. A body that nobody has judged is left out.
    """
    from inspectorate.cli.database import open_database

    kind = check_kind(applies_to, ("authorities", "settings"))
    open_database()
    from inspectorate.framework.library import load_library
    from inspectorate.history.trails import judged
    from inspectorate.intelligence.nowcast import fit_nowcast, nowcasts
    from inspectorate.webapp.programme.queries import histories

    library = load_library()
    asked = [_body(body, as_of, kind)] if body else None
    typer.echo(WHAT, err=True)
    record = list(histories(kind=kind))
    # One body's answer rests on bodies of its kind alone; there is no need to learn about the others.
    kinds = [judged(one, as_of).applies_to for one in record if one.body.id in asked] if asked else None
    with progress("Learning how grades change") as tell:
        model = fit_nowcast(record, library, as_of, applies_to=kinds, tell=tell)
    found = nowcasts(record, model, bodies=asked)
    if output is Format.JSON:
        stream_json(map(as_json, found))
    elif output is Format.CSV:
        print_csv(_rows(found), COLUMNS)
    else:
        _tables(list(found), model)


def as_json(one: Nowcast) -> dict[str, Any]:
    """One body and area as every command and the API give it; the shape is fixed by the design."""
    return {
        "body": body_json(one.body),
        "area": one.area,
        "last_grade": one.last_grade,
        "last_date": one.last_date,
        "age_years": round(one.age_years, 2),
        "judgements": one.judgements,
        "probabilities": dict(one.probabilities),
        "interval": {grade: list(ends) for grade, ends in one.interval.items()},
    }


def _body(words: str, as_of: date, kind: str) -> str:
    from inspectorate.webapp.register.queries import Unresolved, find

    try:
        return find(words, on=as_of, kind=kind).id
    except Unresolved as problem:
        fail(str(problem))


def _rows(found: Iterable[Nowcast]) -> Iterator[dict[str, Any]]:
    """One row for each grade: scales differ between kinds of body."""
    for one in found:
        for grade, share in one.probabilities.items():
            low, high = one.interval[grade]
            yield {
                "body": one.body.id,
                "name": one.body.name,
                "area": one.area,
                "last_grade": one.last_grade,
                "last_date": one.last_date,
                "age_years": round(one.age_years, 2),
                "judgements": one.judgements,
                "grade": grade,
                "probability": share,
                "low": low,
                "high": high,
            }


def _tables(found: list[Nowcast], model: NowcastModel) -> None:
    from inspectorate.due.labels import day_text

    if not found:
        fail(
            f"The record knew of no judgement to forecast from on {day_text(model.as_of)}; import the published files."
        )
    rows = (
        (
            one.body.name or one.body.code,
            _words(one.area),
            f"{_words(one.last_grade)}, {one.age_years:.1f} years ago",
            *(_chance(one, grade) for grade in one.probabilities),
        )
        for one in found
    )
    grades = tuple(found[0].probabilities)
    title = f"If inspected on {day_text(model.as_of)}: the chance of each grade, in per cent, and its 95% interval"
    print_table(title, ("Body", "Area", "Last grade", *map(_words, grades)), rows)
    _ageing(model, {one.area for one in found})


def _ageing(model: NowcastModel, areas: set[str]) -> None:
    from inspectorate.intelligence.nowcast_ageing import HORIZON, ageing

    def years(value: float | None) -> str:
        return f"over {HORIZON:.0f}" if value is None else f"{value:.1f}"

    rows = (
        (
            _words(one.applies_to),
            _words(one.area),
            _words(one.grade),
            f"{one.holds:.0%} ({one.holds_interval[0]:.0%} to {one.holds_interval[1]:.0%})",
            f"{years(one.years)} ({years(one.years_interval[0])} to {years(one.years_interval[1])})",
        )
        for part in model.parts.values()
        if part.line.area in areas
        for one in ageing(part)
    )
    columns = ("Kind", "Area", "Grade", "Said again at once", "Years until another is likelier than the same")
    print_table("How fast a grade ages, where no more than that grade is known", columns, rows)


def _chance(one: Nowcast, grade: str) -> str:
    low, high = one.interval[grade]
    return f"{one.probabilities[grade] * 100:.0f} ({low * 100:.0f} to {high * 100:.0f})"


def _words(id_: str) -> str:
    return id_.replace("_", " ").capitalize()
