"""Whether what is done falls on poorer places more than what is found: by deprivation fifth, with intervals.

Deprivation is read here beside signals, visits and judgements. It is no input of any of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from inspectorate.measurement.intervals import Estimate, wilson

Floats = NDArray[np.float64]
FIFTHS = (1, 2, 3, 4, 5)
"""1 is the most deprived fifth of authorities."""

FEWEST = 5
"""In fewer cases than this in both fifths together, or none in either, no ratio is told: it would be chance alone."""

DRAWS = 2000
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted of one authority: its deprivation fifth; ``number`` of a thing out of ``of``.

    ``of`` is 1 for an authority that is looked at and 0 for one of which the thing is not known.
    """

    fifth: int
    number: float
    of: float = 1.0


@dataclass(frozen=True, slots=True)
class InFifth:
    """One fifth: the sum of numbers, out of how many, the rate, and for a share its Wilson interval."""

    fifth: int
    number: float
    of: float
    rate: float | None
    share: Estimate | None


def by_fifth(counted: Sequence[Counted], *, share: bool) -> tuple[InFifth, ...]:
    """The rate of each fifth. ``share``: each number is 0 or 1 out of ``of`` 0 or 1, so that there is an interval."""
    found = []
    for fifth in FIFTHS:
        number = sum(one.number for one in counted if one.fifth == fifth)
        of = sum(one.of for one in counted if one.fifth == fifth)
        interval = wilson(int(number), int(of)) if share else None
        found.append(InFifth(fifth, number, of, number / of if of else None, interval))
    return tuple(found)


def ratio(counted: Sequence[Counted], *, seed: int = 0) -> Estimate | None:
    """The rate of the most deprived fifth over that of the least, with a bootstrap interval; ``None`` of too few.

    Authorities are drawn with replacement within each fifth (Davison and Hinkley 1997, ch. 3), ends are percentiles.
    """
    if not _enough(counted):
        return None
    draws = _drawn(counted, seed)
    return _estimate(_whole(counted), draws, sum(1 for one in counted if one.fifth in (1, 5)))


def beyond(done: Sequence[Counted], found: Sequence[Counted], *, seed: int = 0) -> Estimate | None:
    """How many times the ratio of what is done is that of what is found: above 1, more falls on the most deprived
    fifth than findings do. Both list the same authorities in the same order, which are drawn together.
    ``None`` of too few."""
    if [one.fifth for one in done] != [one.fifth for one in found]:
        raise ValueError("Both must list the same authorities in the same order.")
    if not (_enough(done) and _enough(found)):
        return None
    with np.errstate(divide="ignore", invalid="ignore"):
        draws = _drawn(done, seed) / _drawn(found, seed)
    return _estimate(_whole(done) / _whole(found), draws, sum(1 for one in done if one.fifth in (1, 5)))


def verdict(what: str, how: Estimate | None, against: str = "findings") -> str:
    """The comparison in a sentence that says no more than its interval allows."""
    if how is None:
        return f"There are too few cases to say whether {what} fall on the most deprived authorities as {against} do."
    told = f"the ratio is {how.value:.2f} times that of {against}, 95% interval {ends(how)}"
    if how.low > 1:
        return f"{_capital(what)} fall on the most deprived authorities more than {against} do: {told}."
    if how.high < 1:
        return f"{_capital(what)} fall on the most deprived authorities less than {against} do: {told}."
    return (
        f"Whether {what} fall on the most deprived authorities more or less than {against} do cannot be told from "
        f"these numbers: {told}."
    )


def ends(estimate: Estimate) -> str:
    """An interval in words; so few cases may be in the least deprived fifth that it has no upper end."""
    return f"{estimate.low:.2f} to {estimate.high:.2f}" if isfinite(estimate.high) else f"{estimate.low:.2f} and more"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _enough(counted: Sequence[Counted]) -> bool:
    poor, least = (by_fifth(counted, share=False)[place].number for place in (0, 4))
    return min(poor, least) > 0 and poor + least >= FEWEST


def _whole(counted: Sequence[Counted]) -> float:
    poor, *_, least = by_fifth(counted, share=False)
    return (poor.number / poor.of) / (least.number / least.of)


def _drawn(counted: Sequence[Counted], seed: int) -> Floats:
    """Ratios of samples drawn; infinite or not a number where a sample has no case."""
    random = np.random.default_rng(seed)
    poor, least = (_rates([one for one in counted if one.fifth == fifth], random) for fifth in (1, 5))
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios: Floats = poor / least
    return ratios


def _rates(counted: Sequence[Counted], random: np.random.Generator) -> Floats:
    n = len(counted)
    times = random.multinomial(n, np.full(n, 1 / n), size=DRAWS).astype(np.float64)
    with np.errstate(invalid="ignore"):
        rates: Floats = (times @ [one.number for one in counted]) / (times @ [one.of for one in counted])
    return rates


def _estimate(value: float, draws: Floats, n: int) -> Estimate:
    told = draws[~np.isnan(draws)]
    # An infinite ratio can be an end of an interval, and has no middle with another.
    low, high = np.quantile(told, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], method="inverted_cdf")
    return Estimate(value, float(low), float(high), n)
