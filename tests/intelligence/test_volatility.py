"""Bodies that jump more than others."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from inspectorate.intelligence.volatility import Volatility, from_normal, steadied, volatility


def drawn(degrees: float, seed: int, bodies: int = 2000) -> np.ndarray:
    rng = np.random.default_rng(seed)
    spread = np.sqrt(1.5 * degrees / rng.chisquare(degrees, bodies)) if degrees < np.inf else np.ones(bodies)
    return rng.normal(0, 1, (10, bodies)) * spread


def test_how_bodies_differ_is_found_again() -> None:
    found = volatility(drawn(5.0, 1))
    assert found.degrees == pytest.approx(5, rel=0.15)
    assert found.scale2 == pytest.approx(1.5, rel=0.1)


def test_where_they_do_not_differ_nothing_is_changed() -> None:
    q = drawn(np.inf, 2)
    assert volatility(q) == Volatility(np.inf, 1.0)
    assert steadied(q, volatility(q))[0] is q


@pytest.mark.parametrize("q", [np.full((5, 3), np.nan), np.zeros((5, 3)), drawn(5.0, 3)[:2]])
def test_too_little_tells_nothing(q: np.ndarray) -> None:
    assert volatility(q) == Volatility(np.inf, 1.0)


def test_scores_are_standard_normal_and_follow_one_another_freely() -> None:
    q = drawn(4.0, 4, bodies=20_000)
    scores, _, _ = steadied(q, Volatility(4.0, 1.5))
    assert (np.abs(q) > 3.29).mean() > 0.01  # one in a thousand, were the bodies alike
    assert (np.abs(scores) > 3.29).mean() == pytest.approx(0.001, rel=0.2)
    assert stats.kstest(scores[7], "norm").pvalue > 0.001
    assert abs(np.corrcoef(scores[6] ** 2, scores[7] ** 2)[0, 1]) < 0.03


def test_only_what_came_before_judges_a_value() -> None:
    q = drawn(4.0, 5, bodies=50)
    later = q.copy()
    later[6:] = 9.0
    of = Volatility(4.0, 1.5)
    assert np.array_equal(steadied(q, of)[0][:6], steadied(later, of)[0][:6])


def test_the_way_back() -> None:
    q = drawn(4.0, 6, bodies=50)
    scores, scale, degrees = steadied(q, Volatility(4.0, 1.5))
    assert from_normal(scores, degrees) * scale == pytest.approx(q, rel=1e-6)
    assert from_normal(scores, np.full_like(scores, np.inf)) == pytest.approx(scores)
