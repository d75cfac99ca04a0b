"""How rare a chart's state is while nothing happens, so that every chart can be asked for the same false-alarm rate.

For a cumulative sum the chance of C_n ≥ c is computed exactly from the recursion of its distribution, the idea of Brook
and Evans (1972, Biometrika 59:539) with the state kept continuous (Gauss and Legendre's nodes in place of cells):

    S_n(c) = P(C_(n-1) = 0) Φ(-c - k) + ∫ f_(n-1)(u) Φ(u - c - k) du.

It depends on how many values have been seen: a chart of three years is not held to the limit of one that has run for
thirty. A limit at p = 1/N is passed, in a series where nothing happens, in one year of N: the stated run length. What
looking at several charts costs is the ratio P(smallest p ≤ u)/u. It lies between one and their number, changes slowly
with u, and is simulated once a process with a fixed seed.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

from inspectorate.intelligence.model import Floats

REFERENCES = (0.25, 0.5, 1.0)
"""Reference values k of the cumulative sums, chosen before the data: quickest for shifts of 0.5, 1 and 2 deviations."""

SMOOTHING = 0.2
"""Weight r of the newest value in the moving average."""

LONGEST = 30
"""A chart that has run for longer is held to the table's last row."""

HIGHEST = 40.0
"""States above this count as this one."""

_STEP = 0.04
_GRID = np.arange(0.0, HIGHEST + _STEP / 2, _STEP)
_SERIES = 2**18
_LEVELS = np.logspace(-1, -3.5, 11)


@cache
def cusum_table(k: float) -> Floats:
    """ln P(C_n ≥ c) for n = 1 … LONGEST (rows) on an even grid of c > 0 (columns)."""
    nodes, weights = np.polynomial.legendre.leggauss(320)
    u, w = (nodes + 1) * HIGHEST / 2, weights * HIGHEST / 2
    onward = stats.norm.pdf(u[:, None] - u[None, :] + k) * w[None, :]
    tails = special.ndtr(u[None, :] - _GRID[:, None] - k)
    rows = np.empty((LONGEST, _GRID.size))
    still, density = 1.0, np.zeros_like(u)  # all of the chance lies on nought before the first value
    for n in range(LONGEST):
        rows[n] = still * stats.norm.sf(_GRID + k) + tails @ (w * density)
        still, density = 1 - rows[n, 0], still * stats.norm.pdf(u + k) + onward @ density
    return np.log(np.maximum(rows, 1e-300))


def cusum_p(sums: Floats, seen: NDArray[np.int64], k: float) -> Floats:
    """P(C_n ≥ c) of states ``sums`` after ``seen`` values; 1 where a sum stands at nought."""
    table = cusum_table(k)
    row = np.clip(seen, 1, LONGEST) - 1
    place = np.minimum(sums, HIGHEST) / _STEP
    low = np.minimum(place.astype(np.int64), _GRID.size - 2)
    part = place - low
    logs = (1 - part) * table[row, low] + part * table[row, low + 1]
    return np.where(sums > 0, np.exp(logs), 1.0)


@cache
def looking_again() -> Floats:
    """P(smallest p ≤ u)/u as a parabola in ln u (lowest power first), for n = 1 … LONGEST (rows)."""
    rng = np.random.default_rng(1954)
    caught = np.zeros((LONGEST, _LEVELS.size))
    for _ in range(8):  # in pieces, so that memory stays small
        caught += _caught(rng, _SERIES // 8)
    ratio = caught / (_SERIES * _LEVELS)
    design = np.log(_LEVELS)[:, None] ** np.arange(3)
    # Each ratio is as sure as the square root of how many were caught.
    weight = np.sqrt(caught.mean(axis=0))[:, None]
    curves: Floats = np.linalg.lstsq(design * weight, ratio.T * weight, rcond=None)[0].T
    return curves


def _caught(rng: np.random.Generator, series: int) -> Floats:
    """How many of so many series, each run to LONGEST, have a smallest p of at most each level after each value."""
    sums = np.zeros((len(REFERENCES), series))
    average = np.zeros(series)
    caught = np.empty((LONGEST, _LEVELS.size))
    for n in range(LONGEST):
        q = rng.standard_normal(series)
        average = (1 - SMOOTHING) * average + SMOOTHING * q
        deviation = np.sqrt(SMOOTHING / (2 - SMOOTHING) * (1 - (1 - SMOOTHING) ** (2 * n + 2)))
        smallest = np.where(average > deviation, 1.0, 2.0)
        high = average > stats.norm.isf(_LEVELS[0]) * deviation
        smallest[high] = stats.norm.sf(average[high] / deviation)
        for row, k in enumerate(REFERENCES):
            sums[row] = np.maximum(0.0, sums[row] + q - k)
            high = sums[row] > 0
            smallest[high] = np.minimum(smallest[high], cusum_p(sums[row, high], np.array(n + 1), k))
        caught[n] = np.searchsorted(np.sort(smallest), _LEVELS, side="right")
    return caught


def adaptive_p(smallest: Floats, seen: NDArray[np.int64]) -> Floats:
    """What the smallest of the charts' p-values is worth after ``seen`` values. At most 1, and rising with it."""
    curve = looking_again()[np.clip(seen, 1, LONGEST) - 1]
    # Beyond the rarest level that was simulated the ratio is held: it moves by a few hundredths for each factor of ten.
    u = np.log(np.clip(smallest, _LEVELS[-1], 1.0))
    ratio = np.clip(curve[..., 0] + u * (curve[..., 1] + u * curve[..., 2]), 1.0, len(REFERENCES) + 1)
    return np.minimum(1.0, smallest * ratio)


def smallest_for(p: float, seen: NDArray[np.int64]) -> Floats:
    """The smallest p-value of the charts that is worth ``p`` after ``seen`` values: `adaptive_p` turned round."""
    low, high = np.full(seen.shape, np.log(p / 10)), np.full(seen.shape, np.log(p))
    for _ in range(40):
        middle = (low + high) / 2
        within = adaptive_p(np.exp(middle), seen) <= p
        low, high = np.where(within, middle, low), np.where(within, high, middle)
    smallest: Floats = np.exp(low)
    return smallest


def critical_sum(u: Floats, seen: NDArray[np.int64], k: float) -> Floats:
    """The cumulative sum that is as rare as ``u`` after ``seen`` values: `cusum_p` turned round."""
    table = cusum_table(k)
    needed = np.empty(seen.shape)
    for n in np.unique(seen):
        at = seen == n
        row = table[min(max(int(n), 1), LONGEST) - 1]
        needed[at] = np.interp(np.log(u[at]), row[::-1], _GRID[::-1])
    return needed
