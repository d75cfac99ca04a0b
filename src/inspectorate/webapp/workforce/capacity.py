"""How many days inspectors have: their working days less bank holidays and absences, by the share of their contract.

Somebody with a share of 0.6 has three days a week, whether they work three whole days or five shorter ones: each of
their working days counts as ``5 * share`` over the number of them, and never as more than one day.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
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

    stretches: tuple[Stretch, ...]
    away: tuple[Interval, ...] = ()


@dataclass(frozen=True, slots=True)
class RegionWeeks:
    """The days of a region week by week: those of its contracts, and those that are left of them."""

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


def capacity(people: Iterable[Person], weeks: list[date], calendar: Calendar | None = None) -> list[RegionWeeks]:
    """The days of each region, by name, in weeks from Monday on that follow each other. Raises CalendarUnknown."""
    whole = Interval(weeks[0], weeks[-1] + timedelta(days=WEEK - 1))
    listed: dict[str, list[date]] = {}
    contracted: dict[str, list[float]] = {}
    left: dict[str, list[float]] = {}
    for person in people:
        away = set(_days(person.away, whole))
        for stretch in person.stretches:
            held = stretch.days.overlap(whole)
            if held is None:
                continue
            if stretch.working_days not in listed:
                listed[stretch.working_days] = worked(whole, stretch.working_days, calendar)
            _contract(contracted.setdefault(stretch.region, [0.0] * len(weeks)), stretch, held, whole.first)
            days, worth = left.setdefault(stretch.region, [0.0] * len(weeks)), stretch.worth
            possible = listed[stretch.working_days]
            for day in possible[bisect_left(possible, held.first) : bisect_right(possible, held.last)]:
                if day not in away:
                    days[(day - whole.first).days // WEEK] += worth
    return [RegionWeeks(region, tuple(contracted[region]), tuple(left[region])) for region in sorted(left)]


def _contract(weeks: list[float], stretch: Stretch, held: Interval, monday: date) -> None:
    """Add the days of a contract to the weeks, by the working days of the stretch that lie in each."""
    for number in range((held.first - monday).days // WEEK, (held.last - monday).days // WEEK + 1):
        begins = monday + timedelta(days=number * WEEK)
        within = held.overlap(Interval(begins, begins + timedelta(days=WEEK - 1)))
        if within is not None:
            first = within.first.isoweekday()
            days = range(first, first + within.days)
            weeks[number] += stretch.worth * sum(str(day) in stretch.working_days for day in days)


def _days(away: Iterable[Interval], whole: Interval) -> Iterator[date]:
    for one in away:
        within = one.overlap(whole)
        if within is not None:
            yield from (within.first + timedelta(days=number) for number in range(within.days))
