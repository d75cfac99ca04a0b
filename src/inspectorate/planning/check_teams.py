"""Events for teams at the prices of their seats: who can be on each and when, and what its cheapest team is paid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from inspectorate.planning.certificate import Prices, Seat
from inspectorate.planning.check_cost import Whole
from inspectorate.planning.check_demand import Demand, Flags
from inspectorate.planning.check_supply import People

NEVER = 2**50
"""What somebody costs who cannot be: more than is ever paid for one. Were whole teams paid more, it would only make the
bound lower."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An event for a team, by its row and the number of its kind, with the S ``weeks`` of its starts and the numbers of
    the N ``people`` who may be on it.

    ``costs``: what their part costs, in points. ``possible``: in which weeks they can be on it, and ``price``: what
    their seats pay then, (N, S).
    """

    row: int
    kind: int
    weeks: Whole
    people: Whole
    may_lead: Flags
    costs: Whole
    possible: Flags
    price: Whole

    def cheapest(self, team: int, weeks: Whole) -> int:
        """The least that the event pays for a week, a team of so many and a lead among them, from the price of the week
        of each start, (S,); NEVER or more where none can be."""
        price = np.where(self.possible, self.price, NEVER)
        leads = price[self.may_lead]
        if len(price) < team or not len(leads):
            return NEVER
        ordered = np.sort(price, axis=0)[:team]
        # The cheapest people, with the cheapest lead in the place of the last if no lead is among them: where the
        # cheapest lead is dearer than the last of the cheapest, none of these can lead.
        best = ordered[:-1].sum(axis=0) + np.maximum(leads.min(axis=0), ordered[-1])
        return int(np.min(best + weeks, initial=NEVER))

    def gains(self, scale: int) -> tuple[Whole, Whole, Whole]:
        """Who gains by it in a week: people, weeks and gains, in so many parts of a point. (M,) each."""
        gain = np.where(self.possible, self.price - scale * self.costs[:, None], 0)
        who, start = np.nonzero(gain > 0)
        return self.people[who], self.weeks[start], gain[who, start]


def offers(prices: Prices, wanted: Demand, people: People) -> Iterator[Offer]:
    """Who can be on each event for a team."""
    numbers = {person.id: number for number, person in enumerate(wanted.problem.people)}
    rows, of = np.flatnonzero(wanted.team > 1), wanted.kinds
    kinds, bodies = wanted.kind[rows], wanted.body[rows]
    joins = people.near[:, of.place[kinds]] & people.skilled[:, of.skills[kinds]] & ~people.conflicts.among(bodies)
    leads = (of.grade[kinds] <= people.grade[:, None]) & ~people.leads_not.among(bodies)
    for place, (row, kind) in enumerate(zip(rows.tolist(), kinds.tolist(), strict=True)):
        who, weeks = np.flatnonzero(joins[:, place]), wanted.week[wanted.starts(row)]
        costs = people.travel[who, of.place[kind]] + people.cost[who] * of.half_days[kind]
        possible = people.times[who[:, None], of.layout[kind], of.skills[kind], weeks]
        paid = _paid(prices.seats.get(wanted.events[row].id, ()), numbers, wanted.weeks)[who[:, None], weeks]
        yield Offer(row, kind, weeks, who, leads[who, place], costs, possible, paid)


def _paid(seats: Sequence[Seat], numbers: Mapping[str, int], weeks: int) -> Whole:
    """What an event pays for people in weeks: nothing for a seat that is not listed. (P, W)."""
    price = np.zeros((len(numbers), weeks), dtype=np.int64)
    known = [seat for seat in seats if seat.person in numbers and 0 <= seat.week < weeks]
    at = [numbers[seat.person] for seat in known], [seat.week for seat in known]
    price[at] = [seat.price for seat in known]
    return price
