"""Lists of inspections that two people graded."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.formats.samples import write_xlsx

from inspectorate.formats.grading_lists import read_grading_list
from inspectorate.formats.model import FormatError

HEAD = "Case,Area,First grade,Second grade,First rater,Second rater,Kind\n"
LIST = (
    f"{HEAD}"
    "1,In care,Good,Requires improvement to be good,A,B,blind\n"
    "1,In care,Good,3,A,C,Blind\n"
    "2,In care,Outstanding,Not judged,A,B,audit\n"
    "2,Overall,,Good,,,\n"
)


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "gradings.csv"
    path.write_text(text)
    return path


def test_each_row_is_two_grades_of_an_area_by_their_places_on_the_scale(tmp_path: Path) -> None:
    found = read_grading_list(written(tmp_path, LIST))
    assert [(one.inspection, one.area, one.first, one.second, one.kind) for one in found.said] == [
        ("1", "In care", 1, 2, "blind"),
        ("1", "In care", 1, 2, "blind"),
        ("2", "In care", 0, None, "audit"),
        ("2", "Overall", None, 1, ""),
    ]
    assert found.kept_aside == ()


def test_a_workbook_reads_as_its_list_does_with_numbers_for_grades(tmp_path: Path) -> None:
    rows = [["inspection", "area", "first_grade", "second_grade"], [7, "Overall", 2, 1], [None, None, None, None]]
    found = read_grading_list(write_xlsx(tmp_path / "gradings.xlsx", {"Notes": [["By hand"]], "Pairs": rows}))
    assert [(one.inspection, one.first, one.second, one.place.sheet) for one in found.said] == [("7", 1, 0, "Pairs")]


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (",In care,Good,Good,A,B,blind", "inspection", "empty"),
        ("3,,Good,Good,A,B,blind", "area", "empty"),
        ("3,In care,Fine,Good,A,B,blind", "first_grade", "no grade of the scale"),
        ("3,In care,Good,5 stars,A,B,blind", "second_grade", "no grade of the scale"),
        ("3,In care,Good,Good,A,B,chance", "kind", "no kind of second grading"),
        ("3,In care,Good,Good,A,A,blind", "second_rater", "same person"),
        ("1,In care,Inadequate,Good,A,D,blind", "first_grade", "another one in row 2"),
        ("1,In care,Good,Good,A,C,blind", "second_grade", "Row 3 has a second grade"),
        ("2,Overall,,Outstanding,,,", "second_grade", "Row 5 has a second grade"),
    ],
)
def test_a_row_that_cannot_be_taken_is_kept_aside_with_its_column(
    tmp_path: Path, row: str, column: str, reason: str
) -> None:
    found = read_grading_list(written(tmp_path, f"{LIST}{row}\n"))
    (aside,) = found.kept_aside
    assert (len(found.said), aside.place.row, aside.place.column) == (4, 6, column)
    assert reason in aside.reason
    assert aside.mend.endswith(".")


def test_another_scale_is_read_by_its_own_words(tmp_path: Path) -> None:
    text = "inspection,area,first_grade,second_grade\n1,Overall,Stay,convert\n2,Overall,good,stay\n"
    found = read_grading_list(written(tmp_path, text), ("stay", "convert"))
    assert [(one.first, one.second, one.kind) for one in found.said] == [(0, 1, "")]
    assert found.kept_aside[0].mend == "Write one of stay, convert; leave it empty where it is not known."


@pytest.mark.parametrize(
    ("text", "column"),
    [("name,colour\na,b\n", "first_grade"), ("area,first_grade,second_grade\na,1,1\n", "inspection")],
)
def test_what_is_no_list_of_gradings_is_refused(tmp_path: Path, text: str, column: str) -> None:
    with pytest.raises(FormatError, match=f"no column “{column}”"):
        read_grading_list(written(tmp_path, text))
