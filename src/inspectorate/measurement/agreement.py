"""How far two judges who looked at the same thing agree.

Grades are places on an ordered scale, 0 the best; both arguments have one place a case, in the same order.
"""

from __future__ import annotations

from enum import StrEnum
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from inspectorate.measurement.intervals import BY_FORMULA, Estimate, Indices, Interval, bootstrap, deviate, wilson

Floats = NDArray[np.float64]


class Weighing(StrEnum):
    """What a disagreement weighs: always the same (Cohen 1960), as many as its steps, or the square of them."""

    SAME = "same"
    STEPS = "steps"
    SQUARES = "squares"


def exact_agreement(
    first: ArrayLike,
    second: ArrayLike,
    *,
    interval: Interval = BY_FORMULA,
) -> Estimate | None:
    """The share of cases in which both gave the same grade, by formula with Wilson's interval; ``None`` of no cases."""
    one, other = _pairs(first, second)
    same = one == other
    if interval.clusters is not None:
        return bootstrap(
            lambda drawn: float(same[drawn].mean()) if len(drawn) else None,
            interval.clusters, level=interval.level, seed=interval.seed,
        )  # fmt: skip
    return wilson(int(same.sum()), len(one), level=interval.level)


def kappa(
    first: ArrayLike,
    second: ArrayLike,
    steps: int,
    *,
    weighing: Weighing = Weighing.SAME,
    interval: Interval = BY_FORMULA,
) -> Estimate | None:
    """Agreement beyond chance on a scale of ``steps`` grades.

    Kappa is 1 - sum(w p) / sum(w q), with w what a disagreement weighs, p the shares of pairs and q the product of the
    margins (Cohen, Educational and Psychological Measurement 1960, 20:37; weighted: Psychological Bulletin 1968,
    70:213). The interval by formula is the large-sample one (delta method) of Fleiss, Cohen and Everitt (Psychological
    Bulletin 1969, 72:323). ``None`` where both gave one and the same grade throughout, or there are no cases: chance
    alone agrees as well.
    """
    one, other = _pairs(first, second)
    weights = disagreements(steps, weighing)
    if interval.clusters is not None:
        return bootstrap(
            lambda drawn: kappa_of(_shares(one[drawn], other[drawn], steps), weights),
            interval.clusters, level=interval.level, seed=interval.seed,
        )  # fmt: skip
    shares = _shares(one, other, steps)
    value = kappa_of(shares, weights)
    if value is None:
        return None
    half = deviate(interval.level) * sqrt(kappa_variance(shares, weights) / len(one))
    return Estimate(value, max(-1.0, value - half), min(1.0, value + half), len(one))


def weighted_kappa(
    first: ArrayLike,
    second: ArrayLike,
    steps: int,
    *,
    interval: Interval = BY_FORMULA,
) -> Estimate | None:
    """`kappa` in which a disagreement weighs the square of its steps."""
    return kappa(first, second, steps, weighing=Weighing.SQUARES, interval=interval)


def disagreements(steps: int, weighing: Weighing) -> Floats:
    """What each pair of grades weighs as a disagreement, from 0 (the same) to 1 (as far apart as the scale goes).

    Shape (steps, steps). Raises ``ValueError`` for a scale of fewer than two grades.
    """
    if steps < 2:
        raise ValueError(f"A scale has two grades at least; this one has {steps}.")
    places = np.arange(steps, dtype=np.float64)
    apart: Floats = np.abs(places[:, None] - places)
    if weighing is Weighing.SAME:
        return (apart > 0).astype(np.float64)
    share: Floats = apart / (steps - 1)
    return share if weighing is Weighing.STEPS else share**2


def kappa_of(shares: Floats, weights: Floats) -> float | None:
    """Kappa of the shares of pairs of grades, shape (steps, steps), by what disagreements weigh; ``None`` where chance
    alone agrees as well."""
    chance = float((weights * np.outer(shares.sum(1), shares.sum(0))).sum())
    return None if chance == 0 else 1 - float((weights * shares).sum()) / chance


def kappa_variance(shares: Floats, weights: Floats) -> float:
    """The large-sample variance of kappa times the number of cases; kappa must be defined for the shares."""
    agreement = 1 - weights
    rows, columns = shares.sum(1), shares.sum(0)
    seen = float((agreement * shares).sum())
    chance = float((agreement * np.outer(rows, columns)).sum())
    value = (seen - chance) / (1 - chance)
    margins = (agreement @ columns)[:, None] + (agreement @ rows)
    spread = float((shares * (agreement - margins * (1 - value)) ** 2).sum())
    return max(0.0, spread - (value - chance * (1 - value)) ** 2) / (1 - chance) ** 2


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
