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
ENOUGH = 1e-9  # Newton ends where a step promises no more than this of a log-likelihood
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
        self._inverse = inverse(within)
        self._across: Floats = self._inverse @ cross
        rest = shared - cross.reshape(-1, len(shared)).T @ self._across.reshape(-1, len(shared))
        self._rest = cho_factor(rest, lower=True)
        self._within = within

    def solve(self, inner: Floats, outer: Floats) -> tuple[Floats, Floats]:
        """The unknowns that the Hessian maps to these: shapes (bodies, size) and (outer,)."""
        alone = (self._inverse @ inner[..., None])[..., 0]
        shared = cho_solve(self._rest, outer - np.einsum("siq,si->q", self._across, inner))
        return alone - self._across @ shared, shared

    @property
    def log_determinant(self) -> float:
        """The logarithm of the determinant."""
        return float(np.linalg.slogdet(self._within)[1].sum() + 2 * np.log(np.diag(self._rest[0])).sum())

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
        slope = held.inner.T @ now.first, held.outer.T @ now.first + prior.outer * outer
        along = slope[0].reshape(inner.shape) + inner @ prior.inner
        step = bent.solve(along, slope[1])
        promised = float((along * step[0]).sum() + slope[1] @ step[1])
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
    size, shared = len(prior.inner), len(prior.outer)
    return Curvature(
        (held.bodies @ now.second).reshape(-1, size, size) + prior.inner,
        (held.cross @ now.second).reshape(-1, size, shared),
        (held.shared @ now.second).reshape(shared, shared) + np.diag(prior.outer),
    )
