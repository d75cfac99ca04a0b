"""The list of what was kept aside as a CSV, and the same list read back with what a person decided.

One row an item. A person fills ``map_to`` for a text that was unknown: a grade, a date as 2021-09-27, a kind of
inspection such as "ilacs standard", an authority's code. One decision holds for every cell with the same text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from inspectorate.formats.cells import guard, unguard
from inspectorate.formats.model import FormatError, KeptAside, Place
from inspectorate.formats.sheets import read_sheets
from inspectorate.formats.values import Mappings, cell_text

COLUMNS = ("file", "sheet", "row", "column", "text", "reason", "mend", "unknown", "map_to")


def kept_aside_csv(items: Iterable[KeptAside], mappings: Mappings | None = None) -> str:
    """The list as CSV text, to be written as ``utf-8-sig`` so that spreadsheet programs keep its letters.

    ``mappings`` fills ``map_to`` where a decision has already been taken.
    """
    decided = mappings or {}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for item in items:
        place = item.place
        cells = (place.file, place.sheet, place.row, place.column, item.text, item.reason, item.mend, item.unknown)
        map_to = decided.get((item.unknown, item.text), "") if item.unknown else ""
        writer.writerow([guard("" if cell is None else str(cell)) for cell in (*cells, map_to)])
    return out.getvalue()


def read_mappings(path: Path) -> dict[tuple[str, str], str]:
    """What a person filled in: ``(unknown kind, text)`` to the text to be read instead. Order of columns is free.

    Raises `FormatError` where a needed column is missing, or two rows decide differently about the same text.
    """
    rows = next(iter(read_sheets(path))).rows
    headings = [cell_text(cell).lower() for cell in (rows[0] if rows else ())]
    missing = [name for name in ("text", "unknown", "map_to") if name not in headings]
    if missing:
        raise FormatError(f"{path.name} is not a list of kept-aside items: it has no column “{missing[0]}”.")
    text_at, unknown_at, map_at = (headings.index(name) for name in ("text", "unknown", "map_to"))
    found: dict[tuple[str, str], str] = {}
    for number, row in enumerate(rows[1:], 2):
        cells = [unguard(str(cell)) for cell in row] + [""] * len(headings)
        key, decided = (cells[unknown_at].strip(), cells[text_at]), cells[map_at].strip()
        if not decided:
            continue
        if not key[0]:
            raise FormatError(f"{path.name}, row {number}: no mapping can mend this row; read its column “mend”.")
        if found.setdefault(key, decided) != decided:
            raise FormatError(f"{path.name}, row {number}: “{key[1]}” is mapped to “{found[key]}” in a row above.")
    return found


def values_of(item: KeptAside) -> dict[str, object]:
    """An item as plain values, to be kept with its file."""
    place = item.place
    said = {"text": item.text, "reason": item.reason, "mend": item.mend}
    return {"sheet": place.sheet, "row": place.row, "column": place.column, **said}


def stored_aside(file: str, values: Mapping[str, object]) -> KeptAside:
    """The item that `values_of` was given."""
    row = values["row"]
    place = Place(
        file, str(values["sheet"] or "") or None, row if isinstance(row, int) else None, str(values["column"])
    )
    return KeptAside(place, str(values["text"]), str(values["reason"]), str(values["mend"]))
