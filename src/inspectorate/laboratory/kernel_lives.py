"""One life in the simulator's loop, compiled (numba): what is kept of it, what it waits for, and how it is counted.

A life is one service in one replication. The words by which services change are drawn 64 months at a time, many at
once, and a month is kept in mind, as a bit, if its word is below the chance that any state has of being left. Months
between are passed over. In some that are kept nothing changes after all.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from inspectorate.laboratory import kernel
from inspectorate.laboratory.kernel import OPTIONS, U
from inspectorate.laboratory.tables import Places, Tables

BLOCK = 64
"""Months whose words are drawn at once: a bit of a word for each."""

CHANGE, VISIT, INSPECT, LATER, COME = range(5)
"""The queues. In ``LATER`` are those to whom nothing more happens in a block of months, in ``COME`` those whose visit
comes: they are in another queue too, for what is next."""

LIFE = np.dtype(
    [
        ("nature", np.uint64),  # the key of the words by which it changes
        ("events", np.uint64),  # and of those of its events
        ("changes", np.uint64),  # the months of the block in which it may still change, a bit each
        ("change", np.int32),  # the first of them
        ("event", np.int32),  # the month of the next visit or inspection
        ("visit", np.int32),  # the month of the visit that comes
        ("due", np.int32),  # the month of the next inspection
        ("start", np.int32),  # the month of the last one
        ("counted", np.int32),  # the last month that is counted
        ("standing", np.uint32),  # the state, and in the lowest bits the areas known to be at the last grade
        ("before", np.uint32),  # the areas that were undetected in the last month that is counted
        ("pathway", np.uint16),
        ("fifth", np.uint8),
        ("extent", np.uint8),  # its size, a name that records keep for themselves
        ("words", np.int32),  # drawn for events
        # What it adds to the outcomes, with one child.
        ("days", np.float64),
        ("inadequate", np.float64),
        ("services", np.float64),
        ("harm", np.float64),
        ("undetected", np.float64),
        ("inspections", np.int32),
        ("visits", np.int32),
        ("spells", np.int32),
        ("hits", np.int32),
        ("alarms", np.int32),
    ],
    align=True,
)

Life = Any
"""A record of `LIFE`: its fields are read and written by name."""
Lives = NDArray[Any]
Lengths = NDArray[np.int64]

TURNS = U(0x03F79D71B4CB0A89)
PLACE_OF = np.array([next(bit for bit in range(64) if (int(TURNS) << bit) % 2**64 >> 58 == six) for six in range(64)])
"""The place of a word's only bit, by the first six bits of its product with ``TURNS``, of which no six in a row are
like any other six (Leiserson, Prokop and Randall, Using de Bruijn sequences to index a 1 in a computer word, 1998)."""


@njit(**OPTIONS)
def lowest(word: np.uint64) -> int:
    """The place of the lowest bit of a word; 0 if it has none."""
    found: int = PLACE_OF[(word & (~word + U(1))) * TURNS >> U(58)]
    return found


@njit(**OPTIONS)
def may_change(key: np.uint64, month: int, chance: np.uint64) -> np.uint64:
    """Which months of the block that begins with a month have words below a chance, a bit each."""
    found = U(0)
    for place in range(BLOCK):
        found |= U(kernel.drawn(key, month + place) < chance) << U(place)
    return found


@njit(**OPTIONS)
def expected(one: Life, changes: np.uint64, begin: int) -> None:
    """Keep in mind the months of the block from ``begin`` on in which a service may still change."""
    one.changes = changes
    one.change = begin + lowest(changes) + BLOCK * (changes == 0)


@njit(**OPTIONS)
def queued(one: Life, place: np.uint32, end: int, queues: Places, lengths: Lengths) -> None:
    """Send a life on to the queue of what happens to it next before ``end``, the month after the block."""
    # Arithmetic, not branches: the processor could not foresee them.
    queue = U(one.change > one.event) * (U(VISIT) + U(one.event == one.due))
    queue = queue if min(one.change, one.event) < end else U(LATER)
    length = lengths[queue]
    queues[queue, U(length)], lengths[queue] = place, length + 1


@njit(**OPTIONS)
def settled(tables: Tables, one: Life, month: int) -> None:
    """Count the months up to the end of one, in which the service stood as it does."""
    same, rates, before = month - one.counted, tables.rates[one.standing], one.before
    one.inadequate += same * rates[0]
    one.services += same * rates[1]
    one.harm += same * rates[2]
    one.undetected += same * rates[3]
    one.before = before ^ (before ^ tables.undetected[one.standing]) * U(same > 0)
    one.spells += tables.bits[one.before & ~before]
    one.counted = month
