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
from scipy import special

from inspectorate.intelligence.calibration import (
    REFERENCES,
    SMOOTHING,
    adaptive_p,
    critical_sum,
    cusum_p,
    smallest_for,
)
from inspectorate.intelligence.model import Floats


@dataclass(frozen=True, slots=True)
class Charted:
    """One-sided p-values of a chart's state after each value, for rises and for falls. Shape (periods, bodies)."""

    up: Floats
    down: Floats


def cusum(q: Floats, k: float) -> Floats:
    """The upper cumulative sum after each row of ``q``; a row without a value leaves the sum as it is."""
    sums: Floats = _sums(q, (k,))[0]
    return sums


def _sums(q: Floats, references: tuple[float, ...]) -> Floats:
    """Cumulative sums for several k. Shape (references, periods, bodies)."""
    k = np.array(references)[:, None]
    state = np.zeros((len(references), q.shape[1]))
    sums = np.empty((len(references), *q.shape))
    step = np.where(np.isfinite(q), q, 0.0)
    seen = np.isfinite(q)
    for t in range(len(q)):
        state = np.where(seen[t], np.maximum(0.0, state + step[t] - k), state)
        sums[:, t] = state
    return sums


def ewma(q: Floats, r: float = SMOOTHING) -> Floats:
    """The moving average from nought, divided by its exact standard deviation, so that it is standard normal."""
    here = np.isfinite(q)
    step = np.where(here, q, 0.0)
    state = np.zeros(q.shape[1:])
    averages = np.empty_like(q)
    for t in range(len(q)):
        state = np.where(here[t], state + r * (step[t] - state), state)
        averages[t] = state
    seen = np.maximum(np.cumsum(here, axis=0), 1)
    standard: Floats = averages / np.sqrt(r / (2 - r) * (1 - (1 - r) ** (2 * seen)))
    return standard


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
    needed: Floats = (-special.ndtri(p) * now - (1 - SMOOTHING) * before) / SMOOTHING
    return needed


def trend(q: Floats) -> Charted:
    """The moving average alone: small, one-sided, for drifts."""
    z = ewma(q)
    seen = np.isfinite(q)
    return Charted(np.where(seen, special.ndtr(-z), np.nan), np.where(seen, special.ndtr(z), np.nan))


def shift(q: Floats) -> Charted:
    """The adaptive chart: the rarest of the cumulative sums and the moving average, paid for."""
    both = np.concatenate([q, -q], axis=1)
    seen = np.cumsum(np.isfinite(both), axis=0)
    smallest = special.ndtr(-ewma(both))
    for k, sums in zip(REFERENCES, _sums(both, REFERENCES), strict=True):
        smallest = np.minimum(smallest, cusum_p(sums, seen, k))
    p = np.where(np.isfinite(both), adaptive_p(smallest, seen), np.nan)
    return Charted(p[:, : q.shape[1]], p[:, q.shape[1] :])
