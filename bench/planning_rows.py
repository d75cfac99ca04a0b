"""What is measured of each solver on one instance, each in a process of its own so that its peak of memory is its own.

A solver is named with the instance and the seconds it has; what comes back is plain values. Every plan is checked by
the project's checker, and costs what that says.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from os import cpu_count
from typing import Any, ParamSpec, TypeVar

from bench.instances import instance
from inspectorate.planning import executors
from inspectorate.planning.check import check_plan
from inspectorate.planning.compiled import compile_loops
from inspectorate.planning.effort import Effort, Progress
from inspectorate.planning.files import write
from inspectorate.planning.greedy import greedy
from inspectorate.planning.model import Plan, Problem
from inspectorate.planning.programme import programme
from inspectorate.planning.solve import certificate, solve

Given = ParamSpec("Given")
Found = TypeVar("Found")

PEERS = ("annealing", "cp_sat", "highs")
SOLVERS = ("greedy", *PEERS, "inspectorate")
GRACE = 2.5
"""A peer is stopped after so many times its seconds, and then has found nothing in time."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An instance (`bench.instances`), how hard it is, and what a solver is given for it."""

    instance: str
    seconds: float
    seed: int = 1
    utilisation: float = 0.82
    cluster: str | None = None

    def problem(self) -> Problem:
        return instance(self.instance, seed=self.seed, utilisation=self.utilisation)


@dataclass(frozen=True, slots=True)
class Row:
    """What a solver reached. ``progress``: each better plan or bound, as it was there. ``kept``: the certificate."""

    instance: str
    solver: str
    cost: int
    bound: int | None
    placed: int
    unplaced: int
    seconds: float
    peak_mib: int
    breaches: tuple[str, ...]
    progress: tuple[Progress, ...] = field(default=(), repr=False)
    kept: bytes = field(default=b"", repr=False)

    @property
    def gap(self) -> float | None:
        return None if self.bound is None else self.gap_to(self.bound)

    def gap_to(self, bound: int) -> float:
        return (self.cost - bound) / self.cost if self.cost else 0.0

    @property
    def settled_after(self) -> float | None:
        """The seconds until the plan cost no more than one per cent above what it ended with."""
        return next((one.seconds for one in self.progress if one.best <= 1.01 * self.cost), None)


class TooLong(RuntimeError):
    """A process did not end in its time, and was stopped."""


def alone(do: Callable[Given, Found], /, *args: Given.args, **kwargs: Given.kwargs) -> Found:
    """What a function returns, worked out in a process of its own that ends with it."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(do, *args, **kwargs).result()


def at_most(seconds: float, do: Callable[Given, Found], /, *args: Given.args, **kwargs: Given.kwargs) -> Found:
    """The same, stopped after so many seconds whatever it does: some solvers look at the clock too seldom. Raises
    TooLong."""
    context = get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_tell, args=(there, do, args, kwargs))
    process.start()
    there.close()
    try:
        if not here.poll(seconds):
            raise TooLong(f"It was stopped after {seconds:.0f} s.")
        found: Found = here.recv()
        return found
    finally:
        process.kill()
        process.join()


def _tell(there: Connection, do: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    there.send(do(*args, **kwargs))


def limited(solver: str, asked: Asked) -> Row:
    """One solver on one instance; nothing placed where a peer did not end in `GRACE` times its seconds."""
    if solver not in PEERS:
        return alone(row, solver, asked)
    try:
        return at_most(GRACE * asked.seconds, row, solver, asked)
    except TooLong:
        problem = asked.problem()
        nothing = Plan((), tuple(event.id for event in problem.events))
        return replace(_row(solver, asked, problem, nothing, None, GRACE * asked.seconds), peak_mib=0)


def row(solver: str, asked: Asked) -> Row:
    """One solver on one instance."""
    problem = asked.problem()
    if solver == "inspectorate":
        # No solver's time has the compiling of its loops in it.
        compile_loops()
        return _ours(asked, problem, time.perf_counter())
    start = time.perf_counter()
    plan, bound = _plan(solver, asked, problem)
    return _row(solver, asked, problem, plan, bound, time.perf_counter() - start)


def _plan(solver: str, asked: Asked, problem: Problem) -> tuple[Plan, int | None]:
    # What a peer needs is loaded only by its own process, whose memory is measured.
    if solver == "greedy":
        return greedy(programme(problem), seed=asked.seed).plan(), None
    if solver == "annealing":
        from bench.planning_annealing import annealing

        return annealing(problem, asked.seconds, asked.seed), None
    from bench.planning_full import cp_sat, highs

    return (cp_sat if solver == "cp_sat" else highs)(problem, asked.seconds, asked.seed)


def _ours(asked: Asked, problem: Problem, start: float) -> Row:
    heard: list[Progress] = []

    def told(progress: Progress) -> None:
        heard.append(progress)
        if progress.gap is not None and sys.stderr.isatty():
            sys.stderr.write(f"\r{progress.seconds:7.1f} s  {progress.best}  {progress.bound}  {progress.gap:.3%} ")

    effort = Effort(seconds=asked.seconds)
    with executors.cluster(asked.cluster) if asked.cluster else executors.processes() as executor:
        settled = solve(problem, seed=asked.seed, effort=effort, told=told, executor=executor)
        taken = time.perf_counter() - start
    kept = write(certificate(problem, settled))
    return _row("inspectorate", asked, problem, settled.plan, settled.bound, taken, tuple(heard), kept)


def _row(
    solver: str,
    asked: Asked,
    problem: Problem,
    plan: Plan,
    bound: int | None,
    seconds: float,
    progress: tuple[Progress, ...] = (),
    kept: bytes = b"",
) -> Row:
    peak, checked = peak_mib(), check_plan(problem, plan)
    if checked.cost is None:
        raise ValueError(f"{solver} names what is not in the instance: {checked.breaches[0]}")
    placed, unplaced = len(plan.placements), len(plan.unplaced)
    return Row(
        asked.instance, solver, checked.cost, bound, placed, unplaced, seconds, peak, checked.breaches, progress, kept
    )


def peak_mib() -> int:
    """The most memory that this process had, and as much for each core as the largest of its processes had."""
    here, others = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return (here + others * (cpu_count() or 1)) // 1024
