"""The rules about events: each once, in its window, with the right people, apart from others at the same body, under a
new lead where one is wanted.

What has been told to people (a locked event) stands: it must be where it is locked, and other rules are asked of it
only together with events that are not.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from inspectorate.planning.model import Event, Person, Placement, Plan, Problem


def events_breaches(problem: Problem, plan: Plan) -> Iterator[str]:
    """Each breach as a sentence."""
    events = {event.id: event for event in problem.events}
    people = {person.id: person for person in problem.people}
    times = Counter([*(placement.event for placement in plan.placements), *plan.unplaced])
    for event in problem.events:
        if times[event.id] != 1:
            yield f"Event “{event.id}” is {times[event.id]} times in the plan; it must be placed or unplaced, once."
        if event.locked and event.locked not in plan.placements:
            yield f"Event “{event.id}” is locked in {_week(problem, event.locked.week)} and its people, and has moved."
    for placement in plan.placements:
        event = events[placement.event]
        if event.locked is None:
            yield from _week_breaches(problem, event, placement.week)
            yield from _team_breaches(event, placement)
            for name in placement.people:
                yield from _member_breaches(problem, event, placement.week, people[name])
            yield from _lead_breaches(event, people[placement.lead])
            yield from _cover_breaches(event, placement, people)
    yield from _spacing_breaches(problem, plan, events)
    yield from _starts_breaches(problem, plan, events)
    yield from _new_lead_breaches(problem, plan, events)


def _week(problem: Problem, week: int) -> str:
    return f"the week of {problem.weeks.monday(week).isoformat()}"


def _week_breaches(problem: Problem, event: Event, week: int) -> Iterator[str]:
    last = event.latest if event.statutory else event.latest + problem.rules.grace
    if not event.earliest <= week <= last:
        yield f"Event “{event.id}” is in {_week(problem, week)}, outside its window."
    first = week - event.before
    if first < 0 or first + len(event.held) > len(problem.weeks):
        yield f"Event “{event.id}” in {_week(problem, week)} takes weeks outside the programme."
        return
    for place, half_days in enumerate(event.held, first):
        if half_days > problem.weeks.half_days(place):
            yield f"Event “{event.id}” needs {half_days} half-days in {_week(problem, place)}, which has fewer."


def _team_breaches(event: Event, placement: Placement) -> Iterator[str]:
    if placement.people != tuple(sorted(set(placement.people))) or placement.lead not in placement.people:
        yield f"Event “{event.id}”: people must be sorted, each once, the lead among them."
    if len(placement.people) != event.team:
        yield f"Event “{event.id}” needs a team of {event.team} and has {len(placement.people)}."


def _member_breaches(problem: Problem, event: Event, week: int, person: Person) -> Iterator[str]:
    said = f"“{person.id}” cannot be on event “{event.id}”"
    if event.body in person.conflicts:
        yield f"{said}: conflict of interest at {event.body}."
    ends = week - event.before + len(event.held) - 1
    for skill in event.skills:
        if not _has(person, skill, ends):
            yield f"{said}: no skill “{skill}” until its end."
    places, farthest = problem.places, problem.rules.farthest
    minutes = places.minutes[places.names.index(person.home)][places.names.index(event.place)]
    if farthest is not None and minutes > farthest:
        yield f"{said}: {minutes} minutes from home, {farthest} at most."


def _has(person: Person, skill: str, week: int) -> bool:
    if skill not in person.skills:
        return False
    last = person.skills[skill]
    return last is None or week <= last


def _lead_breaches(event: Event, lead: Person) -> Iterator[str]:
    if lead.grade < event.lead_grade:
        yield f"“{lead.id}” cannot lead event “{event.id}”: grade {lead.grade}, {event.lead_grade} is needed."
    if event.body in lead.leads_not:
        yield f"“{lead.id}” cannot lead event “{event.id}”: somebody else must lead at {event.body} now."


def _cover_breaches(event: Event, placement: Placement, people: dict[str, Person]) -> Iterator[str]:
    ends = placement.week - event.before + len(event.held) - 1
    for skill in event.cover:
        if not any(_has(people[name], skill, ends) for name in placement.people):
            yield f"Nobody on event “{event.id}” has the skill “{skill}”."


def _spacing_breaches(problem: Problem, plan: Plan, events: dict[str, Event]) -> Iterator[str]:
    starts: dict[str, list[tuple[int, str, bool]]] = defaultdict(list)
    for placement in plan.placements:
        event = events[placement.event]
        starts[event.body].append((placement.week, f"event “{event.id}”", event.locked is None))
    for visit in problem.elsewhere:
        starts[visit.body].append((visit.week, visit.what, False))
    for body, found in starts.items():
        ordered = sorted(found)
        for place, (week, what, free) in enumerate(ordered):
            for later, other, also_free in ordered[place + 1 :]:
                if later - week < problem.rules.spacing and (free or also_free):
                    yield f"At {body}, {what} and {other} are fewer than {problem.rules.spacing} weeks apart."


def _starts_breaches(problem: Problem, plan: Plan, events: dict[str, Event]) -> Iterator[str]:
    starts: dict[tuple[str, int], list[Event]] = defaultdict(list)
    for placement in plan.placements:
        event = events[placement.event]
        starts[event.region, placement.week].append(event)
    for (region, week), found in sorted(starts.items()):
        most = problem.rules.most_starts.get(region, len(found))
        if len(found) > most and any(event.locked is None for event in found):
            yield f"In {region}, {len(found)} events start in {_week(problem, week)}; {most} may."


def _new_lead_breaches(problem: Problem, plan: Plan, events: dict[str, Event]) -> Iterator[str]:
    leads = {placement.event: placement.lead for placement in plan.placements}
    for asked in problem.new_leads:
        first, second = asked.events
        lead = leads.get(first)
        if lead is None or lead != leads.get(second) or (events[first].locked and events[second].locked):
            continue
        if asked.people is None or lead in asked.people:
            both = f"event “{first}” and event “{second}”"
            yield f"At {events[first].body}, “{lead}” leads {both}; somebody else must lead one of them."
