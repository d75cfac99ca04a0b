"""A file of concerns: one row for each, as an inspectorate keeps or receives them. Text is taken as it stands.

Columns by heading, in any order: ``body`` (a code or a name), ``kind``, ``received_on`` and ``text`` are needed;
``happened_on``, ``how_it_came``, ``reference``, ``reported_by`` and ``areas`` may be there. A row that cannot be read
is kept aside with its column, a sentence and what would mend it, and the other rows are taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inspectorate.formats.cells import unguard
from inspectorate.formats.model import FormatError, KeptAside, Place
from inspectorate.formats.sheets import Sheet, read_sheets
from inspectorate.formats.values import Cell, UnknownError, cell_text, is_blank, read_date

KINDS: Mapping[str, tuple[str, ...]] = {
    "serious_incident": ("serious incident notification", "serious incident notice"),
    "complaint": (),
    "whistleblowing": ("whistleblower", "protected disclosure"),
    "provider_notification": ("notification", "regulation 40 notification", "reg 40"),
    "change_of_director": ("new director",),
    "change_of_manager": ("new manager",),
    "workforce_shock": (),
    "other": (),
}
"""The kinds of concern by id, each with further words that files use for it."""

NEEDED = ("body", "kind", "received_on", "text")
OPTIONAL = ("happened_on", "how_it_came", "reference", "reported_by", "areas")
MOST_ROWS = 2_000
LONGEST = {"body": 200, "how_it_came": 100, "reference": 100, "reported_by": 100}
TELLS_WHO = ("reported_by", "how_it_came", "reference")
"""Columns by whose text somebody who blew a whistle could be known: whoever reads what was kept aside reads none."""


@dataclass(frozen=True, slots=True)
class SaidConcern:
    """One row. ``body`` is the file's own words; ``kind`` an id of `KINDS`; ``areas`` are judgement ids as written."""

    place: Place
    body: str
    kind: str
    received_on: date
    text: str
    happened_on: date | None = None
    came_by: str = ""
    reference: str = ""
    reporter: str = ""
    areas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConcernReading:
    """What a file says, and the rows of it that cannot be read."""

    file: str
    concerns: tuple[SaidConcern, ...]
    kept_aside: tuple[KeptAside, ...]


def read_concerns(path: Path) -> ConcernReading:
    """Read a CSV (or the first sheet of a workbook). Raises `FormatError` with a sentence where it is no such file."""
    sheet = next(iter(read_sheets(path, _is_heading)))
    columns = _columns(sheet)
    rows = [(number, row) for number, row in enumerate(sheet.rows[1:], 2) if not all(map(is_blank, row))]
    if len(rows) > MOST_ROWS:
        raise FormatError(f"{path.name} has {len(rows):,} rows: split it into files of at most {MOST_ROWS:,}.")
    read = [_read(sheet, columns, number, row) for number, row in rows]
    said = tuple(one for one in read if isinstance(one, SaidConcern))
    return ConcernReading(path.name, said, tuple(one for one in read if isinstance(one, KeptAside)))


def _columns(sheet: Sheet) -> dict[str, int]:
    """Where each column stands. Raises `FormatError` for one that is needed and missing, or there twice."""
    headings = [plain_id(cell_text(cell)) for cell in (sheet.rows[0] if sheet.rows else ())]
    known = [name for name in headings if name in (*NEEDED, *OPTIONAL)]
    twice = next((name for name in known if known.count(name) > 1), None)
    if twice:
        raise FormatError(f"{sheet.file} has two columns “{twice}”: name the one to be read, and rename the other.")
    missing = next((name for name in NEEDED if name not in known), None)
    if missing:
        raise FormatError(
            f"{sheet.file} has no column “{missing}”: its first row must name the columns {', '.join(NEEDED)}."
        )
    return {name: headings.index(name) for name in known}


def shown(column: str, text: str) -> str:
    """What is kept of a cell that is kept aside: its text, or of one that could tell who reported only its length."""
    return f"({len(text)} characters, not kept)" if column in TELLS_WHO else text


def _is_heading(cell: str) -> bool:
    return plain_id(cell) in (*NEEDED, *OPTIONAL)


def plain_id(words: str) -> str:
    """Words as an id: "Received on" is ``received_on``."""
    return "_".join(words.replace("-", " ").replace("_", " ").lower().split())


class _Aside(Exception):
    """A cell that cannot be taken: its column, its text, why, and the mend."""

    def __init__(self, column: str, text: str, reason: str, mend: str) -> None:
        super().__init__(reason)
        self.column, self.text, self.reason, self.mend = column, text, reason, mend


def _read(sheet: Sheet, columns: Mapping[str, int], number: int, row: Sequence[Cell]) -> SaidConcern | KeptAside:
    cells = {name: row[at] if at < len(row) else None for name, at in columns.items()}
    try:
        return _said(Place(sheet.file, sheet.name, number), cells)
    except _Aside as found:
        return KeptAside(Place(sheet.file, sheet.name, number, found.column), found.text, found.reason, found.mend)


def _said(place: Place, cells: Mapping[str, Cell]) -> SaidConcern:
    texts = {name: unguard(str(cell).strip()) if not is_blank(cell) else "" for name, cell in cells.items()}
    for name in NEEDED:
        if not texts[name]:
            raise _Aside(name, "", "The cell is empty.", "Fill it in.")
    for name, most in LONGEST.items():
        if len(texts.get(name, "")) > most:
            raise _Aside(name, shown(name, texts[name]), f"It is longer than {most} characters.", "Shorten it.")
    received = _day("received_on", cells)
    assert received is not None, "a blank cell was kept aside above"
    happened = _day("happened_on", cells)
    if happened and happened > received:
        raise _Aside(
            "happened_on", texts["happened_on"], "It happened after it was received.", "Correct one of the two."
        )
    return SaidConcern(
        place=place, body=cell_text(texts["body"]), kind=_kind(texts["kind"]), received_on=received,
        text=texts["text"], happened_on=happened, came_by=texts.get("how_it_came", ""),
        reference=texts.get("reference", ""), reporter=texts.get("reported_by", ""),
        areas=tuple(_areas(texts.get("areas", ""))),
    )  # fmt: skip


def _day(column: str, cells: Mapping[str, Cell]) -> date | None:
    try:
        return read_date(cells.get(column), {})
    except UnknownError as problem:
        raise _Aside(column, problem.text, f"{problem.reason}.", "Write the day like 2026-03-31.") from problem


def _kind(text: str) -> str:
    wanted = plain_id(text)
    for kind, words in KINDS.items():
        if wanted == kind or wanted in map(plain_id, words):
            return kind
    raise _Aside("kind", text, "There is no such kind of concern.", f"Write one of {', '.join(KINDS)}.")


def _areas(text: str) -> Iterator[str]:
    for part in text.replace(",", ";").split(";"):
        if part.strip():
            yield plain_id(part)
