"""How many days inspectors have: their working days less bank holidays and absences, by the share of their contract.

Somebody with a share of 0.6 has three days a week, whether they work three whole days or five shorter ones: each of
their working days counts as ``5 * share`` over the number of them, and never as more than one day.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
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


def capacity(people: Iterable[Person], weeks: list[date], calendar: Calendar | None = None) -> list[RegionWeeks]:
    """The days of each region, by name, in weeks from Monday on that follow each other. Raises CalendarUnknown."""
    found: dict[str, list[RegionWeeks]] = {}
    possible = _Possible(_whole(weeks), calendar)
    for person in people:
        for one in _of(person, weeks, possible):
            found.setdefault(one.region, []).append(one)
    return [added_up(region, found[region]) for region in sorted(found)]


def weeks_of(person: Person, weeks: list[date], calendar: Calendar | None = None) -> list[RegionWeeks]:
    """As `capacity`, of one inspector: a row for each stretch that lies in the weeks. Raises CalendarUnknown."""
    return list(_of(person, weeks, _Possible(_whole(weeks), calendar)))


def added_up(name: str, rows: Sequence[RegionWeeks]) -> RegionWeeks:
    """Several rows as one."""
    return RegionWeeks(
        name,
        tuple(map(sum, zip(*(row.contracted for row in rows), strict=True))),
        tuple(map(sum, zip(*(row.left for row in rows), strict=True))),
    )


@dataclass(slots=True)
class _Possible:
    """The days that can be worked in all the weeks, by days of the week: found once for all who share them."""

    whole: Interval
    calendar: Calendar | None
    _found: dict[str, list[date]] = field(default_factory=dict)

    def days(self, working_days: str) -> list[date]:
        if working_days not in self._found:
            self._found[working_days] = worked(self.whole, working_days, self.calendar)
        return self._found[working_days]


def _whole(weeks: Sequence[date]) -> Interval:
    return Interval(weeks[0], weeks[-1] + timedelta(days=WEEK - 1))


def _of(person: Person, weeks: Sequence[date], possible: _Possible) -> Iterator[RegionWeeks]:
    whole = possible.whole
    away = set(_days(person.away, whole))
    for stretch in person.stretches:
        held = stretch.days.overlap(whole)
        if held is None:
            continue
        left = [0.0] * len(weeks)
        days = possible.days(stretch.working_days)
        for day in days[bisect_left(days, held.first) : bisect_right(days, held.last)]:
            if day not in away:
                left[(day - whole.first).days // WEEK] += stretch.worth
        contracted = tuple(_contracted(stretch, held, monday) for monday in weeks)
        yield RegionWeeks(stretch.region, contracted, tuple(left))


def _contracted(stretch: Stretch, held: Interval, monday: date) -> float:
    """The days of a contract in a week, bank holidays and absences not yet taken off."""
    within = held.overlap(Interval(monday, monday + timedelta(days=WEEK - 1)))
    if within is None:
        return 0.0
    first = within.first.isoweekday()
    return stretch.worth * sum(str(day) in stretch.working_days for day in range(first, first + within.days))


def _days(away: Iterable[Interval], whole: Interval) -> Iterator[date]:
    for one in away:
        within = one.overlap(whole)
        if within is not None:
            yield from (within.first + timedelta(days=number) for number in range(within.days))
