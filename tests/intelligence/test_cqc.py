"""The baseline, by its own formulas."""

from __future__ import annotations

import math

import numpy as np
import pytest

from inspectorate.intelligence import cqc
from inspectorate.intelligence.model import Measure


@pytest.mark.parametrize("measure", [Measure.SHARE, Measure.RATE])
@pytest.mark.parametrize("spread", [0.0, 0.08])
def test_z_scores_as_the_methodology_writes_them(measure: Measure, spread: float) -> None:
    rng = np.random.default_rng(14)
    n = rng.integers(50, 400, 30).astype(np.float64)
    value = rng.binomial(n.astype(int), np.clip(0.3 + rng.normal(0, spread, 30), 0.05, 0.95)) / n
    value[3] = np.nan
    here = [i for i in range(30) if i != 3]
    turn = (lambda p: math.asin(math.sqrt(p))) if measure is Measure.SHARE else math.sqrt
    target = turn(sum(value[i] * n[i] for i in here) / sum(n[i] for i in here))
    z = {i: (turn(value[i]) - target) * 2 * math.sqrt(n[i]) for i in here}
    low, high = np.quantile(list(z.values()), [0.1, 0.9])
    phi = sum(min(max(v, low), high) ** 2 for v in z.values()) / 29
    w = [4 * n[i] for i in here]
    tau2 = max(0.0, (29 * phi - 28) / (sum(w) - sum(v * v for v in w) / sum(w)))
    assert (tau2 > 0) == (spread > 0)
    found = cqc.z_scores(measure, value[None, :], n[None, :])[0]
    for i in here:
        assert found[i] == pytest.approx((turn(value[i]) - target) / math.sqrt(1 / (4 * n[i]) + tau2))
    assert np.isnan(found[3])


def test_a_mean_is_set_against_its_peers() -> None:
    found = cqc.z_scores(Measure.MEAN, np.array([[1.0, 2.0, 3.0]]), np.full((1, 3), np.nan))
    assert found.tolist() == [[-1.0, 0.0, 1.0]]


def test_the_sum_of_z_scores() -> None:
    assert cqc.cumulative(np.array([[1.5], [0.0], [2.0]]))[:, 0].tolist() == [1.0, 0.5, 2.0]
