"""A first plan for events for one, from what people took most often while prices were moved.

At good prices many options are as good as another, and which of them people take changes from one iteration to the
next. How often each is taken, on the average of many iterations, comes close to the relaxation's answer (the volume
algorithm; Barahona and Anbil, 2000). It says how each week is to be cut into slots; who takes which is then assigned.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from inspectorate.planning.book import Book
from inspectorate.planning.columns import SCALE, Columns
from inspectorate.planning.exchange import Question, assign, by_event, held_at, improve, reassign
from inspectorate.planning.gain import Gained
from inspectorate.planning.greedy import Worth
from inspectorate.planning.kernels import NOTHING
from inspectorate.planning.model import FULL_WEEK
from inspectorate.planning.neighbours import MANY, groups
from inspectorate.planning.options import Choices, picked
from inspectorate.planning.pairs import Flags, Floats, Ints
from inspectorate.planning.programme import Programme
from inspectorate.planning.shortlist import Shortlist
from inspectorate.planning.slots import Slots, cut, cuts, join, only, part, settle
from inspectorate.planning.untied import rested


@dataclass(slots=True)
class Taken:
    """How often people took events for one of each size in each week, in so many iterations. ``size``: the half-days of
    what each price is of, 0 for what takes several people or weeks. ``count``: by person times W plus week, (cells,
    11)."""

    size: Ints
    count: Ints
    iterations: int = 0

    @classmethod
    def none(cls, columns: Columns) -> Taken:
        programme = columns.programme
        size = np.where(programme.team == 1, programme.size, 0)[columns.event_of(np.arange(columns.prices))]
        return cls(size, np.zeros((programme.free.size, FULL_WEEK + 1), dtype=np.int64))

    def hear(self, gain: Gained) -> None:
        """Count what people take at the prices of an iteration."""
        np.add.at(self.count, (gain.cells, self.size[gain.taken]), 1)
        self.iterations += 1

    def torn(self, free: Ints) -> Floats:
        """In which share of the iterations each week was taken by one event that leaves no room for another, or in
        which it was not, whichever is less: from 0, always the same, to a half. (P * W,).

        A half, too, where this would say too little: of weeks that can be cut into several slots in more ways than one,
        and where nothing was heard. ``free``: half-days, (P, W).
        """
        sizes, room = frozenset(np.unique(self.size[self.size > 0]).tolist()), free.reshape(-1)
        alone = np.arange(FULL_WEEK + 1) > room[:, None] - min(sizes, default=FULL_WEEK)
        often = (self.count * alone).sum(axis=1) / max(self.iterations, 1)
        of_room = [cuts(sizes, half_days) for half_days in range(FULL_WEEK + 1)]
        several = np.array([sum(len(way) > 1 for way in ways) > 1 for ways in of_room])
        unknown = several[room] | (self.iterations == 0)
        found: Floats = np.where(unknown, 0.5, np.minimum(often, 1 - often))
        return found


def place_likely(
    book: Book,
    listed: Shortlist,
    taken: Taken,
    worth: Worth,
    *,
    torn: Flags,
    most: int,
    a_week: int,
    executor: Executor,
    until: float | None = None,
) -> None:
    """Place events for one that are listed, each over its options (`Shortlist.choices`), in weeks cut for what was
    taken most, and those that are ``torn``, (P * W,), anew where that pays. Nobody is given weeks that would be too
    many in a row; those in which most was taken come first.

    What starts are worth keeps those at one body apart, or in one region within its limits, where it can; those that
    are too near each other then get weeks of their own, where they lose least. What breaks a rule at the end is left
    out. ``until``: the time (of `time.time`) at which to stop.
    """
    events = np.flatnonzero(np.diff(listed.first))
    choices = by_event(listed.choices(book, events.tolist(), {}, most=most, a_week=a_week))
    often = taken.count.sum(axis=1).reshape(book.free.shape).astype(np.float64)
    choices = picked(choices, np.flatnonzero(rested(book, choices, often)))
    slots, cells = cut(book.programme, choices, book.free, SCALE, worth.starts)
    cell, size = np.nonzero(taken.count[cells, 1:])
    settle(slots, cell, size + 1, taken.count[cells[cell], size + 1] / max(taken.iterations, 1))
    _recut(slots, _group_of(book.programme)[cells // book.free.shape[1]], torn[cells], executor, until)
    reassign(slots)
    slots = only(slots, _parted(book, slots, choices, cells))
    reassign(slots)
    for number, slot in zip(events.tolist(), slots.slot.tolist(), strict=True):
        held = held_at(slot, slots.width, cells, book.free.shape[1])
        if held and book.fits(number, held):
            book.place(number, held)


def _group_of(programme: Programme) -> Ints:
    """The number of each person's group. (P,)."""
    found = np.zeros(len(programme.problem.people), dtype=np.int64)
    for number, group in enumerate(groups(programme, 0, most=MANY)):
        found[group] = number
    return found


