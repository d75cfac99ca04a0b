"""By which day a drawn visit is to be made, and from when it stands among the reviews: working days of England alone.

People review, and name, working days: a Sunday or Christmas Day would tell that chance named it.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from inspectorate.calendars import Interval, add_working_days, working_days_between
from inspectorate.intelligence.stratum import one_of

NOTICE = timedelta(days=28)
"""A drawn visit is recommended at least so long before the last day on which it may be carried out."""

AHEAD = timedelta(days=92)
"""It is recommended on a working day up to so long before that."""

ROOM = 60
"""So many days at least lie open for the last days of drawn visits. In fewer they would crowd, and be told by that."""

DAY_OF_WORK = (time(9), 8 * 60)
"""When reviews are made: from when, and for how many minutes."""

ONE_DAY = timedelta(days=1)


def span_of(year: int, today: date) -> Interval | None:
    """The days of a year by which visits that are drawn today can be asked for; ``None`` of fewer than `ROOM`.

    Raises CalendarUnknown where the bank holidays of these days are not known.
    """
    first, last = max(add_working_days(today, 1) + NOTICE, date(year, 1, 1)), date(year, 12, 31)
    # Asked here, so that a year which is not known is refused before anybody is drawn.
    working_days_between(today, last)
    return Interval(first, last) if (last - first).days >= ROOM else None


def last_day(span: Interval, seed: str, body: str) -> date:
    """The last day on which a visit may be made: a working day of the span, each as likely as any other."""
    return _worked(span.first, span.last, seed, body, "day")


def moment(until: date, today: date, seed: str, body: str) -> datetime:
    """When a visit to be made by a day is recommended: after today, on a working day, in hours of work."""
    last = until - NOTICE
    on = _worked(max(last - AHEAD, add_working_days(today, 1)), last, seed, body, "told")
    opens, minutes = DAY_OF_WORK
    at = datetime.combine(on, opens, timezone.get_current_timezone())
    return at + timedelta(minutes=one_of(minutes, seed, body, "minute"))


def _worked(first: date, last: date, seed: str, body: str, about: str) -> date:
    before = first - ONE_DAY
    return add_working_days(before, 1 + one_of(working_days_between(before, last), seed, body, about))
