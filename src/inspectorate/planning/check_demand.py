"""The checker's own view of a problem's events: what each asks for, in which weeks it could be, and what these cost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from inspectorate.planning.check_cost import Whole, week_costs
from inspectorate.planning.model import Event, Problem

Flags = npt.NDArray[np.bool_]
Value = TypeVar("Value", bound=Hashable)


class Take(NamedTuple):
    """What an event takes of its people: so many ``half_days`` of one week, 0 for whole ones, and how many weeks."""

    half_days: int
    weeks: int


class Layout(NamedTuple):
    """The half-days that an event holds its people, week by week, and how many weeks come before it is on site."""

    held: tuple[int, ...]
    before: int

    @property
    def take(self) -> Take:
        return Take(self.held[0] if len(self.held) == 1 else 0, len(self.held))

    @property
    def after(self) -> int:
        """How many weeks of them come after the first on site."""
        return len(self.held) - 1 - self.before


class Kinds(NamedTuple):
    """Events that ask the same of their people are of one of K kinds.

    ``place``, and the numbers of the ``layout``, of the ``skills`` that everybody must have and of what it takes of
    people (`Demand`). ``grade``: the lead's. ``for_one``: whether one person is the team. ``half_days``: of each of its
    people in all. The weeks that it holds them ``before`` and ``after`` the first on site. (K,) each.
    """

    place: Whole
    layout: Whole
    skills: Whole
    grade: Whole
    for_one: Flags
    take: Whole
    half_days: Whole
    before: Whole
    after: Whole

    @classmethod
    def of(cls, table: Sequence[tuple[int, ...]], layouts: Sequence[Layout], takes: Sequence[Take]) -> Kinds:
        """From the first five of each."""
        # Side by side in memory: a loop is compiled anew for what is not.
        columns = np.ascontiguousarray(np.array(table, dtype=np.int64).reshape(-1, 5).T)
        place, layout, skills, grade, for_one = columns
        return cls(
            place,
            layout,
            skills,
            grade,
            for_one.astype(bool),
            take=_whole([takes.index(one.take) for one in layouts])[layout],
            half_days=_whole([sum(one.held) for one in layouts])[layout],
            before=_whole([one.before for one in layouts])[layout],
            after=_whole([one.after for one in layouts])[layout],
        )


@dataclass(frozen=True, slots=True)
class Demand:
    """The E events that are not locked, a row each, and their N starts in W ``weeks``: an event and a week in which it
    can be first on site, whoever comes.

    ``rows``: of the events, by id. ``team``, and the numbers of ``kind`` and ``body``, of each event, (E,). What is
    asked of people, by number: ``layouts``, the ``skills`` that everybody must have, and ``takes``. Of each start in
    the order of rows and weeks the ``row``, the ``week`` and what it ``costs``, (N,); those of an event begin at its
    ``first``, (E + 1,).
    """

    problem: Problem
    weeks: int
    events: tuple[Event, ...]
    rows: Mapping[str, int]
    team: Whole
    kind: Whole
    kinds: Kinds
    layouts: tuple[Layout, ...]
    skills: tuple[frozenset[str], ...]
    takes: tuple[Take, ...]
    body: Whole
    bodies: Mapping[str, int]
    row: Whole
    week: Whole
    costs: Whole
    first: Whole

    def starts(self, row: int) -> slice:
        """Those of an event."""
        return slice(int(self.first[row]), int(self.first[row + 1]))


def demand(problem: Problem) -> Demand:
    """The events of a problem that are not locked, against its weeks."""
    events = tuple(event for event in problem.events if event.locked is None)
    places = {name: place for place, name in enumerate(problem.places.names)}
    layout, layouts = _numbered([Layout(event.held, event.before) for event in events])
    # What one of a team must have, somebody alone must.
    asked = [frozenset((*event.skills, *(event.cover if event.team == 1 else ()))) for event in events]
    skilled, skills = _numbered(asked)
    kind, kinds = _numbered(
        [
            (places[event.place], at, having, event.lead_grade, event.team == 1)
            for event, at, having in zip(events, layout.tolist(), skilled.tolist(), strict=True)
        ]
    )
    takes = _numbered([one.take for one in layouts])[1]
    body, bodies = _numbered([event.body for event in events])
    half_days = _whole([problem.weeks.half_days(week) for week in range(len(problem.weeks))])
    fits = fitting(tuple(layouts), half_days, half_days)[layout]
    row, week = np.nonzero(fits & _allowed(problem, events))
    return Demand(
        problem,
        len(problem.weeks),
        events,
        {event.id: row for row, event in enumerate(events)},
        _whole([event.team for event in events]),
        kind,
        Kinds.of(list(kinds), list(layouts), list(takes)),
        tuple(layouts),
        tuple(skills),
        tuple(takes),
        body,
        bodies,
        row,
        week,
        costs=week_costs(problem, events, row, week),
        first=np.searchsorted(row, np.arange(len(events) + 1)),
    )


def _numbered(values: Sequence[Value]) -> tuple[Whole, Mapping[Value, int]]:
    """The number of each value among the different ones, in the order in which they first come; and these."""
    numbers = {value: number for number, value in enumerate(dict.fromkeys(values))}
    return _whole([numbers[value] for value in values]), numbers


def fitting(layouts: Sequence[Layout], free: Whole, whole: Whole) -> Flags:
    """The first weeks on site in which events of each layout find all their weeks free. (L, …, W).

    ``free``: the half-days there are for events of one week, (…, W); ``whole``: for longer ones, which share no week.
    """
    found = np.zeros((len(layouts), *free.shape), dtype=bool)
    for number, layout in enumerate(layouts):
        room = free if layout.take.half_days else whole
        starts = max(room.shape[-1] - len(layout.held) + 1, 0)
        fits = [half_days <= room[..., week : week + starts] for week, half_days in enumerate(layout.held)]
        found[number, ..., layout.before : layout.before + starts] = np.all(fits, axis=0)
    return found


def _whole(values: Sequence[int]) -> Whole:
    return np.array(values, dtype=np.int64)


def _allowed(problem: Problem, events: Sequence[Event]) -> Flags:
    """The weeks in the window of each event that are away from what is fixed at its body. (E, W)."""
    grace, spacing, weeks = problem.rules.grace, problem.rules.spacing, np.arange(len(problem.weeks))
    earliest = _whole([event.earliest for event in events])
    last = _whole([event.latest if event.statutory else event.latest + grace for event in events])
    found: Flags = (earliest[:, None] <= weeks) & (weeks <= last[:, None])
    fixed = _fixed(problem)
    for row, event in enumerate(events):
        for week in fixed.get(event.body, ()):
            found[row, max(week - spacing + 1, 0) : max(week + spacing, 0)] = False
    return found


def _fixed(problem: Problem) -> Mapping[str, list[int]]:
    """The weeks of what is fixed at each body: locked events, and what others do there."""
    found: dict[str, list[int]] = defaultdict(list)
    for event in problem.events:
        if event.locked:
            found[event.body].append(event.locked.week)
    for visit in problem.elsewhere:
        found[visit.body].append(visit.week)
    return found
