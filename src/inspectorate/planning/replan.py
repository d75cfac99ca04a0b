"""A plan put right after something has changed: as little as can be of what people already hold, then as cheaply.

Events that can stay where they are do, unless moving one lets another be placed. Those that must move, and new ones,
are placed together with the events that hold what they could use; if some then find no place, those that hold what
these could use come in too. Where most of the time is that of teams, and some have none still, room is made by ruin and
recreate, and what is elsewhere then than it was is placed once more with as few changes as can be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import monotonic

import numpy as np

from inspectorate.planning.block import settle_near
from inspectorate.planning.book import Book, Held, cells
from inspectorate.planning.greedy import place_all
from inspectorate.planning.infeasible import rivals
from inspectorate.planning.make_room import make_room
from inspectorate.planning.model import Placement, Plan, Problem
from inspectorate.planning.options import options
from inspectorate.planning.programme import mostly_teams, programme
from inspectorate.planning.saved import held_by, keep

SCOPE = 20
"""So many more events are looked at from one search to the next."""
OPTIONS, ALL_OPTIONS = 20, 15_000
"""Of an event that could stay; one that must move has all there are, and all have while a search has no more than so
many."""
FOR_SEARCHES = 0.8
"""Of the seconds that are given, the share that is gone when the last search ends: then the plan is written down."""
FOR_NEAR, FOR_ROOM, FOR_HOME = 0.4, 0.8, 0.9
"""Where room may have to be made, the shares of these that are gone when that begins, when it ends, and when no more
events go home."""


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
    ``fewest``: it is proven that fewer cannot change, in a plan that leaves out as little, by what that costs, from the
    events and options that were looked at, and leaves all others alone.
    """

    plan: Plan
    changes: tuple[Change, ...]
    cost: int
    moved: int
    least: int
    fewest: bool


def replan(problem: Problem, plan: Plan, *, seconds: float | None = None, rounds: int = 3) -> Replanned:
    """The plan for a problem that keeps most of ``plan``, made for what the problem was before.

    ``seconds``: in which it is to end, reading the plan in among them; of a large country that alone takes some.
    ``rounds``: so many searches near at most, each with more events than the one before; where room was made, one more.
    """
    began = monotonic()

    def until(share: float) -> float | None:
        return None if seconds is None else began + FOR_SEARCHES * seconds * share

    book = Book.blank(programme(problem))
    before = held_by(book, plan)
    least = keep(book, before)
    events, teams = book.programme.events, mostly_teams(book.programme)
    # What was in no week before is no reason to move others: it goes where there is room in the end.
    left_out = frozenset(plan.unplaced)
    waiting = [number for number, event in enumerate(events) if event.id in left_out]
    where = dict(book.placed)
    fewest = _place_near(book, before, _open(book, waiting), rounds, until(FOR_NEAR if teams else 1))
    if (
        teams
        and _open(book, waiting)
        and make_room(book, where, idle=waiting, until=until(FOR_ROOM), end=until(FOR_HOME))
    ):
        elsewhere = [number for number, held in book.placed.items() if before.get(number) != held]
        _search(book, elsewhere, before, (), _each(until(1), searches=1))
        fewest = False
    # Where time was too short to search, there may be room all the same.
    place_all(book, [*_open(book, waiting), *waiting])
    new = book.plan()
    found = changes(problem, plan, new)
    held_before = {placement.event for placement in plan.placements} & {event.id for event in problem.events}
    moved = sum(1 for change in found if change.event in held_before)
    return Replanned(new, found, book.cost(), moved, least, fewest or moved == least)


def _open(book: Book, waiting: Sequence[int]) -> list[int]:
    """The events that are to be in a week, and are in none."""
    kept = book.placed.keys() | set(waiting)
    return [number for number in range(len(book.programme.events)) if number not in kept]


def _place_near(
    book: Book, before: Mapping[int, Held], open_events: Sequence[int], rounds: int, end: float | None
) -> bool:
    """Place events with those near to them, in so many searches at most; whether the last of them found as few as can
    be to change."""
    scope, fewest = list(open_events), True
    for number in range(rounds):
        if not open_events:
            break
        # First alone: where they fit beside all others, nobody else has to move.
        if number:
            scope = list(open_events) if number == 1 else scope
            scope = [*scope, *_nearest(book, scope, rivals(book, scope))]
        fewest = _search(book, scope, before, open_events, _each(end, searches=rounds - number))
        # Others among them, where these are less dear to leave out.
        open_events = [one for one in scope if one not in book.placed]
    return fewest


def _each(end: float | None, searches: int) -> float | None:
    """The seconds for each question of so many searches until an end: each asks twice."""
    return None if end is None else max(end - monotonic(), 0) / (2 * searches)


def _nearest(book: Book, scope: Sequence[int], others: Sequence[int]) -> list[int]:
    """Of the events that hold what a scope could use, those that hold most of it, `SCOPE` of them."""
    wanted = np.zeros(book.free.shape, dtype=bool)
    blank = Book.blank(book.programme)
    for number in scope:
        event, seats = book.programme.events[number], options(blank, number)
        for offset in range(-event.before, len(event.held) - event.before):
            wanted[seats.person, seats.week + offset] = True

    holder, *at = cells(book.programme, {number: book.placed[number] for number in others})
    holds = np.bincount(holder, weights=wanted[tuple(at)], minlength=len(book.programme.events))
    return sorted(others, key=lambda number: (-holds[number], number))[:SCOPE]


def _search(
    book: Book, scope: Sequence[int], before: Mapping[int, Held], open_events: Sequence[int], seconds: float | None
) -> bool:
    """Place the events of a scope anew; whether as few as can be were found to change."""
    held = {number: book.take_out(number) for number in scope if number in book.placed}
    kept = {number: before[number] for number in scope if number in before}
    all_options = _options(book, scope) <= ALL_OPTIONS
    block = [
        options(
            book,
            number,
            most=None if all_options or number in open_events else OPTIONS,
            held=held.get(number),
            before=before.get(number),
        )
        for number in scope
    ]
    found = settle_near(book, block, kept, seconds=seconds)
    # An answer that was cut short may leave out more, or change more, than there was before.
    worse = found is None or _stay(book, found.held, kept) < _stay(book, held, kept)
    for number in scope:
        place = held.get(number) if found is None or worse else found.held[number]
        if place:
            book.place(number, place)
    return found is not None and not worse and found.optimal


def _options(book: Book, scope: Sequence[int]) -> int:
    """How many options some events have at most."""
    programme = book.programme
    return int((np.diff(programme.pairs.first)[scope] * programme.allowed[scope].sum(axis=1)).sum())


def _stay(book: Book, held: Mapping[int, Held | None], kept: Mapping[int, Held]) -> tuple[int, int]:
    """What it would cost to leave out the events that are in a week, and how many are as they were."""
    placed = [number for number, place in held.items() if place]
    return int(book.programme.unplaced[placed].sum()), sum(1 for one in kept if held.get(one) == kept[one])


def changes(problem: Problem, old: Plan, new: Plan) -> tuple[Change, ...]:
    """What a new plan does to the events of a problem, in their order, and to those that are in the problem no more."""
    was, now = ({placement.event: placement for placement in plan.placements} for plan in (old, new))
    names = dict.fromkeys([*(event.id for event in problem.events), *was])
    return tuple(Change(name, was.get(name), now.get(name)) for name in names if was.get(name) != now.get(name))
