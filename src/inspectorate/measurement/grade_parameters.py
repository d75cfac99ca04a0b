"""The few numbers that a model of grades has, what is believed of them before any data, and how they make the model.

For a scale of k grades a vector holds, in this order: the logarithms of the k - 1 rates of getting worse (from the best
grade on) and of the k - 1 rates of getting better (to the best grade first), the log-odds that an inspection is exact,
the log-odds of ``far``, and k scores whose softmax is the start. An inspection that is not exact says a grade d steps
off in proportion to far^(d-1).

The prior is normal in each of these and weak: it allows what published figures allow. Of 65 authorities inspected twice
some three or four years apart, 40% had improved and 18% declined (Ofsted, 31 March 2024), which is about 0.15 moves a
year; two inspectors who agree on 70% to 92% of cases (Ofsted 2017, 2019) are each exact in about 83% to 96%. So rates
have median 0.15 a year and lie between 0.03 and 0.72 in 95% of cases, exactness has median 0.90 (0.74 to 0.97), ``far``
0.10 (0.03 to 0.30), and the start is even with a score's deviation of 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inspectorate.measurement.grades import GradeModel

Floats = NDArray[np.float64]

RATE, RATE_SPREAD = np.log(0.15), 0.8
EXACT, EXACT_SPREAD = np.log(0.90 / 0.10), 0.6
FAR, FAR_SPREAD = np.log(0.10 / 0.90), 0.7
START_SPREAD = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Prior:
    """Means and standard deviations of the vector, both of shape (parameters,)."""

    mean: Floats
    spread: Floats

    def log_density(self, vectors: Floats) -> Floats:
        """Of each vector, up to a constant; shape (…,)."""
        found: Floats = -0.5 * (((vectors - self.mean) / self.spread) ** 2).sum(-1)
        return found

    def draw(self, number: int, random: np.random.Generator) -> Floats:
        """So many vectors, shape (number, parameters)."""
        return random.normal(self.mean, self.spread, (number, len(self.mean)))


def prior(steps: int) -> Prior:
    """The weak prior for a scale of so many grades, at least two."""
    pairs = steps - 1
    mean = [RATE] * (2 * pairs) + [EXACT, FAR] + [0.0] * steps
    spread = [RATE_SPREAD] * (2 * pairs) + [EXACT_SPREAD, FAR_SPREAD] + [START_SPREAD] * steps
    return Prior(np.array(mean), np.array(spread))


def model(vectors: Floats, steps: int) -> GradeModel:
    """The model that a vector stands for, or as many models as there are vectors in the leading axes."""
    pairs = steps - 1
    moves = np.exp(vectors[..., : 2 * pairs])
    rates = np.zeros((*vectors.shape[:-1], steps, steps))
    place = np.arange(pairs)
    rates[..., place, place + 1] = moves[..., :pairs]
    rates[..., place + 1, place] = moves[..., pairs:]
    rates[..., np.arange(steps), np.arange(steps)] = -rates.sum(-1)
    exact, far = (_share(vectors[..., 2 * pairs + which, None, None]) for which in (0, 1))
    weights = _misses(far, steps)
    missed = weights / weights.sum(-1, keepdims=True)
    observation = exact * np.eye(steps) + (1 - exact) * missed
    scores = vectors[..., 2 * pairs + 2 :]
    start = np.exp(scores - scores.max(-1, keepdims=True))
    return GradeModel(rates, observation, start / start.sum(-1, keepdims=True))


def slopes(vector: Floats, made: GradeModel, rates: Floats, observation: Floats, start: Floats) -> Floats:
    """The slope along one vector of a function whose slopes along the model's own arrays are given; same shape."""
    steps, pairs = made.steps, made.steps - 1
    place, diagonal = np.arange(pairs), np.diagonal(rates)
    # A faster move takes as much from staying as it adds to going.
    worse = made.rates[place, place + 1] * (rates[place, place + 1] - diagonal[:-1])
    better = made.rates[place + 1, place] * (rates[place + 1, place] - diagonal[1:])
    exact, far = _share(vector[2 * pairs]), _share(vector[2 * pairs + 1])
    weights = _misses(far, steps)
    total = weights.sum(-1, keepdims=True)
    along_exact = np.eye(steps) - weights / total
    turned = _misses_slope(far, steps)
    along_far = (1 - exact) * (turned * total - weights * turned.sum(-1, keepdims=True)) / total**2
    seen = [
        exact * (1 - exact) * (observation * along_exact).sum(),
        far * (1 - far) * (observation * along_far).sum(),
    ]
    scores = made.start * (start - (start * made.start).sum())
    return np.concatenate([worse, better, seen, scores])


def _share(odds: Floats) -> Floats:
    found: Floats = 1 / (1 + np.exp(-odds))
    return found


def _distances(steps: int) -> NDArray[np.int64]:
    place = np.arange(steps)
    distances: NDArray[np.int64] = np.abs(place[:, None] - place)
    return distances


def _misses(far: Floats, steps: int) -> Floats:
    """The weight of each grade that is not the true one, far^(d-1) at d steps; shape (…, steps, steps)."""
    distances = _distances(steps)
    weights: Floats = np.where(distances > 0, far ** np.maximum(distances - 1, 0), 0.0)
    return weights


def _misses_slope(far: Floats, steps: int) -> Floats:
    distances = _distances(steps)
    slope: Floats = np.where(distances > 1, (distances - 1) * far ** np.maximum(distances - 2, 0), 0.0)
    return slope
