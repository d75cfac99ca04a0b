"""A programme as one mixed-integer model of every column, for the solvers that are given it whole.

Variables: a seat for each event, person and week that can be; a start for each event for a team and week; whether an
event is left out; and, where somebody could work in more weeks in a row than may be, whether they work in a week.
Rows: as a block of the planner has them (`inspectorate.planning.block`), with the same strong rows for a week.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from inspectorate.planning.apart import grounds
from inspectorate.planning.book import Book, Held
from inspectorate.planning.limits import limits
from inspectorate.planning.model import Plan
from inspectorate.planning.pairs import Flags, Ints
from inspectorate.planning.programme import Programme
from inspectorate.planning.week_rows import knapsack_units

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Seats:
    """N seats, by event and person; and S starts of events for teams, by event and week."""

    event: Ints
    person: Ints
    week: Ints
    cost: Ints
    leads: Flags
    start_event: Ints
    start_week: Ints


@dataclass(frozen=True, slots=True)
class Full:
    """V variables, 0 or 1: N seats, S starts, E events left out, and working weeks. ``table``: R rows, (R, V)."""

    programme: Programme
    seats: Seats
    cost: Floats
    table: csr_array
    least: Floats
    most: Floats


@dataclass(slots=True)
class _Rows:
    """Rows in the making, as arrays of row, variable and factor."""

    row: list[Ints] = field(default_factory=list)
    column: list[Ints] = field(default_factory=list)
    value: list[Ints] = field(default_factory=list)
    least: list[Floats] = field(default_factory=list)
    most: list[Floats] = field(default_factory=list)
    count: int = 0

    def add(self, key: Ints, column: Ints, value: Ints | int, *, least: float = -np.inf, most: float = np.inf) -> None:
        """A row for each of the different keys, with the terms that have it."""
        found, row = np.unique(key, return_inverse=True)
        self.row.append(row + self.count)
        self.column.append(column)
        self.value.append(np.broadcast_to(value, row.shape))
        self.least.append(np.full(len(found), least))
        self.most.append(np.full(len(found), most))
        self.count += len(found)


def full(programme: Programme) -> Full:
    """The model of a programme. Raises ValueError for what the invented instances do not have."""
    problem = programme.problem
    if len(programme.events) < len(problem.events) or any(event.cover for event in problem.events):
        raise ValueError("The full model knows neither locked events nor covered skills.")
    if any(person.share is not None for person in problem.people):
        raise ValueError("The full model knows no fair shares.")
    seats, rows = seats_of(programme), _Rows()
    placed = len(seats.event) + len(seats.start_event)
    _event_rows(programme, seats, rows, placed)
    works = _week_rows(programme, seats, rows, placed + len(programme.events))
    _limit_rows(programme, seats, rows)
    table = csr_array(
        (np.concatenate(rows.value).astype(float), (np.concatenate(rows.row), np.concatenate(rows.column))),
        shape=(rows.count, placed + len(programme.events) + works),
    )
    alone = programme.team[seats.event] == 1
    cost = np.concatenate(
        [
            seats.cost + np.where(alone, programme.week_cost[seats.event, seats.week], 0),
            programme.week_cost[seats.start_event, seats.start_week],
            programme.unplaced,
            np.zeros(works, dtype=np.int64),
        ]
    ).astype(float)
    return Full(programme, seats, cost, table, np.concatenate(rows.least), np.concatenate(rows.most))


def seats_of(programme: Programme) -> Seats:
    """Every event, person and week that the rules allow by themselves."""
    pairs, weeks = programme.pairs, np.arange(programme.free.shape[1])
    layouts = {layout: number for number, layout in enumerate(sorted({(e.held, e.before) for e in programme.events}))}
    room = np.array([_room(programme, *layout) for layout in layouts])
    layout = np.array([layouts[event.held, event.before] for event in programme.events])
    possible = (
        programme.allowed[pairs.event] & room[layout[pairs.event], pairs.person] & (weeks <= pairs.until[:, None])
    )
    pair, week = np.nonzero(possible)
    event = pairs.event[pair]
    key = np.unique((event * len(weeks) + week)[programme.team[event] > 1])
    starts = (key // len(weeks), key % len(weeks))
    return Seats(event, pairs.person[pair], week, pairs.cost[pair], pairs.leads[pair], *starts)


def _room(programme: Programme, held: tuple[int, ...], before: int) -> Flags:
    """In which first weeks on site each person has room for a layout. (P, W)."""
    found = np.zeros(programme.free.shape, dtype=bool)
    for start in range(programme.free.shape[1] - len(held) + 1):
        found[:, start + before] = (programme.free[:, start : start + len(held)] >= held).all(axis=1)
    return found


def _event_rows(programme: Programme, seats: Seats, rows: _Rows, placed: int) -> None:
    """An event is placed or left out; a team is whole, in one week, with a lead."""
    count, starts, width = len(seats.event), len(seats.start_event), programme.free.shape[1]
    alone = np.flatnonzero(programme.team[seats.event] == 1)
    key = np.concatenate([seats.event[alone], seats.start_event, np.arange(len(programme.events))])
    column = np.concatenate([alone, count + np.arange(starts), placed + np.arange(len(programme.events))])
    rows.add(key, column, 1, least=1, most=1)
    together = np.flatnonzero(programme.team[seats.event] > 1)
    of_start = np.searchsorted(
        seats.start_event * width + seats.start_week, seats.event[together] * width + seats.week[together]
    )
    all_starts, every = np.arange(starts), np.ones(len(together), dtype=np.int64)
    rows.add(
        np.concatenate([of_start, all_starts]),
        np.concatenate([together, count + all_starts]),
        np.concatenate([every, -programme.team[seats.start_event]]),
        least=0,
        most=0,
    )
    lead = seats.leads[together]
    rows.add(
        np.concatenate([of_start[lead], all_starts]),
        np.concatenate([together[lead], count + all_starts]),
        np.concatenate([every[lead], np.full(starts, -1)]),
        least=0,
    )
    key = np.tile(np.arange(len(together)), 2)
    rows.add(key, np.concatenate([together, count + of_start]), np.concatenate([every, -every]), most=0)


def _week_rows(programme: Programme, seats: Seats, rows: _Rows, first: int) -> int:
    """Nobody has more in a week than is free, nor works in more weeks in a row than may be; how many variables say
    whether somebody works, from ``first`` on."""
    seat, cell, half_days = _items(programme, seats)
    free = programme.free.reshape(-1)[cell]
    for left in np.unique(free).tolist():
        here = np.flatnonzero(free == left)
        for unit in knapsack_units(frozenset(half_days[here].tolist()), left):
            terms = here[half_days[here] >= unit]
            rows.add(cell[terms], seat[terms], half_days[terms] // unit, most=left // unit)
    tied = grounds(programme)
    weeks = np.bincount(tied.reshape(-1), minlength=tied.size)[tied] > 1
    works = np.cumsum(weeks.reshape(-1)) - 1 + first
    long = np.flatnonzero(weeks.reshape(-1)[cell])
    key = np.tile(np.arange(len(long)), 2)
    ones = np.ones(len(long), dtype=np.int64)
    rows.add(key, np.concatenate([seat[long], works[cell[long]]]), np.concatenate([ones, -ones]), most=0)
    width = programme.free.shape[1]
    for person, most in enumerate(programme.most_running.tolist()):
        for start in range(width - most):
            window = slice(start, start + most + 1)
            if weeks[person, window].all() and len(set(tied[person, window].tolist())) == 1:
                column = works[person * width + start : person * width + start + most + 1]
                rows.add(np.zeros(len(column), dtype=np.int64), column, 1, most=most)
    return int(weeks.sum())


def _items(programme: Programme, seats: Seats) -> tuple[Ints, Ints, Ints]:
    """What seats take, week by week: the seat, the cell (person times W plus week) and the half-days."""
    width, events = programme.free.shape[1], programme.events
    span = np.array([len(event.held) for event in events])[seats.event]
    seat = np.repeat(np.arange(len(seats.event)), span)
    offset = np.arange(len(seat)) - np.repeat(np.cumsum(span) - span, span)
    before = np.array([event.before for event in events])[seats.event[seat]]
    cell = seats.person[seat] * width + seats.week[seat] - before + offset
    size = programme.size[seats.event[seat]]
    return seat, cell, np.where(size > 0, size, programme.free.reshape(-1)[cell])


def _limit_rows(programme: Programme, seats: Seats, rows: _Rows) -> None:
    """Starts keep apart at a body, are no more in a region and week than may be, and leave teams their people."""
    found, width = limits(programme), programme.free.shape[1]
    alone = np.flatnonzero(programme.team[seats.event] == 1)
    start = np.concatenate(
        [seats.event[alone] * width + seats.week[alone], seats.start_event * width + seats.start_week]
    )
    column = np.concatenate([alone, len(seats.event) + np.arange(len(seats.start_event))])
    variables = csr_array(
        (np.ones(len(start)), (start, column)), shape=(found.table.shape[1], int(column.max(initial=-1)) + 1)
    )
    terms = (found.table @ variables).tocoo()
    for most in np.unique(found.most[terms.row]).tolist():
        here = found.most[terms.row] == most
        column, factor = terms.col[here].astype(np.int64), terms.data[here].astype(np.int64)
        rows.add(terms.row[here], column, factor, most=most)


def plan_of(model: Full, values: Sequence[float] | Floats) -> Plan:
    """The plan that the values of the variables say."""
    seats, book = model.seats, Book.blank(model.programme)
    taken: dict[int, list[int]] = {}
    for seat in np.flatnonzero(np.asarray(values[: len(seats.event)]) > 0.5).tolist():
        taken.setdefault(int(seats.event[seat]), []).append(seat)
    for event, of_event in taken.items():
        people = tuple(sorted(int(seats.person[seat]) for seat in of_event))
        lead = min(int(seats.person[seat]) for seat in of_event if seats.leads[seat])
        book.place(event, Held(int(seats.week[of_event[0]]), people, lead))
    return book.plan()
