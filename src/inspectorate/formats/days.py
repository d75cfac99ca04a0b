"""Days that a title, a heading or a name of a file speaks of: "31 March 2023", "March 2022", "in year 2022-23"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from inspectorate.formats.headings import plain
from inspectorate.formats.values import MONTHS

_DAY = re.compile(r"(?:(\d{1,2}) )?([a-z]{3,9}) (20\d{2})")
_AS_AT = re.compile(rf"\b(?:as )?at {_DAY.pattern}\b")
_IN_YEAR = re.compile(r"\bin year (20\d{2}) (\d{2})\b")
_LABEL = re.compile(r"\b(?:20)?(\d{2}) ?(\d{2})\b")


def day_in(text: str) -> date | None:
    """The day that a plain text is; the last of the month where it names no day; ``None`` where it is no day."""
    found = _DAY.fullmatch(text)
    return _day(found) if found else None


def _day(found: re.Match[str]) -> date | None:
    month = MONTHS.get(found[2])
    if month is None:
        return None
    year, last = int(found[3]), monthrange(int(found[3]), month)[1]
    day = int(found[1] or last)
    return date(year, month, day) if 1 <= day <= last else None


def as_at(text: str) -> date | None:
    """The day after the words "as at" or "at".

    >>> as_at("Provider level as at March 2022")
    datetime.date(2022, 3, 31)
    """
    return next((day for found in _AS_AT.finditer(plain(text)) if (day := _day(found)) is not None), None)


def in_year(text: str) -> tuple[date, date] | None:
    """The inspection year, 1 April to 31 March, after the words "in year"."""
    found = _IN_YEAR.search(plain(text))
    return _year(int(found[1])) if found and (int(found[1]) + 1) % 100 == int(found[2]) else None


def year_label(name: str) -> tuple[date, date] | None:
    """The inspection year that a file's name labels: ``1718``, ``2017-18``; ``None`` where it has no one such label.

    ``2021`` may be a year as well as a label, and is taken for neither.
    """
    labels = [one for one in _LABEL.finditer(plain(name)) if one[0] != "2021"]
    found = {int(one[1]) for one in labels if (int(one[1]) + 1) % 100 == int(one[2])}
    return _year(2000 + found.pop()) if len(found) == 1 else None


def _year(first: int) -> tuple[date, date]:
    return date(first, 4, 1), date(first + 1, 3, 31)


def months_of(days: Iterable[date]) -> tuple[date, date] | None:
    """From the first day of the earliest month to the last of the latest, where all lie in one inspection year."""
    held = list(days)
    if not held:
        return None
    first, last = min(held), max(held)
    if _inspection_year(first) != _inspection_year(last):
        return None
    return first.replace(day=1), last.replace(day=monthrange(last.year, last.month)[1])


def _inspection_year(day: date) -> int:
    return day.year if day.month > 3 else day.year - 1
