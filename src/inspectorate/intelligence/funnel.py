"""Is a body further from the rest than chance and the usual spread between bodies would carry it?

The funnel plot of Spiegelhalter (2005, Statistics in Medicine 24:1185) with exact prediction limits (`exact`) about the
centre of all bodies, widened by their spread beyond chance (`overdispersion`). The centre is the mean of bodies, each
weighted by how well its value tells its own truth, and not the country's total, which the few largest bodies lead.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

from inspectorate.intelligence.exact import outward
from inspectorate.intelligence.model import Floats, Measure
from inspectorate.intelligence.overdispersion import OWN, spread
from inspectorate.intelligence.scale import Scaled, moments

FEWEST = 10
"""A funnel of fewer bodies is not drawn: their spread cannot be told from chance."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """Where values were expected, and how rare each is. All of the shape (periods, bodies).

    ``mean`` and ``variance`` are those of the truth on the indicator's own scale; ``degrees`` those of the spread;
    ``wider`` is what the body's own share in centre and spread does to its z-score. ``p`` is one-sided, in the
    direction of ``above``. Not a number where nothing can be said.
    """

    measure: Measure
    count: Floats
    denominator: Floats
    mean: Floats
    variance: Floats
    degrees: Floats
    wider: Floats
    p: Floats
    above: NDArray[np.bool_]


def funnel(values: Scaled, *, fewest: int = FEWEST) -> Prediction:
    """Each value against all bodies of its period."""
    found = spread(values.x, values.variance)
    enough = found.bodies >= fewest
    centre = np.where(enough, found.centre, np.nan)
    # A body is part of its own comparison. It draws the centre towards it, Var(x - centre) = V (1 - 1/B), and has
    # widened the spread that it is measured by.
    number = np.maximum(found.bodies, 2)
    wider = np.sqrt((1 - 1 / number) / (1 + OWN / number))
    return predict(values, centre, found.tau2, found.degrees, wider)


def predict(values: Scaled, centre: Floats, beyond: Floats, degrees: Floats, wider: Floats) -> Prediction:
    """How rare each value is when its truth lies about ``centre`` with the variance ``beyond`` (the even scale)."""
    mean, variance, degrees, wider = (
        np.broadcast_to(part, values.x.shape).copy()
        for part in (*moments(values.measure, centre, beyond), degrees, wider)
    )
    x = values.x if values.measure is Measure.MEAN else values.count
    p = np.full_like(values.x, np.nan)
    above = np.zeros(values.x.shape, dtype=np.bool_)
    at = np.isfinite(x) & np.isfinite(mean)
    if values.measure is Measure.MEAN:
        at &= variance > 0  # where all bodies are alike to the last digit, nothing stands out
    raw, above[at] = outward(values.measure, x[at], values.denominator[at], mean[at], variance[at])
    p[at] = special.stdtr(degrees[at], special.ndtri(raw) / wider[at])
    return Prediction(values.measure, x, values.denominator, mean, variance, degrees, wider, p, above)


def limit(of: Prediction, at: tuple[NDArray[np.intp], ...], p: float, above: NDArray[np.bool_]) -> Floats:
    """The value, on the indicator's own scale, that the places ``at`` would need for a p-value of ``p``.

    Found between whole counts by straight lines on the even p-value's normal score; the smallest or the largest value
    there can be where even that is not rare enough.
    """
    mean, variance, n = of.mean[at], of.variance[at], of.denominator[at]
    wanted = stats.t.isf(p, of.degrees[at]) * of.wider[at]
    if of.measure is Measure.MEAN:
        return mean + np.where(above, 1.0, -1.0) * wanted * np.sqrt(variance)
    if of.measure is Measure.SHARE:
        last = np.where(above, n, 0.0)
    else:
        widest = np.sqrt(mean / n + variance)
        last = np.where(above, np.ceil(n * (mean + 60 * widest)) + 60, 0.0)

    def score(count: Floats) -> Floats:
        tail, upward = outward(of.measure, count, n, mean, variance)
        rarity = -special.ndtri(np.maximum(tail, 1e-300))
        outside: Floats = np.where(upward == above, rarity, -rarity)
        return outside

    near, far = np.where(above, np.floor(n * mean), np.ceil(n * mean)), last
    while np.any(np.abs(far - near) > 1):
        middle = np.where(np.abs(far - near) > 1, np.rint((near + far) / 2), far)
        rare = score(middle) >= wanted
        near, far = np.where(rare | (np.abs(far - near) <= 1), near, middle), np.where(rare, middle, far)
    inner, outer = score(near), score(far)
    with np.errstate(divide="ignore", invalid="ignore"):
        between = np.where(outer > inner, np.clip((wanted - inner) / (outer - inner), 0.0, 1.0), 1.0)
    found: Floats = (near + between * (far - near)) / n
    return found
