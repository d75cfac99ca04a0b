"""The cheapest way to look after one area that nobody sees: costs of beliefs, month by month from the last.

The area is hidden; beside it there may be a *place* that everybody sees (the leaders' grade, in a model of several
areas). Harm and the price of inspectors' time are added up, for many prices of time at once. What is worked out on a
grid of beliefs is never above the true cost (`inspectorate.laboratory.grid`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from inspectorate.laboratory.exact import seen
from inspectorate.laboratory.grid import Grid, Mixture
from inspectorate.laboratory.model import Floats, Look
from inspectorate.laboratory.repeated import repeated


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
    """An area that is hidden. ``harm`` of a month at each point of the grid, shape (points,); ``beginning``: what may
    be believed when all begins, by place."""

    harm: Floats
    places: int
    turns: tuple[Turn, ...]
    occasions: tuple[Occasion, ...]
    beginning: tuple[Mixture, ...]

    def act(self, cost: Floats, prices: Floats) -> tuple[Floats, Floats]:
        """What each belief costs before the events of a month, without one and with the best one.

        ``cost``, (places, points, B): at the end of the month. ``prices``: of an inspector-day, shape (B,).
        """
        best = np.full_like(cost, np.inf)
        for occasion in self.occasions:
            told = np.stack([occasion.told.of(cost[place]) for place in range(self.places)])
            after = np.tensordot(occasion.looked, told, 1) + np.tensordot(occasion.passed, cost, 1)
            best = np.minimum(best, after + occasion.days * prices)
        return cost, best

    def turn(self, cost: Floats) -> Floats:
        """What each belief costs before a month, by what it costs after what is seen in it: (places, points, B)."""
        found = np.zeros_like(cost)
        for turn in self.turns:
            ways = [way.of(cost[turn.after]) for way in turn.ways]
            found[turn.before] += turn.chance * np.min(ways, axis=0)
        return found

    def before(self, ahead: Floats, prices: Floats, discount: float = 1.0) -> Floats:
        """What each belief costs before a month, by what it costs before the next one, ``ahead``."""
        return self.turn(np.minimum(*self.act(self.harm[:, None] + discount * ahead, prices)))

    def begun(self, ahead: Floats) -> Floats:
        """What is expected when all begins, at each price, shape (B,)."""
        found = np.zeros(ahead.shape[2])
        for place, mixture in enumerate(self.beginning):
            found += mixture.of(ahead[place]).sum(0)
        return found

    def over(self, prices: Floats, months: int | None, discount: float = 1.0) -> Floats:
        """Harm and price of so many months from the beginning, or for ever: shape (B,)."""
        return self.begun(self.ahead(prices, months, discount))

    def ahead(self, prices: Floats, months: int | None, discount: float = 1.0) -> Floats:
        """What each belief costs before so many months, or before all months: shape (places, points, B)."""
        nothing = np.zeros((self.places, len(self.harm), len(prices)))
        return repeated(lambda ahead: self.before(ahead, prices, discount), nothing, months, discount)


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
