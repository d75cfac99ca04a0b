"""How many inspectors are missing, at least: the fewest further ones without whom demand cannot be met.

Half-days flow from people to the events that they may be on, in the weeks in which these may be. Where some events need
more than all who may be on them have in these weeks, people are missing: Hall's condition, asked of all such sets of
events at once. The flow is a relaxation of any plan: work is divided at will among people and weeks, weeks are taken
two or more together in a long programme, and conflicts of interest, spacing, rest and the most starts are left aside.
So the fewest whom it needs are needed by every plan that places all events. Whether they are enough is tried: if a plan
with them places all, they are, and then their number is exactly the fewest.

A further inspector works full time without leave, lives where the events are, and has the skills and the grade that one
kind of event asks for. Fewer might do of whom each has the skills of several kinds.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np

from inspectorate.planning.greedy import greedy, has_skill
from inspectorate.planning.model import FULL_WEEK, Event, Person, Problem
from inspectorate.planning.pairs import Ints
from inspectorate.planning.programme import Programme, programme
from inspectorate.planning.rows import Rows

MOST_BUCKETS = 26
"""Weeks of a long programme are taken together, so that there are no more of them."""


@dataclass(frozen=True, slots=True)
class More:
    """So many further full-time inspectors of a kind. ``grade``: what a lead of their events has."""

    home: str
    skills: tuple[str, ...]
    grade: int
    people: int


@dataclass(frozen=True, slots=True)
class Shortage:
    """Who is missing, at least. ``proven``: so many are, in any plan that places all events; else the search was cut
    off, and nothing is claimed. ``enough``: a plan with them was found that places all. ``nowhere``: events that no
    week can hold, whoever comes; they are left aside."""

    more: tuple[More, ...]
    proven: bool
    enough: bool
    nowhere: tuple[str, ...]

    @property
    def people(self) -> int:
        return sum(one.people for one in self.more)


@dataclass(frozen=True, slots=True)
class _Group:
    """So many events that differ in nothing that matters here, and the buckets of weeks that they could take."""

    event: Event
    number: int
    buckets: tuple[int, ...]

    @property
    def half_days(self) -> int:
        """Of one seat, of all these events."""
        return self.number * sum(self.event.held)


@dataclass(frozen=True, slots=True)
class _Kind:
    """People who may be on the same events: one of them, how many they are, and the half-days that all of them have in
    each bucket. Of a further kind, of one."""

    like: Person
    people: int
    has: Ints


def shortage(problem: Problem, *, seconds: float | None = None) -> Shortage:
    """Who is missing, at least. ``seconds``: for the proof."""
    prepared = programme(problem)
    width = -(-len(problem.weeks) // MOST_BUCKETS)
    groups, usable = _groups(prepared, width), _usable(prepared)
    full = np.array([problem.weeks.half_days(week) for week in range(len(problem.weeks))], dtype=np.int64)
    further = [_Kind(person, 1, _bucketed(usable[full], width)) for person in _further(problem, groups)]
    numbers = _fewest(problem, groups, _kinds(prepared, usable, width), further, width, seconds)
    more = [(kind.like, number) for kind, number in zip(further, numbers or (), strict=False) if number]
    nowhere = tuple(event.id for event, weeks in zip(prepared.events, prepared.allowed, strict=True) if not weeks.any())
    return Shortage(
        tuple(More(one.home, tuple(one.skills), one.grade, number) for one, number in more),
        proven=numbers is not None,
        enough=numbers is not None and _enough(problem, more, nowhere),
        nowhere=nowhere,
    )


def _groups(prepared: Programme, width: int) -> list[_Group]:
    found: dict[tuple[tuple[object, ...], tuple[int, ...]], list[Event]] = defaultdict(list)
    for event, allowed in zip(prepared.events, prepared.allowed, strict=True):
        begins = (np.flatnonzero(allowed) - event.before).tolist()
        held = sorted({week // width for begin in begins for week in range(begin, begin + len(event.held))})
        if held:
            asks = (event.region, event.place, event.team, event.lead_grade, event.skills, event.cover, event.held)
            found[asks, tuple(held)].append(event)
    return [_Group(events[0], len(events), buckets) for (_, buckets), events in found.items()]


def _usable(prepared: Programme) -> Ints:
    """Of so many half-days in a week, those that whole parts of events can fill. (11,)."""
    sizes = {half_days for event in prepared.events for half_days in event.held}
    filled = [0]
    for half_days in range(1, FULL_WEEK + 1):
        fits = any(size <= half_days and filled[half_days - size] == half_days - size for size in sizes)
        filled.append(half_days if fits else filled[-1])
    return np.array(filled, dtype=np.int64)


def _bucketed(by_week: Ints, width: int) -> Ints:
    """Half-days of weeks (the last axis) as those of buckets."""
    found: Ints = np.add.reduceat(by_week, np.arange(0, by_week.shape[-1], width), axis=-1)
    return found


def _kinds(prepared: Programme, usable: Ints, width: int) -> list[_Kind]:
    people = prepared.problem.people
    asked = {skill for event in prepared.events for skill in (*event.skills, *event.cover)}
    rows: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for row, person in enumerate(people):
        held = tuple(sorted((skill, last) for skill, last in person.skills.items() if skill in asked))
        rows[person.home, person.grade, held].append(row)
    has = _bucketed(usable[prepared.free], width)
    return [_Kind(people[same[0]], len(same), has[same].sum(axis=0)) for same in rows.values()]


def _further(problem: Problem, groups: list[_Group]) -> list[Person]:
    """One for each kind of event: who has what it asks for, and lives in its region, or where it is."""
    found = {}
    for event in (group.event for group in groups):
        home = event.region if event.region in problem.places.names else event.place
        skills = tuple(sorted({*event.skills, *event.cover}))
        like = Person("further", event.region, home, event.lead_grade, skills=dict.fromkeys(skills))
        found[home, skills, event.lead_grade] = like
    return [found[key] for key in sorted(found)]


def _fewest(
    problem: Problem, groups: list[_Group], have: list[_Kind], further: list[_Kind], width: int, seconds: float | None
) -> list[int] | None:
    """How many of each further kind the flow needs, as few as can be; ``None`` where that was not proven."""
    rows = Rows()
    numbers = [rows.variable(1, most=np.inf) for _ in further]
    limits: list[tuple[int, list[tuple[int, float]], int]] = []
    taken: dict[tuple[int, int], list[tuple[int, float]]] = defaultdict(list)
    for group in groups:
        given: list[tuple[int, Person]] = []
        for at, kind in enumerate([*have, *further]):
            flows: list[tuple[int, float]] = []
            for bucket in group.buckets:
                if kind.has[bucket] and _may(problem, kind.like, group.event, bucket * width):
                    flows.append((rows.variable(whole=False, most=np.inf), 1))
                    taken[at, bucket].append(flows[-1])
            given += [(flow, kind.like) for flow, _ in flows]
            # Nobody has two seats of one event.
            limits.append((at, flows, kind.people * group.half_days))
        _ask(rows, group, given)
    limits += [(at, flows, int([*have, *further][at].has[bucket])) for (at, bucket), flows in taken.items()]
    for at, flows, most in limits:
        if at < len(have):
            rows.add(flows, most=most)
        else:
            rows.add([*flows, (numbers[at - len(have)], -most)], most=0)
    answer = rows.solve(seconds)
    if answer.values is None or not answer.optimal:
        return None
    return [round(float(answer.values[number])) for number in numbers]


def _ask(rows: Rows, group: _Group, given: list[tuple[int, Person]]) -> None:
    """A group has all its half-days, those of a lead from who may lead, and of each skill that somebody must bring."""
    event, one = group.event, group.half_days
    rows.add([(flow, 1) for flow, _ in given], least=event.team * one)
    rows.add([(flow, 1) for flow, person in given if person.grade >= event.lead_grade], least=one)
    for skill in event.cover:
        rows.add([(flow, 1) for flow, person in given if skill in person.skills], least=one)


def _may(problem: Problem, person: Person, event: Event, week: int) -> bool:
    """Whether somebody may be on an event in a week, but for conflicts of interest."""
    rules, places = problem.rules, problem.places
    minutes = places.minutes[places.names.index(person.home)][places.names.index(event.place)]
    near = rules.farthest is None or minutes <= rules.farthest
    asked = event.skills if event.team > 1 else (*event.skills, *event.cover)
    grade = event.team > 1 or person.grade >= event.lead_grade
    return near and grade and all(has_skill(person, skill, week) for skill in asked)


def _enough(problem: Problem, more: list[tuple[Person, int]], nowhere: tuple[str, ...]) -> bool:
    """Whether a plan with further people places all that a week can hold."""
    further = [
        replace(like, id=f"further {kind} {number}")
        for kind, (like, people) in enumerate(more)
        for number in range(people)
    ]
    plan = greedy(programme(replace(problem, people=(*problem.people, *further)))).plan()
    return set(plan.unplaced) <= set(nowhere)
