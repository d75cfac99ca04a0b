"""The even scale and the way back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.intelligence.made import indicator, panel

from inspectorate.intelligence.model import Measure
from inspectorate.intelligence.scale import back, moments, scaled


@pytest.mark.parametrize(("measure", "count", "n"), [(Measure.SHARE, 30, 120), (Measure.RATE, 50, 9000)])
def test_chance_has_the_variance_that_is_told(measure: Measure, count: int, n: int) -> None:
    rng = np.random.default_rng(4)
    drawn = rng.binomial(n, count / n, (1, 20_000)) if measure is Measure.SHARE else rng.poisson(count, (1, 20_000))
    values = panel(drawn / n, indicator(measure=measure), drawn * 1.0, np.full((1, 20_000), float(n)))
    found = scaled(values)
    assert found.x.var() == pytest.approx(found.variance.mean(), rel=0.04)
    assert back(measure, found.x.mean(axis=1))[0] == pytest.approx(count / n, rel=0.02)


@pytest.mark.parametrize("measure", [Measure.SHARE, Measure.RATE])
def test_without_numerators_a_share_is_taken_as_it_stands(measure: Measure) -> None:
    found = scaled(panel(np.array([[0.1, 0.4]]), indicator(measure=measure)))
    assert found.measure is Measure.MEAN
    assert found.x.tolist() == [[0.1, 0.4]]
    assert back(found.measure, found.x) is found.x


def test_a_value_without_a_positive_denominator_is_left_out() -> None:
    counts, n = np.array([[1.0, 0.0, 3.0]]), np.array([[10.0, 0.0, np.nan]])
    found = scaled(panel(np.array([[0.1, 0.0, 0.3]]), indicator(measure=Measure.SHARE), counts, n))
    assert np.isfinite(found.x).tolist() == [[True, False, False]]


@given(st.sampled_from(list(Measure)), st.floats(0.2, 1.3), st.floats(0.0, 0.02))
def test_moments_are_those_of_many_draws(measure: Measure, centre: float, spread: float) -> None:
    z = np.random.default_rng(5).standard_normal(50_000)
    z = (z - z.mean()) / z.std()
    drawn = {Measure.SHARE: lambda x: np.sin(x) ** 2, Measure.RATE: lambda x: x**2, Measure.MEAN: lambda x: x}[measure](
        centre + np.sqrt(spread) * z
    )
    mean, variance = moments(measure, np.array(centre), np.array(spread))
    assert mean == pytest.approx(drawn.mean(), abs=2e-4)
    assert variance == pytest.approx(drawn.var(), rel=0.05, abs=1e-5)
