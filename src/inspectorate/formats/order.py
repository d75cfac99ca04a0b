"""Can these dates of one inspection all be right?"""

from __future__ import annotations

from datetime import date

# No inspection of an authority has stayed on site for so many days, nor waited so many for its report.
LONGEST_FIELDWORK, LONGEST_TO_REPORT = 120, 400


def misplaced(dates: dict[str, date], last_day: date | None) -> str | None:
    """Why these dates cannot all be right, ``None`` where they can."""
    started, ended, published = (dates.get(role) for role in ("started", "ended", "published"))
    if started and ended and ended < started:
        return "the inspection ends before it starts"
    if started and ended and (ended - started).days > LONGEST_FIELDWORK:
        return f"{(ended - started).days} days lie between start and end"
    done = ended or started
    if done and published and published < done:
        return "the report is published before the inspection is over"
    if done and published and (published - done).days > LONGEST_TO_REPORT:
        return f"{(published - done).days} days lie between the inspection and its report"
    if last_day and dates and max(dates.values()) > last_day:
        return f"the file cannot tell of a day after {last_day.isoformat()}"
    return None
