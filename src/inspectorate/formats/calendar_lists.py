"""A list of days that a programme keeps to: what other inspectorates do at bodies, and school holidays.

A list names its columns in its first row, in any order. A row with ``school_holiday`` filled in is one, by its name;
any other says ``what`` somebody else does at a ``body``. A row that cannot be read is kept aside with its column, a
sentence and the mend.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inspectorate.formats.model import KeptAside, Place
from inspectorate.formats.named_rows import Aside, NamedRow, columns_of, lists_in, rows_of, taken
from inspectorate.formats.values import cell_text

COLUMNS = ("first_day", "last_day", "body", "what", "school_holiday")
NAMES = (
    "“first_day”: its first row must name the columns, such as body, what, first_day and last_day, or school_holiday, "
    "first_day and last_day"
)
MOST_ROWS = 20_000
LONGEST = 200
YEARS = range(2000, 2100)


@dataclass(frozen=True, slots=True)
class SaidElsewhere:
    """What somebody else does at a body, which the list names by a code or name, from a day to another."""

    place: Place
    body: str
    what: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class SaidHoliday:
    """Days on which schools are closed, by what they are called."""

    place: Place
    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class CalendarReading:
    """What a list says, and the rows of it that cannot be read."""

    file: str
    said: tuple[SaidElsewhere | SaidHoliday, ...]
    kept_aside: tuple[KeptAside, ...]


def read_calendar_list(path: Path) -> CalendarReading:
    """Read a list (CSV, or the sheets of a workbook). Raises `FormatError` where it is none."""
    lists = lists_in(path, COLUMNS, COLUMNS, NAMES)
    rows = (row for sheet in lists for row in rows_of(sheet, columns_of(sheet, COLUMNS, ["first_day"]), MOST_ROWS))
    return CalendarReading(path.name, *taken(rows, _read))


def _read(row: NamedRow) -> SaidElsewhere | SaidHoliday:
    row.needed("first_day")
    first = row.day("first_day", YEARS)
    assert first is not None, "a blank cell was refused above"
    last = row.day("last_day", YEARS) or first
    if last < first:
        raise Aside("last_day", row.text("last_day"), "The last day is before the first.", "Correct one of the two.")
    if row.text("school_holiday"):
        return SaidHoliday(row.place, _line(row, "school_holiday"), first, last)
    return SaidElsewhere(row.place, _line(row, "body"), _line(row, "what"), first, last)


def _line(row: NamedRow, column: str) -> str:
    text = cell_text(row.needed(column))
    if len(text) > LONGEST:
        raise Aside(column, text, f"It is longer than {LONGEST} characters.", "Shorten it.")
    return text
