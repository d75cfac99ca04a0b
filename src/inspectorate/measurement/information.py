"""How much of what several judgements say one grade still says, in bits, with small samples allowed for.

In a sample combinations that occur seldom are not seen, so that plain entropies come out too low, that of many
combinations the most, and the share that a grade keeps too high. Two corrections take that away: entropies have
Miller's and Madow's (Miller 1955, Information Theory in Psychology, 95), and the rest goes by the jackknife that leaves
out one body at a time (Quenouille, Biometrika 1956, 43:353). The same jackknife gives the intervals (Efron and Stein,
Annals of Statistics 1981, 9:586): a bootstrap sees fewer combinations than it is given, and its intervals miss the
truth too often.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import log, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from inspectorate.measurement.intervals import Estimate, deviate

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Kept:
    """What one grade keeps of the judgements beside it.

    ``bits``: what the judgements say together (their entropy); ``told``: how much of it the grade tells (their mutual
    information); ``share``: told out of bits. ``seen``: the chance that a further case is of a combination that was
    seen already (Good and Turing); the lower it is, the more the numbers rest on what the corrections suppose.
    """

    bits: float
    told: float
    share: Estimate
    seen: float


def entropy(counts: ArrayLike) -> Floats:
    """Bits of what counts were drawn from, over the last axis, with Miller's and Madow's correction: half a nat out of
    all cases for each kind seen beside the first. 0 where nothing was counted."""
    held = np.asarray(counts, dtype=np.float64)
    n = np.maximum(held.sum(-1, keepdims=True), 1)
    shares = held / n
    plain = -(shares * np.log2(np.where(held > 0, shares, 1.0))).sum(-1)
    more = np.maximum((held > 0).sum(-1) - 1, 0)
    total: Floats = plain + more / (2 * n[..., 0] * log(2))
    return total


def seen_before(counts: Sequence[int]) -> float:
    """The chance that a further case falls where others fell: one less the share of cases that stand alone."""
    return 1 - counts.count(1) / sum(counts)


def kept(
    judgements: Sequence[Hashable], grades: Sequence[Hashable], bodies: Sequence[Hashable], *, level: float = 0.95
) -> Kept | None:
    """What ``grades`` keep of ``judgements``, case by case; ``bodies`` names the body of each case.

    ``None`` where there are fewer than two bodies, or nothing to keep: all judgements are the same, or so nearly that
    the corrections leave no bits.
    """
    if len(set(bodies)) < 2 or len(set(judgements)) < 2:
        return None
    pairs = list(zip(judgements, grades, strict=True))
    found, by = list(dict.fromkeys(pairs)), _places(bodies)
    place = _places(pairs)
    counts = np.zeros((len(by), len(found)))
    np.add.at(counts, ([by[body] for body in bodies], [place[pair] for pair in pairs]), 1)
    # The first row is of all cases, the others are of all but those of one body.
    stacked = np.vstack([counts.sum(0), counts.sum(0) - counts])
    apart = stacked @ _merged([judgement for judgement, _ in found])
    bits, grade = entropy(apart), entropy(stacked @ _merged([grade for _, grade in found]))
    # A grade tells no less than nothing, and no more than it has.
    told = np.clip(bits + grade - entropy(stacked), 0.0, np.minimum(bits, grade))
    whole = _corrected(bits)
    if whole <= 0:
        return None
    kept_ = min(max(_corrected(told), 0.0), whole)
    return Kept(whole, kept_, _share(kept_ / whole, told, bits, len(pairs), level), seen_before(apart[0].tolist()))


def _places(names: Sequence[Hashable]) -> dict[Hashable, int]:
    return {name: place for place, name in enumerate(dict.fromkeys(names))}


def _merged(names: Sequence[Hashable]) -> Floats:
    """Adds up columns of one name: shape (columns, different names)."""
    place = _places(names)
    return np.eye(len(place))[[place[name] for name in names]]


def _corrected(values: Floats) -> float:
    """The jackknife's value, from that of all cases (the first) and those without each body."""
    groups = len(values) - 1
    return float(groups * values[0] - (groups - 1) * values[1:].mean())


def _share(value: float, told: Floats, bits: Floats, n: int, level: float) -> Estimate:
    # Without some body all the others may be judged alike: then nothing is lost.
    without = np.divide(told[1:], bits[1:], out=np.ones(len(told) - 1), where=bits[1:] > 0)
    groups = len(without)
    half = deviate(level) * sqrt((groups - 1) / groups * float(((without - without.mean()) ** 2).sum()))
    return Estimate(value, max(0.0, value - half), min(1.0, value + half), n)
