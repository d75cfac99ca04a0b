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

from collections import Counter, defaultdict
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from inspectorate.planning.certificate import Prices
from inspectorate.planning.check_cost import unplaced_cost
from inspectorate.planning.check_demand import Demand, demand, held_by_locked
from inspectorate.planning.check_pools import Offer, charged, charged_at_most
from inspectorate.planning.model import FULL_WEEK, Person, Problem

Whole = npt.NDArray[np.int64]
NEVER = -(2**50)
"""Less than anything that can be gained: what may not be done."""


def bound(problem: Problem, prices: Prices) -> int:
    """The bound in points, rounded up: costs are whole."""
    wanted = demand(problem)
    seats = _seats(problem, prices, wanted)
    alone = np.array([prices.alone.get(event.id, 0) for event in wanted.events], dtype=np.int64)
    unplaced = [prices.scale * unplaced_cost(problem, event) for event in wanted.events]
    pays = sum(min(int(alone[row]), unplaced[row]) for row in map(int, np.flatnonzero(wanted.team == 1)))
    offers: dict[int, list[Offer]] = defaultdict(list)
    locked = held_by_locked(problem)
    weeks = prices.scale * wanted.weeks + _charged(problem, prices, wanted) + charged(prices, wanted)
    pays -= _charged_at_most(problem, prices)
    for person in problem.people:
        rows, possible = wanted.open_to(person, locked.get(person.id, {}))
        price = np.repeat(alone[rows, None], len(problem.weeks), axis=1) - weeks[rows]
        may_lead = wanted.may_lead(person)
        for place in np.flatnonzero(wanted.team[rows] > 1):
            row = int(rows[place])
            price[place] = seats[row].get(person.id, 0)
            offers[row].append(Offer(person, bool(may_lead[row]), possible[place], price[place]))
        gain = np.where(possible, price - prices.scale * wanted.person_costs(person)[rows, None], NEVER)
        pays -= _gained(wanted, person, rows, gain, wanted.free(person, locked.get(person.id, {})))
    pays -= charged_at_most(prices, wanted, offers)
    for row in map(int, np.flatnonzero(wanted.team > 1)):
        pays += min(unplaced[row], _cheapest_team(wanted, row, offers[row], weeks[row]))
    return -(-pays // prices.scale)


def _seats(problem: Problem, prices: Prices, wanted: Demand) -> Mapping[int, Mapping[str, Whole]]:
    """The prices of the seats of each team event, by person: an array over weeks."""
    found: dict[int, dict[str, Whole]] = {}
    for row in map(int, np.flatnonzero(wanted.team > 1)):
        by_person: dict[str, Whole] = defaultdict(lambda: np.zeros(len(problem.weeks), dtype=np.int64))
        for seat in prices.seats.get(wanted.events[row].id, ()):
            if 0 <= seat.week < len(problem.weeks):
                by_person[seat.person][seat.week] = seat.price
        found[row] = by_person
    return found


def _charged(problem: Problem, prices: Prices, wanted: Demand) -> Whole:
    """What each event's start is charged in each week."""
    charged = np.zeros(wanted.weeks.shape, dtype=np.int64)
    for row, event in enumerate(wanted.events):
        for first, price in prices.apart.get(event.body, {}).items():
            charged[row, max(first, 0) : max(first + problem.rules.spacing, 0)] += max(price, 0)
        for week, price in prices.starts.get(event.region, {}).items():
            charged[row, max(week, 0) : max(week + 1, 0)] += max(price, 0)
    return charged


def _charged_at_most(problem: Problem, prices: Prices) -> int:
    """All that a plan that keeps the limits could be charged: one start within a body's spacing, and in a region and
    week as many as the locked ones leave, or all there are where the region has no limit."""
    told = Counter((event.region, event.locked.week) for event in problem.events if event.locked)
    total = sum(max(price, 0) for charges in prices.apart.values() for price in charges.values())
    for region, charges in prices.starts.items():
        most = problem.rules.most_starts.get(region, len(problem.events))
        total += sum(max(price, 0) * max(most - told[region, week], 0) for week, price in charges.items())
    return total


def _cheapest_team(wanted: Demand, row: int, offers: list[Offer], weeks: Whole) -> int:
    """The least that an event pays for a week, its people and a lead among them; -NEVER or more where none can be."""
    team = int(wanted.team[row])
    prices = [np.where(offer.possible, offer.price, -NEVER) for offer in offers]
    leads = [price for price, offer in zip(prices, offers, strict=True) if offer.may_lead]
    if len(offers) < team or not leads:
        return -NEVER
    lead = np.min(leads, axis=0)
    ordered = np.sort(prices, axis=0)[:team]
    others = ordered[: team - 1].sum(axis=0)
    # The cheapest people, with the cheapest lead in the place of the last if no lead is among them: where the cheapest
    # lead is dearer than the last of the cheapest, none of these can lead.
    best = np.maximum(lead, ordered[-1]) + others
    return int(np.min(np.where(wanted.allowed[row], best + weeks, -NEVER)))


def _gained(wanted: Demand, person: Person, rows: Whole, gain: Whole, free: Whole) -> int:
    """The most that somebody gains over all weeks, with events in no more weeks in a row than may be."""
    size, weeks = wanted.size[rows], gain.shape[1]
    by_week = _fill(size, gain)[free, np.arange(weeks)]
    arcs: list[list[tuple[int, int]]] = [[(1, int(value))] if value > 0 else [] for value in by_week]
    for place in np.flatnonzero(size == 0):
        event = wanted.events[rows[place]]
        for week in np.flatnonzero(gain[place] > 0):
            arcs[week - event.before].append((len(event.held), int(gain[place, week])))
    return _best_path(arcs, person.most_running)


def _fill(size: Whole, gain: Whole) -> Whole:
    """The most gained in each week by one-week events, for 0 to 10 half-days that are free. Shape (11, weeks)."""
    best = np.zeros((FULL_WEEK + 1, gain.shape[1]), dtype=np.int64)
    for half_days in range(1, FULL_WEEK + 1):
        most = FULL_WEEK // half_days
        ordered = -np.sort(-np.maximum(gain[size == half_days], 0), axis=0)[:most]
        taken = ordered.cumsum(axis=0)
        before = best.copy()
        for count, total in enumerate(taken, 1):
            used = count * half_days
            best[used:] = np.maximum(best[used:], before[: FULL_WEEK + 1 - used] + total)
    return best


def _best_path(arcs: list[list[tuple[int, int]]], most: int | None) -> int:
    """The best way through the weeks: an arc (weeks it takes, gain) leads on; any week may be left free instead."""
    states = range((most or 0) + 1)
    after = [[0] * len(states) for _ in range(len(arcs) + 1)]
    for week in reversed(range(len(arcs))):
        for run in states:
            best = after[week + 1][0]
            for length, gain in arcs[week]:
                if most is None:
                    best = max(best, gain + after[week + length][0])
                elif run + length <= most:
                    best = max(best, gain + after[week + length][run + length])
            after[week][run] = best
    return after[0][0]
