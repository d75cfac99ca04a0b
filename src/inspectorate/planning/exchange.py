"""Events for one exchanged among people, and weeks cut anew for it: chains through many people at a time, where blocks
of a few (`polish`) cannot go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import time

import numpy as np

from inspectorate.planning.apart import Way
from inspectorate.planning.block import Placed
from inspectorate.planning.book import Book, Held
from inspectorate.planning.chains import put, search_for
from inspectorate.planning.columns import SCALE
from inspectorate.planning.kernels import NOTHING
from inspectorate.planning.options import Choices, picked
from inspectorate.planning.pairs import Ints
from inspectorate.planning.recut import improve_cuts
from inspectorate.planning.slots import Slots, cut, settle
from inspectorate.planning.tries import kept_of
from inspectorate.planning.untied import untied

TRIED = 3
"""Weeks that are cut anew after a first one, at most."""
AT_ONCE = 200
"""Weeks between two looks at the time."""


@dataclass(frozen=True, slots=True)
class Question:
    """Slots to exchange events in. ``depth``: how much dearer a first week may be, in average costs of an event, for a
    second one to be looked at. ``seed``: of the order of weeks."""

    slots: Slots
    depth: float
    seed: int


def exchanges(depth: float, seed: int) -> Way[Question, Ints]:
    """Blocks placed anew by exchange: the answer is the slot of each event."""

    def asks(book: Book, found: Choices, held: Mapping[int, Held]) -> tuple[Question, Callable[[Ints], Placed]]:
        choices, width = by_event(found), book.free.shape[1]
        drawn = np.random.default_rng((seed, *choices.events[:1].tolist()))
        choices = picked(choices, np.flatnonzero(untied(book, choices, held, drawn)))
        slots, cells = cut(book.programme, choices, book.free, SCALE)
        at = np.array([held[number].people[0] * width + held[number].week for number in held], dtype=np.int64)
        settle(slots, np.searchsorted(cells, at), book.programme.size[list(held)], np.ones(len(at)))

        def read(taken: Ints) -> Placed:
            found = {
                number: held_at(slot, slots.width, cells, width)
                for number, slot in zip(choices.events.tolist(), taken.tolist(), strict=True)
            }
            return Placed(found, optimal=False)

        return Question(slots, depth, int(drawn.integers(2**31))), read

    return Way(asks, exchanged)


def by_event(choices: Choices) -> Choices:
    return picked(choices, np.argsort(choices.of, kind="stable"))


def exchanged(question: Question, until: float | None) -> Ints:
    """The slots of events after an exchange. ``until``: the time (of `time.time`) at which to stop."""
    slots = question.slots
    assign(slots)
    improve(slots, question.depth, question.seed, until)
    return slots.slot


def assign(slots: Slots) -> None:
    """The cheapest assignment of events to slots, as weeks are cut."""
    slots.room[:] = slots.ways[slots.way].reshape(-1)
    slots.holder[:], slots.rent[:], slots.slot[:], slots.worth[:] = NOTHING, 0, NOTHING, 0
    search, kept = search_for(slots), kept_of(slots)
    for event in range(len(slots.size)):
        put(slots, search, kept, 0, event, int(slots.left_out[event]) + 1)


def improve(slots: Slots, depth: float, seed: int, until: float | None) -> None:
    """Look once at each week, in an order that is drawn, and cut it anew where that pays."""
    search, kept, tried = search_for(slots), kept_of(slots), np.zeros(TRIED, dtype=np.int64)
    most = round(depth * int(slots.worth.sum() - slots.rent.sum()) / max(len(slots.worth), 1))
    order = np.random.default_rng(seed).permutation(len(slots.way))
    for first in range(0, len(order), AT_ONCE):
        if until is not None and time() >= until:
            break
        improve_cuts(slots, search, kept, order[first : first + AT_ONCE], most, tried)


def held_at(slot: int, most: int, cells: Ints, width: int) -> Held | None:
    """Where an event is that has a slot; ``most`` slots in a cell, ``width`` weeks of a person."""
    if slot == NOTHING:
        return None
    person, week = divmod(int(cells[slot // most]), width)
    return Held(week, (person,), person)
