"""The most that people gain: each takes what pays best, no more in a week than fits, and rests when they must."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit

from inspectorate.planning.check_cost import Whole
from inspectorate.planning.check_demand import Demand, Flags, Kinds
from inspectorate.planning.check_starts import Starts
from inspectorate.planning.check_supply import AtBodies, People
from inspectorate.planning.model import FULL_WEEK


@dataclass(frozen=True, slots=True)
class Gains:
    """What P people can gain by events in W weeks, with so many half-days ``free`` in each, (P, W).

    ``best``: by person, the number of what an event takes (`Demand`) and the week that it begins in, the best gains,
    best first, (P, T, W, R): of each take as many as ``fit`` into a week, (T,).
    """

    wanted: Demand
    free: Whole
    fit: Whole
    best: Whole

    @classmethod
    def none(cls, wanted: Demand, free: Whole) -> Gains:
        """Before anything is entered."""
        fit = np.array([FULL_WEEK // (take.half_days or FULL_WEEK) for take in wanted.takes], dtype=np.int64)
        best = np.zeros((len(free), len(fit), wanted.weeks, fit.max(initial=1)), dtype=np.int64)
        return cls(wanted, free, fit, best)

    def enter(self, people: Whole, kind: int, weeks: Whole, gains: Whole) -> None:
        """By events of a kind: the people, the first week on site, and a gain above 0. (N,) each."""
        of, take = self.wanted.kinds, self.wanted.kinds.take[kind]
        enter_gains(people, weeks - of.before[kind], gains, self.best[:, take, :, : self.fit[take]])

    def enter_starts(self, people: People, starts: Starts, scale: int) -> None:
        """By starts of events for one all that people can gain, in so many parts of a point."""
        closed = np.zeros(len(self.wanted.bodies), dtype=bool)
        enter_starts(starts, self.wanted.kinds, people, scale, closed, self.fit, self.best)

    def total(self) -> int:
        """The most that all gain together."""
        weeks = self.wanted.weeks
        most = [weeks if one.most_running is None else one.most_running for one in self.wanted.problem.people]
        return sum(_best_paths(self.arcs(), np.clip(np.array(most, dtype=np.int64), 0, weeks)).tolist())

    def arcs(self) -> Whole:
        """By person, how many weeks something takes and the week that it begins in, the most gained by it: by all that
        fits into one week, or by one longer event. (P, longest + 1, W)."""
        people, _, width, _ = self.best.shape
        longest = max((take.weeks for take in self.wanted.takes), default=1)
        found = np.zeros((people, longest + 1, width), dtype=np.int64)
        found[:, 1] = np.take_along_axis(self.filled(), self.free[None], axis=0)[0]
        for number, take in enumerate(self.wanted.takes):
            if not take.half_days:
                found[:, take.weeks] = self.best[:, number, :, 0]
        return found

    def filled(self) -> Whole:
        """The most gained in each week by one-week events, for 0 to 10 half-days that are free. (11, P, W)."""
        people, _, width, _ = self.best.shape
        filled = np.zeros((FULL_WEEK + 1, people, width), dtype=np.int64)
        for number in np.flatnonzero([take.half_days for take in self.wanted.takes]).tolist():
            before, taken = filled.copy(), np.zeros((people, width), dtype=np.int64)
            for count in range(1, int(self.fit[number]) + 1):
                used = count * self.wanted.takes[number].half_days
                taken += self.best[:, number, :, count - 1]
                filled[used:] = np.maximum(filled[used:], before[: FULL_WEEK + 1 - used] + taken)
        return filled


@njit(cache=True, nogil=True)
def enter_gains(people: Whole, begin: Whole, gains: Whole, best: Whole) -> None:
    """Keep what people can gain from the weeks in which something begins, (N,) each, among the ``best``, (P, W, R)."""
    for number in range(len(gains)):
        keep(best[people[number], begin[number]], gains[number])


@njit(cache=True, nogil=True)
def enter_starts(
    starts: Starts, kinds: Kinds, people: People, scale: int, closed: Flags, fit: Whole, best: Whole
) -> None:
    """Keep what people can gain by starts among their ``best`` gains, (P, T, W, R): of each take as many as ``fit``,
    (T,). ``closed``: of bodies, where somebody does not go alone, (B,); none before and after."""
    for person in range(len(best)):
        set_all(closed, people.conflicts, person, True)
        set_all(closed, people.leads_not, person, True)
        for kind in range(len(kinds.place)):
            place, skills, take = kinds.place[kind], kinds.skills[kind], kinds.take[kind]
            if not people.near[person, place] or not people.skilled[person, skills]:
                continue
            if people.grade[person] < kinds.grade[kind]:
                continue
            cost = scale * (people.travel[person, place] + people.cost[person] * kinds.half_days[kind])
            times, ranked = people.times[person, kinds.layout[kind], skills], best[person, take, :, : fit[take]]
            for start in range(starts.first[kind], starts.first[kind + 1]):
                week, gain = starts.week[start], starts.above[start] - cost
                begin = week - kinds.before[kind]
                # What is not among the best so far, as nearly all, needs no look at the rest.
                if gain > ranked[begin, -1] and times[week] and not closed[starts.body[start]]:
                    keep(ranked[begin], gain)
        set_all(closed, people.conflicts, person, False)
        set_all(closed, people.leads_not, person, False)


@njit(cache=True, nogil=True)
def set_all(closed: Flags, bodies: AtBodies, person: int, to: bool) -> None:
    """Set all bodies that are somebody's."""
    for at in range(bodies.first[person], bodies.first[person + 1]):
        closed[bodies.body[at]] = to


@njit(cache=True, nogil=True)
def keep(best: Whole, gain: int) -> None:
    """Keep a gain among the best, best first, (R,), if it is one of them. The least is lost for it."""
    rank = len(best)
    while rank > 0 and best[rank - 1] < gain:
        rank -= 1
    for lower in range(len(best) - 1, rank, -1):
        best[lower] = best[lower - 1]
    if rank < len(best):
        best[rank] = gain


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
