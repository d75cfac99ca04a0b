"""Regimes at equal effort: stretched in time until each takes the same inspector-days.

A regime that sends more inspectors finds more; that says nothing of how it chooses. So all months of a regime are
multiplied by one number, its *stretch*, until the days that it is expected to take (worked out exactly, not simulated)
are those that were asked for. They change without a jump with the stretch, because `Clock.ages` do. So the stretch is
searched for in two parts, by its logarithm: steps of the size that seems needed and a little more, until the days
asked for lie between those of the last two; and Brent's method (Algorithms for minimization without derivatives, 1973,
chapter 4) between these.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from scipy.optimize import brentq

from inspectorate.laboratory.clock import clock
from inspectorate.laboratory.exact import evaluate
from inspectorate.laboratory.model import Model, Services
from inspectorate.laboratory.regime import OUTCOMES, Clock, Event, Regime

CLOSE = 1e-4
"""How near the days must come to those asked for, as a share of these."""
SHORTEST, LONGEST = 0.1, 10.0
"""The stretches that are tried: beyond them a regime is no longer the same thing."""
OVERSHOOT = 1.2
"""Steps go so much farther than seems needed, so that what is sought lies between the last two."""


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
    """The regime at so many inspector-days in all.

    Raises EffortUnequal.
    """
    made: dict[float, Stretched] = {}

    def above(log_stretch: float) -> float:
        stretch = math.exp(log_stretch)
        found = clock(regime, model, stretch=stretch, window=window)
        made[log_stretch] = Stretched(found, stretch, days_expected(model, services, found, months))
        return math.log(made[log_stretch].days / days)

    _find(above)
    found = min(made.values(), key=lambda one: abs(math.log(one.days / days)))
    if abs(found.days - days) > CLOSE * days:
        raise EffortUnequal(
            f"{regime.label} cannot be made to take {_told(days)} inspector-days in {months} months: with all its"
            f" months times {found.stretch:.2f} it takes {_told(found.days)}. Ask for a number of days nearer to that,"
            " or for other years."
        )
    return found


def check_pays(services: Services, event: Event, days: float) -> None:
    """A policy spends its days in whole inspections, and waits until it can pay for the first that it wants. Raises
    EffortUnequal where it might wait for ever."""
    dearest = max(event.days[size] for size in services.size)
    if days < dearest:
        raise EffortUnequal(
            f"No policy can spend {_told(days)} inspector-days: one inspection of the largest service takes"
            f" {_told(dearest)}. Ask for that many or more, or for more years."
        )


def _told(days: float) -> str:
    return f"{days:,.1f}" if days >= 1 else f"{days:.2g}"


def _find(above: Callable[[float], float]) -> None:
    """Try stretches, by their logarithms, until nothing is left above, or none between the limits is better."""
    at, left = 0.0, above(0.0)
    while abs(left) > CLOSE / 2:
        # Days go nearly as one over the stretch: what is left above is also about how far there is to go.
        beyond = min(max(at + OVERSHOOT * left, math.log(SHORTEST)), math.log(LONGEST))
        if beyond == at:
            return
        then = above(beyond)
        if left * then <= 0:
            brentq(above, at, beyond, xtol=CLOSE / 4)
            return
        at, left = beyond, then
