"""Files as sheets of cells: ODS and XLSX workbooks, and CSV in the encodings and delimiters that publishers use."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from inspectorate.formats.archive import MAX_CELLS, check_workbook
from inspectorate.formats.headings import read_heading
from inspectorate.formats.model import FormatError
from inspectorate.formats.setting_headings import read_setting_heading
from inspectorate.formats.values import Cell

MAX_FILE = 100_000_000
MAX_LINE = 1_000_000
_DELIMITERS = ",;\t|"
_LINES_TO_JUDGE_BY = 40
_CHUNK = 1 << 20
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of cells. ``rows[i]`` is row ``i + 1`` as a person counts; ``name`` is ``None`` for a CSV."""

    file: str
    name: str | None
    rows: Sequence[Sequence[Cell]]


def is_heading(cell: str) -> bool:
    """Whether a cell is a heading of a published table of inspections or settings."""
    return read_heading(cell) is not None or read_setting_heading(cell) is not None


def read_sheets(path: Path, heading: Callable[[str], bool] = is_heading) -> Iterator[Sheet]:
    """Every sheet of a file, told by its first bytes and not by its name; the delimiter of a CSV is the one by which
    most of a row are a ``heading``. Raises `FormatError`."""
    size = path.stat().st_size
    if size == 0:
        raise FormatError(f"{path.name} is empty: download it again.")
    if size > MAX_FILE:
        raise FormatError(
            f"{path.name} has {size // 1_000_000} MB; files of more than {MAX_FILE // 1_000_000} MB are refused."
        )
    with path.open("rb") as stream:
        first = stream.read(8)
    if first.startswith(_OLD_EXCEL):
        raise FormatError(
            f"{path.name} is a workbook of the old Excel kind or has a password: save it as XLSX, ODS or CSV."
        )
    if first.startswith(b"PK"):
        check_workbook(path)
        return _workbook(path)
    return iter([_csv(path, heading)])


def _workbook(path: Path) -> Iterator[Sheet]:
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            yield Sheet(path.name, name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))
    except (python_calamine.CalamineError, OSError, ValueError) as problem:
        raise FormatError(
            f"{path.name} cannot be read as a workbook ({_first_line(problem)}): save it again."
        ) from problem


def _first_line(problem: Exception) -> str:
    return str(problem).partition("\n")[0]


def _csv(path: Path, heading: Callable[[str], bool]) -> Sheet:
    rows: list[list[Cell]] = []
    cells = 0
    # Registers repeat their words: each distinct cell is held once.
    held: dict[str, str] = {}
    with path.open(encoding=_encoding(path), newline="") as stream:
        _check_lines(path, stream)
        stream.seek(0)
        try:
            delimiter = _delimiter(stream.read(MAX_LINE), heading)
            stream.seek(0)
            for row in csv.reader(stream, delimiter=delimiter, strict=True):
                cells += len(row)
                if cells > MAX_CELLS:
                    raise FormatError(f"{path.name} has more than {MAX_CELLS:,} cells: split it.")
                rows.append([held.setdefault(cell, cell) for cell in row])
        except csv.Error as problem:
            raise FormatError(f"{path.name} is not a table, near line {len(rows) + 1}: {problem}.") from problem
    return Sheet(path.name, None, rows)


def _encoding(path: Path) -> str:
    """UTF-8 with or without its mark, UTF-16 with it, else Windows-1252."""
    first = next(_chunks(path), b"")
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif any(b"\0" in chunk for chunk in _chunks(path)):
        raise FormatError(f"{path.name} is neither a workbook nor text: load an ODS, XLSX or CSV file.")
    else:
        encodings = ["utf-8-sig", "cp1252"]
    found = next((encoding for encoding in encodings if _decodes(path, encoding)), None)
    if found is None:
        raise FormatError(
            f"{path.name} is in no encoding that is known (UTF-8, UTF-16, Windows-1252): save it as UTF-8."
        )
    return found


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for chunk in _chunks(path):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _check_lines(path: Path, stream: IO[str]) -> None:
    """Refuse a line that is longer than any table row before a row is built of it."""
    for number, line in enumerate(stream, 1):
        if len(line) > MAX_LINE:
            raise FormatError(f"{path.name}, line {number} has {len(line):,} characters: no table has such a line.")


def _delimiter(text: str, heading: Callable[[str], bool]) -> str:
    """The sign by which most headings are understood; a comma where none is better."""
    lines = text.splitlines()[:_LINES_TO_JUDGE_BY]

    def understood(sign: str) -> int:
        rows = csv.reader(lines, delimiter=sign)
        return max((sum(heading(cell) for cell in row) for row in rows), default=0)

    return max(_DELIMITERS, key=understood)
