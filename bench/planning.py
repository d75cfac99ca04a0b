"""The programme: how good a plan is, how good it could be at best, and how long both take, beside other methods.

    python -m bench.planning [--quick] [--instance 5k|100k] [--settings N] [--seconds 60] [--cluster ADDRESS]

On the instances of `bench.instances`, whose generator and prices are fixed, each in the same seconds and with the same
seed: the first plan that the solver makes (greedy), simulated annealing, CP-SAT and HiGHS on the whole model, and the
solver. Then when the solver had a bound within one per cent of the best, and when HiGHS's relaxation over the same
columns has one; the certificate read again and checked by the checker's own code; re-planning after one event is
brought forward; and an event that wants a skill that nobody has. ``--quick`` is 5k with greedy and the solver; 100k is
theirs alone, since the whole model of 100k does not fit into memory. ``--settings`` is for trials.

The last line is one line of JSON: ``gap`` is joint, over all events, against the row's own bound, ``gap_to_best_bound``
against the best of all rows. It ends with 1 where a plan breaks a rule.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from typing import Any

from bench.planning_after import checked, planted, replanned, soon
from bench.planning_rows import PEERS, SOLVERS, Asked, Row, alone, limited

SECONDS = {"500": 20.0, "5k": 60.0, "100k": 600.0}
WHOLE = ("100k",)
"""Instances whose whole model does not fit into memory."""


def solvers_for(name: str, *, quick: bool) -> list[str]:
    """The solvers that an instance is given to."""
    return [solver for solver in SOLVERS if solver not in PEERS or not (quick or name in WHOLE)]


def as_json(found: Row, best: int | None) -> dict[str, Any]:
    """A row as the last line has it."""
    return {
        "instance": found.instance,
        "solver": found.solver,
        "cost": found.cost,
        "bound": found.bound,
        "gap": _share(found.gap),
        "gap_to_best_bound": _share(None if best is None else found.gap_to(best)),
        "placed": found.placed,
        "unplaced": found.unplaced,
        "seconds": round(found.seconds, 2),
        "peak_mib": found.peak_mib,
    }


def _share(value: float | None) -> float | None:
    return None if value is None else round(value, 5)


def on_instance(asked: Asked, *, quick: bool) -> tuple[list[dict[str, Any]], dict[str, Any], dict[str, Any]]:
    """The rows of an instance, what re-planning took, and what was checked."""
    found = [told(limited(solver, asked)) for solver in solvers_for(asked.instance, quick=quick)]
    ours = found[-1]
    early = None if len(found) <= 2 else alone(soon, asked, ours.progress, [one.bound for one in found])
    bounds = [one.bound for one in found if one.bound is not None]
    best = max([*bounds, *([early["best_bound"]] if early else [])], default=None)
    check = alone(checked, asked, ours.kept, ours.seconds)
    check |= {"breaches_of_plans": {one.solver: len(one.breaches) for one in found}}
    check |= {"bound_within_1_percent": early, "planted": alone(planted, asked)}
    return [as_json(one, best) for one in found], alone(replanned, asked, ours.kept), check


def told(found: Row) -> Row:
    """Print a row as soon as it is there."""
    print(
        " ".join(f"{key}={value}" for key, value in as_json(found, found.bound).items() if key != "gap_to_best_bound")
    )
    for breach in found.breaches[:5]:
        print(breach, file=sys.stderr)
    sys.stdout.flush()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="5k only, with greedy and the solver")
    parser.add_argument("--instance", choices=sorted(SECONDS), help="only this one")
    parser.add_argument("--settings", type=int, help="only an instance of so many settings")
    parser.add_argument("--seconds", type=float, help="for each solver, in place of the usual")
    parser.add_argument("--seed", type=int, default=1, help="of the instance and of the solvers")
    parser.add_argument("--cluster", help="the address of a Dask scheduler, for the solver")
    chosen = parser.parse_args()
    one = str(chosen.settings) if chosen.settings else chosen.instance
    names = [one] if one else ["5k"] if chosen.quick else ["5k", "100k"]
    rows, checks, plans = [], {}, {}
    for name in names:
        asked = Asked(name, chosen.seconds or SECONDS.get(name, 60.0), seed=chosen.seed)
        found, plans[name], checks[name] = on_instance(replace(asked, cluster=chosen.cluster), quick=chosen.quick)
        rows += found
    print(json.dumps({"rows": rows, "replan": plans, "check": checks}))
    if any(number for check in checks.values() for number in check["breaches_of_plans"].values()):
        sys.exit(1)


if __name__ == "__main__":
    main()
