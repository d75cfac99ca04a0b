"""The most that people gain: each takes what pays best, no more in a week than fits, and rests when they must."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from inspectorate.planning.check_cost import Whole
from inspectorate.planning.check_demand import Demand
from inspectorate.planning.check_range import APART
from inspectorate.planning.check_supply import Candidate
from inspectorate.planning.model import FULL_WEEK


@dataclass(frozen=True, slots=True)
class Gains:
    """What P people can gain by events in W weeks, with so many half-days ``free`` in each, (P, W).

    ``best``: by person, half-days of one-week events and week, and rank, the best gains, as many as could fit into a
    week. (P, 11 W, 10). ``longer``: by person, the weeks that an event lasts and the one that it begins in, the best
    gain of one. (P, longest + 1, W).
    """

    wanted: Demand
    free: Whole
    best: Whole
    longer: Whole

    @classmethod
    def none(cls, wanted: Demand, people: Sequence[Candidate]) -> Gains:
        """Before anything is entered."""
        free = np.array([one.free for one in people], dtype=np.int64).reshape(len(people), wanted.weeks)
        best = np.zeros((len(people), (FULL_WEEK + 1) * wanted.weeks, FULL_WEEK), dtype=np.int64)
        longest = int(wanted.kinds.lasts.max(initial=1))
        return cls(wanted, free, best, np.zeros((len(people), longest + 1, wanted.weeks), dtype=np.int64))

    def enter(self, person: int, kinds: Whole, weeks: Whole, gains: Whole) -> None:
        """All that somebody can gain: an event's kind, its first week on site, and a gain above 0. (N,) each."""
        of, size = self.wanted.kinds, self.wanted.kinds.size[kinds]
        longer = np.flatnonzero(size == 0)
        of_longer = kinds[longer]
        begin = weeks[longer] - of.before[of_longer]
        np.maximum.at(self.longer[person], (of.lasts[of_longer], begin), gains[longer])
        # One number for each gain, so that a plain sort puts them by half-days and week, and the best first.
        size *= self.wanted.weeks
        size += weeks
        ordered = size * APART
        ordered -= gains
        ordered.sort()
        key = -(-ordered // APART)
        rank = np.arange(len(key)) - np.searchsorted(key, np.arange(self.best.shape[1]))[key]
        few = np.flatnonzero(rank < FULL_WEEK)
        self.best[person, key[few], rank[few]] = key[few] * APART - ordered[few]

    def total(self) -> int:
        """The most that all gain together."""
        weeks = self.wanted.weeks
        most = [weeks if one.most_running is None else one.most_running for one in self.wanted.problem.people]
        return sum(_best_paths(self.arcs(), np.clip(np.array(most, dtype=np.int64), 0, weeks)).tolist())

    def arcs(self) -> Whole:
        """By person, how many weeks something takes and the week that it begins in, the most gained by it: by all that
        fits into one week, or by one longer event. (P, longest + 1, W)."""
        found = self.longer.copy()
        found[:, 1] = np.take_along_axis(self.filled(), self.free[None], axis=0)[0]
        return found

    def filled(self) -> Whole:
        """The most gained in each week by one-week events, for 0 to 10 half-days that are free. (11, P, W)."""
        people, _, weeks = self.longer.shape
        best = self.best.reshape(people, FULL_WEEK + 1, weeks, FULL_WEEK)
        filled = np.zeros((FULL_WEEK + 1, people, weeks), dtype=np.int64)
        for half_days in sorted(set(self.wanted.kinds.size.tolist()) - {0}):
            before, taken = filled.copy(), np.zeros((people, weeks), dtype=np.int64)
            for count in range(1, FULL_WEEK // half_days + 1):
                used = count * half_days
                taken += best[:, half_days, :, count - 1]
                filled[used:] = np.maximum(filled[used:], before[: FULL_WEEK + 1 - used] + taken)
        return filled


def _best_paths(arcs: Whole, most: Whole) -> Whole:
    """The best way of each person through the weeks: an arc (P, length, W) leads on by its length, for its gain; any
    week may be left free instead, and must be after so many weeks in a row (P,)."""
    people, lengths, weeks = arcs.shape
    states = int(most.max(initial=0)) + 1
    # What can be gained from a week on, by how many weeks in a row may still follow.
    after = np.zeros((weeks + 1, people, states), dtype=np.int64)
    for week in reversed(range(weeks)):
        after[week] = np.take_along_axis(after[week + 1], most[:, None], axis=1)
        for length in range(1, min(lengths, states, weeks - week + 1)):
            on = arcs[:, length, week, None] + after[week + length, :, :-length]
            after[week, :, length:] = np.maximum(after[week, :, length:], on)
    found: Whole = after[0, np.arange(people), most]
    return found
