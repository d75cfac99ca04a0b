"""The kept-aside list goes to a person as CSV and comes back with decisions."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.samples import write_csv

from inspectorate.formats import FormatError, KeptAside, Place, read_file
from inspectorate.formats.cells import guard, unguard
from inspectorate.formats.kept_aside import COLUMNS, kept_aside_csv, read_mappings

GRID = [
    ["Local authority", "Inspection type", "Inspection date", "Overall effectiveness"],
    ["Ashmere", "Standard", "27/09/2021", "to good"],
    ["Brindle", "Longer", "07/11/2022", "Good"],
]


def fill(text: str, decisions: dict[str, str]) -> str:
    """The list with ``map_to`` filled for these texts, as a person would."""
    rows = list(csv.DictReader(io.StringIO(text)))
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows({**row, "map_to": decisions.get(row["text"], "")} for row in rows)
    return out.getvalue()


def test_what_was_kept_aside_is_let_in_by_a_persons_decisions(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "table.csv", GRID)
    first = read_file(path)
    assert len(first.inspections) == 1
    listed = tmp_path / "kept-aside.csv"
    listed.write_text(
        fill(kept_aside_csv(first.kept_aside), {"to good": "good", "Longer": "ilacs standard"}), newline=""
    )
    second = read_file(path, mappings=read_mappings(listed))
    assert [item.judgements["overall"].grade for item in second.inspections] == ["good", "good"]
    assert second.kept_aside == ()


def test_decisions_already_taken_are_shown_in_the_list() -> None:
    item = KeptAside(Place("f.csv", "s", 3, "Overall"), "to good", "why", "mend", "grade")
    note = KeptAside(Place("f.csv"), "to good", "why", "mend")
    rows = list(csv.DictReader(io.StringIO(kept_aside_csv([item, note], {("grade", "to good"): "good"}))))
    assert [(row["sheet"], row["row"], row["map_to"]) for row in rows] == [("s", "3", "good"), ("", "", "")]


@pytest.mark.parametrize("text", ["=1+1", "+44", "-", "@SUM(A1)", "\tx", "'=1", "''-x"])
def test_text_that_a_program_would_run_is_marked_and_comes_back_unchanged(text: str) -> None:
    assert guard(text).startswith("'")
    assert unguard(guard(text)) == text


@given(st.text())
def test_marking_is_undone_exactly(text: str) -> None:
    assert unguard(guard(text)) == text
    assert not guard(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_marked_text_maps_the_text_of_the_source(tmp_path: Path) -> None:
    item = KeptAside(Place("f.csv"), "=good", "why", "mend", "grade")
    path = tmp_path / "kept-aside.csv"
    path.write_text(fill(kept_aside_csv([item]), {"'=good": "good"}), newline="")
    assert read_mappings(path) == {("grade", "=good"): "good"}


def test_a_list_without_its_columns_is_refused(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "other.csv", [["text", "unknown"], ["x", "grade"]])
    with pytest.raises(FormatError, match="has no column “map_to”"):
        read_mappings(path)


def test_an_empty_list_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.write_bytes(b"\xef\xbb\xbf")
    with pytest.raises(FormatError, match="has no column “text”"):
        read_mappings(path)


def test_rows_without_a_decision_decide_nothing(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "l.csv", [["map_to", "text", "unknown"], ["", "x", "grade"], ["good", "y", "grade"]])
    assert read_mappings(path) == {("grade", "y"): "good"}


def test_two_decisions_on_one_text_are_refused(tmp_path: Path) -> None:
    head = ["map_to", "text", "unknown"]
    path = write_csv(
        tmp_path / "l.csv", [head, ["good", "x", "grade"], ["good", "x", "grade"], ["inadequate", "x", "grade"]]
    )
    with pytest.raises(FormatError, match="row 4: “x” is mapped to “good” in a row above"):
        read_mappings(path)


def test_a_decision_on_what_no_mapping_mends_is_refused(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "l.csv", [["map_to", "text", "unknown"], ["good", "x", ""], ["", "y"]])
    with pytest.raises(FormatError, match="row 2: no mapping can mend this row"):
        read_mappings(path)
