"""Measures of a comparison: means with intervals, shares of sums, fifths, and differences under the same chances."""

import numpy as np
import pytest

from inspectorate.laboratory.model import Floats, Services
from inspectorate.laboratory.outcomes import MEASURES, by_fifth, difference, measured
from inspectorate.laboratory.regime import OUTCOMES


def sums(runs: int, **outcomes: list[float]) -> Floats:
    """Outcomes of the first fifth in each replication; all others are nothing."""
    found = np.zeros((runs, 5, len(OUTCOMES)))
    for name, values in outcomes.items():
        found[:, 0, OUTCOMES.index(name)] = values
    return found


def country(*fifths: int) -> Services:
    return Services(np.full(len(fifths), 100), np.array(fifths), np.ones(len(fifths), dtype=np.int64))


def test_a_sum_has_its_mean_the_interval_of_the_mean_and_the_futures() -> None:
    found = measured(sums(4, undetected=[10, 20, 30, 40]), country(0, 1), 12)["undetected_months"]
    assert found.mean == 25
    half = 1.96 * np.std([10, 20, 30, 40], ddof=1) / 2
    assert (found.low, found.high) == pytest.approx((25 - half, 25 + half), rel=1e-4)
    assert found.futures == pytest.approx((13, 37))


def test_a_share_is_one_sum_over_the_other_and_not_the_mean_of_shares() -> None:
    found = measured(sums(2, undetected=[10, 90], spells=[10, 10]), country(0), 12)["detection_delay"]
    assert found.mean == 5
    uneven = measured(sums(2, undetected=[10, 90], spells=[1, 9]), country(0), 12)["detection_delay"]
    assert (uneven.mean, uneven.low, uneven.high) == pytest.approx((10, 10, 10))


def test_a_share_of_nothing_is_not_known() -> None:
    found = measured(sums(2), country(0), 12)["detection_delay"]
    assert found.mean is None
    assert found.futures is None


def test_one_replication_has_no_interval() -> None:
    found = measured(sums(1, undetected=[10], spells=[2]), country(0), 12)
    assert (found["undetected_months"].mean, found["undetected_months"].low) == (10, None)
    assert (found["detection_delay"].mean, found["detection_delay"].low) == (5, None)


def test_services_and_their_months_are_divided_by() -> None:
    found = measured(sums(2, services_inadequate=[12, 12], inspections=[3, 5]), country(0, 0, 1, 2), 12)
    assert found["share_inadequate"].mean == 12 / 48
    assert found["inspections_a_service"].mean == 1


def test_every_measure_is_told() -> None:
    assert list(measured(sums(2), country(0), 1)) == [one.id for one in MEASURES]


def test_each_fifth_is_told_for_a_service_there() -> None:
    found = by_fifth(sums(2, undetected=[10, 30]), country(0, 0, 3), 12, "undetected_months")
    assert [one.mean for one in found] == [10, None, None, 0, None]
    delay = by_fifth(sums(2, undetected=[10, 30], spells=[4, 4]), country(0), 12, "detection_delay")
    assert delay[0].mean == 5


def test_what_two_regimes_have_in_common_drops_out_of_their_difference() -> None:
    one, other = sums(3, undetected=[10, 20, 90]), sums(3, undetected=[8, 18, 88])
    found = difference(one, other, "undetected")
    assert (found.mean, found.low, found.high) == (2, 2, 2)
