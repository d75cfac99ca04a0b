"""The baseline to beat: z-scores and cumulative sums as the Care Quality Commission's Intelligent Monitoring had them.

CQC, Intelligent Monitoring: NHS acute hospitals, statistical methodology (July 2014), sections 2 and 4, after
Spiegelhalter et al. (2012, JRSS-A 175:1). A value is put on a scale of known variance (a share by the arcsine of its
root, a count by its root), compared with the value of all bodies together, and over-dispersion is estimated from
z-scores with the outer tenths drawn in:

    phi = mean of winsorised z²;  tau² = (B phi - (B - 1)) / (sum w - sum w² / sum w) where B phi > B - 1, else 0
    z = (y - t) / sqrt(s² + tau²)                  (w = 1/s²; DerSimonian and Laird's form)

Two is a risk, three an elevated risk. A series is watched by the cumulative sum of those z-scores, each against all
bodies of its own period, C_t = max(0, C_(t-1) + z_t - k). The document leaves k to the shift looked for; a half (one
standard deviation) is used here, and the benchmark also tries others and keeps whichever is best for the baseline.
"""

from __future__ import annotations

import numpy as np

from inspectorate.intelligence.charts import cusum
from inspectorate.intelligence.model import Floats, Measure

RISK, ELEVATED_RISK = 2.0, 3.0
REFERENCE = 0.5


def transformed(measure: Measure, value: Floats, denominator: Floats) -> tuple[Floats, Floats]:
    """Values and the standard deviation that chance gives each: (periods, bodies). A mean has none: not a number."""
    if measure is Measure.SHARE:
        return np.arcsin(np.sqrt(value)), 1 / (2 * np.sqrt(denominator))
    if measure is Measure.RATE:
        return np.sqrt(value), 1 / (2 * np.sqrt(denominator))
    return value, np.full_like(value, np.nan)


def z_scores(measure: Measure, value: Floats, denominator: Floats) -> Floats:
    """z-scores of each period's bodies against all of them together, widened for over-dispersion.

    ``value`` is a fraction, a rate or a mean; (periods, bodies). A mean is set against the plain mean and standard
    deviation of its period, as the methodology does for data without a known variance.
    """
    y, s = transformed(measure, value, denominator)
    if measure is Measure.MEAN:
        plain: Floats = (y - np.nanmean(y, axis=1, keepdims=True)) / np.nanstd(y, axis=1, ddof=1, keepdims=True)
        return plain
    have = np.isfinite(y)
    n = np.where(have, denominator, 0.0)
    together = (np.nan_to_num(value) * n).sum(axis=1, keepdims=True) / n.sum(axis=1, keepdims=True)
    target, _ = transformed(measure, together, np.ones_like(together))
    z = (y - target) / s
    low, high = np.nanquantile(z, [0.1, 0.9], axis=1, keepdims=True)
    drawn = np.clip(z, low, high) ** 2
    bodies = have.sum(axis=1, keepdims=True)
    phi = np.nansum(drawn, axis=1, keepdims=True) / bodies
    w = np.where(have, 1 / s**2, 0.0)
    total = w.sum(axis=1, keepdims=True)
    tau2 = (bodies * phi - (bodies - 1)) / (total - (w**2).sum(axis=1, keepdims=True) / total)
    widened: Floats = (y - target) / np.sqrt(s**2 + np.maximum(tau2, 0.0))
    return widened


def cumulative(z: Floats, k: float = REFERENCE) -> Floats:
    """The upper cumulative sum of z-scores, one column a body."""
    return cusum(z, k)
