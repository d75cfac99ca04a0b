"""What events for teams pay at given prices: each chooses the week and the people that cost it least."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from inspectorate.planning.columns import SCALE, Columns
from inspectorate.planning.kernels import cheapest_teams
from inspectorate.planning.pairs import Ints


@dataclass(frozen=True, slots=True)
class Tables:
    """The seats by event and week, in G groups: those of group ``g`` are ``starts[g]`` to ``starts[g + 1]``.

    (G,): ``event``, ``week``, ``team`` and ``week_cost`` (in parts). ``firsts``: where the groups of each event begin.
    """

    starts: Ints
    event: Ints
    week: Ints
    team: Ints
    week_cost: Ints
    firsts: Ints


def tables(columns: Columns) -> Tables:
    """The seats of a programme by event and week."""
    seats, programme = columns.seats, columns.programme
    key = seats.event * programme.free.shape[1] + seats.week
    first = np.flatnonzero(np.diff(key, prepend=-1))
    event, week = seats.event[first], seats.week[first]
    firsts = np.flatnonzero(np.diff(event, prepend=-1))
    week_cost = SCALE * programme.week_cost[event, week]
    return Tables(np.append(first, len(key)), event, week, programme.team[event], week_cost, firsts)


def paid(columns: Columns, table: Tables, prices: Ints, charge: Ints) -> tuple[int, Ints, Ints]:
    """What all events pay together, how often each price is paid (0 or 1; a team's event has none of its own), and the
    rows of ``table`` that were chosen. ``charge``: what each start is charged on top, (E, W)."""
    programme = columns.programme
    unplaced = SCALE * programme.unplaced
    alone, count = programme.team == 1, len(programme.events)
    own = prices[:count]
    pays = np.zeros(columns.prices, dtype=np.int64)
    pays[:count] = alone & (own <= unplaced)
    total = int(np.minimum(own, unplaced)[alone].sum() + unplaced[~alone].sum())
    if not len(table.event):
        return total, pays, np.zeros(0, dtype=np.int64)
    dear = np.zeros(len(table.event), dtype=np.int64)
    seats = np.zeros((len(dear), int(table.team.max())), dtype=np.int64)
    cheapest_teams(prices[columns.first_seat :], columns.seats.leads, table.starts, table.team, dear, seats)
    dear += table.week_cost + charge[table.event, table.week]
    least = np.minimum.reduceat(dear, table.firsts)
    saved = least - unplaced[table.event[table.firsts]]
    # Of equal weeks the first is chosen.
    groups = np.repeat(np.arange(len(table.firsts)), np.diff(table.firsts, append=len(dear)))
    cheapest = np.flatnonzero(dear == least[groups])
    started = cheapest[np.searchsorted(cheapest, table.firsts)][saved < 0]
    for size in np.unique(table.team[started]):
        pays[columns.first_seat + seats[started[table.team[started] == size], :size]] = 1
    return total + int(saved[saved < 0].sum()), pays, started
