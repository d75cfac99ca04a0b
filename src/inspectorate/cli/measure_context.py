"""`inspectorate measure context`: what social work staff did before and after judgements."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inspectorate.cli.output import Format, day, fail, print_csv, print_json, print_table, today

if TYPE_CHECKING:
    from inspectorate.intelligence.after_judgements import After, AfterGrade
    from inspectorate.measurement.intervals import Estimate
    from inspectorate.webapp.monitoring.after_queries import WorkforceAfter

CAUTION = (
    "This describes; it does not show what judgements do. Authorities are not judged at random: what leads to a grade "
    "also moves staff, and what had begun before a judgement (time -2) may go on after it. Of fewer than five "
    "authorities no mean is told."
)
FEW = "too few to tell"
COLUMNS = (
    "measure", "grade", "judgements", "bodies", "base", "neighbours_base", "time", "apart", "low", "high", "n",
)  # fmt: skip


def context(
    regime: Annotated[str | None, typer.Option(help="Judgements of one regime: sif, ilacs…; else all.")] = None,
    as_of: Annotated[
        date | None, typer.Option("--as-of", parser=day, metavar="DAY", help="Known by this day; else today.")
    ] = None,
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """Vacancies, turnover and agency staff before and after each overall grade, beside statistical neighbours.

    Differences in differences in percentage points from the last census before publication. A description; no cause.
    """
    from inspectorate.cli.database import open_database

    open_database()
    from inspectorate.framework.library import load_library
    from inspectorate.webapp.monitoring.after_queries import workforce_after

    if regime is not None and not load_library().of_regime(regime):
        fail(f"The library holds no regime called '{regime}'.", code=2)
    found = workforce_after(as_of or today(), regime)
    if found is None:
        fail(
            "No judgement can be compared: that needs published overall grades, the workforce census and statistical "
            "neighbours. Load these files with “inspectorate import”, or ask about a later day."
        )
    typer.echo(CAUTION, err=True)
    if output is Format.JSON:
        print_json(as_json(found) | {"regime": regime})
    elif output is Format.CSV:
        print_csv(rows(found), COLUMNS)
    else:
        for of in found.measures:
            _table(of, found.alike)


def as_json(found: WorkforceAfter) -> dict[str, Any]:
    """The answer as the command gives it. Shares are fractions; times are censuses before (-2) and after a judgement,
    from the last before it (-1); null is of too few authorities."""
    return {
        "known_by": found.known_by,
        "judgements_known_to": found.reach,
        "neighbours": found.alike,
        "caution": CAUTION,
        "measures": [
            {
                "indicator": of.indicator.id,
                "first": of.first,
                "last": of.last,
                "grades": [_grade(one) for one in of.grades],
            }
            for of in found.measures
        ],
    }


def _grade(one: AfterGrade) -> dict[str, Any]:
    return {
        "grade": one.grade,
        "judgements": one.judgements,
        "bodies": one.bodies,
        "base": one.base,
        "neighbours_base": one.alike,
        "apart": {str(time): _estimate(estimate) for time, estimate in one.apart.items()},
    }


def _estimate(one: Estimate | None) -> dict[str, Any] | None:
    return {"value": one.value, "interval": [one.low, one.high], "n": one.n} if one else None


def rows(found: WorkforceAfter) -> Iterator[dict[str, Any]]:
    """A row for each measure, grade and time."""
    for of in found.measures:
        for one in of.grades:
            for time, apart in one.apart.items():
                yield {
                    "measure": of.indicator.id,
                    "grade": one.grade,
                    "judgements": one.judgements,
                    "bodies": one.bodies,
                    "base": one.base,
                    "neighbours_base": one.alike,
                    "time": time,
                    "apart": apart.value if apart else None,
                    "low": apart.low if apart else None,
                    "high": apart.high if apart else None,
                    "n": apart.n if apart else 0,
                }


def _table(of: After, alike: str) -> None:
    print_table(
        f"{of.indicator.label}, censuses of {of.first.year} to {of.last.year}: percentage points by which judged "
        f"authorities moved more than neighbours ({alike}) from the last census before",
        ("Grade", "Judgements", "Before", "Neighbours", "A year earlier", "First census after", "Second census after"),
        (
            (
                one.grade.replace("_", " "),
                f"{one.judgements} ({one.bodies} {'body' if one.bodies == 1 else 'bodies'})",
                _share(one.base),
                _share(one.alike),
                *map(_points, one.apart.values()),
            )
            for one in of.grades
        ),
    )


def _share(mean: float | None) -> str:
    return FEW if mean is None else f"{mean:.1%}"


def _points(one: Estimate | None) -> str:
    return f"{100 * one.value:+.1f} ({100 * one.low:+.1f} to {100 * one.high:+.1f})" if one else FEW
