"""When a day ends: deadlines are days, and end at the last second of the day in London."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
LAST_SECOND = time(23, 59, 59)


def deadline_instant(day: date) -> datetime:
    """23:59:59 of ``day`` in London, in UTC (22:59:59 in summer time). The deadline is missed after this instant."""
    return datetime.combine(day, LAST_SECOND, LONDON).astimezone(UTC)
