"""Every event, person and week that can be: the columns over which prices are sought.

A column has the index of the price that pays for it: an event for one person has one price, which is its number, or one
for each week where its starts are limited together with others' (`limits`); an event for a team has one for each seat
(person and week). The price vector holds first those of events (E), then of limited starts, then of seats.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np

from inspectorate.planning.book import Book
from inspectorate.planning.kernels import NOTHING, Small, pairs_by_cell
from inspectorate.planning.limits import Limits, limits
from inspectorate.planning.pairs import Flags, Ints
from inspectorate.planning.programme import Programme, room
from inspectorate.planning.valid import ProblemInvalid

SCALE = 1024
"""Parts of a point in which prices are kept, so that the bound is exact in whole numbers."""


MONTH = 4
"""Events of one region that are usual in the same so many weeks are alike: they want the same time."""
MOST_COST = 2**31 // SCALE
"""Points from which an option costs too much to be kept in parts of a point."""


@dataclass(frozen=True, slots=True)
class Group:
    """Columns of one layout, N of them, sorted by cell: the person's number times W plus the first week held.

    ``half_days``: of a one-week layout, 0 for a longer one of so many ``weeks``. ``pays``: the price, ``cost``: what is
    taken off it, in parts, (N,). Those of cell ``c`` are from ``starts[c]`` to ``starts[c + 1]``.
    """

    half_days: int
    weeks: int
    pays: Small
    cost: Small
    starts: Ints


@dataclass(frozen=True, slots=True)
class Seats:
    """The seats of events for teams, T of them, in the order of their prices, sorted by event and week. ``cost``: what
    the person's part costs, in parts of a point."""

    event: Ints
    week: Ints
    person: Ints
    cost: Ints
    leads: Flags


@dataclass(frozen=True, slots=True)
class Begun:
    """The starts of events for one that are limited, in the order of their prices, sorted by event and week."""

    event: Ints
    week: Ints


@dataclass(frozen=True, slots=True)
class Columns:
    """All columns of a programme: one-week layouts by size, then longer ones. ``alike``: the number of each event's
    group, of those in its region and month, (E,)."""

    programme: Programme
    limits: Limits
    begun: Begun
    groups: tuple[Group, ...]
    seats: Seats
    alike: Ints

    @property
    def first_seat(self) -> int:
        """The index of the first seat's price."""
        return len(self.programme.events) + len(self.begun.event)

    @property
    def prices(self) -> int:
        """How many prices there are."""
        return self.first_seat + len(self.seats.event)

    def event_of(self, prices: Ints | Small) -> Ints:
        """The events that the prices of some numbers are of."""
        events = np.arange(len(self.programme.events))
        found: Ints = np.concatenate([events, self.begun.event, self.seats.event])[prices]
        return found


@dataclass(frozen=True, slots=True)
class _Found:
    """The columns of one layout as they are found, sorted by cell, (N,): the pair and the first week on site. Those of
    cell ``c`` are from ``starts[c]`` to ``starts[c + 1]``."""

    pair: Small
    week: Small
    starts: Ints


def columns(programme: Programme) -> Columns:
    """The columns of a programme, whatever locked events leave room for."""
    layouts: dict[tuple[int, tuple[int, ...], int], list[int]] = defaultdict(list)
    for number, event in enumerate(programme.events):
        layouts[len(event.held), event.held, event.before].append(number)
    teams = [[number for number in numbers if programme.team[number] > 1] for numbers in layouts.values()]
    seats, places = _seats(programme, [_find(programme, numbers) for numbers in teams if numbers])
    bound = limits(programme)
    limited = bound.bound & (programme.team == 1)
    built = Columns(
        programme, bound, Begun(*np.nonzero(programme.allowed & limited[:, None])), (), seats, _alike(programme)
    )
    groups = []
    # One layout after the other, since what is found of a large country fills the memory.
    for (weeks, held, _), numbers in sorted(layouts.items()):
        one = _find(programme, numbers)
        if len(one.pair):
            size = held[0] if weeks == 1 else 0
            groups.append(_group(built, size, weeks, one, places))
        del one
    return replace(built, groups=tuple(groups))


def _alike(programme: Programme) -> Ints:
    """The number of each event's group. (E,)."""
    kinds = [f"{event.usual // MONTH} {event.region}" for event in programme.events]
    found: Ints = np.unique(np.array(kinds, dtype=str), return_inverse=True)[1]
    return found


