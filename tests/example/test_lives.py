"""The invented country's past keeps the rules that it was made from."""

from datetime import date
from itertools import pairwise

import pytest

from inspectorate.example.country import country
from inspectorate.example.lives import Life, lives
from inspectorate.framework.check import check_inspection
from inspectorate.framework.library import load_library
from inspectorate.framework.model import Force

UNTIL = date(2026, 11, 20)
LIBRARY = load_library()


@pytest.fixture(scope="module")
def told() -> list[Life]:
    return list(lives(country(24, seed=3), LIBRARY, until=UNTIL, seed=3))


def test_nothing_happens_after_the_last_day_or_outside_an_authoritys_own_days(told: list[Life]) -> None:
    for life in told:
        for inspection in life.inspections:
            assert inspection.ended is not None
            assert inspection.ended <= min(UNTIL, life.place.closed or UNTIL)
            assert inspection.started is not None
            assert (life.place.opened or date.min) <= inspection.started <= inspection.ended


def test_every_authority_that_was_there_has_been_judged_under_each_regime(told: list[Life]) -> None:
    for life in (life for life in told if life.place.opened is None and life.place.closed is None):
        assert {"slac", "sif", "ilacs"} <= {inspection.regime for inspection in life.inspections if inspection.graded}


def test_no_grades_break_a_limit_that_has_no_exception(told: list[Life]) -> None:
    for inspection in (one for life in told for one in life.inspections if one.graded):
        edition = LIBRARY.in_force("authority", inspection.started or date.min, inspection.regime)
        edition = edition or LIBRARY.of_regime(inspection.regime)[-1]
        grades = {name: grade for name, grade in inspection.grades.items() if name in edition.judgements}
        assert [breach.limit for breach in check_inspection(edition, grades) if breach.force is Force.ALWAYS] == []


def test_no_authority_has_two_graded_inspections_within_a_year(told: list[Life]) -> None:
    for life in told:
        graded = sorted((one for one in life.inspections if one.graded), key=lambda one: one.started or date.min)
        for before, after in pairwise(graded):
            apart = ((after.started or date.min) - (before.ended or date.min)).days
            assert apart > 365


def test_nothing_is_held_twice_on_one_day() -> None:
    # Of a larger country: two conversations that fell into the pause of 2020 were put off to the same Monday.
    for life in lives(country(150, seed=1)[47:48], LIBRARY, until=UNTIL, seed=1):
        days = [(one.regime, one.event, one.started) for one in life.inspections]
        assert len(set(days)) == len(days)


def test_the_same_seed_gives_the_same_past(told: list[Life]) -> None:
    again = lives(country(24, seed=3), LIBRARY, until=UNTIL, seed=3)
    assert [life.inspections for life in again] == [life.inspections for life in told]


def test_findings_name_who_puts_them_right_and_are_confirmed_by_the_last_day(told: list[Life]) -> None:
    findings = [finding for life in told for finding in life.findings]
    assert findings
    assert all(finding.responsible and finding.confirmer and finding.put_right_by for finding in findings)
    assert all(finding.confirmed_on is None or finding.confirmed_on <= UNTIL for finding in findings)
