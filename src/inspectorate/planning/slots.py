"""Weeks of people cut into slots, so that who takes which is a matter of chains alone.

A week of ten half-days can be one slot of ten, or one of six and one of four; with that settled, events of one week go
into slots that are large enough, one into each, and the cheapest way to do so is found by chains (`chains`): an event
takes the slot of another, which takes that of a third, to one that is free.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from inspectorate.planning.kernels import NOTHING
from inspectorate.planning.model import FULL_WEEK
from inspectorate.planning.options import Choices
from inspectorate.planning.pairs import Flags, Floats, Ints
from inspectorate.planning.programme import Programme


class Slots(NamedTuple):
    """E events with A options in C weeks of people, each cut into at most S slots; ``width`` is S.

    Options are sorted by event: those of event ``e`` are from ``first[e]`` to ``first[e + 1]``; of each its ``event``,
    ``cell`` and ``cost``. They are listed once more by cell, where chains spend most of their time: those of cell ``c``
    from ``begin[c]`` to ``begin[c + 1]``, of each ``event_in`` and ``cost_in``. ``size`` and ``left_out``: an event's
    half-days, and what leaving it out costs. ``ways``: the cuts there are, (N, S), half-days in falling order, 0 for
    none; cell ``c`` may have those from ``way_from[c]`` to ``way_to[c]`` and has ``way[c]``.

    Of each slot (C * S) its ``room`` in half-days, 0 where there is none, its ``holder`` and its ``rent``; of each
    event its ``slot`` and its ``worth``. An event never costs less than it is worth, whatever slot it would rent.
    """

    width: int
    first: Ints
    event: Ints
    cell: Ints
    cost: Ints
    begin: Ints
    event_in: Ints
    cost_in: Ints
    size: Ints
    left_out: Ints
    ways: Ints
    way_from: Ints
    way_to: Ints
    way: Ints
    room: Ints
    holder: Ints
    rent: Ints
    slot: Ints
    worth: Ints


@cache
def cuts(sizes: frozenset[int], free: int) -> tuple[tuple[int, ...], ...]:
    """The ways to cut so many half-days into slots for events of some ``sizes``: those in which no slot could be larger
    and none could be added. Sizes are in falling order."""
    found = list(_cut(tuple(sorted(sizes, reverse=True)), free))

    def within(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
        return len(one) <= len(other) and all(a <= b for a, b in zip(one, other, strict=False))

    return tuple(one for one in found if not any(one != other and within(one, other) for other in found))


def _cut(sizes: tuple[int, ...], free: int) -> list[tuple[int, ...]]:
    fitting = [at for at, size in enumerate(sizes) if size <= free]
    if not fitting:
        return [()]
    return [(sizes[at], *rest) for at in fitting for rest in _cut(sizes[at:], free - sizes[at])]


def cut(
    programme: Programme, choices: Choices, free: Ints, scale: int, starts: Ints | None = None
) -> tuple[Slots, Ints]:
    """Slots for one-week events for one, with options that fit into what is ``free`` (P, W), and the cells: person
    times W plus week. Costs in so many parts of a point; ``starts``: what each costs on top, in parts, (E, W). Weeks
    are cut as finely as can be, and nothing is held."""
    numbers, width = choices.events, free.shape[1]
    cells, cell = np.unique(choices.person * width + choices.week, return_inverse=True)
    cost = scale * (choices.cost + programme.week_cost[numbers[choices.of], choices.week])
    if starts is not None:
        cost += starts[numbers[choices.of], choices.week]
    size, rooms = programme.size[numbers], free.reshape(-1)[cells]
    sizes = frozenset(size.tolist())
    of_room = [cuts(sizes, room) for room in range(FULL_WEEK + 1)]
    # One at least, so that tables of slots have a width where there is no event at all.
    most = max(1, *(len(one) for listed in of_room for one in listed))
    ways = np.array([(*one, *[0] * (most - len(one))) for listed in of_room for one in listed], dtype=np.int64)
    begins = np.cumsum([0, *(len(listed) for listed in of_room)])
    slots, none = len(cells) * most, np.zeros(0, dtype=np.int64)
    found = Slots(
        most,
        none,
        none,
        none,
        none,
        none,
        none,
        none,
        size,
        scale * programme.unplaced[numbers],
        ways,
        begins[rooms],
        begins[rooms + 1],
        begins[rooms + 1] - 1,
        np.zeros(slots, dtype=np.int64),
        np.full(slots, NOTHING),
        np.zeros(slots, dtype=np.int64),
        np.full(len(numbers), NOTHING),
        np.zeros(len(numbers), dtype=np.int64),
    )
    return _listing(found, choices.of, cell, cost), cells


def only(slots: Slots, kept: Flags) -> Slots:
    """The same slots with only some of the options, (A,)."""
    return _listing(slots, slots.event[kept], slots.cell[kept], slots.cost[kept])


def _listing(slots: Slots, event: Ints, cell: Ints, cost: Ints) -> Slots:
    """Slots with other options, sorted by event."""
    by_cell = np.argsort(cell, kind="stable")
    return slots._replace(
        first=np.searchsorted(event, np.arange(len(slots.size) + 1)),
        event=event,
        cell=cell,
        cost=cost,
        begin=np.searchsorted(cell[by_cell], np.arange(len(slots.way) + 1)),
        event_in=event[by_cell],
        cost_in=cost[by_cell],
    )


def settle(slots: Slots, cell: Ints, size: Ints, count: Ints | Floats) -> None:
    """Cut each week for what it is to hold, ``count`` events of a ``size`` in a cell, which need not be whole numbers:
    so that those that have room would take most, as slots are. Where it is to hold nothing, it stays as it is."""
    sizes = np.unique(slots.size)
    held = np.zeros((len(slots.way), len(sizes)))
    np.add.at(held, (cell, np.searchsorted(sizes, size)), count)
    best = np.zeros(len(slots.way))
    for way, rooms in enumerate(slots.ways):
        may = np.flatnonzero((slots.way_from <= way) & (way < slots.way_to))
        if not len(may):
            continue
        others = slots.ways[slots.way_from[may[0]] : slots.way_to[may[0]]]
        taken, used = np.zeros(len(may)), np.zeros(len(may))
        for column in reversed(range(len(sizes))):
            enough = others[others >= sizes[column]]
            there = np.minimum(held[may, column], (rooms >= sizes[column]).sum() - used)
            taken, used = taken + there * enough.min(initial=FULL_WEEK), used + there
        better = taken > best[may]
        best[may[better]] = taken[better]
        slots.way[may[better]] = way


def part(slots: Slots, events: Ints, cells: Ints) -> Slots:
    """Slots for some events in some cells, both in rising order, cut as they are cut in all, and nothing is held."""
    new_event, new_cell = np.full(len(slots.size), NOTHING), np.full(len(slots.way), NOTHING)
    new_event[events], new_cell[cells] = np.arange(len(events)), np.arange(len(cells))
    here = np.flatnonzero((new_event[slots.event] >= 0) & (new_cell[slots.cell] >= 0))
    event, cell, count = new_event[slots.event[here]], new_cell[slots.cell[here]], len(cells) * slots.width
    found = slots._replace(
        size=slots.size[events],
        left_out=slots.left_out[events],
        way_from=slots.way_from[cells],
        way_to=slots.way_to[cells],
        way=slots.way[cells],
        room=np.zeros(count, dtype=np.int64),
        holder=np.full(count, NOTHING),
        rent=np.zeros(count, dtype=np.int64),
        slot=np.full(len(events), NOTHING),
        worth=np.zeros(len(events), dtype=np.int64),
    )
    return _listing(found, event, cell, slots.cost[here])


def join(slots: Slots, events: Ints, cells: Ints, found: Slots) -> None:
    """Enter what was found for a part: how its cells are cut, and who has which slot for what rent. What events are
    worth among all slots is not known of a part: `chains.reassign` finds it."""
    width = slots.width
    ours = (cells[:, None] * width + np.arange(width)).reshape(-1)
    slots.way[cells] = found.way
    slots.room[ours], slots.rent[ours] = found.room, found.rent
    slots.holder[ours], slots.slot[events] = NOTHING, NOTHING
    placed = found.slot != NOTHING
    theirs = ours[found.slot[placed]]
    slots.holder[theirs], slots.slot[events[placed]] = events[placed], theirs
