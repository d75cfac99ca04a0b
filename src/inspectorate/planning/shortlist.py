"""The options of events for one that are worth looking at, found once for all blocks: those that cost least at what
time is worth. What a book leaves of them is known at once for many events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from inspectorate.planning.book import Book, Held, free_around
from inspectorate.planning.columns import SCALE, Columns, Group
from inspectorate.planning.greedy import Worth
from inspectorate.planning.kernels import NOTHING, Small, cheapest_of_rows
from inspectorate.planning.options import Choices
from inspectorate.planning.pairs import Flags, Ints

LONG, A_WEEK = 60, 6
"""Options of an event on its list, at least if it has so many: of all its weeks and of each. Where a month is short of
time, what leaves it goes by many steps, and each needs an option in a later week."""
AT_ONCE = 2**21
"""Columns that are looked at together, for the memory that it takes."""
NEVER = 2**60
"""The price of a seat of a team, which is on no list."""


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Options, cheapest first, of events for one that take one week; none of others. Those of event ``e`` are
    ``first[e]`` to ``first[e + 1]``, (E + 1,). ``cost``: what the person's part costs, in points."""

    first: Ints
    person: Small
    week: Small
    cost: Small

    def of(self, events: Ints) -> tuple[Ints, Ints]:
        """The places of the options of some events, and of each the place of its event among them."""
        count = self.first[events + 1] - self.first[events]
        of = np.repeat(np.arange(len(events)), count)
        ends = np.cumsum(count)
        return self.first[events][of] + np.arange(len(of)) - (ends - count)[of], of

    def choices(
        self, book: Book, events: Sequence[int], held: Mapping[int, Held], *, most: int, a_week: int = 0
    ) -> Choices:
        """Of the options on the list that fit into a book, the ``most`` cheapest of each event and the cheapest so many
        in ``a_week``, with what is ``held`` now. The events are in no week of the book."""
        numbers = np.array(events, dtype=np.int64)
        at, of = self.of(numbers)
        kept = self._fits(book, numbers, at, of) & ~self._held(numbers, held, at, of)
        at, of = at[kept], of[kept]
        kept = (_rank(of) < most) | (_rank(of * book.free.shape[1] + self.week[at]) < a_week)
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
        open_weeks, kept = np.zeros((len(events), book.free.shape[1]), dtype=bool), np.zeros(len(at), dtype=bool)
        for row, number in enumerate(events.tolist()):
            open_weeks[row, book.weeks_open(number)] = True
            for who in book.kept_from(number):
                kept |= (of == row) & (person == who)
        before, after = free_around(book.holds)
        running = after[person, week] - before[person, week] - 1
        found: Flags = book.free[person, week] >= programme.size[events][of]
        return found & ~kept & open_weeks[of, week] & (running <= programme.most_running[person])


def shortlist(columns: Columns, worth: Worth) -> Shortlist:
    """The cheapest options of each event, and of each of its weeks, at what time is worth, among some columns."""
    parts = [(np.zeros(0, dtype=np.int32),) * 4]
    parts += [_of_group(columns, group, worth) for group in columns.groups if group.half_days]
    event = np.concatenate([part[0] for part in parts])
    order = np.argsort(event, kind="stable")
    first = np.searchsorted(event[order], np.arange(len(columns.programme.events) + 1))
    # One after the other, for the memory that it takes.
    person, week, cost = (np.concatenate([part[column] for part in parts])[order] for column in (1, 2, 3))
    return Shortlist(first, person, week, cost)


def _of_group(columns: Columns, group: Group, worth: Worth) -> tuple[Small, Small, Small, Small]:
    """The event, person, week and cost of what is cheapest among the columns of a layout, by event. (N,) each."""
    programme, width = columns.programme, columns.programme.free.shape[1]
    event_of, row = columns.event_of(np.arange(columns.prices)), np.full(programme.allowed.shape, NOTHING)
    row[programme.allowed] = np.arange(programme.allowed.sum())
    of_all, of_week = _Cheapest.none(len(row), LONG), _Cheapest.none(int(programme.allowed.sum()), A_WEEK)
    cell = np.repeat(np.arange(programme.free.size, dtype=np.int32), np.diff(group.starts))
    for begin in range(0, len(cell), AT_ONCE):
        some = slice(begin, begin + AT_ONCE)
        event, (person, week) = event_of[group.pays[some]], np.divmod(cell[some], width)
        price = group.cost[some] + worth.time[group.half_days, person, week] + worth.starts[event, week]
        price[programme.team[event] > 1] = NEVER
        cheapest_of_rows(event, price, begin, of_all.price, of_all.place)
        cheapest_of_rows(row[event, week], price, begin, of_week.price, of_week.place)
    price, best = (np.concatenate(both) for both in zip(of_all.found(), of_week.found(), strict=True))
    best, first = np.unique(best, return_index=True)
    event = event_of[group.pays[best]]
    order = np.lexsort((best, price[first], event))
    event, best = event[order], best[order]
    person, week = np.divmod(cell[best], width)
    own = group.cost[best] // SCALE - programme.week_cost[event, week]
    return event.astype(np.int32), person, week, own.astype(np.int32)


@dataclass(frozen=True, slots=True)
class _Cheapest:
    """The prices of the cheapest columns of each row, cheapest first, and their places, (R, K)."""

    price: Ints
    place: Ints

    @classmethod
    def none(cls, rows: int, most: int) -> _Cheapest:
        return cls(np.zeros((rows, most), dtype=np.int64), np.full((rows, most), NOTHING))

    def found(self) -> tuple[Ints, Ints]:
        """Prices and places, (N,)."""
        there = (self.place != NOTHING) & (self.price < NEVER)
        return self.price[there], self.place[there]


def _rank(key: Ints) -> Ints:
    """How many with the same key come before each."""
    order = np.argsort(key, kind="stable")
    found = np.empty(len(key), dtype=np.int64)
    found[order] = np.arange(len(key)) - np.searchsorted(key[order], key[order])
    return found
