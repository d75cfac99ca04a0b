"""Sheets of invented cells written as CSV, XLSX and ODS files, and readings compared by what they say."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from inspectorate.formats import Reading, SaidInspection, read_file
from inspectorate.formats.opendocument import write
from inspectorate.formats.tables import Page

Grid = Sequence[Sequence[Any]]


def write_csv(path: Path, grid: Grid, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows(grid)
    return path


def write_xlsx(path: Path, sheets: Mapping[str, Grid]) -> Path:
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"})
    for name, grid in sheets.items():
        sheet = book.add_worksheet(name)
        for row, cells in enumerate(grid):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    cell = datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001  # a cell has no time zone
                if cell != "":
                    sheet.write(row, column, cell)
    book.close()
    return path


def write_ods(path: Path, sheets: Mapping[str, Grid]) -> Path:
    pages = [Page(name, (), tuple(grid[0]), [list(row) for row in grid[1:]]) for name, grid in sheets.items()]
    path.write_bytes(write("Invented", pages))
    return path


def read_grid(tmp_path: Path, grid: Grid, **terms: Any) -> Reading:
    """The reading of a CSV with these cells."""
    return read_file(write_csv(tmp_path / "invented.csv", grid), **terms)


def said(item: SaidInspection) -> tuple[Any, ...]:
    """What one inspection says, without where it stands."""
    grades = tuple(sorted((judgement, grade.text, grade.grade) for judgement, grade in item.judgements.items()))
    dates = (item.started, item.ended, item.published)
    codes = tuple(sorted(item.codes.items()))
    return (
        item.name,
        codes,
        item.region,
        item.regime,
        item.event,
        item.purpose,
        *dates,
        grades,
        item.topics,
        item.lead,
    )


def facts(reading: Reading) -> Counter[tuple[Any, ...]]:
    """All that a reading says of inspections, whatever the order and the places."""
    return Counter(said(item) for item in reading.inspections)


def grades(item: SaidInspection) -> dict[str, str | None]:
    return {judgement: grade.grade for judgement, grade in item.judgements.items()}
