"""What a plan costs: only what a plan can change, so nothing of the events that are locked."""

from __future__ import annotations

from collections import Counter
from hashlib import blake2b

from inspectorate.planning.model import Event, Person, Plan, Problem


def cost(problem: Problem, plan: Plan) -> int:
    """The cost of a plan whose events and people are the problem's."""
    events = {event.id: event for event in problem.events}
    people = {person.id: person for person in problem.people}
    total, load, told = 0, Counter[str](), Counter[str]()
    for placement in plan.placements:
        event = events[placement.event]
        for name in placement.people:
            load[name] += sum(event.held)
            if event.locked:
                told[name] += sum(event.held)
        if event.locked is None:
            total += week_cost(problem, event, placement.week)
            total += sum(person_cost(problem, event, people[name]) for name in placement.people)
    for name in plan.unplaced:
        if events[name].locked is None:
            total += unplaced_cost(problem, events[name])
    for name, half_days in load.items():
        share = people[name].share
        if share is not None:
            total += problem.rules.over_share * max(0, half_days - max(share, told[name]))
    return total


def week_cost(problem: Problem, event: Event, week: int) -> int:
    """What the week costs, whoever comes."""
    rules, away = problem.rules, week - event.usual
    total = event.weight * (rules.late * away if away > 0 else -rules.early * away)
    if week > event.latest:
        total += rules.past_latest * (week - event.latest)
    if event.needs_schools and week in problem.weeks.school_holidays:
        total += rules.school_holiday
    if not event.announced:
        drawn = blake2b(f"{problem.seed}/{event.id}/{week}".encode(), digest_size=4).digest()
        total += int.from_bytes(drawn, "big") % (rules.unpredictability + 1)
    return total


def person_cost(problem: Problem, event: Event, person: Person) -> int:
    """What somebody's part costs, in whichever week: travel in whole points, and a contractor's half-days."""
    places = problem.places
    minutes = places.minutes[places.names.index(person.home)][places.names.index(event.place)]
    return problem.rules.travel * minutes // 60 + person.cost * sum(event.held)


def unplaced_cost(problem: Problem, event: Event) -> int:
    """What it costs to leave an event out."""
    rules = problem.rules
    return event.team * (rules.unplaced_statutory if event.statutory else rules.unplaced_policy)
