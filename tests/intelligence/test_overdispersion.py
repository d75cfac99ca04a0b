"""Spread beyond chance."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from inspectorate.intelligence.overdispersion import EFFICIENCY, WINSORISED_SQUARE, spread


def test_the_mean_square_of_a_normal_whose_outer_tenths_are_drawn_in() -> None:
    cut = stats.norm.isf(0.1)
    assert stats.norm.expect(lambda z: min(abs(z), cut) ** 2) == pytest.approx(WINSORISED_SQUARE)


def test_a_known_spread_is_found_again_and_is_worth_its_degrees_of_freedom() -> None:
    rng = np.random.default_rng(2)
    chance = rng.uniform(0.2, 2.0, 153)
    x = 5 + rng.normal(0, np.sqrt(chance + 1.0), (3000, 153))
    found = spread(x, np.broadcast_to(chance, x.shape))
    assert found.centre.mean() == pytest.approx(5, abs=0.01)
    assert found.tau2.mean() == pytest.approx(1.0, rel=0.03)
    weight = (1 / (chance + 1)).sum()
    assert found.tau2.var() == pytest.approx(2 * 153 / EFFICIENCY / weight**2, rel=0.1)


def test_outlying_bodies_neither_hide_themselves_nor_move_the_centre() -> None:
    rng = np.random.default_rng(3)
    x = rng.normal(0, 1, (1, 150))
    x[0, :5] = 1e6
    found = spread(x, np.full_like(x, 0.5))
    assert abs(found.centre[0, 0]) < 0.5
    assert found.tau2[0, 0] < 1.0


def test_where_chance_explains_everything_nothing_is_left_and_nothing_is_unsure() -> None:
    found = spread(np.array([[0.1, -0.1, 0.2, 0.0]]), np.full((1, 4), 4.0))
    assert found.tau2[0, 0] == 0
    assert np.isinf(found.degrees).all()


@pytest.mark.parametrize("row", [[np.nan, np.nan, np.nan], [1.0, np.nan, np.nan]])
def test_without_two_values_there_is_no_spread(row: list[float]) -> None:
    found = spread(np.array([row, [1.0, 2.0, 3.0]]), np.zeros((2, 3)))
    assert np.isnan(found.tau2[0, 0])
    assert found.tau2[1, 0] > 0
    assert found.bodies[:, 0].tolist() == [np.isfinite(row).sum(), 3]


def test_values_that_are_all_alike_have_no_spread() -> None:
    assert spread(np.full((1, 12), 7.0), np.zeros((1, 12))).tau2[0, 0] == 0


def test_a_known_centre_is_kept() -> None:
    found = spread(np.array([[1.0, 2.0, 3.0]]), np.zeros((1, 3)), centre=0.0, losing=0)
    assert found.centre[0, 0] == 0
