"""Events for one exchanged among people, and weeks cut anew for it: chains through many people at a time, where blocks
of a few (`polish`) cannot go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import time

import numpy as np

from inspectorate.planning import chains
from inspectorate.planning.apart import Way
from inspectorate.planning.block import Placed
from inspectorate.planning.book import Book, Held
from inspectorate.planning.chains import search_for
from inspectorate.planning.columns import SCALE
from inspectorate.planning.kernels import NOTHING
from inspectorate.planning.options import Choices, picked
from inspectorate.planning.pairs import Flags, Ints
from inspectorate.planning.recut import improve_cuts
from inspectorate.planning.slots import Slots, cut, settle
from inspectorate.planning.tries import kept_of
from inspectorate.planning.untied import untied

AT_ONCE = 200
"""Weeks between two looks at the time."""


@dataclass(frozen=True, slots=True)
class Look:
    """How far is looked for weeks to cut anew. ``depth``: how much dearer a first week may be, in average costs of an
    event, for second ones to be looked at, ``tried`` of them at most. ``torn``: how often a first week must
    have been taken each way while prices moved (`Taken.torn`), as a share; 0: any week."""

    depth: float
    torn: float
    tried: int


@dataclass(frozen=True, slots=True)
class Question:
    """Slots to exchange events in, and the ``cells`` that are looked at, with ``depth`` and ``tried`` as in `Look`.
    ``seed``: of their order."""

    slots: Slots
    cells: Ints
    depth: float
    tried: int
    seed: int


def exchanges(look: Look, weeks: Flags, seed: int) -> Way[Question, Ints]:
    """Blocks placed anew by exchange, some ``weeks`` of people looked at, (P * W,): the answer is the slot of each
    event."""

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

        looked = np.flatnonzero(weeks[cells])
        return Question(slots, looked, look.depth, look.tried, int(drawn.integers(2**31))), read

    return Way(asks, exchanged)


def by_event(choices: Choices) -> Choices:
    return picked(choices, np.argsort(choices.of, kind="stable"))


def exchanged(question: Question, until: float | None) -> Ints:
    """The slots of events after an exchange. ``until``: the time (of `time.time`) at which to stop."""
    assign(question.slots)
    improve(question, until)
    return question.slots.slot


def assign(slots: Slots) -> None:
    """The cheapest assignment of events to slots, as weeks are cut, from nothing."""
    slots.room[:] = slots.ways[slots.way].reshape(-1)
    slots.holder[:], slots.rent[:], slots.slot[:] = NOTHING, 0, NOTHING
    reassign(slots)


def reassign(slots: Slots) -> None:
    """The cheapest assignment, from one that was the cheapest in parts or with other options."""
    chains.reassign(slots, search_for(slots), kept_of(slots))


def improve(question: Question, until: float | None) -> None:
    """Look once at each of the weeks, in an order that is drawn, and cut it anew where that pays."""
    slots, tried = question.slots, np.zeros(question.tried, dtype=np.int64)
    search, kept = search_for(slots), kept_of(slots)
    most = round(question.depth * int(slots.worth.sum() - slots.rent.sum()) / max(len(slots.worth), 1))
    order = np.random.default_rng(question.seed).permutation(question.cells)
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