def _recut(slots: Slots, group: Ints, torn: Flags, executor: Executor, until: float | None) -> None:
    """Assign events, and cut weeks that are ``torn`` anew where that pays, in parts at the same time: in each the cells
    of a ``group`` and the events whose first option is there."""
    if not len(slots.cell):
        return
    of_event = group[slots.cell[np.minimum(slots.first[:-1], len(slots.cell) - 1)]]
    asked = []
    for number in np.unique(group):
        events, cells = np.flatnonzero(of_event == number), np.flatnonzero(group == number)
        one, some = part(slots, events, cells), np.flatnonzero(torn[cells])
        asked.append((events, cells, executor.submit(_recut_part, one, some, until)))
    for events, cells, answered in asked:
        join(slots, events, cells, answered.result())


def _recut_part(slots: Slots, cells: Ints, until: float | None) -> Slots:
    assign(slots)
    improve(Question(slots, cells, depth=0, tried=1, seed=0), until)
    # Options are as they were, and need not be sent back.
    return only(slots, np.zeros(len(slots.cost), dtype=bool))


def _parted(book: Book, slots: Slots, choices: Choices, cells: Ints) -> Flags:
    """Which options stay open so that of any two events at one body one comes first, and by when: where both together
    lose least, as slots are let. Two that are apart now stay in that order where that is as good. (A,)."""
    spacing, width = book.programme.problem.rules.spacing, book.free.shape[1]
    fits = slots.room.reshape(-1, slots.width)[slots.cell] >= slots.size[slots.event, None]
    rent = np.where(fits, slots.rent.reshape(-1, slots.width)[slots.cell], 2**31).min(axis=1)
    price, found = slots.cost + rent, np.ones(len(slots.cost), dtype=bool)
    for one, other, week, later in _at_one_body(book, slots, choices, cells):
        here = [slice(slots.first[of], slots.first[of + 1]) for of in (one, other)]
        # After the last week either can only be left out.
        cheapest = np.repeat(slots.left_out[[one, other], None], width + spacing, axis=1)
        for row, options in enumerate(here):
            may = found[options]
            np.minimum.at(cheapest[row], choices.week[options][may], price[options][may])
        by_then = np.minimum.accumulate(cheapest, axis=1)[:, :width]
        from_then = np.minimum.accumulate(cheapest[:, ::-1], axis=1)[::-1, ::-1][:, spacing:]
        both = by_then + from_then
        first, last = divmod(int(both.argmin()), width)
        as_now = both[0, week : max(later - spacing + 1, week)]
        if len(as_now) and as_now.min() == both.min():
            first, last = 0, week + int(as_now.argmin())
        early, late = here[:: 1 - 2 * first]
        found[early] &= choices.week[early] <= last
        found[late] &= choices.week[late] >= last + spacing
    return found


def _at_one_body(book: Book, slots: Slots, choices: Choices, cells: Ints) -> Iterator[tuple[int, int, int, int]]:
    """Any two events at one body that are in a week, the earlier one first: their places among the choices, and their
    weeks."""
    there = np.flatnonzero(slots.slot != NOTHING)
    weeks = cells[slots.slot[there] // slots.width] % book.free.shape[1]
    week = dict(zip(there.tolist(), weeks.tolist(), strict=True))
    at_body: dict[str, list[int]] = defaultdict(list)
    for of in sorted(week, key=week.__getitem__):
        at_body[book.programme.events[choices.events[of]].body].append(of)
    for together in at_body.values():
        for one, other in combinations(together, 2):
            yield one, other, week[one], week[other]
