"""How rare a count is when the truth itself varies: exact prediction, without a normal approximation.

A share is binomial with a beta truth, a rate Poisson with a gamma truth (beta-binomial, negative binomial; without
spread, binomial and Poisson), a mean normal. Counts come in steps, so that no limit is passed with exactly the wanted
chance: the p-value lies between P(at least x) and P(more than x). The mid-p takes their arithmetic mean, which is too
strict in a steep tail; here it is their logarithmic mean (a - b)/(ln a - ln b), with which a geometric tail passes any
limit exactly as often as it should, on average over where the steps happen to fall. This is the interpolation of
Spiegelhalter (2005), appendix A.1.1, done on the logarithm and centred.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import special

from inspectorate.intelligence.model import Floats, Measure

_BLOCK = 256  # terms of a tail that are added at once
_NEGLIGIBLE = 1e-15


def outward(measure: Measure, x: Floats, n: Floats, mean: Floats, variance: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """One-sided p-values in the direction in which each value lies, and whether that is upward.

    ``x``: counts (for a mean, the values); ``n``: denominators (ignored for a mean); ``mean`` and ``variance``: of the
    truth, on the indicator's own scale (shares, events per unit, the mean itself). All of one shape.
    """
    if measure is Measure.MEAN:
        z = (x - mean) / np.sqrt(variance)
        return special.ndtr(-np.abs(z)), z > 0
    above = upper_tail(measure, x, n, mean, variance)
    if measure is Measure.SHARE:
        below = upper_tail(measure, n - x, n, 1 - mean, variance)
    else:
        below = _lower_rate(x, n, mean, variance)
    return np.minimum(above, below), above <= below


def logarithmic_mean(a: Floats, b: Floats) -> Floats:
    """(a - b)/(ln a - ln b), of two chances a ≥ b ≥ 0; half of a where b is nought."""
    with np.errstate(divide="ignore", invalid="ignore"):
        gap = np.log(a) - np.log(b)
        mean = np.where(gap > 1e-9, (a - b) / gap, a)
    return np.where(b > 0, mean, a / 2)


def upper_tail(measure: Measure, x: Floats, n: Floats, mean: Floats, variance: Floats) -> Floats:
    """The p-value of a count of ``x`` or more."""
    if measure is Measure.RATE:
        more, here = _rate_tails(x, n, mean, variance)
    else:
        more, here = _share_tails(x, n, mean, variance)
    return logarithmic_mean(np.minimum(more + here, 1.0), more)


def _lower_rate(x: Floats, n: Floats, mean: Floats, variance: Floats) -> Floats:
    _, here = _rate_tails(x, n, mean, variance)
    rate = mean * n
    with np.errstate(divide="ignore", invalid="ignore"):
        shape = mean**2 / variance
        up_to = np.where(variance > 0, special.betainc(shape, x + 1, shape / (shape + rate)), special.pdtr(x, rate))
    return logarithmic_mean(up_to, np.maximum(up_to - here, 0.0))


def _rate_tails(x: Floats, n: Floats, mean: Floats, variance: Floats) -> tuple[Floats, Floats]:
    """P(more than x) and P(x) of a Poisson whose rate is gamma."""
    rate = mean * n
    with np.errstate(divide="ignore", invalid="ignore"):
        shape = mean**2 / variance
        share = rate / (shape + rate)
        more = np.where(variance > 0, special.betainc(x + 1, shape, share), special.pdtrc(x, rate))
        here = np.exp(
            np.where(
                variance > 0,
                special.gammaln(x + shape)
                - special.gammaln(shape)
                + shape * np.log1p(-share)
                + special.xlogy(x, share),
                special.xlogy(x, rate) - rate,
            )
            - special.gammaln(x + 1)
        )
    return more, here


def _share_tails(x: Floats, n: Floats, mean: Floats, variance: Floats) -> tuple[Floats, Floats]:
    """P(more than x) and P(x) of a binomial whose chance is beta, the further tail added up term by term."""
    most = mean * (1 - mean)
    with np.errstate(divide="ignore", invalid="ignore"):
        strength = most / np.minimum(variance, 0.999 * most) - 1
        # Past this the beta is a point for any number of children that England has, and logarithms lose their digits.
        beta = (variance > 0) & (strength < 1e9)
        alpha, beta_ = np.where(beta, mean * strength, 1.0), np.where(beta, (1 - mean) * strength, 1.0)
        plain = special.bdtrc(x, n.astype(np.int64), mean)
        plain = np.where(x >= n, 0.0, plain)
        binomial = np.exp(_log_choose(n, x) + special.xlogy(x, mean) + special.xlog1py(n - x, -mean))
        here = np.where(
            beta,
            np.exp(_log_choose(n, x) + special.betaln(x + alpha, n - x + beta_) - special.betaln(alpha, beta_)),
            binomial,
        )
    upward = x >= n * mean
    steps = np.where(upward, n - x, x)  # how many terms the further tail has at most
    k = np.where(upward, x, n - x)
    a, b = np.where(upward, alpha, beta_), np.where(upward, beta_, alpha)
    tail = _added_up(np.where(beta, here, 0.0), k, n, a, b, np.where(beta, steps, 0.0))
    more = np.where(beta, np.where(upward, tail, 1 - tail - here), plain)
    return np.clip(more, 0.0, 1.0), here


def _log_choose(n: Floats, k: Floats) -> Floats:
    chosen: Floats = special.gammaln(n + 1) - special.gammaln(k + 1) - special.gammaln(n - k + 1)
    return chosen


def _added_up(first: Floats, k: Floats, n: Floats, a: Floats, b: Floats, steps: Floats) -> Floats:
    """The sum of the terms after ``first``, each from the one before: f(k+1)/f(k) = (n-k)(k+a) / ((k+1)(n-k-1+b))."""
    shape = first.shape
    term, k, n, a, b, steps = (np.ravel(v)[:, None].astype(np.float64) for v in (first, k, n, a, b, steps))
    total = np.zeros_like(term)
    going = np.flatnonzero((steps[:, 0] > 0) & (term[:, 0] > 0))
    block = np.arange(_BLOCK, dtype=np.float64)
    done = 0
    while going.size:
        at = k[going] + done + block
        with np.errstate(divide="ignore"):
            ratio = (n[going] - at) * (at + a[going]) / ((at + 1) * (n[going] - at - 1 + b[going]))
        ratio[done + block >= steps[going]] = 0.0
        terms = term[going] * np.cumprod(np.maximum(ratio, 0.0), axis=1)
        total[going] += terms.sum(axis=1, keepdims=True)
        term[going] = terms[:, -1:]
        done += _BLOCK
        left = (done < steps[going, 0]) & (terms[:, -1] > _NEGLIGIBLE * total[going, 0])
        going = going[left]
    return total.reshape(shape)
