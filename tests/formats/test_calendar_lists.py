"""Lists of what others do at bodies and of school holidays."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from inspectorate.formats.calendar_lists import LONGEST, SaidElsewhere, SaidHoliday, read_calendar_list
from inspectorate.formats.model import FormatError

LIST = (
    "Body,What,School holiday,First day,Last day\n"
    "Quernshire,Area SEND inspection,,2026-06-01,2026-06-19\n"
    ",,Summer,2026-07-22,2026-09-01\n"
    "X10000002,Joint targeted area inspection,,2026-05-04,\n"
)


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "calendar.csv"
    path.write_text(text)
    return path


def test_each_row_is_what_its_cells_tell(tmp_path: Path) -> None:
    found = read_calendar_list(written(tmp_path, LIST))
    send, summer, joint = found.said
    assert isinstance(send, SaidElsewhere)
    assert (send.body, send.what, send.last) == ("Quernshire", "Area SEND inspection", date(2026, 6, 19))
    assert isinstance(summer, SaidHoliday)
    assert (summer.name, summer.first, summer.last) == ("Summer", date(2026, 7, 22), date(2026, 9, 1))
    assert joint.first == joint.last
    assert found.kept_aside == ()


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("Quernshire,Visit,,,", "first_day", "empty"),
        ("Quernshire,Visit,,soon,", "first_day", "soon"),
        ("Quernshire,Visit,,2026-06-02,2026-06-01", "last_day", "before the first"),
        (",Visit,,2026-06-02,", "body", "empty"),
        ("Quernshire,,,2026-06-02,", "what", "empty"),
        (f",,{'x' * (LONGEST + 1)},2026-06-02,", "school_holiday", "longer than"),
    ],
)
def test_a_row_that_cannot_be_read_is_kept_aside_with_its_column(
    tmp_path: Path, row: str, column: str, reason: str
) -> None:
    found = read_calendar_list(written(tmp_path, f"{LIST}{row}\n"))
    (aside,) = found.kept_aside
    assert (len(found.said), aside.place.row, aside.place.column) == (3, 5, column)
    assert reason in f"{aside.text} {aside.reason}"


@pytest.mark.parametrize("text", ["name,colour\nQuernshire,blue\n", "body,what\nQuernshire,Visit\n"])
def test_a_list_without_days_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(FormatError, match="first_day"):
        read_calendar_list(written(tmp_path, text))
