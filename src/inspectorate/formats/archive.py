"""Is it safe to unpack this workbook? Decided by reading it through once, before any library builds its cells.

A spreadsheet of a few kilobytes can ask for billions of cells (one cell repeated, or a single cell in the last corner),
and the reader would end the whole process for want of memory. So every part is unpacked in small pieces, its check sum
compared, and the cells that each sheet would need are counted.
"""

from __future__ import annotations

import re
import zipfile
import zlib
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
            if any(key.startswith("office:") or key == "table:formula" for key in attributes):
                self.content_to = self.column
        elif name == "text:p":
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
    """Counts the cells of a worksheet: the lowest and rightmost cell span a rectangle.

    A cell without a reference stands right of the one before. One whose reference is none is refused: the library
    would take it for a place far outside any sheet.
    """

    def __init__(self) -> None:
        self.rows = self.width = self.row = self.column = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take one opening tag."""
        local = name.rpartition(":")[2]
        if local == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
        elif local == "c":
            self._place(attributes.get("r"))
            self.rows, self.width = max(self.rows, self.row), max(self.width, self.column)
            if self.rows * self.width > MAX_CELLS:
                raise TooManyCellsError

    def _place(self, reference: str | None) -> None:
        if reference is None:
            self.column += 1
            return
        found = _CELL.fullmatch(reference)
        if found is None:
            raise ValueError(f"“{reference[:20]}” is no cell")
        self.row, self.column = int(found[2]), 0
        for letter in found[1]:
            self.column = self.column * 26 + ord(letter) - 64

    def end(self, name: str) -> None:
        """Closing tags tell nothing here."""


def check_workbook(path: Path) -> None:
    """Raise `FormatError` unless ``path`` is an intact ODS or XLSX file of a reasonable size."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check_parts(path, archive)
    # All that Python's reader of archives raises for one that is cut short, garbled, encrypted or packed in a way it
    # does not know.
    except (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError, RuntimeError, OSError) as problem:
        raise FormatError(
            f"{path.name} is damaged or was not downloaded completely ({problem}): download it again."
        ) from problem


def _check_parts(path: Path, archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    if "xl/workbook.bin" in names or not {"content.xml", "xl/workbook.xml"} & names:
        raise FormatError(
            f"{path.name} is an archive, not an ODS or XLSX workbook: unpack it and load the files in it."
        )
    if len(archive.infolist()) > MAX_PARTS or sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED:
        raise _too_big(path)
    for part in archive.infolist():
        with archive.open(part) as stream:
            _read_through(path, part.filename, stream)


def _read_through(path: Path, name: str, stream: IO[bytes]) -> None:
    """Read one part to its end, which compares its check sum. A worksheet may have any name, so all XML is counted."""
    piece = stream.read(_PIECE)
    if piece.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        _parse(path, name, piece, stream, OdsExtent() if name == "content.xml" else XlsxExtent())
    while piece:
        piece = stream.read(_PIECE)


def _parse(path: Path, name: str, piece: bytes, stream: IO[bytes], extent: OdsExtent | XlsxExtent) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = extent.start
    parser.EndElementHandler = extent.end
    try:
        while piece:
            parser.Parse(piece, False)
            piece = stream.read(_PIECE)
        parser.Parse(b"", True)
    except TooManyCellsError:
        raise _too_big(path) from None
    except (expat.ExpatError, ValueError, LookupError) as problem:
        raise FormatError(f"{path.name} is damaged: its part {name} is not well formed ({problem}).") from problem


def _too_big(path: Path) -> FormatError:
    return FormatError(
        f"{path.name} would unpack to more than any published table holds "
        f"({MAX_CELLS:,} cells, {MAX_UNPACKED // 1_000_000} MB): it was not opened."
    )
