"""Files that are damaged, wrong or hostile end in one sentence, or in rows kept aside; never in a guess or a crash."""

from __future__ import annotations

import random
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from tests.formats.samples import facts, write_csv, write_ods, write_xlsx

from inspectorate.formats import FormatError, Reading, read_file
from inspectorate.formats import archive as archives
from inspectorate.formats import sheets as sheet_files

GRID: list[list[Any]] = [
    ["Local authority", "Inspection type", "Inspection start date", "Inspection end date", "Overall effectiveness"],
    ["Ashmere", "Standard", "27/09/2021", "08/10/2021", "Good"],
    ["Brindle", "Short", "07/11/2022", "18/11/2022", "Requires improvement to be good"],
    ["Cold Ferry", "Short", "06/02/2023", "17/02/2023", "Outstanding"],
    ["Dunmoor", "Standard", "05/12/2022", "16/12/2022", "Inadequate"],
]
ODS_ROOT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="s">{}</table:table></office:spreadsheet></office:body></office:document-content>'
)
MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
CELL = '<table:table-cell office:value-type="string"{}><text:p>x</text:p></table:table-cell>'
COLUMNS = ' table:number-columns-repeated="{}"'
EMPTY_ROWS = '<table:table-row table:number-rows-repeated="{}"><table:table-cell/></table:table-row>'


def row_of(cell: str, row: str = "") -> str:
    return f"<table:table-row{row}>{CELL.format(cell)}<table:table-cell/></table:table-row>"


def read_or_refuse(path: Path) -> Reading | None:
    """The reading, or nothing where the file is refused with a sentence; any other error fails the test."""
    try:
        return read_file(path)
    except FormatError as problem:
        return None if path.name in str(problem) else read_file(path)


def refusal(path: Path) -> str:
    with pytest.raises(FormatError) as caught:
        read_file(path)
    sentence = str(caught.value)
    assert path.name in sentence
    assert "\n" not in sentence
    return sentence


