"""However a table is laid out, it says the same: permuted, renamed, under other titles, melted, in other formats."""

# ruff: noqa: E501  (a table reads best with a row a line)

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.formats.samples import Grid, facts, write_csv, write_ods, write_xlsx

from inspectorate.formats import Reading, read_file

GRADES = ("Outstanding", "Good", "Requires improvement to be good", "Inadequate", "", "-", "data_unreadable", "to good")
HEAD = (
    "Local authority name", "LA region", "LA Authority Type",
    "SLAC publication date", "SLAC Safeguarding OE", "SLAC Looked After Children OE",
    "SLAC re-inspection of Safeguarding publication date", "SLAC re-inspection Safeguarding OE",
    "CPI publication date", "CPI Overall Effectiveness (OE)",
    "First SIF publication date", " First SIF Overall Judgement\n(OE)", "LSCB Overall Effectiveness ",
    "SIF Re-inspection publication date", " SIF Re-inspection Overall Judgement\n(OE)",
    "First ILACS framework inspection type", "First ILACS framework publication date", "First ILACS framework overall effectiveness",
)  # fmt: skip
FIRST_DAYS = {3: 2009, 6: 2011, 8: 2012, 10: 2014, 13: 2016, 16: 2018}
# The same columns as the rows of a long table word them: what the row is of, and what is judged.
LONG_HEAD = ("Name of local authority", "Region", "Type of inspection", "Date published", "Overall", "Safeguarding", "Looked after children", "LSCB")  # fmt: skip
LONG_ROWS = (
    ("SLAC", 3, {5: 4, 6: 5}),
    ("SLAC re-inspection", 6, {5: 7}),
    ("CPI", 8, {4: 9}),
    ("SIF", 10, {4: 11, 7: 12}),
    ("SIF re-inspection", 13, {4: 14}),
    (None, 16, {4: 17}),
)
Row = list[Any]


@st.composite
def rows(draw: st.DrawFn) -> list[Row]:
    """Rows of a wide history; the event of an ILACS inspection is given where its date is."""
    found: list[Row] = []
    for number in range(draw(st.integers(1, 4))):
        row: Row = [f"Authority {number}", draw(st.sampled_from(["North", "South", ""])), "Unitary", *[""] * 15]
        for column, year in FIRST_DAYS.items():
            if draw(st.booleans()):
                row[column] = date(year, draw(st.integers(1, 12)), draw(st.integers(1, 28)))
        for at in (4, 5, 7, 9, 11, 12, 14, 17):
            row[at] = draw(st.sampled_from(GRADES)) if row[max(c for c in FIRST_DAYS if c < at)] else ""
        row[15] = draw(st.sampled_from(["ILACS Short Inspection", "ILACS Standard Inspection"])) if row[16] else ""
        found.append(row)
    return found


def wide(found: list[Row]) -> list[Row]:
    return [list(HEAD), *found]


def long(found: list[Row]) -> list[Row]:
    grid: list[Row] = [list(LONG_HEAD)]
    for row in found:
        for event, published, judged in LONG_ROWS:
            if row[published]:
                cells = [row[0], row[1], event or row[15], row[published], "", "", "", ""]
                for at, source in judged.items():
                    cells[at] = row[source]
                grid.append(cells)
    return grid


def melted(found: list[Row]) -> list[Row]:
    body = [[*row[:3], HEAD[at], row[at]] for row in found for at in range(3, len(HEAD))]
    return [[*HEAD[:3], "variable", "value"], *body]


def a_judgement_a_row(found: list[Row]) -> list[Row]:
    grid = long(found)
    body = [[*row[:4], grid[0][at], row[at]] for row in grid[1:] for at in range(4, 8)]
    return [[*grid[0][:4], "Judgement", "Grade"], *body]


def permuted(grid: list[Row], seed: int) -> list[Row]:
    order = list(range(len(grid[0])))
    random.Random(seed).shuffle(order)
    return [[row[at] for at in order] for row in grid]


def day_first(grid: Grid) -> list[Row]:
    return [[f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell for cell in row] for row in grid]


def reading(directory: Path, grid: Grid) -> Reading:
    return read_file(write_csv(directory / "table.csv", day_first(grid)))


LAYOUTS = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@LAYOUTS
@given(rows(), st.integers())
def test_permuted_columns_say_the_same(tmp_path: Path, found: list[Row], seed: int) -> None:
    assert facts(reading(tmp_path, permuted(wide(found), seed))) == facts(reading(tmp_path, wide(found)))
    assert facts(reading(tmp_path, permuted(long(found), seed))) == facts(reading(tmp_path, long(found)))


