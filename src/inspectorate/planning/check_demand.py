"""The checker's own view of a problem's events: what each asks for, in which weeks it could be, and what these cost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inspectorate.planning.check_cost import Whole, week_costs
from inspectorate.planning.model import Event, Problem

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Layout:
    """The half-days that an event holds its people, week by week, and how many weeks come before it is on site."""

    held: tuple[int, ...]
    before: int

    @property
    def size(self) -> int:
        """The half-days of a one-week event, 0 of a longer one."""
        return self.held[0] if len(self.held) == 1 else 0

    @property
    def after(self) -> int:
        """How many weeks of them come after the first on site."""
        return len(self.held) - 1 - self.before


@dataclass(frozen=True, slots=True)
class Kinds:
    """Events that ask the same of their people are of one of K kinds.

    ``place``, ``layout`` and ``skills``: the numbers of the place, and of the layout and the skills that everybody must
    have among ``layouts`` and ``asked``. ``grade``: the lead's. ``for_one``: whether one person is the team. ``size``:
    the half-days of a one-week event, 0 of a longer one; ``half_days``: those of any. ``lasts``: the weeks that it
    holds its people, ``before`` and ``after`` the first on site. (K,) each.
    """

    place: Whole
    layout: Whole
    skills: Whole
    grade: Whole
    for_one: Flags
    layouts: tuple[Layout, ...]
    asked: tuple[frozenset[str], ...]
    size: Whole
    half_days: Whole
    lasts: Whole
    before: Whole
    after: Whole


@dataclass(frozen=True, slots=True)
class Demand:
    """The E events that are not locked, a row each, and their N starts in W ``weeks``: an event and a week in which it
    can be first on site, whoever comes.

    ``rows``: of the events, by id. ``team``, and the numbers of ``kind`` and ``body``, of each event, (E,). ``row``,
    ``week`` and what it ``costs``, of each start in the order of these, (N,); those of an event begin at its ``first``,
    (E + 1,).
    """

    problem: Problem
    weeks: int
    events: tuple[Event, ...]
    rows: Mapping[str, int]
    team: Whole
    kind: Whole
    kinds: Kinds
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
    kind, kinds = _kinds(problem, events)
    bodies = {body: number for number, body in enumerate(dict.fromkeys(event.body for event in events))}
    half_days = _whole([problem.weeks.half_days(week) for week in range(len(problem.weeks))])
    fits = fitting(kinds.layouts, half_days, half_days)[kinds.layout[kind]]
    row, week = np.nonzero(fits & _allowed(problem, events))
    return Demand(
        problem,
        len(problem.weeks),
        events,
        {event.id: row for row, event in enumerate(events)},
        _whole([event.team for event in events]),
        kind,
        kinds,
        _whole([bodies[event.body] for event in events]),
        bodies,
        row,
        week,
        costs=week_costs(problem, events, row, week),
        first=np.searchsorted(row, np.arange(len(events) + 1)),
    )


def _kinds(problem: Problem, events: Sequence[Event]) -> tuple[Whole, Kinds]:
    """The kind of each event, (E,), and the kinds."""
    places = {name: place for place, name in enumerate(problem.places.names)}
    held = [(event.held, event.before) for event in events]
    layouts = {one: number for number, one in enumerate(dict.fromkeys(held))}
    # What one of a team must have, somebody alone must.
    asks = [frozenset((*event.skills, *(event.cover if event.team == 1 else ()))) for event in events]
    asked = {skills: number for number, skills in enumerate(dict.fromkeys(asks))}
    of_events = [
        (places[event.place], layouts[one], asked[skills], event.lead_grade, event.team == 1)
        for event, one, skills in zip(events, held, asks, strict=True)
    ]
    kinds = {one: number for number, one in enumerate(dict.fromkeys(of_events))}
    place, layout, skills, grade, for_one = np.array(list(kinds), dtype=np.int64).reshape(-1, 5).T
    of_kinds = tuple(Layout(*one) for one in layouts)
    found = Kinds(
        place,
        layout,
        skills,
        grade,
        for_one.astype(bool),
        of_kinds,
        tuple(asked),
        size=_whole([one.size for one in of_kinds])[layout],
        half_days=_whole([sum(one.held) for one in of_kinds])[layout],
        lasts=_whole([len(one.held) for one in of_kinds])[layout],
        before=_whole([one.before for one in of_kinds])[layout],
        after=_whole([one.after for one in of_kinds])[layout],
    )
    return _whole([kinds[one] for one in of_events]), found


def fitting(layouts: Sequence[Layout], free: Whole, whole: Whole) -> Flags:
    """The first weeks on site in which events of each layout find all their weeks free. (L, …, W).

    ``free``: the half-days there are for events of one week, (…, W); ``whole``: for longer ones, which share no week.
    """
    found = np.zeros((len(layouts), *free.shape), dtype=bool)
    for number, layout in enumerate(layouts):
        room = free if layout.size else whole
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
