"""Is it safe to unpack this workbook? Decided by reading it through once, before any library builds its cells.

A spreadsheet of a few kilobytes can ask for billions of cells (one cell repeated, or a single cell in the last corner),
and the reader would end the whole process for want of memory. So every part is unpacked in small pieces, its check sum
compared, and the cells that each sheet would need are counted.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO
from xml.parsers import expat

from inspectorate.formats.model import FormatError

MAX_UNPACKED = 400_000_000
MAX_PARTS = 5_000
MAX_CELLS = 8_000_000
_PIECE = 1 << 16
_CELL = re.compile("([A-Z]{1,3})([0-9]{1,7})")


class TooManyCellsError(Exception):
    """A sheet asks for more cells than any published table has."""


class OdsExtent:
    """Counts the cells of each table in a ``content.xml``: last row with content times widest row."""

    def __init__(self) -> None:
        self.rows = self.empty_rows = self.width = self.column = self.content_to = self.repeat = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take one opening tag."""
        if name == "table:table":
            self.rows = self.empty_rows = self.width = 0
        elif name == "table:table-row":
            self.column = self.content_to = 0
            self.repeat = int(attributes.get("table:number-rows-repeated", "1"))
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self.column += int(attributes.get("table:number-columns-repeated", "1"))
            if "office:value-type" in attributes:
                self.content_to = self.column

    def end(self, name: str) -> None:
        """Take one closing tag. Empty rows count only once something stands below them."""
        if name == "table:table-row":
            if self.content_to:
                self.rows += self.empty_rows + self.repeat
                self.empty_rows = 0
                self.width = max(self.width, self.content_to)
            else:
                self.empty_rows += self.repeat
            if self.rows * self.width > MAX_CELLS:
                raise TooManyCellsError


class XlsxExtent:
    """Counts the cells of a worksheet: the lowest and rightmost cell span a rectangle."""

    def __init__(self) -> None:
        self.rows = self.width = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take one opening tag."""
        found = _CELL.fullmatch(attributes.get("r", "")) if name.rpartition(":")[2] == "c" else None
        if found is not None:
            column = 0
            for letter in found[1]:
                column = column * 26 + ord(letter) - 64
            self.rows, self.width = max(self.rows, int(found[2])), max(self.width, column)
            if self.rows * self.width > MAX_CELLS:
                raise TooManyCellsError

    def end(self, name: str) -> None:
        """Closing tags tell nothing here."""


def check_workbook(path: Path) -> None:
    """Raise `FormatError` unless ``path`` is an intact ODS or XLSX file of a reasonable size."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check_parts(path, archive)
    except (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError, RuntimeError, OSError) as problem:
        raise FormatError(
            f"{path.name} is damaged or was not downloaded completely ({problem}): download it again."
        ) from problem


def _check_parts(path: Path, archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    if "content.xml" not in names and "xl/workbook.xml" not in names:
        raise FormatError(
            f"{path.name} is an archive, not an ODS or XLSX workbook: unpack it and load the files in it."
        )
    if len(archive.infolist()) > MAX_PARTS or sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED:
        raise _too_big(path)
    unpacked = 0
    for part in archive.infolist():
        with archive.open(part) as stream:
            unpacked += _read_through(path, part.filename, stream)


def _read_through(path: Path, name: str, stream: IO[bytes]) -> int:
    if name == "content.xml":
        ods = OdsExtent()
        return _parse(path, name, stream, ods.start, ods.end)
    if name.startswith("xl/worksheets/") and name.endswith(".xml"):
        xlsx = XlsxExtent()
        return _parse(path, name, stream, xlsx.start, xlsx.end)
    size = 0
    while piece := stream.read(_PIECE):
        size += len(piece)
    return size


def _parse(
    path: Path,
    name: str,
    stream: IO[bytes],
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
) -> int:
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    size = 0
    try:
        while piece := stream.read(_PIECE):
            size += len(piece)
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except TooManyCellsError:
        raise _too_big(path) from None
    except (expat.ExpatError, ValueError) as problem:
        raise FormatError(f"{path.name} is damaged: its part {name} is not well formed ({problem}).") from problem
    return size


def _too_big(path: Path) -> FormatError:
    return FormatError(
        f"{path.name} would unpack to more than any published table holds "
        f"({MAX_CELLS:,} cells, {MAX_UNPACKED // 1_000_000} MB): it was not opened."
    )
