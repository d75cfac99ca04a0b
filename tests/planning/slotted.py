"""Slots to test with, what proves an assignment the cheapest, and the slow and obvious answer: one table of all."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
from scipy.optimize import linear_sum_assignment
from tests.planning.made import of_one

from inspectorate.planning.book import Book
from inspectorate.planning.kernels import NOTHING
from inspectorate.planning.options import joined, options
from inspectorate.planning.pairs import Ints
from inspectorate.planning.programme import programme
from inspectorate.planning.slots import Slots, cut, only

NEVER = 2**40
"""More than any assignment costs."""


def table(
    costs: Sequence[Sequence[int | None]],
    *,
    sizes: Sequence[int],
    left_out: Sequence[int],
    cuts: Sequence[Sequence[tuple[int, ...]]],
) -> Slots:
    """Slots by hand: what each event costs in each cell, if it may be there, and the ways to cut each cell. The first
    way is what it has."""
    chosen = [
        (event, cell, cost) for event, row in enumerate(costs) for cell, cost in enumerate(row) if cost is not None
    ]
    event, cell, cost = np.array(chosen, dtype=np.int64).reshape(-1, 3).T.copy()
    width = max(len(way) for of_cell in cuts for way in of_cell)
    by_cell, slots = np.argsort(cell, kind="stable"), len(cuts) * width
    begins = np.cumsum([0, *(len(of_cell) for of_cell in cuts)])
    return Slots(
        width,
        np.searchsorted(event, np.arange(len(costs) + 1)),
        event,
        cell,
        cost,
        np.searchsorted(cell[by_cell], np.arange(len(cuts) + 1)),
        event[by_cell],
        cost[by_cell],
        np.array(sizes),
        np.array(left_out),
        np.array([(*way, *[0] * (width - len(way))) for of_cell in cuts for way in of_cell]),
        begins[:-1],
        begins[1:],
        begins[:-1].copy(),
        np.zeros(slots, dtype=np.int64),
        np.full(slots, NOTHING),
        np.zeros(slots, dtype=np.int64),
        np.full(len(costs), NOTHING),
        np.zeros(len(costs), dtype=np.int64),
    )


def drawn(seed: int, *, events: int = 14, people: int = 3, weeks: int = 4) -> Slots:
    """Slots of a programme made at random, each week cut in some way, and some options left out."""
    book = Book.blank(programme(of_one(seed, events=events, people=people, weeks=weeks)))
    choices = joined([options(book, number) for number in range(len(book.programme.events))])
    slots, _ = cut(book.programme, choices, book.free, 1)
    draw = np.random.default_rng(seed)
    slots.way[:] = draw.integers(slots.way_from, slots.way_to)
    return only(slots, draw.random(len(slots.cost)) < 0.9)


def cheapest(slots: Slots, way: Ints | None = None) -> int:
    """What all events cost at least as weeks are cut, or if they were cut another ``way``: every event against every
    slot, and one more for each in which it is left out."""
    rooms, count = slots.ways[slots.way if way is None else way], len(slots.size)
    costs = np.full((count, rooms.size + count), NEVER)
    for option in range(len(slots.cost)):
        event, cell = slots.event[option], slots.cell[option]
        for place in np.flatnonzero(rooms[cell] >= slots.size[event]):
            costs[event, cell * slots.width + place] = slots.cost[option]
    costs[np.arange(count), rooms.size + np.arange(count)] = slots.left_out
    taken = linear_sum_assignment(costs)
    return int(costs[taken].sum())


def cheapest_of_all_cuts(slots: Slots) -> int:
    """The same over all ways to cut all weeks."""
    ways = product(*(range(*ends) for ends in zip(slots.way_from.tolist(), slots.way_to.tolist(), strict=True)))
    return min(cheapest(slots, np.array(way, dtype=np.int64)) for way in ways)


def costs(slots: Slots) -> int:
    """What the events cost where they are. Raises KeyError where one is where it may not be."""
    at = {
        (int(slots.event[option]), int(slots.cell[option])): int(slots.cost[option])
        for option in range(len(slots.cost))
    }
    return sum(
        int(slots.left_out[event]) if slot == NOTHING else at[event, slot // slots.width]
        for event, slot in enumerate(slots.slot.tolist())
    )


def assert_fits(slots: Slots) -> None:
    """Slots are those of a cut that the week may have, and hold one event each, that has room there."""
    assert (slots.way_from <= slots.way).all()
    assert (slots.way < slots.way_to).all()
    assert slots.room.tolist() == slots.ways[slots.way].reshape(-1).tolist()
    holds = {slot: event for event, slot in enumerate(slots.slot.tolist()) if slot != NOTHING}
    assert holds == {slot: event for slot, event in enumerate(slots.holder.tolist()) if event != NOTHING}
    assert all(slots.room[slot] >= slots.size[event] for slot, event in holds.items())


def assert_proven(slots: Slots) -> None:
    """No event costs less than it is worth, wherever it would go, and each costs that where it is: none can gain."""
    assert_fits(slots)
    assert (slots.rent >= 0).all()
    assert (slots.rent[slots.holder == NOTHING] == 0).all()
    assert (slots.worth <= slots.left_out).all()
    assert (slots.worth == slots.left_out)[slots.slot == NOTHING].all()
    for option in range(len(slots.cost)):
        event, cell = slots.event[option], slots.cell[option]
        for slot in range(cell * slots.width, (cell + 1) * slots.width):
            if slots.room[slot] >= slots.size[event]:
                assert slots.worth[event] <= slots.cost[option] + slots.rent[slot]
    assert costs(slots) == slots.worth.sum() - slots.rent.sum()


def state(slots: Slots) -> list[list[int]]:
    """All of slots that is ever changed."""
    changing = (slots.way, slots.room, slots.holder, slots.rent, slots.slot, slots.worth)
    return [one.tolist() for one in changing]
