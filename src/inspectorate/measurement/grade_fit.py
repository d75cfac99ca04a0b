"""Fitting the model of grades to a record: the likeliest parameters, and draws that say how far they are known.

Short histories say little about some parameters: whether a grade that changed back and forth moved, or was mistaken.
The prior then speaks and the draws are wide; nothing is fixed for convenience.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from inspectorate.measurement.grade_likelihood import Record, likelihood_slopes, log_likelihood
from inspectorate.measurement.grade_parameters import model, prior, slopes
from inspectorate.measurement.grades import GradeModel

Floats = NDArray[np.float64]
PROPOSALS = 5  # for each draw
REACH = 8  # standard deviations of the prior: beyond it rates overflow in the search, and no posterior lies there
FREEDOM = 5  # degrees of freedom of the proposals: heavier tails than the posterior's
STEP = 1e-4  # of the numerical differences of the slopes


@dataclass(frozen=True)
class Fit:
    """A fitted model: ``mode`` (parameters,) and equally weighted ``vectors`` (draws, parameters).

    ``effective`` is how many independent draws the proposals were worth; ``inspections`` how many there were to learn
    from. Not comparable with another fit.
    """

    mode: Floats
    vectors: Floats
    steps: int
    effective: float
    inspections: int

    @cached_property
    def likeliest(self) -> GradeModel:
        """The model at the mode of the posterior."""
        return model(self.mode, self.steps)

    @cached_property
    def draws(self) -> GradeModel:
        """As many models as there are draws, in one leading axis."""
        return model(self.vectors, self.steps)


def fit(seen: Record, steps: int, *, draws: int = 400, seed: int = 0) -> Fit:
    """Fit a model with so many grades to a record, which may be empty: then the prior is all that is known.

    The mode of the posterior is found by L-BFGS with exact slopes. Around it, `PROPOSALS` times as many proposals as
    draws, of a multivariate t (its scale the inverse curvature), are weighted by posterior over proposal and resampled
    (importance resampling, Rubin, Bayesian Statistics 1988, 3:395; the Laplace approximation alone is too sure where a
    posterior is skewed). The same record and seed give the same fit.
    """
    known = prior(steps)

    def downhill(vector: Floats) -> tuple[float, Floats]:
        made = model(vector, steps)
        value, *along = likelihood_slopes(made, seen)
        pull = (vector - known.mean) / known.spread**2
        return -value - float(known.log_density(vector)), pull - slopes(vector, made, *along)

    ends = known.mean - REACH * known.spread, known.mean + REACH * known.spread
    found = minimize(
        downhill,
        known.mean,
        jac=True,
        method="L-BFGS-B",
        bounds=list(zip(*ends, strict=True)),
        options={"maxiter": 500},
    )
    mode: Floats = found.x
    scale = np.linalg.cholesky(np.linalg.inv(_curvature(downhill, mode)))
    random = np.random.default_rng(seed)
    normal = random.normal(size=(PROPOSALS * draws, len(mode)))
    stretch = np.sqrt(FREEDOM / random.chisquare(FREEDOM, size=len(normal)))
    vectors = np.clip(mode + (normal * stretch[:, None]) @ scale.T, *ends)
    proposed = -0.5 * (FREEDOM + len(mode)) * np.log1p((normal**2).sum(1) * stretch**2 / FREEDOM)
    weights = _shares(log_likelihood(model(vectors, steps), seen) + known.log_density(vectors) - proposed)
    # Systematic resampling: evenly spaced marks on the running sum of the weights.
    marks = (np.arange(draws) + random.random()) / draws
    picked = np.minimum(np.searchsorted(weights.cumsum(), marks), len(weights) - 1)
    return Fit(mode, vectors[picked], steps, float(1 / (weights**2).sum()), seen.inspections)


def _shares(logs: Floats) -> Floats:
    weights: Floats = np.exp(logs - logs.max())
    weights /= weights.sum()
    return weights


def _curvature(downhill: Callable[[Floats], tuple[float, Floats]], mode: Floats) -> Floats:
    """The second derivatives at the mode, from differences of exact slopes; no direction flatter than a hundredth of
    the prior's own curvature would make it, so that it can be inverted."""
    shifts = STEP * np.eye(len(mode))
    rows = np.array([(downhill(mode + shift)[1] - downhill(mode - shift)[1]) / (2 * STEP) for shift in shifts])
    values, vectors = np.linalg.eigh((rows + rows.T) / 2)
    found: Floats = (vectors * np.maximum(values, 0.01)) @ vectors.T
    return found
