"""Where a setting stands with what law requires in the running inspection year."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.due.small import RULE, day, shelf
from tests.due.small_settings import AGENCIES, CORE, LIBRARY, history, home, inspected, registration, setting_edition

from inspectorate.due.engine import due
from inspectorate.due.this_year import SHORT, Stand, this_year
from inspectorate.framework.library import Library
from inspectorate.history.model import Coverage, History

WEAK = inspected("full", "2018-06-01", "requires_improvement")
LAST = day("2020-03-31")


def counts(stored: History, on: str, library: Library = LIBRARY, **planned: str) -> dict[str, int]:
    told = this_year(stored, library, day(on), {key: day(first) for key, first in planned.items()})
    return {stand.value: number for stand, number in told.counts.items()}


@pytest.mark.parametrize(
    ("carried_out", "told"),
    [
        ((), {"owed": 2}),
        ((inspected("full", "2019-05-01", "good"),), {"done": 1, "owed": 1}),
        ((inspected("full", "2019-05-01", "good"), inspected("interim", "2019-08-01")), {"done": 2}),
        ((inspected("full", "2019-03-31", "good"),), {"owed": 2}),
    ],
)
def test_what_law_requires_this_year_is_done_or_owed(carried_out: tuple, told: dict[str, int]) -> None:
    assert counts(history(WEAK, *carried_out), "2019-09-01") == told


@pytest.mark.parametrize(("before", "stand"), [(-1, "owed"), (0, "at_risk"), (1, "at_risk")])
def test_what_ends_within_sixty_days_is_at_risk(before: int, stand: str) -> None:
    on = LAST - SHORT + timedelta(days=before)
    assert counts(history(WEAK), on.isoformat()) == {stand: 2}


@pytest.mark.parametrize(
    ("carried_out", "on", "told"),
    [
        # Whether published or not: on the day, and not before.
        ((inspected("full", "2019-06-01", "good", known_on="2019-08-01"),), "2019-05-31", {"owed": 2}),
        ((inspected("full", "2019-06-01", "good", known_on="2019-08-01"),), "2019-06-01", {"done": 1, "owed": 1}),
        # Judged inadequate, then good: what the first of the year led to.
        ((inspected("full", "2019-06-01", "inadequate"), inspected("full", "2019-08-01", "good")),
         "2019-09-01", {"done": 2}),
        ((inspected("full", "2019-06-01", "inadequate"), inspected("monitoring_visit", "2019-08-01")),
         "2019-09-01", {"done": 1, "owed": 1}),
        # Law asks for inspections, whichever policy asked for.
        ((inspected("interim", "2019-06-01"), inspected("interim", "2019-08-01")), "2019-09-01", {"done": 2}),
    ],
)  # fmt: skip
def test_an_inspection_counts_once_it_is_carried_out(carried_out: tuple, on: str, told: dict[str, int]) -> None:
    assert counts(history(WEAK, *carried_out), on) == told


SLIPPED = inspected("full", "2022-01-10", "requires_improvement")


@pytest.mark.parametrize(
    ("carried_out", "on", "told"),
    [
        # The second may slip to 30 June: it is none of what the year of the first requires.
        ((SLIPPED,), "2022-03-31", {"done": 1}),
        ((SLIPPED,), "2022-04-01", {"owed": 3}),
        ((SLIPPED,), "2022-04-30", {"owed": 3}),
        ((SLIPPED,), "2022-05-01", {"owed": 2, "at_risk": 1}),
        ((SLIPPED,), "2022-06-30", {"owed": 2, "at_risk": 1}),
        ((SLIPPED,), "2022-07-01", {"owed": 2}),
        ((SLIPPED, inspected("full", "2022-05-02", "requires_improvement")), "2022-06-01", {"owed": 2}),
    ],
)  # fmt: skip
def test_a_second_inspection_that_slipped_is_owed_until_its_last_day(
    carried_out: tuple, on: str, told: dict[str, int]
) -> None:
    assert counts(history(inspected("full", "2020-06-01", "good"), *carried_out), on) == told


@pytest.mark.parametrize(("on", "told"), [("2021-04-14", {"at_risk": 1}), ("2021-04-16", {"late": 1})])
def test_what_was_carried_out_after_its_last_day_is_done_late(on: str, told: dict[str, int]) -> None:
    pauses = {"still": {**RULE, "label": "Pandemic", "first": "2020-03-17", "last": "2020-03-31", "events": ["full"]}}
    library = shelf(CORE, setting_edition("2017-04-01", "independent_fostering_agency", pathways=AGENCIES,
                                          pauses=pauses))  # fmt: skip
    body = home(registration("2010-05-01", "independent_fostering_agency"), opened="2010-05-01")
    events = inspected("full", "2017-06-01", "good"), inspected("full", "2021-04-16", "good")
    assert counts(history(*events, body=body), on, library) == told


def test_what_is_at_risk_is_named() -> None:
    told = this_year(history(WEAK), LIBRARY, LAST, {})
    assert [owed.key.rpartition("/")[2] for owed in told.at_risk] == ["2019-20.1", "2019-20.2"]
    assert this_year(history(WEAK), LIBRARY, day("2019-09-01"), {}).at_risk == ()


def test_what_law_lacks_is_named_as_policy_asks_for_it() -> None:
    good, interim = inspected("full", "2018-06-01", "good"), inspected("interim", "2019-05-01")
    told = this_year(history(good, interim), LIBRARY, LAST, {})
    assert {stand.value: number for stand, number in told.counts.items()} == {"done": 1, "at_risk": 1}
    assert [(owed.key.rpartition("/")[2], owed.event) for owed in told.at_risk] == [("2019-20.1", "full")]


@pytest.mark.parametrize(
    ("first", "told"),
    [
        ("2020-03-30", {"planned": 1, "at_risk": 1}),
        ("2020-03-31", {"planned": 1, "at_risk": 1}),
        ("2020-04-01", {"at_risk": 2}),
    ],
)
def test_what_has_days_in_time_is_planned_and_not_at_risk(first: str, told: dict[str, int]) -> None:
    (one, _) = this_year(history(WEAK), LIBRARY, day("2020-03-01"), {}).at_risk
    assert counts(history(WEAK), "2020-03-01", **{one.key: first}) == told


def test_what_waits_is_not_planned() -> None:
    body = home(registration("2015-05-01"), registration("2019-06-01", standing="suspended"))
    stored = history(WEAK, body=body)
    keys = [owed.key for owed in due(stored, LIBRARY, day("2019-09-01"))]
    assert counts(stored, "2019-09-01", **dict.fromkeys(keys, "2019-10-01")) == {"waits": 2}


def test_a_suspended_setting_waits() -> None:
    body = home(registration("2015-05-01"), registration("2019-06-01", standing="suspended"))
    assert counts(history(WEAK, body=body), "2019-09-01") == {"waits": 2}


def test_where_no_record_covers_the_time_it_is_not_known() -> None:
    short = (Coverage("homes", frozenset({"full", "interim"}), day("2010-01-01"), day("2019-04-30"), "a list"),)
    assert counts(history(WEAK, coverage=short), "2019-09-01") == {"not_known": 2}


def test_a_home_that_left_owes_and_has_done_nothing() -> None:
    done = inspected("full", "2019-05-01", "good")
    assert counts(history(WEAK, done, body=home(closed=day("2019-06-01"))), "2019-09-01") == {}
    gone = home(registration("2015-05-01"), registration("2019-06-01", standing="closed"))
    assert counts(history(WEAK, done, body=gone), "2019-09-01") == {}


@pytest.mark.parametrize(
    ("inspections", "on", "told"),
    [
        (("2018-06-01 good",), "2021-09-01", {"owed": 1}),
        (("2018-06-01 good",), "2020-09-01", {}),
        (("2018-06-01 good",), "2022-03-01", {"at_risk": 1}),
        (("2018-06-01 good", "2021-05-01 good"), "2021-09-01", {"done": 1}),
        (("2018-06-01 good", "2021-03-31 good"), "2021-09-01", {}),
        # One that is carried out late counts in the year of its last day, 31 March 2022, and in no other.
        (("2018-06-01 good", "2022-04-01 good"), "2022-03-31", {"at_risk": 1}),
        (("2018-06-01 good", "2022-04-01 good"), "2022-04-01", {}),
    ],
)
def test_a_duty_of_three_years_counts_in_its_last_or_when_it_is_met(
    inspections: tuple[str, ...], on: str, told: dict[str, int]
) -> None:
    body = home(registration("2010-05-01", "independent_fostering_agency"), opened="2010-05-01")
    events = [inspected("full", *one.split()) for one in inspections]
    assert counts(history(*events, body=body), on) == told


def test_a_policy_is_nothing_that_law_requires() -> None:
    stored = history(body=home(registration("2019-06-01", "boarding_school"), opened="2019-06-01"))
    assert counts(stored, "2019-09-01") == {}
    assert Stand.DONE == "done"
