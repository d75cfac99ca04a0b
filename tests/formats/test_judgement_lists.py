"""A list of judgements with who led: what is read of it, and what is kept aside."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.formats.samples import write_csv

from inspectorate.formats.judgement_lists import COLUMNS, SaidJudgement, read_judgement_list
from inspectorate.formats.model import FormatError

ROW = ["X90000001", "Leadership", "L-1", "2026-11-02", "Requires improvement to be good"]


def row(**changes: str) -> list[str]:
    return [changes.get(name, cell) for name, cell in zip(COLUMNS, ROW, strict=True)]


def test_a_row_is_read_as_it_stands_whatever_the_order_of_columns(tmp_path: Path) -> None:
    found = read_judgement_list(write_csv(tmp_path / "led.csv", [["Note", *COLUMNS[::-1]], ["x", *ROW[::-1]]]))
    (said,) = found.said
    assert said == SaidJudgement(
        said.place, "X90000001", "Leadership", "L-1", date(2026, 11, 2), "requires_improvement"
    )
    assert (found.file, said.place.row, found.kept_aside) == ("led.csv", 2, ())


@pytest.mark.parametrize(
    ("changes", "column", "text", "reason"),
    [
        ({"lead": ""}, "lead", "", "The cell is empty."),
        ({"day": "-"}, "day", "", "The cell is empty."),
        ({"day": "soon"}, "day", "soon", "“soon” is not a date that can be read day first."),
        ({"grade": "fair"}, "grade", "fair", "It is no grade of the scale."),
        ({"grade": "not judged"}, "grade", "not judged", "It is no grade of the scale."),
        ({"lead": "L-2"}, "grade", "requires_improvement", "Row 2 has a grade of this area on that day."),
    ],
)
def test_what_cannot_be_taken_is_kept_aside_by_its_column(
    changes: dict[str, str], column: str, text: str, reason: str, tmp_path: Path
) -> None:
    found = read_judgement_list(write_csv(tmp_path / "led.csv", [list(COLUMNS), ROW, row(**changes)]))
    assert len(found.said) == 1
    (aside,) = found.kept_aside
    assert (aside.place.row, aside.place.column, aside.text, aside.reason) == (3, column, text, reason)
    assert aside.mend


def test_a_file_that_is_no_such_list_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"led\.csv has no column “grade”: its first row must name"):
        read_judgement_list(write_csv(tmp_path / "led.csv", [COLUMNS[:-1], ROW[:-1]]))
    with pytest.raises(FormatError, match=r"led\.csv has no row below its headings"):
        read_judgement_list(write_csv(tmp_path / "led.csv", [COLUMNS]))
