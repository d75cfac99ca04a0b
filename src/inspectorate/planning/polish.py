"""A plan improved block by block: the events of a part of the country, or of a time, are placed anew together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from inspectorate.planning.block import settle
from inspectorate.planning.book import Book
from inspectorate.planning.options import options
from inspectorate.planning.pairs import Ints
from inspectorate.planning.programme import Programme

COLUMNS = 20
"""Options of an event in a block: the cheapest at the worth of time. More were found to gain nothing."""
BLOCK = 100
"""Events of a block: larger ones take far longer and gain little more."""


def blocks(programme: Programme, turn: int, *, most: int = BLOCK) -> Iterator[list[int]]:
    """All events in blocks of so many at most: neighbours in region, place and week. Each turn moves the borders, and
    every second turn goes by weeks first."""
    events = programme.events
    week = np.array([event.usual for event in events], dtype=np.int64)
    place = np.unique([f"{event.region}/{event.place}" for event in events], return_inverse=True)[1]
    order = np.lexsort((week, place)) if turn % 2 == 0 else np.lexsort((place, week))
    first = (turn // 2 % 2) * (most // 2)
    for start in range(-first, len(events), most):
        yield order[max(start, 0) : start + most].tolist()


def improve(book: Book, events: Sequence[int], worth: Ints | None, *, seconds: float | None = None) -> int:
    """Place the events of a block anew, if that is cheaper; by how much it was."""
    before = book.cost(events)
    held = {number: book.take_out(number) for number in events if number in book.placed}
    block = [options(book, number, worth, most=COLUMNS, held=held.get(number)) for number in events]
    found = settle(book, block, seconds=seconds)
    for number, place in found.held.items() if found else ():
        if place:
            book.place(number, place)
    saved = before - book.cost(events)
    if saved > 0:
        return saved
    for number in events:
        if number in book.placed:
            book.take_out(number)
        if number in held:
            book.place(number, held[number])
    return 0
