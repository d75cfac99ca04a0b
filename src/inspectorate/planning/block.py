"""Some events placed as cheaply as can be, all others left where they are: a mixed-integer programme of options.

A week of half-days is a knapsack, which its own row describes badly. Rows in larger units do better: with sizes of two
to five days, the unit of three days says that only one event of three days or more fits, that of two days that such an
event leaves room for one of two days at most, and nothing else has to be said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import product
from math import inf
from types import MappingProxyType

from inspectorate.planning.book import Book, Held
from inspectorate.planning.options import Options
from inspectorate.planning.rows import Answer, Rows

FEW = 5
"""So many sizes in a week are tried in all patterns."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the events of a block are to be; ``None``: left out. ``optimal``: proven so among the options."""

    held: Mapping[int, Held | None]
    optimal: bool


@dataclass(slots=True)
class _Block:
    book: Book
    block: Sequence[Options]
    rows: Rows = field(default_factory=Rows)
    # event, person, week: whether the seat is taken
    seats: dict[tuple[int, int, int], int] = field(default_factory=dict)
    # event, week: the variables of which one says that it starts
    starts: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    # event: whether it is left out; whether it stays as it is held
    left_out: dict[int, int] = field(default_factory=dict)
    stays: dict[int, int] = field(default_factory=dict)


def asked(
    book: Book, block: Sequence[Options], held: Mapping[int, Held] = MappingProxyType({})
) -> tuple[Rows, Callable[[Answer], Placed | None]]:
    """The rows that ask for the cheapest places for the events of ``block``, which are not in the book; and what an
    answer to them says: ``None`` where there was none in the time. ``held``: where events are now, an option."""
    made = _made(book, block, {})
    for event, place in held.items():
        made.rows.now += [made.seats[event, person, place.week] for person in place.people]
    return made.rows, lambda answer: _placed(made, answer, {})


def fits(book: Book, block: Sequence[Options], *, seconds: float | None = None) -> bool | None:
    """Whether all events of ``block`` can be placed, whatever it costs; ``None`` where time was too short to know."""
    made = _made(book, block, {})
    made.rows.add([(left_out, 1) for left_out in made.left_out.values()], most=0)
    answer = made.rows.solve(seconds, {})
    return None if answer.values is None and not answer.infeasible else answer.values is not None


def settle_near(
    book: Book, block: Sequence[Options], held: Mapping[int, Held], *, seconds: float | None = None
) -> Placed | None:
    """Places for the events of ``block``: as few as can be left out, then as many as can be as they are ``held``, and
    only then the cheapest. ``optimal`` speaks of the first two."""
    made = _made(book, block, held)
    count = len(block) + 1
    costs: dict[int, float] = dict.fromkeys(made.left_out.values(), count)
    costs |= dict.fromkeys(made.stays.values(), -1)
    first = made.rows.solve(seconds, costs)
    if first.values is None:
        return None
    reached = round(sum(cost * first.values[variable] for variable, cost in costs.items()))
    made.rows.add(costs.items(), most=reached)
    cheapest = made.rows.solve(seconds)
    found = _placed(made, first if cheapest.values is None else cheapest, held)
    return found and replace(found, optimal=first.optimal)


def _made(book: Book, block: Sequence[Options], held: Mapping[int, Held]) -> _Block:
    made = _Block(book, block)
    for one in block:
        _event_rows(made, one, held.get(one.event))
    _week_rows(made)
    _running_rows(made)
    _spacing_rows(made)
    _starts_rows(made)
    _share_rows(made)
    return made


def _placed(made: _Block, answer: Answer, held: Mapping[int, Held]) -> Placed | None:
    if answer.values is None:
        return None
    taken: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (event, person, week), variable in made.seats.items():
        if answer.values[variable] > 0.5:
            taken[event].append((person, week))
    return Placed({one.event: _held(one, taken[one.event], held.get(one.event)) for one in made.block}, answer.optimal)


def _event_rows(made: _Block, one: Options, held: Held | None) -> None:
    """An event is placed or left out; a team in one week, with a lead and whatever skills somebody must have."""
    programme, rows, event = made.book.programme, made.rows, one.event
    week_cost = programme.week_cost[event]
    team = int(programme.team[event])
    weeks: dict[int, list[int]] = defaultdict(list)
    for place, week in enumerate(one.week.tolist()):
        weeks[week].append(place)
    for week, places in weeks.items():
        alone = int(week_cost[week]) if team == 1 else 0
        seats = [rows.variable(int(one.cost[place]) + alone) for place in places]
        for place, seat in zip(places, seats, strict=True):
            made.seats[event, int(one.person[place]), week] = seat
        made.starts[event, week] = seats
        if team > 1:
            start = rows.variable(int(week_cost[week]))
            made.starts[event, week] = [start]
            rows.add([(start, -team), *((seat, 1) for seat in seats)], 0, 0)
            for seat in seats:
                rows.add([(seat, 1), (start, -1)], most=0)
            for wanted in (one.leads, *one.covers.T):
                having = [(seat, 1.0) for place, seat in zip(places, seats, strict=True) if wanted[place]]
                rows.add([*having, (start, -1)], least=0)
    left_out = made.left_out[event] = rows.variable(int(programme.unplaced[event]))
    rows.add([(left_out, 1), *((start, 1) for week in weeks for start in made.starts[event, week])], 1, 1)
    keys = [(event, person, held.week) for person in held.people] if held else []
    if keys and all(key in made.seats for key in keys):
        stays = made.stays[event] = rows.variable(whole=False)
        for key in keys:
            rows.add([(stays, 1), (made.seats[key], -1)], most=0)


