"""What a fit of the model of severity says of inspectors together: how far they lie apart, and what it does to grades.

Nothing here speaks of one inspector, and nothing is said of fewer than five.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, pi, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.special import expit

from inspectorate.measurement.intervals import Estimate, deviate
from inspectorate.measurement.severity import Judgements
from inspectorate.measurement.severity_fit import Fit

Floats = NDArray[np.float64]

FEWEST = 5
CHANCE = pi**2 / 3  # the variance of one judgement about its level: that of the logistic distribution
APART = sqrt(2) * deviate(0.5)  # the median difference of two normal numbers, where their deviation is 1


@dataclass(frozen=True, slots=True)
class Spread:
    """How far lead inspectors lie apart, ``None`` where fewer than five were seen.

    ``severity``: the standard deviation in logits. ``odds``: of two inspectors drawn at random, the stricter one's odds
    of a worse grade against the other's, in the median (Larsen and Merlo, American Journal of Epidemiology 2005,
    161:81). ``shares``: by area, the part of the variance of one judgement that is the inspectors', ``None`` where
    fewer than five inspectors or bodies are in it. ``sets`` of bodies share no inspector with one another: between
    them severities can be compared only by belief, so more than one weakens every figure.
    """

    inspectors: int
    bodies: int
    judgements: int
    sets: int
    severity: Estimate | None
    odds: Estimate | None
    shares: Mapping[str, Estimate | None]


def spread(found: Fit, *, level: float = 0.95) -> Spread:
    """The spread of severities with intervals, never an inspector's own."""
    held, n = found.held, len(found.held.leads)
    middle, half = float(found.logs[-1]), deviate(level) * sqrt(found.unsure[-1, -1])
    value, low, high = exp(middle), exp(middle - half), exp(middle + half)
    shown = n >= FEWEST
    shares = {
        name: _share(found, area, level) if shown and _enough(held, area) else None
        for area, name in enumerate(held.areas)
    }
    return Spread(
        n, len(held.bodies), len(held.grade), connected(held),
        Estimate(value, low, high, n) if shown else None,
        Estimate(exp(APART * value), exp(APART * low), exp(APART * high), n) if shown else None,
        shares,
    )  # fmt: skip


def connected(held: Judgements) -> int:
    """Into how many sets the bodies fall that no inspector, nor a chain of them, links."""
    bodies, leads = len(held.bodies), len(held.leads)
    seen = coo_array((np.ones(len(held.body)), (held.body, bodies + held.lead)), shape=(bodies + leads,) * 2)
    number, _ = connected_components(seen, directed=False)
    return int(number)


def _enough(held: Judgements, area: int) -> bool:
    here = held.area == area
    return min(len(np.unique(held.lead[here])), len(np.unique(held.body[here]))) >= FEWEST


def _share(found: Fit, area: int, level: float) -> Estimate:
    """Severity against trait and chance, at the middle of the record; the interval is even in the log-odds."""
    spreads, areas = found.spreads, len(found.held.areas)
    severity = spreads.severity**2
    rest = spreads.common[area] ** 2 + spreads.own[area] ** 2 + CHANCE
    slope = np.zeros_like(found.logs)
    slope[area], slope[areas + area] = -2 * spreads.common[area] ** 2 / rest, -2 * spreads.own[area] ** 2 / rest
    slope[-1] = 2.0
    odds, half = np.log(severity / rest), deviate(level) * sqrt(slope @ found.unsure @ slope)
    ends = expit([odds, odds - half, odds + half])
    here = found.held.lead[found.held.area == area]
    return Estimate(float(ends[0]), float(ends[1]), float(ends[2]), len(np.unique(here)))
