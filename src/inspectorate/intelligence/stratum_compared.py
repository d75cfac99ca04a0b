"""What visits drawn by chance recorded, beside those that reviews of signals asked for in the same year.

Both are counted as they were asked for: one that was refused, or not made or reported, recorded no finding of concern.
To count made ones alone would let whoever refuses visits choose what is compared; it is told beside, and is no more
than that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from inspectorate.measurement.intervals import Estimate, wilson

FEW = 30
"""Of fewer visits on a side the interval of a share near a half is wider than a third; we say that they are few."""


class Became(StrEnum):
    """What became of a visit that was asked for."""

    REFUSED = "refused"
    WAITING = "waiting"
    NOT_MADE = "not_made"
    NOT_REPORTED = "not_reported"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True)
class Asked:
    """A visit that was asked for; ``concern``: whether its report recorded a finding of concern."""

    became: Became
    concern: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """All visits of one side: how many became what, how many recorded a finding of concern, and that as a share of all
    asked for and of those reported, each with Wilson's 95% interval (``None`` of none at all)."""

    asked: int
    became: Mapping[Became, int]
    concern: int
    of_asked: Estimate | None
    of_reported: Estimate | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both sides; ``difference`` is the share of those after a review less that of the drawn ones, of all asked for."""

    drawn: Side
    reviewed: Side
    difference: Estimate | None
    sentence: str


def compare(drawn: Iterable[Asked], reviewed: Iterable[Asked]) -> Comparison:
    """Count both sides and say what the difference shows."""
    chance, after = _side(drawn), _side(reviewed)
    if chance.of_asked is None or after.of_asked is None:
        missing = "was drawn by chance" if chance.of_asked is None else "was asked for after a review"
        return Comparison(chance, after, None, f"No visit {missing}, so that there is nothing to compare.")
    found = difference(after.of_asked, chance.of_asked)
    said = _sentence(chance, chance.of_asked, after, after.of_asked, found)
    return Comparison(chance, after, found, said)


def difference(one: Estimate, other: Estimate) -> Estimate:
    """How much greater one share is than another of other cases, with an interval put together of their own Wilson
    intervals (Newcombe, Statistics in Medicine 1998, 17:873, method 10)."""
    value = one.value - other.value
    low = value - sqrt((one.value - one.low) ** 2 + (other.high - other.value) ** 2)
    high = value + sqrt((one.high - one.value) ** 2 + (other.value - other.low) ** 2)
    return Estimate(value, low, high, one.n + other.n)


def _side(visits: Iterable[Asked]) -> Side:
    every = list(visits)
    became = Counter(one.became for one in every)
    concern = sum(one.concern for one in every)
    return Side(
        asked=len(every),
        became={kind: became[kind] for kind in Became},
        concern=concern,
        of_asked=wilson(concern, len(every)),
        of_reported=wilson(concern, became[Became.REPORTED]),
    )


def _sentence(chance: Side, by_chance: Estimate, after: Side, by_review: Estimate, found: Estimate) -> str:
    parts = [
        f"Of visits drawn by chance {_told(chance.concern, by_chance)} recorded findings of concern, of visits after a "
        f"review {_told(after.concern, by_review)}."
    ]
    if found.low > 0:
        parts.append("Visits after a review recorded them more often than chance explains.")
    elif found.high < 0:
        parts.append("Visits after a review recorded them less often, by more than chance explains.")
    else:
        parts.append("Chance alone may make this difference: it does not show that reviews find more than a draw does.")
    if min(chance.asked, after.asked) < FEW:
        parts.append("These are few visits: only a large difference could show.")
    if any(side.became[Became.REPORTED] < side.asked for side in (chance, after)):
        parts.append("What was refused, not made or not reported counts as having recorded none.")
    return " ".join(parts)


def _told(number: int, share: Estimate) -> str:
    return f"{number} of {share.n} ({share.value:.0%}, {share.low:.0%} to {share.high:.0%})"
