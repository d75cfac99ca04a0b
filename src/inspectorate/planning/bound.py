"""Prices that prove how good a plan can be: what events pay less what people gain, made as large as it will go.

Every assignment is priced and every week's capacity kept, so each person has a small problem of their own; limits on
starts are priced too (`limits`). Prices move by a step that shrinks: up where an event, and those like it, are taken by
too few, down where by too many. A team's event has a price for all its seats, and each seat has its own on top, so that
its people come to agree on a week.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from inspectorate.planning.certificate import PoolCharges, Prices, Seat
from inspectorate.planning.columns import SCALE, Columns
from inspectorate.planning.gain import Gained, core, gained
from inspectorate.planning.greedy import Worth
from inspectorate.planning.limits import Limits
from inspectorate.planning.pairs import Floats, Ints
from inspectorate.planning.pay import Tables, paid, tables
from inspectorate.planning.pools import Pool

ITERATIONS = 400
FRESH = 8
"""Iterations from one look at all columns to the next; between them only those that paid best are looked at."""
LAST = 0.003
"""The last step as a share of the first."""
MEMORY = 20
"""Iterations whose directions a step goes by: people who are equally good would else all come and all go."""
PATIENCE = 20
"""Iterations without a better bound after which prices go back to the best ones, with steps half as long."""
NEVER = -(2**40)
"""The price of a seat that nobody is to take."""
SEATS = 2
"""How much farther the prices of seats move: an event asks for few of its many, and each of them rarely."""
LEVEL = 12
"""How much farther the prices of like events move together, by what they lack on the average. Each alone they would
rise with each other and find back only slowly: who leaves an event that is too dear takes another that is so too."""
FARTHEST = -10.0
"""What an event can have too many of, in teams, in that average."""
BELIEVED = 20
"""Like events of which what they lack is believed by half: few lack something only by chance."""


@dataclass(frozen=True, slots=True)
class Dual:
    """Prices in parts of a point, one for each index, and one for each limit; what people gain at them, and the bound
    in points. ``state``: from which they can be moved on."""

    prices: Ints
    limits: Ints
    gained: Gained
    bound: int
    state: State


@dataclass(frozen=True, slots=True)
class State:
    """Prices on their way: of events (E,), what seats have on top of them (T,), of limits (R,)."""

    price: Floats
    apart: Floats
    limit: Floats


def dual(
    columns: Columns,
    step: float,
    *,
    iterations: int = ITERATIONS,
    last: float = LAST,
    start: State | None = None,
    spent: Callable[[int], float] = lambda bound: 0.0,
    heard: Callable[[Gained], None] = lambda gain: None,
) -> Dual:
    """The best prices of so many iterations, with a first step of so many points; the ``last`` one is so much of it.

    After each iteration ``spent`` is told the best bound and says how much of the time is gone, as a share; steps are
    short by then, and at 1 it ends. ``heard`` is told after each what people would take at its prices.
    """
    table, seats = tables(columns), len(columns.seats.event)
    now = start or State(_cheapest(columns), np.zeros(seats), np.zeros(len(columns.limits.most)))
    best, want = _at(columns, table, now)
    way, near, iteration, done = np.zeros(len(want)), columns, 1, max(1 / iterations, spent(best.bound))
    bettered, toward = iteration, want
    while done < 1:
        way += (want - way) / MEMORY
        length = step * SCALE * last**done
        now = _moved(now, length * way)
        iteration += 1
        if iteration % FRESH and iteration < iterations:
            found, want = _at(near, table, now)  # no proof: other columns may pay more
        else:
            found, want = _at(columns, table, now)
            if found.bound > best.bound:
                best, toward, bettered = found, want, iteration
            elif iteration - bettered >= PATIENCE:
                # Steps that are too long only lead away from good prices, and short ones would not find back in time.
                found, now, want, way, step = best, best.state, toward, np.zeros(len(way)), step / 2
                bettered = iteration
            # As far as a price of an event can rise until the next look.
            near = core(columns, found.prices, int(FRESH * (1 + LEVEL) * length))
        heard(found.gained)
        done = max(iteration / iterations, spent(best.bound))
    return best


def _at(columns: Columns, table: Tables, now: State) -> tuple[Dual, Floats]:
    """What the prices of a state prove, and the direction in which they should move."""
    limit = np.rint(now.limit).astype(np.int64)
    charge = (limit @ columns.limits.table).reshape(columns.programme.allowed.shape)
    prices = _whole(columns, table, now, charge)
    gain = gained(columns, prices)
    pays, paying, started = paid(columns, table, prices, charge)
    bound = -((gain.total - pays + int(limit @ columns.limits.most)) // SCALE)
    starts = _starts(columns, gain.takes)
    starts[table.event[started], table.week[started]] = 1
    want = (paying - gain.takes).astype(np.float64)
    over = np.minimum(columns.limits.table @ starts.reshape(-1) - columns.limits.most, 3)
    way = np.concatenate([_lacking(columns, want), want[columns.first_seat :], over])
    return Dual(prices, limit, gain, bound, now), way


def _moved(now: State, by: Floats) -> State:
    """The state after a step; no limit has a price below nothing."""
    count, seats = len(now.price), len(now.apart)
    price, apart = now.price + by[:count], now.apart + SEATS * by[count : count + seats]
    return State(price, apart, np.maximum(now.limit + by[count + seats :], 0))


def _starts(columns: Columns, takes: Ints) -> Ints:
    """By how many people limited events for one are taken, by their first week on site. (E, W)."""
    found = np.zeros(columns.programme.allowed.shape, dtype=np.int64)
    found[columns.begun.event, columns.begun.week] = takes[len(found) : columns.first_seat]
    return found


def _cheapest(columns: Columns) -> Floats:
    """The least that a person in an event can cost, its share in the week's cost with it. (E,)."""
    programme, pairs = columns.programme, columns.programme.pairs
    week = np.where(programme.allowed, programme.week_cost, 2**31).min(axis=1)
    person = np.full(len(programme.events), 2**31)
    np.minimum.at(person, pairs.event, pairs.cost)
    found: Floats = SCALE * np.minimum(week / programme.team + person, programme.unplaced / programme.team)
    return found


