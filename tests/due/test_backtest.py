"""What was due, seven days before each inspection that took place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.due import small_settings as settings
from tests.due.small import (
    BODY,
    FIRST,
    LIBRARY,
    RULE,
    SECOND,
    SECOND_PATHWAYS,
    day,
    duty,
    edition,
    history,
    inspected,
    shelf,
)

from inspectorate.due.backtest import Figures, backtest
from inspectorate.history.model import History, Inspection

AGENCY_TYPE = "independent_fostering_agency"
BEFORE = inspected("standard", "2018-05-01", "good")  # a short inspection, 1 November 2020 to 1 November 2021


def began(started: str | None, event: str = "short", **more: object) -> Inspection:
    days = {"started": started} if started else {}
    return inspected(event, None, "good", published="2023-12-24", **days, **more)


@pytest.mark.parametrize(
    ("started", "place"),
    [
        ("2020-10-31", "early"), ("2020-11-01", "in_window"), ("2020-11-02", "in_window"),
        ("2021-10-31", "in_window"), ("2021-11-01", "in_window"), ("2021-11-02", "late"),
    ],
)  # fmt: skip
def test_where_the_first_day_stands_to_the_window(started: str, place: str) -> None:
    (case,) = backtest([history(BEFORE, began(started))], LIBRARY, day("2018-01-01")).cases
    assert (case.event_agrees, case.place, case.place_unpaused, case.basis) == (True, place, place, "fieldwork")


@pytest.mark.parametrize(("from_day", "cases"), [("2020-12-06", 1), ("2020-12-07", 1), ("2020-12-08", 0)])
def test_only_inspections_from_the_day_on_that_had_one_before(from_day: str, cases: int) -> None:
    found = backtest([history(BEFORE, began("2020-12-07"))], LIBRARY, day(from_day))
    assert len(found.cases) == cases


def test_an_inspection_whose_first_day_no_source_gives_is_listed() -> None:
    found = backtest([history(BEFORE, began(None))], LIBRARY, day("2018-01-01"))
    assert ([case.actual.event for case in found.not_testable], found.cases) == (["short"], ())


def test_an_inspection_of_no_known_day_is_not_anybodys_follower() -> None:
    undated = replace(began(None), published=None)
    found = backtest([history(BEFORE, undated, undated)], LIBRARY, day("2018-01-01"))
    assert [len(found.cases), len(found.not_testable)] == [0, 0]


def test_every_difference_is_listed_with_its_reasons() -> None:
    stored = history(BEFORE, began("2022-03-07", "standard"))
    found = backtest([stored], LIBRARY, day("2018-01-01"))
    (case,) = found.exceptions
    assert (case.body, case.date, case.actual.event) == (BODY.id, day("2022-03-07"), "standard")
    assert not case.event_agrees
    assert case.expected is not None
    assert (case.expected.event, case.reasons) == ("short", case.expected.reasons)
    assert found.figures == Figures(event_agrees=0, in_window=0, early=0, late=1, undated=0)


def test_only_what_was_known_then_counts() -> None:
    late_report = replace(BEFORE, grades={"overall": "inadequate"}, known_on=day("2020-12-01"))
    first = inspected("standard", "2015-05-01", "good", regime="second", known_on=day("2018-01-01"))
    for started, event in (("2020-12-07", "short"), ("2020-12-08", "standard")):
        case = backtest([history(first, late_report, began(started))], LIBRARY, day("2018-06-01")).cases[0]
        assert case.expected is not None
        assert case.expected.event == event


def test_the_basis_is_told() -> None:
    published = inspected("standard", None, "good", published="2018-06-15")
    rule = {"short": duty("short", basis="publication", within=(30, 36, 42))}
    pathways = {"good": {**SECOND_PATHWAYS["good"], "due": rule}}
    by_publication = shelf(edition("second", "2018-01-01", pathways=pathways))
    new = inspected("standard", "2018-02-01", "good", known_on=day("2023-12-24"))
    found = backtest([history(published, began("2020-12-20"))], LIBRARY, day("2020-01-01"))
    assert found.basis == {"fieldwork": 0, "publication": 1, "none": 0}
    found = backtest(
        [history(BEFORE, began("2020-12-20"))],
        by_publication,
        day("2020-01-01"),
    )
    assert found.basis == {"fieldwork": 0, "publication": 1, "none": 0}
    found = backtest([history(new, began("2020-12-20"))], LIBRARY, day("2020-01-01"))
    assert found.basis == {"fieldwork": 0, "publication": 0, "none": 1}


def test_where_nothing_was_due_or_no_day_was_known_the_case_is_undated() -> None:
    without = shelf(edition("second", "2018-01-01", pathways={"good": {**SECOND_PATHWAYS["good"], "due": {}}}))
    found = backtest([history(BEFORE, began("2020-12-20"))], without, day("2020-01-01"))
    assert (found.figures.undated, found.paused_months_removed.undated, found.exceptions[0].reasons) == (1, 1, ())
    exact = {"short": duty("short", fallback=None, within=(30, 36, 42))}
    library = shelf(edition("second", "2018-01-01", pathways={"good": {**SECOND_PATHWAYS["good"], "due": exact}}))
    published = inspected("standard", None, "good", published="2018-06-15")
    found = backtest([history(published, began("2020-12-20"))], library, day("2020-01-01"))
    assert (found.figures.undated, found.paused_months_removed.undated, found.basis["none"]) == (1, 1, 1)


@pytest.mark.parametrize(
    ("ended", "started", "place", "unpaused"),
    [
        # Its window, 16 July 2019 to 16 July 2020, was touched: it moves on by the 100 days of the pause.
        ("2017-01-16", "2020-10-24", "in_window", "in_window"),
        ("2017-01-16", "2020-10-25", "late", "late"),
        # Its window opens after the pause and stays where it was; the clock stood still all the same.
        ("2019-01-16", "2021-07-16", "in_window", "early"),
        ("2019-01-16", "2022-07-17", "late", "in_window"),
        # Before the pause there is nothing to remove.
        ("2017-01-16", "2020-03-01", "in_window", "in_window"),
    ],
)
def test_with_the_days_inside_pauses_removed(ended: str, started: str, place: str, unpaused: str) -> None:
    pause = {**RULE, "label": "The flood", "first": "2020-03-17", "last": "2020-06-24", "events": ["short"]}
    later = edition("second", "2020-03-17", reads=["first"], pathways=SECOND_PATHWAYS, pauses={"flood": pause})
    (case,) = backtest(
        [history(inspected("standard", ended, "good"), began(started))], shelf(FIRST, SECOND, later), day("2020-01-01")
    ).cases
    assert (case.place, case.place_unpaused) == (place, unpaused)


# Settings: by type and inspection year, and why an inspection began outside its window


def full(*told: str, **more: Any) -> History:
    """A setting inspected in full on days with grades."""
    return settings.history(*(settings.inspected("full", *one.split()) for one in told), **more)


def test_what_began_outside_its_window_is_counted_by_type_year_and_reason() -> None:
    again = full("2017-06-01 requires_improvement", "2018-06-01 requires_improvement", "2018-12-01 good")
    body = settings.home(settings.registration("2010-05-01", AGENCY_TYPE), opened="2010-05-01")
    cycle = full("2017-06-01 requires_improvement", "2018-05-31 requires_improvement", "2021-06-01 good", body=body)
    left = full("2018-05-01 good", "2018-07-01 good", body=settings.home(closed=day("2018-06-01")))
    found = backtest([again, cycle, left], settings.LIBRARY, day("2018-04-01"))
    told = {(one.type, one.year): (one.cases, one.figures.in_window, dict(one.why)) for one in found.groups}
    assert told == {
        ("childrens_home", "2018-19"): (3, 2, {"nothing_due": 1}),
        (AGENCY_TYPE, "2018-19"): (1, 0, {"sooner_than_asked": 1}),
        (AGENCY_TYPE, "2021-22"): (1, 0, {"later_than_asked": 1}),
    }


def test_a_second_full_inspection_of_a_good_home_came_before_it_was_asked_for() -> None:
    good = full("2017-06-01 good", "2018-06-01 good", "2018-12-01 good")
    (first, second) = backtest([good], settings.LIBRARY, day("2018-04-01")).cases
    assert (first.why, second.why) == (None, "again_in_the_year")


def test_the_register_is_taken_as_the_regulator_knew_it() -> None:
    late = settings.home(settings.registration("2015-05-01", known_on="2020-01-01"))
    (case,) = backtest(
        [full("2017-06-01 good", "2018-06-01 good", body=late)], settings.LIBRARY, day("2018-04-01")
    ).cases
    assert (case.type, case.place) == ("childrens_home", "in_window")
