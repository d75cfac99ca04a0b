"""From a problem to a plan with its proof: a first plan, prices, a plan at these prices, and blocks placed anew."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from time import monotonic, time

from inspectorate.planning.book import Book
from inspectorate.planning.bound import ITERATIONS, dual, prices, worth
from inspectorate.planning.columns import columns
from inspectorate.planning.executors import Here
from inspectorate.planning.files import digest
from inspectorate.planning.greedy import greedy
from inspectorate.planning.model import Certificate, Problem, Settled
from inspectorate.planning.polish import improve, rounds
from inspectorate.planning.programme import programme

FOR_PRICES = 0.4
"""Of the seconds that are given, the share that prices may take."""


@dataclass(frozen=True, slots=True)
class Progress:
    """The cost of the best plan and the best bound so far (``None``: not yet known), and the seconds it took."""

    best: int
    bound: int | None
    seconds: float

    @property
    def gap(self) -> float | None:
        """How far the plan can be from the best, as a share of its cost."""
        if self.bound is None:
            return None
        return (self.best - self.bound) / self.best if self.best else 0.0


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to try: iterations of the prices, turns of the blocks, and seconds. Without ``seconds`` the same seed
    gives the same plan; with them the solver stops where it is when they are over."""

    iterations: int = ITERATIONS
    turns: int = 8
    seconds: float | None = None


@dataclass(slots=True)
class _Run:
    effort: Effort
    told: Callable[[Progress], None]
    began: float = field(default_factory=monotonic)
    best: int = 0
    bound: int | None = None

    def tell(self) -> None:
        self.told(Progress(self.best, self.bound, monotonic() - self.began))

    def left(self) -> float | None:
        """The seconds that are left; below 0 where none are."""
        return None if self.effort.seconds is None else self.effort.seconds - (monotonic() - self.began)

    def spent(self, bound: int) -> float:
        """How much of the time for prices is gone; a better bound is told."""
        if self.bound is None or bound > self.bound:
            self.bound = bound
            self.tell()
        seconds, gone = self.effort.seconds, monotonic() - self.began
        if seconds is None:
            return 0.0
        return 1.0 if gone >= seconds else gone / (seconds * FOR_PRICES)


def solve(
    problem: Problem,
    *,
    seed: int = 0,
    effort: Effort = Effort(),  # frozen
    told: Callable[[Progress], None] = lambda progress: None,
    executor: Executor | None = None,
) -> Settled:
    """A plan that keeps every rule, with prices that prove how far it can be from the best.

    ``told`` hears of each better plan or bound. Locked events stay; what fits nowhere is unplaced. The blocks of a
    round are placed anew by the ``executor``, here by default; without seconds the plan is the same with any.
    """
    run = _Run(effort, told)
    prepared = programme(problem)
    book = greedy(prepared, seed=seed)
    run.best = book.cost()
    run.tell()
    built = columns(prepared)
    proven = dual(built, _step(book), iterations=effort.iterations, spent=run.spent)
    values = worth(built, proven)
    priced = greedy(prepared, values, seed=seed)
    if priced.cost() < run.best:
        book, run.best = priced, priced.cost()
        run.tell()
    for turn in range(effort.turns):
        for together in rounds(prepared, turn):
            left = run.left()
            if run.best > proven.bound and (left is None or left > 0):
                until = None if left is None else time() + left
                for saved in improve(book, together, values, executor=executor or Here(), until=until):
                    if saved:
                        run.best -= saved
                        run.tell()
    seconds = monotonic() - run.began
    return Settled(book.plan(), prices(built, proven), run.best, proven.bound, seconds, seed)


def certificate(problem: Problem, settled: Settled) -> Certificate:
    """What others can check a plan by."""
    return Certificate(digest(problem), settled.plan, settled.prices, settled.cost, settled.bound)


def _step(book: Book) -> float:
    """A first step of the prices: what a person's part in an event costs, as the first plan has it."""
    parts = sum(len(held.people) for held in book.placed.values())
    return max(1.0, book.cost(book.placed) / max(parts, 1))
