"""What an inspection is worth at all that may be believed of a service: the index that services are ranked by.

Days have the prices of the bound (`inspectorate.laboratory.steady`). A service is looked after in the cheapest way at
these prices from the next month on; what an inspection averts this month, by day, is its index. That is Whittle's
index where prices and chances never change, and as good where there are many services (Brown and Smith, Management
Science 66 (2020) 3029-3050).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from inspectorate.laboratory.apart import Apart, alone
from inspectorate.laboratory.belief_kernel import Singles
from inspectorate.laboratory.bound import FIRST_LOOK, Arms
from inspectorate.laboratory.grid import Grid, grid
from inspectorate.laboratory.model import FIFTHS, Floats, Integers, Model, Services
from inspectorate.laboratory.regime import Event
from inspectorate.laboratory.steady import path_of_prices

RESOLUTION = 16
PRICES = 20
CHEAP = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """``worth``: of an inspection by month, area, fifth, point of the grid and price, in harm of a child in the area,
    times the point's size; shape (months, areas, FIFTHS, points, PRICES). ``column`` and ``share``, (services,): the
    price that each service pays is so much of the way from this one to the next."""

    grid: Grid
    worth: Singles
    column: Integers
    share: Floats


def index(model: Model, services: Services, event: Event, *, days: float, months: int) -> Index:
    """The index of all services where so many inspector-days come in each month.

    In a model of several areas each is taken as if it were the only one and paid an equal part of the price, with
    leaders as they are when all begins and the signal its own: what an inspection is worth is added up over them.
    """
    path, price = path_of_prices(Arms(model, services, (event,), FIRST_LOOK, alone=True), days, months)
    # Where there are days for all that is worth anything, a day costs next to nothing.
    paid = max(price, CHEAP) * np.array(event.days)[services.size] / np.maximum(services.children, 1)
    prices = np.geomspace(paid.min() * 0.999, paid.max() * 1.001, PRICES)
    points = grid(RESOLUTION, model.steps)
    worth = np.zeros((months, len(model.areas), FIFTHS, len(points.points), PRICES), np.float32)
    for area, one in enumerate(alone(model)):
        for fifth in np.unique(services.fifth):
            hidden = Apart(one, int(fifth), points, [one.looks[event.look]], [1.0]).leaders()
            worth[:, area, fifth] = hidden.worth(prices, path)[:, 0] * points.mass[:, None]
    column = np.searchsorted(prices, paid, side="right") - 1
    return Index(points, worth, column, (paid - prices[column]) / (prices[column + 1] - prices[column]))


def no_index() -> Index:
    """The index of policies that rank by something else."""
    points = grid(1, 2)
    return Index(points, np.zeros((1, 1, 1, 1, 1), np.float32), np.zeros(1, np.int64), np.zeros(1))
