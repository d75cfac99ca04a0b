"""A file of concerns: one row for each, as an inspectorate keeps or receives them. Text is taken as it stands.

Columns by heading, in any order: ``body`` (a code or a name), ``kind``, ``received_on`` and ``text`` are needed;
``happened_on``, ``how_it_came``, ``reference``, ``reported_by`` and ``areas`` may be there. A row that cannot be read
is kept aside with its column, a sentence and what would mend it, and the other rows are taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inspectorate.formats.model import KeptAside, Place
from inspectorate.formats.named_rows import Aside, NamedRow, columns_of, plain_id, rows_of, taken
from inspectorate.formats.sheets import read_sheets
from inspectorate.formats.values import cell_text

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
    columns = columns_of(sheet, (*NEEDED, *OPTIONAL), NEEDED)
    return ConcernReading(path.name, *taken(rows_of(sheet, columns, MOST_ROWS), _said))


def shown(column: str, text: str) -> str:
    """What is kept of a cell that is kept aside: its text, or of one that could tell who reported only its length."""
    return f"({len(text)} characters, not kept)" if column in TELLS_WHO else text


def _is_heading(cell: str) -> bool:
    return plain_id(cell) in (*NEEDED, *OPTIONAL)


def _said(row: NamedRow) -> SaidConcern:
    needed = {name: row.needed(name) for name in NEEDED}
    for name, most in LONGEST.items():
        if len(text := row.text(name)) > most:
            raise Aside(name, shown(name, text), f"It is longer than {most} characters.", "Shorten it.")
    received = row.day("received_on")
    assert received is not None, "a blank cell was kept aside above"
    happened = row.day("happened_on")
    if happened and happened > received:
        raise Aside(
            "happened_on", row.text("happened_on"), "It happened after it was received.", "Correct one of the two."
        )
    return SaidConcern(
        place=row.place, body=cell_text(needed["body"]), kind=_kind(needed["kind"]), received_on=received,
        text=needed["text"], happened_on=happened, came_by=row.text("how_it_came"),
        reference=row.text("reference"), reporter=row.text("reported_by"),
        areas=tuple(_areas(row.text("areas"))),
    )  # fmt: skip


def _kind(text: str) -> str:
    wanted = plain_id(text)
    for kind, words in KINDS.items():
        if wanted == kind or wanted in map(plain_id, words):
            return kind
    raise Aside("kind", text, "There is no such kind of concern.", f"Write one of {', '.join(KINDS)}.")


def _areas(text: str) -> Iterator[str]:
    for part in text.replace(",", ";").split(";"):
        if part.strip():
            yield plain_id(part)
