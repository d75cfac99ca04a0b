"""How much more bodies differ than chance alone would make them: additive spread from winsorised z-scores.

Spiegelhalter (2005, Statistics in Medicine 24:1185) and Spiegelhalter et al. (2012, JRSS-A 175:1) draw in the lowest
and the highest tenth of the z-scores, so that the bodies looked for do not hide themselves by widening the limits, and
let the truth of each body vary by tau² about the target (the additive, random-effects form; it is taken here before
the multiplicative one because it leaves the largest bodies no narrower limits than their peers' real spread). Two
things differ from the published recipe. Winsorised z-scores of a normal have a mean square of 0.679 and not 1, which
the recipe leaves uncorrected and which makes its limits too narrow; here tau² is the solution of

    mean of winsorised z² = 0.679 (B - 1)/B      with z = (x - centre) / sqrt(s² + tau²)

(Paule and Mandel 1982, J. Res. NBS 87:377, with that factor). And the estimate's own uncertainty is kept as degrees of
freedom, so that a limit of one in a thousand is passed by one in a thousand.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inspectorate.intelligence.model import Floats

DRAWN_IN = 0.1
"""The share of z-scores drawn in at each end."""

_CUT, _DENSITY = 1.2815515655446004, 0.17549833193248685  # the normal's 90% point, and its density there
WINSORISED_SQUARE = 1 - 2 * DRAWN_IN - 2 * _CUT * _DENSITY + 2 * DRAWN_IN * _CUT**2
"""Mean square of a standard normal whose outer tenths are drawn in: 0.6787 ."""

EFFICIENCY = 0.71
"""Degrees of freedom that a winsorised variance of B values is worth, for each of them (simulated; see the tests)."""

OWN = (_CUT**2 - WINSORISED_SQUARE + 2 * DRAWN_IN * _CUT * (1 - 2 * DRAWN_IN) / _DENSITY) / WINSORISED_SQUARE
"""What a body that is looked at as an outlier has itself added to the spread, in shares of 1/B: the influence of a
point beyond the cut on the winsorised square. It counts 1.64 where the mean is 0.68, and it moves both cuts.
"""

FAR = 4.0
"""Values beyond so many standard deviations are drawn in before they can move the centre."""

_STEPS, _CLOSE = 30, 1e-10


@dataclass(frozen=True, slots=True)
class Spread:
    """Centre and additive variance of each row, of the shape (rows, 1), and each value's degrees of freedom.

    ``degrees`` has the shape of the values; it is infinite where chance alone explains the spread.
    """

    centre: Floats
    tau2: Floats
    degrees: Floats
    bodies: NDArray[np.int64]


def spread(x: Floats, variance: Floats, *, centre: float | None = None, losing: int = 1) -> Spread:
    """Spread beyond chance in each row of ``x`` (rows, bodies), whose variance by chance is ``variance``.

    ``centre``: the known centre, or ``None`` to take the weighted mean. ``losing``: how many degrees of freedom the
    centre has cost (1, or 0 where it is known). Rows without two values have no spread: not a number.
    """
    have = np.isfinite(x)
    bodies = have.sum(axis=1, keepdims=True)
    number = np.maximum(bodies, 1)
    ends = _Ends.of(bodies)
    x = np.where(have, x, 0.0)
    middle = (
        _between(np.sort(np.where(have, x, np.inf), axis=1), ends.half)
        if centre is None
        else np.full((len(x), 1), centre)
    )
    rough = np.where(have, x - middle, 0.0) ** 2
    # A body of no known variance still has a z-score. The sliver is far below anything that is told, and above what
    # the last digit of a float makes of values that are all alike.
    sliver = 1e-12 * rough.sum(axis=1, keepdims=True) / number + 1e-24 * (x**2).max(axis=1, keepdims=True) + 1e-100
    s2 = np.where(have, variance, np.inf) + sliver
    tau2 = np.zeros_like(middle)
    wanted = WINSORISED_SQUARE * (1 - losing / np.maximum(bodies, losing + 1))
    left, moving = _STEPS, True
    while left and moving:
        total = s2 + tau2
        if centre is None:
            middle = _weighted_mean(x, total, middle)
        z = np.where(have, (x - middle) / np.sqrt(total), np.inf)
        ordered = np.sort(z, axis=1)
        drawn = np.minimum(np.maximum(z, _between(ordered, ends.low)), _between(ordered, ends.high))
        square = np.where(have, drawn, 0.0) ** 2
        mean = square.sum(axis=1, keepdims=True) / number
        slope = (square / total).sum(axis=1, keepdims=True) / number
        # Newton on 1/mean, which is straight in tau² where all variances are alike, and so there in one step.
        step = (mean / wanted - 1) * mean / np.where(slope > 0, slope, np.inf)
        before, tau2 = tau2, np.maximum(tau2 + step, 0.0)
        left, moving = left - 1, bool(np.any(np.abs(tau2 - before) > _CLOSE * tau2))
    weight = (1 / (s2 + tau2)).sum(axis=1, keepdims=True)
    with np.errstate(invalid="ignore"):
        worth = EFFICIENCY * ((s2 + tau2) * weight) ** 2 / number
    degrees = np.where(have, np.where(tau2 > 0, worth, np.inf), np.nan)
    enough = bodies >= 2
    return Spread(np.where(enough, middle, np.nan), np.where(enough, tau2, np.nan), degrees, bodies)


def _weighted_mean(x: Floats, total: Floats, middle: Floats) -> Floats:
    """The mean weighted by 1/total; a body of infinite variance, which has no value, has no weight."""
    reach = FAR * np.sqrt(total)
    near = np.minimum(np.maximum(x, middle - reach), middle + reach)
    weight = 1 / total
    mean: Floats = (weight * near).sum(axis=1, keepdims=True) / np.maximum(weight.sum(axis=1, keepdims=True), 1e-300)
    return mean


@dataclass(frozen=True, slots=True)
class _Ends:
    """Where, in a row of ordered values, its tenth, its middle and its nine tenths lie. Each of the shape (rows, 1)."""

    low: Floats
    half: Floats
    high: Floats

    @classmethod
    def of(cls, bodies: NDArray[np.int64]) -> _Ends:
        last = np.maximum(bodies - 1, 0)
        return cls(DRAWN_IN * last, 0.5 * last, (1 - DRAWN_IN) * last)


def _between(ordered: Floats, place: Floats) -> Floats:
    """The value at a broken place of each ordered row, by a straight line; nought in a row without values."""
    low = place.astype(np.int64)
    part = place - low
    rows = np.arange(len(ordered))[:, None]
    first, second = ordered[rows, low], ordered[rows, np.minimum(low + 1, ordered.shape[1] - 1)]
    second = np.where(part > 0, second, first)
    between: Floats = np.where(np.isfinite(first), first, 0.0)
    return between + part * np.where(np.isfinite(second), second - between, 0.0)
