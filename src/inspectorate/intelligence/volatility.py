"""Some bodies' numbers jump more than others' from year to year: each is held to its own past as far as that is long.

Innovations (`levels`) share one variance. Where bodies really differ, those that always jump would give signal after
signal. Smyth (2004, Statistical Applications in Genetics and Molecular Biology 3:3) lets the variances of bodies be
drawn from a scaled inverse chi-square with d0 degrees of freedom, whose two numbers the logarithms of all bodies' mean
squares give by their mean and variance. A body's variance before a value is seen is then

    s² = (d0 s0² + sum of its earlier squares) / (d0 + n),      q / s is Student's t with d0 + n degrees of freedom,

and the normal score of that t is again an independent standard normal: Quesenberry's (1991, Journal of Quality
Technology 23:213) Q statistic, begun from what is known of all bodies. Only what came before a value judges it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special

from inspectorate.intelligence.model import Floats

FEWEST_SQUARES = 3
"""A body of fewer innovations does not tell how bodies differ."""


@dataclass(frozen=True, slots=True)
class Volatility:
    """``degrees`` d0 and ``scale2`` s0²; infinite degrees: all bodies are alike, and the shared variance stands."""

    degrees: float
    scale2: float


def volatility(q: Floats) -> Volatility:
    """How much bodies differ in how far their innovations jump. ``q``: (periods, bodies)."""
    n = np.isfinite(q).sum(axis=0)
    squares = np.where(np.isfinite(q), q, 0.0) ** 2
    total = squares.sum(axis=0)
    told = (n >= FEWEST_SQUARES) & (total > 0)
    number = int(told.sum())
    if number < 2:
        return Volatility(np.inf, 1.0)
    half = n[told] / 2
    logs = np.log(total[told] / n[told]) - special.digamma(half) + np.log(half)
    chance = float(special.polygamma(1, half).mean())
    beyond = float(logs.var(ddof=1)) - chance
    # Alike unless the data say clearly otherwise: the logarithms' variance is itself unsure by about this much.
    if beyond <= 2 * chance * np.sqrt(3 / number):
        return Volatility(np.inf, 1.0)
    degrees = 2 * _trigamma_inverse(beyond)
    scale2 = np.exp(logs.mean() + special.digamma(degrees / 2) - np.log(degrees / 2))
    return Volatility(degrees, float(scale2))


def _trigamma_inverse(x: float) -> float:
    """Newton's steps on 1/trigamma, which is convex and nearly straight (Smyth 2004, appendix)."""
    y = 0.5 + 1 / x
    for _ in range(20):
        trigamma = float(special.polygamma(1, y))
        y += trigamma * (1 - trigamma / x) / float(special.polygamma(2, y))
    return y


def steadied(q: Floats, of: Volatility) -> tuple[Floats, Floats, Floats]:
    """Q statistics, what each innovation was divided by, and its degrees of freedom. All (periods, bodies)."""
    if np.isinf(of.degrees):
        return q, np.ones_like(q), np.full_like(q, np.inf)
    here = np.isfinite(q)
    squares = np.where(here, q, 0.0) ** 2
    before = np.cumsum(squares, axis=0) - squares
    degrees = of.degrees + np.cumsum(here, axis=0) - here
    scale = np.sqrt((of.degrees * of.scale2 + before) / degrees)
    tail = np.maximum(special.stdtr(degrees, -np.abs(q) / scale), 1e-300)
    return np.sign(q) * -special.ndtri(tail), scale, degrees


def from_normal(q: Floats, degrees: Floats) -> Floats:
    """The Student's t whose normal score is ``q``: the way back, for limits."""
    finite = np.isfinite(degrees)
    t = -np.sign(q) * special.stdtrit(np.where(finite, degrees, 1.0), special.ndtr(-np.abs(q)))
    return np.where(finite, t, q)
