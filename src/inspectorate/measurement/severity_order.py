"""What Laplace's approximation leaves out, to the second order: how the posterior of severities is skewed, and by how
much that changes means, second moments and the marginal likelihood.

Posteriors are skewed where a trait rests on few judgements, and spreads would then be found too small. Shun and
McCullagh, JRSS B 1995, 57:749, give the terms; Raudenbush, Yang and Yosef, Journal of Computational and Graphical
Statistics 2000, 9:141, show that they mend the spreads of models with two levels.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from inspectorate.measurement.severity_mode import Mode
from inspectorate.measurement.severity_terms import Terms

Floats = NDArray[np.float64]


def skew(held: Terms, found: Mode) -> tuple[Floats, Floats]:
    """How far the means of the unknowns, inner and outer, lie from their mode."""
    inner, outer = found.curvature.solve(*_pull(held, found, held.variances(*found.curvature.covariance)))
    return -0.5 * inner, -0.5 * outer


def moments(held: Terms, found: Mode, leads: int) -> tuple[Floats, float]:
    """The second moments of the inner unknowns, summed over bodies (size, size), and of severities, summed."""
    within, _, shared = found.curvature.covariance
    shift, shift_shared = skew(held, found)
    skewed = found.inner.T @ shift
    outer = found.outer[:leads]
    squares = outer**2 + 2 * outer * shift_shared[:leads] + shared.diagonal()[:leads]
    return within.sum(0) + found.inner.T @ found.inner + skewed + skewed.T, float(squares.sum())


def second_order(held: Terms, found: Mode) -> float:
    """What is to be added to the logarithm of the marginal likelihood.

    Of the three sums, the one over pairs of terms is taken within bodies and their own unknowns: there it lies.
    """
    covariance = found.curvature.covariance
    variances = held.variances(*covariance)
    inner, outer = pull = _pull(held, found, variances)
    solved = found.curvature.solve(*pull)
    size = found.inner.shape[1]
    cubes = (held.cubes @ found.derivatives.third).reshape(-1, size, size, size)
    # In coordinates that are independent, the triple product with covariances is a sum of squares.
    root = np.linalg.cholesky(covariance[0])
    white = np.einsum("sabc,sai,sbj,sck->sijk", cubes, root, root, root, optimize=True)
    return float(
        -(found.derivatives.fourth @ variances**2) / 8
        + ((inner * solved[0]).sum() + outer @ solved[1]) / 8
        + (white**2).sum() / 12
    )


def _pull(held: Terms, found: Mode, variances: Floats) -> tuple[Floats, Floats]:
    """The slope of the logarithm of the determinant of the Hessian along inner and outer unknowns."""
    return held.along(variances * found.derivatives.third)
