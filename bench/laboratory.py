"""The simulator of the laboratory: how many months of services it simulates in a second, beside other ways.

    python -m bench.laboratory [--quick] [--cores N]

SimPy (a process a service that waits a month at a time), Mesa (an agent a service) and NumPy, on one model and one
regime of the library. SimPy and Mesa count every month as it passes; ``_lean`` adds months up only when something
changes, as the simulator does, and ``simpy_jumps`` moreover waits until then: as quick as SimPy gets. First all but the
jumping SimPy, which draws otherwise, are fed the same chances drawn beforehand and must count the same. Then each draws
its own, and its means must lie within three standard errors of the simulator's. Seconds are those of one core;
``--cores`` adds a row for the simulator on several, by the clock on the wall.

The ceiling is a loop that does nothing but draw as many words as the simulator takes. Its words are counted, so that a
bare loop draws several at once. So does the simulator with those by which services change, but not with those of
events, of which one word tells whether there is another. Beside it, a bare loop whose every word is made from the last
(``in_turn``: xoshiro256+; Blackman and Vigna, 2021).

The last line is one line of JSON. It ends with 1 where counts or means differ.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit

from bench.laboratory_arrays import Arrays
from bench.laboratory_country import REGIME, country
from bench.laboratory_draws import Fresh, Given, drawn
from bench.laboratory_peers import by_mesa, by_simpy, by_simpy_jumps
from bench.laboratory_service import Monthly, Service
from inspectorate.laboratory.kernel import HARM, OPTIONS, U, mixed
from inspectorate.laboratory.kernel import drawn as word_at
from inspectorate.laboratory.model import Floats
from inspectorate.laboratory.simulate import simulate, simulated
from inspectorate.laboratory.tables import tables

SERVICES, MONTHS, SEED = 153, 120, 1
OURS = "inspectorate"
REPEATS = 3


@dataclass(frozen=True)
class Timed:
    """What an engine counted, (runs, OUTCOMES), in how many seconds of a core."""

    engine: str
    sums: Floats
    seconds: float

    @property
    def pace(self) -> float:
        """Months of services in a second."""
        return len(self.sums) * SERVICES * MONTHS / self.seconds

    def furthest(self, ours: Timed) -> float:
        """The largest distance of a mean from ours, in standard errors."""
        spread = ours.sums.var(0, ddof=1)
        errors = np.sqrt(spread / len(self.sums) + spread / len(ours.sums))
        return float(np.abs((self.sums.mean(0) - ours.sums.mean(0)) / errors).max())


def timed(engine: str, work: Callable[[], Floats]) -> Timed:
    """The quickest of three times. Seconds are those of this process's core, which others on the machine do not
    lengthen much."""
    found = []
    for _ in range(REPEATS):
        start = time.process_time()
        sums = work()
        found.append(Timed(engine, sums, time.process_time() - start))
    return min(found, key=lambda one: one.seconds)


def same_counts() -> float:
    """The largest difference between engines that are fed the same chances, over a small country."""
    months, number = 60, 15
    model, services, clock = country(number)
    ours = simulated(tables(model, clock), services, months, SEED, 0, 2)[0].sum(1)
    chances = [drawn(number, months, len(model.areas), SEED, run) for run in range(2)]
    arrays = Arrays(model, services, clock, 2, chances)
    for month in range(1, months + 1):
        arrays.live(month)
    found = [arrays.sums()]
    for peer in (by_simpy, by_mesa):
        for kind in (Monthly, Service):
            given = [lambda service, run=run: Given(chances[run], service) for run in range(2)]
            found.append(np.array([peer(model, services, clock, months, draws, kind) for draws in given]))
    return max(float(np.abs(sums - ours).max()) for sums in found)


def on_cores(cores: int, runs: int) -> Timed:
    """The simulator on several cores."""
    model, services, clock = country(SERVICES)
    with ThreadPoolExecutor(cores) as executor:
        start = time.perf_counter()
        sums = simulate(model, services, clock, months=MONTHS, runs=runs, seed=SEED, executor=executor)
        return Timed(f"{OURS}_{cores}_cores", sums.sum(1), time.perf_counter() - start)


def spread_left(runs: int) -> float:
    """The variance of the difference in harm between two regimes that meet the same words, over that of two that do
    not."""
    harm = []
    for regime in (REGIME, "sif"):
        model, services, clock = country(SERVICES, regime)
        harm.append(simulate(model, services, clock, months=MONTHS, runs=runs, seed=SEED).sum(1)[:, HARM])
    return float((harm[0] - harm[1]).var() / (harm[0].var() + harm[1].var()))


def engines(*, quick: bool) -> tuple[list[Timed], int]:
    """Every engine, ours last, and how many words ours takes."""
    model, services, clock = country(SERVICES)
    runs = 5 if quick else 20
    side_by_side = 200 if quick else 1000
    many = 2000 if quick else 10000

    def one_by_one(peer: Callable[..., Floats], kind: type[Service]) -> Floats:
        fresh = Fresh(SEED)
        return np.array([peer(model, services, clock, MONTHS, lambda service: fresh, kind) for _ in range(runs)])

    def in_numpy() -> Floats:
        arrays = Arrays(model, services, clock, side_by_side, None, SEED)
        for month in range(1, MONTHS + 1):
            arrays.live(month)
        return arrays.sums()

    read = tables(model, clock)
    simulated(read, services, MONTHS, SEED, 0, 1)
    words = []

    def ours() -> Floats:
        sums, number = simulated(read, services, MONTHS, SEED, 0, many)
        words.append(number)
        return sums.sum(1)

    jumps = [SEED + 1000 * run for run in range(runs)]
    found = [
        timed("mesa", lambda: one_by_one(by_mesa, Monthly)),
        timed("mesa_lean", lambda: one_by_one(by_mesa, Service)),
        timed("simpy", lambda: one_by_one(by_simpy, Monthly)),
        timed("simpy_lean", lambda: one_by_one(by_simpy, Service)),
        timed(
            "simpy_jumps", lambda: np.array([by_simpy_jumps(model, services, clock, MONTHS, seed) for seed in jumps])
        ),
        timed("numpy", in_numpy),
        timed(OURS, ours),
    ]
    return found, words[0]


@njit(**OPTIONS)
def counted(number: int, key: np.uint64) -> np.uint64:
    """Draw as many words as the simulator takes."""
    found = U(0)
    for place in range(number):
        found ^= word_at(key, place)
    return found


@njit(**OPTIONS)
def in_turn(number: int, key: np.uint64) -> np.uint64:
    """Draw words each of which is made from the last."""
    one, two, three, four = word_at(key, 1), word_at(key, 2), word_at(key, 3), word_at(key, 4)
    found = U(0)
    for _ in range(number):
        found ^= one + four
        shifted = two << U(17)
        three ^= one
        four ^= two
        two ^= three
        one ^= four
        three ^= shifted
        four = four << U(45) | four >> U(19)
    return found


def drawing(loop: Callable[[int, np.uint64], Any], words: int) -> float:
    """The seconds of a core that a bare loop takes."""
    key = mixed.py_func(np.uint64(SEED))
    loop(1, key)
    seconds = []
    for _ in range(REPEATS):
        start = time.process_time()
        loop(words, key)
        seconds.append(time.process_time() - start)
    return min(seconds)


def report(*, quick: bool, cores: int) -> dict[str, Any]:
    """Every figure."""
    with np.errstate(over="ignore"):
        difference = same_counts()
        found, words = engines(quick=quick)
        ceiling, turn = drawing(counted, words), drawing(in_turn, words)
    ours = found[-1]
    found += [on_cores(cores, len(ours.sums))] if cores > 1 else []
    pace = {one.engine: one.pace for one in found}
    rows = [
        {
            "engine": one.engine,
            "service_months_per_second": round(one.pace),
            "runs": len(one.sums),
            "furthest_mean_in_standard_errors": None if one is ours else round(one.furthest(ours), 2),
        }
        for one in found
    ]
    months = len(ours.sums) * SERVICES * MONTHS
    return {
        "regime": REGIME,
        "rows": rows,
        **{f"{engine}_ratio": round(pace[OURS] / pace[engine], 1) for engine in pace if not engine.startswith(OURS)},
        "ceiling": round(months / ceiling),
        "ceiling_share": round(ceiling / ours.seconds, 3),
        "ceiling_in_turn": round(months / turn),
        "ceiling_in_turn_share": round(turn / ours.seconds, 3),
        "words_per_service_month": round(words / months, 2),
        "largest_difference_with_the_same_chances": difference,
        "variance_of_a_difference_with_the_same_words": round(spread_left(1000), 3),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer runs of each")
    parser.add_argument("--cores", type=int, default=1, help="so many for one more row")
    asked = parser.parse_args()
    found = report(quick=asked.quick, cores=asked.cores)
    for row in found["rows"]:
        print(" ".join(f"{key}={value}" for key, value in row.items()))
    near = [row["furthest_mean_in_standard_errors"] or 0.0 for row in found["rows"]]
    print(json.dumps(found))
    return int(found["largest_difference_with_the_same_chances"] > 1e-6 or max(near) > 3)


if __name__ == "__main__":
    sys.exit(main())
