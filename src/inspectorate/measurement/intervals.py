"""Numbers with the interval that chance alone gives them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Indices = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number, the interval around it, and on how many cases it rests."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Interval:
    """How the interval of an estimate is found, and at which ``level``: by the formula of its statistic, or where
    ``clusters`` names each case's, by a `bootstrap` from this ``seed`` that draws whole clusters."""

    clusters: Sequence[Hashable] | None = None
    level: float = 0.95
    seed: int = 0


BY_FORMULA = Interval()


def deviate(level: float) -> float:
    """How many standard deviations either side of the middle hold ``level`` of a normal distribution."""
    return NormalDist().inv_cdf((1 + level) / 2)


def wilson(hits: float, n: int, *, level: float = 0.95) -> Estimate | None:
    """A share with Wilson's score interval (Wilson, JASA 1927, 22:209); ``None`` of no cases at all.

    Hits that are only expected need not be a whole number.
    """
    if n == 0:
        return None
    z, share = deviate(level), hits / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    # At none or all of the cases the bound is exactly 0 or 1; rounding must not put it beside the share.
    return Estimate(share, 0.0 if hits == 0 else middle - half, 1.0 if hits == n else middle + half, n)


def wider(one: Estimate | None, other: Estimate | None) -> Estimate | None:
    """The first, each end of its interval as far out as either has it; ``None`` where one of the two is."""
    if one is None or other is None:
        return None
    return Estimate(one.value, min(one.low, other.low), max(one.high, other.high), one.n)


def bootstrap(
    statistic: Callable[[Indices], float | None],
    clusters: Sequence[Hashable],
    *,
    level: float = 0.95,
    draws: int = 1000,
    seed: int = 0,
) -> Estimate | None:
    """A statistic of cases with a percentile interval that draws whole clusters (Davison and Hinkley 1997, ch. 3.8).

    ``clusters`` names the cluster of each case, say its body: cases of one body are alike, and drawing them one by one
    would make the interval too narrow. ``statistic`` is given the places of the cases drawn and says ``None`` where
    they leave it undefined; such draws are left out. The same seed gives the same interval. ``None`` where the cases
    themselves leave the statistic undefined.
    """
    value = statistic(np.arange(len(clusters)))
    if value is None:
        return None
    places: dict[Hashable, list[int]] = {}
    for place, cluster in enumerate(clusters):
        places.setdefault(cluster, []).append(place)
    groups = [np.array(group) for group in places.values()]
    random = np.random.default_rng(seed)
    drawn = (random.integers(len(groups), size=len(groups)) for _ in range(draws))
    found = (statistic(np.concatenate([groups[one] for one in picked])) for picked in drawn)
    told = [one for one in found if one is not None] or [value]
    low, high = np.quantile(told, [(1 - level) / 2, (1 + level) / 2])
    return Estimate(value, float(low), float(high), len(clusters))
