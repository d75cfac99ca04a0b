"""Counts that a release publishes itself, to reconcile against."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from inspectorate.formats.layout import Column, Table
from inspectorate.formats.model import KeptAside, PublishedCount
from inspectorate.formats.setting_headings import counted_type, is_day_heading
from inspectorate.formats.values import Cell, UnknownError, cell_text, is_blank, read_date

_NUMBER = re.compile(r"table\s+(\w+)\s*:", re.IGNORECASE)


def read_counts(table: Table) -> Iterator[PublishedCount | KeptAside]:
    """One count of grades a row; blank cells are left out, a row of blanks says nothing, what is no number is aside."""
    columns = [(column, heading.detail or "") for column, heading in table.having("count")]
    yield from _counts(table, table.having("period")[0][0], columns)


def read_type_counts(table: Table) -> Iterator[PublishedCount | KeptAside]:
    """The same of a table that counts settings, or their places, by type: ids of types and groups, and ``all``."""
    kinds = {column.index: counted_type(column.text) for column in table.columns}
    columns = [(column, kind) for column in table.columns if (kind := kinds[column.index]) is not None]
    period = next(column for column in table.columns if is_day_heading(column.text))
    yield from _counts(table, period, columns)


def _counts(
    table: Table, period_column: Column, columns: list[tuple[Column, str]]
) -> Iterator[PublishedCount | KeptAside]:
    title = table.titles[-1] if table.titles else ""
    number = _NUMBER.match(title)
    for row, cells in table.rows:
        counts: dict[str, int] = {}
        for column, counted in columns:
            cell = cells[column.index] if column.index < len(cells) else ""
            number_said = cell_text(cell).replace(",", "")
            if number_said.isdecimal():
                counts[counted] = int(number_said)
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
