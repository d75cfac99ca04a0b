"""What people gain at given prices: in each week the best pattern of events, and over the weeks the best path."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inspectorate.planning.columns import Columns, Group
from inspectorate.planning.model import FULL_WEEK
from inspectorate.planning.pairs import Ints
from inspectorate.planning.paths import NEVER, Arc, paths

RANKS = 20
"""Bits for the rank of a column in its cell, beside its gain in one number: the largest then tells which it is."""


@dataclass(frozen=True, slots=True)
class Gained:
    """What people gain at some prices.

    ``takes``: how many people take each price. ``best``: the most that each can gain in each week by one-week events
    with so many half-days, (11, P, W).
    """

    total: int
    takes: Ints
    best: Ints


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
    tops = [_top(group, prices, people * weeks) for group in columns.groups]
    short = [top for top in tops if top.group.half_days]
    long = [top for top in tops if not top.group.half_days]
    best, counts = _fill(short, people * weeks)
    free = programme.free.reshape(-1)
    value = best[free, np.arange(people * weeks)]
    arcs = [Arc(1, value.reshape(people, weeks))]
    arcs += [Arc(top.group.weeks, top.gain[0].reshape(people, weeks)) for top in long]
    total, begun = paths(arcs, programme.most_running)
    taken = _emptied(short, counts, np.flatnonzero(begun.reshape(-1) == 1), free)
    for number, top in enumerate(long, 2):
        taken.append(top.group.pays[top.place[0, begun.reshape(-1) == number]])
    takes = np.bincount(np.concatenate(taken), minlength=columns.prices) if taken else np.zeros(columns.prices, int)
    return Gained(total, takes, best.reshape(FULL_WEEK + 1, people, weeks))


def _top(group: Group, prices: Ints, cells: int) -> _Top:
    """The columns of a group that pay best in each cell, as many as fit into a week."""
    key = (prices[group.pays] - group.cost << RANKS) + group.rank
    most = FULL_WEEK // group.half_days if group.half_days else 1
    gain, place = np.zeros((most, cells), dtype=np.int64), np.zeros((most, cells), dtype=np.int64)
    for row in range(most):
        found = np.maximum.reduceat(key, group.starts)
        where = group.starts + (found & ((1 << RANKS) - 1))
        gain[row, group.cells] = np.maximum(found >> RANKS, 0)
        place[row, group.cells] = where
        key[where] = NEVER
    return _Top(group, gain, place)


def _fill(tops: list[_Top], cells: int) -> tuple[Ints, list[npt.NDArray[np.int8]]]:
    """The most gained with 0 to 10 half-days, and for each size how many of it that takes. (11, cells)."""
    best = np.zeros((FULL_WEEK + 1, cells), dtype=np.int64)
    counts = []
    for top in tops:
        before, count = best.copy(), np.zeros(best.shape, dtype=np.int8)
        for number, total in enumerate(top.gain.cumsum(axis=0), 1):
            used = number * top.group.half_days
            more = before[: FULL_WEEK + 1 - used] + total
            better = more > best[used:]
            best[used:][better] = more[better]
            count[used:][better] = number
        counts.append(count)
    return best, counts


def _emptied(tops: list[_Top], counts: list[npt.NDArray[np.int8]], cells: Ints, free: Ints) -> list[Ints]:
    """The prices of the columns in the best pattern of each cell."""
    left, taken = free[cells].copy(), []
    for top, count in zip(reversed(tops), reversed(counts), strict=True):
        number = count[left, cells]
        for row in range(len(top.gain)):
            taken.append(top.group.pays[top.place[row, cells[number > row]]].astype(np.int64))
        left -= number.astype(np.int64) * top.group.half_days
    return taken
