"""The rules about events: each once, in its window, with the right people, apart from others at the same body.

What has been told to people (a locked event) stands: it must be where it is locked, and other rules are asked of it
only together with events that are not.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from inspectorate.planning.model import Event, Person, Placement, Plan, Problem


@dataclass(frozen=True, slots=True)
class _Known:
    """What is asked of a problem again and again: events and people by id, the half-days of each week, the numbers of
    places, and the bodies where each person takes no part."""

    problem: Problem
    events: Mapping[str, Event]
    people: Mapping[str, Person]
    half_days: Sequence[int]
    places: Mapping[str, int]
    barred: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, problem: Problem) -> _Known:
        return cls(
            problem,
            {event.id: event for event in problem.events},
            {person.id: person for person in problem.people},
            [problem.weeks.half_days(week) for week in range(len(problem.weeks))],
            {name: number for number, name in enumerate(problem.places.names)},
            {person.id: frozenset(person.conflicts) for person in problem.people},
        )

    def minutes(self, person: Person, event: Event) -> int:
        """From somebody's home to an event."""
        return self.problem.places.minutes[self.places[person.home]][self.places[event.place]]


def events_breaches(problem: Problem, plan: Plan) -> Iterator[str]:
    """Each breach as a sentence."""
    known = _Known.of(problem)
    times = Counter([*(placement.event for placement in plan.placements), *plan.unplaced])
    told = {placement for placement in plan.placements if known.events[placement.event].locked}
    for event in problem.events:
        if times[event.id] != 1:
            yield f"Event “{event.id}” is {times[event.id]} times in the plan; it must be placed or unplaced, once."
        if event.locked and event.locked not in told:
            yield f"Event “{event.id}” is locked in {_week(problem, event.locked.week)} and its people, and has moved."
    for placement in plan.placements:
        event = known.events[placement.event]
        if event.locked is None:
            yield from _week_breaches(known, event, placement.week)
            yield from _team_breaches(event, placement)
            ends = placement.week - event.before + len(event.held) - 1
            for name in placement.people:
                yield from _member_breaches(known, event, ends, known.people[name])
            yield from _lead_breaches(event, known.people[placement.lead])
            yield from _cover_breaches(known, event, ends, placement.people)
    yield from _spacing_breaches(known, plan)
    yield from _starts_breaches(known, plan)
    yield from _new_lead_breaches(known, plan)


def _week(problem: Problem, week: int) -> str:
    return f"the week of {problem.weeks.monday(week).isoformat()}"


def _week_breaches(known: _Known, event: Event, week: int) -> Iterator[str]:
    problem = known.problem
    last = event.latest if event.statutory else event.latest + problem.rules.grace
    if not event.earliest <= week <= last:
        yield f"Event “{event.id}” is in {_week(problem, week)}, outside its window."
    first = week - event.before
    if first < 0 or first + len(event.held) > len(known.half_days):
        yield f"Event “{event.id}” in {_week(problem, week)} takes weeks outside the programme."
        return
    for place, half_days in enumerate(event.held, first):
        if half_days > known.half_days[place]:
            yield f"Event “{event.id}” needs {half_days} half-days in {_week(problem, place)}, which has fewer."


def _team_breaches(event: Event, placement: Placement) -> Iterator[str]:
    if placement.people != tuple(sorted(set(placement.people))) or placement.lead not in placement.people:
        yield f"Event “{event.id}”: people must be sorted, each once, the lead among them."
    if len(placement.people) != event.team:
        yield f"Event “{event.id}” needs a team of {event.team} and has {len(placement.people)}."


def _member_breaches(known: _Known, event: Event, ends: int, person: Person) -> Iterator[str]:
    said, farthest = f"“{person.id}” cannot be on event “{event.id}”", known.problem.rules.farthest
    if event.body in known.barred[person.id]:
        yield f"{said}: conflict of interest at {event.body}."
    for skill in event.skills:
        if not _has(person, skill, ends):
            yield f"{said}: no skill “{skill}” until its end."
    minutes = known.minutes(person, event)
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


def _cover_breaches(known: _Known, event: Event, ends: int, names: Sequence[str]) -> Iterator[str]:
    for skill in event.cover:
        if not any(_has(known.people[name], skill, ends) for name in names):
            yield f"Nobody on event “{event.id}” has the skill “{skill}”."


def _spacing_breaches(known: _Known, plan: Plan) -> Iterator[str]:
    spacing, starts = known.problem.rules.spacing, defaultdict[str, list[tuple[int, str, bool]]](list)
    for placement in plan.placements:
        event = known.events[placement.event]
        starts[event.body].append((placement.week, f"event “{event.id}”", event.locked is None))
    for visit in known.problem.elsewhere:
        starts[visit.body].append((visit.week, visit.what, False))
    for body, found in starts.items():
        for (week, what, free), (later, other, also_free) in combinations(sorted(found), 2):
            if later - week < spacing and (free or also_free):
                yield f"At {body}, {what} and {other} are fewer than {spacing} weeks apart."


def _starts_breaches(known: _Known, plan: Plan) -> Iterator[str]:
    most, starts = known.problem.rules.most_starts, defaultdict[tuple[str, int], list[Event]](list)
    for placement in plan.placements:
        event = known.events[placement.event]
        if event.region in most:
            starts[event.region, placement.week].append(event)
    for (region, week), found in sorted(starts.items()):
        if len(found) > most[region] and any(event.locked is None for event in found):
            yield f"In {region}, {len(found)} events start in {_week(known.problem, week)}; {most[region]} may."


def _new_lead_breaches(known: _Known, plan: Plan) -> Iterator[str]:
    leads = {placement.event: placement.lead for placement in plan.placements}
    for asked in known.problem.new_leads:
        first, second = asked.events
        lead = leads.get(first)
        if lead is None or lead != leads.get(second) or (known.events[first].locked and known.events[second].locked):
            continue
        if asked.people is None or lead in asked.people:
            both = f"event “{first}” and event “{second}”"
            yield f"At {known.events[first].body}, “{lead}” leads {both}; somebody else must lead one of them."