@LAYOUTS
@given(rows())
def test_a_wide_table_and_its_melted_forms_say_the_same(tmp_path: Path, found: list[Row]) -> None:
    expected = facts(reading(tmp_path, wide(found)))
    if not expected:
        return
    assert facts(reading(tmp_path, melted(found))) == expected
    assert facts(reading(tmp_path, long(found))) == expected
    # A row for each judgement has no row for an inspection of which nothing is said but its date.
    told = {fact: number for fact, number in expected.items() if fact[9]}
    if told:
        assert facts(reading(tmp_path, a_judgement_a_row(found))) == told


@LAYOUTS
@given(rows(), st.lists(st.sampled_from(["A title", "", "Some cells in this table are empty."]), max_size=5))
def test_titles_blank_rows_and_notes_change_nothing(tmp_path: Path, found: list[Row], titles: list[str]) -> None:
    blank = [""] * len(HEAD)
    framed = [*([title, *blank[1:]] for title in titles), *wide(found), blank, ["Source: invented", *blank[1:]]]
    assert facts(reading(tmp_path, framed)) == facts(reading(tmp_path, wide(found)))


@LAYOUTS
@given(rows(), st.integers(1, 3))
def test_a_table_cut_into_several_says_the_same(tmp_path: Path, found: list[Row], cut: int) -> None:
    blank = [""] * len(HEAD)
    stacked = [*wide(found[:cut]), blank, ["Table 2", *blank[1:]], *permuted(wide(found[cut:]), cut)]
    assert facts(reading(tmp_path, stacked)) == facts(reading(tmp_path, wide(found)))


SAMPLE: list[Row] = [
    ["Ashmere", "North", "Unitary", date(2009, 8, 7), "Good", "Inadequate", "", "", "", "", date(2014, 3, 2),
     "Good", "Good", "", "", "ILACS Short Inspection", date(2018, 4, 5), "Good"],
    ["Brindle", "South", "Shire", "", "", "", date(2011, 3, 4), "Inadequate", date(2012, 5, 6), "Good", "", "", "",
     date(2016, 7, 8), "Good", "", "", ""],
]  # fmt: skip


@pytest.mark.parametrize("sheet", ["LA_inspections_2009-2023", "Tabelle 1", "x"])
def test_formats_and_sheet_names_change_nothing(tmp_path: Path, sheet: str) -> None:
    expected = facts(reading(tmp_path, wide(SAMPLE)))
    assert len(expected) == 6
    assert facts(read_file(write_xlsx(tmp_path / "any.bin", {sheet: wide(SAMPLE)}))) == expected
    assert facts(read_file(write_ods(tmp_path / "other.txt", {sheet: wide(SAMPLE)}))) == expected
    spaced = [[], [], ["", "Title"], *([["", *row] for row in wide(SAMPLE)])]
    assert facts(read_file(write_xlsx(tmp_path / "spaced.xlsx", {sheet: spaced}))) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_delimiters_change_nothing(tmp_path: Path, encoding: str, delimiter: str) -> None:
    renamed = [[f"{row[0]}–Æther", *row[1:]] for row in SAMPLE]
    expected = facts(reading(tmp_path, wide(renamed)))
    path = write_csv(tmp_path / "other.csv", day_first(wide(renamed)), encoding, delimiter)
    assert facts(read_file(path)) == expected
    assert any("–Æther" in fact[0] for fact in expected)


def test_serial_numbers_of_days_say_the_same(tmp_path: Path) -> None:
    numbered = [
        [(cell - date(1899, 12, 30)).days if isinstance(cell, date) else cell for cell in row] for row in wide(SAMPLE)
    ]
    expected = facts(reading(tmp_path, wide(SAMPLE)))
    assert facts(reading(tmp_path, numbered)) == expected
    assert facts(read_file(write_xlsx(tmp_path / "numbered.xlsx", {"s": numbered}))) == expected


def test_two_values_for_one_thing_in_a_melted_table_are_kept_aside(tmp_path: Path) -> None:
    grid = [
        ["LA name", "variable", "value"],
        ["Ashmere", "SIF publication date", "02/03/2014"],
        ["Ashmere", "SIF overall effectiveness", "Good"],
        ["Ashmere", "SIF overall effectiveness", "Inadequate"],
        ["Ashmere", "Mood", "fair"],
        ["Ashmere", "Lead inspector", "Ada Vexley"],
        ["Ashmere", "Lead inspector", "Bo Marsh"],
        ["Brindle", "SIF publication date"],
    ]
    found = read_file(write_csv(tmp_path / "melted.csv", grid))
    assert "Marsh" not in str(found)
    assert "Vexley" not in str(found)
    assert [item.judgements["overall"].grade for item in found.inspections] == ["good"]
    assert [(item.place.row, item.text) for item in found.kept_aside] == [(4, "Inadequate"), (7, "a name")]
    assert found.unread == ("The file, row 1: no meaning is known for the columns “Mood”.",)
