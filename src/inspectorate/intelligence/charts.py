"""Cumulative sums and moving averages of standard normals, and one chart that adapts between them.

    CUSUM (Page 1954, Biometrika 41:100)        C_t = max(0, C_(t-1) + q_t - k)
    EWMA (Roberts 1959, Technometrics 1:239)    Z_t = (1 - r) Z_(t-1) + r q_t

A cumulative sum is quickest for a shift of 2k; several k at once are quick for any (Sparks 2000, Journal of Quality
Technology 32:157), and the moving average follows a drift. `Adaptive` takes the rarest of them all, at the price that
`calibration` computes for having looked several times. Charts are written for rises; falls are rises of -q.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from inspectorate.intelligence.calibration import adaptive_p, critical_sum, cusum_p, smallest_for
from inspectorate.intelligence.model import Floats
from inspectorate.intelligence.plan import REFERENCES, SMOOTHING


@dataclass(frozen=True, slots=True)
class Charted:
    """One-sided p-values of a chart's state after each value, for rises and for falls. Shape (periods, bodies)."""

    up: Floats
    down: Floats


def cusum(q: Floats, k: float) -> Floats:
    """The upper cumulative sum after each row of ``q``; a row without a value leaves the sum as it is."""
    state = np.zeros(q.shape[1:])
    sums = np.empty_like(q)
    for t, row in enumerate(q):
        state = np.where(np.isfinite(row), np.maximum(0.0, state + np.nan_to_num(row) - k), state)
        sums[t] = state
    return sums


def ewma(q: Floats, r: float = SMOOTHING) -> Floats:
    """The moving average from nought, divided by its exact standard deviation, so that it is standard normal."""
    state = np.zeros(q.shape[1:])
    seen = np.zeros(q.shape[1:])
    averages = np.zeros_like(q)
    for t, row in enumerate(q):
        here = np.isfinite(row)
        state = np.where(here, (1 - r) * state + r * np.nan_to_num(row), state)
        seen = seen + here
        deviation = np.sqrt(r / (2 - r) * (1 - (1 - r) ** (2 * np.maximum(seen, 1))))
        averages[t] = state / deviation
    return averages


def trend_limit(q: Floats, p: float) -> Floats:
    """The last value of each column that would just have been as rare as ``p``, for rises. Shape (bodies,)."""
    return _average_needs(q, np.full(q.shape[1], p))


def shift_limit(q: Floats, p: float) -> Floats:
    """The last value of each column with which the adaptive chart would just have been as rare as ``p``, for rises."""
    seen = np.isfinite(q).sum(axis=0)
    u = smallest_for(p, seen)
    needs = _average_needs(q, u)
    for k in REFERENCES:
        before = cusum(q[:-1], k)[-1] if len(q) > 1 else np.zeros(q.shape[1])
        needs = np.minimum(needs, critical_sum(u, seen, k) + k - before)
    return needs


def _average_needs(q: Floats, p: Floats) -> Floats:
    """What the moving average lacks: q with (1 - r) Z + r q = the normal's point times its deviation."""
    seen = np.isfinite(q).sum(axis=0)
    scale = SMOOTHING / (2 - SMOOTHING)
    now = np.sqrt(scale * (1 - (1 - SMOOTHING) ** (2 * seen)))
    earlier = np.sqrt(scale * (1 - (1 - SMOOTHING) ** (2 * (seen - 1))))
    before = ewma(q[:-1])[-1] * earlier if len(q) > 1 else np.zeros(q.shape[1])
    needed: Floats = (stats.norm.isf(p) * now - (1 - SMOOTHING) * before) / SMOOTHING
    return needed


def trend(q: Floats) -> Charted:
    """The moving average alone: small, one-sided, for drifts."""
    z = ewma(q)
    seen = np.isfinite(q)
    return Charted(np.where(seen, stats.norm.sf(z), np.nan), np.where(seen, stats.norm.cdf(z), np.nan))


def shift(q: Floats) -> Charted:
    """The adaptive chart: the rarest of the cumulative sums and the moving average, paid for."""
    return Charted(_rarest(q), _rarest(-q))


def _rarest(q: Floats) -> Floats:
    seen = np.cumsum(np.isfinite(q), axis=0)
    smallest = stats.norm.sf(ewma(q))
    for k in REFERENCES:
        smallest = np.minimum(smallest, cusum_p(cusum(q, k), seen, k))
    return np.where(np.isfinite(q), adaptive_p(smallest, seen), np.nan)
