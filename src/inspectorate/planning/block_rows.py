"""The rows that ask where the events of a block can be, all others left where they are.

A week of half-days is a knapsack, which its own row describes badly. Rows in larger units do better: with sizes of two
to five days, the unit of three days says that only one event of three days or more fits, that of two days that such an
event leaves room for one of two days at most, and nothing else has to be said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from math import inf

import numpy as np

from inspectorate.planning.book import Book, Held, free_around
from inspectorate.planning.model import FULL_WEEK
from inspectorate.planning.options import Choices
from inspectorate.planning.pairs import Ints
from inspectorate.planning.rows import Rows

FEW = 5
"""So many sizes in a week are tried in all patterns."""


@dataclass(frozen=True, slots=True)
class Starts:
    """What says that an event starts in a week: for an event for one each of its seats, N in all. ``of``: the place of
    the event in the block."""

    of: Ints
    week: Ints
    variable: Ints


@dataclass(slots=True)
class Block:
    """The seats of ``choices`` are the first variables. ``left_out``: whether each event is left out."""

    book: Book
    choices: Choices
    rows: Rows
    starts: Starts
    left_out: Ints

    def seats(self, held: Mapping[int, Held]) -> dict[int, list[int]]:
        """The seats that events hold, for those of which all are options."""
        choices = self.choices
        at = {int(choices.events[of]): of for of in range(len(choices.events))}
        found = {}
        for event, place in held.items():
            here = np.flatnonzero((choices.of == at[event]) & (choices.week == place.week))
            taken = here[np.isin(choices.person[here], place.people)]
            if len(taken) == len(place.people):
                found[event] = taken.tolist()
        return found


def made_for(book: Book, choices: Choices) -> Block:
    made = _event_rows(book, choices)
    _week_rows(made)
    _running_rows(made)
    _spacing_rows(made)
    _starts_rows(made)
    _share_rows(made)
    return made


def _event_rows(book: Book, choices: Choices) -> Block:
    """An event is placed or left out; a team in one week, with a lead and whatever skills somebody must have."""
    programme, rows, width = book.programme, Rows(), book.free.shape[1]
    numbers = choices.events[choices.of]
    alone = programme.team[numbers] == 1
    seats = rows.several(choices.cost + np.where(alone, programme.week_cost[numbers, choices.week], 0))
    together = np.flatnonzero(~alone)
    keys, group = np.unique(choices.of[together] * width + choices.week[together], return_inverse=True)
    of, week = keys // width, keys % width
    start = rows.several(programme.week_cost[choices.events[of], week])
    every, seat = np.arange(len(keys)), np.arange(len(together))
    sizes = programme.team[choices.events[of]]
    ones = np.ones(len(together))
    rows.add_rows(
        np.concatenate([every, group]),
        np.concatenate([start, together]),
        np.concatenate([-sizes, ones]),
        len(keys),
        0,
        0,
    )
    rows.add_rows(
        np.concatenate([seat, seat]),
        np.concatenate([together, start[group]]),
        np.concatenate([ones, -ones]),
        len(seat),
        most=0,
    )
    _team_rows(choices, rows, together, group, start, of)
    left_out = rows.several(programme.unplaced[choices.events])
    starts = Starts(
        np.concatenate([choices.of[alone], of]),
        np.concatenate([choices.week[alone], week]),
        np.concatenate([seats[alone], start]),
    )
    events = np.arange(len(choices.events))
    rows.add_rows(
        np.concatenate([events, starts.of]), np.concatenate([left_out, starts.variable]), 1.0, len(events), 1, 1
    )
    return Block(book, choices, rows, starts, left_out)


def _team_rows(choices: Choices, rows: Rows, together: Ints, group: Ints, start: Ints, of: Ints) -> None:
    """Somebody of a team may lead, and somebody brings each skill that one of them must. ``group``: of each seat of
    ``together`` the week of its event that it is in, whose ``start`` and event (``of``) are known."""
    for bit in range(int(choices.asks.max(initial=0))):
        asking = np.flatnonzero(choices.asks[of] > bit)
        row_of = np.full(len(start), -1)
        row_of[asking] = np.arange(len(asking))
        brings = (row_of[group] >= 0) & (choices.brings[together] >> bit & 1 > 0)
        row = np.concatenate([row_of[group[brings]], np.arange(len(asking))])
        column = np.concatenate([together[brings], start[asking]])
        value = np.concatenate([np.ones(int(brings.sum())), -np.ones(len(asking))])
        rows.add_rows(row, column, value, len(asking), least=0)


def _week_rows(made: Block) -> None:
    """Nobody has more in a week than is free; an event of several weeks takes all of each."""
    seat, cell, half_days = _cells(made)
    free = made.book.free.reshape(-1)
    cells, at = np.unique(cell, return_inverse=True)
    sizes = np.zeros(len(cells), dtype=np.int64)
    np.bitwise_or.at(sizes, at, 1 << half_days)
    # Cells with as much free for events of the same sizes have the same rows.
    kind = sizes * (FULL_WEEK + 1) + free[cells]
    for key in np.unique(kind).tolist():
        mask, left = divmod(key, FULL_WEEK + 1)
        here = np.flatnonzero(kind[at] == key)
        for unit in knapsack_units(frozenset(size for size in range(FULL_WEEK + 1) if mask >> size & 1), left):
            factor, most = half_days[here] // unit, left // unit
            total = np.bincount(at[here], weights=factor, minlength=len(cells))
            says = (factor > 0) & (total[at[here]] > most)
            row, count = _numbered(at[here[says]])
            made.rows.add_rows(row, seat[here[says]], factor[says], count, most=most)


def _cells(made: Block) -> tuple[Ints, Ints, Ints]:
    """For each week that a seat takes of somebody: the seat, the cell (person and week), and how many half-days."""
    book, choices = made.book, made.choices
    layouts: dict[tuple[tuple[int, ...], int], list[int]] = defaultdict(list)
    for of, number in enumerate(choices.events.tolist()):
        event = book.programme.events[number]
        layouts[event.held, event.before].append(of)
    width, free = book.free.shape[1], book.free.reshape(-1)
    found: list[tuple[Ints, Ints, Ints]] = [(np.zeros(0, dtype=np.int64),) * 3]
    for (held, before), listed in layouts.items():
        seat = np.flatnonzero(np.isin(choices.of, listed))
        for half_days, offset in zip(held, range(-before, len(held) - before), strict=True):
            cell: Ints = choices.person[seat] * width + choices.week[seat] + offset
            found.append((seat, cell, free[cell] if len(held) > 1 else np.full(len(seat), half_days)))
    seats, cells, sizes = (np.concatenate([part[column] for part in found]) for column in range(3))
    return seats, cells, sizes


def _numbered(keys: Ints) -> tuple[Ints, int]:
    """Keys as the numbers of rows from 0, and how many there are."""
    found, row = np.unique(keys, return_inverse=True)
    return row, len(found)


@cache
def knapsack_units(sizes: frozenset[int], free: int) -> tuple[int, ...]:
    """The units q for which the rows ``size // q`` against ``free // q`` together say what fits.

    The unit of a half-day always says it, and is left out where the patterns that the others allow all fit.
    """

    def says_more(unit: int, other: int) -> bool:
        return free // unit <= free // other and all(size // unit >= size // other for size in sizes)

    kept: list[int] = []
    for unit in sorted(sizes):
        if not any(says_more(other, unit) for other in kept):
            kept = [*(other for other in kept if not says_more(unit, other)), unit]
    if len(sizes) > FEW:
        return (1, *kept)
    for pattern in product(*(range(free // size + 2) for size in sorted(sizes))):
        items = list(zip(sorted(sizes), pattern, strict=True))
        allowed = all(sum(size // unit * count for size, count in items) <= free // unit for unit in kept)
        if allowed and sum(size * count for size, count in items) > free:
            return (1, *kept)
    return tuple(kept)


def _running_rows(made: Block) -> None:
    """No more weeks in a row than may be: a variable for each week that somebody may work in."""
    book, most_running = made.book, made.book.programme.most_running
    seat, cell, _ = _cells(made)
    could = book.holds > 0
    could.reshape(-1)[cell] = True
    before, after = free_around(could)
    # Only where all of what could be would be too many in a row, something has to be said.
    long = (could & (after - before - 1 > most_running[:, None])).reshape(-1)
    width = could.shape[1]
    open_cells: dict[int, list[int]] = defaultdict(list)
    for one, at in zip(seat[long[cell]].tolist(), cell[long[cell]].tolist(), strict=True):
        if not book.holds[at // width, at % width]:
            open_cells[at].append(one)
    works: dict[int, int] = {}
    for person in sorted({at // width for at in open_cells}):
        most = int(most_running[person])
        for first in range(person * width, person * width + width - most):
            window = range(first, first + most + 1)
            free = [at for at in window if at in open_cells]
            if not free or not could[person, first - person * width :][: most + 1].all():
                continue
            for at in free:
                if at not in works:
                    works[at] = made.rows.variable(whole=False)
                    for one in open_cells[at]:
                        made.rows.add([(one, 1), (works[at], -1)], most=0)
            made.rows.add([(works[at], 1) for at in free], most=most - (len(window) - len(free)))


def _spacing_rows(made: Block) -> None:
    """Events of the block at one body keep apart; those outside it have closed their weeks already."""
    programme, starts = made.book.programme, made.starts
    names = [programme.events[number].body for number in made.choices.events.tolist()]
    body = np.unique(names, return_inverse=True)[1].astype(np.int64) if names else np.zeros(0, dtype=np.int64)
    near = np.flatnonzero(np.bincount(body)[body[starts.of]] > 1) if names else np.zeros(0, dtype=np.int64)
    spacing, width = programme.problem.rules.spacing, programme.free.shape[1]
    # A start is in the runs of weeks that begin in its week and in each of the weeks before it.
    column = np.tile(near, spacing)
    run = starts.week[column] + np.repeat(np.arange(spacing), len(near))
    key = body[starts.of[column]] * (width + spacing) + run
    pair = np.unique(np.stack([key, starts.of[column]]), axis=1)
    keys, events = np.unique(pair[0], return_counts=True)
    bound = np.isin(key, keys[events > 1])
    row, count = _numbered(key[bound])
    made.rows.add_rows(row, starts.variable[column[bound]], 1.0, count, most=1)


def _starts_rows(made: Block) -> None:
    """No more starts in a week and region than may be."""
    book, starts = made.book, made.starts
    most = book.programme.problem.rules.most_starts
    variables: dict[tuple[str, int], list[int]] = defaultdict(list)
    for of, week, variable in zip(starts.of.tolist(), starts.week.tolist(), starts.variable.tolist(), strict=True):
        region = book.programme.events[int(made.choices.events[of])].region
        if region in most:
            variables[region, week].append(variable)
    for (region, week), listed in variables.items():
        left = most[region] - book.starts[region, week]
        made.rows.add([(variable, 1) for variable in listed], most=left)


def _share_rows(made: Block) -> None:
    """Half-days above a fair share have their price."""
    programme, choices, load = made.book.programme, made.choices, made.book.load
    price = programme.problem.rules.over_share
    effort = np.array([sum(programme.events[number].held) for number in choices.events.tolist()], dtype=np.int64)
    for person in np.unique(choices.person).tolist():
        if price and programme.problem.people[person].share is not None:
            seats = np.flatnonzero(choices.person == person)
            over = made.rows.variable(price, whole=False, most=inf)
            terms = [(seat, -int(effort[choices.of[seat]])) for seat in seats.tolist()]
            made.rows.add([(over, 1), *terms], least=float(load[person] - programme.share[person]))
