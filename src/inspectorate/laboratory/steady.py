"""The bound for policies with the same inspector-days every month, which may save days up but not spend them before.

Such policies cannot do at once what would be best done at once. So days may have a price of their own each month, as
long as prices never rise: what is spent up to each month is no more than what came up to it, and then the price of
all that is spent is no more than the price of all that came (Brown and Smith, Management Science 66 (2020) 3029-3050
have prices that change so).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from inspectorate.laboratory.bound import FIRST_LOOK, RESOLUTIONS, Arms, Curves
from inspectorate.laboratory.hidden import Time
from inspectorate.laboratory.model import Floats, Model, Services
from inspectorate.laboratory.regime import Event

ROUNDS = 40
LEAST = 1e-3
"""No month's price is a smaller share of the mean."""


@dataclass(frozen=True, slots=True, eq=False)
class SteadyBound:
    """``harm``: no such policy does less. ``prices``: by how much that falls with one more inspector-day in each month,
    shape (months,)."""

    harm: float
    prices: Floats
    resolution: int


def steady_bound(
    model: Model,
    services: Services,
    events: Sequence[Event],
    *,
    days: float,
    months: int,
    resolution: int | None = None,
) -> SteadyBound:
    """As `inspectorate.laboratory.bound.bound`, with ``days`` inspector-days coming in each month."""
    rough = Arms(model, services, events, FIRST_LOOK, alone=True)
    path, price = path_of_prices(rough, days, months)
    arms = Arms(model, services, events, resolution or RESOLUTIONS[len(model.areas)])
    found = []
    for shares in (path, np.ones(months)):
        time = Time(shares)
        best = Curves(arms, time, arms.around(time, price)).best(days * months)
        found.append(SteadyBound(best.harm, best.price * shares, best.resolution))
    return max(found, key=lambda one: one.harm)


def path_of_prices(arms: Arms, days: float, months: int) -> tuple[Floats, float]:
    """How the price goes down from month to month, 1 on average, and the price then: the best of some tries.

    Where more is spent than comes the price goes up, and down where less is. Any path gives a bound.
    """
    tried, best = np.ones(months), (-np.inf, np.ones(months), 0.0)
    prices = arms.everywhere(Time(tried))
    for turn in range(ROUNDS):
        curves = Curves(arms, Time(tried), prices)
        found = curves.best(days * months)
        prices = arms.around(Time(tried), found.price)
        best = max(best, (found.harm, tried, found.price), key=lambda one: one[0])
        used = smoothed(curves.used(found.price, tried))
        wanted = tried * np.clip(used / days, 0.25, 4) ** (1 / (1 + turn))
        falling = np.maximum.accumulate(np.maximum(wanted, LEAST)[::-1])[::-1]
        tried = falling / falling.mean()
    return best[1], best[2]


def smoothed(used: Floats) -> Floats:
    """Months with those around them: equal services act in the same month, and no price can spread that."""
    width = max(1, len(used) // 40)
    return np.convolve(np.pad(used, width, mode="edge"), np.full(2 * width + 1, 1 / (2 * width + 1)), mode="valid")
