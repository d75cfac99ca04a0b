"""Plain value iteration for the service of `bench.laboratory_bound`: one price after the other, month after month."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
from scipy.sparse import csr_array

from inspectorate.laboratory.apart import Apart
from inspectorate.laboratory.grid import Mixture, grid
from inspectorate.laboratory.hidden import Hidden, Time
from inspectorate.laboratory.model import Model

DISCOUNT = 0.99
STEPS = 22
"""Prices that a search for the best one looks at."""
ENOUGH = 1e-3
"""The share of the costs that value iteration still changes them by at most, when it ends."""


def hidden(model: Model, resolution: int) -> Hidden:
    """A service of the third fifth on a grid of this resolution, whose inspection takes one day."""
    return Apart(model, 2, grid(resolution, model.steps), [model.looks["inspection"]], [1.0]).leaders()


def prices(model: Model) -> np.ndarray:
    return float(model.harm.max()) * np.geomspace(0.5, 20, STEPS)


Step = Callable[[np.ndarray], np.ndarray]


def gathered(mixture: Mixture, points: int) -> Step:
    """NumPy looks the corners up."""
    return lambda values: (values[mixture.places] * mixture.weights).sum(1)


def sparse(mixture: Mixture, points: int) -> Step:
    """SciPy multiplies by a sparse matrix."""
    rows = np.repeat(np.arange(points), mixture.places.shape[1])
    matrix = csr_array((mixture.weights.ravel(), (rows, mixture.places.ravel())), shape=(points, points))
    matrix.eliminate_zeros()
    return lambda values: matrix @ values


def plain(model: Model, resolution: int, tried: int, step: Callable[[Mixture, int], Step]) -> dict[str, float]:
    """Seconds for all prices by value iteration, from so many of them, and the bound at the middle one."""
    start = time.process_time()
    area = hidden(model, resolution)
    points = len(area.harm)
    month, told = step(area.turns[0].ways[0], points), step(area.occasions[0].told, points)
    built = time.process_time() - start
    at = np.linspace(0, STEPS - 1, tried).round().astype(int)
    start, sweeps = time.process_time(), 0
    for price in prices(model)[at]:
        ahead = np.zeros(points)
        while True:
            cost = area.harm + DISCOUNT * ahead
            found = month(np.minimum(cost, told(cost) + price))
            sweeps += 1
            left = (found - ahead).max() * DISCOUNT / (1 - DISCOUNT)
            ahead = found
            if left <= ENOUGH * ahead.max():
                break
    taken = time.process_time() - start
    return {"seconds": built + taken * STEPS / tried, "sweeps": sweeps / tried, "prices_timed": tried}


def ours(model: Model, resolution: int) -> dict[str, float]:
    """Seconds for all prices at once, and what they give."""
    start = time.process_time()
    area = hidden(model, resolution)
    found = area.over(prices(model), Time(None, DISCOUNT), hidden(model, resolution // 2))
    return {"seconds": time.process_time() - start, "points": len(area.harm), "cost": float(found[STEPS // 2])}
