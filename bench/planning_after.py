"""What is asked of the solver's plan once it is there: its proof, its bound's speed, a change, what cannot be.

As for the solver, no time has the compiling of loops in it.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from bench.planning_rows import Asked
from inspectorate.planning.certificate import Certificate
from inspectorate.planning.changed import bring_forward
from inspectorate.planning.check import check_file
from inspectorate.planning.compiled import compile_loops
from inspectorate.planning.effort import Progress
from inspectorate.planning.files import read
from inspectorate.planning.greedy import greedy
from inspectorate.planning.infeasible import conflict
from inspectorate.planning.model import Placement, Plan, Problem
from inspectorate.planning.programme import programme
from inspectorate.planning.replan import replan

TRIALS = 6
NEAR = 0.99
"""A bound within one per cent of the best is at least so much of it."""
TIMES = 10
"""HiGHS has so many times the seconds of the solvers for its relaxation."""
NOBODY_HAS = "secure accommodation"


def checked(asked: Asked, kept: bytes, seconds: float) -> dict[str, Any]:
    """The certificate as a file, read and checked; the share of the solver's time that this takes."""
    problem = asked.problem()
    compile_loops()
    start = time.perf_counter()
    found = check_file(problem, kept)
    taken = time.perf_counter() - start
    return {
        "passes": found.passes,
        "breaches": list(found.breaches)[:5],
        "seconds": round(taken, 2),
        "share_of_solving": round(taken / seconds, 4),
    }


def soon(asked: Asked, progress: Sequence[Progress], others: Sequence[int | None]) -> dict[str, Any]:
    """When the solver had a bound within one per cent of the best that is known, all its time counted; and how long
    HiGHS took for the relaxation over the same columns, the building of the model not counted."""
    from bench.planning_full import relaxed

    lp = relaxed(asked.problem(), TIMES * asked.seconds)
    best = max(bound for bound in (lp.bound, *others) if bound is not None)
    ours = next((one.seconds for one in progress if one.bound is not None and one.bound >= NEAR * best), None)
    reached = lp.bound is not None and lp.bound >= NEAR * best
    return {
        "best_bound": best,
        "inspectorate_seconds": None if ours is None else round(ours, 2),
        "highs_seconds": round(lp.solving, 2) if reached else None,
        "highs_gave_up_after": None if reached else round(lp.solving, 2),
        "highs_building_seconds": round(lp.building, 2),
        "highs_bound": lp.bound,
        "columns": lp.columns,
        "times_sooner": None if ours is None else round(lp.solving / ours, 1),
    }


def replanned(asked: Asked, kept: bytes) -> dict[str, Any]:
    """One event after week 16 brought forward into the first ten weeks, for several events: seconds and changes."""
    problem, plan = asked.problem(), read(Certificate, kept).plan
    compile_loops()
    late = [one for one in plan.placements if one.week > 16][:: max(len(plan.placements) // TRIALS, 1)]
    trials = [_forward(problem, plan, placement) for placement in late[:TRIALS]]
    return {
        "trials": trials,
        "most_seconds": max((trial["seconds"] for trial in trials), default=None),
        "most_moved": max((trial["moved"] for trial in trials), default=None),
    }


def _forward(problem: Problem, plan: Plan, placement: Placement) -> dict[str, Any]:
    start = time.perf_counter()
    found = replan(bring_forward(problem, placement.event, last=10), plan, seconds=5.0)
    return {
        "seconds": round(time.perf_counter() - start, 2),
        "moved": found.moved,
        "least": found.least,
        "fewest_proven": found.fewest,
        "unplaced": len(found.plan.unplaced),
    }


def planted(asked: Asked) -> dict[str, Any]:
    """One event of the instance is made to want a skill that nobody has: what is said of it, and how soon."""
    problem = asked.problem()
    wrong = problem.events[len(problem.events) // 2]
    wrong = replace(wrong, skills=(*wrong.skills, NOBODY_HAS))
    events = tuple(wrong if one.id == wrong.id else one for one in problem.events)
    book = greedy(programme(replace(problem, events=events)), seed=asked.seed)
    start = time.perf_counter()
    found = conflict(book, wrong.id)
    taken = time.perf_counter() - start
    exact = found is not None and found.events == (wrong.id,) and found.irreducible and found.smallest
    return {
        "event": wrong.id,
        "named_exactly": exact,
        "conflict": None if found is None else asdict(found),
        "seconds": round(taken, 2),
    }
