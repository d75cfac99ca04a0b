"""Regimes beside one another: at equal effort, above the bound, told as JSON, and asked again of wrong models."""

from dataclasses import replace

import numpy as np
import pytest
from tests.laboratory.models import two_areas
from tests.laboratory.regimes import proportionate, universal

from inspectorate.laboratory.clock import clock
from inspectorate.laboratory.compare import FALL, Asked, Comparison, compare
from inspectorate.laboratory.effort import days_expected
from inspectorate.laboratory.model import Services
from inspectorate.laboratory.robustness import variants
from inspectorate.laboratory.sweep import Swept, sweep
from inspectorate.laboratory.told import CAUTION, as_json

MODEL = two_areas()
COUNTRY = Services(np.array([100, 200, 300]), np.array([0, 2, 4]), np.array([0, 1, 2]))
ASKED = Asked((universal(MODEL), proportionate(MODEL)), ("risk",), months=24, runs=200, policy_runs=20, seed=1)


@pytest.fixture(scope="module")
def found() -> Comparison:
    return compare(MODEL, COUNTRY, ASKED)


def test_regimes_policies_and_their_controls_are_rows_in_this_order(found: Comparison) -> None:
    assert [row.id for row in found.rows] == ["universal", "proportionate", "risk", "risk-without-signal"]
    assert [row.control for row in found.rows] == [False, False, False, True]


def test_all_take_the_days_of_the_first_as_it_is_written(found: Comparison) -> None:
    assert found.days == days_expected(MODEL, COUNTRY, clock(ASKED.regimes[0], MODEL), 24)
    for row in found.rows[:2]:
        assert row.expected["inspector_days"] == pytest.approx(found.days, rel=1e-3)
    for row in found.rows[2:]:
        mean = row.values["inspector_days"].mean
        assert mean is not None
        assert found.days - 6 < mean <= found.days  # no inspection takes more than six


def test_days_may_be_given(found: Comparison) -> None:
    half = compare(MODEL, COUNTRY, replace(ASKED, policies=(), days=found.days / 2))
    assert half.days == found.days / 2
    assert half.rows[0].stretch == pytest.approx(2, rel=0.1)


def test_what_is_simulated_is_what_is_worked_out(found: Comparison) -> None:
    for row in found.rows[:2]:
        for measure, outcome in (("undetected_months", "undetected"), ("harm", "harm")):
            value = row.values[measure]
            assert value.low is not None
            assert value.mean is not None
            error = (value.mean - value.low) / 1.96
            assert abs(value.mean - row.expected[outcome]) < 3 * error


def test_nothing_is_below_the_bound(found: Comparison) -> None:
    for row in found.rows:
        assert row.above_bound.high is not None
        assert row.above_bound.high > 0
    for row in found.rows[:2]:
        assert row.expected["harm"] >= found.bound.harm


def test_each_row_is_set_against_the_first(found: Comparison) -> None:
    first, second = found.rows[:2]
    assert first.to_first is None
    assert second.to_first is not None
    one, other = second.values["undetected_months"].mean, first.values["undetected_months"].mean
    assert one is not None
    assert other is not None
    assert second.to_first.mean == pytest.approx(one - other)


def test_a_regime_that_draws_its_months_says_what_that_costs(found: Comparison) -> None:
    assert found.rows[0].unforeseen is not None
    assert found.rows[1].unforeseen == pytest.approx(0, abs=0.01)  # its windows are its usual months
    assert found.rows[2].unforeseen is None


def test_what_not_being_foreseen_costs_is_not_known_where_drawn_months_cannot_take_the_days() -> None:
    # At the most that the universal regime can take; drawn from windows its months are a little longer then.
    row = compare(MODEL, COUNTRY, replace(ASKED, regimes=ASKED.regimes[:1], policies=(), runs=2, days=599.0)).rows[0]
    assert row.stretch == pytest.approx(0.1, rel=0.01)
    assert row.unforeseen is None


