"""The days that the coming weeks have, region by region: a picture and its table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from inspectorate.calendars import CalendarUnknown, Interval
from inspectorate.webapp.design.filters import day
from inspectorate.webapp.design.week_bars import Bar, BarRow, week_bars
from inspectorate.webapp.workforce.capacity import RegionWeeks, added_up, bank_holidays, mondays
from inspectorate.webapp.workforce.models import Inspector
from inspectorate.webapp.workforce.people import capacity_of

WEEKS = 26


@dataclass(frozen=True, slots=True)
class Week:
    """A week in the table: its Monday, its bank holidays, and the days left of each region and of all."""

    begins: date
    holidays: tuple[date, ...]
    days: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ComingWeeks:
    """What the page shows: the names of the columns, the weeks, and the picture of the same."""

    regions: tuple[str, ...]
    weeks: tuple[Week, ...]
    picture: Markup


def coming_weeks(today: date, region: str = "", only: Inspector | None = None) -> ComingWeeks | None:
    """The weeks from this one on, of a region, of one inspector or of all; ``None`` where nobody works, or where the
    calendar does not reach so far."""
    begin = mondays(today, WEEKS)
    whole = Interval(begin[0], begin[-1] + timedelta(days=6))
    try:
        rows = [one for one in capacity_of(begin, only) if region in ("", one.region)]
        holidays = bank_holidays(whole)
    except CalendarUnknown:
        return None
    if not rows:
        return None
    if len(rows) > 1:
        rows.append(added_up("All regions", rows))
    weeks = [
        Week(
            monday,
            tuple(one for one in holidays if monday <= one < monday + timedelta(weeks=1)),
            tuple(row.left[number] for row in rows),
        )
        for number, monday in enumerate(begin)
    ]
    picture = week_bars(
        [_bars(row, begin) for row in rows], begin, title=f"Days left in the coming {WEEKS} weeks, by region"
    )
    return ComingWeeks(tuple(row.region for row in rows), tuple(weeks), picture)


def _bars(row: RegionWeeks, begin: list[date]) -> BarRow:
    bars = [
        Bar(left, full, f"{row.region}, week of {day(monday)}: {left:.1f} of {full:.1f} days")
        for monday, left, full in zip(begin, row.left, row.contracted, strict=True)
    ]
    return BarRow(row.region, bars)
