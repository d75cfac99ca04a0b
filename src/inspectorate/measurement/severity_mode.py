"""The likeliest traits, severities and thresholds of judgements when the spreads are known, and how sure they are.

Newton's method on a function with one mode. The Hessian is a block for each body, bordered by what bodies share, so
that a system of thousands of unknowns falls to many small ones and one of the size of what is shared (Schur).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve

from inspectorate.measurement.severity_terms import Derivatives, Terms

Floats = NDArray[np.float64]
TREND = 1.0  # the prior deviation of the trend that all bodies share, in logits a year
ENOUGH = 1e-6  # Newton ends where a step promises no more than this of a log-likelihood
ROUNDING = 1e-12  # of a value: what is worse by less is not worse
ROUNDS = 100


def inverse(matrices: Floats) -> Floats:
    """The inverse of each matrix in the last two axes."""
    found: Floats = np.asarray(np.linalg.inv(matrices), dtype=np.float64)
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Prior:
    """Precisions: ``inner`` (size, size) of each body's unknowns, ``outer`` (unknowns,), nothing where flat."""

    inner: Floats
    outer: Floats

    def value(self, inner: Floats, outer: Floats) -> float:
        """Half the squares: minus the log-density, up to a constant."""
        return 0.5 * float(np.einsum("si,ij,sj->", inner, self.inner, inner) + self.outer @ outer**2)


class Curvature:
    """A Hessian: ``within`` (bodies, size, size), ``cross`` (bodies, size, outer) and ``shared`` (outer, outer)."""

    def __init__(self, within: Floats, cross: Floats, shared: Floats) -> None:
        root: Floats = np.asarray(np.linalg.cholesky(within), dtype=np.float64)
        half = inverse(root)
        self._inverse: Floats = np.swapaxes(half, 1, 2) @ half
        white = (half @ cross).reshape(-1, len(shared))
        self._across: Floats = self._inverse @ cross
        self._rest = cho_factor(shared - white.T @ white, lower=True)
        self._roots = root

    def solve(self, inner: Floats, outer: Floats) -> tuple[Floats, Floats]:
        """The unknowns that the Hessian maps to these: shapes (bodies, size) and (outer,)."""
        alone = (self._inverse @ inner[..., None])[..., 0]
        shared = cho_solve(self._rest, outer - np.einsum("siq,si->q", self._across, inner))
        return alone - self._across @ shared, shared

    @property
    def log_determinant(self) -> float:
        """The logarithm of the determinant."""
        diagonals = np.diagonal(self._roots, axis1=1, axis2=2), np.diagonal(self._rest[0])
        return 2 * float(sum(np.log(one).sum() for one in diagonals))

    @cached_property
    def covariance(self) -> tuple[Floats, Floats, Floats]:
        """The inverse: within each body, between its unknowns and the shared ones, and of the shared ones."""
        shared: Floats = cho_solve(self._rest, np.eye(len(self._rest[0])))
        cross = -self._across @ shared
        return self._inverse - cross @ np.swapaxes(self._across, 1, 2), cross, shared


@dataclass(frozen=True, eq=False)
class Mode:
    """The likeliest unknowns, the derivatives of the likelihood there, and the curvature of the posterior."""

    inner: Floats
    outer: Floats
    value: float
    derivatives: Derivatives
    curvature: Curvature


def mode(held: Terms, prior: Prior, inner: Floats, outer: Floats) -> Mode:
    """The mode of likelihood times prior, sought from a beginning whose thresholds rise.

    Raises ``ValueError`` where it is not found in `ROUNDS` steps.
    """
    now = held.derivatives(held.sums(inner, outer))
    value = now.value + prior.value(inner, outer)
    for _ in range(ROUNDS):
        bent = curvature(held, prior, now)
        slope, slope_outer = held.along(now.first)
        slope, slope_outer = slope + inner @ prior.inner, slope_outer + prior.outer * outer
        step = bent.solve(slope, slope_outer)
        promised = float((slope * step[0]).sum() + slope_outer @ step[1])
        if promised < ENOUGH:
            return Mode(inner, outer, value, now, bent)
        share = 1.0
        # Thresholds may not cross, and a full step may overshoot.
        while True:
            tried = inner - share * step[0], outer - share * step[1]
            sums = held.sums(*tried)
            if (sums[held.splits :] > 0).all():
                now = held.derivatives(sums)
                reached = now.value + prior.value(*tried)
                if reached <= value + ROUNDING * abs(value):
                    break
            share /= 2
        (inner, outer), value = tried, reached
    raise ValueError(f"The likeliest severities were not found in {ROUNDS} steps.")


def curvature(held: Terms, prior: Prior, now: Derivatives) -> Curvature:
    """The Hessian of minus the log-posterior."""
    within, cross, shared = held.hessian(now.second)
    return Curvature(within + prior.inner, cross, shared + np.diag(prior.outer))
