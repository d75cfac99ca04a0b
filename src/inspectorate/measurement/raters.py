"""How far several raters agree, of whom not everybody rated every subject.

``ratings`` has one list a subject: the places on the scale, 0 the best, that its raters gave; a rating that is not
known is ``None`` and counts as not given. Which rater gave which does not matter. Sources: Gwet, British Journal of
Mathematical and Statistical Psychology 2008, 61:29 (AC1); Gwet, Handbook of Inter-Rater Reliability, 4th edition 2014
(AC2, missing ratings, variances); Fleiss, Psychological Bulletin 1971, 76:378.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import sqrt

import numpy as np
from scipy.stats import t

from inspectorate.measurement.agreement import Floats, Weighing, disagreements
from inspectorate.measurement.intervals import BY_FORMULA, Estimate, Interval, bootstrap

Ratings = Sequence[Sequence[int | None]]
Expected = Callable[[Floats, Floats], Floats]
"""From the shares of grades, and what each pair of grades weighs as an agreement, how far chance agrees with each."""


def gwet(
    ratings: Ratings,
    steps: int,
    *,
    weighing: Weighing = Weighing.SAME,
    interval: Interval = BY_FORMULA,
) -> Estimate | None:
    """Gwet's AC1, or where disagreements do not all weigh the same, his AC2.

    Chance agrees only on subjects that are hard to rate, so that the number stays near the share of agreement where
    nearly all get one grade, where kappa falls. Interval by formula: delta method with Student's t; clusters
    name each subject's. ``n`` counts subjects that two or more rated; ``None`` where there are none, or
    only one was rated at all.
    """
    return _estimate(ratings, steps, weighing, _gwets_chance, interval)


def fleiss_kappa(
    ratings: Ratings,
    steps: int,
    *,
    weighing: Weighing = Weighing.SAME,
    interval: Interval = BY_FORMULA,
) -> Estimate | None:
    """Fleiss' kappa: chance is what any two raters agree who give all grades in the shares that all gave together.

    As `gwet`; ``None`` also where one grade was given throughout.
    """
    return _estimate(ratings, steps, weighing, _margins_chance, interval)


def _gwets_chance(margins: Floats, agreement: Floats) -> Floats:
    steps = len(margins)
    chance: Floats = agreement.sum() / (steps * (steps - 1)) * (1 - margins)
    return chance


def _margins_chance(margins: Floats, agreement: Floats) -> Floats:
    chance: Floats = agreement @ margins
    return chance


def _estimate(
    ratings: Ratings,
    steps: int,
    weighing: Weighing,
    expected: Expected,
    interval: Interval,
) -> Estimate | None:
    counts = _counts(ratings, steps)
    agreement = 1 - disagreements(steps, weighing)
    rated = counts.sum(1) > 0
    counts, twice = counts[rated], int((counts.sum(1) >= 2).sum())
    if interval.clusters is not None:
        named = [name for name, held in zip(interval.clusters, rated, strict=True) if held]
        found = bootstrap(
            lambda drawn: _value(counts[drawn], agreement, expected), named, level=interval.level, seed=interval.seed
        )
        return found and Estimate(found.value, found.low, found.high, twice)
    value = _value(counts, agreement, expected)
    if value is None or len(counts) == 1:
        return None  # one subject does not tell how far subjects differ
    half = float(t.ppf((1 + interval.level) / 2, len(counts) - 1)) * sqrt(_variance(counts, agreement, expected, value))
    return Estimate(value, value - half, min(1.0, value + half), twice)


def _counts(ratings: Ratings, steps: int) -> Floats:
    """How many raters gave each subject each grade, shape (subjects, steps). Raises ``ValueError`` off the scale."""
    counts = np.zeros((len(ratings), steps))
    for subject, given in enumerate(ratings):
        for place in given:
            if place is None:
                continue
            if not 0 <= place < steps:
                raise ValueError(f"A grade lies outside the scale of {steps} steps, which are counted from 0.")
            counts[subject, place] += 1
    return counts


def _seen(counts: Floats, agreement: Floats) -> Floats:
    """The share of pairs of ratings of each subject that agree; 0 where there is no pair."""
    raters = counts.sum(1)
    pairs = (counts * (counts @ agreement - 1)).sum(1)
    seen: Floats = pairs / np.maximum(raters * (raters - 1), 1)
    return seen


def _value(counts: Floats, agreement: Floats, expected: Expected) -> float | None:
    twice = counts.sum(1) >= 2
    if not twice.any():
        return None
    margins = (counts / counts.sum(1, keepdims=True)).mean(0)
    chance = float(margins @ expected(margins, agreement))
    # Shares that sum to one only nearly must not make a chance of one look like less.
    return None if chance > 1 - 1e-12 else (float(_seen(counts, agreement)[twice].mean()) - chance) / (1 - chance)


def _variance(counts: Floats, agreement: Floats, expected: Expected, value: float) -> float:
    """How far each subject pulls the value, directly and by the shares of grades (Gwet 2014)."""
    raters, subjects = counts.sum(1), len(counts)
    shares, twice = counts / raters[:, None], raters >= 2
    margins = shares.mean(0)
    by_grade = expected(margins, agreement)
    chance = float(margins @ by_grade)
    own = subjects / twice.sum() * (_seen(counts, agreement) - chance * twice) / (1 - chance)
    pulled = own - 2 * (1 - value) * (shares @ by_grade - chance) / (1 - chance)
    return float(((pulled - value) ** 2).sum()) / (subjects * (subjects - 1))
