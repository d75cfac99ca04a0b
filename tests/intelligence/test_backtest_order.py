"""Inspections dealt out anew to the same days: against every order in which ties could fall, one by one."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspectorate.intelligence.backtest_order import reorder, worry

START = date(2019, 4, 1)


def slowly(days: list[int], worries: list[int]) -> tuple[list[float], list[float]]:
    """The oracle: all orders of one year that respect the worries, each as likely as another, averaged."""
    n = len(days)
    orders = [order for order in permutations(range(n)) if all(worries[a] >= worries[b] for a, b in pairwise(order))]
    slots = sorted(days)
    sooner, half = [0.0] * n, [0.0] * n
    for order in orders:
        for place, case in enumerate(order):
            sooner[case] += (days[case] - slots[place]) / len(orders)
            half[case] += min(max(n / 2 - place, 0), 1) / len(orders)
    return sooner, half


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 2)), min_size=1, max_size=5))
def test_one_year_as_the_slow_way_deals_it_out(year: list[tuple[int, int]]) -> None:
    days, worries = [day for day, _ in year], [key for _, key in year]
    found = reorder([START + timedelta(days=day) for day in days], [START] * len(year), worries)
    sooner, half = slowly(days, worries)
    assert found.sooner == pytest.approx(sooner)
    assert found.first_half == pytest.approx(half)
    assert found.sooner.sum() == pytest.approx(0, abs=1e-9)


def test_a_year_keeps_its_own_days_and_the_worst_comes_first() -> None:
    days = [date(2019, 5, 1), date(2019, 9, 1), date(2020, 5, 1), date(2020, 9, 1)]
    years = [START, START, date(2020, 4, 1), date(2020, 4, 1)]
    found = reorder(days, years, [1, 2, 2, 1])
    assert found.sooner.tolist() == [-123, 123, 0, 0]
    assert found.first_half.tolist() == [0, 1, 1, 0]


def test_worry_goes_by_the_chance_of_the_worst_grade_then_by_the_mean() -> None:
    chances = [[0.0, 1.0, 0.0], [0.5, 0.0, 0.5], [1.0, 0.0, 0.0], [0.0, 1.0, 1e-15]]
    assert worry(chances).tolist() == [1, 2, 0, 1]
    assert reorder([], [], np.zeros(0)).sooner.tolist() == []
