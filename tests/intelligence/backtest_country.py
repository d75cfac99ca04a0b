"""An invented country whose indicators foretell what inspections find, for tests of the back-test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np
from tests.due.small import FIRST, SECOND, shelf
from tests.intelligence.made import indicator, panel

from inspectorate.history.model import Body, History, Inspection
from inspectorate.intelligence.backtest_rolling import Source, strengths
from inspectorate.intelligence.model import Panel

GRADES = ("outstanding", "good", "requires_improvement", "inadequate")
LIBRARY = shelf(FIRST, SECOND)
YEARS, BODIES = 12, 45
REGIONS = ("North", "South")


def seen(of: Body, on: date, grade: str | None, *, regime: str = "second", known: date | None = None) -> Inspection:
    """An inspection of two days that was known a month after it began."""
    made = "full" if regime == "first" else "standard"
    ended, told = on + timedelta(days=1), known or on + timedelta(days=30)
    return Inspection(f"{of.code}-{on}", of.id, regime, made, on, ended, told, told, grades={"overall": grade})


def body(place: int) -> Body:
    code = f"B{place:03}"
    return Body(f"authority:{code}", "authority", code, f"Authority {code}", region=REGIONS[place % 2])


def troubles(seed: int = 5) -> np.ndarray:
    """How each body fared in each year, anew each year: no history of grades foretells it. Shape (years, bodies)."""
    return np.random.default_rng(seed).normal(size=(YEARS, BODIES))


def panels(trouble: np.ndarray) -> list[Panel]:
    """Three indicators that all tell of the trouble of their year, known half a year after its end."""
    draw = np.random.default_rng(3)
    return [panel(20 + trouble + draw.normal(0, 0.3, trouble.shape), indicator(f"told_{n}")) for n in range(3)]


def country(trouble: np.ndarray) -> list[History]:
    """Each body inspected in three of the years from 2014 on, in autumn or winter, and graded by its last year."""
    draw = np.random.default_rng(7)
    found = []
    for place in range(BODIES):
        of = body(place)
        made = []
        for year in (2014 + place % 2, 2017 + place % 3, 2020 + place % 2):
            grade = GRADES[int(np.searchsorted((-1.0, 0.3, 1.2), trouble[year - 2011, place]))]
            regime = "second" if year >= 2018 else "first"
            said = "adequate" if regime == "first" and grade == "requires_improvement" else grade
            made.append(seen(of, date(year, 10, 12) + timedelta(days=int(draw.integers(100))), said, regime=regime))
        found.append(History(of, tuple(made)))
    return found


def source(told: Sequence[Panel]) -> Source:
    def on(day: date) -> Mapping[str, float]:
        return strengths(told, None, day)

    return on
