"""How rare counts are, against scipy's own distributions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from inspectorate.intelligence.exact import logarithmic_mean, outward, upper_tail
from inspectorate.intelligence.model import Measure


def one(value: float) -> np.ndarray:
    return np.array([float(value)])


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 3000), st.floats(0, 1), st.floats(0.02, 0.98), st.floats(0.001, 0.3))
def test_a_share_is_beta_binomial(n: int, part: float, mean: float, deviation: float) -> None:
    x = round(part * n)
    variance = min(deviation**2, 0.5 * mean * (1 - mean))
    strength = mean * (1 - mean) / variance - 1
    law = stats.betabinom(n, mean * strength, (1 - mean) * strength)
    more, here = law.sf(x), law.pmf(x)
    if more < 1e-4:  # scipy takes this tail as one minus the rest
        more = law.pmf(np.arange(x + 1, n + 1)).sum()
    expected = logarithmic_mean(one(more + here), one(more))
    found = upper_tail(Measure.SHARE, one(x), one(n), one(mean), one(variance))
    assert found == pytest.approx(expected, rel=1e-6, abs=1e-250)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 400), st.floats(0.5, 200), st.floats(0.01, 0.5))
def test_a_rate_is_negative_binomial(x: int, expected: float, relative: float) -> None:
    shape = 1 / relative**2
    law = stats.nbinom(shape, shape / (shape + expected))
    mean, variance, n = expected / 1000, (relative * expected / 1000) ** 2, 1000.0
    found, above = outward(Measure.RATE, one(x), one(n), one(mean), one(variance))
    up = logarithmic_mean(one(law.sf(x) + law.pmf(x)), one(law.sf(x)))
    down = logarithmic_mean(one(law.cdf(x)), one(law.cdf(x) - law.pmf(x)))
    assert found == pytest.approx(np.minimum(up, down), rel=1e-5, abs=1e-14)
    assert above[0] == (up <= down)[0]


@pytest.mark.parametrize("x", [0, 1, 3, 9, 10])
def test_without_spread_a_share_is_binomial_and_a_rate_poisson(x: int) -> None:
    share = upper_tail(Measure.SHARE, one(x), one(10), one(0.3), one(0.0))
    binomial, poisson = stats.binom(10, 0.3), stats.poisson(3.0)
    assert share == pytest.approx(logarithmic_mean(one(binomial.sf(x - 1)), one(binomial.sf(x))))
    rate = upper_tail(Measure.RATE, one(x), one(10), one(0.3), one(0.0))
    assert rate == pytest.approx(logarithmic_mean(one(poisson.sf(x - 1)), one(poisson.sf(x))))


@pytest.mark.parametrize(("value", "p", "above"), [(12.0, stats.norm.sf(1), True), (6.0, stats.norm.sf(2), False)])
def test_a_mean_is_normal(value: float, p: float, above: bool) -> None:
    found, upward = outward(Measure.MEAN, one(value), one(np.nan), one(10.0), one(4.0))
    assert found == pytest.approx(p)
    assert upward[0] == above


@pytest.mark.parametrize(("a", "b", "mean"), [(0.5, 0.5, 0.5), (0.4, 0.0, 0.2), (np.e, 1.0, np.e - 1)])
def test_the_logarithmic_mean(a: float, b: float, mean: float) -> None:
    assert logarithmic_mean(one(a), one(b)) == pytest.approx(mean)


@pytest.mark.parametrize("measure", [Measure.SHARE, Measure.RATE])
def test_further_out_is_rarer(measure: Measure) -> None:
    x = np.arange(0.0, 101.0)
    p, above = outward(measure, x, np.full(101, 100.0), np.full(101, 0.3), np.full(101, 0.003))
    assert (np.diff(p[above]) <= 0).all()
    assert (np.diff(p[~above]) >= 0).all()
    assert above[x > 35].all()
    assert not above[x < 25].any()


def test_a_limit_for_few_events_is_passed_as_often_as_it_should() -> None:
    rng = np.random.default_rng(1)
    expected = np.exp(rng.uniform(np.log(5), np.log(50), 40_000))
    count = rng.poisson(expected).astype(np.float64)
    p = upper_tail(Measure.RATE, count, expected, np.ones(40_000), np.zeros(40_000))
    assert (p <= 0.025).mean() == pytest.approx(0.025, rel=0.1)
    normal = stats.norm.sf((count - expected) / np.sqrt(expected))
    assert (normal <= 0.025).mean() > 1.15 * 0.025  # why the limits are not normal