def _whole(columns: Columns, table: Tables, now: State, charge: Ints) -> Ints:
    """The prices in whole parts: events' own; by start, less what it is charged; seats', less their share of what the
    week costs and a start is charged."""
    begun, size = columns.begun, np.diff(table.starts)
    by_start = now.price[begun.event] - charge[begun.event, begun.week]
    share = (table.week_cost + charge[table.event, table.week]) / table.team
    seat = np.repeat(now.price[table.event] - share, size) + now.apart
    whole: Ints = np.rint(np.concatenate([now.price, by_start, seat])).astype(np.int64)
    return whole


def _lacking(columns: Columns, want: Floats) -> Floats:
    """How far each event is from having its people, in teams: 1 (nobody), 0, -1 (twice as many), to -3 at most; and how
    far those like it are on the average, many times (`LEVEL`).

    Many people are equally good for an event, so that all of them take it as soon as it pays; a price must fall faster
    than it rises, or most of the time is lost in their coming and going. Without an end to it, one fall undoes all; for
    the average, which hears of the fall of one less, the end is farther off. What is as good as not asked for stays.
    """
    programme, alike, count = columns.programme, columns.alike, len(columns.programme.events)
    of_others = np.concatenate([columns.begun.event, columns.seats.event])
    lacking = want[:count] + np.bincount(of_others, weights=want[count:], minlength=count)
    asked = programme.unplaced > 0
    lacking *= asked / programme.team
    total = np.bincount(alike, weights=np.clip(lacking, FARTHEST, 1.0))
    together = total / (np.bincount(alike, weights=asked) + BELIEVED)
    found: Floats = np.clip(lacking, -3.0, 1.0) + LEVEL * together[alike] * asked
    return found


def prices(columns: Columns, found: Dual) -> Prices:
    """Prices as a certificate keeps them."""
    programme, seats, limit = columns.programme, columns.seats, columns.limits
    names = [event.id for event in programme.events]
    alone = {names[number]: int(found.prices[number]) for number in np.flatnonzero(programme.team == 1)}
    by_event: dict[str, list[Seat]] = {names[number]: [] for number in np.flatnonzero(programme.team > 1)}
    people = [person.id for person in programme.problem.people]
    paid = found.prices[columns.first_seat :].tolist()
    for event, week, person, price in zip(
        seats.event.tolist(), seats.week.tolist(), seats.person.tolist(), paid, strict=True
    ):
        by_event[names[event]].append(Seat(week, people[person], price))
    apart, starts = _by_name(limit.bodies, found.limits), _by_name(limit.regions, found.limits[len(limit.bodies) :])
    listed = {name: tuple(of_event) for name, of_event in by_event.items()}
    return Prices(SCALE, alone, listed, apart, starts, _of_pools(names, limit, found.limits))


def _of_pools(names: Sequence[str], limit: Limits, found: Ints) -> tuple[PoolCharges, ...]:
    """What events for teams are charged in their pools, where that is not nothing."""
    charges: dict[Pool, dict[int, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    for row, price in zip(limit.pools, found[len(found) - len(limit.pools) :].tolist(), strict=True):
        if price:
            charges[row.pool][row.unit][row.week] = price
    return tuple(
        PoolCharges(tuple(names[number] for number in pool.events), dict(by_unit), pool.lead, pool.skill)
        for pool, by_unit in charges.items()
    )


def _by_name(keys: tuple[tuple[str, int], ...], found: Ints) -> dict[str, dict[int, int]]:
    """The prices that are not nothing, by body or region and week."""
    named: dict[str, dict[int, int]] = defaultdict(dict)
    for (name, week), price in zip(keys, found.tolist(), strict=False):
        if price:
            named[name][week] = price
    return dict(named)


def worth(columns: Columns, found: Dual) -> Worth:
    """What time is worth to the events for one that would take it, and starts to those limited with them."""
    free, prices = columns.programme.free, found.prices.copy()
    prices[columns.first_seat :] = NEVER
    people, weeks = np.indices(free.shape)
    best = gained(columns, prices).best
    left = np.maximum(free - np.arange(len(best))[:, None, None], 0)
    charge = (found.limits @ columns.limits.table).reshape(columns.programme.allowed.shape)
    return Worth(best[free, people, weeks] - best[left, people, weeks], charge)
