"""Is a body far from those that are statistically like it?

The expectation of a body is the mean of its statistical neighbours on the even scale (`scale`). The gap is measured
against the spread of all bodies' gaps in the same period: chance in the body's own value, chance in the neighbours'
mean, and a spread tau² between alike bodies from winsorised z-scores about nought (`overdispersion`):

    z = (x - mean of neighbours' x) / sqrt(s² + sum of neighbours' s² / m² + tau²)

and the count is then held against the exact prediction with that expectation and spread, as in the funnel.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from inspectorate.intelligence.funnel import FEWEST, Prediction, predict
from inspectorate.intelligence.model import Floats, Neighbours
from inspectorate.intelligence.overdispersion import OWN, spread
from inspectorate.intelligence.scale import Scaled

ENOUGH = 5
"""Of ten neighbours so many need a value, or nothing is said."""


@dataclass(frozen=True, slots=True)
class Circle:
    """Each body's neighbours as a matrix of ones: row the neighbour, column the body. Shape (bodies, bodies)."""

    near: Floats

    def total(self, values: Floats) -> Floats:
        """The sum over each body's neighbours in each period, what is not a number left out."""
        summed: Floats = np.where(np.isfinite(values), values, 0.0) @ self.near
        return summed


def circle(bodies: Sequence[str], neighbours: Neighbours) -> Circle:
    """The neighbours among ``bodies``; one that is not among them, or the body itself, is left out."""
    place = {body: column for column, body in enumerate(bodies)}
    near = np.zeros((len(bodies), len(bodies)))
    for body, others in neighbours.of.items():
        if body in place:
            near[[place[other] for other in others if other in place and other != body], place[body]] = 1.0
    return Circle(near)


def gaps(values: Scaled, around: Circle, *, enough: int = ENOUGH, fewest: int = FEWEST) -> Prediction:
    """Each value against the mean of its neighbours' values in the same period."""
    have = np.isfinite(values.x)
    m = have.astype(np.float64) @ around.near
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = np.where(m >= enough, around.total(values.x) / m, np.nan)
        own = np.where(m >= enough, around.total(np.where(have, values.variance, np.nan)) / m**2, np.nan)
    found = spread(values.x - expected, values.variance + own, centre=0.0, losing=0)
    beyond = np.where(found.bodies >= fewest, found.tau2 + own, np.nan)
    return predict(values, expected, beyond, found.degrees, 1 / np.sqrt(1 + OWN / np.maximum(found.bodies, 2)))


def mean_of_neighbours(value: Floats, around: Circle, *, enough: int = ENOUGH) -> Floats:
    """The plain mean of the neighbours' values, as people read it; not a number where too few have one."""
    m = np.isfinite(value).astype(np.float64) @ around.near
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(m >= enough, around.total(value) / m, np.nan)
