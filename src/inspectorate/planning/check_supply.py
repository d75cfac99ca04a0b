"""The checker's own view of a problem's people: which events each could be on, in which weeks, and at what cost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from inspectorate.planning.check_cost import Whole
from inspectorate.planning.check_demand import Demand, Flags, fitting
from inspectorate.planning.model import FULL_WEEK, Person, Problem


class AtBodies(NamedTuple):
    """The numbers of bodies, those of each of P people from their ``first`` to the next one's, (P + 1,)."""

    first: Whole
    body: Whole

    @classmethod
    def of(cls, wanted: Demand, named: Sequence[Sequence[str]]) -> AtBodies:
        """From the bodies that are named for each person; some may have no events."""
        numbers = [[wanted.bodies[name] for name in names if name in wanted.bodies] for names in named]
        first = np.cumsum([0, *map(len, numbers)])
        return cls(first, np.array([*chain.from_iterable(numbers)], dtype=np.int64))

    def among(self, bodies: Whole) -> Flags:
        """Whether each of N bodies is one of each person's. (P, N)."""
        who, some = np.repeat(np.arange(len(self.first) - 1), np.diff(self.first)), np.unique(bodies)
        found = np.zeros((len(self.first) - 1, len(some)), dtype=bool)
        of_some = np.isin(self.body, some)
        found[who[of_some], np.searchsorted(some, self.body[of_some])] = True
        return found[:, np.searchsorted(some, bodies)]


class People(NamedTuple):
    """P people beside what is wanted: which events each could be on, in which weeks, and at what cost.

    Whether each place is ``near`` enough, and what ``travel`` there costs, in points, (P, places). ``skilled``: whether
    they lack none of the skills that are asked for, (P, S). ``cost``: of a half-day, in points; ``grade``, (P,).
    ``free``: the half-days of each week that locked events leave, (P, W). ``times``: the first weeks on site in which
    they have time for events of each layout, and each of the skills until these end, (P, L, S, W). ``conflicts`` and
    ``leads_not``: the bodies where they take no part, and do not lead.
    """

    near: Flags
    travel: Whole
    skilled: Flags
    cost: Whole
    grade: Whole
    free: Whole
    times: Flags
    conflicts: AtBodies
    leads_not: AtBodies


def supply(wanted: Demand) -> People:
    """The people of a problem, beside what its locked events take of them."""
    problem, people, minutes = wanted.problem, wanted.problem.people, _minutes(wanted.problem)
    told = _told(problem)
    free = np.maximum(_able(problem) - told, 0)
    fits = fitting(wanted.layouts, free, np.where(told > 0, -1, free)).swapaxes(0, 1)
    farthest = problem.rules.farthest
    skilled = [[skills <= person.skills.keys() for skills in wanted.skills] for person in people]
    return People(
        np.full(minutes.shape, True) if farthest is None else minutes <= farthest,
        problem.rules.travel * minutes // 60,
        np.array(skilled, dtype=bool).reshape(len(people), len(wanted.skills)),
        np.array([person.cost for person in people], dtype=np.int64),
        np.array([person.grade for person in people], dtype=np.int64),
        free,
        # In this order in memory too: a loop is compiled anew for any other.
        np.ascontiguousarray(fits[:, :, None] & _skills_last(wanted)),
        AtBodies.of(wanted, [person.conflicts for person in people]),
        AtBodies.of(wanted, [person.leads_not for person in people]),
    )


def _minutes(problem: Problem) -> Whole:
    """From the home of each of the people to each place. (P, places)."""
    places = {name: place for place, name in enumerate(problem.places.names)}
    homes = np.array([places[person.home] for person in problem.people], dtype=np.int64)
    return np.array(problem.places.minutes, dtype=np.int64).reshape(len(places), len(places))[homes]


def _able(problem: Problem) -> Whole:
    """The half-days that people can give in each week. (P, W)."""
    weeks = problem.weeks
    can = [weeks.half_days(week) for week in range(len(weeks))]
    able = [
        [min(one.half_days, most) - one.lost.get(week, 0) for week, most in enumerate(can)] for one in problem.people
    ]
    return np.array(able, dtype=np.int64).reshape(len(problem.people), len(weeks))


def _told(problem: Problem) -> Whole:
    """The half-days that locked events take of people in each week: a whole week where they take it whole. (P, W)."""
    rows = {person.id: row for row, person in enumerate(problem.people)}
    found = np.zeros((len(problem.people), len(problem.weeks)), dtype=np.int64)
    for event in problem.events:
        if event.locked:
            for week, half_days in enumerate(event.held, event.locked.week - event.before):
                if 0 <= week < len(problem.weeks):
                    for name in event.locked.people:
                        found[rows[name], week] += half_days if len(event.held) == 1 else FULL_WEEK
    return found


def _skills_last(wanted: Demand) -> Flags:
    """Whether those skills that people have last until the end of events, by their first week on site. (P, L, S, W)."""
    until = [[_until(person, skills, wanted.weeks) for skills in wanted.skills] for person in wanted.problem.people]
    last = np.array(until, dtype=np.int64).reshape(len(until), 1, len(wanted.skills), 1)
    after = np.array([layout.after for layout in wanted.layouts], dtype=np.int64)
    found: Flags = np.arange(wanted.weeks) + after[:, None, None] <= last
    return found


def _until(person: Person, skills: Iterable[str], weeks: int) -> int:
    """The last week in which somebody has those of some skills that they have: the programme's, where none ends."""
    ends = map(person.skills.get, skills)
    return min((week for week in ends if week is not None), default=weeks)
