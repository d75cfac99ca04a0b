"""How good forecasts of grades were, once the grades are known.

A forecast of grades is an array (cases, steps) of probabilities, the best grade first; what was found is the place of
each case's grade on that scale, 0 the best.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import rankdata

from inspectorate.measurement.intervals import Estimate, Indices, bootstrap, deviate, wilson

Floats = NDArray[np.float64]


def ranked_probability_scores(forecasts: ArrayLike, found: ArrayLike) -> Floats:
    """Each case's score, from 0 (certain and right) to 1 (certain and as wrong as can be); less is better.

    The squared differences between the running sums of forecast and finding, divided by the steps less one (Epstein,
    Journal of Applied Meteorology 1969, 8:985; Murphy 1971, 10:155). Unlike the share of hits it is proper: nobody
    gains by saying anything but what they think.
    """
    shares, places = np.asarray(forecasts, dtype=np.float64), np.asarray(found, dtype=np.intp)
    running = shares.cumsum(1)[:, :-1]
    reached = places[:, None] <= np.arange(running.shape[1])
    scores: Floats = ((running - reached) ** 2).sum(1) / running.shape[1]
    return scores


def mean_score(
    scores: ArrayLike, clusters: Sequence[Hashable], *, level: float = 0.95, seed: int = 0
) -> Estimate | None:
    """The mean of scores with a bootstrap interval that draws whole clusters; ``None`` of no cases."""
    values = np.asarray(scores, dtype=np.float64)
    return bootstrap(
        lambda drawn: float(values[drawn].mean()) if len(drawn) else None, clusters, level=level, seed=seed
    )


def auc(
    scores: ArrayLike,
    happened: ArrayLike,
    *,
    clusters: Sequence[Hashable] | None = None,
    level: float = 0.95,
    seed: int = 0,
) -> Estimate | None:
    """The chance that a case in which it happened was scored above one in which it did not; ties count a half.

    The interval is that of DeLong, DeLong and Clarke-Pearson (Biometrics 1988, 44:837), or a bootstrap by cluster where
    ``clusters`` names each case's. ``None`` where it happened in every case or in none.
    """
    values, events = np.asarray(scores, dtype=np.float64), np.asarray(happened, dtype=bool)
    if clusters is not None:
        return bootstrap(lambda drawn: _area(values[drawn], events[drawn]), clusters, level=level, seed=seed)
    value = _area(values, events)
    if value is None:
        return None
    half = deviate(level) * sqrt(_delong(values, events))
    return Estimate(value, max(0.0, value - half), min(1.0, value + half), len(values))


def _area(values: Floats, events: NDArray[np.bool_]) -> float | None:
    """The area from ranks: the Mann-Whitney statistic over the number of pairs."""
    yes = int(events.sum())
    no = len(events) - yes
    if not yes or not no:
        return None
    return (float(rankdata(values)[events].sum()) - yes * (yes + 1) / 2) / (yes * no)


def _delong(values: Floats, events: NDArray[np.bool_]) -> float:
    """The variance of the area: how far the share of pairs won differs from case to case, on either side.

    A side of a single case has no variance of its own to tell; it counts as none.
    """
    ranks, sides = rankdata(values), 0.0
    for side in (events, ~events):
        others = len(events) - int(side.sum())
        won = (ranks[side] - rankdata(values[side])) / others
        sides += float(won.var(ddof=1)) / len(won) if len(won) > 1 else 0.0
    return sides


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """Forecasts that lie together: their mean, and how often it happened, with an interval."""

    forecast: float
    observed: Estimate


def calibration(
    forecasts: ArrayLike,
    happened: ArrayLike,
    *,
    clusters: Sequence[Hashable] | None = None,
    bins: int = 10,
    seed: int = 0,
) -> tuple[CalibrationBin, ...]:
    """Forecast shares beside observed ones, in bins of equal width from 0 to 1; a bin without forecasts is left out.

    The interval is Wilson's, which takes forecasts as independent. Where ``clusters`` names the cluster of each, say
    its body, each end is that or the end of a bootstrap by cluster, whichever is wider.
    """
    shares, events = np.asarray(forecasts, dtype=np.float64), np.asarray(happened, dtype=bool)
    places: Indices = np.minimum((shares * bins).astype(np.intp), bins - 1)
    held = (np.flatnonzero(places == place) for place in range(bins))
    return tuple(
        CalibrationBin(float(shares[inside].mean()), _observed(events[inside], clusters, inside, seed))
        for inside in held
        if len(inside)
    )


def _observed(events: NDArray[np.bool_], clusters: Sequence[Hashable] | None, places: Indices, seed: int) -> Estimate:
    alone = wilson(int(events.sum()), len(events))
    assert alone is not None  # a bin that holds forecasts
    if clusters is None:
        return alone
    among = [clusters[place] for place in places]
    by = mean_score(events, among, seed=seed)
    assert by is not None
    return Estimate(alone.value, min(alone.low, by.low), max(alone.high, by.high), alone.n)
