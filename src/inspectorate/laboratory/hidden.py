"""The cheapest way to look after one area that nobody sees: costs of beliefs, month by month from the last.

The area is hidden; beside it there may be a *place* that everybody sees (the leaders' grade, in a model of several
areas). Harm and the price of inspectors' time are added up, for many prices of time at once. What is worked out on a
grid of beliefs is never above the true cost (`inspectorate.laboratory.grid`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from inspectorate.laboratory.exact import seen
from inspectorate.laboratory.for_ever import for_ever
from inspectorate.laboratory.grid import Grid, Mixture
from inspectorate.laboratory.model import Floats, Integers, Look


@dataclass(frozen=True, slots=True, eq=False)
class Time:
    """The months that count. ``path``: by what the price of a day is multiplied in each, shape (months,), 1 on average;
    ``None``: for ever, at one price. Each month counts ``discount`` times the one before."""

    path: Floats | None
    discount: float = 1.0

    @property
    def weight(self) -> float:
        """What all months count together at most."""
        return float(len(self.path)) if self.path is not None else 1 / (1 - self.discount)


@dataclass(frozen=True, slots=True, eq=False)
class Turn:
    """How a month may go from one place to another, with which ``chance``; and what each belief then is, after all
    that may be seen in that month. Of several ``ways`` to see, the cheapest is taken."""

    before: int
    after: int
    chance: float
    ways: tuple[Mixture, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Occasion:
    """An event: ``days``, what it sees and changes (``told``: each belief after all that may be said), and how it
    changes the place while it looks at the area or passes it by, shapes (places, places), whose rows together add
    to 1."""

    days: float
    told: Mixture
    looked: Floats
    passed: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Hidden:
    """An area that is hidden. ``harm`` of a month at each point of the ``grid``, shape (points,); ``beginning``: what
    may be believed when all begins, by place."""

    grid: Grid
    harm: Floats
    places: int
    turns: tuple[Turn, ...]
    occasions: tuple[Occasion, ...]
    beginning: tuple[Mixture, ...]

    def acts(self, cost: Floats, prices: Floats) -> list[Floats]:
        """What each belief costs before the events of a month, without one and with each.

        ``cost``, (places, points, B): at the end of the month. ``prices``: of an inspector-day, shape (B,).
        """
        found = [cost]
        for occasion in self.occasions:
            told = [occasion.told.of(at) for at in cost]
            after = np.empty_like(cost)
            after[:] = occasion.days * prices
            for before, place in np.argwhere(occasion.looked > 0):
                after[before] += occasion.looked[before, place] * told[place]
            for before, place in np.argwhere(occasion.passed > 0):
                after[before] += occasion.passed[before, place] * cost[place]
            found.append(after)
        return found

    def turn(self, cost: Floats) -> Floats:
        """What each belief costs before a month, by what it costs after what is seen in it: (places, points, B)."""
        found = np.zeros_like(cost)
        for turn in self.turns:
            ways = [way.of(cost[turn.after]) for way in turn.ways]
            found[turn.before] += turn.chance * least(ways)
        return found

    def before(self, ahead: Floats, prices: Floats, discount: float = 1.0) -> Floats:
        """What each belief costs before a month, by what it costs before the next one, ``ahead``."""
        return self.turn(least(self.acts(self.harm[:, None] + discount * ahead, prices)))

    def begun(self, ahead: Floats) -> Floats:
        """What is expected when all begins, at each price, shape (B,)."""
        found = np.zeros(ahead.shape[2])
        for place, mixture in enumerate(self.beginning):
            found += mixture.of(ahead[place]).sum(0)
        return found

    def nothing(self, prices: Floats) -> Floats:
        """The costs after the last month, or any other sum for each belief to begin with."""
        return np.zeros((self.places, len(self.harm), len(prices)))

    def over(self, prices: Floats, time: Time, coarser: Hidden | None = None) -> Floats:
        """Harm and price of all months from the beginning: shape (B,). ``coarser``: the same on a grid of fewer points,
        to begin with where there is no end."""
        if time.path is None:
            return self.begun(self._for_ever(prices, time.discount, coarser))
        ahead = self.nothing(prices)
        for share in time.path[::-1]:
            ahead = self.before(ahead, prices * share, time.discount)
        return self.begun(ahead)

    def _for_ever(self, prices: Floats, discount: float, coarser: Hidden | None) -> Floats:
        """What each belief costs before all months: (places, points, B)."""
        ahead = self.nothing(prices)
        if coarser is not None:
            between = coarser.grid.mixture(self.grid.points)
            ahead = np.stack([between.of(at) for at in coarser._for_ever(prices, discount, None)])
        return for_ever(lambda ahead: self.before(ahead, prices, discount), ahead, discount)

    def used(self, prices: Floats, path: Floats) -> Floats:
        """The days that the cheapest course takes in each month of a ``path`` of prices, shape (months, B)."""
        ahead, courses = self.nothing(prices), []
        for share in path[::-1]:
            acts = self.acts(self.harm[:, None] + ahead, prices * share)
            cost = least(acts)
            ways = [np.argmin([way.of(cost[turn.after]) for way in turn.ways], axis=0) for turn in self.turns]
            courses.append((np.argmin(acts, axis=0), ways))
            ahead = self.turn(cost)
        found, standing = np.zeros((len(path), len(prices))), self.nothing(prices)
        for place, mixture in enumerate(self.beginning):
            standing[place] = mixture.onto(np.ones((len(mixture.places), len(prices))), len(self.harm))
        for month, (act, ways) in enumerate(reversed(courses)):
            seen = self._turned(standing, ways)
            found[month] = sum((seen * (act == 1 + e)).sum((0, 1)) * o.days for e, o in enumerate(self.occasions))
            standing = self._acted(seen, act)
        return found

    def worth(self, prices: Floats, path: Floats) -> Floats:
        """What the only event averts at each belief in each month, whatever its own price is then: that which all
        later ones have is on the ``path``. Shape (months, places, points, B)."""
        ahead, found = self.nothing(prices), np.zeros((len(path), self.places, len(self.harm), len(prices)))
        for month in range(len(path) - 1, -1, -1):
            price = prices * path[month]
            without, event = self.acts(self.harm[:, None] + ahead, price)
            found[month] = without + price - event
            ahead = self.turn(np.minimum(without, event))
        return found

    def _turned(self, standing: Floats, ways: Sequence[Integers]) -> Floats:
        """Where those go in a month who stand so, each the way to see that was chosen."""
        found = np.zeros_like(standing)
        for turn, which in zip(self.turns, ways, strict=True):
            for number, way in enumerate(turn.ways):
                here = standing[turn.before] * (which == number)
                found[turn.after] += turn.chance * way.onto(here, len(self.harm))
        return found

    def _acted(self, standing: Floats, act: Integers) -> Floats:
        """Where events leave those who stand so, each the one that was chosen."""
        found: Floats = standing * (act == 0)
        for number, occasion in enumerate(self.occasions, 1):
            here = standing * (act == number)
            found += np.tensordot(occasion.passed.T, here, 1)
            for place, looked in enumerate(np.tensordot(occasion.looked.T, here, 1)):
                found[place] += occasion.told.onto(looked, len(self.harm))
        return found


def least(costs: Sequence[Floats]) -> Floats:
    """The least of several costs, place by place."""
    return reduce(np.minimum, costs)


def after_look(grid: Grid, look: Look) -> Mixture:
    """The beliefs after all that a look may say of the area, and what follows from it."""
    one = seen(look)
    return together([grid.mixture(grid.points @ one[:, told]) for told in range(one.shape[1])])


def together(mixtures: Sequence[Mixture]) -> Mixture:
    """The sum of several mixtures for each belief."""
    return Mixture(
        np.concatenate([mixture.places for mixture in mixtures], axis=1),
        np.concatenate([mixture.weights for mixture in mixtures], axis=1),
    )
