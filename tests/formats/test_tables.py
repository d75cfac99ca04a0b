"""Tables to download: what opens in a spreadsheet is what was given, laid out as official statistics are."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import python_calamine

from inspectorate.formats import read_file
from inspectorate.formats.tables import MISSING_NOTE, DataTable, Document, csv_lines, ods, xlsx

TABLE = DataTable(
    "Judgements: 2023/24",
    "Table 1: Judgements of invented authorities",
    ("Local authority", "Inspection type", "Inspection date", "Overall effectiveness", "Share"),
    (
        ("Ashmere & <Dale>", "Short", date(2023, 2, 6), "Good", 0.25),
        ("=HYPERLINK(1)", "Standard", date(2022, 12, 5), None, 3),
        ("Two\nlines\x01", "Standard", date(2021, 3, 9), "Inadequate", -1),
    ),
)
DOCUMENT = Document(
    "Judgements of authorities",
    (("Source", "The invented inspectorate"), ("Licence", "Open Government Licence v3.0")),
    ("Judgements are as published.",),
    (TABLE, DataTable("Judgements: 2023/24", "Table 2: nothing yet", ("A", "B"), ())),
)
WRITERS = pytest.mark.parametrize("writer", [xlsx, ods])
Writer = Callable[[Document], bytes]


def opened(writer: Writer, document: Document) -> dict[str, list[list[Any]]]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(writer(document)))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@WRITERS
def test_a_workbook_has_a_cover_notes_and_one_table_a_sheet(writer: Writer) -> None:
    sheets = opened(writer, DOCUMENT)
    assert list(sheets) == ["Cover", "Notes", "Judgements  2023 24", "Judgements  2023 24 2"]
    assert sheets["Cover"][0][0] == "Judgements of authorities"
    assert sheets["Cover"][2] == ["Source", "The invented inspectorate"]
    assert [row[1] for row in sheets["Notes"][2:]] == ["Judgements are as published.", MISSING_NOTE]
    assert sheets["Judgements  2023 24"][0][0] == "Table 1: Judgements of invented authorities"
    assert sheets["Judgements  2023 24 2"][2] == ["A", "B"]


@WRITERS
def test_values_keep_their_kind_and_nothing_is_a_formula(writer: Writer) -> None:
    first, second, third = opened(writer, DOCUMENT)["Judgements  2023 24"][3:]
    days = [row[2].date() if isinstance(row[2], datetime) else row[2] for row in (first, second, third)]
    assert days == [date(2023, 2, 6), date(2022, 12, 5), date(2021, 3, 9)]
    assert first[0] == "Ashmere & <Dale>"
    assert (first[4], second[4], third[4]) == (0.25, 3, -1)
    assert second[0] == "=HYPERLINK(1)"
    assert third[0].startswith("Two\nlines")


@WRITERS
def test_a_missing_value_is_marked_and_no_cell_is_empty(writer: Writer) -> None:
    rows = opened(writer, DOCUMENT)["Judgements  2023 24"]
    assert rows[4][3] == "[x]"
    assert all(cell != "" for row in rows[2:] for cell in row)


@WRITERS
def test_what_is_written_can_be_read_again(writer: Writer, tmp_path: Path) -> None:
    path = tmp_path / "download"
    path.write_bytes(writer(DOCUMENT))
    reading = read_file(path)
    assert next((i.name, i.event, i.started) for i in reading.inspections) == (
        "Ashmere & <Dale>",
        "short",
        date(2023, 2, 6),
    )
    assert len(reading.inspections) == 3
    assert reading.inspections[1].judgements == {}


def test_an_xlsx_table_is_marked_as_one_and_has_no_merged_or_hidden_cells() -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx(DOCUMENT))) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        assert len([name for name in archive.namelist() if name.startswith("xl/tables/")]) == 4
    assert not any(b"mergeCell" in sheet or b"hidden" in sheet for sheet in sheets)


def test_an_ods_is_well_formed_marks_its_tables_and_is_the_same_each_time() -> None:
    raw = ods(DOCUMENT)
    assert raw == ods(DOCUMENT)
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert archive.infolist()[0].filename == "mimetype"
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        for name in archive.namelist()[1:]:
            ElementTree.fromstring(archive.read(name))
        content = archive.read("content.xml").decode()
    assert content.count("<table:table-header-rows>") == 4
    assert "table:target-range-address=\"'Judgements  2023 24'.A3:'Judgements  2023 24'.E6\"" in content
    assert "spanned" not in content


def test_a_wide_table_reaches_past_column_z() -> None:
    headings = tuple(f"c{n}" for n in range(28))
    with zipfile.ZipFile(io.BytesIO(ods(Document("t", (), (), (DataTable("", "t", headings, ()),))))) as archive:
        assert "'Table'.AB3" in archive.read("content.xml").decode()


def test_a_csv_keeps_values_plain_and_text_harmless() -> None:
    rows = list(csv.reader(io.StringIO("".join(csv_lines(TABLE)), newline="")))
    assert rows[0] == list(TABLE.headings)
    assert rows[1] == ["Ashmere & <Dale>", "Short", "2023-02-06", "Good", "0.25"]
    assert rows[2] == ["'=HYPERLINK(1)", "Standard", "2022-12-05", "", "3"]
    assert rows[3][4] == "-1"


def test_reading_rules_costs_no_heavy_import() -> None:
    code = (
        "import sys, inspectorate.formats, inspectorate.formats.tables, inspectorate.formats.kept_aside; "
        "heavy = {'xlsxwriter', 'python_calamine', 'polars', 'pandas', 'odf', 'django', 'pydantic'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
