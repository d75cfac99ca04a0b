"""A plan improved block by block: some events that could use the same time are placed anew together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from functools import partial
from math import inf
from time import time

import numpy as np

from inspectorate.planning.apart import Find, Part, Question, Round, Said, Way
from inspectorate.planning.block import Placed, asked
from inspectorate.planning.book import Book, Held
from inspectorate.planning.clauses import searched
from inspectorate.planning.options import Choices, joined, options
from inspectorate.planning.programme import placeable
from inspectorate.planning.rows import Answer, Rows
from inspectorate.planning.shortlist import Shortlist

OPTIONS = 8
"""Options of an event in a block, the cheapest at what time and starts are worth."""
FOR_TEAMS, OTHERS, REACH = 80, 2, (5, 8, 11)
"""Where most of the time is that of teams: events of a block that are in a week, at most; blocks of a turn beside those
for events in no week; and how many weeks a block goes to either side."""
FOR_A_BLOCK, FOR_A_SEARCH, FOR_A_PLACE = 6.0, 4.0, 10.0
"""Seconds for a block that goes by its relaxation, of which most are settled in two or three, for one that is searched,
and for one in which something has no place; where there is an end to them at all."""


def rounds_of_teams(book: Book, turn: int, *, most: int = FOR_TEAMS) -> Iterator[list[list[int]]]:
    """The blocks of a turn where most of the time is that of teams: each event that is in no week, and some others,
    with what is held in the weeks round one of its own by anybody who may be on it.

    Each block is a round of its own: those who are in teams go everywhere, and two at once would leave each other
    nothing.
    """
    drawn, events = np.random.default_rng(turn), np.flatnonzero(placeable(book.programme))
    others = drawn.permutation(events)[:OTHERS].tolist()
    last: list[int] = []
    for number in [*(number for number in events.tolist() if number not in book.placed), *others]:
        weeks = np.flatnonzero(book.programme.allowed[number])
        block = _around(book, number, int(drawn.choice(weeks)), int(drawn.choice(REACH)), most)
        # Of a small problem most blocks are all there is.
        if block != last:
            last = block
            yield [block]


def _around(book: Book, number: int, week: int, reach: int, most: int) -> list[int]:
    """An event and those in no week, with the events, nearest first and so many at most, that anybody who may be on it
    holds at most so many weeks away."""
    programme = book.programme
    people = set(programme.pairs.person[programme.pairs.of(number)].tolist())
    away = {other: abs(held.week - week) for other, held in book.placed.items() if people & set(held.people)}
    near = sorted((far, other) for other, far in away.items() if far <= reach)[:most]
    nowhere = [other for other in range(len(programme.events)) if other not in book.placed]
    return sorted({number, *nowhere[:most], *(other for _, other in near)})


def improve(
    book: Book,
    together: Sequence[Sequence[int]],
    find: Find,
    way: Way[Question, Said],
    *,
    executor: Executor,
    until: float | None = None,
) -> Iterator[int]:
    """Place the events of the blocks of a round anew, each unless that is dearer; by how much it was cheaper.

    The book that comes of it does not depend on the executor. ``until``: the time (of `time.time`) at which to stop.
    """
    shared = Round.over(book)
    # Each is submitted as soon as it is made, and all are made before the first answer goes into the book.
    parts = []
    for events in together:
        part = shared.ask(events, find, way.asks)
        parts.append((part, executor.submit(way.answers, part.question, until)))
    for part, answered in parts:
        yield enter(book, part, part.read(answered.result()))


def _guided(rows: Rows, until: float | None, *, agreed: bool) -> Answer:
    return rows.improved(_seconds(until, FOR_A_BLOCK), agreed=agreed)


def _searched(rows: Rows, until: float | None) -> Answer:
    most = FOR_A_PLACE if rows.leaves_out() else FOR_A_SEARCH
    return searched(rows, _seconds(until, most), FOR_A_SEARCH)


def _to_the_end(rows: Rows, until: float | None) -> Answer:
    return searched(rows, _seconds(until, inf), FOR_A_SEARCH)


def _seconds(until: float | None, most: float) -> float | None:
    return None if until is None else min(max(until - time(), 0), most)


GUIDED, AGREED = Way(asked, partial(_guided, agreed=False)), Way(asked, partial(_guided, agreed=True))
"""By what the relaxation of a block holds for nearly as good as its choice; or, for larger blocks, with what it takes
as it stands left there."""
SEARCHED = Way(asked, _searched)
"""By a search of all options."""
TO_THE_END = Way(asked, _to_the_end)
"""By a search that has all the time there is."""


def all_options(book: Book, events: Sequence[int], held: Mapping[int, Held]) -> Choices:
    """Finds all options of any events."""
    return joined([options(book, number, held=held.get(number)) for number in events])


def by_list(listed: Shortlist, *, most: int = OPTIONS, a_week: int = 0) -> Find:
    """Finds the ``most`` cheapest options of events that are listed, and the cheapest so many in ``a_week``."""

    def find(book: Book, events: Sequence[int], held: Mapping[int, Held]) -> Choices:
        return listed.choices(book, events, held, most=most, a_week=a_week)

    return find


def enter(book: Book, part: Part[Question, Said], found: Placed | None) -> int:
    """Put what was found for a block into the book, unless it is dearer; by how much it is cheaper."""
    if found is None:
        return 0
    before = book.cost(part.events)
    for number in part.held:
        book.take_out(number)
    for number, place in found.held.items():
        if place:
            book.place(number, place)
    saved = before - book.cost(part.events)
    # What is as good may make room for what is better.
    if saved >= 0:
        return saved
    for number in part.events:
        if number in book.placed:
            book.take_out(number)
        if number in part.held:
            book.place(number, part.held[number])
    return 0
