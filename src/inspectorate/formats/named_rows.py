"""Lists whose first row names their columns, in any order: what an inspectorate writes for this software to read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from inspectorate.formats.cells import unguard
from inspectorate.formats.model import FormatError, KeptAside, Place
from inspectorate.formats.sheets import Sheet, read_sheets
from inspectorate.formats.values import YEARS, Cell, UnknownError, cell_text, is_blank, read_date

Said = TypeVar("Said")


class Aside(Exception):
    """A row that cannot be taken: the column, its text, why, and the mend."""

    def __init__(self, column: str, text: str, reason: str, mend: str) -> None:
        super().__init__(reason)
        self.column, self.text, self.reason, self.mend = column, text, reason, mend

    def at(self, place: Place) -> KeptAside:
        """What is kept of a row that stands in a place."""
        return KeptAside(Place(place.file, place.sheet, place.row, self.column), self.text, self.reason, self.mend)


@dataclass(frozen=True, slots=True)
class NamedRow:
    """One row: where it stands, and its cells by the id of their column."""

    place: Place
    cells: Mapping[str, Cell]

    def text(self, column: str) -> str:
        """What a cell says, its lines kept; empty where it is blank or there is no such column."""
        cell = self.cells.get(column)
        return "" if is_blank(cell) else unguard(str(cell).strip())

    def needed(self, column: str) -> str:
        """As `text`. Raises `Aside` where the cell is empty."""
        if not (text := self.text(column)):
            raise Aside(column, "", "The cell is empty.", "Fill it in.")
        return text

    def day(self, column: str, years: range = YEARS) -> date | None:
        """The day that a cell says; ``None`` where it is blank. Raises `Aside` for what is no day of these years."""
        try:
            return read_date(self.cells.get(column), {}, years)
        except UnknownError as problem:
            raise Aside(column, problem.text, f"{problem.reason}.", "Write the day like 2026-03-31.") from problem


def plain_id(words: str) -> str:
    """Words as an id: "Received on" is ``received_on``."""
    return "_".join(words.replace("-", " ").replace("_", " ").lower().split())


def lists_in(path: Path, columns: Collection[str], telling: Collection[str], names: str) -> list[Sheet]:
    """The sheets of a file (CSV, or a workbook) that are lists: whose first row has one of the ``telling`` columns.

    Raises `FormatError` where there is none; ``names`` says then what the first row must name, the needed column first.
    """
    sheets = read_sheets(path, lambda cell: plain_id(cell) in columns)
    found = [sheet for sheet in sheets if any(plain_id(cell_text(cell)) in telling for cell in _headings(sheet))]
    if not found:
        raise FormatError(f"{path.name} has no column {names}.")
    return found


def columns_of(sheet: Sheet, known: Sequence[str], needed: Sequence[str]) -> dict[str, int]:
    """Where each known column stands. Raises `FormatError` for one that is needed and missing, or there twice."""
    headings = [plain_id(cell_text(cell)) for cell in _headings(sheet)]
    found = [name for name in headings if name in known]
    twice = next((name for name in found if found.count(name) > 1), None)
    if twice:
        raise FormatError(f"{sheet.file} has two columns “{twice}”: name the one to be read, and rename the other.")
    missing = next((name for name in needed if name not in found), None)
    if missing:
        raise FormatError(
            f"{sheet.file} has no column “{missing}”: its first row must name the columns {', '.join(needed)}."
        )
    return {name: headings.index(name) for name in found}


def rows_of(sheet: Sheet, columns: Mapping[str, int], most: int) -> Iterator[NamedRow]:
    """The rows below the headings that are not blank. Raises `FormatError` where there are more than ``most``."""
    rows = [(number, row) for number, row in enumerate(sheet.rows[1:], 2) if not all(map(is_blank, row))]
    if len(rows) > most:
        raise FormatError(f"{sheet.file} has {len(rows):,} rows: split it into files of at most {most:,}.")
    for number, row in rows:
        cells = {name: row[at] if at < len(row) else None for name, at in columns.items()}
        yield NamedRow(Place(sheet.file, sheet.name, number), cells)


def taken(rows: Iterable[NamedRow], read: Callable[[NamedRow], Said]) -> tuple[tuple[Said, ...], tuple[KeptAside, ...]]:
    """What rows say, and those that cannot be taken, of which ``read`` raises `Aside`."""
    said, aside = list[Said](), list[KeptAside]()
    for row in rows:
        try:
            said.append(read(row))
        except Aside as why:
            aside.append(why.at(row.place))
    return tuple(said), tuple(aside)


def _headings(sheet: Sheet) -> Sequence[Cell]:
    return sheet.rows[0] if sheet.rows else ()
