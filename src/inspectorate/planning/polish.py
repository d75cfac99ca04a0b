"""A plan improved block by block: the events of a part of the country, or of a time, are placed anew together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor

import numpy as np

from inspectorate.planning.apart import Part, Round
from inspectorate.planning.block import Placed
from inspectorate.planning.book import Book
from inspectorate.planning.pairs import Ints
from inspectorate.planning.programme import Programme
from inspectorate.planning.rows import answer

COLUMNS = 20
"""Options of an event in a block: the cheapest at the worth of time. With more a block gains more, and takes so much
longer that less is gained in a minute."""
BLOCK = 100
"""Events of a block: larger ones take far longer and gain little more."""
ROUNDS = 8
"""At least so many rounds in a turn: blocks of a round that lie near each other leave each other less to choose."""
TOGETHER = 64
"""At most so many blocks in a round, for the memory that their rows take."""
FOR_A_BLOCK = 10.0
"""Seconds, where there is an end to them at all."""


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


def rounds(programme: Programme, turn: int, *, most: int = BLOCK) -> Iterator[list[list[int]]]:
    """The blocks of a turn in rounds; those of one round lie as far apart as may be."""
    found = list(blocks(programme, turn, most=most))
    number = max(ROUNDS, -(-len(found) // TOGETHER))
    for first in range(min(number, len(found))):
        yield found[first::number]


def improve(
    book: Book, together: Sequence[Sequence[int]], worth: Ints | None, *, executor: Executor, until: float | None = None
) -> Iterator[int]:
    """Place the events of the blocks of a round anew, each if that is cheaper; by how much it was.

    The book that comes of it does not depend on the executor. ``until``: the time (of `time.time`) at which to stop.
    """
    shared = Round.over(book)
    # Each is submitted as soon as it is made, and all are made before the first answer goes into the book.
    asked = [
        (part, executor.submit(answer, part.rows, FOR_A_BLOCK, until))
        for part in (shared.ask(events, worth, most=COLUMNS) for events in together)
    ]
    for part, answered in asked:
        yield enter(book, part, part.said(answered.result()))


def enter(book: Book, part: Part, found: Placed | None) -> int:
    """Put what was found for a block into the book, if that is cheaper; by how much it is."""
    if found is None:
        return 0
    before = book.cost(part.events)
    for number in part.held:
        book.take_out(number)
    for number, place in found.held.items():
        if place:
            book.place(number, place)
    saved = before - book.cost(part.events)
    if saved > 0:
        return saved
    for number in part.events:
        if number in book.placed:
            book.take_out(number)
        if number in part.held:
            book.place(number, part.held[number])
    return 0
