"""A plan improved block by block: the events of a part of the country, or of a time, are placed anew together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor

import numpy as np

from inspectorate.planning.apart import Part, Round
from inspectorate.planning.block import Placed
from inspectorate.planning.book import Book
from inspectorate.planning.greedy import Worth, hardest_first, place_all
from inspectorate.planning.programme import Programme, mostly_teams
from inspectorate.planning.rows import answer

COLUMNS, COLUMNS_OF_TEAMS = 14, 20
"""Options of an event in a block, the cheapest at what time and starts are worth; and where most of the time is that of
teams."""
REGION = 1000
"""Events of a region that are placed together for the first time, at most."""
BLOCK, LARGEST = 150, 600
"""Events of a block, at most: few at first, so that many blocks are soon better; twice as many every second turn, up to
the largest. What stays where the relaxation, too, would have it is not searched."""
ROUNDS = 8
"""So many rounds in a turn of many blocks: those of a round that lie near each other leave each other less to choose.
Few blocks go two by two, for two cores."""
TOGETHER = 64
"""At most so many blocks in a round, for the memory that their rows take."""
FOR_TEAMS = 100
"""The same where most of the time is that of teams."""
FAR = 2**31
"""More minutes than there are between any two places."""
FOR_A_BLOCK = 10.0
"""Seconds, where there is an end to them at all."""


def blocks(programme: Programme, turn: int, *, events: Iterable[int] | None = None, most: int) -> Iterator[list[int]]:
    """All events, or some, in blocks of so many at most: those at a place and the places nearest to it. The first place
    of each block is as far from those of the others as may be; each turn begins elsewhere, so that borders move."""
    at_place = _at_place(programme, range(len(programme.events)) if events is None else events)
    if not at_place:
        return
    places, minutes = np.array(sorted(at_place)), np.array(programme.problem.places.minutes, dtype=np.int64)
    waiting, far = np.ones(len(places), dtype=bool), np.full(len(places), FAR)
    far[turn % len(places)] = FAR + 1
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
        yield from _by_week(programme, block, most, turn)


def _at_place(programme: Programme, events: Iterable[int]) -> dict[int, list[int]]:
    places = {name: place for place, name in enumerate(programme.problem.places.names)}
    found: dict[int, list[int]] = defaultdict(list)
    for number in events:
        found[places[programme.events[number].place]].append(number)
    return found


def _by_week(programme: Programme, events: list[int], most: int, turn: int) -> Iterator[list[int]]:
    """The events one usual week after the other, so many at a time; every second turn begins with half as many."""
    if len(events) <= most:
        yield sorted(events)
        return
    order = sorted(events, key=lambda number: (programme.events[number].usual, number))
    for start in range(-(turn % 2) * (most // 2), len(order), most):
        yield sorted(order[max(start, 0) : start + most])


def rounds(programme: Programme, turn: int, *, most: int | None = None) -> Iterator[list[list[int]]]:
    """The blocks of a turn in rounds: they begin far apart one after the other, so those of a round follow each other.
    ``most``: events of a block, where that does not go by the turn."""
    if mostly_teams(programme, range(len(programme.events))):
        # Those who are in teams go everywhere: two blocks at once would leave each other nothing.
        for block in _sorted(programme, turn, most or FOR_TEAMS):
            yield [block]
        return
    found = list(blocks(programme, turn, most=most or min(BLOCK * 2 ** (turn // 2), LARGEST)))
    size = min(max(len(found) // ROUNDS, 2), TOGETHER)
    for first in range(0, len(found), size):
        yield found[first : first + size]


def _sorted(programme: Programme, turn: int, most: int) -> Iterator[list[int]]:
    """All events in blocks by region, place and week; every second turn by weeks first."""
    events = programme.events
    week = np.array([event.usual for event in events], dtype=np.int64)
    place = np.unique([f"{event.region}/{event.place}" for event in events], return_inverse=True)[1]
    order = np.lexsort((week, place)) if turn % 2 == 0 else np.lexsort((place, week))
    for start in range(-(turn // 2 % 2) * (most // 2), len(events), most):
        yield order[max(start, 0) : start + most].tolist()


def first_rounds(book: Book, *, most: int = REGION) -> Iterator[list[tuple[str, list[int]]]]:
    """The events for one that are in no week, by region, in rounds; of a large region one part after the other."""
    by_region: dict[str, list[int]] = defaultdict(list)
    for number, event in enumerate(book.programme.events):
        if event.team == 1 and number not in book.placed:
            by_region[event.region].append(number)
    parts = {name: list(_by_week(book.programme, events, most, 0)) for name, events in sorted(by_region.items())}
    for part in range(max(map(len, parts.values()), default=0)):
        here = [(name, found[part]) for name, found in parts.items() if part < len(found)]
        number = max(min(ROUNDS, len(here) // 2), -(-len(here) // TOGETHER), 1)
        for first in range(number):
            yield here[first::number]


def improve(
    book: Book,
    together: Sequence[Sequence[int]],
    worth: Worth | None,
    *,
    executor: Executor,
    until: float | None = None,
) -> Iterator[int]:
    """Place the events of the blocks of a round anew, each if that is cheaper; by how much it was.

    The book that comes of it does not depend on the executor. ``until``: the time (of `time.time`) at which to stop.
    """
    yield from _settle(book, [(None, events) for events in together], worth, executor, until)


def fill(book: Book, worth: Worth, *, executor: Executor, until: float | None = None) -> None:
    """Place the events that are in no week: those for one region by region, where whoever comes from another region
    costs what the time is worth there; what then still has no place goes where it can."""
    for together in first_rounds(book):
        for _ in _settle(book, together, worth, executor, until):
            pass
    place_all(book, [number for number in hardest_first(book.programme, 0) if number not in book.placed], worth)


def _settle(
    book: Book,
    together: Sequence[tuple[str | None, Sequence[int]]],
    worth: Worth | None,
    executor: Executor,
    until: float | None,
) -> Iterator[int]:
    shared = Round.over(book)
    most = COLUMNS_OF_TEAMS if mostly_teams(book.programme, range(len(book.programme.events))) else COLUMNS
    # Each is submitted as soon as it is made, and all are made before the first answer goes into the book.
    asked = [
        (part, executor.submit(answer, part.rows, FOR_A_BLOCK, until))
        for part in (shared.ask(events, worth, most=most, lent_to=region) for region, events in together)
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
