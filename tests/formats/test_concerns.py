"""A file of concerns: what is read of it, and what is kept aside with its column, a sentence and the mend."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.samples import write_csv

from inspectorate.formats.concerns import MOST_ROWS, NEEDED, OPTIONAL, SaidConcern, read_concerns
from inspectorate.formats.model import FormatError

HEAD = [*NEEDED, *OPTIONAL]
ROW = ["X90000001", "complaint", "2026-11-02", "Nobody called back.", "1/11/2026", "Letter", "C-7", "A parent",
       "leadership; help and protection"]  # fmt: skip


def row(**changes: str) -> list[str]:
    return [changes.get(name, cell) for name, cell in zip(HEAD, ROW, strict=True)]


def test_a_row_is_read_as_it_stands(tmp_path: Path) -> None:
    found = read_concerns(write_csv(tmp_path / "concerns.csv", [HEAD, ROW]))
    (said,) = found.concerns
    assert said == SaidConcern(
        place=said.place, body="X90000001", kind="complaint", received_on=date(2026, 11, 2),
        text="Nobody called back.", happened_on=date(2026, 11, 1), came_by="Letter", reference="C-7",
        reporter="A parent", areas=("leadership", "help_and_protection"),
    )  # fmt: skip
    assert (said.place.file, said.place.row, found.kept_aside) == ("concerns.csv", 2, ())


def test_columns_stand_in_any_order_and_the_optional_ones_may_be_missing(tmp_path: Path) -> None:
    grid = [["Text", "Received on", "Note", "KIND", "body"], ["It froze.", "2026-11-02", "x", "other", "Ashmere"]]
    (said,) = read_concerns(write_csv(tmp_path / "few.csv", grid)).concerns
    assert (said.body, said.kind, said.text, said.reference, said.happened_on, said.areas) == (
        "Ashmere", "other", "It froze.", "", None, ()
    )  # fmt: skip


def test_a_file_may_have_semicolons_between_its_cells(tmp_path: Path) -> None:
    grid = [list(NEEDED), ["Ashmere", "other", "2026-11-02", "It froze; nobody came; nobody called, again."]]
    (said,) = read_concerns(write_csv(tmp_path / "a.csv", grid, delimiter=";")).concerns
    assert said.text == "It froze; nobody came; nobody called, again."


def test_lines_of_a_text_are_kept_and_empty_rows_passed_over(tmp_path: Path) -> None:
    found = read_concerns(write_csv(tmp_path / "a.csv", [HEAD, [""] * len(HEAD), row(text="One.\nTwo.")]))
    assert [(one.text, one.place.row) for one in found.concerns] == [("One.\nTwo.", 3)]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("serious_incident", "serious_incident"),
        ("Serious incident notification", "serious_incident"),
        ("REG 40", "provider_notification"),
        ("Change of director", "change_of_director"),
        ("whistle-blower", ""),
        ("Whistleblower", "whistleblowing"),
    ],
)
def test_a_kind_is_read_by_its_id_or_its_words(tmp_path: Path, words: str, kind: str) -> None:
    found = read_concerns(write_csv(tmp_path / "a.csv", [HEAD, row(kind=words)]))
    assert [one.kind for one in found.concerns] == ([kind] if kind else [])


@pytest.mark.parametrize(
    ("changes", "column", "reason"),
    [
        ({"body": ""}, "body", "The cell is empty."),
        ({"kind": "-"}, "kind", "The cell is empty."),
        ({"received_on": ""}, "received_on", "The cell is empty."),
        ({"text": "  "}, "text", "The cell is empty."),
        ({"kind": "grumble"}, "kind", "There is no such kind of concern."),
        ({"received_on": "31/02/2026"}, "received_on", "“31/02/2026” is not a date"),
        ({"happened_on": "soon"}, "happened_on", "“soon” is not a date"),
        ({"happened_on": "2026-11-03"}, "happened_on", "It happened after it was received."),
        ({"reference": "x" * 101}, "reference", "It is longer than 100 characters."),
    ],
)
def test_a_row_that_cannot_be_read_is_kept_aside_and_the_rest_taken(
    tmp_path: Path, changes: dict[str, str], column: str, reason: str
) -> None:
    found = read_concerns(write_csv(tmp_path / "a.csv", [HEAD, ROW, row(**changes), ROW]))
    assert [one.place.row for one in found.concerns] == [2, 4]
    (aside,) = found.kept_aside
    assert (aside.place.row, aside.place.column, aside.reason.startswith(reason)) == (3, column, True)
    assert aside.mend.endswith((".", "…"))


@pytest.mark.parametrize(
    ("grid", "sentence"),
    [
        ([["body", "kind", "text"]], "has no column “received_on”"),
        ([[*HEAD, "Kind"], [*ROW, "other"]], "has two columns “kind”"),
        ([HEAD, *[ROW] * (MOST_ROWS + 1)], "has 2,001 rows: split it"),
    ],
)
def test_a_file_that_is_none_is_refused_in_a_sentence(tmp_path: Path, grid: list[list[str]], sentence: str) -> None:
    with pytest.raises(FormatError, match=sentence) as refusal:
        read_concerns(write_csv(tmp_path / "wrong.csv", grid))
    assert str(refusal.value).startswith("wrong.csv")


def test_a_file_with_a_single_empty_line_names_the_missing_column(tmp_path: Path) -> None:
    path = tmp_path / "blank.csv"
    path.write_text("\n")
    with pytest.raises(FormatError, match="no column “body”"):
        read_concerns(path)


def test_a_short_row_lacks_its_last_cells(tmp_path: Path) -> None:
    found = read_concerns(write_csv(tmp_path / "a.csv", [HEAD, ROW[:4], ROW[:3]]))
    assert ([one.place.row for one in found.concerns], [one.place.row for one in found.kept_aside]) == ([2], [3])


@given(rows=st.lists(st.lists(st.text(max_size=12), min_size=4, max_size=4), max_size=6))
def test_every_row_is_taken_or_kept_aside(rows: list[list[str]], tmp_path_factory: pytest.TempPathFactory) -> None:
    tidy = [[cell.replace("\0", "").replace("\r", " ") for cell in one] for one in rows]
    path = write_csv(tmp_path_factory.mktemp("any") / "any.csv", [list(NEEDED), *tidy])
    found = read_concerns(path)
    places = sorted(one.place.row or 0 for one in (*found.concerns, *found.kept_aside))
    assert len(places) == len(set(places)) <= len(rows)
    assert all(one.reason and one.mend for one in found.kept_aside)