def ods_of(path: Path, body: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", ODS_ROOT.format(body))
    return path


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.write_bytes(b"")
    assert "is empty" in refusal(path)


def test_a_file_that_is_not_there_is_the_callers_mistake(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_file(tmp_path / "nowhere.csv")


@pytest.mark.parametrize("writer", [write_ods, write_xlsx])
def test_a_workbook_that_was_cut_off(tmp_path: Path, writer: Any) -> None:
    path = writer(tmp_path / "book", {"s": GRID})
    whole = path.read_bytes()
    for length in (3, 100, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:length])
        refusal(path)


def test_a_workbook_with_a_flipped_byte_is_damaged_or_unharmed(tmp_path: Path) -> None:
    path = write_ods(tmp_path / "book.ods", {"s": GRID})
    expected, whole, chance = facts(read_file(path)), path.read_bytes(), random.Random(7)
    for _ in range(200):
        broken = bytearray(whole)
        broken[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        path.write_bytes(bytes(broken))
        reading = read_or_refuse(path)
        assert reading is None or facts(reading) == expected


def test_an_archive_that_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "files.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("inspections.csv", "a,b")
    assert "not an ODS or XLSX workbook" in refusal(path)


def test_an_old_or_locked_workbook(tmp_path: Path) -> None:
    path = tmp_path / "old.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert "save it as XLSX, ODS or CSV" in refusal(path)


def test_a_workbook_that_its_library_cannot_read(tmp_path: Path) -> None:
    path = tmp_path / "odd.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<nothing/>")
        archive.writestr("docs/readme.txt", "text")
    assert "cannot be read as a workbook" in refusal(path)


@pytest.mark.parametrize(
    "body",
    [
        row_of(COLUMNS.format(9_000_000)),
        row_of("", ' table:number-rows-repeated="9000000"'),
        row_of(COLUMNS.format(9_000_000)).replace(' office:value-type="string"', ""),
        row_of(COLUMNS.format(16_000)) + EMPTY_ROWS.format(1_000_000) + row_of(""),
    ],
)
def test_a_small_file_that_asks_for_billions_of_cells(tmp_path: Path, body: str) -> None:
    assert "was not opened" in refusal(ods_of(tmp_path / "bomb.ods", body))


def test_the_empty_rows_at_the_end_of_a_sheet_ask_for_nothing(tmp_path: Path) -> None:
    assert "holds no table" in refusal(ods_of(tmp_path / "long.ods", row_of("") + EMPTY_ROWS.format(1_048_575)))


def test_one_cell_in_the_last_corner(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "corner.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("s").write(1_048_575, 16_383, "far")
    book.close()
    assert "was not opened" in refusal(path)


@pytest.mark.parametrize(
    ("part", "rows", "sentence"),
    [
        # A worksheet may have any name, and any prefix.
        ("xl/other.dat", '<row><c r="A1"/></row><row><c r="XFD1048576"/></row>', "was not opened"),
        ("xl/s.xml", '<row r="1048576"><c/></row><row>' + "<c/>" * 8 + "</row>", "was not opened"),
        ("xl/s.xml", '<row><c r="ZZZZ4"/></row>', "“ZZZZ4” is no cell"),
        ("xl/s.xml", '<row r="many"><c/></row>', "not well formed"),
        ("xl/workbook.bin", "", "not an ODS or XLSX workbook"),
    ],
)
def test_worksheets_that_ask_for_cells_far_outside_any_sheet(
    tmp_path: Path, part: str, rows: str, sentence: str
) -> None:
    path = tmp_path / "far.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr(part, f"<sheetData>{rows}</sheetData>")
    assert sentence in refusal(path)


def test_a_part_in_an_encoding_that_does_not_exist(tmp_path: Path) -> None:
    path = tmp_path / "odd.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", '<?xml version="1.0" encoding="UTF-80"?><d/>')
    assert "not well formed" in refusal(path)


def test_an_archive_that_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_ods(tmp_path / "book.ods", {"s": GRID})
    monkeypatch.setattr(archives, "MAX_UNPACKED", 1000)
    assert "was not opened" in refusal(path)


def test_xml_that_is_not_well_formed(tmp_path: Path) -> None:
    assert "not well formed" in refusal(ods_of(tmp_path / "odd.ods", "<table:table-row>"))
    number = '<table:table-row table:number-rows-repeated="many"></table:table-row>'
    assert "not well formed" in refusal(ods_of(tmp_path / "odd.ods", number))


def test_xml_that_swells_when_it_is_read(tmp_path: Path) -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20}">' for n in range(1, 12))
    path = tmp_path / "laughs.ods"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", f'<!DOCTYPE d [<!ENTITY e0 "haha">{levels}]><d>&e11;</d>')
    refusal(path)


