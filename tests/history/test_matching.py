"""Whether two sources tell of one inspection: each rule, and each limit the day before, on and after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.history.small import day

from inspectorate.history.matching import Match, Told, match

GOOD = {"overall": "good", "in_care": "good"}
PUBLISHED = day("2022-05-18")


def told(event: str | None = "standard", id_: str | None = None, **said: object) -> Told:
    return Told(event=event, id=id_, **said)


def found(new: Told, *candidates: Told, authority: bool = True) -> Match | None:
    return match(new, candidates, authority=authority)


def test_the_same_event_number_is_the_same_inspection_and_conflicting_days_are_listed() -> None:
    candidate = told(id_="1", number="10010550", started=day("2016-06-10"))
    assert found(told(number="10010550", started=day("2016-06-06")), candidate) == Match("1", "number", True)
    assert found(told(number="10010550", started=day("2016-06-10")), candidate) == Match("1", "number", False)
    assert found(told(number="10010551", started=day("2014-06-06")), candidate) is None


@pytest.mark.parametrize(
    ("begun", "grades", "event", "same"),
    [
        ("2022-05-16", GOOD, "full", True),
        ("2022-05-15", GOOD, "full", False),
        ("2022-05-17", GOOD, "full", False),
        ("2022-05-16", {"overall": "inadequate"}, "full", False),
        ("2022-05-16", {}, "full", False),
        ("2022-05-16", GOOD, "interim", False),
        (None, GOOD, "full", False),
    ],
)
def test_a_setting_that_is_numbered_twice_was_inspected_once_where_day_and_grades_are_the_same(
    begun: str | None, grades: dict[str, str], event: str, same: bool
) -> None:
    candidate = told("full", "1", started=day("2022-05-16"), published=PUBLISHED, grades=GOOD, number="10206875")
    new = told(event, started=day(begun) if begun else None, published=PUBLISHED, grades=grades, number="10206900")
    assert found(new, candidate, authority=False) == (Match("1", "same_day", True) if same else None)


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


def test_of_two_on_the_same_day_the_one_of_the_same_kind_is_meant() -> None:
    other_kind = told("short", "1", published=PUBLISHED, grades=GOOD)
    same_kind = told("standard", "2", published=PUBLISHED, grades=GOOD)
    assert found(told("standard", published=PUBLISHED, grades=GOOD), other_kind, same_kind) == Match(
        "2", "same_day", False
    )


def test_without_a_grade_in_common_grades_match_nothing() -> None:
    candidate = told(id_="1", published=PUBLISHED, grades={"overall": None})
    assert found(told(published=PUBLISHED + timedelta(days=30), grades={"overall": "good"}), candidate) is None


def test_a_day_of_another_sort_without_a_visit_matches_nothing() -> None:
    assert found(told(grades=GOOD), told(id_="1", published=PUBLISHED, grades=GOOD)) is None


GRADES = st.dictionaries(st.sampled_from(["overall", "in_care"]), st.none() | st.sampled_from(["good", "inadequate"]))
DAYS = st.none() | st.dates(date(2022, 1, 1), date(2022, 12, 31))
SOURCES = st.builds(
    Told,
    event=st.none() | st.sampled_from(["short", "standard"]),
    started=DAYS,
    ended=DAYS,
    published=DAYS,
    grades=GRADES,
    number=st.none() | st.sampled_from(["10010550", "10010551"]),
)


@given(SOURCES, SOURCES, st.booleans())
def test_who_is_asked_first_makes_no_difference(one: Told, other: Told, authority: bool) -> None:
    forward = found(one, replace(other, id="1"), authority=authority)
    back = found(other, replace(one, id="1"), authority=authority)
    assert forward == back


@given(SOURCES, st.lists(SOURCES, max_size=5), st.randoms())
def test_the_order_of_the_candidates_makes_no_difference(new: Told, others: list[Told], random: Any) -> None:
    candidates = [replace(one, id=str(number)) for number, one in enumerate(others)]
    mixed = random.sample(candidates, len(candidates))
    assert found(new, *mixed) == found(new, *candidates)


@given(SOURCES.filter(lambda one: one.event is not None and (one.started or one.ended or one.published)))
def test_whoever_tells_the_same_again_is_recognised_without_a_question(one: Told) -> None:
    again = found(one, replace(one, id="1"))
    assert again is not None
    assert (again.id, again.to_check) == ("1", False)


@given(SOURCES, SOURCES)
def test_an_inspection_that_is_no_authoritys_is_never_matched_by_its_grades(one: Told, other: Told) -> None:
    match_ = found(one, replace(other, id="1"), authority=False)
    assert match_ is None or match_.rule != "grades"
