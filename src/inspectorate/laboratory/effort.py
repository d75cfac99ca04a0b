"""Regimes at equal effort: stretched in time until each takes the same inspector-days.

A regime that sends more inspectors finds more; that says nothing of how it chooses. So all months of a regime are
multiplied by one number, its *stretch*, until the days that it is expected to take (worked out exactly, not simulated)
are those that were asked for.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from inspectorate.laboratory.clock import clock
from inspectorate.laboratory.exact import evaluate
from inspectorate.laboratory.model import Model, Services
from inspectorate.laboratory.regime import OUTCOMES, Clock, Regime

CLOSE = 1e-4
"""How near the days must come to those asked for, as a share of these."""
SHORTEST, LONGEST = 0.1, 10.0
"""The stretches that are tried: beyond them a regime is no longer the same thing."""
STEPS = 12


class EffortUnequal(ValueError):
    """A regime cannot be stretched to the days that were asked for; the sentence says how far it goes."""


@dataclass(frozen=True, slots=True)
class Stretched:
    """A regime at an effort: the number that its months were multiplied by, and the days it is expected to take."""

    clock: Clock
    stretch: float
    days: float


def days_expected(model: Model, services: Services, found: Clock, months: int) -> float:
    """The inspector-days that a clock is expected to take of a country in so many months."""
    return float(evaluate(model, services, found, months=months)[:, OUTCOMES.index("inspector_days")].sum())


def stretched(
    model: Model, services: Services, regime: Regime, *, days: float, months: int, window: bool = False
) -> Stretched:
    """The regime at so many inspector-days in all, by the method of secants on logarithms.

    Raises EffortUnequal.
    """
    made: dict[float, Stretched] = {}

    def above(stretch: float) -> float:
        found = clock(regime, model, stretch=stretch, window=window)
        made[stretch] = Stretched(found, stretch, days_expected(model, services, found, months))
        return math.log(made[stretch].days / days) if made[stretch].days else -math.inf

    found = made[_root(above)]
    if abs(found.days - days) > CLOSE * days:
        raise EffortUnequal(
            f"{regime.label} cannot be made to take {days:,.0f} inspector-days: with all its months times"
            f" {found.stretch:.2f} it takes {found.days:,.0f}. Ask for another number of days, or for more years."
        )
    return found


def _root(above: Callable[[float], float]) -> float:
    """The stretch at which nothing is left above, or the nearest that was tried. More stretch takes fewer days."""
    low, high = math.log(SHORTEST), math.log(LONGEST)
    at, best, nearest = 0.0, 0.0, math.inf
    for _ in range(STEPS):
        left = above(math.exp(at))
        if abs(left) < nearest:
            best, nearest = at, abs(left)
        if nearest <= CLOSE / 2:
            break
        low, high = (max(low, at), high) if left > 0 else (low, min(high, at))
        # Days go nearly as one over the stretch, so that what is left above is also how far there is to go.
        at = at + left if low < at + left < high else (low + high) / 2
    return math.exp(best)
