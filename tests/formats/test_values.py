"""What single cells say: dates day first, grades on their framework's scale, kinds of inspection."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspectorate.formats.values import Event, UnknownError, cell_text, read_date, read_event, read_grade

NINTH = date(2021, 3, 9)


@pytest.mark.parametrize(
    "cell",
    [
        NINTH,
        datetime(2021, 3, 9, 0, 0),  # noqa: DTZ001  # a cell has no time zone
        "09/03/2021",
        "9/3/2021",
        "09/03/21",
        "09-03-2021",
        "09.03.2021 00:00",
        "2021-03-09",
        "2021-03-09 00:00:00",
        "2021-03-09T00:00:00Z",
        "9 March 2021",
        "Tuesday 9th March 2021",
        "09-Mar-21",
        "9-Mar-21 [Note 3]",
        44264.0,
        44264,
        "44264",
        "  09/03/2021 ",
    ],
)
def test_a_day_is_read_in_every_form_that_publishers_use(cell: object) -> None:
    assert read_date(cell, {}) == NINTH


@pytest.mark.parametrize("cell", ["", " ", "-", "NULL", None, "[x]"])
def test_a_blank_is_no_day(cell: object) -> None:
    assert read_date(cell, {}) is None


@pytest.mark.parametrize(
    "text",
    [
        "03/13/2021",  # month first: it is not turned round
        "31/02/2021",
        "29/02/2023",
        "2021-13-01",
        "9 Marsh 2021",
        "soon",
        "09/03/1921",
        "09/03/202",
        "99999",
        "2022-23",
        "١٢/٠٣/٢٠٢١x",
    ],
)
def test_what_is_no_day_is_unknown_and_keeps_its_text(text: str) -> None:
    with pytest.raises(UnknownError) as caught:
        read_date(text, {})
    assert (caught.value.kind, caught.value.text) == ("date", text)


def test_a_date_of_another_century_is_unknown_even_as_a_real_date() -> None:
    with pytest.raises(UnknownError):
        read_date(date(1921, 3, 9), {})


def test_a_person_may_say_which_day_a_text_means() -> None:
    assert read_date("03/13/2021", {("date", "03/13/2021"): "2021-03-13"}) == date(2021, 3, 13)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_form_of_a_day_gives_that_day(day: date) -> None:
    forms = [f"{day:%d/%m/%Y}", f"{day:%d/%m/%y}", day.isoformat(), f"{day.day} {day:%B %Y}", f"{day:%d-%b-%y}"]
    serial = (day - date(1899, 12, 30)).days
    assert {read_date(form, {}) for form in [*forms, serial, float(serial)]} == {day}


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)).filter(lambda day: day.day > 12))
def test_a_month_first_date_is_never_read_as_another_day(day: date) -> None:
    with pytest.raises(UnknownError):
        read_date(f"{day:%m/%d/%Y}", {})


@pytest.mark.parametrize(
    ("regime", "cell", "grade"),
    [
        ("ilacs", "Good", "good"),
        ("ilacs", "  OUTSTANDING ", "outstanding"),
        ("ilacs", "Requires improvement to be good", "requires_improvement"),
        ("sif", "requires_improvement", "requires_improvement"),
        ("slac", "Requires improvement to be good", "adequate"),  # the workbook's word for what was "adequate"
        ("slac", "Adequate", "adequate"),
        ("tlac", "3", "adequate"),
        ("cpi", 4.0, "inadequate"),
        ("sif", 3, "requires_improvement"),
        ("sif", "1", "outstanding"),
        ("ilacs", "data_unreadable", None),
    ],
)
def test_a_grade_is_read_on_the_scale_of_its_framework(regime: str, cell: object, grade: str | None) -> None:
    said = read_grade(cell, regime, {})
    assert said is not None
    assert (said.text, said.grade) == (cell_text(cell), grade)


@pytest.mark.parametrize(
    "cell",
    ["", " -", "NULL", "Not judged", 5, "5", "inspection_pre_dates_judgement", "not_reported_post_reform", "[z]"],
)
def test_marks_of_what_was_not_judged_are_no_grade(cell: object) -> None:
    assert read_grade(cell, "ilacs", {}) is None


@pytest.mark.parametrize(
    ("regime", "text"),
    [("ilacs", "to requires improvement"), ("ilacs", "Adequate"), ("sif", "Satisfactory"), ("sif", "6"), ("sif", "?")],
)
def test_other_texts_are_unknown_grades(regime: str, text: str) -> None:
    with pytest.raises(UnknownError) as caught:
        read_grade(text, regime, {})
    assert (caught.value.kind, caught.value.text) == ("grade", text)


def test_a_mapped_grade_keeps_the_sources_text() -> None:
    said = read_grade("to good", "ilacs", {("grade", "to good"): "good"})
    assert said is not None
    assert (said.text, said.grade) == ("to good", "good")
    assert read_grade("n.j.", "ilacs", {("grade", "n.j."): "not judged"}) is None


@pytest.mark.parametrize(
    ("text", "regime", "event", "purpose"),
    [
        ("ILACS Standard Inspection", "ilacs", "standard", None),
        ("short", "ilacs", "short", None),
        ("ILACS Focused Visit", "ilacs", "focused_visit", None),
        ("LA Monitoring visit", None, "monitoring_visit", None),
        ("SIF monitoring visit", "sif", "monitoring_visit", None),
        ("JTAI", None, "joint_inspection", None),
        ("Assurance visit", "ilacs", "assurance_visit", None),
        ("SLAC", "slac", "inspection", None),
        ("SLAC re-inspection of Safeguarding", "slac", "reinspection", "reinspection"),
        ("CPI", "cpi", "inspection", None),
        ("CPRI", "cpi", "reinspection", "reinspection"),
        ("TLAC inspection", "tlac", "inspection", None),
        ("First SIF", "sif", "inspection", None),
        ("SIF re-inspection", "sif", "inspection", "reinspection"),
        ("ILACS", "ilacs", None, None),
        ("ilacs/standard", "ilacs", "standard", None),
    ],
)
def test_a_kind_of_inspection_is_told_by_its_words(
    text: str, regime: str | None, event: str | None, purpose: str | None
) -> None:
    assert read_event(text, {}) == Event(regime, event, purpose)


@pytest.mark.parametrize(
    "text", ["inspection duration longer than standard framework", "SIF of kitchens", "inspection", "SIF or ILACS", ""]
)
def test_other_words_name_no_kind(text: str) -> None:
    with pytest.raises(UnknownError) as caught:
        read_event(text, {})
    assert (caught.value.kind, caught.value.text) == ("event", text)


def test_cells_are_read_as_a_person_sees_them() -> None:
    assert [cell_text(cell) for cell in (80418.0, 2.5, True, None, " a \n b ")] == ["80418", "2.5", "True", "", "a b"]
    assert cell_text(datetime(2021, 3, 9) + timedelta(hours=1)) == "2021-03-09"  # noqa: DTZ001  # a cell has no time zone
