"""One area's chances of falling and rising, and where it begins, from its own judgements.

What is found is the maximum of the likelihood times the weak prior of `inspectorate.measurement.grade_parameters`, so
that a grade at which hardly any service ever stood gets a chance all the same, and one that is known to be uncertain.
Without it the likeliest chance of a rare move is none, and no interval about that means anything.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import minimize

from inspectorate.laboratory.likelihood import NOT_JUDGED, Record, average, likelihood_slopes
from inspectorate.laboratory.model import Floats, Model
from inspectorate.measurement.grade_parameters import RATE, RATE_SPREAD, START_SPREAD

MONTHLY = RATE - np.log(12.0)
"""The logarithm of the chance of a month that the prior takes for the likeliest."""
LEAST, MOST = 1e-6, 0.5
"""Between them the search looks for chances of a month, and keeps the sum of falling and rising under 1."""
SCORES = 9.0
DIFFERENCE = 1e-5  # of the numerical differences of the chances of a month, and of those of the slopes ten times that


@dataclass(frozen=True, slots=True, eq=False)
class Likeliest:
    """The likeliest vector of one area, the covariance of its numbers, and the log-likelihood there."""

    vector: Floats
    covariance: Floats
    log_likelihood: float


@dataclass(frozen=True, slots=True, eq=False)
class Area:
    """What is looked for of one area of a model, as a vector: the logarithms of its chances of falling and of rising,
    and scores whose softmax is the shares when all begins."""

    given: Model
    area: int

    @property
    def pairs(self) -> int:
        """How many neighbouring grades there are."""
        return self.given.steps - 1

    @property
    def prior(self) -> tuple[Floats, Floats]:
        """Means and standard deviations of the vector."""
        rates, scores = 2 * self.pairs, self.given.steps
        return np.array([MONTHLY] * rates + [0.0] * scores), np.array([RATE_SPREAD] * rates + [START_SPREAD] * scores)

    @property
    def borders(self) -> list[tuple[float, float]]:
        """Least and most of each number."""
        falls = MOST / max(1.0, float(self.given.led.max() * self.given.fifths.max()))
        rates = [(np.log(LEAST), np.log(most)) for most in (falls, MOST) for _ in range(self.pairs)]
        return rates + [(-SCORES, SCORES)] * self.given.steps

    def read(self, vector: Floats) -> dict[str, Floats]:
        """What the vector holds, by the names in the model."""
        scores = np.exp(vector[2 * self.pairs :])
        worse, better = np.exp(vector[: 2 * self.pairs]).reshape(2, -1)
        return {"worse": worse, "better": better, "start": scores / scores.sum()}

    def end(self, found: Likeliest, deviations: float) -> dict[str, Floats]:
        """What lies so many standard deviations off, on the scale of logarithms, or of log-odds of a share."""
        rates = 2 * self.pairs
        moved = np.exp(found.vector[:rates] + deviations * np.sqrt(np.diag(found.covariance)[:rates]))
        worse, better = moved.reshape(2, -1)
        shares = self.read(found.vector)["start"]
        slopes = (np.eye(len(shares)) - shares) / (1 - shares)[:, None]  # of the log-odds along the scores
        spread = np.sqrt(np.diag(slopes @ found.covariance[rates:, rates:] @ slopes.T))
        odds = np.log(shares / (1 - shares)) + deviations * spread
        return {"worse": worse, "better": better, "start": 1 / (1 + np.exp(-odds))}

    def into(self, model: Model, vector: Floats) -> Model:
        """The model with this area as the vector says."""
        changed = {name: getattr(model, name).copy() for name in ("worse", "better", "start")}
        for name, values in self.read(vector).items():
            changed[name][self.area] = values
        return replace(model, **changed)

    def model(self, vector: Floats) -> Model:
        """The model of this area with its leaders alone."""
        whole = self.into(self.given, vector)
        places = [self.area] if self.area == whole.leadership else [self.area, whole.leadership]
        return replace(
            whole,
            areas=tuple(whole.areas[place] for place in places),
            worse=whole.worse[places],
            better=whole.better[places],
            start=whole.start[places],
            leadership=len(places) - 1,
            alike=0.0,
        )

    def likeliest(self, seen: Record) -> Likeliest:
        """Found by L-BFGS; the covariance is the inverse of the curvature there (the observed information)."""
        judged = self._own(seen)
        mean, deviation = self.prior

        def downhill(vector: Floats) -> tuple[float, Floats]:
            value, along, begun = likelihood_slopes(self.model(vector), judged)
            slopes = (vector - mean) / deviation**2
            for place, shift in enumerate(DIFFERENCE * np.eye(len(vector))):
                up, down = self.model(vector + shift), self.model(vector - shift)
                moves = average(up).transition(0) - average(down).transition(0)
                slopes[place] -= ((along * moves).sum() + begun @ (up.beginning - down.beginning)) / (2 * DIFFERENCE)
            return 0.5 * float((((vector - mean) / deviation) ** 2).sum()) - value, slopes

        found = minimize(downhill, mean, jac=True, method="L-BFGS-B", bounds=self.borders).x
        shifts = 10 * DIFFERENCE * np.eye(len(mean))
        rows = np.array([downhill(found + shift)[1] - downhill(found - shift)[1] for shift in shifts])
        curvature = (rows + rows.T) / (40 * DIFFERENCE)
        return Likeliest(found, np.linalg.inv(curvature), likelihood_slopes(self.model(found), judged)[0])

    def _own(self, seen: Record) -> Record:
        """The judgements of this area alone: those of its leaders would tell of the likeness of one inspection."""
        own = seen.said[:, :, [self.area]]
        if self.area == self.given.leadership:
            return replace(seen, said=own)
        return replace(seen, said=np.concatenate([own, np.full_like(own, NOT_JUDGED)], axis=2))
