"""Chains of events that take each other's slots, compiled (numba): plain Python to read, and to test as `py_func`.

With all weeks cut, who takes which slot is an assignment, and an event that comes in or a slot that is opened changes
it along one shortest path (Jonker and Volgenant, 1987). Each slot has a rent and each event a worth, so that no event
costs less than it is worth in any slot, and exactly that in its own: this proves the assignment the cheapest, and makes
every length on the way 0 or more.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import NamedTuple

import numpy as np
from numba import njit

from inspectorate.planning.kernels import NOTHING
from inspectorate.planning.pairs import Ints
from inspectorate.planning.slots import Slots
from inspectorate.planning.tries import Kept, keep_event, keep_slot

OUT = -2
"""The slot of an event that is out of its own and has not come into another yet."""


class Search(NamedTuple):
    """What a shortest path is looked for with: ``seen``, the number of the last search that came to each slot, its
    ``distance`` then, the option ``by`` which and the slot ``to`` which its path goes on; ``passed``: slots whose
    distance is settled. ``number``, (1,): of the search."""

    number: Ints
    seen: Ints
    distance: Ints
    by: Ints
    to: Ints
    passed: Ints


def search_for(slots: Slots) -> Search:
    count = len(slots.room)
    return Search(np.zeros(1, dtype=np.int64), *(np.zeros(count, dtype=np.int64) for _ in range(5)))


@njit(cache=True, nogil=True)
def cheapest(slots: Slots, event: int) -> int:
    """The least that an event could cost with the rent of a slot, or left out."""
    width, worth = slots.width, slots.left_out[event]
    for option in range(slots.first[event], slots.first[event + 1]):
        for slot in range(slots.cell[option] * width, slots.cell[option] * width + width):
            if slots.room[slot] >= slots.size[event]:
                worth = min(worth, slots.cost[option] + slots.rent[slot])
    return int(worth)


@njit(cache=True, nogil=True)
def reassign(slots: Slots, search: Search, kept: Kept) -> None:
    """The cheapest assignment of events to slots, as weeks are cut and what slots rent for: what costs least where it
    is stays, and all others come in by chains. Slots that nobody holds rent for nothing, or are closed."""
    width = slots.width
    for event in range(len(slots.size)):
        slot, worth = slots.slot[event], cheapest(slots, event)
        slots.worth[event] = worth
        if slot == NOTHING:
            slots.slot[event] = NOTHING if worth == slots.left_out[event] else OUT
            continue
        stays = False
        for option in range(slots.first[event], slots.first[event + 1]):
            stays |= slots.cell[option] == slot // width and slots.cost[option] + slots.rent[slot] == worth
        if not stays:
            # Closed until all are out that do not stay: the rent is right for them alone.
            slots.slot[event], slots.holder[slot] = OUT, OUT
    opened = np.flatnonzero(slots.holder == OUT)
    rooms = slots.room[opened]
    slots.room[opened], slots.rent[opened], slots.holder[opened] = 0, 0, NOTHING
    for at in range(len(opened)):
        slots.room[opened[at]] = rooms[at]
        fill(slots, search, kept, 0, opened[at])
    for event in range(len(slots.size)):
        if slots.slot[event] == OUT:
            put(slots, search, kept, 0, event, int(slots.left_out[event]) + 1)


@njit(cache=True, nogil=True)
def _nearest(search: Search, heap: list[tuple[int, int]], best: int) -> int:
    """The nearest slot on a heap of distances and slots that was not passed yet; none where all are as far as the best
    end that is known."""
    while len(heap) > 0:
        far, slot = heappop(heap)
        if far >= best:
            break
        # A slot that was reached again by a shorter way is on the heap twice.
        if far == search.distance[slot]:
            return int(slot)
    return NOTHING


@njit(cache=True, nogil=True)
def put(slots: Slots, search: Search, kept: Kept, level: int, event: int, most: int) -> int:
    """An event comes in by the cheapest chain: into a slot, whose holder goes into another, and so on to a slot that is
    free or to an event that is left out. What it is worth then, by which all cost more than before; ``most`` where it
    would be as much or more, and then it has no slot."""
    search.number[0] += 1
    number, width = search.number[0], slots.width
    keep_event(slots, kept, level, event)
    slots.slot[event] = NOTHING
    worth = cheapest(slots, event)
    slots.worth[event] = worth
    heap = [(worth, event)]
    heap.pop()
    best, free, leaving, passed = most - worth, NOTHING, NOTHING, 0
    base, at = 0, event
    while at != NOTHING:
        out = base + slots.left_out[at] - slots.worth[at]
        if out < best:
            best, free, leaving = out, NOTHING, at
        for option in range(slots.first[at], slots.first[at + 1]):
            near = base + slots.cost[option] - slots.worth[at]
            if near >= best:
                continue
            for slot in range(slots.cell[option] * width, slots.cell[option] * width + width):
                if slots.room[slot] < slots.size[at] or slot == slots.slot[at]:
                    continue
                far = near + slots.rent[slot]
                if far < best and (search.seen[slot] != number or far < search.distance[slot]):
                    search.seen[slot] = number
                    search.distance[slot] = far
                    search.by[slot] = option
                    if slots.holder[slot] == NOTHING:
                        best, free, leaving = far, slot, NOTHING
                    else:
                        heappush(heap, (far, slot))
        slot, at = _nearest(search, heap, best), NOTHING
        if slot != NOTHING:
            search.passed[passed] = slot
            passed += 1
            base, at = search.distance[slot], slots.holder[slot]
    if free == NOTHING and leaving == NOTHING:
        return most
    for place in range(passed):
        slot = search.passed[place]
        short = best - search.distance[slot]
        if short > 0:
            keep_slot(slots, kept, level, slot)
            keep_event(slots, kept, level, slots.holder[slot])
            slots.rent[slot] += short
            slots.worth[slots.holder[slot]] += short
    slots.worth[event] += best
    slot = free
    if free == NOTHING and leaving != event:
        keep_event(slots, kept, level, leaving)
        slot = slots.slot[leaving]
        slots.slot[leaving] = NOTHING
    while slot != NOTHING:
        mover = slots.event[search.by[slot]]
        keep_slot(slots, kept, level, slot)
        keep_event(slots, kept, level, mover)
        before = slots.slot[mover]
        slots.holder[slot] = mover
        slots.slot[mover] = slot
        slot = before
    return int(slots.worth[event])


@njit(cache=True, nogil=True)
def offered(slots: Slots, cell: int, room: int) -> int:
    """The most that an event would pay for so much room in a cell beside what it costs there."""
    most = 0
    for place in range(slots.begin[cell], slots.begin[cell + 1]):
        event = slots.event_in[place]
        if slots.size[event] <= room and slots.slot[event] != OUT:
            most = max(most, slots.worth[event] - slots.cost_in[place])
    return int(most)


@njit(cache=True, nogil=True)
def fill(slots: Slots, search: Search, kept: Kept, level: int, opened: int) -> int:
    """A slot is opened, and taken by the chain that saves most: an event moves in, another into its slot, and so on to
    a slot that is left free or an event that was left out. Its rent then, by which all cost less than before."""
    width = slots.width
    keep_slot(slots, kept, level, opened)
    slots.rent[opened] = offered(slots, opened // width, slots.room[opened])
    if slots.rent[opened] == 0:
        return int(slots.rent[opened])
    search.number[0] += 1
    number = search.number[0]
    search.seen[opened] = number
    search.distance[opened] = 0
    # Left free it would have no rent.
    best, end, joins, passed = slots.rent[opened], opened, NOTHING, 0
    heap = [(best, opened)]
    heap.pop()
    base, at = 0, opened
    while at != NOTHING:
        search.passed[passed] = at
        passed += 1
        cell = at // width
        for place in range(slots.begin[cell], slots.begin[cell + 1]):
            event = slots.event_in[place]
            far, slot = base + slots.cost_in[place] + slots.rent[at] - slots.worth[event], slots.slot[event]
            if far >= best or slots.size[event] > slots.room[at] or slot in (at, OUT):
                continue
            if slot == NOTHING:
                best, end, joins = far, at, event
            elif search.seen[slot] != number or far < search.distance[slot]:
                search.seen[slot] = number
                search.distance[slot] = far
                search.to[slot] = at
                heappush(heap, (far, slot))
                if far + slots.rent[slot] < best:
                    best, end, joins = far + slots.rent[slot], slot, NOTHING
        at = _nearest(search, heap, best)
        if at != NOTHING:
            base = search.distance[at]
    for place in range(passed):
        slot = search.passed[place]
        short = best - search.distance[slot]
        if short > 0:
            keep_slot(slots, kept, level, slot)
            slots.rent[slot] -= short
            if slots.holder[slot] != NOTHING:
                keep_event(slots, kept, level, slots.holder[slot])
                slots.worth[slots.holder[slot]] -= short
    if joins != NOTHING or end != opened:
        _move_up(slots, search, kept, level, opened, end, joins)
    return int(slots.rent[opened])


@njit(cache=True, nogil=True)
def _move_up(slots: Slots, search: Search, kept: Kept, level: int, opened: int, end: int, joins: int) -> None:
    """Events move along the chain that was found, from its end to the slot that was opened."""
    slot, mover = end, NOTHING
    if joins != NOTHING:
        mover = joins
    while True:
        keep_slot(slots, kept, level, slot)
        other = slots.holder[slot]
        slots.holder[slot] = mover
        if mover != NOTHING:
            keep_event(slots, kept, level, mover)
            slots.slot[mover] = slot
        if slot == opened:
            return
        slot, mover = search.to[slot], other
