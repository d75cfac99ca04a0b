"""Where else an event could be, all others left where they are, and what is in the way of the weeks it cannot have."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from inspectorate.planning.book import Book, Held
from inspectorate.planning.greedy import above_share, cost_to_place
from inspectorate.planning.in_the_way import in_the_way
from inspectorate.planning.model import Placement
from inspectorate.planning.options import Options, options
from inspectorate.planning.teams import cheapest_team

LOCKED = "Its people have been told: it is locked."


@dataclass(frozen=True, slots=True)
class Alternative:
    """A week and people that an event could have, and how much more the plan would then cost: below 0 where less."""

    placement: Placement
    more: int


@dataclass(frozen=True, slots=True)
class Barred:
    """A week that an event cannot have, and what is in the way, each as a sentence."""

    week: int
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Each week of the programme: with the cheapest people whom the event could have then, or ``barred``.

    ``held``: where it is, ``None`` for in no week. That week is among the others, with ``more`` 0 where its people are
    the cheapest.
    """

    held: Placement | None
    weeks: tuple[Alternative, ...]
    barred: tuple[Barred, ...]


def alternatives(book: Book, event: str) -> Alternatives:
    """The weeks of an event of the book's problem. Raises KeyError for any other."""
    problem = book.programme.problem
    locked = {one.id: one.locked for one in problem.events}[event]
    if locked:
        return Alternatives(locked, (), tuple(Barred(week, (LOCKED,)) for week in range(len(problem.weeks))))
    with _taken_out(book, event) as (number, held):
        seats, now = options(book, number), cost_to_place(book, number, held)
        found, barred = [], []
        for week in range(len(problem.weeks)):
            place = _cheapest(book, seats, week)
            if place:
                found.append(Alternative(_placement(book, number, place), cost_to_place(book, number, place) - now))
            else:
                barred.append(Barred(week, in_the_way(book, number, week)))
        return Alternatives(_placement(book, number, held) if held else None, tuple(found), tuple(barred))


def stand_ins(book: Book, event: str, person: str) -> tuple[Alternative, ...]:
    """Who could come in somebody's place to an event that is placed and not locked, cheapest first; its week and its
    other people stay. Raises ValueError where the person is not on it."""
    names = [one.id for one in book.programme.problem.people]
    with _taken_out(book, event) as (number, held):
        if held is None or person not in {names[one] for one in held.people}:
            raise ValueError(f"“{person}” is not on “{event}”, or it is locked.")
        gone, now = names.index(person), cost_to_place(book, number, held)
        others = [one for one in held.people if one != gone]
        seats = options(book, number)
        here = seats.week == held.week
        found = []
        for new in seats.person[here & ~np.isin(seats.person, held.people)].tolist():
            team = here & np.isin(seats.person, [*others, new])
            leads = seats.person[team & seats.leads].tolist()
            if leads and seats.covers[team].any(axis=0).all():
                lead = next(one for one in (held.lead, new, *leads) if one in leads)
                place = Held(held.week, tuple(sorted([*others, new])), lead)
                found.append(Alternative(_placement(book, number, place), cost_to_place(book, number, place) - now))
    return tuple(sorted(found, key=lambda one: (one.more, one.placement.people)))


@contextmanager
def _taken_out(book: Book, event: str) -> Iterator[tuple[int, Held | None]]:
    """The number of an event and where it is, for as long as it is out of the book."""
    number = next((number for number, one in enumerate(book.programme.events) if one.id == event), -1)
    held = book.take_out(number) if number in book.placed else None
    try:
        yield number, held
    finally:
        if held:
            book.place(number, held)


def _cheapest(book: Book, seats: Options, week: int) -> Held | None:
    here = np.flatnonzero(seats.week == week)
    people = seats.person[here]
    cost = seats.cost[here] + above_share(book, seats.event, people)[:, 0]
    team = cheapest_team(cost, seats.leads[here], seats.covers[here], int(book.programme.team[seats.event]))
    if team is None:
        return None
    return Held(week, tuple(sorted(people[list(team)].tolist())), int(people[team[0]]))


def _placement(book: Book, number: int, held: Held) -> Placement:
    people = book.programme.problem.people
    names = tuple(sorted(people[one].id for one in held.people))
    return Placement(book.programme.events[number].id, held.week, names, people[held.lead].id)
