"""A plan put right after something has changed: as little as can be of what people already hold, then as cheaply.

Events that can stay where they are do, unless moving one lets another be placed. Those that must move, and new ones,
are placed together with the events that hold what they could use; if some then find no place, those that hold what
these could use come in too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from inspectorate.planning.block import settle_near
from inspectorate.planning.book import Book, Held, weeks_held
from inspectorate.planning.infeasible import rivals
from inspectorate.planning.model import Event, Placement, Plan, Problem
from inspectorate.planning.options import options
from inspectorate.planning.programme import programme

OPTIONS = 20
"""Of an event that could stay; one that must move has all there are."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a new plan does to an event: where it was and where it is, ``None`` for in no week."""

    event: str
    before: Placement | None
    after: Placement | None


@dataclass(frozen=True, slots=True)
class Replanned:
    """A plan with what it changes, new events among it, and its cost.

    ``moved``: how many events that people held have changed. ``least``: so many must, in any plan that keeps the rules.
    ``fewest``: it is proven that fewer cannot change, in a plan that places as many from the events and options that
    were looked at and leaves all others alone.
    """

    plan: Plan
    changes: tuple[Change, ...]
    cost: int
    moved: int
    least: int
    fewest: bool


def bring_forward(problem: Problem, event: str, *, last: int) -> Problem:
    """The problem with an event due by week ``last``, from the first week on; what was locked of it is open again."""
    return replace(problem, events=tuple(_by(one, last) if one.id == event else one for one in problem.events))


def _by(event: Event, last: int) -> Event:
    earliest, usual, latest = min(event.earliest, 0), min(event.usual, last), min(event.latest, last)
    return replace(event, earliest=earliest, usual=usual, latest=latest, locked=None)


def replan(problem: Problem, plan: Plan, *, seconds: float | None = None, rounds: int = 3) -> Replanned:
    """The plan for a problem that keeps most of ``plan``, made for what the problem was before.

    ``seconds``: for each of at most ``rounds`` searches, each with more events than the one before.
    """
    book = Book.blank(programme(problem))
    before = _as_held(book, plan)
    least = _keep(book, before)
    open_events = [number for number in range(len(book.programme.events)) if number not in book.placed]
    scope, fewest = list(open_events), True
    for _ in range(rounds):
        if not open_events:
            break
        scope += rivals(book, scope)
        fewest = _search(book, scope, before, open_events, seconds)
        open_events = [number for number in open_events if number not in book.placed]
    new = book.plan()
    changes = _changes(problem, plan, new)
    held_before = {placement.event for placement in plan.placements}
    moved = sum(1 for change in changes if change.event in held_before)
    return Replanned(new, changes, book.cost(), moved, least, fewest or moved == least)


def _as_held(book: Book, plan: Plan) -> Mapping[int, Held]:
    """What the plan says of the events that are to be placed, as far as its people are still there."""
    events = {event.id: number for number, event in enumerate(book.programme.events)}
    people = {person.id: number for number, person in enumerate(book.programme.problem.people)}
    found = {}
    for placement in plan.placements:
        if placement.event in events:
            team = tuple(sorted(people.get(name, -1) for name in placement.people))
            found[events[placement.event]] = Held(placement.week, team, people.get(placement.lead, -1))
    return found


def _keep(book: Book, before: Mapping[int, Held]) -> int:
    """Enter what may stay as it was; how many events could not, whatever became of the others.

    All that is right by itself is entered at once. What then touches a broken rule is taken out again, and entered one
    by one where it fits.
    """
    alone = [number for number, held in before.items() if _right(book, number, held)]
    for number in alone:
        book.place(number, before[number])
    doubted = _touching(book)
    for number in doubted:
        book.take_out(number)
    must = [number for number in before if number not in book.placed]
    blank = Book.blank(book.programme)
    least = sum(1 for number in must if not _fits(blank, number, before[number]))
    for number in doubted:
        if _fits(book, number, before[number]):
            book.place(number, before[number])
    return least


def _right(book: Book, number: int, held: Held) -> bool:
    """Whether an event's week and people are among those that can be, as a quick look tells."""
    programme, pairs, event = book.programme, book.programme.pairs, book.programme.events[number]
    if not 0 <= held.week < programme.allowed.shape[1] or not programme.allowed[number, held.week]:
        return False
    able = pairs.person[pairs.of(number)][held.week <= pairs.until[pairs.of(number)]]
    if len(held.people) != event.team or not set(held.people) <= set(able.tolist()):
        return False
    cells = np.ix_(held.people, weeks_held(event, held))
    return len(event.held) == 1 or bool((programme.free[cells] >= event.held).all() and not programme.told[cells].any())


def _touching(book: Book) -> list[int]:
    """The events in the book that touch a rule that is broken in it; and those of teams, to be looked at closely."""
    rules, events = book.programme.problem.rules, book.programme.events
    broken = (book.free < 0) | book.tired()
    near = {
        body
        for body, weeks in book.weeks_at.items()
        if any(later - sooner < rules.spacing for sooner, later in pairwise(sorted(weeks)))
    }
    full = {key for key, count in book.starts.items() if count > rules.most_starts.get(key[0], count)}
    return [
        number
        for number, held in book.placed.items()
        if book.programme.team[number] > 1
        or events[number].body in near
        or (events[number].region, held.week) in full
        or broken[np.ix_(held.people, weeks_held(events[number], held))].any()
    ]


def _fits(book: Book, number: int, held: Held) -> bool:
    """Whether an event may be as it was, as the book stands."""
    at = options(book, number)
    here = at.week == held.week
    team = here & np.isin(at.person, held.people)
    return bool(
        team.sum() == len(held.people) == book.programme.team[number]
        and (at.leads & here)[at.person == held.lead].any()
        and at.covers[team].any(axis=0).all()
    )


def _search(
    book: Book, scope: Sequence[int], before: Mapping[int, Held], open_events: Sequence[int], seconds: float | None
) -> bool:
    """Place the events of a scope anew; whether as few as can be were found to change."""
    held = {number: book.take_out(number) for number in scope if number in book.placed}
    kept = {number: before[number] for number in scope if number in before}
    block = [
        options(book, number, most=None if number in open_events else OPTIONS, held=held.get(number))
        for number in scope
    ]
    found = settle_near(book, block, kept, seconds=seconds)
    for number in scope:
        place = found.held[number] if found else held.get(number)
        if place:
            book.place(number, place)
    return found is not None and found.optimal


def _changes(problem: Problem, old: Plan, new: Plan) -> tuple[Change, ...]:
    was, now = ({placement.event: placement for placement in plan.placements} for plan in (old, new))
    return tuple(
        Change(event.id, was.get(event.id), now.get(event.id))
        for event in problem.events
        if was.get(event.id) != now.get(event.id)
    )
