"""Dates, times and lengths of time as GOV.UK writes them, and other texts made to be read."""

import re
from datetime import date, datetime

from django.utils import timezone
from markupsafe import Markup


def day(value: date | datetime | str | None, missing: str = "not known") -> str:
    """6 November 2023. An instant is shown as its day in London; a text is a day as ISO writes it."""
    if value is None:
        return missing
    if isinstance(value, str):
        value = date.fromisoformat(value)
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return f"{value.day} {value:%B %Y}"


def moment(value: datetime | None, missing: str = "not known") -> str:
    """6 November 2023 at 9:05am, in London."""
    if value is None:
        return missing
    local = timezone.localtime(value)
    hour = local.hour % 12 or 12
    half = "am" if local.hour < 12 else "pm"
    return f"{day(local)} at {hour}:{local:%M}{half}"


def span(first: date | None, last: date | None) -> str:
    """6 to 17 November 2023; what both days share is said once. One open end is said in words."""
    if first is None or last is None:
        return _open_span(first, last)
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day(last)}"
    if first.year == last.year:
        return f"{first.day} {first:%B} to {day(last)}"
    return f"{day(first)} to {day(last)}"


def _open_span(first: date | None, last: date | None) -> str:
    if first is not None:
        return f"from {day(first)}"
    return f"until {day(last)}" if last is not None else "not known"


def age(then: date | None, today: date) -> str:
    """How long ago ``then`` was on ``today``: 3 years 2 months, 5 months, 12 days. Whole units that have passed."""
    if then is None:
        return "not known"
    if then > today:
        raise ValueError(f"{then} is after {today}: it has no age yet")
    months = (today.year - then.year) * 12 + today.month - then.month - (today.day < then.day)
    if months == 0:
        return _count((today - then).days, "day")
    years, rest = divmod(months, 12)
    return " ".join(_count(number, unit) for number, unit in ((years, "year"), (rest, "month")) if number)


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def words(identifier: str) -> str:
    """An id as words to read: ``requires_improvement`` is Requires improvement."""
    return identifier.replace("_", " ").capitalize()


def commands(text: str) -> Markup:
    """A text in which commands stand between backticks, with these as code. All else is escaped."""
    parts = enumerate(re.split("`([^`]+)`", text))
    return Markup("").join(Markup("<code>{}</code>").format(part) if place % 2 else part for place, part in parts)
