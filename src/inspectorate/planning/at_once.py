"""Events for teams placed all at once at the prices of people's time, in blocks of neighbouring places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import numpy as np

from inspectorate.planning.block import asked
from inspectorate.planning.book import Book
from inspectorate.planning.greedy import Worth
from inspectorate.planning.options import joined, options, priced
from inspectorate.planning.programme import Programme, in_teams

OPTIONS = 60
"""Of an event: nearly all its weeks, with the cheapest people of each."""
TOGETHER = 250
"""Events of a search, at most."""
FAR = 2**31
"""More minutes than there are between any two places."""


def place_teams(programme: Programme, value: Worth, seconds: float | None = None) -> Book:
    """A book with the events for teams, where they and what others lose by it cost least together.

    What fits nowhere is left out. ``seconds``: of each search.
    """
    book = Book.blank(programme)
    for block in blocks(programme, in_teams(programme).tolist(), most=TOGETHER):
        seats = [priced(programme, options(book, number, value, most=OPTIONS), value) for number in block]
        rows, said = asked(book, joined(seats))
        found = said(rows.nearly(seconds))
        for number in block:
            held = found.held[number] if found else None
            if held:
                book.place(number, held)
    return book


def blocks(programme: Programme, events: Iterable[int], *, most: int) -> Iterator[list[int]]:
    """Some events in blocks of so many at most: those at a place and the places nearest to it. The first place
    of each block is as far from those of the others as may be."""
    at_place = _at_place(programme, events)
    if not at_place:
        return
    places, minutes = np.array(sorted(at_place)), np.array(programme.problem.places.minutes, dtype=np.int64)
    waiting, far = np.ones(len(places), dtype=bool), np.full(len(places), FAR)
    while waiting.any():
        seed = int(np.argmax(np.where(waiting, far, -1)))
        far = np.minimum(far, minutes[places[seed], places])
        block: list[int] = []
        for near in np.argsort(np.where(waiting, minutes[places[seed], places], FAR), kind="stable"):
            here = at_place[int(places[near])]
            if not waiting[near] or (block and len(block) + len(here) > most):
                break
            waiting[near] = False
            block += here
        yield from _by_week(programme, block, most)


def _at_place(programme: Programme, events: Iterable[int]) -> dict[int, list[int]]:
    places = {name: place for place, name in enumerate(programme.problem.places.names)}
    found: dict[int, list[int]] = defaultdict(list)
    for number in events:
        found[places[programme.events[number].place]].append(number)
    return found


def _by_week(programme: Programme, events: list[int], most: int) -> Iterator[list[int]]:
    """The events one usual week after the other, so many at a time."""
    if len(events) <= most:
        yield sorted(events)
        return
    order = sorted(events, key=lambda number: (programme.events[number].usual, number))
    for start in range(0, len(order), most):
        yield sorted(order[start : start + most])
