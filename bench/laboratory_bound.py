"""How near the bound of the laboratory is to what policies reach, how long it takes, and what is worked out exactly.

    python -m bench.laboratory_bound [--quick]

1. The bound of one service for ever, at 22 prices of a day, by the resolution of the grid: beside plain value
   iteration on the same grid, one price after the other by NumPy's lookups and by SciPy's sparse matrices (timed at
   two of the prices, and multiplied).
2. Policies with the same inspector-days every month in a country of one judgement a service, whose inspections take 1,
   5 or 20 days: their harm above the bound, where the signal tells something and where it does not. The slack of the
   bound is what a finer grid would still add, extrapolated from two grids.
3. The same in a model of three areas, whose bound is looser.
4. What is worked out exactly beside the mean of simulations, for regimes of the library: the largest distance of any
   outcome in standard errors.

Everything is invented or stated in `inspectorate.laboratory.models`; figures are of these models, not of real services.
Seconds are those of one core. The last line is one line of JSON.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from typing import Any

import numpy as np

from bench.laboratory_values import gathered, ours, plain, sparse
from inspectorate.framework.library import load_library
from inspectorate.laboratory.budgeted import simulate_budgeted
from inspectorate.laboratory.clock import clock
from inspectorate.laboratory.exact import evaluate
from inspectorate.laboratory.index import index
from inspectorate.laboratory.model import FIFTHS, Model, Services
from inspectorate.laboratory.pathways import regimes
from inspectorate.laboratory.reading import read_model
from inspectorate.laboratory.regime import OUTCOMES, Budgeted, Event
from inspectorate.laboratory.robustness import useless_signal
from inspectorate.laboratory.simulate import simulate
from inspectorate.laboratory.steady import steady_bound

MONTHS, SEED = 60, 1
EVENT = Event("inspection", "inspection", True, (1.0, 5.0, 20.0))
ROUND = 30
"""Months that going once round all services takes."""
REGIMES = ("sif", "proposal-2017", "ilacs")
HARM, DAYS = OUTCOMES.index("harm"), OUTCOMES.index("inspector_days")


def invented(number: int) -> Services:
    """Services of three sizes: many small ones, few large ones, and children that vary within each."""
    draws = np.random.default_rng(SEED)
    size = draws.choice(3, number, p=[0.4, 0.4, 0.2])
    children = np.exp(draws.normal(np.array([1.2, 2.5, 4.0])[size], 0.6))
    return Services(
        children=np.clip(children, 1, 500).astype(np.int64), fifth=draws.integers(0, FIFTHS, number), size=size
    )


def by_resolution(model: Model, *, quick: bool) -> list[dict[str, Any]]:
    rows = []
    for resolution in (8, 16) if quick else (8, 16, 24, 32):
        ours(model, 4)
        mine = ours(model, resolution)
        by_numpy, by_scipy = (plain(model, resolution, 2, step) for step in (gathered, sparse))
        rows.append(
            {
                "resolution": resolution,
                "points": mine["points"],
                "cost": round(mine["cost"], 4),
                "seconds": round(mine["seconds"], 2),
                "plain_numpy_seconds": round(by_numpy["seconds"], 2),
                "plain_scipy_seconds": round(by_scipy["seconds"], 2),
                "plain_sweeps": by_scipy["sweeps"],
                "plain_prices_timed": by_scipy["prices_timed"],
                "numpy_ratio": round(by_numpy["seconds"] / mine["seconds"], 1),
                "scipy_ratio": round(by_scipy["seconds"] / mine["seconds"], 1),
            }
        )
        print(rows[-1], flush=True)
    return rows


def policies(model: Model, days: float) -> list[Budgeted]:
    gaps = tuple(np.array([42.0, 36.0, 24.0, 6.0])[model.grades_of.max(1)])
    return [
        Budgeted("none", "No inspections", "risk", EVENT, 1e-9),
        Budgeted("round_robin", "All in turn", "risk", EVENT, days),
        Budgeted("last_grade", "By the last grade", "risk", EVENT, days, gaps=gaps),
        Budgeted("risk", "By the last grade and the signals", "risk", EVENT, days, gaps=gaps, trust=1.0),
        Budgeted("belief", "By the harm expected", "belief", EVENT, days),
        Budgeted("index", "By what an inspection is worth", "index", EVENT, days),
    ]


def compared(model: Model, services: Services, resolutions: tuple[int, int], runs: int) -> dict[str, Any]:
    """The bound, and how far above it each policy is."""
    days = float(np.array(EVENT.days)[services.size].sum()) / ROUND
    start = time.process_time()
    coarse, fine = (
        steady_bound(model, services, (EVENT,), days=days, months=MONTHS, resolution=resolution)
        for resolution in resolutions
    )
    seconds = time.process_time() - start
    # The error of interpolation goes with the square of the distance of points, or more slowly.
    finest = (fine.harm - coarse.harm) * resolutions[0] / (resolutions[1] - resolutions[0])
    answer: dict[str, Any] = {
        "services": len(services),
        "days_a_month": days,
        "bound": round(fine.harm),
        "resolution": fine.resolution,
        "bound_seconds": round(seconds, 1),
        "slack_share": round(finest / fine.harm, 4),
    }
    print(answer, flush=True)
    rows = []
    for policy in policies(model, days):
        simulate_budgeted(model, model, invented(30), policy, months=2, runs=1, seed=SEED)
        start = time.process_time()
        sums = simulate_budgeted(model, model, services, policy, months=MONTHS, runs=runs, seed=SEED).sum(1)
        harm = sums[:, HARM]
        rows.append(
            {
                "policy": policy.id,
                "above_bound": round(float(harm.mean()) / fine.harm - 1, 4),
                "three_errors": round(float(3 * harm.std(ddof=1) / np.sqrt(runs)) / fine.harm, 4),
                "days_share": round(float(sums[:, DAYS].mean()) / (days * MONTHS), 5),
                "seconds": round(time.process_time() - start, 1),
            }
        )
        print(rows[-1], flush=True)
    return {**answer, "policies": rows}


def index_seconds(model: Model, services: Services) -> dict[str, float]:
    """Seconds until the indices of all services are there for all months, and for the months themselves."""
    days = float(np.array(EVENT.days)[services.size].sum()) / ROUND
    start = time.process_time()
    index(model, services, EVENT, days=days, months=MONTHS)
    tables = time.process_time() - start
    policy = Budgeted("index", "", "index", EVENT, days)
    start = time.process_time()
    simulate_budgeted(model, model, services, policy, months=MONTHS, runs=1, seed=SEED)
    whole = time.process_time() - start
    return {"services": len(services), "tables": round(tables, 1), "tables_and_months": round(whole, 1)}


def exact_rows(model: Model, *, quick: bool) -> list[dict[str, Any]]:
    number, months, runs = 153, 120, 500 if quick else 4000
    at = np.arange(number)
    services = Services(children=100 + 10 * at, fifth=at % 5, size=at % 3)
    rows = []
    for regime in regimes(load_library(), REGIMES, model):
        for stretch, window in ((1.0, False), (0.8, True)):
            timed = clock(regime, model, stretch=stretch, window=window)
            start = time.process_time()
            exact = evaluate(model, services, timed, months=months).sum(0)
            seconds = time.process_time() - start
            start = time.process_time()
            sums = simulate(model, services, timed, months=months, runs=runs, seed=SEED).sum(1)
            simulated = time.process_time() - start
            error = sums.std(0, ddof=1) / np.sqrt(runs)
            apart = np.abs(sums.mean(0) - exact) / np.where(error > 0, error, np.maximum(np.abs(exact) * 1e-9, 1e-9))
            rows.append(
                {
                    "regime": regime.id,
                    "stretch": stretch,
                    "window": window,
                    "furthest_in_standard_errors": round(float(apart.max()), 2),
                    "outcome": OUTCOMES[int(apart.argmax())],
                    "exact_seconds": round(seconds, 2),
                    "simulated_seconds": round(simulated, 2),
                    "runs": runs,
                }
            )
            print(rows[-1], flush=True)
    return rows


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.laboratory_bound", description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="smaller countries and grids")
    quick = parser.parse_args().quick
    one, three = read_model("one-grade"), read_model("authorities")
    country = invented(5_000 if quick else 100_000)
    resolutions = (12, 16) if quick else (24, 32)
    print("The bound of one service for ever, by resolution")
    answer: dict[str, Any] = {"bench": "laboratory_bound", "by_resolution": by_resolution(one, quick=quick)}
    print("Policies with the same days, one judgement a service")
    answer["one_area"] = compared(one, country, resolutions, 3)
    print("The same where the signal tells nothing")
    answer["useless_signal"] = compared(useless_signal(one), country, resolutions, 3)
    answer["index"] = index_seconds(one, country)
    print("Indices:", answer["index"])
    print("Three areas")
    answer["three_areas"] = compared(three, invented(2_000), (6, 8) if quick else (8, 12), 3)
    print("Exactly, beside simulations")
    answer["exact"] = exact_rows(three, quick=quick)
    print(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
