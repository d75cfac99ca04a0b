"""The checker's own view of a problem: which event could be whose, in which week, and at what cost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inspectorate.planning.check_cost import week_cost
from inspectorate.planning.model import FULL_WEEK, Event, Person, Problem

Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Layout = tuple[tuple[int, ...], int]
"""The half-days of each week that an event holds its people, and how many weeks of them come before it is on site."""


@dataclass(frozen=True, slots=True)
class Demand:
    """The events that are not locked, a row each, against weeks as columns.

    ``weeks``: what a week costs, where ``allowed``. ``size``: the half-days of a one-week event, 0 for a longer one;
    ``held``: those of any. ``tail``: the weeks that it lasts after the first on site. ``layout``: which of
    ``layouts`` a longer event has, or -1. ``place`` and ``body``: the numbers of its place and body. ``grade``: the
    lead's. ``needs``: a column for each skill of ``skills``.
    """

    problem: Problem
    events: tuple[Event, ...]
    weeks: Whole
    allowed: Flags
    team: Whole
    size: Whole
    held: Whole
    tail: Whole
    layout: Whole
    layouts: tuple[Layout, ...]
    place: Whole
    body: Whole
    bodies: Mapping[str, int]
    grade: Whole
    skills: tuple[str, ...]
    needs: Flags

    def person_costs(self, person: Person) -> Whole:
        """What somebody's part in each event costs, in points."""
        home = self.problem.places.names.index(person.home)
        minutes = np.array(self.problem.places.minutes[home], dtype=np.int64)[self.place]
        found: Whole = self.problem.rules.travel * minutes // 60 + person.cost * self.held
        return found

    def may_lead(self, person: Person) -> Flags:
        """Of which events somebody could be the lead."""
        found: Flags = (person.grade >= self.grade) & ~self._at(person.leads_not)
        return found

    def _at(self, bodies: tuple[str, ...]) -> Flags:
        """Which events are at one of some bodies."""
        return np.isin(self.body, [self.bodies[body] for body in bodies if body in self.bodies])

    def free(self, person: Person, locked: Mapping[int, int]) -> Whole:
        """The half-days of each week that locked events leave."""
        weeks = self.problem.weeks
        able = [
            min(person.half_days, weeks.half_days(week)) - person.lost.get(week, 0) - locked.get(week, 0)
            for week in range(len(weeks))
        ]
        return np.maximum(np.array(able, dtype=np.int64), 0)

    def open_to(self, person: Person, locked: Mapping[int, int]) -> tuple[Whole, Flags]:
        """The rows of events that somebody may be on, and for each in which weeks."""
        home = self.problem.places.names.index(person.home)
        minutes = np.array(self.problem.places.minutes[home], dtype=np.int64)[self.place]
        farthest = self.problem.rules.farthest
        lacking = np.array([skill not in person.skills for skill in self.skills], dtype=bool)
        near = np.full(len(self.events), True) if farthest is None else minutes <= farthest
        near &= ~self._at(person.conflicts) & ((self.team > 1) | self.may_lead(person))
        rows = np.flatnonzero(near & ~(self.needs & lacking).any(axis=1))
        free = self.free(person, locked)
        possible = self.allowed[rows] & (self.size[rows, None] <= free)
        for number, layout in enumerate(self.layouts):
            possible[self.layout[rows] == number] &= _fits(layout, free, locked)
        for column, skill in enumerate(self.skills):
            last = person.skills.get(skill)
            if last is not None:
                possible &= ~(self.needs[rows, column, None] & (self._ends(rows) > last))
        return rows, possible

    def _ends(self, rows: Whole) -> Whole:
        """The last week that each event holds its people, for each first week on site."""
        found: Whole = self.tail[rows, None] + np.arange(len(self.problem.weeks))
        return found


def demand(problem: Problem) -> Demand:
    """The events of a problem that are not locked, against its weeks."""
    events = tuple(event for event in problem.events if event.locked is None)
    weeks = np.zeros((len(events), len(problem.weeks)), dtype=np.int64)
    allowed = np.zeros(weeks.shape, dtype=bool)
    fixed = _fixed(problem)
    for row, event in enumerate(events):
        for week in _weeks(problem, event, fixed[event.body]):
            weeks[row, week], allowed[row, week] = week_cost(problem, event, week), True
    places = {name: place for place, name in enumerate(problem.places.names)}
    # What one of a team must have, somebody alone must.
    asked = [{*event.skills, *(event.cover if event.team == 1 else ())} for event in events]
    skills = tuple(sorted(set().union(*asked)))
    layouts = tuple(sorted({(event.held, event.before) for event in events if len(event.held) > 1}))
    numbers = {layout: number for number, layout in enumerate(layouts)}
    bodies = {body: number for number, body in enumerate(sorted({event.body for event in events}))}
    return Demand(
        problem,
        events,
        weeks,
        allowed,
        team=np.array([event.team for event in events], dtype=np.int64),
        size=np.array([event.held[0] if len(event.held) == 1 else 0 for event in events], dtype=np.int64),
        held=np.array([sum(event.held) for event in events], dtype=np.int64),
        tail=np.array([len(event.held) - 1 - event.before for event in events], dtype=np.int64),
        layout=np.array([numbers.get((event.held, event.before), -1) for event in events], dtype=np.int64),
        layouts=layouts,
        body=np.array([bodies[event.body] for event in events], dtype=np.int64),
        bodies=bodies,
        grade=np.array([event.lead_grade for event in events], dtype=np.int64),
        place=np.array([places[event.place] for event in events], dtype=np.int64),
        skills=skills,
        needs=np.array([[skill in of_event for skill in skills] for of_event in asked], dtype=bool).reshape(
            len(events), len(skills)
        ),
    )


def held_by_locked(problem: Problem) -> Mapping[str, Mapping[int, int]]:
    """The half-days that locked events take of each person in each week: a whole week where they take it whole."""
    held: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for event in problem.events:
        if event.locked:
            for week, half_days in enumerate(event.held, event.locked.week - event.before):
                for name in event.locked.people:
                    held[name][week] += half_days if len(event.held) == 1 else FULL_WEEK
    return held


def _fixed(problem: Problem) -> Mapping[str, list[int]]:
    """The weeks of what is fixed at each body: locked events, and what others do there."""
    found: dict[str, list[int]] = defaultdict(list)
    for event in problem.events:
        if event.locked:
            found[event.body].append(event.locked.week)
    for visit in problem.elsewhere:
        found[visit.body].append(visit.week)
    return found


def _weeks(problem: Problem, event: Event, fixed: list[int]) -> list[int]:
    """The weeks in which an event can first be on site, whoever comes: away from what is fixed at its body."""
    last = event.latest if event.statutory else event.latest + problem.rules.grace
    first = max(event.earliest, event.before)
    last = min(last, len(problem.weeks) - len(event.held) + event.before)
    can = [problem.weeks.half_days(week) for week in range(len(problem.weeks))]
    return [
        week
        for week in range(first, last + 1)
        if all(half_days <= can[place] for place, half_days in enumerate(event.held, week - event.before))
        and all(abs(week - other) >= problem.rules.spacing for other in fixed)
    ]


def _fits(layout: Layout, free: Whole, locked: Mapping[int, int]) -> Flags:
    """In which weeks an event of several weeks finds each of them free of anything that is locked."""
    half_days, before = layout
    found = np.zeros(len(free), dtype=bool)
    for week in range(before, len(free) - len(half_days) + before + 1):
        held = list(enumerate(half_days, week - before))
        found[week] = all(asked <= free[place] and not locked.get(place) for place, asked in held)
    return found
