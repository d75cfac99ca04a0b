"""What harm no policy can go below with so many inspector-days, however clever it is.

Each inspector-day is given a price. Then every service can be looked after by itself, and what harm and price together
cost at least, less the price of the days that there are, is below the harm of every policy that spends no more (the
Lagrangian relaxation of Whittle, Journal of Applied Probability 25A (1988) 287-298). The price that gives the most is
taken. docs/explanation/laboratory-bound.md explains it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from inspectorate.laboratory.apart import Apart, alone
from inspectorate.laboratory.grid import grid
from inspectorate.laboratory.hidden import Hidden, Time
from inspectorate.laboratory.informed import informed
from inspectorate.laboratory.model import Floats, Model, Services
from inspectorate.laboratory.regime import Event

RESOLUTIONS = {1: 32, 2: 16, 3: 10, 4: 10}
"""Of the grid of beliefs, by the number of areas."""

PRICES = 32
FIRST_LOOK = 8  # the resolution at which the price is first looked for
WIDER = 3.0  # the prices of the second look go so much beyond those of the first one


@dataclass(frozen=True, slots=True)
class Bound:
    """``harm``: no policy does less. ``price``: by how much that falls with one more inspector-day."""

    harm: float
    price: float
    resolution: int


@dataclass(frozen=True, slots=True, eq=False)
class Class:
    """Services that only differ in their children: ``fifth``, the days of each event (of which the dearest takes
    ``unit`` days) over ``unit``, and how many services have how many ``children``."""

    fifth: int
    days: tuple[float, ...]
    unit: float
    children: Floats
    services: Floats


def bound(
    model: Model,
    services: Services,
    events: Sequence[Event],
    *,
    days: float,
    months: int | None,
    discount: float = 1.0,
    resolution: int | None = None,
) -> Bound:
    """The harm below which no policy can stay that spends at most ``days`` inspector-days in these months.

    A policy may use any one of the ``events`` at each service in each month, or none, may know the model, and knows
    what the inspection found when all began. ``days`` is what it may spend on average. Without an end to the months
    (``None``) a ``discount`` below 1 is needed: harm and days of a month count so many times those of the month before.
    With several areas and no end the bound is not proved: dividing the price takes curves to rise ever less, and what
    curves for ever are rounded by may break that by a little.
    """
    resolution = resolution or RESOLUTIONS[len(model.areas)]
    if not (model.harm.any() and services.children.any()):
        return Bound(0.0, 0.0, resolution)
    time = Time(None if months is None else np.ones(months), discount)
    rough = Arms(model, services, events, FIRST_LOOK, alone=True)
    first = Curves(rough, time, rough.everywhere(time)).best(days)
    arms = Arms(model, services, events, resolution)
    second = Curves(arms, time, arms.around(time, first.price)).best(days)
    if first.price / WIDER <= second.price <= first.price * WIDER:
        return second
    third = Curves(arms, time, arms.around(time, second.price)).best(days)
    return max(second, third, key=lambda one: one.harm)


def classes_of(services: Services, events: Sequence[Event]) -> list[Class]:
    """The services by fifth and days of the events, with how many have how many children. Where there are no children
    there is no harm: such services are left out."""
    cared_for, found = services.children > 0, []
    kinds = np.stack([services.fifth, services.size], axis=1)
    for fifth, size in np.unique(kinds[cared_for], axis=0).tolist():
        here = (services.fifth == fifth) & (services.size == size) & cared_for
        children, number = np.unique(services.children[here], return_counts=True)
        unit = max(event.days[size] for event in events)
        days = tuple(event.days[size] / unit for event in events)
        found.append(Class(fifth, days, unit, children.astype(float), number.astype(float)))
    return found


class Arms:
    """What each class of services has to do with, worked out once: each area as the hidden one; or, as a first look
    that is no bound, each ``alone``."""

    def __init__(
        self, model: Model, services: Services, events: Sequence[Event], resolution: int, *, alone: bool = False
    ) -> None:
        self.model, self.resolution, self.alone = model, resolution, alone
        self.classes = classes_of(services, events)
        self.looks = [model.looks[event.look] for event in events]
        kinds = sorted({(kind.fifth, kind.days) for kind in self.classes})
        self.hidden = {(fifth, days): self._areas(fifth, days, resolution) for fifth, days in kinds}

    def coarser(self, fifth: int, days: tuple[float, ...]) -> list[Hidden]:
        """The areas of a class on a grid of half the resolution."""
        return self._areas(fifth, days, -(-self.resolution // 2))

    def _areas(self, fifth: int, days: tuple[float, ...], resolution: int) -> list[Hidden]:
        points = grid(resolution, self.model.steps)
        if not self.alone:
            return Apart(self.model, fifth, points, self.looks, days).areas()
        looks = [replace(look, areas=1) for look in self.looks]
        return [Apart(one, fifth, points, looks, days).leaders() for one in alone(self.model)]

    def everywhere(self, time: Time) -> Floats:
        """Prices from nought to one that nobody would pay for the dearest event, by child and area."""
        quickest = min(day for kind in self.classes for day in kind.days if day > 0)
        highest = len(self.model.areas) * self.model.harm.max() * time.weight / quickest
        return np.concatenate([[0.0], highest * np.geomspace(1e-5, 1, PRICES)])

    def around(self, time: Time, price: float) -> Floats:
        """The same, but most of them near those that services would pay at this price of a day."""
        every = self.everywhere(time)
        near = np.concatenate([kind.unit / kind.children for kind in self.classes]) * price * len(self.model.areas)
        near = np.clip(near, every[1], every[-1])
        return np.unique(np.concatenate([every[[0, -1]], np.geomspace(near.min() / WIDER, near.max() * WIDER, PRICES)]))


class Curves:
    """The least that a service of each class costs, by child and area, at each price of its dearest event."""

    def __init__(self, arms: Arms, time: Time, prices: Floats) -> None:
        self.arms, self.time, self.prices = arms, time, prices
        self.areas, self.classes = len(arms.model.areas), arms.classes
        self.curves = {}
        for (fifth, days), hidden in arms.hidden.items():
            coarser = arms.coarser(fifth, days) if time.path is None else [None] * len(hidden)
            curve = shared(
                prices, [area.over(prices, time, other) for area, other in zip(hidden, coarser, strict=True)]
            )
            if len(hidden) > 1 and not arms.alone:
                curve = np.maximum(curve, informed(arms.model, fifth, arms.looks, days, prices, time))
            self.curves[fifth, days] = curve

    def at(self, price: float, days: float) -> float:
        """What the policies cost at least at a price of an inspector-day, less the price of so many days."""
        total = -price * days
        for kind in self.classes:
            weight = kind.children / self.areas
            least = np.interp(price * kind.unit / weight, self.prices, self.curves[kind.fifth, kind.days])
            total += float((kind.services * weight) @ least)
        return float(total)

    def best(self, days: float) -> Bound:
        """The greatest of them. Any price gives a bound, so that the search need not be exact."""
        ends = [np.log(self.prices[place] / self.areas) for place in (1, -1)]
        low = ends[0] + np.log(min(kind.children.min() / kind.unit for kind in self.classes))
        high = ends[1] + np.log(max(kind.children.max() / kind.unit for kind in self.classes))
        for _ in range(60):
            third = (high - low) / 3
            if self.at(float(np.exp(low + third)), days) < self.at(float(np.exp(high - third)), days):
                low += third
            else:
                high -= third
        harm, price = max((self.at(price, days), price) for price in (float(np.exp(low)), 0.0))
        return Bound(harm, price, self.arms.resolution)

    def used(self, price: float, path: Floats) -> Floats:
        """The days of each month that the cheapest courses take at this price, where areas share it equally."""
        found = np.zeros(len(path))
        for (fifth, days), hidden in self.arms.hidden.items():
            weights = np.zeros(len(self.prices))
            for kind in self.classes:
                if (kind.fifth, kind.days) == (fifth, days):
                    paid = price * kind.unit * self.areas / kind.children
                    place = np.interp(paid, self.prices, np.arange(len(self.prices)))
                    np.add.at(weights, np.round(place).astype(int), kind.services * kind.unit)
            used = [area.used(self.prices / self.areas, path) @ weights for area in hidden]
            found += np.mean(used, axis=0)
        return found


def shared(prices: Floats, curves: Sequence[Floats]) -> Floats:
    """The most that the areas cost together at each price, however it is divided among them, shape (B,).

    Each curve rises ever less; so a price is divided best when its next part goes to the area that rises most with it.
    """
    parts, rises = np.tile(np.diff(prices), len(curves)), np.concatenate([np.diff(curve) for curve in curves])
    order = np.argsort(-rises / parts, kind="stable")
    start = sum(float(curve[0]) for curve in curves)
    paid = np.concatenate([[0.0], parts[order].cumsum()])
    found: Floats = np.interp(prices, paid, start + np.concatenate([[0.0], rises[order].cumsum()]))
    return found
