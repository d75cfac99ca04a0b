"""The bound that prices prove, in whole numbers: no plan that keeps the hard rules costs less.

Every event may spend what its price says, and every person takes what pays best; an event for a team also chooses its
own week and people at the prices of its seats. Each of the two is a relaxation of the same plan, so that

    bound = what events pay - what people gain

holds for any prices whatever. Starts that are limited together (at most one at a body within the spacing, so many in a
region and week; for teams see `check_pools`) may be charged: what is charged is added to the cost of the week, and what
could be charged at most is taken off the bound. Left aside, which only lowers the bound: fair shares, and that weeks
with locked events count among weeks in a row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from inspectorate.planning.certificate import Prices
from inspectorate.planning.check_cost import Whole, unplaced_cost
from inspectorate.planning.check_demand import Demand, demand
from inspectorate.planning.check_gains import Gains
from inspectorate.planning.check_pools import pools_charged, pools_charged_at_most
from inspectorate.planning.check_starts import Starts
from inspectorate.planning.check_supply import People, supply
from inspectorate.planning.check_teams import Offer, offers
from inspectorate.planning.model import Problem


@dataclass(frozen=True, slots=True)
class _Priced:
    """What prices say of a problem. ``alone``: what events for one pay, by row, (E,); ``weeks``: the price of the week
    of each start, with what it is charged, (N,). In parts of a point."""

    prices: Prices
    wanted: Demand
    people: People
    teams: Sequence[Offer]
    alone: Whole
    weeks: Whole


def bound(problem: Problem, prices: Prices) -> int:
    """The bound in points, rounded up: costs are whole. Costs and prices must be `in_range`."""
    one, pays = _priced(problem, prices), 0
    unplaced = [prices.scale * unplaced_cost(problem, event) for event in one.wanted.events]
    for row in np.flatnonzero(one.wanted.team == 1).tolist():
        pays += min(unplaced[row], int(one.alone[row]))
    for offer in one.teams:
        team, weeks = int(one.wanted.team[offer.row]), one.weeks[one.wanted.starts(offer.row)]
        pays += min(unplaced[offer.row], offer.cheapest(team, weeks))
    pays -= _charged_at_most(problem, prices) + pools_charged_at_most(prices, one.wanted, one.teams)
    pays -= _gains(one).total()
    return -(-pays // prices.scale)


def gains(problem: Problem, prices: Prices) -> Gains:
    """What people gain at prices, in parts of a point. Costs and prices must be `in_range`."""
    return _gains(_priced(problem, prices))


def _priced(problem: Problem, prices: Prices) -> _Priced:
    wanted = demand(problem)
    people = supply(wanted)
    alone = np.array([prices.alone.get(event.id, 0) for event in wanted.events], dtype=np.int64)
    weeks = prices.scale * wanted.costs + pools_charged(prices, wanted)
    weeks += _charged(wanted, prices.apart, [event.body for event in wanted.events], problem.rules.spacing)
    weeks += _charged(wanted, prices.starts, [event.region for event in wanted.events], 1)
    return _Priced(prices, wanted, people, list(offers(prices, wanted, people)), alone, weeks)


def _gains(one: _Priced) -> Gains:
    wanted, scale = one.wanted, one.prices.scale
    found = Gains.none(wanted, one.people.free)
    for offer in one.teams:
        people, weeks, above = offer.gains(scale)
        found.enter(people, offer.kind, weeks, above)
    found.enter_starts(one.people, Starts.of(wanted, one.alone[wanted.row] - one.weeks), scale)
    return found


def _charged(wanted: Demand, charges: Mapping[str, Mapping[int, int]], names: Sequence[str], spacing: int) -> Whole:
    """What each start is charged by what its event's body or region, by name, asks for the week or one of so many
    before. (N,)."""
    numbers = {name: number for number, name in enumerate(charges)}
    # The last row is of what asks for nothing.
    by_week = np.zeros((len(charges) + 1, wanted.weeks), dtype=np.int64)
    for number, asked in enumerate(charges.values()):
        for first, price in asked.items():
            by_week[number, max(first, 0) : max(first + spacing, 0)] += max(price, 0)
    found: Whole = by_week[np.array([numbers.get(name, -1) for name in names], dtype=np.int64)[wanted.row], wanted.week]
    return found


def _charged_at_most(problem: Problem, prices: Prices) -> int:
    """All that a plan that keeps the limits could be charged: one start within a body's spacing, and in a region and
    week as many as the locked ones leave, or all there are where the region has no limit."""
    told = Counter((event.region, event.locked.week) for event in problem.events if event.locked)
    total = sum(max(price, 0) for charges in prices.apart.values() for price in charges.values())
    for region, charges in prices.starts.items():
        most = problem.rules.most_starts.get(region, len(problem.events))
        total += sum(max(price, 0) * max(most - told[region, week], 0) for week, price in charges.items())
    return total
