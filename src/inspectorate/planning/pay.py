"""What events for teams pay at given prices: each chooses the week and the people that cost it least."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from inspectorate.planning.columns import SCALE, Columns
from inspectorate.planning.pairs import Flags, Ints

TOO_DEAR = 2**50


@dataclass(frozen=True, slots=True)
class Tables:
    """The seats of each event and week, G of them, side by side: (G, C), C the most people that any has.

    ``seat``: their numbers, ``none`` where there is no more. ``leads``: who may lead. ``event``, ``week`` and
    ``week_cost`` (in parts): (G,). ``starts``: where each event begins.
    """

    seat: Ints
    none: Flags
    leads: Flags
    event: Ints
    week: Ints
    week_cost: Ints
    starts: Ints


def tables(columns: Columns) -> Tables:
    """The seats of a programme, side by side."""
    seats, programme = columns.seats, columns.programme
    weeks = programme.free.shape[1]
    key = seats.event * weeks + seats.week
    first = np.flatnonzero(np.diff(key, prepend=-1))
    length = np.diff(first, append=len(key))
    at = np.arange(length.max(initial=0))
    none = at >= length[:, None]
    seat = np.where(none, 0, first[:, None] + at)
    event, week = seats.event[first], seats.week[first]
    starts = np.flatnonzero(np.diff(event, prepend=-1))
    leads = seats.leads[seat] & ~none
    return Tables(seat, none, leads, event, week, SCALE * programme.week_cost[event, week], starts)


def paid(columns: Columns, table: Tables, prices: Ints, charge: Ints) -> tuple[int, Ints, Ints]:
    """What all events pay together, how often each price is paid (0 or 1; a team's event has none of its own), and the
    rows of ``table`` that were chosen. ``charge``: what each start is charged on top, (E, W)."""
    programme = columns.programme
    unplaced = SCALE * programme.unplaced
    alone, count = programme.team == 1, len(programme.events)
    own = prices[:count]
    pays = np.zeros(columns.prices, dtype=np.int64)
    pays[:count] = alone & (own <= unplaced)
    total = int(np.minimum(own, unplaced)[alone].sum())
    teams = np.flatnonzero(~alone)
    least, started = unplaced.copy(), []
    if len(table.event):
        price = np.where(table.none, TOO_DEAR, prices[columns.first_seat + table.seat])
        dear = _cheapest_teams(programme.team[table.event], price, table.leads)
        dear += table.week_cost + charge[table.event, table.week]
        for first, last in zip(table.starts, [*table.starts[1:], len(dear)], strict=True):
            chosen = first + int(np.argmin(dear[first:last]))
            event = int(table.event[chosen])
            if dear[chosen] < least[event]:
                least[event] = dear[chosen]
                started.append(chosen)
                pays[columns.first_seat + _team(table, chosen, price[chosen], int(programme.team[event]))] = 1
    return total + int(least[teams].sum()), pays, np.array(started, dtype=np.int64)


def _cheapest_teams(team: Ints, price: Ints, leads: Flags) -> Ints:
    """The least that each group's team costs, a lead among them. (G,)."""
    wide = max(int(team.max()) - price.shape[1], 0)
    ordered = np.sort(np.pad(price, ((0, 0), (0, wide)), constant_values=TOO_DEAR), axis=1)
    lead = np.where(leads, price, TOO_DEAR).min(axis=1)
    rows = np.arange(len(team))
    others = ordered.cumsum(axis=1)[rows, team - 2]
    found: Ints = others + np.maximum(ordered[rows, team - 1], lead)
    return found


def _team(table: Tables, row: int, price: Ints, team: int) -> Ints:
    """The seats of the cheapest team of one group: the cheapest, with the cheapest lead last if there is none."""
    order = np.argsort(price, kind="stable")
    chosen = order[:team].copy()
    if not table.leads[row, chosen].any():
        chosen[-1] = next(place for place in order if table.leads[row, place])
    seats: Ints = table.seat[row, chosen]
    return seats
