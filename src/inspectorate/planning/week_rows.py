"""The rows that keep what people hold within what they have free in a week.

A week of half-days is a knapsack, which its own row describes badly. Rows in larger units do better: with sizes of two
to five days, the unit of three days says that only one event of three days or more fits, that of two days that such an
event leaves room for one of two days at most, and nothing else has to be said.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from itertools import product

import numpy as np

from inspectorate.planning.book import Book
from inspectorate.planning.model import FULL_WEEK
from inspectorate.planning.options import Choices
from inspectorate.planning.pairs import Ints
from inspectorate.planning.rows import Rows

FEW = 5
"""So many sizes in a week are tried in all patterns."""


def week_rows(book: Book, choices: Choices, rows: Rows) -> None:
    """Nobody has more in a week than is free; an event of several weeks takes all of each."""
    seat, cell, half_days = cells(book, choices)
    free = book.free.reshape(-1)
    held, at = np.unique(cell, return_inverse=True)
    sizes = np.zeros(len(held), dtype=np.int64)
    np.bitwise_or.at(sizes, at, 1 << half_days)
    # Cells with as much free for events of the same sizes have the same rows.
    kind = sizes * (FULL_WEEK + 1) + free[held]
    for key in np.unique(kind).tolist():
        mask, left = divmod(key, FULL_WEEK + 1)
        here = np.flatnonzero(kind[at] == key)
        for unit in knapsack_units(frozenset(size for size in range(FULL_WEEK + 1) if mask >> size & 1), left):
            factor, most = half_days[here] // unit, left // unit
            total = np.bincount(at[here], weights=factor, minlength=len(held))
            says = (factor > 0) & (total[at[here]] > most)
            row, count = numbered(at[here[says]])
            rows.add_rows(row, seat[here[says]], factor[says], count, most=most)


def cells(book: Book, choices: Choices) -> tuple[Ints, Ints, Ints]:
    """For each week that a seat takes of somebody: the seat, the cell (person and week), and how many half-days."""
    layouts: dict[tuple[tuple[int, ...], int], list[int]] = defaultdict(list)
    for of, number in enumerate(choices.events.tolist()):
        event = book.programme.events[number]
        layouts[event.held, event.before].append(of)
    width, free = book.free.shape[1], book.free.reshape(-1)
    found: list[tuple[Ints, Ints, Ints]] = [(np.zeros(0, dtype=np.int64),) * 3]
    for (held, before), listed in layouts.items():
        seat = np.flatnonzero(np.isin(choices.of, listed))
        for half_days, offset in zip(held, range(-before, len(held) - before), strict=True):
            cell: Ints = choices.person[seat] * width + choices.week[seat] + offset
            found.append((seat, cell, free[cell] if len(held) > 1 else np.full(len(seat), half_days)))
    seats, at, sizes = (np.concatenate([part[column] for part in found]) for column in range(3))
    return seats, at, sizes


def numbered(keys: Ints) -> tuple[Ints, int]:
    """Keys as the numbers of rows from 0, and how many there are."""
    found, row = np.unique(keys, return_inverse=True)
    return row, len(found)


@cache
def knapsack_units(sizes: frozenset[int], free: int) -> tuple[int, ...]:
    """The units q for which the rows ``size // q`` against ``free // q`` together say what fits.

    The unit of a half-day always says it, and is left out where the patterns that the others allow all fit.
    """

    def says_more(unit: int, other: int) -> bool:
        return free // unit <= free // other and all(size // unit >= size // other for size in sizes)

    kept: list[int] = []
    for unit in sorted(sizes):
        if not any(says_more(other, unit) for other in kept):
            kept = [*(other for other in kept if not says_more(unit, other)), unit]
    if len(sizes) > FEW:
        return (1, *kept)
    for pattern in product(*(range(free // size + 2) for size in sorted(sizes))):
        items = list(zip(sorted(sizes), pattern, strict=True))
        allowed = all(sum(size // unit * count for size, count in items) <= free // unit for unit in kept)
        if allowed and sum(size * count for size, count in items) > free:
            return (1, *kept)
    return tuple(kept)
