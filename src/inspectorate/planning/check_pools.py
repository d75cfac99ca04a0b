"""What events for teams are charged for drawing on the same people, and what a plan can be charged for it at most.

Whichever events a certificate names, nobody is on two of those that count here in one week. So those in progress need
no more people than could be on any of them then; nor more units of so many people, rounded down for each event and for
the people. In the same way each has a lead of its own, and somebody of its own with a skill that it must cover.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from inspectorate.planning.certificate import PoolCharges, Prices
from inspectorate.planning.check_cost import Whole
from inspectorate.planning.check_demand import Demand, Flags
from inspectorate.planning.check_teams import Offer
from inspectorate.planning.model import FULL_WEEK, Event, Person


def pools_charged(prices: Prices, wanted: Demand) -> Whole:
    """What each start is charged for the weeks in which its event is then in progress. (N,)."""
    found, kinds, width = np.zeros(len(wanted.row), dtype=np.int64), wanted.kinds, wanted.weeks
    for pool in prices.pools:
        charges = [(unit, np.cumsum([0, *by_week])) for unit, by_week in _charges(pool, width)]
        for row, need in _needs(wanted, pool).items():
            starts, kind = wanted.starts(row), wanted.kind[row]
            first, last = wanted.week[starts] - kinds.before[kind], wanted.week[starts] + kinds.after[kind]
            for unit, before in charges:
                found[starts] += need // unit * (before[last + 1] - before[first])
    return found


def pools_charged_at_most(prices: Prices, wanted: Demand, offers: Sequence[Offer]) -> int:
    """What all events of a plan can be charged together. ``offers``: of all events for teams."""
    by_row, width = {one.row: one for one in offers}, wanted.weeks
    asked = {(row, pool.skill) for pool in prices.pools for row in _needs(wanted, pool)}
    running = {(row, skill): _running(wanted, by_row[row], skill) for row, skill in asked}
    total = 0
    for pool in prices.pools:
        could = np.zeros((len(wanted.problem.people), width), dtype=bool)
        for row in _needs(wanted, pool):
            one = by_row[row]
            # Where a skill is asked for, any who bring it are on its events, whether they may lead or not.
            who = one.may_lead if pool.lead and pool.skill is None else np.full(len(one.people), True)
            could[one.people[who]] |= running[row, pool.skill][who]
        people = could.sum(axis=0).tolist()
        for unit, by_week in _charges(pool, width):
            total += sum(price * (count // unit) for price, count in zip(by_week, people, strict=True))
    return total


def _charges(pool: PoolCharges, weeks: int) -> Iterator[tuple[int, list[int]]]:
    """Units with what is charged for each in the weeks there are; a unit of no people is none."""
    for unit, by_week in pool.charges.items():
        if unit > 0:
            yield unit, [max(by_week.get(week, 0), 0) for week in range(weeks)]


def _needs(wanted: Demand, pool: PoolCharges) -> Mapping[int, int]:
    """How many people each event of a pool needs, by its row; those that leave their people time for another do not
    count."""
    rows = {wanted.rows[name] for name in pool.events if name in wanted.rows}
    rows = {row for row in rows if _takes_a_week(wanted.events[row])}
    if pool.skill is not None:
        return {row: 1 for row in rows if pool.skill in wanted.events[row].cover}
    return {row: 1 if pool.lead else wanted.events[row].team for row in rows}


def _takes_a_week(event: Event) -> bool:
    return event.team > 1 and (len(event.held) > 1 or event.held[0] > FULL_WEEK // 2)


def _running(wanted: Demand, one: Offer, skill: str | None) -> Flags:
    """In which weeks each of an event's people could be on it while it is in progress, and keep the skill until its
    end, if one is asked for. (N, W)."""
    kinds, kind, width = wanted.kinds, one.kind, wanted.weeks
    until = np.array([_until(wanted.problem.people[who], skill, width) for who in one.people.tolist()], dtype=np.int64)
    who, start = np.nonzero(one.possible & (one.weeks + kinds.after[kind] <= until[:, None]))
    found = np.zeros((len(one.people), width), dtype=bool)
    for week in range(-int(kinds.before[kind]), int(kinds.after[kind]) + 1):
        found[who, one.weeks[start] + week] = True
    return found


def _until(person: Person, skill: str | None, weeks: int) -> int:
    """The last week in which somebody has a skill, if one is asked for: the programme's, where it does not end."""
    last = None if skill is None else person.skills.get(skill, -1)
    return weeks if last is None else last
