"""From a problem to a plan with its proof: a first plan, prices, teams and then all others at these prices, and blocks
placed anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from math import sqrt
from time import monotonic
from typing import Any

import numpy as np

from inspectorate.planning.apart import Find, Way
from inspectorate.planning.at_once import place_teams
from inspectorate.planning.book import Book
from inspectorate.planning.bound import Dual, dual, prices, worth
from inspectorate.planning.certificate import Certificate, Settled
from inspectorate.planning.columns import Columns, columns, left
from inspectorate.planning.effort import TURNS, USUAL, Effort, Progress, Run
from inspectorate.planning.exchange import Look, exchanges
from inspectorate.planning.executors import Here
from inspectorate.planning.files import digest
from inspectorate.planning.greedy import greedy, hardest_first, place_all
from inspectorate.planning.likely import Taken, place_likely
from inspectorate.planning.model import Problem
from inspectorate.planning.moves import move_teams
from inspectorate.planning.neighbours import MANY, MORE, rounds_of_groups
from inspectorate.planning.polish import (
    AGREED,
    GUIDED,
    SEARCHED,
    TO_THE_END,
    all_options,
    by_list,
    improve,
    rounds_of_teams,
)
from inspectorate.planning.programme import mostly_teams, programme
from inspectorate.planning.ruin import rearrange
from inspectorate.planning.shortlist import shortlist

FOR_FIRST, FOR_BOUND, FOR_PLACING, FOR_MOVING, FOR_SETTLING = 0.05, 0.2, 0.02, 0.1, 0.02
"""Of the seconds that are given, the shares that a first plan, the prices of the bound, each search for teams' places,
their moves and the prices of what is left to others may take."""
FOR_TEAMS, FOR_A_TURN = 0.15, 1 / TURNS
"""Where most of the time is that of teams, the shares that placing these together may take, and rearranging events in
a turn, before blocks are searched."""
WARM, COLD = 4.0, 0.06
"""How many first steps of the prices a step of that may typically cost too much, at the beginning and at the end."""
FEW = 225
"""Options of an event up to which the first step of the prices is as long as a part in an event is dear."""
MOVING = 0.06
"""Rounds in which teams are moved, as a share of the iterations of the bound."""
SETTLING = 0.5
"""Iterations in which the prices of what is left to others settle, as a share of those of the bound."""
NEAR, NEAR_LAST = 0.1, 0.1
"""The first step of these, at which what people take is averaged, as a share of that of the bound, and the last as
a share of it: they are to go round the best prices, and not to come to rest."""
PATIENCE = 4
"""Turns of the last kind that change nothing for the better before it ends."""

CLEARLY, EVER = 0.02, 0.001
"""How often a week must be taken each way to be clearly torn (`Taken.torn`); and how often to have been so ever, more
seldom than once in all iterations that there may be."""
LOOKS = (Look(0, 0, 1), Look(4, CLEARLY, 1), Look(4, 0, 3))
"""The first turns are exchanges: of single weeks, of two weeks where that finds most in its time, and of any two."""
LATER, TO_AND_FRO = Look(4, EVER, 3), 3
"""So many turns of exchange follow, each with a turn of large blocks after it: what one finds lets the other find more.
All turns after these are of smaller blocks, which leave nothing as it is."""
EXCHANGED, OF_A_WEEK = 30, 2
"""Options of an event that the first plan and exchanges look at: so many, the cheapest, and so many of each week."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What each part of a turn saves as it improves a book; and whether it is of the ``last`` kind, which finds what
    those before it do not see: the search does not end before such have been tried."""

    saved: Iterator[int]
    last: bool


Turns = Callable[[Book, int], Turn]


def solve(
    problem: Problem,
    *,
    seed: int = 0,
    effort: Effort = USUAL,
    told: Callable[[Progress], None] = lambda progress: None,
    executor: Executor | None = None,
) -> Settled:
    """A plan that keeps every rule, with prices that prove how far it can be from the best.

    ``told`` hears of each better plan or bound. Locked events stay; what fits nowhere is unplaced. The blocks of a
    round are placed anew by the ``executor``, here by default; without seconds the plan is the same with any.
    """
    run = Run(effort, told)
    prepared = programme(problem)
    book = greedy(prepared, seed=seed, until=run.until(FOR_FIRST))
    run.best = book.cost()
    run.tell()
    built = columns(prepared)
    step, here = first_step(book, built), executor or Here()
    proven = dual(built, step, iterations=effort.iterations, spent=run.spent(FOR_BOUND))
    if mostly_teams(prepared):
        planned, turns = _by_teams(built, proven, seed, run, here)
    else:
        planned, turns = _by_people(built, proven, step, seed, run, here)
    if planned.cost() < run.best:
        book, run.best = planned, planned.cost()
        run.tell()
    since = 0
    for turn in range(effort.turns):
        if since == PATIENCE or run.done():
            break
        now = turns(book, turn)
        since += now.last
        for saved in now.saved:
            if saved:
                since, run.best = 0, run.best - saved
                run.tell()
    place_all(book, [number for number in hardest_first(prepared, seed) if number not in book.placed])
    run.best = book.cost()
    run.tell()
    seconds = monotonic() - run.began
    return Settled(book.plan(), prices(built, proven), run.best, proven.bound, seconds, seed)


def _by_teams(built: Columns, proven: Dual, seed: int, run: Run, executor: Executor) -> tuple[Book, Turns]:
    """A plan where most of the time is that of teams, and the turns that improve it.

    Teams are placed together, with nobody else asking for their people, and then all others. Beside it stands a plan by
    the prices of time, which say little there; the one with more teams is taken, and of two with as many the cheaper.
    """
    prepared, first = built.programme, Book.blank(built.programme)
    teams = np.flatnonzero(prepared.team > 1).tolist()
    until = run.until(min(run.gone(0) + FOR_TEAMS, 1))
    for _ in improve(first, [teams], all_options, TO_THE_END, executor=executor, until=until):
        run.tell()  # nothing is better yet, but it is at work
    others = [number for number in hardest_first(prepared, seed) if number not in first.placed]
    place_all(first, others, until=run.until())
    priced = greedy(prepared, worth(built, proven), seed=seed, until=run.until())
    planned = max(first, priced, key=lambda book: (sum(number in book.placed for number in teams), -book.cost()))
    step = first_step(planned, built)

    def heat(gone: float) -> float:
        return step * WARM * float((COLD / WARM) ** gone)

    def improved(book: Book, turn: int, gone: float, end: float) -> Iterator[int]:
        warm, cold = heat(gone), heat(end)
        yield rearrange(book, seed=(seed, turn), warm=warm, cold=cold, executor=executor, until=run.until(end))
        yield from _in_blocks(run, book, rounds_of_teams(book, turn), all_options, SEARCHED, executor)

    def turns(book: Book, turn: int) -> Turn:
        gone = run.gone(turn)
        end = min(gone + FOR_A_TURN, 1)
        # While it is hot, a turn that finds nothing says nothing of the next.
        return Turn(improved(book, turn, gone, end), last=end == 1)

    return planned, turns


def _by_people(
    built: Columns, proven: Dual, step: float, seed: int, run: Run, executor: Executor
) -> tuple[Book, Turns]:
    """A plan where most of the time is that of events for one, and the turns that improve it."""
    seconds = None if run.effort.seconds is None else run.effort.seconds * FOR_PLACING
    book = place_teams(built.programme, worth(built, proven), seconds)
    rounds = round(run.effort.iterations * MOVING)
    last = move_teams(built, book, proven, step, seed=seed, rounds=rounds, spent=run.part(FOR_MOVING))
    rest = left(built, book)
    taken = Taken.none(rest)
    settled = dual(
        rest,
        NEAR * step,
        iterations=max(round(run.effort.iterations * SETTLING), 1),
        last=NEAR_LAST,
        start=last.state,
        spent=run.part(FOR_SETTLING),
        heard=taken.hear,
    )
    value = worth(built, settled)
    listed = shortlist(rest, value)
    torn = taken.torn(rest.programme.free)
    del rest  # of a large country it fills the memory
    place_likely(
        book,
        listed,
        taken,
        value,
        torn=torn >= CLEARLY,
        most=EXCHANGED,
        a_week=OF_A_WEEK,
        executor=executor,
        until=run.until(),
    )

    def turns(book: Book, turn: int) -> Turn:
        later, find = turn - len(LOOKS), by_list(listed)
        rounds = partial(rounds_of_groups, book, listed, turn)
        if later >= 2 * TO_AND_FRO:
            return Turn(_in_blocks(run, book, rounds(), find, GUIDED, executor), last=True)
        if later >= 0 and later % 2:
            return Turn(_in_blocks(run, book, rounds(most=MORE), find, AGREED, executor), last=False)
        look = LOOKS[turn] if later < 0 else LATER
        way, find = exchanges(look, torn >= look.torn, turn), by_list(listed, most=EXCHANGED, a_week=OF_A_WEEK)
        return Turn(_in_blocks(run, book, rounds(most=MANY), find, way, executor), last=False)

    return book, turns


def _in_blocks(
    run: Run, book: Book, rounds: Iterator[list[list[int]]], find: Find, way: Way[Any, Any], executor: Executor
) -> Iterator[int]:
    """What is saved by each block of some rounds, until the run is done."""
    for together in rounds:
        if run.done():
            break
        yield from improve(book, together, find, way, executor=executor, until=run.until())


def certificate(problem: Problem, settled: Settled) -> Certificate:
    """What others can check a plan by."""
    return Certificate(digest(problem), settled.plan, settled.prices, settled.cost, settled.bound)


def first_step(book: Book, built: Columns) -> float:
    """A first step of the prices: what a person's part in an event costs, as the first plan has it, and less where an
    event has many options: the next one is then nearer to the best."""
    parts = sum(len(held.people) for held in book.placed.values())
    options = sum(len(group.pays) for group in built.groups) / max(len(book.programme.events), 1)
    return max(1.0, book.cost(book.placed) / max(parts, 1) * min(1.0, sqrt(FEW / max(options, 1))))