def _find(programme: Programme, numbers: list[int]) -> _Found:
    pairs, width, before = programme.pairs, programme.free.shape[1], programme.events[numbers[0]].before
    rows = np.flatnonzero(np.isin(pairs.event, numbers))
    rows = rows[np.argsort(pairs.person[rows], kind="stable")]
    pair, starts = pairs_by_cell(
        rows, pairs.event, pairs.person, pairs.until, programme.allowed, room(programme, numbers[0]), before
    )
    weeks = np.tile(np.arange(before, width + before, dtype=np.int32), len(programme.free))
    return _Found(pair, np.repeat(weeks, np.diff(starts)), starts)


def _seats(programme: Programme, found: list[_Found]) -> tuple[Seats, Ints]:
    """The seats of events for teams, and the price of each by pair and week: (pairs of teams in order, W) flattened."""
    pairs, weeks = programme.pairs, programme.free.shape[1]
    pair = np.concatenate([np.zeros(0, dtype=np.int64), *(one.pair for one in found)])
    week = np.concatenate([np.zeros(0, dtype=np.int64), *(one.week for one in found)])
    team = programme.team[pairs.event[pair]] > 1
    pair, week = pair[team], week[team]
    order = np.lexsort((pairs.person[pair], week, pairs.event[pair]))
    pair, week = pair[order], week[order]
    seats = Seats(pairs.event[pair], week, pairs.person[pair], SCALE * pairs.cost[pair], pairs.leads[pair])
    # Keys grow with event and person, so that a seat is found by a search among the sorted keys.
    return seats, pair * weeks + week


def _group(built: Columns, size: int, weeks: int, one: _Found, seats: Ints) -> Group:
    programme, pairs, width = built.programme, built.programme.pairs, built.programme.free.shape[1]
    pair, week = one.pair, one.week
    # All of these are as long as the columns are many: none is wider than it must be.
    pays = pairs.event[pair].astype(np.int32)
    cost = pairs.cost[pair]
    cost += np.where(programme.team[pays] == 1, programme.week_cost[pays, week], 0)
    if cost.max() >= MOST_COST:
        dear = programme.events[programme.pairs.event[pair[int(cost.argmax())]]].id
        raise ProblemInvalid(
            f"A place for event “{dear}” costs {cost.max()} points; below {MOST_COST} points can be planned."
        )
    cost *= SCALE
    together = np.flatnonzero(programme.team[pays] > 1)
    by_key = np.argsort(seats, kind="stable")
    seat = by_key[np.searchsorted(seats[by_key], pair[together].astype(np.int64) * width + week[together])]
    begun = np.full(programme.allowed.shape, NOTHING, dtype=np.int32)
    begun[built.begun.event, built.begun.week] = len(programme.events) + np.arange(len(built.begun.event))
    by_start = begun[pays, week]
    pays = np.where(by_start == NOTHING, pays, by_start)
    pays[together] = built.first_seat + seat
    return Group(size, weeks, pays, cost.astype(np.int32), one.starts)


def left(columns: Columns, book: Book) -> Columns:
    """The columns that are left beside the events of a book. The numbers of prices stay, and what is in the book is as
    good as not asked for: it costs nothing to leave out."""
    programme, limit = columns.programme, columns.limits
    placed = np.zeros(len(programme.events), dtype=bool)
    placed[list(book.placed)] = True
    starts = np.zeros(programme.allowed.shape, dtype=np.int64)
    starts[list(book.placed), [held.week for held in book.placed.values()]] = 1
    rest = replace(programme, free=book.free, unplaced=np.where(placed, 0, programme.unplaced))
    of_placed = placed[columns.event_of(np.arange(columns.prices))]
    taken = (book.holds > programme.told).reshape(-1)
    return replace(
        columns,
        programme=rest,
        limits=replace(limit, most=np.maximum(limit.most - limit.table @ starts.reshape(-1), 0)),
        groups=tuple(_left(group, of_placed, book.free.reshape(-1), taken) for group in columns.groups),
    )


def _left(group: Group, placed: Flags, free: Ints, taken: Flags) -> Group:
    """``placed``: whether each price is of an event in the book. ``free`` and ``taken``: of each cell."""
    cells = np.arange(len(free))
    open_cells = free >= group.half_days
    for offset in range(group.weeks if group.half_days == 0 else 0):
        open_cells &= ~taken[np.minimum(cells + offset, len(free) - 1)]
    kept = np.flatnonzero(np.repeat(open_cells, np.diff(group.starts)) & ~placed[group.pays])
    return replace(group, pays=group.pays[kept], cost=group.cost[kept], starts=np.searchsorted(kept, group.starts))
