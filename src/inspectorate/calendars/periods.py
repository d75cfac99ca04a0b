"""Closed ranges of days, months counted on the calendar, and the inspectorate's year."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

APRIL = 4
LABEL = re.compile(r"(\d{4})-(\d{2})")
FARTHEST = 100
"""How many years of the calendar are kept free at either end, for what is counted on or back from a day."""


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """The days from ``first`` to ``last``, both within. Raises ValueError when they are the wrong way round."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"An interval cannot end on {self.last}, before it begins on {self.first}.")

    @property
    def days(self) -> int:
        """How many days it has; at least 1."""
        return (self.last - self.first).days + 1

    def contains(self, day: date) -> bool:
        """Whether ``day`` is one of its days."""
        return self.first <= day <= self.last

    def overlaps(self, other: Interval) -> bool:
        """Whether the two share a day."""
        return self.first <= other.last and other.first <= self.last

    def overlap(self, other: Interval) -> Interval | None:
        """The days that the two share, or None."""
        if not self.overlaps(other):
            return None
        return Interval(max(self.first, other.first), min(self.last, other.last))

    def shift(self, days: int) -> Interval:
        """The same length, so many days later (negative: earlier)."""
        by = timedelta(days=days)
        return Interval(self.first + by, self.last + by)


def countable(day: date) -> bool:
    """Whether windows, clocks and years can be counted from a day without leaving the calendar: whether it lies at
    least a hundred years from either end."""
    return date.min.year + FARTHEST <= day.year <= date.max.year - FARTHEST


def add_months(day: date, n: int) -> date:
    """The same day of the month ``n`` months later (negative: earlier), or that month's last day where it is shorter.

    31 January and one month is 28 or 29 February, so adding and then taking away may not come back to the same day.
    Raises ValueError outside the years 1 to 9999.
    """
    years, month = divmod(day.month - 1 + n, 12)
    year = day.year + years
    if not date.min.year <= year <= date.max.year:
        raise ValueError(f"{n} months from {day.isoformat()} leaves the calendar.")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True, order=True)
class InspectionYear:
    """The inspectorate's year, 1 April to 31 March, by the calendar year in which it begins."""

    begins: int

    @classmethod
    def from_label(cls, label: str) -> InspectionYear:
        """The year that ``2022-23`` names. Raises ValueError for anything else, say ``2022-24`` or ``9999-00``."""
        found = LABEL.fullmatch(label)
        if found is None or (int(found[1]) + 1) % 100 != int(found[2]):
            raise ValueError(f"{label!r} is not an inspection year; write it like 2022-23.")
        begins = int(found[1])
        if not date.min.year <= begins < date.max.year:
            raise ValueError(f"The inspection year {label} leaves the calendar.")
        return cls(begins)

    @property
    def label(self) -> str:
        """How the inspectorate writes it: ``2022-23``."""
        return f"{self.begins:04d}-{(self.begins + 1) % 100:02d}"

    @property
    def first(self) -> date:
        """1 April."""
        return date(self.begins, APRIL, 1)

    @property
    def last(self) -> date:
        """31 March of the next calendar year."""
        return date(self.begins + 1, APRIL, 1) - timedelta(days=1)

    @property
    def interval(self) -> Interval:
        """All its days."""
        return Interval(self.first, self.last)


def inspection_year(day: date) -> InspectionYear:
    """The inspection year that ``day`` lies in."""
    return InspectionYear(day.year if day.month >= APRIL else day.year - 1)