def _week_rows(made: _Block) -> None:
    """Nobody has more in a week than is free; an event of several weeks takes all of each."""
    book, cells = made.book, defaultdict[tuple[int, int], list[tuple[int, int]]](list)
    for (number, person, week), seat in made.seats.items():
        event = book.programme.events[number]
        for at, half_days in enumerate(event.held, week - event.before):
            whole = len(event.held) > 1
            cells[person, at].append((seat, int(book.free[person, at]) if whole else half_days))
    for (person, week), items in cells.items():
        free = int(book.free[person, week])
        for unit in knapsack_units(frozenset(half_days for _, half_days in items), free):
            terms = [(seat, half_days // unit) for seat, half_days in items if half_days >= unit]
            if sum(factor for _, factor in terms) > free // unit:
                made.rows.add(terms, most=free // unit)


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


def _running_rows(made: _Block) -> None:
    """No more weeks in a row than may be: a variable for each week that somebody may work in."""
    book, people = made.book, made.book.programme.problem.people
    working: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for (number, person, week), seat in made.seats.items():
        if people[person].most_running is not None:
            event = book.programme.events[number]
            for at in range(week - event.before, week - event.before + len(event.held)):
                working[person][at].append(seat)
    for person, weeks in working.items():
        most = int(made.book.programme.most_running[person])
        open_weeks = {at for at in weeks if not book.holds[person, at]}
        works: dict[int, int] = {}
        for first in range(book.holds.shape[1] - most):
            window = range(first, first + most + 1)
            if all(at in open_weeks or book.holds[person, at] for at in window) and open_weeks & set(window):
                for at in open_weeks & set(window) - set(works):
                    works[at] = made.rows.variable(whole=False)
                    for seat in weeks[at]:
                        made.rows.add([(seat, 1), (works[at], -1)], most=0)
                held = sum(1 for at in window if at not in open_weeks)
                made.rows.add([(works[at], 1) for at in window if at in open_weeks], most=most - held)


def _spacing_rows(made: _Block) -> None:
    """Events of the block at one body keep apart; those outside it have closed their weeks already."""
    programme = made.book.programme
    at_body: dict[str, set[int]] = defaultdict(set)
    for one in made.block:
        at_body[programme.events[one.event].body].add(one.event)
    for events in at_body.values():
        if len(events) > 1:
            for first in range(programme.free.shape[1]):
                near = range(first, first + programme.problem.rules.spacing)
                keys = [(event, week) for event in sorted(events) for week in near if (event, week) in made.starts]
                if len(keys) > 1:
                    made.rows.add([(start, 1) for key in keys for start in made.starts[key]], most=1)


def _starts_rows(made: _Block) -> None:
    """No more starts in a week and region than may be."""
    programme, most = made.book.programme, made.book.programme.problem.rules.most_starts
    starts: dict[tuple[str, int], list[int]] = defaultdict(list)
    for (event, week), start in made.starts.items():
        if programme.events[event].region in most:
            starts[programme.events[event].region, week].extend(start)
    for (region, week), variables in starts.items():
        left = most[region] - made.book.starts[region, week]
        made.rows.add([(variable, 1) for variable in variables], most=left)


def _share_rows(made: _Block) -> None:
    """Half-days above a fair share have their price."""
    programme, load = made.book.programme, made.book.load
    price = programme.problem.rules.over_share
    terms: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (event, person, _), seat in made.seats.items():
        if price and programme.problem.people[person].share is not None:
            terms[person].append((seat, -sum(programme.events[event].held)))
    for person, items in terms.items():
        over = made.rows.variable(price, whole=False, most=inf)
        made.rows.add([(over, 1), *items], least=float(load[person] - programme.share[person]))


def _held(one: Options, seats: list[tuple[int, int]], before: Held | None) -> Held | None:
    """An event in the seats (person, week) that were taken for it; its lead is the one it had, if still there."""
    if not seats:
        return None
    people = tuple(sorted(person for person, _ in seats))
    may_lead = sorted(set(one.person[one.leads].tolist()) & set(people))
    return Held(seats[0][1], people, before.lead if before and before.lead in may_lead else may_lead[0])
