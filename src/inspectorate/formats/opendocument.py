"""A small writer of OpenDocument spreadsheets: sheets of prose and one table, header rows marked, dates as dates.

The same pages give the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from inspectorate.formats.tables import Page, Value

_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_URN = "urn:oasis:names:tc:opendocument:xmlns"
_NAMES = " ".join(
    f'xmlns:{short}="{_URN}:{long}:1.0"'
    for short, long in {
        "office": "office",
        "table": "table",
        "text": "text",
        "style": "style",
        "number": "datastyle",
        "fo": "xsl-fo-compatible",
        "meta": "meta",
    }.items()
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MANIFEST = (
    f'{_HEAD}<manifest:manifest xmlns:manifest="{_URN}:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{_MIME}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
_STYLES = (
    f'{_HEAD}<office:document-styles {_NAMES} office:version="1.3"><office:styles>'
    '<style:default-style style:family="table-cell"><style:text-properties fo:language="en" fo:country="GB"/>'
    "</style:default-style></office:styles></office:document-styles>"
)
_AUTOMATIC = (
    "<office:automatic-styles>"
    '<number:date-style style:name="day" number:language="en" number:country="GB"><number:day/><number:text> '
    '</number:text><number:month number:style="long" number:textual="true"/><number:text> </number:text>'
    '<number:year number:style="long"/></number:date-style>'
    '<style:style style:name="wide" style:family="table-column">'
    '<style:table-column-properties style:column-width="5cm"/></style:style>'
    '<style:style style:name="title" style:family="table-cell">'
    '<style:text-properties fo:font-weight="bold" fo:font-size="14pt"/></style:style>'
    '<style:style style:name="top" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap"/>'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="date" style:family="table-cell" style:data-style-name="day"/>'
    "</office:automatic-styles>"
)
# XML 1.0 has no place for these, not even escaped.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)


def write(title: str, pages: Iterable[Page]) -> bytes:
    """The pages as one ODS file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        # The type comes first and unpacked, so that a program can tell the file by its first bytes.
        archive.writestr(zipfile.ZipInfo("mimetype", _FIRST_DAY_OF_ZIP), _MIME, zipfile.ZIP_STORED)
        parts = {
            "content.xml": "".join(_content(list(pages))),
            "styles.xml": _STYLES,
            "meta.xml": _meta(title),
            "META-INF/manifest.xml": _MANIFEST,
        }
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, _FIRST_DAY_OF_ZIP)
            archive.writestr(info, text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _meta(title: str) -> str:
    return (
        f'{_HEAD}<office:document-meta {_NAMES} xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3">'
        f"<office:meta><dc:title>{_text(title)}</dc:title><dc:language>en-GB</dc:language></office:meta>"
        "</office:document-meta>"
    )


def _content(pages: Sequence[Page]) -> Iterator[str]:
    yield f'{_HEAD}<office:document-content {_NAMES} office:version="1.3">{_AUTOMATIC}<office:body><office:spreadsheet>'
    for page in pages:
        yield from _sheet(page)
    yield "<table:database-ranges>"
    for number, page in enumerate(pages, 1):
        yield _range(number, page)
    yield "</table:database-ranges></office:spreadsheet></office:body></office:document-content>"


def _sheet(page: Page) -> Iterator[str]:
    yield f"<table:table table:name={quoteattr(page.name)}>"
    yield f'<table:table-column table:style-name="wide" table:number-columns-repeated="{len(page.headings)}"/>'
    for line, text in enumerate(page.prose):
        yield _row([text], "title" if line == 0 else None)
    yield "<table:table-header-rows>"
    yield _row(page.headings, "top")
    yield "</table:table-header-rows>"
    for row in page.rows:
        yield _row(row)
    yield "</table:table>"


def _row(cells: Sequence[Value], style: str | None = None) -> str:
    return f"<table:table-row>{''.join(_cell(cell, style) for cell in cells)}</table:table-row>"


def _cell(value: Value, style: str | None) -> str:
    from inspectorate.formats.tables import MISSING

    if isinstance(value, date):
        said = f'table:style-name="date" office:value-type="date" office:date-value="{value.isoformat()}"'
        return f"<table:table-cell {said}><text:p>{value.day} {value:%B %Y}</text:p></table:table-cell>"
    if isinstance(value, int | float):
        said = f'office:value-type="float" office:value="{value}"'
        return f"<table:table-cell {said}><text:p>{value}</text:p></table:table-cell>"
    named = f' table:style-name="{style}"' if style else ""
    lines = "".join(f"<text:p>{_text(line)}</text:p>" for line in (value or MISSING).splitlines())
    return f'<table:table-cell{named} office:value-type="string">{lines}</table:table-cell>'


def _range(number: int, page: Page) -> str:
    """Marks a table as one, with its header row, for programs and screen readers."""
    column = ""
    left = len(page.headings)
    while left:
        left, letter = divmod(left - 1, 26)
        column = chr(65 + letter) + column
    sheet = "'" + page.name.replace("'", "''") + "'"
    first = len(page.prose) + 1
    target = quoteattr(f"{sheet}.A{first}:{sheet}.{column}{first + len(page.rows)}")
    return f'<table:database-range table:name="table_{number}" table:target-range-address={target}/>'


def _text(text: str) -> str:
    return escape(_FORBIDDEN.sub("\ufffd", text))
