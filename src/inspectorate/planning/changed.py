"""A problem as it is after something has happened: what `replan` is asked about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from inspectorate.planning.model import FULL_WEEK, Event, Person, Plan, Problem


def begun(problem: Problem, plan: Plan, week: int) -> Problem:
    """The problem as it stands when ``week`` begins: what people have begun by then stays, and nothing else begins
    before it."""
    told = {placement.event: placement for placement in plan.placements}
    over = {
        event.id
        for event in problem.events
        if event.locked is None and event.id in told and told[event.id].week - event.before < week
    }
    stays = _each(problem, lambda event: replace(event, locked=told[event.id]) if event.id in over else event)
    return replace(stays, people=tuple(_lost(person, range(week)) for person in problem.people))


def bring_forward(problem: Problem, event: str, *, last: int) -> Problem:
    """The problem with an event due by week ``last``, from the first week on, and no later, as if it were statutory;
    what was locked of it is open again."""

    def sooner(one: Event) -> Event:
        earliest, usual, latest = min(one.earliest, 0), min(one.usual, last), min(one.latest, last)
        return replace(one, earliest=earliest, usual=usual, latest=latest, statutory=True, locked=None)

    return _each(problem, lambda one: sooner(one) if one.id == event else one)


def defer(problem: Problem, event: str, *, first: int) -> Problem:
    """The problem with an event from week ``first`` on: by the same latest week, or with a window as long as it was
    where that is before. One that is to wait until the programme is over is no longer in it."""

    def later(one: Event) -> Event:
        width = max(one.latest - first, 0) or one.latest - one.earliest
        return replace(one, earliest=first, usual=max(one.usual, first), latest=first + width, locked=None)

    if first >= len(problem.weeks):
        return replace(problem, events=tuple(one for one in problem.events if one.id != event))
    return _each(problem, lambda one: later(one) if one.id == event and one.earliest < first else one)


def lose(problem: Problem, person: str, from_week: int, to_week: int) -> Problem:
    """The problem with somebody away from one week to another, both among them. What is locked stays with them."""
    weeks = range(max(from_week, 0), min(to_week + 1, len(problem.weeks)))
    return replace(problem, people=tuple(_lost(one, weeks) if one.id == person else one for one in problem.people))


def without(problem: Problem, person: str) -> Problem:
    """The problem without somebody, or with no time of theirs for anything but what is locked and still names them."""
    if any(event.locked and person in event.locked.people for event in problem.events):
        return lose(problem, person, 0, len(problem.weeks) - 1)
    return replace(problem, people=tuple(one for one in problem.people if one.id != person))


def still_left_out(plan: Plan, before: Problem, after: Problem) -> tuple[str, ...]:
    """The events that a plan leaves out, and that ask for the same after as before: no reason to move others now."""
    asked = {event.id: event for event in after.events}
    same = {event.id for event in before.events if asked.get(event.id) == event}
    return tuple(name for name in plan.unplaced if name in same)


def _each(problem: Problem, change: Callable[[Event], Event]) -> Problem:
    return replace(problem, events=tuple(map(change, problem.events)))


def _lost(person: Person, weeks: range) -> Person:
    return replace(person, lost={**person.lost, **dict.fromkeys(weeks, FULL_WEEK)}) if weeks else person
