"""Events for teams placed at the prices of people's time, in stages: the surest first, and prices move in between.

If all were placed at once, each would find others' time as cheap as it was before any had taken some of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from inspectorate.planning.block import asked
from inspectorate.planning.book import Book
from inspectorate.planning.bound import Dual, dual, worth
from inspectorate.planning.columns import Columns, left
from inspectorate.planning.greedy import Worth
from inspectorate.planning.options import Options, joined, options, priced
from inspectorate.planning.programme import Programme

STAGES = 4
OPTIONS = 60
"""Of an event: nearly all its weeks, with the cheapest people of each."""
TOGETHER = 250
"""Events of a search, at most."""
FAR = 2**31
"""More minutes than there are between any two places."""
LAST = 0.02
"""The last step of a stage's prices as a share of its first: they have not far to go."""


def place_teams(
    columns: Columns,
    found: Dual,
    step: float,
    *,
    iterations: int,
    spent: Callable[[], Callable[[int], float]],
    seconds: float | None = None,
) -> tuple[Book, Columns, Dual]:
    """A book with the events for teams, the columns that are left to others, and their prices.

    ``spent``: asked at the beginning of each stage for what tells how much of its time is gone. ``seconds``: of each
    search.
    """
    programme = columns.programme
    book, rest = Book.blank(programme), columns
    # An event for one that takes several weeks is as hard to fit in as one for a team.
    waiting = np.flatnonzero((programme.team > 1) | (programme.size == 0)).tolist()
    for stage in range(STAGES if waiting else 0):
        tell = spent()
        sure = _place(book, waiting, worth(rest, found), seconds)
        keep = set(sure[: -(-len(sure) // (STAGES - stage))])
        for number in sure:
            if number not in keep:
                book.take_out(number)
        waiting = [number for number in waiting if number not in keep]
        rest = left(columns, book)
        found = dual(rest, step, iterations=iterations, last=LAST, start=found.state, spent=tell)
    return book, rest, found


def _place(book: Book, events: Sequence[int], value: Worth, seconds: float | None) -> list[int]:
    """Place what can be of some events at what people's time is worth; which, the surest first."""
    programme = book.programme
    sure: dict[int, float] = {}
    for block in blocks(programme, events, most=TOGETHER):
        seats = [priced(programme, options(book, number, value, most=OPTIONS), value) for number in block]
        rows, said = asked(book, joined(seats))
        found = said(rows.nearly(seconds))
        for one in seats:
            held = found.held[one.event] if found else None
            if held:
                book.place(one.event, held)
                sure[one.event] = _sure(programme, one)
    return sorted(sure, key=lambda number: (-sure[number], number))


def _sure(programme: Programme, one: Options) -> float:
    """By how much the best week of an event is better than the next."""
    team, week_cost = int(programme.team[one.event]), programme.week_cost[one.event]
    by_week = [(int(week), np.sort(one.cost[one.week == week])[:team]) for week in np.unique(one.week)]
    costs = sorted(int(week_cost[week] + cost.sum()) for week, cost in by_week if len(cost) == team)
    return costs[1] - costs[0] if len(costs) > 1 else float("inf")


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
