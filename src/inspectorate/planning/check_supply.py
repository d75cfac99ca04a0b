"""The checker's own view of a problem's people: which events each could be on, in which weeks, and at what cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from inspectorate.planning.check_cost import Whole
from inspectorate.planning.check_demand import Demand, Flags, Kinds, fitting
from inspectorate.planning.model import FULL_WEEK, Person, Problem


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody beside what is wanted.

    ``minutes``: from home to each place. ``free``: the half-days of each week that locked events leave, (W,).
    ``times``: the first weeks on site in which they have time for events of each layout, and each of the skills that
    are asked for until these end, (L, S, W). ``conflicts`` and ``led``: the numbers of the bodies where they take no
    part, and do not lead.
    """

    person: Person
    wanted: Demand
    minutes: Whole
    free: Whole
    times: Flags
    conflicts: Whole
    led: Whole

    def near(self, kinds: Whole) -> Flags:
        """Whether events of kinds are near enough. (N,)."""
        farthest = self.wanted.problem.rules.farthest
        near = np.full(len(self.minutes), True) if farthest is None else self.minutes <= farthest
        found: Flags = near[self.wanted.kinds.place[kinds]]
        return found

    def skilled(self, kinds: Whole) -> Flags:
        """Whether they lack no skill that everybody on events of kinds must have. (N,)."""
        held = self.person.skills.keys()
        skilled = np.array([skills <= held for skills in self.wanted.kinds.asked], dtype=bool)
        found: Flags = skilled[self.wanted.kinds.skills[kinds]]
        return found

    def graded(self, kinds: Whole) -> Flags:
        """Whether they have the grade to lead events of kinds. (N,)."""
        found: Flags = self.wanted.kinds.grade[kinds] <= self.person.grade
        return found

    def costs(self, kinds: Whole) -> Whole:
        """What their part in events of kinds costs, in points. (N,)."""
        of, travel = self.wanted.kinds, self.wanted.problem.rules.travel * self.minutes // 60
        found: Whole = travel[of.place[kinds]] + self.person.cost * of.half_days[kinds]
        return found

    def barred(self, rows: Whole) -> Flags:
        """Whether they take no part in events, for the bodies where these are. (N,)."""
        return self._at(self.conflicts, rows)

    def leads_not(self, rows: Whole) -> Flags:
        """Whether somebody else must lead events, for the bodies where these are. (N,)."""
        return self._at(self.led, rows)

    def _at(self, bodies: Whole, rows: Whole) -> Flags:
        among = np.zeros(len(self.wanted.bodies), dtype=bool)
        among[bodies] = True
        found: Flags = among[self.wanted.body[rows]]
        return found


def supply(wanted: Demand) -> list[Candidate]:
    """The people of a problem, beside what its locked events take of them."""
    problem, kinds, told = wanted.problem, wanted.kinds, _told(wanted.problem)
    free = np.maximum(_able(problem) - told, 0)
    fits = fitting(kinds.layouts, free, np.where(told > 0, -1, free))
    places = {name: place for place, name in enumerate(problem.places.names)}
    minutes = np.array(problem.places.minutes, dtype=np.int64)
    return [
        Candidate(
            person,
            wanted,
            minutes[places[person.home]],
            free[number],
            fits[:, number, None] & _skills_last(kinds, person, wanted.weeks),
            _numbers(wanted, person.conflicts),
            _numbers(wanted, person.leads_not),
        )
        for number, person in enumerate(problem.people)
    ]


def _numbers(wanted: Demand, bodies: Sequence[str]) -> Whole:
    """Those of bodies that have events."""
    return np.array([wanted.bodies[body] for body in bodies if body in wanted.bodies], dtype=np.int64)


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


def _skills_last(kinds: Kinds, person: Person, weeks: int) -> Flags:
    """Whether those skills that somebody has last until the end of events, by their first week on site. (L, S, W)."""
    held = person.skills
    ends = [[last for skill in skills if (last := held.get(skill)) is not None] for skills in kinds.asked]
    until = np.array([min(lasts, default=weeks) for lasts in ends], dtype=np.int64)
    after = np.array([layout.after for layout in kinds.layouts], dtype=np.int64)
    found: Flags = np.arange(weeks) + after[:, None, None] <= until[:, None]
    return found
