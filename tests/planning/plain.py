"""The bound that prices prove, as slowly and as plainly as it can be said: the oracle of the checker's own."""

from __future__ import annotations

from itertools import combinations

from inspectorate.planning.certificate import PoolCharges, Prices
from inspectorate.planning.check_cost import unplaced_cost, week_cost
from inspectorate.planning.model import FULL_WEEK, Event, Person, Problem


def bound(problem: Problem, prices: Prices) -> int:
    """What events pay less what people gain, and less all that starts could be charged; rounded up."""
    pays = -_charged_at_most(problem, prices)
    for event in _free(problem):
        unplaced = prices.scale * unplaced_cost(problem, event)
        own = prices.alone.get(event.id, 0) if event.team == 1 else _cheapest(problem, prices, event)
        pays += unplaced if own is None else min(unplaced, own)
    for person in problem.people:
        pays -= _gain(problem, prices, person, 0, 0)
    return -(-pays // prices.scale)


def _free(problem: Problem) -> list[Event]:
    return [event for event in problem.events if event.locked is None]


def _lasts(event: Event, week: int) -> range:
    """The weeks that an event first on site in a week takes."""
    return range(week - event.before, week - event.before + len(event.held))


def allowed(problem: Problem, event: Event, week: int) -> bool:
    """Whether an event can be first on site in a week, whoever comes."""
    last = event.latest if event.statutory else event.latest + problem.rules.grace
    fixed = [one.locked.week for one in problem.events if one.locked and one.body == event.body]
    fixed += [visit.week for visit in problem.elsewhere if visit.body == event.body]
    return (
        event.earliest <= week <= last
        and all(0 <= one < len(problem.weeks) for one in _lasts(event, week))
        and all(held <= problem.weeks.half_days(one) for one, held in zip(_lasts(event, week), event.held, strict=True))
        and all(abs(week - other) >= problem.rules.spacing for other in fixed)
    )


def _has(person: Person, skill: str, week: int) -> bool:
    last = person.skills.get(skill, -1)
    return last is None or week <= last


def may_lead(event: Event, person: Person) -> bool:
    return person.grade >= event.lead_grade and event.body not in person.leads_not


def _told(problem: Problem, person: Person, week: int) -> int:
    """The half-days that locked events take of somebody in a week, all of it where they last longer."""
    told = 0
    for event in problem.events:
        if event.locked and person.id in event.locked.people:
            for one, held in zip(_lasts(event, event.locked.week), event.held, strict=True):
                told += (held if len(event.held) == 1 else FULL_WEEK) if one == week else 0
    return told


def _room(problem: Problem, person: Person, week: int) -> int:
    can = min(person.half_days, problem.weeks.half_days(week)) - person.lost.get(week, 0)
    return max(can - _told(problem, person, week), 0)


def possible(problem: Problem, event: Event, person: Person, week: int) -> bool:
    """Whether somebody can be on an event that is first on site in a week."""
    minutes = _minutes(problem, person, event)
    skills = (*event.skills, *event.cover) if event.team == 1 else event.skills
    lasts = _lasts(event, week)
    return (
        allowed(problem, event, week)
        and (problem.rules.farthest is None or minutes <= problem.rules.farthest)
        and event.body not in person.conflicts
        and (event.team > 1 or may_lead(event, person))
        and all(_has(person, skill, lasts[-1]) for skill in skills)
        and all(held <= _room(problem, person, one) for one, held in zip(lasts, event.held, strict=True))
        and (len(lasts) == 1 or not any(_told(problem, person, one) for one in lasts))
    )


def _minutes(problem: Problem, person: Person, event: Event) -> int:
    names = problem.places.names
    return problem.places.minutes[names.index(person.home)][names.index(event.place)]


def _seat(prices: Prices, event: Event, person: Person, week: int) -> int:
    said = [one.price for one in prices.seats.get(event.id, ()) if (one.week, one.person) == (week, person.id)]
    return said[-1] if said else 0


def _of_week(problem: Problem, prices: Prices, event: Event, week: int) -> int:
    """What the week costs an event, with all that its start is charged."""
    total = prices.scale * week_cost(problem, event, week)
    for first, price in prices.apart.get(event.body, {}).items():
        total += max(price, 0) if first <= week < first + problem.rules.spacing else 0
    total += max(prices.starts.get(event.region, {}).get(week, 0), 0)
    for pool in prices.pools:
        for unit, by_week in pool.charges.items():
            for one, price in by_week.items():
                if unit > 0 and one in _lasts(event, week):
                    total += max(price, 0) * (_need(pool, event) // unit)
    return total


def _need(pool: PoolCharges, event: Event) -> int:
    """How many people an event needs that the pool counts."""
    whole_week = len(event.held) > 1 or event.held[0] > FULL_WEEK // 2
    if event.id not in pool.events or event.team == 1 or not whole_week:
        return 0
    if pool.skill is not None:
        return int(pool.skill in event.cover)
    return 1 if pool.lead else event.team


def _charged_at_most(problem: Problem, prices: Prices) -> int:
    total = sum(max(price, 0) for by_week in prices.apart.values() for price in by_week.values())
    for region, by_week in prices.starts.items():
        for week, price in by_week.items():
            told = [one for one in problem.events if one.locked and (one.region, one.locked.week) == (region, week)]
            most = problem.rules.most_starts.get(region, len(problem.events))
            total += max(price, 0) * max(most - len(told), 0)
    for pool in prices.pools:
        for unit, charges in pool.charges.items():
            for week, price in charges.items():
                count = sum(_could(problem, pool, person, week) for person in problem.people)
                total += max(price, 0) * (count // unit) if unit > 0 and 0 <= week < len(problem.weeks) else 0
    return total


def _could(problem: Problem, pool: PoolCharges, person: Person, week: int) -> bool:
    """Whether somebody could be on an event of a pool that is in progress in a week, as what the pool counts."""
    return any(
        _need(pool, event)
        and week in _lasts(event, first)
        and possible(problem, event, person, first)
        and (pool.skill is None or _has(person, pool.skill, _lasts(event, first)[-1]))
        and (pool.skill is not None or not pool.lead or may_lead(event, person))
        for event in _free(problem)
        for first in range(len(problem.weeks))
    )


def _cheapest(problem: Problem, prices: Prices, event: Event) -> int | None:
    """The least that an event pays for a week and a team with a lead; None where there is none."""
    found = []
    for week in range(len(problem.weeks)):
        can = [person for person in problem.people if possible(problem, event, person, week)]
        for team in combinations(can, event.team):
            if any(may_lead(event, person) for person in team):
                seats = sum(_seat(prices, event, person, week) for person in team)
                found.append(seats + _of_week(problem, prices, event, week))
    return min(found, default=None)


def gains(problem: Problem, prices: Prices, person: Person, week: int) -> list[tuple[int, int, int]]:
    """By which events that begin in a week somebody gains: the half-days, the weeks, and how much."""
    found = []
    for event in _free(problem):
        first = week + event.before
        if possible(problem, event, person, first):
            part = problem.rules.travel * _minutes(problem, person, event) // 60 + person.cost * sum(event.held)
            if event.team == 1:
                pays = prices.alone.get(event.id, 0) - _of_week(problem, prices, event, first)
            else:
                pays = _seat(prices, event, person, first)
            found.append((event.held[0], len(event.held), pays - prices.scale * part))
    return [one for one in found if one[2] > 0]


def _gain(problem: Problem, prices: Prices, person: Person, week: int, running: int) -> int:
    """The most that somebody gains from a week on, who has been out in so many weeks in a row before it."""
    if week >= len(problem.weeks):
        return 0
    best = _gain(problem, prices, person, week + 1, 0)
    ways = [(1, gain) for gain in _together(problem, prices, person, week)]
    ways += [(lasts, gain) for _, lasts, gain in gains(problem, prices, person, week) if lasts > 1]
    for lasts, gain in ways:
        if person.most_running is None or running + lasts <= person.most_running:
            best = max(best, gain + _gain(problem, prices, person, week + lasts, running + lasts))
    return best


def _together(problem: Problem, prices: Prices, person: Person, week: int) -> list[int]:
    """What somebody gains by each set of one-week events that fit into a week."""
    single = [(half_days, gain) for half_days, lasts, gain in gains(problem, prices, person, week) if lasts == 1]
    room = _room(problem, person, week)
    return [
        sum(gain for _, gain in chosen)
        for count in range(1, len(single) + 1)
        for chosen in combinations(single, count)
        if sum(half_days for half_days, _ in chosen) <= room
    ]
