"""Who may be on which event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from inspectorate.planning.model import Event, Person, Problem

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

NEVER, NO_END = -(2**31), 2**31
"""Before and after all weeks."""
NO_PAIR = -1
"""The row of what is no pair."""


class Pairs(NamedTuple):
    """Events with their people, sorted by event and person: those of event ``e`` are ``first[e]`` to ``first[e + 1]``.

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
        return slice(*self.first[event : event + 2].tolist())

    def rows(self, events: Ints, people: Ints) -> Ints:
        """Where events with people beside each other are among the pairs; NO_PAIR where these are none. (N,)."""
        return rows_of(self, events, people)


class Kinds(NamedTuple):
    """Events that ask the same of a person, whichever body they are at, are of one of K kinds.

    ``place``; the number of the ``skills`` that everybody has, among those that are asked for; the lead's ``grade``;
    ``for_one``: whether one person is the team; ``held``: the half-days of a person; ``tail``: the weeks after the
    first on site. (K,) each.
    """

    place: Ints
    skills: Ints
    grade: Ints
    for_one: Flags
    held: Ints
    tail: Ints


class Naming(NamedTuple):
    """The ``people`` who name bodies: those who name body ``b`` are from ``first[b]`` to ``first[b + 1]``."""

    first: Ints
    people: Ints


def pairs(problem: Problem, events: tuple[Event, ...]) -> Pairs:
    """All that skills (whenever they lapse), distance, conflicts and, for an event of one, the lead's grade allow."""
    kind, kinds, asked = _kinds(problem, events)
    bodies = {body: number for number, body in enumerate(dict.fromkeys(event.body for event in events))}
    body = _ints([bodies[event.body] for event in events])
    barred = _naming(bodies, [person.conflicts for person in problem.people])
    not_led = _naming(bodies, [person.leads_not for person in problem.people])
    seen = np.full((2, len(problem.people)), -1)
    return of_events(kind, body, kinds.for_one, _of_kinds(problem, kinds, asked), barred, not_led, seen)


@njit(cache=True, nogil=True)
def of_events(
    kind: Ints, body: Ints, for_one: Flags, able: Pairs, barred: Naming, not_led: Naming, seen: Ints
) -> Pairs:
    """The pairs of events, of each the ``kind`` and ``body``, (E,), from those that are ``able`` to be on events of
    each kind: without the people who are ``barred`` from the body, or must lead and are ``not_led`` by there.

    ``seen``: the last event from which each of the people was barred, and which they may not lead, (2, P); -1: none.
    """
    most = (able.first[kind + 1] - able.first[kind]).sum()
    first, event, person = np.zeros(len(kind) + 1, np.int64), np.empty(most, np.int64), np.empty(most, np.int64)
    cost, until, leads = np.empty(most, np.int64), np.empty(most, np.int64), np.empty(most, np.bool_)
    count = 0
    for number in range(len(kind)):
        for what, naming in ((0, barred), (1, not_led)):
            for at in range(naming.first[body[number]], naming.first[body[number] + 1]):
                seen[what, naming.people[at]] = number
        for row in range(able.first[kind[number]], able.first[kind[number] + 1]):
            who = able.person[row]
            may_lead = able.leads[row] and seen[1, who] != number
            if seen[0, who] != number and (may_lead or not for_one[kind[number]]):
                event[count], person[count], leads[count] = number, who, may_lead
                cost[count], until[count] = able.cost[row], able.until[row]
                count += 1
        first[number + 1] = count
    return Pairs(first, event[:count], person[:count], cost[:count], until[:count], leads[:count])


@njit(cache=True, nogil=True)
def rows_of(pairs: Pairs, events: Ints, people: Ints) -> Ints:
    """See `Pairs.rows`."""
    found = np.full(len(events), NO_PAIR)
    for number in range(len(events)):
        first, last = pairs.first[events[number]], pairs.first[events[number] + 1]
        row = first + np.searchsorted(pairs.person[first:last], people[number])
        if row < last and pairs.person[row] == people[number]:
            found[number] = row
    return found


