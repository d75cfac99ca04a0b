"""What people gain at given prices: in each week the best pattern of events, and over the weeks the best path."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from inspectorate.planning.columns import Columns, Group
from inspectorate.planning.kernels import NOTHING, best_of_cells, best_paths, fill_weeks
from inspectorate.planning.model import FULL_WEEK
from inspectorate.planning.pairs import Ints

Found = TypeVar("Found")

KEPT = 12
"""Columns of a cell and size in the core."""
MANY = 100_000
"""Columns of a layout that are worth a thread."""
THREADS = ThreadPoolExecutor(thread_name_prefix="prices")
"""Layouts of many columns are looked through at the same time: the compiled loops hold no lock."""


@dataclass(frozen=True, slots=True)
class Gained:
    """What people gain at some prices.

    ``takes``: how many people take each price. ``best``: the most that each can gain in each week by one-week events
    with so many half-days, (11, P, W). ``taken``: the prices that are taken, one for each person who takes it, and
    ``cells``: by whom and from which week on, person times W plus week. ``arcs``: the most by all that is free in a
    week, then by one event of each longer layout that begins then, (A, P, W); ``lengths``: the weeks that each takes,
    (A,).
    """

    total: int
    takes: Ints
    best: Ints
    taken: Ints
    cells: Ints
    arcs: Ints
    lengths: Ints


@dataclass(frozen=True, slots=True)
class _Top:
    """The best columns of a group in each cell, best first: their gains, at least 0, and their places. (K, cells)."""

    group: Group
    gain: Ints
    place: Ints


def gained(columns: Columns, prices: Ints) -> Gained:
    """What people gain at ``prices``, in parts of a point, one for each index."""
    programme = columns.programme
    people, weeks = programme.free.shape
    tops = _each(columns, lambda group: _top(group, prices, people * weeks, _most(group)))
    short = [top for top in tops if top.group.half_days]
    long = [top for top in tops if not top.group.half_days]
    best, counts = _fill(short, people * weeks)
    free = programme.free.reshape(-1)
    arcs = np.stack([best[free, np.arange(people * weeks)], *(top.gain[0] for top in long)])
    arcs = arcs.reshape(len(arcs), people, weeks)
    lengths = np.array([1, *(top.group.weeks for top in long)], dtype=np.int64)
    begun = np.zeros((people, weeks), dtype=np.int8)
    total = best_paths(arcs, lengths, programme.most_running, begun)
    taken = _emptied(short, counts, np.flatnonzero(begun.reshape(-1) == 1), free)
    for number, top in enumerate(long, 2):
        cells = np.flatnonzero(begun.reshape(-1) == number)
        taken.append((top.group.pays[top.place[0, cells]].astype(np.int64), cells))
    none = np.zeros(0, dtype=np.int64)
    paid, where = (np.concatenate([none, *(part[column] for part in taken)]) for column in range(2))
    takes = np.bincount(paid, minlength=columns.prices)
    return Gained(int(total), takes, best.reshape(FULL_WEEK + 1, people, weeks), paid, where, arcs, lengths)


def _most(group: Group) -> int:
    """How many columns of a group fit into a week."""
    return FULL_WEEK // group.half_days if group.half_days else 1


def _top(group: Group, prices: Ints, cells: int, most: int) -> _Top:
    """The columns of a group that pay best in each cell, so many of them."""
    gain, place = np.zeros((most, cells), dtype=np.int64), np.zeros((most, cells), dtype=np.int64)
    best_of_cells(group.pays, group.cost, group.starts, prices, gain, place)
    return _Top(group, gain, place)


def _fill(tops: list[_Top], cells: int) -> tuple[Ints, list[npt.NDArray[np.int8]]]:
    """The most gained with 0 to 10 half-days, and for each size how many of it that takes. (11, cells)."""
    best = np.zeros((FULL_WEEK + 1, cells), dtype=np.int64)
    counts = []
    for top in tops:
        count = np.zeros(best.shape, dtype=np.int8)
        fill_weeks(top.gain, top.group.half_days, best, count)
        counts.append(count)
    return best, counts


def _emptied(tops: list[_Top], counts: list[npt.NDArray[np.int8]], cells: Ints, free: Ints) -> list[tuple[Ints, Ints]]:
    """The prices of the columns in the best pattern of each cell, and the cells they are in."""
    left, taken = free[cells].copy(), list[tuple[Ints, Ints]]()
    for top, count in zip(reversed(tops), reversed(counts), strict=True):
        number = count[left, cells]
        for row in range(len(top.gain)):
            here = cells[number > row]
            taken.append((top.group.pays[top.place[row, here]].astype(np.int64), here))
        left -= number.astype(np.int64) * top.group.half_days
    return taken


def core(columns: Columns, prices: Ints, margin: int) -> Columns:
    """Only the columns that pay best in each cell at ``prices``, of those that would pay if all prices were higher by
    ``margin``: near these prices people gain the same by them. The numbers of prices stay."""
    raised, cells = prices + margin, columns.programme.free.size
    groups = _each(columns, lambda group: _core(group, _top(group, raised, cells, KEPT).place))
    return replace(columns, groups=tuple(groups))


def _each(columns: Columns, do: Callable[[Group], Found]) -> list[Found]:
    many = max((len(group.pays) for group in columns.groups), default=0) >= MANY
    return list((THREADS.map if many else map)(do, columns.groups))


def _core(group: Group, place: Ints) -> Group:
    kept = np.sort(place[place != NOTHING])
    return replace(group, pays=group.pays[kept], cost=group.cost[kept], starts=np.searchsorted(kept, group.starts))