def test_a_fall_is_followed_as_the_regime_is_written(found: Comparison) -> None:
    assert len(found.rows[0].falling) == 2 * FALL + 1
    assert found.rows[0].falling[FALL - 1] == 0  # nothing to see yet
    assert found.rows[0].falling[-1] > 0.9
    assert found.rows[2].falling == ()


def test_a_regime_that_is_stretched_far_from_what_is_written_says_so(found: Comparison) -> None:
    quarter = compare(MODEL, COUNTRY, replace(ASKED, policies=(), runs=2, days=found.days / 4)).rows[0]
    assert quarter.assumed[0].startswith("At these inspector-days its months are multiplied by ")
    assert found.rows[0].assumed == ("None is spared.",)


def test_without_harm_nothing_is_above_anything() -> None:
    harmless = replace(MODEL, harm=np.zeros(3))
    row = compare(harmless, COUNTRY, replace(ASKED, policies=())).rows[0]
    assert (row.above_bound.mean, row.above_bound.futures, row.unforeseen) == (None, None, None)


def test_a_sweep_asks_every_row_again_of_every_variant(found: Comparison) -> None:
    told: list[str] = []
    swept = sweep(MODEL, COUNTRY, replace(ASKED, policy_runs=3), days=found.days, told=told.append)
    of = [(one.variant, one.row) for one in swept]
    rows = ("universal", "proportionate", "risk")
    assert of == [(variant.id, row) for variant in variants(MODEL) for row in rows]
    assert told == [variant.label for variant in variants(MODEL)]
    assert {one.undetected_to_first for one in swept if one.row == "universal"} == {0.0}
    # A regime does not listen to signals: without them it does as before.
    same = next(one for one in swept if (one.variant, one.row) == ("useless-signal", "proportionate"))
    assert same.harm == pytest.approx(found.rows[1].expected["harm"], rel=1e-9)


def test_a_sweep_goes_on_where_a_regime_cannot_take_the_days() -> None:
    swept = sweep(MODEL, COUNTRY, replace(ASKED, policies=()), days=1e6)
    assert {(one.undetected, one.harm, one.undetected_to_first) for one in swept} == {(None, None, None)}
    assert len(swept) == 2 * len(variants(MODEL))


def test_a_sweep_of_what_does_no_harm_has_no_ratio() -> None:
    harmless = replace(MODEL, harm=np.zeros(3))
    swept = sweep(harmless, COUNTRY, replace(ASKED, policies=()), days=20.0)
    assert {one.harm_to_first for one in swept} == {None}


def test_all_is_told_with_the_caution(found: Comparison) -> None:
    swept = (Swept("useless-signal", "Signals say nothing", "risk", 3.0, 5.0, 0.1, None),)
    answer = as_json(ASKED, COUNTRY, found, swept, model="two areas", model_hash="c")
    (told,) = answer["sweep"]
    assert (told["variant"], told["regime"], told["undetected_months"], told["undetected_to_first"]) == (
        "useless-signal",
        "risk",
        3.0,
        0.1,
    )
    assert answer["caution"] == CAUTION
    assert (answer["services"], answer["months"], answer["seed"], answer["model_hash"]) == (3, 24, 1, "c")
    first, _, policy, control = answer["regimes"]
    assert (first["edition"], first["edition_hash"], first["runs"]) == ("universal/2000-01-01", "a", 200)
    assert (policy["edition"], policy["runs"], policy["stretch"], control["control"]) == (None, 20, None, True)
    names = ("inspector_days", "undetected_months", "detection_delay", "share_inadequate", "above_bound")
    for row in answer["regimes"]:
        for name in names:
            low, high = row[f"{name}_interval"]
            assert low <= row[name] <= high
    assert first["assumed"] == ["None is spared."]
    assert "undetected_months_to_first" not in first
    assert answer["regimes"][1]["assumed"] == ["Nothing is said of visits."]
