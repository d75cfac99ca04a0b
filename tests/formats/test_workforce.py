"""A file about the workforce: what its rows say, and what is kept aside with its column, a sentence and the mend."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.samples import write_csv, write_xlsx

from inspectorate.formats import workforce
from inspectorate.formats.model import FormatError, Place
from inspectorate.formats.workforce import (
    COLUMNS,
    SaidAbsence,
    SaidConflict,
    SaidInspector,
    SaidSkill,
    WorkforceReading,
    read_workforce,
)
from inspectorate.formats.workforce_words import SKILLS, days_in_words, read_working_days, skill_for
from inspectorate.framework.setting_types import setting_types

PEOPLE = ["inspector", "name", "region", "home", "grade", "contract_share", "working_days", "cost_per_day",
          "most_weeks", "email", "from_day", "first_day", "last_day"]  # fmt: skip
ROW = ["N-1", "Iris Elm", "North West", "Lornmere", "HMI", "60%", "Mon to Wed", "£425.50", "3", "I@x.example",
       "1/4/2026", "2020-01-06", "2028-03-31"]  # fmt: skip


def person(tmp_path: Path, **changes: str) -> WorkforceReading:
    cells = [changes.get(name, cell) for name, cell in zip(PEOPLE, ROW, strict=True)]
    return read_workforce(write_csv(tmp_path / "people.csv", [PEOPLE, cells]))


def test_an_inspector_is_read_as_the_row_stands(tmp_path: Path) -> None:
    (said,) = person(tmp_path).said
    assert said == SaidInspector(
        place=Place("people.csv", None, 2), code="N-1", name="Iris Elm", region="North West", home="Lornmere",
        grade="inspector", share=Decimal("0.600"), working_days="123", cost_per_day=42_550, most_weeks=3,
        email="i@x.example", from_day=date(2026, 4, 1), first=date(2020, 1, 6), last=date(2028, 3, 31),
    )  # fmt: skip


def test_what_is_not_said_is_a_full_contract_on_every_weekday(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [["Inspector", "Region", "Name"], ["N-1", "London", "Iris Elm"]])
    (said,) = read_workforce(path).said
    assert said == SaidInspector(Place("a.csv", None, 2), "N-1", "Iris Elm", "London")
    assert (said.share, said.working_days, said.cost_per_day, said.most_weeks) == (1, "12345", None, None)


MIXED = [
    ["inspector", "name", "region", "skill", "absence", "conflict", "body", "first_day", "last_day"],
    ["N-1", "Iris Elm", "London", "", "", "", "", "", ""],
    ["N-1", "Iris Elm", "", "fostering agency", "", "", "", "", "2027-03-31"],
    ["N-1", "", "", "", "Annual leave", "", "", "2026-12-21", "2026-12-31"],
    ["N-1", "", "", "", "sick", "", "", "2026-11-02", ""],
    ["N-1", "", "", "", "", "Worked there", "X90000001", "2015-01-01", "2021-06-30"],
]


def test_one_list_may_hold_everything_and_so_may_the_sheets_of_a_workbook(tmp_path: Path) -> None:
    expected = [
        SaidInspector(Place("a.csv", None, 2), "N-1", "Iris Elm", "London"),
        SaidSkill(Place("a.csv", None, 3), "N-1", "fostering", None, date(2027, 3, 31)),
        SaidAbsence(Place("a.csv", None, 4), "N-1", "leave", date(2026, 12, 21), date(2026, 12, 31)),
        SaidAbsence(Place("a.csv", None, 5), "N-1", "sickness", date(2026, 11, 2)),
        SaidConflict(Place("a.csv", None, 6), "N-1", "X90000001", "worked_there", date(2015, 1, 1), date(2021, 6, 30)),
    ]
    found = read_workforce(write_csv(tmp_path / "a.csv", MIXED))
    assert (list(found.said), found.kept_aside) == (expected, ())
    sheets = {"Notes": [["Nothing here"]], "People": MIXED[:2], "Empty": [], "Rest": [MIXED[0], *MIXED[2:]]}
    book = read_workforce(write_xlsx(tmp_path / "a.xlsx", sheets))
    assert [(one.place.sheet, one.place.row) for one in book.said] == [
        ("People", 2), ("Rest", 2), ("Rest", 3), ("Rest", 4), ("Rest", 5)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "column", "reason"),
    [
        ({"inspector": ""}, "inspector", "The cell is empty."),
        ({"name": ""}, "name", "The cell is empty."),
        ({"region": ""}, "region", "The cell is empty."),
        ({"home": "x" * 101}, "home", "It is longer than 100 characters."),
        ({"grade": "captain"}, "grade", "There is no such grade."),
        ({"contract_share": "60"}, "contract_share", "It is no share of a full contract."),
        ({"contract_share": "0"}, "contract_share", "It is no share of a full contract."),
        ({"contract_share": "most"}, "contract_share", "It is no share of a full contract."),
        ({"working_days": "weekdays"}, "working_days", "These are no days of the week."),
        ({"working_days": "fri-mon"}, "working_days", "These are no days of the week."),
        ({"cost_per_day": "4255"}, "", ""),
        ({"cost_per_day": "425.5"}, "", ""),
        ({"cost_per_day": "1,425"}, "", ""),
        ({"cost_per_day": "dear"}, "cost_per_day", "It is no sum of money."),
        ({"cost_per_day": "4,25"}, "cost_per_day", "It is no sum of money."),
        ({"most_weeks": "0"}, "most_weeks", "It is no number of weeks from 1 to 52."),
        ({"most_weeks": "53"}, "most_weeks", "It is no number of weeks from 1 to 52."),
        ({"most_weeks": "few"}, "most_weeks", "It is no number of weeks from 1 to 52."),
        ({"from_day": "31/02/2026"}, "from_day", "“31/02/2026” is not a date"),
        ({"last_day": "2020-01-05"}, "last_day", "The last day is before the first."),
        ({"last_day": "2020-01-06", "contract_share": "", "cost_per_day": "", "most_weeks": ""}, "", ""),
    ],
)
def test_a_row_that_cannot_be_read_is_kept_aside_with_its_column_and_the_mend(
    tmp_path: Path, changes: dict[str, str], column: str, reason: str
) -> None:
    found = person(tmp_path, **changes)
    if not reason:
        assert (len(found.said), found.kept_aside) == (1, ())
        return
    (aside,) = found.kept_aside
    assert (found.said, aside.place.row, aside.place.column) == ((), 2, column)
    assert aside.reason.startswith(reason)
    assert aside.mend.endswith(".")


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        (["N-1", "", "", "fostering", "leave", "", "", "2026-01-01", ""], "absence", "The row says skill and absence."),
        (["N-1", "", "", "juggling", "", "", "", "", ""], "skill", "There is no such skill."),
        (["N-1", "", "", "", "leave", "", "", "", ""], "first_day", "The cell is empty."),
        (["N-1", "", "", "", "", "declared", "", "", ""], "body", "The cell is empty."),
        (["N-1", "", "", "", "", "grudge", "X9", "", ""], "conflict", "There is no such conflict."),
    ],
)
def test_a_row_says_one_thing_and_all_of_it(tmp_path: Path, cells: list[str], column: str, reason: str) -> None:
    (aside,) = read_workforce(write_csv(tmp_path / "a.csv", [MIXED[0], cells])).kept_aside
    assert (aside.place.column, aside.reason) == (column, reason)


def test_a_file_that_is_none_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"wrong.csv has no column “inspector”"):
        read_workforce(write_csv(tmp_path / "wrong.csv", [["a", "b"], ["c", "d"]]))
    with pytest.raises(FormatError, match=r"people.csv has no column “inspector”"):
        read_workforce(write_csv(tmp_path / "people.csv", [["name", "region"], ["c", "d"]]))


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("Mon-Thu", "1234"), ("monday – wednesday", "123"), ("Mon, Wed and Fri", "135"), ("tue/thu", "24"),
        ("mon tue", "12"), ("sat;sun", "67"), ("fri fri", "5"), ("mo", None), ("mon-wed-fri", None), ("", None),
    ],
)  # fmt: skip
def test_days_of_the_week_are_read_from_words(words: str, days: str | None) -> None:
    assert read_working_days(words) == days


@pytest.mark.parametrize(
    ("digits", "words"),
    [("135", "Mon, Wed, Fri"), ("12345", "Mon to Fri"), ("1245", "Mon, Tue, Thu, Fri"), ("1567", "Mon, Fri to Sun")],
)
def test_days_of_the_week_are_told_in_words(digits: str, words: str) -> None:
    assert days_in_words(digits) == words


def test_every_type_that_is_inspected_needs_one_skill() -> None:
    types = {"authority", *setting_types()}
    assert sorted(types) == sorted(type_ for word in SKILLS.values() for type_ in word.covers)
    assert {type_: skill_for(type_) for type_ in ("authority", "childrens_home", "adoption_support_agency")} == {
        "authority": "authority", "childrens_home": "childrens_home", "adoption_support_agency": "adoption"
    }  # fmt: skip
    with pytest.raises(KeyError):
        skill_for("lighthouse")


@given(rows=st.lists(st.lists(st.text(max_size=8), min_size=4, max_size=4), max_size=5))
def test_every_row_is_taken_or_kept_aside(rows: list[list[str]], tmp_path_factory: pytest.TempPathFactory) -> None:
    tidy = [[cell.replace("\0", "").replace("\r", " ") for cell in one] for one in rows]
    path = write_csv(tmp_path_factory.mktemp("any") / "a.csv", [["inspector", "name", "skill", "first_day"], *tidy])
    found = read_workforce(path)
    assert len(found.said) + len(found.kept_aside) <= len(rows)
    assert all(one.reason and one.mend for one in found.kept_aside)


def test_too_many_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workforce, "MOST_ROWS", 1)
    with pytest.raises(FormatError, match="has 5 rows: split it"):
        read_workforce(write_csv(tmp_path / "a.csv", MIXED))


def test_the_columns_have_each_one_name() -> None:
    assert len(set(COLUMNS)) == len(COLUMNS)
