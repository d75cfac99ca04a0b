"""Signals in the nowcast: a single number a body tilts the chances of its grades, as far as past cases bear it out.

The chance of the grade at place j (0 the best) becomes proportional to P(j) exp(b s j), s being the strength of a
body's signals (positive for worse): the odds of each grade against the next better one are multiplied by exp(b s), as
in the adjacent-category model of Goodman (Biometrics 1983, 39:149) with the nowcast as offset. ``b`` is fitted to past
forecasts and what was then found, with a prior N(0, 0.5^2): signals without skill leave the chances as they were.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
SPREAD = 0.5  # the prior's standard deviation: at a strength of 2, odds change by no more than a factor 7 in 95% of it
ROUNDS = 30  # of Newton's method, which needs about five


@dataclass(frozen=True, slots=True)
class Tilt:
    """How far one unit of strength moves the log-odds of a grade against the next better one, and from how many cases.

    ``error`` is the standard deviation of the coefficient's posterior; of no cases it is the prior's.
    """

    coefficient: float
    error: float
    cases: int


@dataclass(frozen=True, slots=True)
class Tilting:
    """What a nowcast is tilted by: ``strengths`` by body id, and a ``Tilt`` for each kind of body and area.

    A body without a strength, or an area without a tilt, is left as it is.
    """

    strengths: Mapping[str, float]
    tilts: Mapping[tuple[str, str], Tilt]


def fit_tilt(forecasts: ArrayLike, strengths: ArrayLike, found: ArrayLike) -> Tilt:
    """Fit the coefficient to past cases: chances (cases, steps) without signals, strengths (cases,), places found.

    The posterior of ``b`` is concave; its mode is found by Newton's method, its spread from the curvature there. For a
    back-test, give only cases whose findings were known by the day that is forecast from.
    """
    chances = np.asarray(forecasts, dtype=np.float64)
    strength, place = np.asarray(strengths, dtype=np.float64), np.asarray(found, dtype=np.float64)
    coefficient, curvature = 0.0, 1 / SPREAD**2
    for _ in range(ROUNDS):
        tilted = tilt(chances, coefficient * strength)
        steps = np.arange(chances.shape[-1])
        mean = tilted @ steps
        slope = float((strength * (place - mean)).sum()) - coefficient / SPREAD**2
        curvature = float((strength**2 * (tilted @ steps**2 - mean**2)).sum()) + 1 / SPREAD**2
        # Far from the mode the curvature may be small; a step of one is as far as any coefficient should go at once.
        coefficient += max(-1.0, min(1.0, slope / curvature))
    return Tilt(coefficient, curvature**-0.5, len(place))


def tilt(chances: Floats, amounts: Floats) -> Floats:
    """Chances (…, steps) tilted by amounts b s (…,): towards worse grades where these are positive."""
    steps = chances.shape[-1]
    logs = amounts[..., None] * np.arange(steps)
    weighted = chances * np.exp(logs - logs.max(-1, keepdims=True))
    found: Floats = weighted / weighted.sum(-1, keepdims=True)
    return found


def tilt_draws(drawn: Floats, bodies: list[str], by: Tilting, part: tuple[str, str], seed: int = 0) -> Floats:
    """Draws of chances (draws, bodies, steps), each draw tilted by a coefficient of its own."""
    known = by.tilts.get(part)
    if known is None:
        return drawn
    strengths = np.array([by.strengths.get(body, 0.0) for body in bodies])
    coefficients = np.random.default_rng(seed).normal(known.coefficient, known.error, len(drawn))
    return tilt(drawn, coefficients[:, None] * strengths)
