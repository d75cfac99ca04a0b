"""A list of judgements with who led: one row for the grade of one area of one inspection, to measure severity from.

A list names its columns in its first row, in any order: ``body``, ``area``, ``lead``, ``day`` and ``grade``. A row that
cannot be read is kept aside with its column, a sentence and the mend.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inspectorate.formats.grading_lists import FOUR_GRADES
from inspectorate.formats.headings import plain
from inspectorate.formats.model import FormatError, KeptAside, Place
from inspectorate.formats.named_rows import Aside, NamedRow, columns_of, plain_id, rows_of, taken
from inspectorate.formats.sheets import read_sheets
from inspectorate.formats.values import cell_text
from inspectorate.formats.vocabulary import GRADES

COLUMNS = ("body", "area", "lead", "day", "grade")
MOST_ROWS = 200_000


@dataclass(frozen=True, slots=True)
class SaidJudgement:
    """One row. ``body`` and ``area`` are the list's own words, ``grade`` is one of `FOUR_GRADES`; ``lead`` is read only
    to tell inspectors apart, and is neither kept nor shown."""

    place: Place
    body: str
    area: str
    lead: str
    day: date
    grade: str


@dataclass(frozen=True, slots=True)
class JudgementsReading:
    """What a list says, and the rows of it that cannot be taken."""

    file: str
    said: tuple[SaidJudgement, ...]
    kept_aside: tuple[KeptAside, ...]


def read_judgement_list(path: Path) -> JudgementsReading:
    """Read a list (CSV, or the first sheet of a workbook). Raises `FormatError` with a sentence where it is none."""
    sheet = next(iter(read_sheets(path, lambda cell: plain_id(cell) in COLUMNS)))
    columns = columns_of(sheet, COLUMNS, COLUMNS)
    before: dict[tuple[str, str, date], int | None] = {}

    def read(row: NamedRow) -> SaidJudgement:
        one = _said(row)
        there = before.setdefault((one.body, one.area, one.day), one.place.row)
        if there != one.place.row:
            where = f"Row {there} has a grade of this area on that day."
            raise Aside("grade", one.grade, where, "Take one of the two out.")
        return one

    said, aside = taken(rows_of(sheet, columns, MOST_ROWS), read)
    if not said and not aside:
        raise FormatError(f"{sheet.file} has no row below its headings: write one for each grade of each area.")
    return JudgementsReading(sheet.file, said, aside)


def _said(row: NamedRow) -> SaidJudgement:
    body, area, lead, text = (cell_text(row.needed(column)) for column in ("body", "area", "lead", "grade"))
    row.needed("day")
    day = row.day("day")
    assert day is not None, "a blank cell was kept aside above"
    step = GRADES.get(plain(text))
    if step is None:
        mend = f"Write one of {', '.join(FOUR_GRADES)}, or take the row out."
        raise Aside("grade", text, "It is no grade of the scale.", mend)
    return SaidJudgement(row.place, body, area, lead, day, FOUR_GRADES[step - 1])
