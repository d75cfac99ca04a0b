"""The options of events for one that are worth looking at, found once for all blocks: those that cost least at what
time is worth. What a book leaves of them is known at once for many events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from inspectorate.planning.book import Book, Held, free_around
from inspectorate.planning.columns import SCALE, Columns
from inspectorate.planning.greedy import Worth
from inspectorate.planning.kernels import NOTHING, cheapest_of_events
from inspectorate.planning.options import Choices
from inspectorate.planning.pairs import Flags, Ints

LONG = 60
"""Options of an event on its list."""


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Options, cheapest first, of events for one that take one week; none of others. Those of event ``e`` are
    ``first[e]`` to ``first[e + 1]``, (E + 1,). ``cost``: what the person's part costs, in points."""

    first: Ints
    person: Ints
    week: Ints
    cost: Ints

    def of(self, events: Ints) -> tuple[Ints, Ints]:
        """The places of the options of some events, and of each the place of its event among them."""
        count = self.first[events + 1] - self.first[events]
        of = np.repeat(np.arange(len(events)), count)
        ends = np.cumsum(count)
        return self.first[events][of] + np.arange(len(of)) - (ends - count)[of], of

    def choices(
        self, book: Book, events: Sequence[int], held: Mapping[int, Held], *, most: int, nowhere: int = LONG
    ) -> Choices:
        """The ``most`` cheapest that fit into a book, of each event, and what is ``held`` now; ``nowhere`` so many of
        one that is not. The events are in no week of the book."""
        numbers = np.array(events, dtype=np.int64)
        at, of = self.of(numbers)
        kept = self._fits(book, numbers, at, of) & ~self._held(numbers, held, at, of)
        at, of = at[kept], of[kept]
        limit = np.array([most if number in held else nowhere for number in events], dtype=np.int64)
        kept = np.arange(len(of)) - np.searchsorted(of, np.arange(len(numbers)))[of] < limit[of]
        at, of = at[kept], of[kept]
        now = [(place, held[number]) for place, number in enumerate(events) if number in held]
        cost = [book.cost_of_people(events[place], one.people) for place, one in now]
        there = np.array([(place, one.people[0], one.week) for place, one in now], dtype=np.int64).reshape(-1, 3).T
        of = np.concatenate([of, there[0]])
        return Choices(
            numbers,
            np.ones(len(numbers), dtype=np.int64),
            of,
            np.concatenate([self.person[at], there[1]]),
            np.concatenate([self.week[at], there[2]]),
            np.concatenate([self.cost[at], np.array(cost, dtype=np.int64)]),
            np.ones(len(of), dtype=np.int64),
        )

    def _held(self, events: Ints, held: Mapping[int, Held], at: Ints, of: Ints) -> Flags:
        nowhere = Held(NOTHING, (NOTHING,), NOTHING)
        where = [held.get(number, nowhere) for number in events.tolist()]
        week = np.array([one.week for one in where], dtype=np.int64)
        person = np.array([one.people[0] for one in where], dtype=np.int64)
        found: Flags = (self.week[at] == week[of]) & (self.person[at] == person[of])
        return found

    def _fits(self, book: Book, events: Ints, at: Ints, of: Ints) -> Flags:
        programme, person, week = book.programme, self.person[at], self.week[at]
        open_weeks = np.zeros((len(events), book.free.shape[1]), dtype=bool)
        for row, number in enumerate(events.tolist()):
            open_weeks[row, book.weeks_open(number)] = True
        before, after = free_around(book.holds)
        running = after[person, week] - before[person, week] - 1
        found: Flags = book.free[person, week] >= programme.size[events][of]
        return found & open_weeks[of, week] & (running <= programme.most_running[person])


def shortlist(columns: Columns, worth: Worth) -> Shortlist:
    """The cheapest options of each event at what time is worth, of those among some columns."""
    programme, width = columns.programme, columns.programme.free.shape[1]
    count = len(programme.events)
    least, place = np.zeros((count, LONG), dtype=np.int64), np.full((count, LONG), NOTHING, dtype=np.int64)
    parts: list[tuple[Ints, Ints, Ints, Ints]] = [(np.zeros(0, dtype=np.int64),) * 4]
    for group in columns.groups:
        if not group.half_days:
            continue
        cell = np.repeat(np.arange(programme.free.size, dtype=np.int32), np.diff(group.starts))
        event = columns.event_of(group.pays)
        alone = np.flatnonzero(programme.team[event] == 1)
        event, person, week = event[alone], cell[alone] // width, cell[alone] % width
        price = group.cost[alone] + worth.time[group.half_days, person, week] + worth.starts[event, week]
        place[:] = NOTHING
        cheapest_of_events(event, price, least, place)
        row, rank = np.nonzero(place != NOTHING)
        best = place[row, rank]
        own = group.cost[alone[best]] // SCALE - programme.week_cost[row, week[best]]
        parts.append((row, person[best].astype(np.int64), week[best].astype(np.int64), own))
    event, person, week, cost = (np.concatenate([part[column] for part in parts]) for column in range(4))
    order = np.argsort(event, kind="stable")
    first = np.searchsorted(event[order], np.arange(count + 1))
    return Shortlist(first, person[order], week[order], cost[order])
