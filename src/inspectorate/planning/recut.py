"""Weeks that are cut another way where that pays, alone or two together, with all the chains that follow from it,
compiled (numba)."""

from __future__ import annotations

import numpy as np
from numba import njit

from inspectorate.planning.chains import OUT, Search, cheapest, fill, offered, put
from inspectorate.planning.kernels import NOTHING
from inspectorate.planning.pairs import Ints
from inspectorate.planning.slots import Slots
from inspectorate.planning.tries import Kept, begin, go_back, keep_event, keep_slot


@njit(cache=True, nogil=True)
def cut_anew(slots: Slots, search: Search, kept: Kept, level: int, cell: int, way: int, most: int) -> int:
    """Cut a week another way; by how much all cost more for it, ``most`` where that is as much or more. Then it is not
    finished."""
    width, dearer = slots.width, 0
    out, least = np.full(width, NOTHING), np.zeros(width, dtype=np.int64)
    for place in range(width):
        slot = cell * width + place
        keep_slot(slots, kept, level, slot)
        event = slots.holder[slot]
        dearer += slots.rent[slot]
        if event != NOTHING:
            keep_event(slots, kept, level, event)
            dearer -= slots.worth[event]
            slots.slot[event] = OUT
            slots.holder[slot] = NOTHING
            out[place] = event
        slots.rent[slot] = 0
        slots.room[slot] = 0
    for place in range(width):
        if slots.ways[way, place] > 0:
            slots.room[cell * width + place] = slots.ways[way, place]
            dearer -= fill(slots, search, kept, level, cell * width + place)
    # What each costs at least is counted until it comes in: those before it only raise rents.
    for place in range(width):
        if out[place] != NOTHING:
            least[place] = cheapest(slots, out[place])
            dearer += least[place]
    for place in range(width):
        if out[place] != NOTHING:
            dearer -= least[place]
            dearer += put(slots, search, kept, level, out[place], most - dearer)
            if dearer >= most:
                return most
    return int(min(dearer, most))


@njit(cache=True, nogil=True)
def at_least(slots: Slots, cell: int, way: int) -> int:
    """By how much all cost more, at least, if a week is cut another way."""
    width, dearer = slots.width, 0
    for place in range(width):
        dearer += slots.rent[cell * width + place]
        if slots.ways[way, place] > 0:
            dearer -= offered(slots, cell, slots.ways[way, place])
    return int(dearer)


@njit(cache=True, nogil=True)
def improve_cuts(slots: Slots, search: Search, kept: Kept, cells: Ints, most: int, tried: Ints) -> int:
    """Cut some weeks anew, one after the other, where it pays; how much is saved.

    Where it costs less than ``most`` more, a second week is cut anew too: of those that the first one touches, the few
    that could save most, (K,) ``tried`` at most; and both stay so if together they pay.
    """
    saved = 0
    touched = np.zeros(len(slots.way), dtype=np.int64)
    could, ways = np.zeros(len(tried), dtype=np.int64), np.zeros(len(tried), dtype=np.int64)
    for cell in cells:
        for way in range(slots.way_from[cell], slots.way_to[cell]):
            if way == slots.way[cell] or at_least(slots, cell, way) >= most:
                continue
            begin(kept, 0)
            # What costs nothing is not worth its change.
            dearer = cut_anew(slots, search, kept, 0, cell, way, most)
            if 0 <= dearer < most:
                dearer += _second(slots, search, kept, cell, dearer, touched, tried, could, ways)
            if dearer < 0:
                saved -= dearer
                slots.way[cell] = way
            else:
                go_back(slots, kept, 0)
    return int(saved)


@njit(cache=True, nogil=True)
def _second(
    slots: Slots,
    search: Search,
    kept: Kept,
    first: int,
    dearer: int,
    touched: Ints,
    tried: Ints,
    could: Ints,
    ways: Ints,
) -> int:
    """By how much all cost more if a second week is cut anew, after one by which they are ``dearer``: less than nothing
    if it pays for both, and then it is; otherwise nothing is changed."""
    found = 0
    for at in range(kept.counts[0, 1]):
        event = kept.events[0, at]
        for option in range(slots.first[event], slots.first[event + 1]):
            cell = slots.cell[option]
            if cell == first or touched[cell] == kept.trials[0]:
                continue
            touched[cell] = kept.trials[0]
            for way in range(slots.way_from[cell], slots.way_to[cell]):
                if way == slots.way[cell]:
                    continue
                least = at_least(slots, cell, way)
                if least + dearer >= 0 or (found == len(tried) and could[found - 1] <= least):
                    continue
                place = min(found, len(tried) - 1)
                while place > 0 and could[place - 1] > least:
                    could[place], tried[place], ways[place] = could[place - 1], tried[place - 1], ways[place - 1]
                    place -= 1
                could[place], tried[place], ways[place] = least, cell, way
                found = min(found + 1, len(tried))
    for place in range(found):
        begin(kept, 1)
        more = cut_anew(slots, search, kept, 1, tried[place], ways[place], -dearer)
        if dearer + more < 0:
            slots.way[tried[place]] = ways[place]
            return more
        go_back(slots, kept, 1)
    return 0
