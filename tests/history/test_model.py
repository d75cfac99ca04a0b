"""When a body exists and when a decision holds: the day before, on and after each limit."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.history.small import NORTHMERE, day

from inspectorate.history.model import Body, Decision, DecisionKind, Inspection, Registration, Standing

CLOSED = replace(NORTHMERE, opened=day("2009-04-01"), closed=day("2021-03-31"))
DEFERRED = Decision(
    id="1",
    body=NORTHMERE.id,
    kind=DecisionKind.DEFER,
    made_on=day("2022-05-02"),
    by="Ada Reed",
    reason="Flooding closed the offices.",
    known_on=day("2022-05-02"),
    expires=day("2022-12-31"),
)


@pytest.mark.parametrize(
    ("on", "is_open"),
    [("2009-03-31", False), ("2009-04-01", True), ("2021-03-31", True), ("2021-04-01", False)],
)
def test_a_body_exists_from_its_first_day_to_its_last(on: str, is_open: bool) -> None:
    assert CLOSED.is_open(day(on)) is is_open


def test_a_body_older_than_the_record_and_still_there_is_always_open() -> None:
    assert replace(NORTHMERE, opened=None).is_open(day("1900-01-01"))
    assert replace(NORTHMERE, opened=None).is_open(day("2100-01-01"))


@pytest.mark.parametrize(
    ("on", "holds"),
    [("2022-05-01", False), ("2022-05-02", True), ("2022-12-31", True), ("2023-01-01", False)],
)
def test_a_decision_holds_from_the_day_it_is_made_to_the_day_it_expires(on: str, holds: bool) -> None:
    assert DEFERRED.in_force(day(on)) is holds


@pytest.mark.parametrize(("on", "holds"), [("2022-06-14", True), ("2022-06-15", False), ("2022-06-16", False)])
def test_a_decision_that_is_ended_holds_no_more_from_that_day(on: str, holds: bool) -> None:
    assert replace(DEFERRED, ended_on=day("2022-06-15")).in_force(day(on)) is holds
    assert replace(DEFERRED, expires=None).in_force(day("2100-01-01"))


HOME = Registration(day("2018-05-01"), "childrens_home", Standing.ACTIVE, day("2018-05-01"))
SCHOOL = replace(HOME, first=day("2020-09-01"), type="residential_special_school")
SETTING = Body("setting:SC900001", "setting", "SC900001", "Children's home SC900001", registrations=(HOME, SCHOOL))


@pytest.mark.parametrize(("on", "is_open"), [("2022-03-30", True), ("2022-03-31", False), ("2022-04-01", False)])
def test_a_body_that_a_complete_register_no_longer_lists_is_gone_by_that_day(on: str, is_open: bool) -> None:
    assert replace(SETTING, gone_by=day("2022-03-31")).is_open(day(on)) is is_open


@pytest.mark.parametrize(
    ("on", "type_"),
    [
        ("2018-04-30", "childrens_home"),
        ("2018-05-01", "childrens_home"),
        ("2020-08-31", "childrens_home"),
        ("2020-09-01", "residential_special_school"),
    ],
)
def test_a_setting_is_of_the_type_of_its_registration_on_the_day(on: str, type_: str) -> None:
    assert SETTING.type_on(day(on)) == type_


def test_a_body_that_is_not_registered_is_of_its_own_kind() -> None:
    assert NORTHMERE.registration(day("2020-01-01")) is None
    assert NORTHMERE.type_on(day("2020-01-01")) == "authority"


def test_only_a_closed_resigned_or_cancelled_setting_is_off_the_register() -> None:
    assert [standing for standing in Standing if not standing.registered] == ["closed", "resigned", "cancelled"]


@pytest.mark.parametrize(
    ("grades", "graded"),
    [
        ({}, False),
        ({"effectiveness": "improved"}, False),
        ({"overall": "good"}, True),
        ({"overall": None}, True),
        ({"effectiveness": "improved", "overall": "good"}, True),
    ],
)
def test_an_inspection_that_says_only_how_a_home_has_fared_since_judges_nothing(
    grades: dict[str, str | None], graded: bool
) -> None:
    made = Inspection("1", SETTING.id, "sccif", "interim", None, None, None, day("2018-06-01"), grades=grades)
    assert made.graded is graded
    assert not replace(made, pilot=True).graded
