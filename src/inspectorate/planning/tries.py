"""What is tried with slots and taken back: what each slot and event was before, kept where it is touched first."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from inspectorate.planning.pairs import Ints
from inspectorate.planning.slots import Slots


class Kept(NamedTuple):
    """What slots and events were before a try, to go back to, for each of two tries of which the second begins where
    the first one ends. (2, …): ``counts`` of ``slots`` and ``events`` that were touched, which; what they were; and the
    number of the ``trial`` in which each was kept last. ``trials``, (2,): of this one."""

    trials: Ints
    counts: Ints
    slots: Ints
    events: Ints
    slot_trial: Ints
    event_trial: Ints
    room: Ints
    holder: Ints
    rent: Ints
    slot: Ints
    worth: Ints


def kept_of(slots: Slots) -> Kept:
    of_slots, of_events = (2, len(slots.room)), (2, len(slots.size))
    trials, count = np.zeros(2, dtype=np.int64), np.zeros((2, 2), dtype=np.int64)
    shapes = (of_slots, of_events, of_slots, of_events, of_slots, of_slots, of_slots, of_events, of_events)
    return Kept(trials, count, *(np.zeros(shape, dtype=np.int64) for shape in shapes))


@njit(cache=True, nogil=True)
def begin(kept: Kept, level: int) -> None:
    """From here on things are kept as they were."""
    kept.trials[level] += 1
    kept.counts[level] = 0


@njit(cache=True, nogil=True)
def keep_slot(slots: Slots, kept: Kept, level: int, slot: int) -> None:
    if kept.slot_trial[level, slot] != kept.trials[level]:
        kept.slot_trial[level, slot] = kept.trials[level]
        kept.slots[level, kept.counts[level, 0]] = slot
        kept.counts[level, 0] += 1
        kept.room[level, slot] = slots.room[slot]
        kept.holder[level, slot] = slots.holder[slot]
        kept.rent[level, slot] = slots.rent[slot]


@njit(cache=True, nogil=True)
def keep_event(slots: Slots, kept: Kept, level: int, event: int) -> None:
    if kept.event_trial[level, event] != kept.trials[level]:
        kept.event_trial[level, event] = kept.trials[level]
        kept.events[level, kept.counts[level, 1]] = event
        kept.counts[level, 1] += 1
        kept.slot[level, event] = slots.slot[event]
        kept.worth[level, event] = slots.worth[event]


@njit(cache=True, nogil=True)
def go_back(slots: Slots, kept: Kept, level: int) -> None:
    """All as it was when the try began."""
    for at in range(kept.counts[level, 0]):
        slot = kept.slots[level, at]
        slots.room[slot] = kept.room[level, slot]
        slots.holder[slot] = kept.holder[level, slot]
        slots.rent[slot] = kept.rent[level, slot]
    for at in range(kept.counts[level, 1]):
        event = kept.events[level, at]
        slots.slot[event] = kept.slot[level, event]
        slots.worth[event] = kept.worth[level, event]
