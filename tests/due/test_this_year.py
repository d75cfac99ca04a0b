"""Where a setting stands with what law requires in the running inspection year."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.due.small import day
from tests.due.small_settings import LIBRARY, history, home, inspected, registration

from inspectorate.due.engine import due
from inspectorate.due.this_year import SHORT, Stand, this_year
from inspectorate.history.model import Coverage, History

WEAK = inspected("full", "2018-06-01", "requires_improvement")
LAST = day("2020-03-31")


def counts(stored: History, on: str, **planned: str) -> dict[str, int]:
    told = this_year(stored, LIBRARY, day(on), {key: day(first) for key, first in planned.items()})
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


def test_what_is_at_risk_is_named() -> None:
    told = this_year(history(WEAK), LIBRARY, LAST, {})
    assert [owed.key.rpartition("/")[2] for owed in told.at_risk] == ["2019-20.1", "2019-20.2"]
    assert this_year(history(WEAK), LIBRARY, day("2019-09-01"), {}).at_risk == ()


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
