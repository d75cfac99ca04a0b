"""What events for teams are charged for drawing on the same people, and what a plan can be charged for it at most.

Whichever events a certificate names, nobody is on two of those that count here in one week. So those in progress need
no more people than could be on any of them then; nor more units of so many people, rounded down for each event and for
the people. In the same way each has a lead of its own, and somebody of its own with a skill that it must cover.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from inspectorate.planning.certificate import PoolCharges, Prices
from inspectorate.planning.check_demand import Demand, Flags, Whole
from inspectorate.planning.model import FULL_WEEK, Event, Person


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody for a team: the first weeks on site in which that is possible, and the seat's price in each. (W,)."""

    person: Person
    may_lead: bool
    possible: Flags
    price: Whole


def charged(prices: Prices, wanted: Demand) -> Whole:
    """What each event's start is charged in each week for the weeks in which it is then in progress. (E, W)."""
    found = np.zeros(wanted.weeks.shape, dtype=np.int64)
    for pool in prices.pools:
        for row, need in _needs(wanted, pool).items():
            event = wanted.events[row]
            for unit, week, price in _charges(pool):
                last = week + event.before
                found[row, max(last - len(event.held) + 1, 0) : max(last + 1, 0)] += price * (need // unit)
    return found


def charged_at_most(prices: Prices, wanted: Demand, offers: Mapping[int, Sequence[Offer]]) -> int:
    """What all events of a plan can be charged together. ``offers``: whoever may be on each event for a team."""
    total = 0
    for pool in prices.pools:
        people = _people(wanted, pool, offers)
        for unit, week, price in _charges(pool):
            if 0 <= week < len(people):
                total += price * (int(people[week]) // unit)
    return total


def _charges(pool: PoolCharges) -> Iterator[tuple[int, int, int]]:
    """Unit, week and price of what is charged; a unit of no people is none."""
    for unit, by_week in pool.charges.items():
        for week, price in by_week.items():
            if unit > 0 and price > 0:
                yield unit, week, price


def _needs(wanted: Demand, pool: PoolCharges) -> Mapping[int, int]:
    """How many people each event of a pool needs, by its row; those that leave their people time for another do not
    count."""
    names = set(pool.events)
    rows = [row for row, event in enumerate(wanted.events) if event.id in names and _takes_a_week(event)]
    if pool.skill is not None:
        return {row: 1 for row in rows if pool.skill in wanted.events[row].cover}
    return {row: 1 if pool.lead else wanted.events[row].team for row in rows}


def _takes_a_week(event: Event) -> bool:
    return event.team > 1 and (len(event.held) > 1 or event.held[0] > FULL_WEEK // 2)


def _people(wanted: Demand, pool: PoolCharges, offers: Mapping[int, Sequence[Offer]]) -> Whole:
    """How many people could be on an event of the pool that is in progress, as what it asks for, in each week. (W,)."""
    width = wanted.weeks.shape[1]
    could: dict[str, Flags] = defaultdict(lambda: np.zeros(width, dtype=bool))
    for row in _needs(wanted, pool):
        event = wanted.events[row]
        ends = np.arange(width) + len(event.held) - 1 - event.before
        for offer in offers.get(row, ()):
            # Where a skill is asked for, any who bring it are on its events, whether they may lead or not.
            if offer.may_lead or not pool.lead or pool.skill is not None:
                starts = offer.possible & _has(offer.person, pool.skill, ends)
                # By the starts of so many weeks up to each: those with which the event is in progress then.
                running = np.convolve(starts, np.ones(len(event.held), dtype=np.int64))
                could[offer.person.id] |= running[event.before : event.before + width] > 0
    found: Whole = np.sum([np.zeros(width, dtype=np.int64), *could.values()], axis=0)
    return found


def _has(person: Person, skill: str | None, weeks: Whole) -> Flags:
    """Whether somebody has a skill, if one is asked for, in each of some weeks."""
    if skill is not None and skill not in person.skills:
        return np.zeros(len(weeks), dtype=bool)
    last = None if skill is None else person.skills[skill]
    return weeks <= (weeks[-1] if last is None else last)
