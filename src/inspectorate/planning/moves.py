"""Events for teams moved where it pays, many at once, as prices before and after each move say.

At good prices several weeks are equally good for an event: the relaxation gives it some of each. Which of them leaves
the most to all others is seen only when the event is in one and prices have answered.

Prices before a move prove that all others lose at least as much by it as they say; those after it prove the same of the
way back. So what a move costs is between the two, and about in the middle, as far as prices answer evenly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from inspectorate.planning.book import Book, Held
from inspectorate.planning.bound import Dual, dual, worth
from inspectorate.planning.columns import SCALE, Columns, left
from inspectorate.planning.gain import core
from inspectorate.planning.greedy import Worth, best_place, cost_at_worth
from inspectorate.planning.pairs import Ints
from inspectorate.planning.programme import in_teams

ITERATIONS = 30
"""Iterations of the prices after each round: they have not far to go."""
NEAR, LAST = 0.1, 0.1
"""The first step of these, as a share of that of the bound, and the last as a share of it."""
FARTHEST = 2
"""How far prices are believed to rise in a round, in first steps of the bound."""
REST = 12
"""Rounds in which an event that came back is not moved, fewer than so many: others may make another place for it."""


@dataclass(frozen=True, slots=True)
class _Move:
    """Where an event was (``None``: in no week), where it is, and what the prices before say that it costs, in parts
    of a point: less than nothing."""

    event: int
    before: Held | None
    after: Held
    costs: int


def move_teams(
    columns: Columns,
    book: Book,
    found: Dual,
    step: float,
    *,
    seed: int = 0,
    rounds: int,
    spent: Callable[[int], float] = lambda bound: 0.0,
) -> Dual:
    """Move the events for teams of a book, and place those in no week, where all together cost less for it; the last
    prices, which are of no proof.

    ``found``: prices from which to begin, and ``step`` the first step that led to them. ``spent``: is told of the
    bound for all others and says how much of the time is gone; at 1 it ends.
    """

    def over(bound: int) -> float:
        # Steps are as long as ever until then: each round begins them anew.
        return float(spent(bound) >= 1)

    events, draw = in_teams(columns.programme), np.random.default_rng(seed)
    if not len(events) or over(found.bound):
        return found
    until = np.zeros(len(columns.programme.events), dtype=np.int64)
    found = _answered(left(columns, book), found, step, over)
    value = worth(columns, found)
    for number in range(rounds):
        if over(found.bound):
            break
        ready = events[until[events] <= number].tolist()
        moved = [move for move in _promising(book, ready, value, columns.alike, draw) if _made(book, move)]
        found = _answered(left(columns, book), found, step, over)
        value = worth(columns, found)
        for back in _regretted(book, moved, value):
            until[back] = number + 1 + draw.integers(REST)
    return found


def _answered(rest: Columns, found: Dual, step: float, over: Callable[[int], float]) -> Dual:
    """Prices after events were moved, over the columns that may matter."""
    near = core(rest, found.prices, int(FARTHEST * step * SCALE))
    return dual(near, NEAR * step, iterations=ITERATIONS, last=LAST, start=found.state, spent=over)


def _regretted(book: Book, moved: list[_Move], value: Worth) -> Iterator[int]:
    """Take back the moves that cost more than they save, as the middle of the prices before and after has it, where
    events still can go back; which. What comes to the same stays."""
    for move in moved:
        here = book.take_out(move.event)
        back = cost_at_worth(book, move.event, move.before, value) - cost_at_worth(book, move.event, here, value)
        if move.costs > back and (move.before is None or book.fits(move.event, move.before)):
            if move.before:
                book.place(move.event, move.before)
            yield move.event
        else:
            book.place(move.event, here)


def _promising(book: Book, events: list[int], value: Worth, alike: Ints, draw: np.random.Generator) -> Iterator[_Move]:
    """For each group of like events one move that costs less than nothing at these prices, drawn, and the rather the
    less it costs: moves of like events would be reckoned at the same prices, and all be regretted."""
    found = [move for number in events if (move := _cheapest(book, number, value))]
    found.sort(key=lambda move: move.costs * draw.random())
    groups = set[int]()
    for move in found:
        if alike[move.event] not in groups:
            groups.add(int(alike[move.event]))
            yield move


def _cheapest(book: Book, number: int, value: Worth) -> _Move | None:
    """The move of an event that costs least, if that is less than nothing."""
    before = book.take_out(number) if number in book.placed else None
    after = best_place(book, number, value)
    costs = 0
    if after:
        costs = cost_at_worth(book, number, after, value) - cost_at_worth(book, number, before, value)
    if before:
        book.place(number, before)
    return _Move(number, before, after, costs) if after and costs < 0 else None


def _made(book: Book, move: _Move) -> bool:
    """Make a move if the others of its round have left room for it; whether it is made."""
    if move.before:
        book.take_out(move.event)
    fits = book.fits(move.event, move.after)
    if fits:
        book.place(move.event, move.after)
    elif move.before:
        book.place(move.event, move.before)
    return fits
