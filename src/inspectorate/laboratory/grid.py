"""Points among all that may be believed of one area, and every belief as a mixture of those around it.

A belief says with which chance an area stands at each grade. The cheapest cost that can follow a belief is a concave
function of it: to be told which of two beliefs is right never makes things dearer. So the mixture of the costs at the
points around a belief is never above its own cost, and costs worked out by such mixtures alone, from the last month
to the first, stay below the true ones: that makes a bound of them (Lovejoy, Operations Research 39 (1991) 162-175).

The points are those of Freudenthal's triangulation. Beliefs are stretched before they are laid on it: bad grades are
rare, and the most is decided where little is believed of them. Stretching each grade by a factor and making the sum 1
again takes straight lines to straight lines, so that a mixture stays one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import combinations_with_replacement

import numpy as np
from numpy.typing import NDArray

from inspectorate.laboratory.grid_kernels import Places, add_between, add_onto
from inspectorate.laboratory.model import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Mixture:
    """Some beliefs as mixtures of points of a grid: ``places`` and ``weights``, shape (beliefs, corners)."""

    places: Places
    weights: Floats

    def of(self, values: Floats) -> Floats:
        """What the mixtures make of values at the points: shape (points, B) to (beliefs, B)."""
        found = np.zeros((len(self.places), values.shape[1]))
        add_between(values, self.places, self.weights, found)
        return found

    def onto(self, standing: Floats, points: int) -> Floats:
        """So much of each belief laid on the points that it is a mixture of: (beliefs, B) to (points, B)."""
        found = np.zeros((points, standing.shape[1]))
        add_onto(standing, self.places, self.weights, found)
        return found


class Grid:
    """All points at whole steps of 1 / ``resolution`` after stretching by ``stretch``, shape (steps,).

    ``points``: the beliefs themselves, shape (points, steps); ``mass``, their size before they were made to add to 1;
    ``places``: which point it is, by how many steps lie at each grade but the first or a worse one.
    """

    def __init__(self, resolution: int, stretch: Floats) -> None:
        self.resolution, self.stretch = resolution, stretch
        steps = len(stretch)
        # A point is a row of whole tails that never rise: how many of the steps lie at this grade or a worse one.
        tails = np.array(list(combinations_with_replacement(range(resolution, -1, -1), steps - 1)), np.int64)
        self.places = np.zeros((resolution + 2,) * (steps - 1), np.int32)
        self.places[tuple(tails.T)] = np.arange(len(tails))
        self.mass, self.points = self._beliefs(tails)

    def _beliefs(self, tails: NDArray[np.int64]) -> tuple[Floats, Floats]:
        """The size and the belief of points with these tails."""
        ends = np.zeros((*tails.shape[:-1], 1), np.int64)
        counts = -np.diff(np.concatenate([ends + self.resolution, tails, ends], axis=-1), axis=-1)
        plain = counts / self.stretch
        mass = plain.sum(-1)
        return mass, plain / mass[..., None]

    def mixture(self, beliefs: Floats) -> Mixture:
        """Beliefs of any size, shape (M, steps), as mixtures whose weights add to that size; nought for nothing."""
        stretched = beliefs * self.stretch
        size = stretched.sum(1)
        scaled = stretched * (self.resolution / np.where(size > 0, size, 1))[:, None]
        tails = np.minimum(scaled[:, ::-1].cumsum(1)[:, -2::-1], self.resolution)
        floor = np.floor(tails).astype(np.int64)
        order = np.argsort(floor - tails, axis=1, kind="stable")
        rest = np.take_along_axis(tails - floor, order, 1)
        ends = np.zeros((len(beliefs), 1))
        weights = -np.diff(np.concatenate([ends + 1, rest, ends], axis=1), axis=1)
        corners = np.repeat(floor[:, None], len(self.stretch), axis=1)
        for corner in range(1, len(self.stretch)):
            raised = order[:, corner - 1, None] == np.arange(len(self.stretch) - 1)
            corners[:, corner:] += raised[:, None]
        places = self.places[tuple(np.moveaxis(corners, 2, 0))]
        shares = weights * (size / self.resolution)[:, None] * self.mass[places]
        return Mixture(places, np.where(weights > 0, shares, 0))


@cache
def grid(resolution: int, steps: int) -> Grid:
    """The grid of this resolution for so many grades, made once; stretched as leaves the least slack in trials."""
    return Grid(resolution, np.array((*(1.0,) * (steps - 2), 2.0, 8.0)))
