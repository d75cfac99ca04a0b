"""The likelihood of judgements as a sum of functions of one number each, so that all its derivatives are sums too.

Of a grade ``k`` with level ``x`` and thresholds ``c[k]`` the likelihood is, exactly,

    logistic(x - c[k]) * logistic(c[k + 1] - x) * (1 - exp(c[k] - c[k + 1])),

where factors with a threshold that does not exist are 1. Each factor is a concave function of one sum of unknowns, so
that together they have one mode, which is found whatever the beginning (Pratt, JASA 1981, 76:103). The unknowns are two
blocks: ``inner``, shape (bodies, areas + 1), the traits and the drift of each body, which no other body shares; and
``outer``: severities, then thresholds area by area, then the trend.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack
from scipy.special import expit

from inspectorate.measurement.severity import Judgements

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Derivatives:
    """Minus the logarithm of a likelihood, and of each of its terms the first four derivatives."""

    value: float
    first: Floats
    second: Floats
    third: Floats
    fourth: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """The sums of unknowns that the likelihood has: of ``splits`` logistic factors, then of the gaps of thresholds.

    ``rows`` (sums, unknowns) gives each sum from the unknowns, inner ones first, and ``columns`` is the same turned
    round. ``pairs`` has a column a sum, which holds its products of two coefficients: within a body (bodies * size *
    size), of inner and outer ones (bodies * size * outer), and of two outer ones (outer * outer). So ``pairs @ second``
    is the Hessian, and ``pairs.T @ covariance`` the variance of each sum where cross covariances count twice. ``cubes``
    has the products of three within a body. ``weight``: how often a term counts.
    """

    rows: csr_array
    columns: csr_array
    pairs: csr_array
    cubes: csr_array
    weight: Floats
    splits: int
    bodies: int
    size: int

    @property
    def outer(self) -> int:
        """How many unknowns bodies share."""
        return int(self.rows.shape[1]) - self.bodies * self.size

    def sums(self, inner: Floats, outer: Floats) -> Floats:
        """The number of which each term is a function; gaps, the last ones, are positive where thresholds rise."""
        found: Floats = self.rows @ np.concatenate([inner.ravel(), outer])
        return found

    def along(self, first: Floats) -> tuple[Floats, Floats]:
        """The slope along inner and outer unknowns of a function whose slope along each sum is given."""
        found = self.columns @ first
        inner = self.bodies * self.size
        return found[:inner].reshape(self.bodies, self.size), found[inner:]

    def hessian(self, second: Floats) -> tuple[Floats, Floats, Floats]:
        """Likewise the second derivatives: within bodies, between inner and outer unknowns, and of outer ones."""
        found, outer = self.pairs @ second, self.outer
        within, cross = np.cumsum([self.bodies * self.size**2, self.bodies * self.size * outer])
        return (
            found[:within].reshape(self.bodies, self.size, self.size),
            found[within:cross].reshape(self.bodies, self.size, outer),
            found[cross:].reshape(outer, outer),
        )

    def variances(self, inner: Floats, cross: Floats, outer: Floats) -> Floats:
        """The variance of each sum, from the covariances of the unknowns within and between the two blocks."""
        found: Floats = self.pairs.T @ np.concatenate([inner.ravel(), 2 * cross.ravel(), outer.ravel()])
        return found

    def derivatives(self, sums: Floats) -> Derivatives:
        """Of all terms at their sums, gaps positive."""
        split, gap = sums[: self.splits], sums[self.splits :]
        above = expit(split)
        flat, sharp = above * (1 - above), 0.25 / np.sinh(gap / 2) ** 2
        value = self.weight @ np.concatenate([np.logaddexp(0, -split), -np.log(-np.expm1(-gap))])
        first = np.concatenate([above - 1, -1 / np.expm1(gap)])
        second = np.concatenate([flat, sharp])
        third = np.concatenate([flat * (1 - 2 * above), -sharp / np.tanh(gap / 2)])
        fourth = np.concatenate([flat * (1 - 6 * flat), sharp * (1 + 6 * sharp)])
        return Derivatives(
            float(value), self.weight * first, self.weight * second, self.weight * third, self.weight * fourth
        )


def terms(held: Judgements) -> Terms:
    """The terms of judgements. Each grade of each area counts as given once more, at level 0, so that a grade which
    nobody gave leaves its thresholds in order."""
    areas, steps, leads = len(held.areas), len(held.scale), len(held.leads)
    size, cuts = areas + 1, steps - 1
    threshold = leads + held.area * cuts - 1  # of the judgement's area and grade 0, which has none
    trend = leads + areas * cuts
    lower, upper = held.grade > 0, held.grade < cuts
    # At level 0 each threshold is once the lower of its grade and once the upper of the grade before.
    every = np.arange(leads, trend)
    middle = np.repeat(np.arange(areas), steps - 2), np.tile(np.arange(1, cuts), areas)
    gaps = leads + middle[0] * cuts + middle[1]
    given = np.bincount(held.area * steps + held.grade, minlength=areas * steps)[middle[0] * steps + middle[1]]

    one = np.ones(len(held.grade))
    inner_at = np.stack([held.body * size + held.area, held.body * size + areas], 1)
    inner_of = np.stack([one, held.years], 1)
    outer_at = np.stack([held.lead, threshold + held.grade, np.full(len(one), trend)], 1)
    outer_of = np.stack([one, -one, held.years], 1)
    bare = len(every) * 2 + len(gaps)
    inner = _Coefficients(
        np.concatenate([inner_at[lower], inner_at[upper], np.zeros((bare, 2), np.intp)]),
        np.concatenate([inner_of[lower], -inner_of[upper], np.zeros((bare, 2))]),
    )
    outer = _Coefficients(
        np.concatenate([outer_at[lower], outer_at[upper] + [0, 1, 0], _row(every), _row(every), _row(gaps, gaps - 1)]),
        np.concatenate([outer_of[lower], -outer_of[upper], _only(-1, every), _only(1, every), _only(1, gaps, -1)]),
    )
    splits = int(lower.sum() + upper.sum()) + 2 * len(every)
    within = _Coefficients(inner.at % size, inner.of)
    squares = inner.times(within, size)
    bodies, unknowns = len(held.bodies) * size, trend + 1
    columns = vstack([inner.matrix(bodies), outer.matrix(unknowns)], "csr")
    pairs = [
        squares.matrix(bodies * size), inner.times(outer, unknowns).matrix(bodies * unknowns),
        outer.times(outer, unknowns).matrix(unknowns**2),
    ]  # fmt: skip
    return Terms(
        columns.T.tocsr(), columns, vstack(pairs, "csr"), squares.times(within, size).matrix(bodies * size**2),
        np.concatenate([np.ones(splits), given + 1.0]), splits, len(held.bodies), size,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Coefficients:
    """Of each sum the places of its unknowns and their coefficients, both of the shape (sums, some)."""

    at: Indices
    of: Floats

    def times(self, other: _Coefficients, width: int) -> _Coefficients:
        """All products of two, where the other's places run to ``width``."""
        at = self.at[:, :, None] * width + other.at[:, None, :]
        of = self.of[:, :, None] * other.of[:, None, :]
        return _Coefficients(at.reshape(len(at), -1), of.reshape(len(of), -1))

    def matrix(self, places: int) -> csr_array:
        """One column a sum, shape (places, sums)."""
        sums = np.repeat(np.arange(len(self.at)), self.at.shape[1])
        found = csr_array((self.of.ravel(), (self.at.ravel(), sums)), shape=(places, len(self.at)))
        found.eliminate_zeros()
        return found


def _row(first: Indices, second: Indices | None = None) -> Indices:
    """Places of three unknowns of which one or two count; the others have no coefficient."""
    none = np.zeros_like(first)
    return np.stack([first, none if second is None else second, none], 1)


def _only(coefficient: float, places: Indices, second: float = 0.0) -> Floats:
    return np.tile([coefficient, second, 0.0], (len(places), 1))
