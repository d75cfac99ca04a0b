"""Which days are worked, and counting by them: the unit of most of the regulator's clocks.

A working day is Monday to Friday and no bank holiday in England (so neither Christmas Day nor Good Friday), as in
the regulations on publishing inspection reports (SI 2007/462, regulation 1). England's bank holidays are GOV.UK's
published list as the package ``govuk-bank-holidays`` carries it; nothing is fetched. The list begins in 2012 and
holidays are proclaimed, not computed, so a day in a year that it does not cover has no answer: `CalendarUnknown`.

Counting starts after the day itself: a letter received on Friday 31 January 2025 has Monday 3 February as day 1, and
a clock of 70 working days ends on Wednesday 14 May 2025. Counting weekdays only, it would have ended on 9 May, which
is the 67th working day: Good Friday, Easter Monday and the early May bank holiday lie in between.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

SATURDAY = 5


class CalendarUnknown(LookupError):
    """The bank holidays of a year that was asked about are not known."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days of the years that a list of holidays covers; ``worked`` is sorted."""

    first: date
    last: date
    worked: tuple[date, ...]

    @classmethod
    def from_holidays(cls, holidays: Iterable[date]) -> Calendar:
        """The calendar of the years from the earliest holiday to the latest, which the list is taken to cover whole.

        Raises ValueError when there are no holidays, since then no year is covered.
        """
        off = frozenset(holidays)
        first, last = date(min(off).year, 1, 1), date(max(off).year, 12, 31)
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return cls(first, last, tuple(day for day in days if day.weekday() < SATURDAY and day not in off))

    def is_working_day(self, day: date) -> bool:
        """Whether ``day`` is worked. Raises CalendarUnknown outside the years covered."""
        self._check(day)
        place = bisect_left(self.worked, day)
        return place < len(self.worked) and self.worked[place] == day

    def add(self, start: date, n: int) -> date:
        """The n-th working day after ``start``, or before it where n is negative.

        ``start`` is day 0 whether or not it is worked, and 0 gives ``start`` itself. Raises CalendarUnknown where the
        count leaves the years covered.
        """
        if n == 0:
            return start
        self._check(start)
        place = bisect_right(self.worked, start) + n - 1 if n > 0 else bisect_left(self.worked, start) + n
        if not 0 <= place < len(self.worked):
            raise CalendarUnknown(f"{n} working days from {start.isoformat()} {self._leaves()}")
        return self.worked[place]

    def between(self, start: date, end: date) -> int:
        """How many working days ``end`` is after ``start`` (negative: before), so that ``end`` is a day of the count.

        Counts the days after ``start`` up to and with ``end``; backwards, the days before ``start`` down to and with
        ``end``. It undoes `add`: ``between(start, add(start, n)) == n``. Raises CalendarUnknown.
        """
        self._check(start)
        self._check(end)
        if end >= start:
            return bisect_right(self.worked, end) - bisect_right(self.worked, start)
        return bisect_left(self.worked, end) - bisect_left(self.worked, start)

    def _check(self, day: date) -> None:
        if not self.first <= day <= self.last:
            raise CalendarUnknown(f"{day.isoformat()} {self._leaves()}")

    def _leaves(self) -> str:
        return f"is outside the years whose bank holidays are known, {self.first.year} to {self.last.year}."


@cache
def england() -> Calendar:
    """England's calendar, by the list that ships with ``govuk-bank-holidays``."""
    # Imported here: the package brings in an HTTP client, which costs more than everything else in this room.
    from govuk_bank_holidays.bank_holidays import BankHolidays

    listed = BankHolidays(use_cached_holidays=True).get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    return Calendar.from_holidays(holiday["date"] for holiday in listed)


def is_working_day(day: date) -> bool:
    """Whether ``day`` is worked in England. Raises CalendarUnknown."""
    return england().is_working_day(day)


def add_working_days(start: date, n: int) -> date:
    """The n-th working day of England after ``start`` (day 0, worked or not), or before it. Raises CalendarUnknown."""
    return england().add(start, n)


def working_days_between(start: date, end: date) -> int:
    """How many working days of England ``end`` is after ``start``, as `Calendar.between`. Raises CalendarUnknown."""
    return england().between(start, end)
