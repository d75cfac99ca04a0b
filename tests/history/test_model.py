"""When a body exists and when a decision holds: the day before, on and after each limit."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.history.small import NORTHMERE, day

from inspectorate.history.model import Decision, DecisionKind

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
