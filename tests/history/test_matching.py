"""Whether two sources tell of one inspection: each rule, and each limit the day before, on and after."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.history.small import day

from inspectorate.history.matching import Match, Told, match

GOOD = {"overall": "good", "in_care": "good"}
PUBLISHED = day("2022-05-18")


def told(event: str | None = "standard", id_: str | None = None, **said: object) -> Told:
    return Told(event=event, id=id_, **said)  # type: ignore[arg-type]


def found(new: Told, *candidates: Told, authority: bool = True) -> Match | None:
    return match(new, candidates, authority=authority)


def test_the_same_event_number_is_the_same_inspection_and_conflicting_days_are_listed() -> None:
    candidate = told(id_="1", number="10010550", started=day("2016-06-10"))
    assert found(told(number="10010550", started=day("2016-06-06")), candidate) == Match("1", "number", True)
    assert found(told(number="10010550", started=day("2016-06-10")), candidate) == Match("1", "number", False)
    assert found(told(number="10010551", started=day("2014-06-06")), candidate) is None


def test_graded_on_the_very_same_day_is_the_same_inspection_whatever_else_differs() -> None:
    candidate = told(id_="1", published=PUBLISHED, grades=GOOD)
    other_grade = told(published=PUBLISHED, grades={**GOOD, "in_care": "requires_improvement"})
    other_kind = told("short", published=PUBLISHED, grades=GOOD)
    assert found(other_grade, candidate) == Match("1", "same_day", True)
    assert found(other_kind, candidate) == Match("1", "same_day", True)
    assert found(told(None, published=PUBLISHED, grades=GOOD), candidate) == Match("1", "same_day", False)


def test_two_visits_of_different_kinds_on_one_day_are_two() -> None:
    candidate = told("focused_visit", "1", started=PUBLISHED)
    assert found(told("monitoring_visit", started=PUBLISHED), candidate) is None
    assert found(told("focused_visit", started=PUBLISHED), candidate) == Match("1", "same_day", False)


@pytest.mark.parametrize(("apart", "same"), [(13, True), (14, True), (15, False)])
def test_a_visit_of_one_kind_within_fourteen_days_is_the_same(apart: int, same: bool) -> None:
    candidate = told("focused_visit", "1", started=PUBLISHED)
    new = told("focused_visit", started=PUBLISHED + timedelta(days=apart))
    assert found(new, candidate) == (Match("1", "near", True) if same else None)


def test_a_conflicting_grade_keeps_near_inspections_apart() -> None:
    candidate = told(id_="1", published=PUBLISHED, grades=GOOD)
    new = told(published=PUBLISHED + timedelta(days=3), grades={"overall": "inadequate"})
    assert found(new, candidate) is None


@pytest.mark.parametrize(("apart", "same"), [(91, True), (92, True), (93, False)])
def test_the_same_grades_within_ninety_two_days_are_the_same_for_an_authority(apart: int, same: bool) -> None:
    candidate = told(id_="1", published=PUBLISHED, grades=GOOD)
    new = told(published=PUBLISHED + timedelta(days=apart), grades=GOOD)
    assert found(new, candidate) == (Match("1", "grades", True) if same else None)
    assert found(new, candidate, authority=False) is None


@pytest.mark.parametrize(("delay", "same"), [(-1, False), (0, True), (155, True), (156, True), (157, False)])
def test_a_report_may_come_up_to_156_days_after_the_fieldwork(delay: int, same: bool) -> None:
    visit = told(id_="1", started=PUBLISHED - timedelta(days=9), ended=PUBLISHED, grades=GOOD)
    report = told(published=PUBLISHED + timedelta(days=delay), grades=GOOD)
    assert found(report, visit) == (Match("1", "grades", True) if same else None)


def test_one_that_says_only_that_it_was_graded_is_matched_by_its_grades() -> None:
    report = told(id_="1", published=PUBLISHED, grades=GOOD)
    assert found(told(None, started=day("2022-03-28"), grades=GOOD), report) == Match("1", "grades", True)
    assert found(told(None, started=day("2022-03-28")), report) is None


def test_with_two_candidates_of_the_same_grades_nothing_is_guessed() -> None:
    first = told(id_="1", published=PUBLISHED, grades=GOOD)
    second = told(id_="2", published=PUBLISHED + timedelta(days=60), grades=GOOD)
    new = told(published=PUBLISHED + timedelta(days=30), grades=GOOD)
    assert found(new, first, second) is None
    assert found(new, first) == Match("1", "grades", True)


def test_the_nearest_of_several_is_meant() -> None:
    near = told("focused_visit", "2", started=PUBLISHED + timedelta(days=2))
    far = told("focused_visit", "1", started=PUBLISHED + timedelta(days=9))
    assert found(told("focused_visit", started=PUBLISHED), far, near) == Match("2", "near", True)


def test_without_a_grade_in_common_grades_match_nothing() -> None:
    candidate = told(id_="1", published=PUBLISHED, grades={"overall": None})
    assert found(told(published=PUBLISHED + timedelta(days=30), grades={"overall": "good"}), candidate) is None


def test_a_day_of_another_sort_without_a_visit_matches_nothing() -> None:
    assert found(told(grades=GOOD), told(id_="1", published=PUBLISHED, grades=GOOD)) is None


GRADES = st.dictionaries(st.sampled_from(["overall", "in_care"]), st.none() | st.sampled_from(["good", "inadequate"]))
DAYS = st.none() | st.dates(date(2022, 1, 1), date(2022, 12, 31))
SOURCES = st.builds(
    Told, event=st.none() | st.sampled_from(["short", "standard"]), started=DAYS, published=DAYS, grades=GRADES
)


@given(SOURCES, SOURCES)
def test_who_is_asked_first_makes_no_difference(one: Told, other: Told) -> None:
    forward = found(one, Told(other.event, other.started, other.ended, other.published, other.grades, id="1"))
    back = found(other, Told(one.event, one.started, one.ended, one.published, one.grades, id="1"))
    assert forward == back
