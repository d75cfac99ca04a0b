"""What somebody means, in a plan, by the name or code of a body or of an inspector."""

from __future__ import annotations

from datetime import date

from inspectorate.planning.model import Event
from inspectorate.webapp.design.filters import day
from inspectorate.webapp.programme.models import Plan
from inspectorate.webapp.programme.plan_causes import weeks_on_site
from inspectorate.webapp.programme.plan_making import PlanRefused
from inspectorate.webapp.programme.plan_queries import problem_and_plan
from inspectorate.webapp.programme.plan_words import Names


def event_meant(kept: Plan, words: str, *, before: date | None = None) -> str:
    """The key of the soonest event of a body that is not over before a day, if one is given; what is in no week comes
    last. Raises PlanRefused where no body or no event is meant."""
    problem, plan = problem_and_plan(kept)
    week = {place.event: place.week for place in plan.placements}
    events = _at(words, problem.events, Names.of(problem))

    def over(event: Event) -> bool:
        placed = week.get(event.id)
        done = None if placed is None else problem.weeks.monday(placed + weeks_on_site(event))
        return before is not None and done is not None and done <= before

    late = [event for event in events if not over(event)]
    if not late:
        raise PlanRefused(f"All that this plan has at {words} is before {day(before)} already.", field="before")
    return min(late, key=lambda event: (week.get(event.id, len(problem.weeks)), event.usual, event.id)).id


def person_meant(kept: Plan, words: str) -> str:
    """The code of one of a plan's people. Raises PlanRefused where nobody or more than one is meant."""
    problem, _ = problem_and_plan(kept)
    names = Names.of(problem)
    asked = words.strip().casefold()
    codes = [one.id for one in problem.people if asked in (one.id.casefold(), names.person(one.id).casefold())]
    if len(codes) != 1:
        who = f"{len(codes)} are called" if codes else "Nobody is called"
        raise PlanRefused(f"{who} “{words}” in this plan. Write the code of one inspector.", field="person")
    return codes[0]


def _at(words: str, events: tuple[Event, ...], names: Names) -> list[Event]:
    asked = words.strip().casefold()
    names.bodies.read(event.body for event in events)
    bodies = {
        event.body
        for event in events
        if asked in (event.body.casefold(), event.body.partition(":")[2].casefold(), names.body(event.body).casefold())
    }
    if len(bodies) != 1:
        what = f"{len(bodies)} bodies of this plan are called" if bodies else "This plan has no event at a body called"
        raise PlanRefused(f"{what} “{words}”. Write the code of one.", field="body")
    return [event for event in events if event.body in bodies]
