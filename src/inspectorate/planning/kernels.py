"""The loops that prices spend their time in, compiled (numba): plain Python to read, and to test as `py_func`.

Each works on whole numbers only, so that it gives the same on every machine. ``most`` and sizes are in half-days.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

from inspectorate.planning.pairs import Flags, Ints

Small = npt.NDArray[np.int32]
Counts = npt.NDArray[np.int8]

NOTHING = -1
"""The place of no column."""


@njit(cache=True, nogil=True)
def pairs_by_cell(
    rows: Ints, event: Ints, person: Ints, until: Ints, allowed: Flags, room: Flags, before: int
) -> tuple[Small, Ints]:
    """The pairs of each cell, and where those of each begin, with the end of all, (P * W + 1,).

    ``rows``: the pairs, by person. Of all pairs, by row, the ``event``, the ``person`` and the last week ``until``
    which they may begin on site; they may where the event is ``allowed``, (E, W), and the person has ``room``, (P, W).
    A cell is the person times W plus the first week held, so many ``before`` the first on site.
    """
    people, weeks = room.shape
    starts = np.zeros(people * weeks + 1, np.int64)
    for row in rows:
        for week in range(min(until[row] + 1, weeks)):
            if allowed[event[row], week] and room[person[row], week]:
                starts[person[row] * weeks + week - before + 1] += 1
    starts = starts.cumsum()
    filled, pairs = starts.copy(), np.zeros(starts[-1], np.int32)
    for row in rows:
        for week in range(min(until[row] + 1, weeks)):
            if allowed[event[row], week] and room[person[row], week]:
                cell = person[row] * weeks + week - before
                pairs[filled[cell]] = row
                filled[cell] += 1
    return pairs, starts


@njit(cache=True, nogil=True)
def best_of_cells(pays: Small, cost: Small, starts: Ints, prices: Ints, gain: Ints, place: Ints) -> None:
    """The columns that pay best in each cell, best first, into ``gain`` and ``place``.

    (N,): ``pays``, the price of each column, and ``cost``, what is taken off it; those of cell ``c`` are from
    ``starts[c]`` to ``starts[c + 1]``. (K, cells): ``gain``, above 0 or 0 where there is none, and ``place``. Of equal
    columns the last one is taken first.
    """
    most = gain.shape[0]
    for cell in range(len(starts) - 1):
        for row in range(most):
            gain[row, cell] = 0
            place[row, cell] = NOTHING
        for column in range(starts[cell], starts[cell + 1]):
            found = prices[pays[column]] - cost[column]
            if found <= 0 or found < gain[most - 1, cell]:
                continue
            row = most - 1
            while row > 0 and gain[row - 1, cell] <= found:
                gain[row, cell] = gain[row - 1, cell]
                place[row, cell] = place[row - 1, cell]
                row -= 1
            gain[row, cell] = found
            place[row, cell] = column


@njit(cache=True, nogil=True)
def fill_weeks(gain: Ints, size: int, best: Ints, count: Counts) -> None:
    """Take columns of one ``size`` into weeks that are filled so far as ``best`` says, (11, cells): the most gained
    with so many half-days. ``gain``: of the best columns of that size, (K, cells). ``count``, (11, cells): how many of
    them are taken."""
    for cell in range(best.shape[1]):
        for free in range(best.shape[0] - 1, size - 1, -1):
            total = 0
            found = best[free, cell]
            for number in range(1, min(free // size, gain.shape[0]) + 1):
                total += gain[number - 1, cell]
                if best[free - number * size, cell] + total > found:
                    found = best[free - number * size, cell] + total
                    count[free, cell] = number
            best[free, cell] = found


@njit(cache=True, nogil=True)
def best_paths(gain: Ints, lengths: Ints, most: Ints, begun: Counts) -> int:
    """What all people gain on their best ways through the weeks.

    ``gain``: of each arc for a person from a week on, (A, P, W), 0 or less: no use. ``lengths``: the weeks that each
    takes, (A,). ``most``: the weeks in a row that each person may have, W where there is no limit, (P,). ``begun``,
    (P, W): the number of the arc that each begins in each week, counted from 1; 0: none.
    """
    arcs, people, weeks = gain.shape
    after = np.zeros((weeks + 1, weeks + 1), np.int64)
    picks = np.zeros((weeks, weeks + 1), np.int8)
    total = 0
    for person in range(people):
        limit = most[person]
        runs = limit + 1 if limit < weeks else 1
        for week in range(weeks - 1, -1, -1):
            for run in range(runs):
                best, pick = after[week + 1, 0], 0
                for arc in range(arcs):
                    end = week + lengths[arc]
                    longer = run + lengths[arc] if limit < weeks else 0
                    if end <= weeks and longer < runs and gain[arc, person, week] + after[end, longer] > best:
                        best, pick = gain[arc, person, week] + after[end, longer], arc + 1
                after[week, run] = best
                picks[week, run] = pick
        total += after[0, 0]
        week, run = 0, 0
        while week < weeks:
            pick = picks[week, run]
            begun[person, week] = pick
            if pick:
                run = run + lengths[pick - 1] if limit < weeks else 0
                week += lengths[pick - 1]
            else:
                run = 0
                week += 1
    return total


@njit(cache=True, nogil=True)
def cheapest_teams(price: Ints, leads: Flags, starts: Ints, team: Ints, total: Ints, seats: Ints) -> None:
    """The cheapest team of each group of seats, a lead among them.

    (T,): ``price`` and ``leads``; those of group ``g`` are from ``starts[g]`` to ``starts[g + 1]``. ``team``: how many
    each group needs, (G,). ``total``, (G,): what it costs, ``too dear`` (2**50) where there is none. ``seats``, (G, the
    largest team): which seats, in the first places.
    """
    for group in range(len(team)):
        size, found, lead = team[group], 0, NOTHING
        for seat in range(starts[group], starts[group + 1]):
            if leads[seat] and (lead == NOTHING or price[seat] < price[lead]):
                lead = seat
            if found == size and price[seat] >= price[seats[group, size - 1]]:
                continue
            row = found if found < size else size - 1
            while row > 0 and price[seats[group, row - 1]] > price[seat]:
                seats[group, row] = seats[group, row - 1]
                row -= 1
            seats[group, row] = seat
            found = min(found + 1, size)
        if found < size or lead == NOTHING:
            total[group] = 2**50
            continue
        if not leads[seats[group, :size]].any():
            seats[group, size - 1] = lead
        total[group] = price[seats[group, :size]].sum()


@njit(cache=True, nogil=True)
def cheapest_of_rows(row: Ints, price: Ints, begin: int, least: Ints, place: Ints) -> None:
    """The cheapest columns of each row, cheapest first, into ``least`` and ``place``.

    (N,): the ``row`` of each column and its ``price``; ``begin``: the place of the first of them. (R, K): ``least``
    and ``place``, ``NOTHING`` where a row has fewer columns; what is there already stays where it is cheaper. Of
    equal columns the first one comes first.
    """
    most = least.shape[1]
    for column in range(len(row)):
        of, found = row[column], price[column]
        if place[of, most - 1] != NOTHING and found >= least[of, most - 1]:
            continue
        at = most - 1
        while at > 0 and (place[of, at - 1] == NOTHING or least[of, at - 1] > found):
            least[of, at] = least[of, at - 1]
            place[of, at] = place[of, at - 1]
            at -= 1
        least[of, at] = found
        place[of, at] = begin + column