def test_a_file_that_is_too_big(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_csv(tmp_path / "big.csv", GRID)
    monkeypatch.setattr(sheet_files, "MAX_FILE", 100)
    assert "are refused" in refusal(path)


def test_a_table_with_too_many_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_csv(tmp_path / "big.csv", GRID)
    monkeypatch.setattr(sheet_files, "MAX_CELLS", 20)
    assert "split it" in refusal(path)


MEMORY_OF = r"""
import pathlib, re, sys
from inspectorate.formats import FormatError, read_file
try:
    read_file(pathlib.Path(sys.argv[1]))
except FormatError as problem:
    print(problem)
print(re.search(r"VmHWM:\s+(\d+) kB", pathlib.Path("/proc/self/status").read_text()).group(1))
"""
# Not `ru_maxrss`: that begins with what the process had which started this one.


def noise(kind: str, size: int) -> bytes:
    chance = random.Random(3)
    if kind == "bytes":
        return chance.randbytes(size)
    if kind == "text":
        letters = "abcdefghij ,\n\t;"
        return "".join(chance.choices(letters, k=size)).encode()
    return b"Local authority,Inspection date," * (size // 32)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["bytes", "text", "line"])
def test_ten_megabytes_of_noise(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "noise.csv"
    path.write_bytes(noise(kind, 10_000_000))
    done = subprocess.run([sys.executable, "-c", MEMORY_OF, str(path)], capture_output=True, text=True, check=True)
    sentence, kilobytes = done.stdout.splitlines()
    assert "noise.csv" in sentence
    assert int(kilobytes) < 600_000


def test_a_byte_that_no_known_encoding_has(tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_bytes(b"Local authority\x81\xff,Overall\r\n")
    assert "in no encoding that is known" in refusal(path)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_bytes(b"Local authority\0,Overall\r\n")
    assert "neither a workbook nor text" in refusal(path)


def test_a_line_or_a_cell_that_no_table_has(tmp_path: Path) -> None:
    path = tmp_path / "giant.csv"
    path.write_text("Local authority,Overall\n" + "a," * 600_000)
    assert "line 2 has 1,200,000 characters" in refusal(path)
    path.write_text("Local authority,Overall\n" + "a" * 200_000)
    assert "is not a table, near line 1: field larger than field limit" in refusal(path)


def test_a_quotation_mark_that_never_ends(tmp_path: Path) -> None:
    path = tmp_path / "open.csv"
    path.write_text(
        'Local authority,Inspection type,Inspection date\n"Ashmere,Short,01/02/2019\nBrindle,Short,01/02/2019\n'
    )
    assert "is not a table, near line 2" in refusal(path)


def test_a_wrong_encoding_still_reads_names(tmp_path: Path) -> None:
    named = [GRID[0], ["Ynys Môn", *GRID[1][1:]]]
    for encoding in ("utf-8", "cp1252"):
        (item,) = read_file(write_csv(tmp_path / "named.csv", named, encoding)).inspections
        assert item.name == "Ynys Môn"


def test_many_sheets_without_a_table_are_not_all_named(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "book.xlsx", {f"sheet {n}": [["text"]] for n in range(8)})
    assert "And 3 more." in refusal(path)


BREAKS = (
    "",
    "?",
    "-",
    "31/02/2021",
    "13/13/2021",
    "Good Good",
    "5",
    "=1+1",
    "\x0b",
    "x" * 300,
    "None",
    "2021",
    "01/01/1900",
)


@pytest.mark.parametrize("seed", range(40))
def test_broken_cells_lose_nothing_in_silence(tmp_path: Path, seed: int) -> None:
    """Every row of a table with broken cells is an inspection, or kept aside, or says nothing at all."""
    chance = random.Random(seed)
    grid = [list(row) for row in GRID]
    for _ in range(chance.randint(1, 6)):
        row, column = chance.randrange(1, len(grid)), chance.randrange(len(grid[0]))
        grid[row][column] = chance.choice(BREAKS)
    if chance.random() < 0.3:
        grid[chance.randrange(1, len(grid))].append("loose")
    reading = read_file(write_csv(tmp_path / "broken.csv", grid))
    accounted = {item.place.row for item in (*reading.inspections, *reading.kept_aside)}
    assert accounted == set(range(2, len(grid) + 1))
    untouched = {tuple(row) for row in grid} & {tuple(row) for row in GRID[1:]}
    assert {row[0] for row in untouched} <= {item.name for item in reading.inspections}


@pytest.mark.parametrize("seed", range(60))
def test_broken_text_never_ends_in_another_error(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    raw = bytearray(write_csv(tmp_path / "broken.csv", GRID).read_bytes())
    for _ in range(chance.randint(1, 30)):
        at = chance.randrange(len(raw))
        if chance.random() < 0.5:
            raw[at] = chance.randrange(256)
        else:
            del raw[at : at + chance.randint(1, 20)]
    path = tmp_path / "broken.csv"
    path.write_bytes(bytes(raw))
    read_or_refuse(path)
