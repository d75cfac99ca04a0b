"""How many pairs of inspectors it takes to know how far they agree, and what a number of pairs tells.

Two inspectors give grades in the same shares and agree on a share of inspections. How they disagree is assumed: on
neighbouring grades, as two who see one service with errors of their own (`Apart.NEAR`: their impressions are normal,
and as correlated as the agreement asks for), or on any grades, as two who are sure of a part of the inspections and
guess the rest (`Apart.ANYWHERE`: the common correlation model of Donner and Eliasziw, Statistics in Medicine 1992,
11:1511).
All is by formula; nothing is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, sqrt

import numpy as np
from scipy.optimize import brentq
from scipy.stats import norm

from inspectorate.measurement.agreement import Floats, Weighing, disagreements, kappa_of, kappa_variance
from inspectorate.measurement.intervals import Estimate, deviate, wilson

TRUE = np.linspace(-8.0, 8.0, 4001)
"""What two inspectors have in common, in standard deviations."""
SUREST = 0.9999
"""The largest correlation that is looked at: steps of `TRUE` are too wide beyond."""


class Apart(StrEnum):
    """Which grades inspectors give who disagree."""

    NEAR = "near"
    ANYWHERE = "anywhere"


@dataclass(frozen=True, slots=True)
class Expected:
    """What pairs of grades are expected: their shares, shape (steps, steps)."""

    pairs: Floats

    @property
    def agreement(self) -> float:
        """The share of pairs that are the same."""
        return float(np.trace(self.pairs))

    @property
    def chance(self) -> float:
        """The share that chance alone makes the same."""
        return float((self.pairs.sum(0) * self.pairs.sum(1)).sum())


def expected(agreement: float, shares: Sequence[float], apart: Apart = Apart.NEAR) -> Expected:
    """Pairs of grades that agree so often, of which each inspector gives the grades in these shares, the best first.

    Raises ``ValueError`` with a sentence where the shares are none, or nobody can agree so often.
    """
    given = np.asarray(shares, dtype=np.float64)
    if len(given) < 2 or (given <= 0).any() or abs(given.sum() - 1) > 1e-6:
        raise ValueError("Shares of grades are two or more numbers above 0 that sum to 1.")
    chance = float((given**2).sum())
    if not chance < agreement < 1:
        raise ValueError(
            f"Two inspectors who grade at random in these shares agree on {chance:.0%}: the agreement that is expected "
            "lies above that, and under 100%."
        )
    if apart is Apart.ANYWHERE:
        sure = (agreement - chance) / (1 - chance)
        return Expected(sure * np.diag(given) + (1 - sure) * np.outer(given, given))
    limits = norm.ppf(np.concatenate(([0.0], given.cumsum()[:-1], [1.0])))
    if float(np.trace(_correlated(limits, SUREST))) < agreement:
        raise ValueError(f"An agreement of {agreement} is too near to 1 to plan for; expect a little less.")
    found = brentq(lambda correlation: float(np.trace(_correlated(limits, correlation))) - agreement, 0.0, SUREST)
    return Expected(_correlated(limits, found))


def _correlated(limits: Floats, correlation: float) -> Floats:
    """The shares of pairs of grades of two whose impressions have this correlation, cut into grades at the limits."""
    own = np.sqrt(1 - correlation)
    below = norm.cdf((limits - np.sqrt(correlation) * TRUE[:, None]) / own)
    graded = np.diff(below, axis=1)
    likely = norm.pdf(TRUE) * (TRUE[1] - TRUE[0])
    pairs = (graded * likely[:, None]).T @ graded
    shares: Floats = pairs / pairs.sum()
    return shares


@dataclass(frozen=True, slots=True)
class Told:
    """What a number of pairs tells of a statistic: the interval around its expected value, and half its width.

    ``half_width`` is that of the formula; an interval that reaches the end of what can be stops there. ``enough``:
    there are as many pairs as the formula is good for. That of kappa is a large-sample one and too sure of itself for
    fewer pairs than twice the square of the number of grades (Cicchetti, Applied Psychological Measurement 1981,
    5:101).
    """

    pairs: int
    interval: Estimate
    half_width: float
    enough: bool


STATISTICS = ("exact_agreement", "kappa", "weighted_kappa")
"""What a study is planned for: the share that is the same (Wilson's interval), and kappa without and with squared
weights (delta method)."""
_WEIGHING = {"kappa": Weighing.SAME, "weighted_kappa": Weighing.SQUARES}


def told_by(found: Expected, pairs: int, *, level: float = 0.95) -> dict[str, Told]:
    """What so many pairs tell, by statistic. Raises ``ValueError`` for no pairs."""
    if pairs < 1:
        raise ValueError("A study has one pair of inspections at least.")
    return {name: _told(found, name, pairs, level) for name in STATISTICS}


def needed_for(found: Expected, half_width: float, *, level: float = 0.95) -> dict[str, Told]:
    """The fewest pairs whose interval reaches no further than this from its middle, by statistic, and what they tell;
    never fewer than the formula is good for.

    Raises ``ValueError`` for a half-width that is not between 0 and 1.
    """
    if not 0 < half_width < 1:
        raise ValueError("Half the width of an interval lies between 0 and 1, such as 0.1.")
    square = deviate(level) ** 2
    spread = found.agreement * (1 - found.agreement)
    # Wilson's half-width h fulfils h^2 (n + z^2)^2 = z^2 (n spread + z^2 / 4), a square equation in n + z^2.
    root = sqrt(square**2 * spread**2 + 4 * half_width**2 * square**2 * (0.25 - spread))
    fewest = {"exact_agreement": (square * spread + root) / (2 * half_width**2) - square}
    least = _enough(found)
    fewest |= {name: max(least, square * _variance(found, name) / half_width**2) for name in _WEIGHING}
    return {name: _told(found, name, max(1, ceil(fewest[name] - 1e-9)), level) for name in STATISTICS}


def _told(found: Expected, statistic: str, pairs: int, level: float) -> Told:
    if statistic == "exact_agreement":
        share = wilson(found.agreement * pairs, pairs, level=level)
        assert share is not None, "there is a pair"
        return Told(pairs, share, (share.high - share.low) / 2, True)
    value = kappa_of(found.pairs, disagreements(len(found.pairs), _WEIGHING[statistic]))
    assert value is not None, "shares of several grades leave something to chance"
    half = deviate(level) * sqrt(_variance(found, statistic) / pairs)
    return Told(
        pairs, Estimate(value, max(-1.0, value - half), min(1.0, value + half), pairs), half, pairs >= _enough(found)
    )


def _enough(found: Expected) -> int:
    return 2 * len(found.pairs) ** 2


def _variance(found: Expected, statistic: str) -> float:
    return kappa_variance(found.pairs, disagreements(len(found.pairs), _WEIGHING[statistic]))
