"""Tables to download: CSV, and XLSX and ODS workbooks after the GOV.UK rules for releasing statistics in spreadsheets.

Cover sheet, notes sheet, one table a sheet beginning under its title, a marked header row, no merged or hidden cells,
and no empty cells: a value that is missing shows ``[x]``, which the notes explain.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from inspectorate.formats.cells import guard

Value = str | int | float | date | None
MISSING = "[x]"
MISSING_NOTE = f"{MISSING} stands for a value that is not known or not available."
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31


@dataclass(frozen=True, slots=True)
class DataTable:
    """One table: ``name`` for its sheet, ``title`` above it, one heading a column, rows of as many values."""

    name: str
    title: str
    headings: tuple[str, ...]
    rows: Sequence[Sequence[Value]]


@dataclass(frozen=True, slots=True)
class Document:
    """Tables with a cover (pairs of label and text, such as source and licence) and numbered notes."""

    title: str
    about: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    tables: tuple[DataTable, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet as it is written: lines of prose, then a header row and rows."""

    name: str
    prose: tuple[str, ...]
    headings: tuple[str, ...]
    rows: Sequence[Sequence[Value]]


def csv_lines(table: DataTable) -> Iterator[str]:
    """The table as CSV, a line at a time: days as ISO, missing values empty, text never runs as a formula."""
    yield _csv_line(table.headings)
    for row in table.rows:
        yield _csv_line(row)


def _csv_line(row: Sequence[Value]) -> str:
    out = io.StringIO()
    cells = [guard(cell) if isinstance(cell, str) else "" if cell is None else cell for cell in row]
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def pages(document: Document) -> Iterator[Page]:
    """Cover, notes and a sheet for each table, with names that spreadsheet programs accept."""
    taken = {"cover", "notes"}
    yield Page("Cover", (document.title,), ("Section", "Detail"), document.about)
    notes = [*document.notes, MISSING_NOTE]
    yield Page("Notes", ("Notes",), ("Note number", "Note text"), list(enumerate(notes, 1)))
    for table in document.tables:
        name = _free_name(table.name, taken)
        taken.add(name.lower())
        prose = (table.title, "This worksheet contains one table. Notes are on the worksheet “Notes”.")
        yield Page(name, prose, table.headings, table.rows)


def _free_name(wanted: str, taken: set[str]) -> str:
    base = _NOT_IN_A_NAME.sub(" ", wanted).strip() or "Table"
    name, number = base[:_LONGEST_NAME].strip(), 2
    while name.lower() in taken:
        ending = f" {number}"
        name, number = base[: _LONGEST_NAME - len(ending)].strip() + ending, number + 1
    return name


def xlsx(document: Document) -> bytes:
    """The document as an XLSX workbook, each table marked as a table with a header row."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": document.title})
    heading = book.add_format({"bold": True, "font_size": 14})
    top = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "d mmmm yyyy", "align": "left"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for number, page in enumerate(pages(document), 1):
        sheet = book.add_worksheet(page.name)
        for line, text in enumerate(page.prose):
            sheet.write_string(line, 0, text, heading if line == 0 else None)
        first = len(page.prose)
        for line, row in enumerate(page.rows, first + 1):
            for at, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(line, at, cell, day)
                elif isinstance(cell, int | float):
                    sheet.write_number(line, at, cell)
                else:
                    sheet.write_string(line, at, cell or MISSING, wrapped)
        last = first + max(len(page.rows), 1)
        columns = [{"header": text, "header_format": top} for text in page.headings]
        marked = {"columns": columns, "name": f"table_{number}", "style": None, "autofilter": False}
        sheet.add_table(first, 0, last, len(page.headings) - 1, marked)
        sheet.set_column(0, len(page.headings) - 1, 24)
    book.close()
    return out.getvalue()


def ods(document: Document) -> bytes:
    """The document as an ODS workbook."""
    from inspectorate.formats.opendocument import write

    return write(document.title, pages(document))
