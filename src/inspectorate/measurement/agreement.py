"""How far two judges who looked at the same thing agree.

Grades are places on an ordered scale, 0 the best; both arguments have one place a case, in the same order.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from inspectorate.measurement.intervals import Estimate, Indices, bootstrap, deviate, wilson

Floats = NDArray[np.float64]


def exact_agreement(first: ArrayLike, second: ArrayLike, *, level: float = 0.95) -> Estimate | None:
    """The share of cases in which both gave the same grade, with Wilson's interval; ``None`` of no cases."""
    one, other = _pairs(first, second)
    return wilson(int((one == other).sum()), len(one), level=level)


def weighted_kappa(
    first: ArrayLike,
    second: ArrayLike,
    steps: int,
    *,
    clusters: Sequence[Hashable] | None = None,
    level: float = 0.95,
    seed: int = 0,
) -> Estimate | None:
    """Agreement beyond chance on a scale of ``steps`` grades, a disagreement weighing the square of its steps.

    Kappa is 1 - sum(w p) / sum(w q), with w = (i - j)^2, p the shares of pairs and q the product of the margins (Cohen,
    Psychological Bulletin 1968, 70:213). The interval is the large-sample one of Fleiss, Cohen and Everitt
    (Psychological Bulletin 1969, 72:323), or a bootstrap by cluster where ``clusters`` names each case's. ``None``
    where both gave one and the same grade throughout, or there are no cases: chance alone agrees as well.
    """
    one, other = _pairs(first, second)
    if clusters is not None:
        return bootstrap(
            lambda drawn: _kappa(_shares(one[drawn], other[drawn], steps)), clusters, level=level, seed=seed
        )
    shares = _shares(one, other, steps)
    value = _kappa(shares)
    if value is None:
        return None
    half = deviate(level) * sqrt(_variance(shares, value) / len(one))
    return Estimate(value, max(-1.0, value - half), min(1.0, value + half), len(one))


def _pairs(first: ArrayLike, second: ArrayLike) -> tuple[Indices, Indices]:
    one, other = np.asarray(first, dtype=np.intp), np.asarray(second, dtype=np.intp)
    if one.shape != other.shape or one.ndim != 1:
        raise ValueError(f"Two judges of the same cases give as many grades; these give {one.shape}, {other.shape}.")
    return one, other


def _shares(one: Indices, other: Indices, steps: int) -> Floats:
    """The share of cases with each pair of grades, shape (steps, steps). Raises ``ValueError`` off the scale."""
    if len(one) and not (min(one.min(), other.min()) >= 0 and max(one.max(), other.max()) < steps):
        raise ValueError(f"A grade lies outside the scale of {steps} steps, which are counted from 0.")
    return np.bincount(one * steps + other, minlength=steps * steps).reshape(steps, steps) / max(len(one), 1)


def _distances(steps: int) -> Floats:
    places = np.arange(steps, dtype=np.float64)
    distances: Floats = (places[:, None] - places) ** 2
    return distances


def _kappa(shares: Floats) -> float | None:
    weights = _distances(len(shares))
    chance = float((weights * np.outer(shares.sum(1), shares.sum(0))).sum())
    return None if chance == 0 else 1 - float((weights * shares).sum()) / chance


def _variance(shares: Floats, value: float) -> float:
    """The large-sample variance of kappa times the number of cases, in weights of agreement 1 - w / max(w)."""
    weights = 1 - _distances(len(shares)) / (len(shares) - 1) ** 2
    rows, columns = shares.sum(1), shares.sum(0)
    chance = float((weights * np.outer(rows, columns)).sum())
    margins = (weights @ columns)[:, None] + (weights.T @ rows)
    spread = float((shares * (weights - margins * (1 - value)) ** 2).sum())
    return max(0.0, spread - (value - chance * (1 - value)) ** 2) / (1 - chance) ** 2
