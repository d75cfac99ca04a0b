"""Before and after a judgement: a number of each judged authority beside those that are like it. No proof of cause.

Of a yearly series, the last period that ended within a year before a judgement was published is the base. The change of
the judged authority from there, less the mean change of its statistical neighbours, is told for the period before the
base (where a difference shows that they were moving apart already) and for the first two after it; for none with
another judgement of the authority in between. Only neighbours that no judgement was published of in between are
compared with, as far as the record of judgements reaches: they stand for what would have been (difference in
differences; comparison with those not yet judged: Callaway and Sant'Anna, Journal of Econometrics 2021, 225:200).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite, sqrt
from statistics import fmean

from scipy.stats import t

from inspectorate.history.model import History
from inspectorate.intelligence.model import Indicator, Neighbours, Panel
from inspectorate.measurement.intervals import Estimate

TIMES = (-2, 1, 2)
"""Periods before (-2: the one before the base, which is -1) and after a judgement."""

ALIKE = 3
"""With values of fewer neighbours than this, of ten, nothing is compared."""

LONGEST = 366
"""Days from the end of the base to the judgement, at most: else the census in between is missing."""

FEWEST = 5
"""Of fewer authorities than this no mean is told."""

OVERALL = "overall"


@dataclass(frozen=True, slots=True)
class Given:
    """An overall grade, and the day on which it was published."""

    body: str
    regime: str
    grade: str
    day: date


@dataclass(frozen=True, slots=True)
class Case:
    """One judgement beside one number: its value at the base, that of neighbours, and by time (`TIMES`) how much more
    it moved from the base than theirs did; a time that cannot be compared is left out. In the panel's own unit."""

    given: Given
    base: float
    alike: float
    apart: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class AfterGrade:
    """What came of one grade: how many judgements and authorities there are, their mean value at the base and that of
    neighbours, and by time the mean of how far they moved apart; each mean is ``None`` of too few."""

    grade: str
    judgements: int
    bodies: int
    base: float | None
    alike: float | None
    apart: Mapping[int, Estimate | None]


@dataclass(frozen=True, slots=True)
class After:
    """One number after judgements, by each grade that any can be told of; its first and its last period end so."""

    indicator: Indicator
    first: date
    last: date
    grades: tuple[AfterGrade, ...]


def given(histories: Iterable[History], known_by: date) -> tuple[Given, ...]:
    """The overall grades that were published and known by a day, under every regime."""
    return tuple(
        Given(history.body.id, one.regime, grade, one.published)
        for history in histories
        for one in history.inspections
        if one.graded and (grade := one.grades.get(OVERALL))
        if one.published is not None and max(one.published, one.known_on) <= known_by
    )


def after(
    panel: Panel, told: Sequence[Given], neighbours: Neighbours, scale: Sequence[str], regime: str | None = None
) -> After:
    """What came of each grade of a scale, of one regime or of all; ``told`` are all that were given."""
    by: dict[str, list[Case]] = {grade: [] for grade in scale}
    for one in cases(panel, told, neighbours):
        if regime in (None, one.given.regime):
            by[one.given.grade].append(one)
    first, last = panel.periods[0].last, panel.periods[-1].last
    return After(panel.indicator, first, last, tuple(_of_grade(grade, found) for grade, found in by.items() if found))


def cases(panel: Panel, told: Sequence[Given], neighbours: Neighbours) -> tuple[Case, ...]:
    """Each judgement with a base that can be compared at one time at least."""
    series = _Yearly.of(panel, told)
    found = (series.case(one, neighbours.of.get(one.body, ())) for one in told)
    return tuple(case for case in found if case is not None)


@dataclass(frozen=True, slots=True)
class _Yearly:
    """Numbers by body and year, the last day of each year's period, and the days of each body's judgements, which are
    known until ``reach``."""

    numbers: Mapping[tuple[str, int], float]
    ends: Mapping[int, date]
    days: Mapping[str, Sequence[date]]
    reach: date

    @classmethod
    def of(cls, panel: Panel, told: Sequence[Given]) -> _Yearly:
        ends = {period.last.year: period.last for period in panel.periods}
        days: dict[str, list[date]] = {}
        for one in told:
            days.setdefault(one.body, []).append(one.day)
        numbers = {
            (body, year): number
            for year, row in zip(ends, panel.value.tolist(), strict=True)
            for body, number in zip(panel.bodies, row, strict=True)
            if isfinite(number)
        }
        return cls(numbers, ends, days, max((one.day for one in told), default=date.min))

    def case(self, one: Given, alike: Sequence[str]) -> Case | None:
        base = max((year for year, end in self.ends.items() if 0 < (one.day - end).days <= LONGEST), default=None)
        if base is None or (one.body, base) not in self.numbers:
            return None
        years = {time: base + (time + 1 if time < 0 else time) for time in TIMES}
        told = {time: self._apart(one, alike, base, year) for time, year in years.items()}
        apart = {time: number for time, number in told.items() if number is not None}
        if not apart:
            return None
        theirs = [self.numbers[body, base] for body in alike if (body, base) in self.numbers]
        return Case(one, self.numbers[one.body, base], fmean(theirs), apart)

    def _apart(self, one: Given, alike: Sequence[str], base: int, year: int) -> float | None:
        """How much more a body moved from the base than its neighbours; ``None`` where that cannot be told."""
        if year not in self.ends or self.ends[year] > self.reach:
            return None
        if self._judged(one.body, base, year) - {one.day}:
            return None
        own = self._move(one.body, base, year)
        moves = [self._move(other, base, year) for other in alike if not self._judged(other, base, year)]
        theirs = [move for move in moves if move is not None]
        return own - fmean(theirs) if own is not None and len(theirs) >= ALIKE else None

    def _move(self, body: str, base: int, year: int) -> float | None:
        before, then = self.numbers.get((body, base)), self.numbers.get((body, year))
        return None if before is None or then is None else then - before

    def _judged(self, body: str, base: int, year: int) -> set[date]:
        """The days on which something was published of a body between the ends of two years' periods."""
        first, last = sorted((self.ends[base], self.ends[year]))
        return {day for day in self.days.get(body, ()) if first < day <= last}


def _of_grade(grade: str, found: Sequence[Case]) -> AfterGrade:
    bodies = len({one.given.body for one in found})
    enough = bodies >= FEWEST
    return AfterGrade(
        grade,
        len(found),
        bodies,
        fmean(one.base for one in found) if enough else None,
        fmean(one.alike for one in found) if enough else None,
        {time: _mean([(one.given.body, one.apart[time]) for one in found if time in one.apart]) for time in TIMES},
    )


def _mean(apart: Sequence[tuple[str, float]], level: float = 0.95) -> Estimate | None:
    """The mean with an interval that takes judgements of one authority together (Liang and Zeger, Biometrika 1986,
    73:13), by Student's t; ``None`` of too few authorities."""
    groups = len({body for body, _ in apart})
    if groups < FEWEST:
        return None
    value = fmean(number for _, number in apart)
    off: dict[str, float] = {}
    for body, number in apart:
        off[body] = off.get(body, 0.0) + number - value
    error = sqrt(groups / (groups - 1) * sum(one**2 for one in off.values())) / len(apart)
    half = float(t.ppf((1 + level) / 2, groups - 1)) * error
    return Estimate(value, value - half, value + half, len(apart))
