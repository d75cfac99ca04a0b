"""A model of services: how they change unseen, what an event sees and changes, and what harm is done meanwhile.

Time is in months. A service has some areas; each stands at a grade, 0 the best. All areas together are one *state*, a
number from 0 to states - 1 with the first area as its highest digit. In each month, in this order:

1. each area falls or rises by at most one step, by itself; then with chance ``shock`` every area falls a step;
2. a signal is seen, which depends on the worst area;
3. the events of the month look at the state, and each area that one of them looked at gets one step better with the
   chance that goes with the grade that it was told;
4. harm and all other outcomes are counted, at the state that is left.

Every engine of the laboratory keeps to this, so that they can be held against one another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

INSPECTION, SHORT_INSPECTION = "inspection", "short_inspection"
"""The looks of a graded inspection, and of one that a framework does not call full."""

FIFTHS = 5
"""Services by the deprivation of their children, from the most deprived fifth to the least."""


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """What an event of one kind sees and changes.

    ``errors``: row i is what an area that stands at grade i is said to be, shape (steps, steps); rows sum to 1.
    ``effect``: the chance that an area gets one step better once it was told each grade, shape (steps,).
    ``areas``: how many areas it looks at, drawn anew each time with equal chances.
    """

    errors: Floats
    effect: Floats
    areas: int

    def same(self, other: Look) -> bool:
        """Whether events of both kinds see and change the same."""
        errors, effect = np.array_equal(self.errors, other.errors), np.array_equal(self.effect, other.effect)
        return errors and effect and self.areas == other.areas


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """The parameters of services, chances a month. Nothing here is checked: `inspectorate.laboratory.reading` does.

    ``areas``: their ids. ``grades``: the grades' ids, best first; ``steps`` of them, of which the last is the one that
    an inspection must not miss.
    ``worse``, ``better``: shape (areas, steps - 1): the chance that an area at grade i falls to i + 1, and that one at
    i + 1 rises to i.
    ``leadership``: the place among the areas of the one whose grade moves the others, and ``led``, shape (steps,), by
    what their chance of falling is multiplied at each of its grades.
    ``shock``: the chance that all areas fall a step at once.
    ``fifths``: by what all chances of falling are multiplied in each fifth, shape (FIFTHS,).
    ``start``: the shares of grades when all begins, shape (areas, steps), and ``alike``: the share of services in
    which all areas begin at the same place of these shares; in the others each begins for itself.
    ``looks``: what events of each kind see, by kind (``inspection``, ``short_inspection``, ``focused_visit``,
    ``monitoring_visit``...).
    ``signal``: row i is the chance of each level in a month in which the worst area stands at i, (steps, levels).
    ``harm``: of a child and month in an area at each grade, shape (steps,).
    ``notes``: for each parameter that the model card explains, where it comes from.
    """

    areas: tuple[str, ...]
    grades: tuple[str, ...]
    worse: Floats
    better: Floats
    leadership: int
    led: Floats
    shock: float
    fifths: Floats
    start: Floats
    alike: float
    looks: Mapping[str, Look]
    signal: Floats
    harm: Floats
    notes: Mapping[str, str]

    @property
    def steps(self) -> int:
        """How many grades there are."""
        return len(self.grades)

    @property
    def states(self) -> int:
        """How many states a service can be in."""
        return int(self.steps ** len(self.areas))

    @property
    def grades_of(self) -> Integers:
        """The grade of each area in each state, shape (states, areas)."""
        shape = (self.steps,) * len(self.areas)
        return np.stack(np.unravel_index(np.arange(self.states), shape), axis=1)

    def state(self, grades: Integers) -> Integers:
        """The states with these grades of the areas, shape (…, areas) to (…)."""
        weights = self.steps ** np.arange(len(self.areas) - 1, -1, -1)
        found: Integers = grades @ weights
        return found

    def transition(self, fifth: int) -> Floats:
        """The chances of going from each state to each in a month without events, shape (states, states)."""
        grades = self.grades_of
        led = self.led[grades[:, self.leadership]]
        moved = np.ones((self.states, self.states))
        for area in range(len(self.areas)):
            factor = self.fifths[fifth] * (np.ones(self.states) if area == self.leadership else led)
            moved *= self.moves(area, factor)[np.arange(self.states)[:, None], grades[:, area, None], grades[:, area]]
        fallen = self.state(np.minimum(grades + 1, self.steps - 1))
        shocked = moved @ np.eye(self.states)[fallen]
        found: Floats = (1 - self.shock) * moved + self.shock * shocked
        return found

    def moves(self, area: int, factor: Floats) -> Floats:
        """The moves of one area by itself, for each state's factor: shape (states, steps, steps)."""
        moves = np.zeros((len(factor), self.steps, self.steps))
        for step in range(self.steps - 1):
            moves[:, step, step + 1] = factor * self.worse[area, step]
            moves[:, step + 1, step] = self.better[area, step]
        places = np.arange(self.steps)
        moves[:, places, places] = 1 - moves.sum(2)
        return moves

    @property
    def beginning(self) -> Floats:
        """The shares of services in each state when all begins, shape (states,)."""
        apart = np.ones(1)
        for shares in self.start:
            apart = np.multiply.outer(apart, shares).ravel()
        # Areas that are alike stand at the same place of their shares: cut the line from 0 to 1 at all their borders.
        tops = self.start.cumsum(1)
        cuts = np.unique(np.concatenate([[0.0, 1.0], np.clip(tops.ravel(), 0, 1)]))
        middles = (cuts[1:] + cuts[:-1]) / 2
        grades = np.minimum((middles[:, None, None] > tops[None]).sum(2), self.steps - 1)
        together = np.zeros(self.states)
        np.add.at(together, self.state(grades), np.diff(cuts))
        found: Floats = self.alike * together + (1 - self.alike) * apart
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Services:
    """The services of a country: their ``children``, ``fifth`` (0 to 4) and ``size`` (0 small, 1 usual, 2 large)."""

    children: Integers
    fifth: Integers
    size: Integers

    def __len__(self) -> int:
        return len(self.children)
