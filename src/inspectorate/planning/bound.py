"""Prices that prove how good a plan can be: what events pay less what people gain, made as large as it will go.

Every assignment is priced and every week's capacity kept, so each person has a small problem of their own. Prices move
by a step that shrinks: up where an event is taken by too few, down where by too many. A team's event has one price for
all its seats at first; later each seat has its own as well, so that its people come to agree on a week.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inspectorate.planning.columns import SCALE, Columns
from inspectorate.planning.gain import Gained, gained
from inspectorate.planning.model import Prices, Seat
from inspectorate.planning.pairs import Ints
from inspectorate.planning.pay import paid, tables

Floats = npt.NDArray[np.float64]

ITERATIONS = 240
SHRINK = 0.98
"""By which each step is shorter than the one before."""


@dataclass(frozen=True, slots=True)
class Dual:
    """Prices in parts of a point, one for each index, with what people gain at them and the bound in points."""

    prices: Ints
    gained: Gained
    bound: int


def dual(
    columns: Columns,
    step: float,
    *,
    iterations: int = ITERATIONS,
    going: Callable[[int], bool] = lambda bound: True,
) -> Dual:
    """The best prices of so many iterations, with a first step of so many points.

    After each iteration ``going`` is told the best bound and says whether to go on.
    """
    count, seats = len(columns.programme.events), columns.seats
    table = tables(columns)
    price, apart, way = _cheapest(columns), np.zeros(len(seats.event)), np.zeros(columns.prices)
    best: Dual | None = None
    for iteration in range(iterations):
        prices = _whole(columns, price, apart)
        gain = gained(columns, prices)
        pays, paying = paid(columns, table, prices)
        bound = -((gain.total - pays) // SCALE)
        if best is None or bound > best.bound:
            best = Dual(prices, gain, bound)
        if not going(best.bound):
            break
        length = step * SCALE * SHRINK**iteration
        want = (paying - gain.takes).astype(np.float64)
        # Half of each direction is the one before: people who are equally good would else all come and all go.
        way = (way + np.concatenate([_lacking(columns, want), want[count:]])) / 2
        price += length * way[:count]
        if iteration >= iterations // 3:
            apart += length * way[count:]
    assert best is not None
    return best


def _cheapest(columns: Columns) -> Floats:
    """The least that a person in an event can cost, its share in the week's cost with it. (E,)."""
    programme, pairs = columns.programme, columns.programme.pairs
    week = np.where(programme.allowed, programme.week_cost, 2**31).min(axis=1)
    person = np.full(len(programme.events), 2**31)
    np.minimum.at(person, pairs.event, pairs.cost)
    found: Floats = SCALE * np.minimum(week / programme.team + person, programme.unplaced / programme.team)
    return found


def _whole(columns: Columns, price: Floats, apart: Floats) -> Ints:
    """The prices in whole parts: an event's own, or its seats' with their share of the week's cost taken off."""
    programme, seats = columns.programme, columns.seats
    week_cost = SCALE * programme.week_cost[seats.event, seats.week] / programme.team[seats.event]
    seat = price[seats.event] - week_cost + apart
    whole: Ints = np.rint(np.concatenate([price, seat])).astype(np.int64)
    return whole


def _lacking(columns: Columns, want: Floats) -> Floats:
    """How far each event is from having its people, in teams: 1 (nobody), 0, -1 (twice as many), to -3 at most.

    Many people are equally good for an event, so that all of them take it as soon as it pays; a price must fall faster
    than it rises, or most of the time is lost in their coming and going. Without an end to it, one fall undoes all.
    """
    programme, seats = columns.programme, columns.seats
    count = len(programme.events)
    lacking = want[:count].copy()
    np.add.at(lacking, seats.event, want[count:])
    return np.clip(lacking / programme.team, -3.0, 1.0)


def prices(columns: Columns, found: Ints) -> Prices:
    """Prices as a certificate keeps them."""
    programme, seats = columns.programme, columns.seats
    names = [event.id for event in programme.events]
    count = len(names)
    alone = {names[number]: int(found[number]) for number in np.flatnonzero(programme.team == 1)}
    by_event: dict[str, list[Seat]] = {names[number]: [] for number in np.flatnonzero(programme.team > 1)}
    people = [person.id for person in programme.problem.people]
    for event, week, person, price in zip(seats.event, seats.week, seats.person, found[count:], strict=True):
        by_event[names[event]].append(Seat(int(week), people[person], int(price)))
    return Prices(SCALE, alone, {name: tuple(listed) for name, listed in by_event.items()})


def worth(columns: Columns, found: Dual) -> Ints:
    """What so many half-days of a person in a week are worth to the events that would take them, in points. (11, P, W);
    a whole week where that is less."""
    free = columns.programme.free
    people, weeks = np.indices(free.shape)
    best = found.gained.best
    left = np.maximum(free - np.arange(len(best))[:, None, None], 0)
    lost: Ints = best[free, people, weeks] - best[left, people, weeks]
    return lost // SCALE