def _kinds(problem: Problem, events: Sequence[Event]) -> tuple[Ints, Kinds, list[tuple[str, ...]]]:
    """The kind of each event, (E,), the kinds, and the skills that are asked for."""
    places = {name: place for place, name in enumerate(problem.places.names)}
    asked: dict[tuple[str, ...], int] = {}
    kinds: dict[tuple[int, ...], int] = {}
    kind = np.zeros(len(events), dtype=np.int64)
    for number, event in enumerate(events):
        # What one of a team must have, somebody alone must.
        skills = event.skills if event.team > 1 else (*event.skills, *event.cover)
        asks = places[event.place], asked.setdefault(skills, len(asked)), event.lead_grade, event.team == 1
        takes = sum(event.held), len(event.held) - 1 - event.before
        kind[number] = kinds.setdefault((*asks, *takes), len(kinds))
    place, of_skills, grade, for_one, held, tail = np.array(list(kinds), dtype=np.int64).reshape(-1, 6).T
    return kind, Kinds(place, of_skills, grade, for_one.astype(bool), held, tail), list(asked)


def _of_kinds(problem: Problem, kinds: Kinds, asked: Sequence[tuple[str, ...]]) -> Pairs:
    """The pairs of kinds of events, whichever body they are at."""
    minutes, people, farthest = _minutes(problem), problem.people, problem.rules.farthest
    near = np.full(minutes.shape, True) if farthest is None else minutes <= farthest
    place, person = np.nonzero(near.T)
    begin = np.searchsorted(place, np.arange(minutes.shape[1] + 1))
    # Those near a place, for each kind of events there.
    count = np.diff(begin)[kinds.place]
    kind = np.repeat(np.arange(len(kinds.place)), count)
    person = person[np.arange(len(kind)) + np.repeat(begin[kinds.place] - count.cumsum() + count, count)]
    last = np.array([[_last(one, skills) for skills in asked] for one in people], dtype=np.int64)
    last = last.reshape(len(people), len(asked))[person, kinds.skills[kind]]
    leads = _ints([one.grade for one in people])[person] >= kinds.grade[kind]
    may = (last != NEVER) & (leads | ~kinds.for_one[kind])
    kind, person, last, leads = kind[may], person[may], last[may], leads[may]
    travel = problem.rules.travel * minutes[person, kinds.place[kind]] // 60
    return Pairs(
        np.searchsorted(kind, np.arange(len(kinds.place) + 1)),
        kind,
        person,
        travel + _ints([one.cost for one in people])[person] * kinds.held[kind],
        np.minimum(last - kinds.tail[kind], len(problem.weeks)),
        leads,
    )


def _minutes(problem: Problem) -> Ints:
    """From the home of each of P people to each place. (P, places)."""
    places = {name: place for place, name in enumerate(problem.places.names)}
    homes = _ints([places[person.home] for person in problem.people])
    return np.array(problem.places.minutes, dtype=np.int64).reshape(len(places), len(places))[homes]


def _last(person: Person, skills: Sequence[str]) -> int:
    """The last week in which somebody has all of some skills, or NEVER; NO_END where none of them lapses."""
    if not person.skills.keys() >= set(skills):
        return NEVER
    return min((last for last in map(person.skills.get, skills) if last is not None), default=NO_END)


def _naming(bodies: Mapping[str, int], named: Sequence[Sequence[str]]) -> Naming:
    """From what each of the people names; some bodies may have no events."""
    known = [[bodies[name] for name in names if name in bodies] for names in named]
    person, body = np.repeat(np.arange(len(known)), [*map(len, known)]), _ints([*chain.from_iterable(known)])
    order = np.argsort(body)
    return Naming(np.searchsorted(body[order], np.arange(len(bodies) + 1)), person[order])


def _ints(values: Sequence[int]) -> Ints:
    return np.array(values, dtype=np.int64)
