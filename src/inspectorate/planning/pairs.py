"""Who may be on which event."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inspectorate.planning.model import Event, Person, Problem

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Events with their people, sorted by event: those of event ``e`` are ``first[e]`` to ``first[e + 1]``.

    ``cost``: what the person's part costs. ``until``: the last first week on site that the person's skills allow.
    ``leads``: whether the person may lead.
    """

    first: Ints
    event: Ints
    person: Ints
    cost: Ints
    until: Ints
    leads: Flags

    def of(self, event: int) -> slice:
        return slice(int(self.first[event]), int(self.first[event + 1]))


@dataclass(frozen=True, slots=True)
class _Needs:
    """What events ask of a person, a row each; ``skills`` has a column for each of ``names``. ``by_place``: the events
    of each place, one place after the other; those of place ``p`` are ``at_place[p]`` to ``at_place[p + 1]``."""

    names: tuple[str, ...]
    skills: Flags
    place: Ints
    body: Ints
    bodies: dict[str, int]
    grade: Ints
    team: Ints
    held: Ints
    tail: Ints
    by_place: Ints
    at_place: Ints


def pairs(problem: Problem, events: tuple[Event, ...]) -> Pairs:
    """All that skills (whenever they lapse), distance, conflicts and, for an event of one, the lead's grade allow."""
    needs = _needs(problem, events)
    found = [_of_person(problem, person, needs) for person in problem.people]
    rows = [np.zeros(0, dtype=np.int64), *(one[0] for one in found)]
    event = np.concatenate(rows)
    order = np.argsort(event, kind="stable")
    first = np.searchsorted(event[order], np.arange(len(events) + 1))
    person = np.repeat(np.arange(len(found)), [len(one[0]) for one in found])
    none = np.zeros(0, dtype=np.int64)
    cost, until, leads = (np.concatenate([none, *(one[column] for one in found)]) for column in (1, 2, 3))
    return Pairs(first, event[order], person[order], cost[order], until[order], leads[order].astype(bool))


def _needs(problem: Problem, events: tuple[Event, ...]) -> _Needs:
    asked = [_asked(event) for event in events]
    names = tuple(sorted({skill for skills in asked for skill in skills}))
    columns = {name: column for column, name in enumerate(names)}
    skills = np.zeros((len(events), len(names)), dtype=bool)
    for row, of_event in enumerate(asked):
        skills[row, [columns[skill] for skill in of_event]] = True
    places = {name: place for place, name in enumerate(problem.places.names)}
    bodies = {body: code for code, body in enumerate(sorted({event.body for event in events}))}
    table = np.array(
        [
            (
                places[event.place],
                bodies[event.body],
                event.lead_grade,
                event.team,
                sum(event.held),
                len(event.held) - 1 - event.before,
            )
            for event in events
        ],
        dtype=np.int64,
    ).reshape(len(events), 6)
    place, body, grade, team, held, tail = table.T
    by_place = np.argsort(place, kind="stable")
    at_place = np.searchsorted(place[by_place], np.arange(len(places) + 1))
    return _Needs(names, skills, place, body, bodies, grade, team, held, tail, by_place, at_place)


def _asked(event: Event) -> tuple[str, ...]:
    """The skills that everybody on an event has: what one of a team must have, somebody alone must."""
    return event.skills if event.team > 1 else (*event.skills, *event.cover)


def _of_person(problem: Problem, person: Person, needs: _Needs) -> tuple[Ints, Ints, Ints, Flags]:
    """The events that somebody may be on, with cost, until and leads."""
    minutes = np.array(problem.places.minutes[problem.places.names.index(person.home)], dtype=np.int64)
    rows = _near(needs, minutes, problem.rules.farthest)
    lacking = [column for column, name in enumerate(needs.names) if name not in person.skills]
    may = ~needs.skills[rows][:, lacking].any(axis=1)
    leads, body = person.grade >= needs.grade[rows], needs.body[rows]
    if person.leads_not:
        leads &= ~np.isin(body, [needs.bodies[name] for name in person.leads_not if name in needs.bodies])
    if person.conflicts:
        may &= ~np.isin(body, [needs.bodies[name] for name in person.conflicts if name in needs.bodies])
    may &= leads | (needs.team[rows] > 1)
    rows, leads = rows[may], leads[may]
    until = np.full(len(rows), len(problem.weeks), dtype=np.int64)
    for column, name in enumerate(needs.names):
        last = person.skills.get(name)
        if last is not None:
            lapses = needs.skills[rows, column]
            until[lapses] = np.minimum(until[lapses], last - needs.tail[rows[lapses]])
    cost = problem.rules.travel * minutes[needs.place[rows]] // 60 + person.cost * needs.held[rows]
    return rows, cost, until, leads


def _near(needs: _Needs, minutes: Ints, farthest: int | None) -> Ints:
    """The events at places no farther than may be, in order: of a large country few are looked at for each person."""
    if farthest is None:
        return np.arange(len(needs.place))
    near = [
        needs.by_place[needs.at_place[place] : needs.at_place[place + 1]]
        for place in np.flatnonzero(minutes <= farthest)
    ]
    return np.sort(np.concatenate([np.zeros(0, dtype=np.int64), *near]))
