"""The back-test of settings: by type and year, and what law required of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from inspectorate.cli.output import print_table

if TYPE_CHECKING:
    from inspectorate.due.backtest import Backtest
    from inspectorate.due.model import Required
    from inspectorate.framework.library import Library
    from inspectorate.history.model import History

OUTCOMES = ("met", "missed", "paused", "not_known")
PLACES = ("in_window", "early", "late", "undated")


def of_settings(result: Backtest, histories: Iterable[History], library: Library, first: date) -> dict[str, Any]:
    """Inspections by type and year, and the duties of law by year, type and region with every missed one."""
    from inspectorate.due.statutory import required

    found = list(histories)
    until = max((part.last for history in found[:1] for part in history.coverage), default=first)
    duties = list(required(found, library, first, until))
    return {
        "by_type_and_year": [
            {"type": one.type, "year": one.year, "cases": one.cases, **asdict(one.figures), "why": dict(one.why)}
            for one in result.groups
        ],
        "statutory": {
            "until": until,
            **_counted(duties),
            "by_year": _by(duties, ("year",)),
            "by_year_and_region": _by(duties, ("year", "region")),
            "by_year_and_type": _by(duties, ("year", "type")),
            "missed_duties": [_duty(one) for one in duties if one.outcome == "missed"],
        },
    }


def _by(duties: Iterable[Required], keys: tuple[str, ...]) -> list[dict[str, Any]]:
    """How many duties of each group were met, missed, paused and not known."""
    groups: dict[tuple[str, ...], list[Required]] = {}
    for duty in duties:
        groups.setdefault(tuple(getattr(duty, key) or "" for key in keys), []).append(duty)
    return [dict(zip(keys, group, strict=True)) | _counted(held) for group, held in sorted(groups.items())]


def _counted(duties: Iterable[Required]) -> dict[str, int]:
    counted = Counter(duty.outcome.value for duty in duties)
    return {outcome: counted[outcome] for outcome in OUTCOMES}


def _duty(duty: Required) -> dict[str, Any]:
    return {"body": duty.body, "type": duty.type, "region": duty.region, "year": duty.year, "rule": duty.rule,
            "by": duty.by}  # fmt: skip


def print_settings(answer: dict[str, Any]) -> None:
    """The same as tables; single inspections and missed duties are in the JSON."""
    print_table(
        "Graded inspections, and where they began in the window that was due seven days before",
        ("Type", "Year", "Inspections", "In window", "Early", "Late", "No day", "Why outside"),
        [
            (one["type"], one["year"], str(one["cases"]), *(str(one[place]) for place in PLACES), _why(one["why"]))
            for one in answer["by_type_and_year"]
        ],
    )
    statutory = answer["statutory"]
    for name, keys in (("by_year_and_type", ("year", "type")), ("by_year_and_region", ("year", "region"))):
        print_table(
            f"What law required, {name.replace('_', ' ')}, until {statutory['until']}",
            (*(key.capitalize() for key in keys), "Met", "Missed", "Paused", "Not known"),
            [tuple(str(one[key]) for key in (*keys, *OUTCOMES)) for one in statutory[name]],
        )


def _why(counted: dict[str, int]) -> str:
    return ", ".join(f"{word.replace('_', ' ')} {number}" for word, number in counted.items())
