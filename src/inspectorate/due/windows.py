"""Windows: from a start by a duty's offsets, and moved on by the pauses that touch them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from inspectorate.calendars import add_months, add_working_days
from inspectorate.due.model import Reason, Window
from inspectorate.due.start import ONE_DAY, Start
from inspectorate.framework.model import Anchor, Duty, Offset

NO_DAY = Window(None, None, None)


@dataclass(frozen=True, slots=True)
class Standstill:
    """A time in which events were not carried out, by the framework's pause or a person's. Both days are within."""

    first: date
    last: date
    reason: Reason
    decision: str | None = None

    def days_after(self, day: date) -> int:
        """How many of its days lie after ``day``: a clock that had not started could not stand still."""
        return (self.last - max(self.first - ONE_DAY, day)).days


def count(day: date, offset: Offset) -> date:
    """The day so long after ``day``, in the offset's own unit."""
    if offset.months is not None:
        return add_months(day, offset.months)
    if offset.working_days is not None:
        return add_working_days(day, offset.working_days)
    return day + timedelta(weeks=offset.weeks or 0, days=offset.days or 0)


def window(start: Start, duty: Duty) -> Window:
    """The window of an obligation before pauses and decisions; no days where its start has none.

    A repeat falls due ``every`` after the one before and may be carried out sooner; it is overdue then only under a
    duty that has a latest day at all. A request is answered by the day granted, a finding put right by the day agreed
    for it where the duty sets no latest of its own. A calendar or inspection year is its own window. What is counted
    from a 1 April ends on the last day of the time so counted.
    """
    agreed = _agreed(start, duty) if start.decision or start.finding else None
    if start.day is None:
        return Window(None, agreed, agreed)
    if start.repeat and duty.every is not None:
        by = count(start.day, duty.every)
        return Window(None, by, by if duty.latest else None)
    earliest, usual, latest = (
        count(start.day, offset) if offset else None for offset in (duty.earliest, duty.usual, duty.latest)
    )
    if latest and duty.from_next:
        latest -= ONE_DAY
    if start.owed:
        return _in_year(start.owed.limits, Window(earliest, usual, latest))
    if duty.anchor is Anchor.YEAR:
        return Window(earliest or start.day, usual, latest or start.day.replace(month=12, day=31))
    return Window(earliest, agreed, agreed) if agreed else Window(earliest, usual, latest)


def _in_year(limits: Window, own: Window) -> Window:
    """The duty's own window within what the year allows. A usual day that lies before it could begin is none."""
    if own == NO_DAY:
        return limits
    earliest = max(day for day in (own.earliest, limits.earliest) if day)
    usual = own.usual or limits.usual
    return Window(earliest, usual if usual and usual >= earliest else None, own.latest or limits.latest)


def _agreed(start: Start, duty: Duty) -> date | None:
    if start.decision:
        return start.decision.until
    return start.finding.put_right_by if start.finding and not duty.latest else None


def moved(found: Window, start: date, pauses: Iterable[Standstill]) -> tuple[Window, list[tuple[Standstill, int]]]:
    """The window moved on by each pause that touches it, in order, and by how many days each one moved it."""
    moves: list[tuple[Standstill, int]] = []
    for pause in sorted(pauses, key=lambda pause: (pause.first, pause.last)):
        days = pause.days_after(start)
        if days > 0 and _touches(pause, found):
            found = shifted(found, days)
            moves.append((pause, days))
    return found, moves


def _touches(pause: Standstill, found: Window) -> bool:
    """Whether the pause falls in the window; one without a latest day stays open, one without an earliest was open."""
    if found == NO_DAY:
        return False
    return pause.first <= (found.latest or date.max) and pause.last >= (found.earliest or date.min)


def shifted(found: Window, days: int) -> Window:
    """The window so many days later."""
    by = timedelta(days=days)
    return Window(*(day + by if day else None for day in (found.earliest, found.usual, found.latest)))
