"""What bringing each hard event of a kept plan forward takes, and what it moves.

    python -m bench.replanning [--plan N] [--last 3] [--seconds 5]

A plan is read from the database, the newest unless one is named: `inspectorate plan make` keeps one. Each event for
three people or more that it has after the first ten weeks is brought forward by itself, to begin on site no later than
week ``last``, counted from 0. Every new plan is checked. The last line is one line of JSON: how many events there were,
of how many a place was found, in how many new plans everything is in a week, how many events moved (the middle one and
the most), and the longest, as a share of the seconds that are given.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from dataclasses import dataclass
from statistics import median

import django

from inspectorate.planning.changed import bring_forward
from inspectorate.planning.check import check_plan
from inspectorate.planning.compiled import compile_loops
from inspectorate.planning.model import Plan, Problem
from inspectorate.planning.replan import replan

PEOPLE, WEEKS = 3, 10


@dataclass(frozen=True, slots=True)
class Trial:
    """An event brought forward: its id, whether it has a place, what is in no week, what moved, and the seconds."""

    event: str
    placed: bool
    unplaced: int
    moved: int
    fewest: bool
    seconds: float


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--plan", type=int, default=None)
    asked.add_argument("--last", type=int, default=3)
    asked.add_argument("--seconds", type=float, default=5.0)
    given = asked.parse_args()
    problem, plan = _kept(given.plan)
    compile_loops()
    trials = []
    for event in _hard(problem, plan):
        trials.append(_forward(problem, plan, event, given.last, given.seconds))
        print(*(f"{name}={getattr(trials[-1], name)}" for name in Trial.__slots__), flush=True)
    moved = [one.moved for one in trials]
    said = {
        "events": len(trials),
        "placed": sum(one.placed for one in trials),
        "all_placed": sum(one.unplaced == 0 for one in trials),
        "moved": median(moved) if moved else None,
        "most_moved": max(moved, default=None),
        "most_seconds": max((one.seconds for one in trials), default=None),
        "of_limit": max((round(one.seconds / given.seconds, 2) for one in trials), default=None),
    }
    print(json.dumps(said))


def _kept(number: int | None) -> tuple[Problem, Plan]:
    """A plan of the database and its problem."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inspectorate.webapp.settings")
    django.setup()
    from inspectorate.cli.plan import kept_plan
    from inspectorate.webapp.programme.plan_queries import problem_and_proof

    problem, proof = problem_and_proof(kept_plan(number))
    return problem, proof.plan


def _hard(problem: Problem, plan: Plan) -> list[str]:
    """The events for many that a plan has late, none of them locked."""
    late = {placement.event for placement in plan.placements if placement.week > WEEKS}
    return [one.id for one in problem.events if one.team >= PEOPLE and one.locked is None and one.id in late]


def _forward(problem: Problem, plan: Plan, event: str, last: int, seconds: float) -> Trial:
    after = bring_forward(problem, event, last=last)
    start = time.perf_counter()
    found = replan(after, plan, seconds=seconds)
    taken = time.perf_counter() - start
    breaches = check_plan(after, found.plan).breaches
    if breaches:
        raise SystemExit(f"{event}: {breaches[0]}")
    unplaced = found.plan.unplaced
    return Trial(event, event not in unplaced, len(unplaced), found.moved, found.fewest, round(taken, 2))


if __name__ == "__main__":
    main()
