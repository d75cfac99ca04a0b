"""One scale on which chance moves every body by an amount that depends on its size alone.

A share is turned to the arcsine of its root, a rate to its root (Anscombe 1948, Biometrika 35:246: with 3/8 added, the
variance of chance is 1/(4n + 2) and 1/(4n)); a mean, or a number whose denominator nobody states, stays as it is and
has no known variance of its own. Spread between bodies is estimated on this scale, because it is nearly normal there,
and taken back to the indicator's own by the exact moments of a normal that passes through the inverse.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inspectorate.intelligence.model import Floats, Measure, Panel


@dataclass(frozen=True, slots=True)
class Scaled:
    """Values on the even scale, the variance that chance gives each there, and what they were counted from.

    All of the shape (periods, bodies). ``measure`` is MEAN wherever the source gives no numerator and denominator.
    """

    measure: Measure
    x: Floats
    variance: Floats
    count: Floats
    denominator: Floats

    def rows(self, which: NDArray[np.intp]) -> Scaled:
        """Only some of the periods."""
        return Scaled(self.measure, self.x[which], self.variance[which], self.count[which], self.denominator[which])


def back(measure: Measure, x: Floats) -> Floats:
    """A point of the even scale on the indicator's own."""
    if measure is Measure.SHARE:
        return np.sin(np.clip(x, 0.0, np.pi / 2)) ** 2
    if measure is Measure.RATE:
        return np.maximum(x, 0.0) ** 2
    return x


def scaled(panel: Panel) -> Scaled:
    """A panel on the even scale. Values without a positive denominator are left out where others have one."""
    counted = np.isfinite(panel.numerator) & (panel.denominator > 0)
    if panel.indicator.measure is Measure.MEAN or not counted.any():
        nothing = np.full_like(panel.value, np.nan)
        return Scaled(Measure.MEAN, panel.value.copy(), np.zeros_like(panel.value), nothing, nothing)
    n = np.where(counted, panel.denominator, np.nan)
    if panel.indicator.measure is Measure.SHARE:
        # A denominator that is no whole number (an average over quarters) is rounded: chance deals in whole children.
        n = np.maximum(np.rint(n), 1.0)
        count = np.clip(np.rint(np.where(counted, panel.numerator, np.nan)), 0.0, n)
        return Scaled(Measure.SHARE, np.arcsin(np.sqrt((count + 0.375) / (n + 0.75))), 1 / (4 * n + 2), count, n)
    count = np.maximum(np.rint(np.where(counted, panel.numerator, np.nan)), 0.0)
    return Scaled(Measure.RATE, np.sqrt((count + 0.375) / n), 1 / (4 * n), count, n)


def moments(measure: Measure, centre: Floats, spread: Floats) -> tuple[Floats, Floats]:
    """Mean and variance, on the indicator's own scale, of what is normal on the even scale.

    ``centre`` and ``spread`` (a variance) are those of the even scale, of any one shape.
    """
    if measure is Measure.SHARE:  # sin² of a normal angle
        wave = np.cos(2 * centre) * np.exp(-2 * spread)
        mean = (1 - wave) / 2
        variance = ((1 + np.cos(4 * centre) * np.exp(-8 * spread)) / 2 - wave**2) / 4
        return mean, np.maximum(variance, 0.0)
    if measure is Measure.RATE:  # the square of a normal
        return centre**2 + spread, 2 * spread**2 + 4 * centre**2 * spread
    return centre, spread
