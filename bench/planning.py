"""The programme: how good a plan is, how good it could be at best, and how long both take.

    python -m bench.planning [--quick] [--instance 5k|100k] [--seconds 60]

On the instances of `bench.instances`, whose generator and prices are fixed: the first plan that the solver makes, and
the solver in the seconds given; the certificate read again and checked by the checker's own code; and re-planning after
one event is brought forward. ``--quick`` is 5k only. The last line is one line of JSON with every figure: ``gap`` is
joint, over all events, against the row's own bound, ``gap_to_best_bound`` against the best of all rows.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from typing import Any

from bench.instances import instance
from inspectorate.planning.book import Book
from inspectorate.planning.changed import bring_forward
from inspectorate.planning.check import check_certificate
from inspectorate.planning.files import read, write
from inspectorate.planning.greedy import greedy
from inspectorate.planning.model import Certificate, Placement, Plan, Problem
from inspectorate.planning.programme import programme
from inspectorate.planning.replan import replan
from inspectorate.planning.solve import Effort, Progress, certificate, solve

SECONDS = {"500": 20.0, "5k": 60.0, "100k": 600.0}
TRIALS = 6


def peak_mib() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def greedy_row(name: str, problem: Problem) -> dict[str, Any]:
    start = time.perf_counter()
    book: Book = greedy(programme(problem))
    return {
        "instance": name,
        "solver": "greedy",
        "cost": book.cost(),
        "bound": None,
        "gap": None,
        "placed": len(book.placed),
        "unplaced": len(book.programme.events) - len(book.placed),
        "seconds": round(time.perf_counter() - start, 2),
        "peak_mib": peak_mib(),
    }


def solver_row(name: str, problem: Problem, seconds: float) -> tuple[dict[str, Any], bytes]:
    """The figures of the solver, and its certificate."""

    def told(progress: Progress) -> None:
        if progress.gap is not None and sys.stderr.isatty():
            sys.stderr.write(f"\r{progress.seconds:7.1f} s  {progress.best}  {progress.bound}  {progress.gap:.3%} ")

    settled = solve(problem, effort=Effort(seconds=seconds), told=told)
    row = {
        "instance": name,
        "solver": "inspectorate",
        "cost": settled.cost,
        "bound": settled.bound,
        "gap": round(settled.gap, 5),
        "placed": settled.placed,
        "unplaced": settled.unplaced,
        "seconds": round(settled.seconds, 2),
        "peak_mib": peak_mib(),
    }
    return row, write(certificate(problem, settled))


def checked(problem: Problem, kept: bytes, seconds: float) -> dict[str, Any]:
    """The certificate as a file, read and checked; the share of the solver's time that this takes."""
    start = time.perf_counter()
    found = check_certificate(problem, read(Certificate, kept))
    taken = time.perf_counter() - start
    return {
        "passes": found.passes,
        "breaches": list(found.breaches)[:5],
        "seconds": round(taken, 2),
        "share_of_solving": round(taken / seconds, 4),
    }


def replanned(problem: Problem, plan: Plan) -> dict[str, Any]:
    """One event after week 16 brought forward into the first ten weeks, for several events: seconds and changes."""
    late = [placement for placement in plan.placements if placement.week > 16][
        :: max(len(plan.placements) // TRIALS, 1)
    ]
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="5k only")
    parser.add_argument("--instance", choices=sorted(SECONDS), help="only this one")
    parser.add_argument("--seconds", type=float, help="for the solver, in place of the usual")
    chosen = parser.parse_args()
    names = [chosen.instance] if chosen.instance else ["5k"] if chosen.quick else ["5k", "100k"]
    rows, checks, plans = [], {}, {}
    for name in names:
        problem = instance(name)
        rows.append(greedy_row(name, problem))
        row, kept = solver_row(name, problem, chosen.seconds or SECONDS[name])
        rows.append(row)
        checks[name] = checked(problem, kept, row["seconds"])
        plans[name] = replanned(problem, read(Certificate, kept).plan)
        for one in rows[-2:]:
            one["gap_to_best_bound"] = round((one["cost"] - row["bound"]) / one["cost"], 5)
            print(" ".join(f"{key}={value}" for key, value in one.items()))
    print(json.dumps({"rows": rows, "replan": plans, "check": checks}))


if __name__ == "__main__":
    main()
