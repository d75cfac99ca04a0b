"""Simulated annealing over all columns: from the first plan, one chain a core, the best of what they end with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter

import numpy as np

from bench.planning_kernel import Given, State, enter, moves
from bench.planning_model import seats_of
from inspectorate.planning.book import Book, Held
from inspectorate.planning.greedy import greedy
from inspectorate.planning.model import Plan, Problem
from inspectorate.planning.pairs import Ints
from inspectorate.planning.programme import Programme, programme

HOT, COLD = 30.0, 0.3
"""The first and the last temperature, in points; tried on the instance of 500."""
AT_A_TIME = 50_000
"""Moves between two looks at the clock."""
CHAINS = 2


def annealing(problem: Problem, seconds: float, seed: int) -> Plan:
    """The plan that so many seconds lead to, those of preparing counted."""
    start = perf_counter()
    prepared = programme(problem)
    given, book = given_of(prepared), greedy(prepared, seed=seed)
    chains = [state_of(given, book) for _ in range(CHAINS)]
    compiling = perf_counter()
    moves(given, state_of(given, book), 0, HOT, 0)
    # What is compiled is kept on disk; the first time is no part of the method.
    began = start + perf_counter() - compiling

    def run(chain: int) -> None:
        turn = 0
        while (done := (perf_counter() - began) / seconds) < 1:
            turn += 1
            moves(given, chains[chain], AT_A_TIME, HOT * (COLD / HOT) ** done, hash((seed, chain, turn)) % 2**32)

    with ThreadPoolExecutor(CHAINS) as pool:
        list(pool.map(run, range(CHAINS)))
    best = min(chains, key=lambda state: int(state.now.sum()))
    return plan_of(prepared, best)


def given_of(prepared: Programme) -> Given:
    """A programme as the kernel reads it."""
    events, pairs, problem = prepared.events, prepared.pairs, prepared.problem
    held = np.zeros((len(events), max(len(event.held) for event in events)), dtype=np.int64)
    for row, event in enumerate(events):
        held[row, : len(event.held)] = event.held
    seats = seats_of(prepared)
    alone = prepared.team[seats.event] == 1
    event, week = seats.event[alone], seats.week[alone]
    names = sorted({one.region for one in events})
    regions = {name: number for number, name in enumerate(names)}
    body, body_first, body_events = _at_bodies(prepared)
    return Given(
        prepared.size,
        held,
        _array(len(one.held) for one in events),
        _array(one.before for one in events),
        prepared.team,
        prepared.unplaced,
        prepared.week_cost,
        prepared.allowed,
        pairs.first,
        pairs.person,
        pairs.cost,
        pairs.until,
        pairs.leads,
        prepared.free,
        prepared.most_running,
        body,
        body_first,
        body_events,
        problem.rules.spacing,
        np.searchsorted(event, np.arange(len(events) + 1)),
        seats.person[alone],
        week,
        seats.cost[alone] + prepared.week_cost[event, week],
        _array(regions[one.region] for one in events),
        _array(problem.rules.most_starts.get(name, len(events)) for name in names),
    )


def _at_bodies(prepared: Programme) -> tuple[Ints, Ints, Ints]:
    """The number of each event's body; and the events of each body, one after the other, with where each begins."""
    at_body: dict[str, list[int]] = defaultdict(list)
    for number, event in enumerate(prepared.events):
        at_body[event.body].append(number)
    numbers = {name: number for number, name in enumerate(at_body)}
    first = np.cumsum([0, *(len(events) for events in at_body.values())])
    return (
        _array(numbers[event.body] for event in prepared.events),
        first,
        _array(number for events in at_body.values() for number in events),
    )


def _array(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)


def state_of(given: Given, book: Book) -> State:
    """A plan as the kernel changes it."""
    prepared = book.programme
    people, weeks = prepared.free.shape
    state = State(
        np.full(len(prepared.events), -1, dtype=np.int64),
        np.zeros((len(prepared.events), int(prepared.team.max())), dtype=np.int64),
        prepared.unplaced.copy(),
        prepared.free.copy(),
        np.zeros((people, weeks), dtype=np.int64),
        np.zeros((people, weeks, 10), dtype=np.int64),
        np.zeros((len(given.most), weeks), dtype=np.int64),
    )
    for event, held in book.placed.items():
        team = (held.lead, *(person for person in held.people if person != held.lead))
        state.who[event, : len(team)] = team
        state.now[event] = book.cost([event])
        enter(given, state, event, held.week)
    return state


def plan_of(prepared: Programme, state: State) -> Plan:
    """The plan of a state."""
    book = Book.blank(prepared)
    for event in np.flatnonzero(state.at >= 0).tolist():
        team = state.who[event, : prepared.team[event]].tolist()
        book.place(event, Held(int(state.at[event]), tuple(sorted(team)), team[0]))
    return book.plan()
