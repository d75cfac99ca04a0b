"""Counts that a release publishes itself, to reconcile against."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from inspectorate.formats.layout import Table
from inspectorate.formats.model import KeptAside, PublishedCount
from inspectorate.formats.values import Cell, UnknownError, cell_text, is_blank, read_date

_NUMBER = re.compile(r"table\s+(\w+)\s*:", re.IGNORECASE)


def read_counts(table: Table) -> Iterator[PublishedCount | KeptAside]:
    """One count a row; blank cells are left out, a row of blanks says nothing, a number that is none is kept aside."""
    title = table.titles[-1] if table.titles else ""
    number = _NUMBER.match(title)
    period_column = table.having("period")[0][0]
    for row, cells in table.rows:
        counts: dict[str, int] = {}
        for column, heading in table.having("count"):
            cell = cells[column.index] if column.index < len(cells) else ""
            number_said = cell_text(cell).replace(",", "")
            if number_said.isdecimal():
                counts[heading.detail or ""] = int(number_said)
            elif not is_blank(cell):
                yield KeptAside(
                    table.place(row, column.text), cell_text(cell), "this is not a number", "Compare with the release."
                )
        if counts:
            named = number[1] if number else title
            yield PublishedCount(table.place(row), named, _period(cells[period_column.index]), counts, title)


def _period(cell: Cell) -> str:
    """An ISO day where the cell holds a day, else the year as it is worded: ``2022-23`` is no date."""
    if isinstance(cell, date | datetime):
        return cell_text(cell)
    try:
        day = read_date(cell, {})
    except UnknownError:
        day = None
    return day.isoformat() if day is not None else cell_text(cell)
