"""What each year adds to what was expected of a body from its own past: innovations that are standard normal.

A series of ten yearly values is too short to give its own mean and variance, so that a classical chart cannot start.
Here a value (on the even scale of `scale`) is what moved everybody that year and so is no one's signal, and the body's
own level, which may wander, seen through noise,

    x_t = year_t + level_t + e_t,   Var e_t = s_t² + omega²,   level_t = level_(t-1) + w_t,   Var w_t = eta²,

with nothing assumed of the first level, which the first value gives. All bodies share omega² and eta²: thousands of
year-to-year differences estimate them, robustly. The innovations of the Kalman filter (Harvey 1989, Forecasting,
Structural Time Series Models and the Kalman Filter, 3.2) are then independent standard normals, from its second value
on, in a body where nothing has happened, however far from the rest that body lives: Hawkins's self-starting residuals
(1987, The Statistician 36:299) with a variance that is known from all bodies, or, where bodies differ in how far they
jump, from all bodies and the body's own past (`volatility`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inspectorate.intelligence.model import Floats
from inspectorate.intelligence.overdispersion import EFFICIENCY, spread
from inspectorate.intelligence.scale import Scaled
from inspectorate.intelligence.volatility import from_normal, steadied, volatility

REACH = 2.0
"""Movements beyond so many standard deviations are drawn in before they can count as everybody's."""


@dataclass(frozen=True, slots=True)
class Components:
    """Variances on the even scale: ``omega2`` from year to year, ``eta2`` of the level's yearly step."""

    omega2: float
    eta2: float


@dataclass(frozen=True, slots=True)
class Innovations:
    """``q``: standard normals, not a number where there is no value; ``expected`` and ``deviation`` of x before it was
    seen, on the even scale, that year's common movement included; (x - expected)/deviation is Student's t with
    ``degrees`` of freedom. Shape (periods, bodies)."""

    q: Floats
    expected: Floats
    deviation: Floats
    degrees: Floats

    def reached(self, q: Floats, at: tuple[NDArray[np.intp], NDArray[np.intp]]) -> Floats:
        """The x that the places ``at`` would have had if their standard normal had been ``q``."""
        x: Floats = self.expected[at] + self.deviation[at] * from_normal(q, self.degrees[at])
        return x


def components(values: Scaled) -> Components:
    """Both variances of one indicator, from differences of one period and of three."""
    near = _difference(values, 1)
    if near is None:
        return Components(0.0, 0.0)
    one, freedom = near
    eta2 = 0.0
    far = _difference(values, 3)
    if far is not None:
        three, fewer = far
        # Lagged differences overlap, which makes each worth two thirds of itself.
        unsure = np.sqrt(3 * (one**2 / freedom + three**2 / fewer))
        # The level stands still unless the data say clearly that it does not: a step too many costs every chart power.
        if three - one > 2 * unsure:
            eta2 = (three - one) / 2
    return Components(max((one - eta2) / 2, 0.0), min(eta2, one))


def _difference(values: Scaled, lag: int) -> tuple[float, float] | None:
    """Robust variance beyond chance of x_t - x_(t-lag), and how many degrees of freedom it is worth."""
    if len(values.x) <= lag:
        return None
    moved = values.x[lag:] - values.x[:-lag]
    moved = moved - _row_mean(moved)  # what moves all bodies is no movement of one
    chance = values.variance[lag:] + values.variance[:-lag]
    rows = int(np.isfinite(moved).any(axis=1).sum())
    found = spread(moved.reshape(1, -1), chance.reshape(1, -1), centre=0.0, losing=rows)
    bodies = int(found.bodies[0, 0])
    if bodies < 2 + rows:
        return None
    return float(found.tau2[0, 0]), EFFICIENCY * (bodies - rows)


def _row_mean(x: Floats) -> Floats:
    have = np.isfinite(x)
    count = have.sum(axis=1, keepdims=True)
    mean: Floats = np.where(count > 0, np.nansum(x, axis=1, keepdims=True) / np.maximum(count, 1), np.nan)
    return mean


def innovations(values: Scaled, of: Components) -> Innovations:
    """Run the filter over all bodies at once. A period without a value leaves a body's level to wander on."""
    noise = np.where(np.isfinite(values.x), values.variance + of.omega2, np.nan)
    q, expected, deviation = (np.full_like(values.x, np.nan) for _ in range(3))
    level, unsure = (np.full(values.x.shape[1], np.nan) for _ in range(2))
    for t, x in enumerate(values.x):
        here = np.isfinite(x) & np.isfinite(level) & (unsure + noise[t] > 0)
        if here.any():
            total = unsure[here] + noise[t, here]
            moved = x[here] - level[here]
            year = _common(moved, total)
            expected[t, here] = year + level[here]
            # The body is part of the year's movement, which draws the two together by 1 - 1/B.
            deviation[t, here] = np.sqrt(total * (1 - 1 / max(here.sum(), 2)))
            q[t, here] = (moved - year) / deviation[t, here]
            gain = unsure[here] / total
            level[here] += gain * (moved - year)
            unsure[here] *= 1 - gain
        else:
            year = 0.0  # a first year, or an empty one: where levels are counted from is of no consequence
        begins = np.isfinite(x) & np.isnan(level)
        level[begins], unsure[begins] = x[begins] - year, noise[t, begins]
        unsure = unsure + of.eta2
    steady, scale, degrees = steadied(q, volatility(q))
    return Innovations(steady, expected, deviation * scale, degrees)


def _common(moved: Floats, total: Floats) -> float:
    """What moved all bodies: the weighted mean of their movements, each drawn in to `REACH` deviations of it.

    The bodies that shift are those looked for, and must not make the rest seem to shift the other way.
    """
    reach = REACH * np.sqrt(total)
    weight = 1 / total
    middle = float(np.median(moved))
    for _ in range(3):
        drawn = np.minimum(np.maximum(moved, middle - reach), middle + reach)
        middle = float((weight * drawn).sum() / weight.sum())
    return middle
