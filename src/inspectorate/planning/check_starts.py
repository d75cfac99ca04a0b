"""The starts of events for one: what each pays above the price of its week, and by which of them somebody gains."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from inspectorate.planning.check_cost import Whole
from inspectorate.planning.check_demand import Demand
from inspectorate.planning.check_range import APART
from inspectorate.planning.check_supply import Candidate


@dataclass(frozen=True, slots=True)
class Starts:
    """N starts of events for one, by their kinds, and those of a kind that pay most first.

    What somebody's part costs is the same for all of a kind, so that those by which they gain are the first of it.
    ``kinds``: those for one. ``first``: where each of all kinds begins in this order, (K,). Of each start ``kind``,
    ``row`` and ``week``, and what it pays ``above`` the price of the week; ``order``, a number that rises in this
    order; and ``time``, where its kind's layout and skills and the week are in `Candidate.times`, laid out flat. (N,).
    """

    kinds: Whole
    first: Whole
    kind: Whole
    row: Whole
    week: Whole
    above: Whole
    order: Whole
    time: Whole

    @classmethod
    def of(cls, wanted: Demand, above: Whole) -> Starts:
        """Those among all starts that are of events for one, from what each of all pays above the price of its week."""
        of, kind = wanted.kinds, wanted.kind[wanted.row]
        order = kind * APART - above
        by = np.argsort(order)
        by = by[of.for_one[kind[by]]]
        kind, week = kind[by], wanted.week[by]
        first = np.searchsorted(kind, np.arange(len(of.place)))
        time = (of.layout[kind] * len(of.asked) + of.skills[kind]) * wanted.weeks + week
        return cls(np.flatnonzero(of.for_one), first, kind, wanted.row[by], week, above[by], order[by], time)

    def gains(self, candidate: Candidate, scale: int) -> tuple[Whole, Whole, Whole]:
        """The kinds, weeks and gains of all by which somebody gains, in so many parts of a point. (N,) each."""
        kinds = self.kinds[candidate.near(self.kinds)]
        kinds = kinds[candidate.skilled(kinds) & candidate.graded(kinds)]
        cost = np.zeros(len(self.first), dtype=np.int64)
        cost[kinds] = scale * candidate.costs(kinds)
        last = np.searchsorted(self.order, kinds * APART - cost[kinds])
        count = last - self.first[kinds]
        at = np.arange(count.sum())
        at += np.repeat(last - count.cumsum(), count)
        at = at[np.flatnonzero(candidate.times.ravel()[self.time[at]])]
        row = self.row[at]
        at = at[np.flatnonzero(~(candidate.barred(row) | candidate.leads_not(row)))]
        gain = self.above[at]
        gain -= cost[self.kind[at]]
        return self.kind[at], self.week[at], gain
