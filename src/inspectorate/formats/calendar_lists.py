"""A list of days that a programme keeps to: what other inspectorates do at bodies, and school holidays.

A list names its columns in its first row, in any order. A row with ``school_holiday`` filled in is one, by its name;
any other says ``what`` somebody else does at a ``body``. A row that cannot be read is kept aside with its column, a
sentence and the mend.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inspectorate.formats.model import FormatError, KeptAside, Place
from inspectorate.formats.named_rows import Aside, NamedRow, columns_of, plain_id, rows_of
from inspectorate.formats.sheets import read_sheets
from inspectorate.formats.values import cell_text

COLUMNS = ("first_day", "last_day", "body", "what", "school_holiday")
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
    sheets = [sheet for sheet in read_sheets(path, _is_heading) if sheet.rows]
    lists = [sheet for sheet in sheets if any(_is_heading(cell_text(cell)) for cell in sheet.rows[0])]
    if not lists:
        raise FormatError(
            f"{path.name} has no column “first_day”: its first row must name the columns, such as body, what, "
            "first_day and last_day, or school_holiday, first_day and last_day."
        )
    read = [
        _read(row) for sheet in lists for row in rows_of(sheet, columns_of(sheet, COLUMNS, ["first_day"]), MOST_ROWS)
    ]
    said = tuple(one for one in read if not isinstance(one, KeptAside))
    return CalendarReading(path.name, said, tuple(one for one in read if isinstance(one, KeptAside)))


def _is_heading(cell: str) -> bool:
    return plain_id(cell) in COLUMNS


def _read(row: NamedRow) -> SaidElsewhere | SaidHoliday | KeptAside:
    try:
        row.needed("first_day")
        first = row.day("first_day", YEARS)
        assert first is not None, "a blank cell was refused above"
        last = row.day("last_day", YEARS) or first
        if last < first:
            raise Aside(
                "last_day", row.text("last_day"), "The last day is before the first.", "Correct one of the two."
            )
        if row.text("school_holiday"):
            return SaidHoliday(row.place, _line(row, "school_holiday"), first, last)
        return SaidElsewhere(row.place, _line(row, "body"), _line(row, "what"), first, last)
    except Aside as found:
        return found.at(row.place)


def _line(row: NamedRow, column: str) -> str:
    text = cell_text(row.needed(column))
    if len(text) > LONGEST:
        raise Aside(column, text, f"It is longer than {LONGEST} characters.", "Shorten it.")
    return text
