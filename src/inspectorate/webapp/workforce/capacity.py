"""How many days inspectors have: their working days less bank holidays and absences, by the share of their contract.

Somebody with a share of 0.6 has three days a week, whether they work three whole days or five shorter ones: each of
their working days counts as ``5 * share`` over the number of them, and never as more than one day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from inspectorate.calendars import Calendar, Interval, england

WEEK = 7
FULL = 5
"""Days in a week of a full contract."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on which somebody works on the same terms: in which region, for which share, on which days of the week."""

    days: Interval
    region: str
    share: float
    working_days: str

    @property
    def worth(self) -> float:
        """How much of a day one of the working days counts."""
        return min(1.0, self.share * FULL / len(self.working_days))


@dataclass(frozen=True, slots=True)
class Person:
    """One inspector: stretches that do not overlap, and absences, which may."""

    code: str
    stretches: tuple[Stretch, ...]
    away: tuple[Interval, ...] = ()


@dataclass(frozen=True, slots=True)
class RegionWeeks:
    """The days of a region, or of one inspector in it, week by week: those contracted, and those that are left."""

    region: str
    contracted: tuple[float, ...]
    left: tuple[float, ...]


def mondays(first: date, number: int) -> list[date]:
    """The Mondays of so many weeks, from the one in which a day lies."""
    monday = first - timedelta(days=first.weekday())
    return [monday + timedelta(weeks=week) for week in range(number)]


def bank_holidays(days: Interval, calendar: Calendar | None = None) -> list[date]:
    """England's bank holidays among some days; those at weekends take nobody's day. Raises CalendarUnknown."""
    calendar = calendar or england()
    listed = (days.first + timedelta(days=number) for number in range(days.days))
    return [day for day in listed if day.weekday() < FULL and not calendar.is_working_day(day)]


def worked(days: Interval, working_days: str, calendar: Calendar | None = None) -> list[date]:
    """The days that somebody with these working days works among some days. Raises CalendarUnknown."""
    off = set(bank_holidays(days, calendar))
    listed = (days.first + timedelta(days=number) for number in range(days.days))
    return [day for day in listed if str(day.isoweekday()) in working_days and day not in off]


def capacity(people: Iterable[Person], weeks: Sequence[date], calendar: Calendar | None = None) -> list[RegionWeeks]:
    """The days of each region, by name, in weeks from Monday on that follow each other. Raises CalendarUnknown."""
    found: dict[str, list[RegionWeeks]] = {}
    reckoning = Reckoning(weeks, calendar)
    for person in people:
        for one in reckoning.of(person):
            found.setdefault(one.region, []).append(one)
    return [added_up(region, found[region]) for region in sorted(found)]


def added_up(name: str, rows: Sequence[RegionWeeks]) -> RegionWeeks:
    """Several rows as one."""
    return RegionWeeks(
        name,
        tuple(map(sum, zip(*(row.contracted for row in rows), strict=True))),
        tuple(map(sum, zip(*(row.left for row in rows), strict=True))),
    )


@dataclass(frozen=True, slots=True)
class _Worked:
    """Of some days of the week in some time: the days worked, how many of them each week has, and how many it would
    have without bank holidays."""

    days: frozenset[date]
    left: tuple[int, ...]
    contracted: tuple[int, ...]


class Reckoning:
    """Days of inspectors in weeks from Monday on that follow each other. What can be worked is found once for all who
    work on the same days of the week in the same time."""

    def __init__(self, weeks: Sequence[date], calendar: Calendar | None = None) -> None:
        self.weeks, self.calendar = weeks, calendar
        self.whole = Interval(weeks[0], weeks[-1] + timedelta(days=WEEK - 1))
        self._found: dict[tuple[str, Interval], _Worked] = {}

    def of(self, person: Person) -> list[RegionWeeks]:
        """One inspector's weeks: a row for each stretch that lies in them. Raises CalendarUnknown."""
        away = set(_days(person.away, self.whole))
        found = []
        for stretch in person.stretches:
            held = stretch.days.overlap(self.whole)
            if held is not None:
                possible, worth = self._worked(stretch.working_days, held), stretch.worth
                lost = Counter(map(self._number, possible.days & away))
                left = tuple(worth * (days - lost[number]) for number, days in enumerate(possible.left))
                contracted = tuple(worth * days for days in possible.contracted)
                found.append(RegionWeeks(stretch.region, contracted, left))
        return found

    def _worked(self, working_days: str, held: Interval) -> _Worked:
        if (working_days, held) not in self._found:
            days = worked(held, working_days, self.calendar)
            counts = Counter(map(self._number, days))
            left = tuple(counts[number] for number in range(len(self.weeks)))
            contracted = tuple(_contracted(working_days, held, monday) for monday in self.weeks)
            self._found[working_days, held] = _Worked(frozenset(days), left, contracted)
        return self._found[working_days, held]

    def _number(self, day: date) -> int:
        return (day - self.whole.first).days // WEEK


def _contracted(working_days: str, held: Interval, monday: date) -> int:
    first, last = max(0, (held.first - monday).days), min(WEEK - 1, (held.last - monday).days)
    return sum(first < int(day) <= last + 1 for day in working_days)


def _days(away: Iterable[Interval], whole: Interval) -> Iterator[date]:
    for one in away:
        within = one.overlap(whole)
        if within is not None:
            yield from (within.first + timedelta(days=number) for number in range(within.days))
