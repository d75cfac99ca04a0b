"""The nowcast: whether its intervals hold what was planted, and how long it takes, beside a plain way to do the same.

    python -m bench.nowcast [--quick]

Coverage: invented countries of 153 authorities whose grades change and are observed by models drawn from the stated
prior, one model an area; the same fit and nowcast as the command's; how often the 95% interval of a grade's chance
holds the chance under the planted model. Countries are drawn whole for the interval of that share, whose aim is 93% to
97%. Speed: one likelihood and its slope of one area, and the standing of every body, beside the forward algorithm
written plainly (one body, one inspection, one matrix exponential at a time; slopes by differences), with the same
answers. Where the published files are at hand, also England's authorities; without --quick its settings too. The last
line is one line of JSON with every figure.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from scipy.linalg import expm

from inspectorate.framework.library import load_library
from inspectorate.history.lines import lines
from inspectorate.history.model import Body, History, Inspection
from inspectorate.intelligence.nowcast import YEAR, fit_nowcast, nowcasts
from inspectorate.measurement.grade_likelihood import likelihood_slopes, log_likelihood, record, states
from inspectorate.measurement.grade_parameters import model, prior, slopes
from inspectorate.measurement.grades import GradeModel, Seen
from inspectorate.measurement.scores import mean_score

AUTHORITIES = 153
AS_OF = date(2023, 6, 1)
AIM = (0.93, 0.97)
DATA = Path(os.environ.get("INSPECTORATE_DATA", "../shared/data"))
T = TypeVar("T")


def timed(work: Callable[[], T], repeats: int = 1) -> tuple[T, float]:
    """What the work gives, and the seconds of its quickest run."""
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        done = work()
        seconds.append(time.perf_counter() - start)
    return done, min(seconds)


def country(
    random: np.random.Generator, planted: dict[str, GradeModel], grades: Sequence[str]
) -> tuple[list[History], dict[tuple[str, str], Any]]:
    """Authorities inspected one to four times since 2011, and the chance of each grade on the day as planted."""
    made, truth = [], {}
    for number in range(AUTHORITIES):
        body = Body(f"authority:X{number:03}", "authority", f"X{number:03}", f"Authority {number}")
        gaps = random.integers(180, 1500, size=random.integers(1, 5)).cumsum().tolist()
        days = [AS_OF - timedelta(days=gap) for gap in reversed(gaps)]
        times = [(day - days[0]).days / YEAR for day in days]
        said = {area: one.simulate(times, random)[1] for area, one in planted.items()}
        for area, one in planted.items():
            at = (AS_OF - days[0]).days / YEAR
            truth[body.id, area] = one.forecast(list(zip(times, said[area], strict=True)), at)
        facts = tuple(_inspection(body, day, {a: grades[said[a][step]] for a in said}) for step, day in enumerate(days))
        made.append(History(body, facts))
    return made, truth


def _inspection(body: Body, day: date, grades: dict[str, str]) -> Inspection:
    return Inspection(f"{body.code}-{day}", body.id, "ilacs", "standard", day, day, day, day, grades=grades)


def coverage(countries: int) -> dict[str, Any]:
    """How often intervals hold what was planted, over so many countries with five areas each."""
    random, library = np.random.default_rng(1), load_library()
    areas = lines(library, "authority", AS_OF)
    held, worlds, widths, seconds = [], [], [], 0.0
    for number in range(countries):
        planted = {line.area: model(prior(len(line.grades)).draw(1, random)[0], len(line.grades)) for line in areas}
        made, truth = country(random, planted, areas[0].grades)
        fitted, took = timed(lambda made=made: fit_nowcast(made, library, AS_OF))
        seconds += took
        for one in nowcasts(made, fitted):
            ends = np.array(list(one.interval.values()))
            right = truth[one.body.id, one.area]
            held.append(float(((ends[:, 0] <= right) & (right <= ends[:, 1])).mean()))
            widths.append(float((ends[:, 1] - ends[:, 0]).mean()))
            worlds.append((number, one.area))
        print(f"{number + 1} of {countries} countries: {np.mean(held):.3f} of intervals hold", file=sys.stderr)
    share = mean_score(held, worlds)
    assert share is not None  # there is at least one country
    return {
        "planted_models": countries * len(areas),
        "intervals": len(held) * 4,
        "coverage": round(share.value, 4),
        "coverage_interval": [round(share.low, 4), round(share.high, 4)],
        "coverage_aim": AIM,
        "mean_width": round(float(np.mean(widths)), 4),
        "fit_seconds_per_area": round(seconds / countries / len(areas), 4),
    }


def plain_filter(made: GradeModel, seen: Seen) -> tuple[float, list[float]]:
    """The forward algorithm as a textbook writes it: the log-likelihood of one body, and where it stands at last."""
    steps = range(made.steps)
    state, total, last = made.start.tolist(), 0.0, seen[0][0]
    for at, grade in seen:
        moves = expm(made.rates * (at - last)).tolist()
        moved = [sum(state[i] * moves[i][j] for i in steps) for j in steps]
        joint = [moved[j] * float(made.observation[j, grade]) for j in steps]
        likelihood = sum(joint)
        state, total, last = [one / likelihood for one in joint], total + math.log(likelihood), at
    return total, state


def beside_plain() -> dict[str, Any]:
    """One likelihood, one slope and every body's standing, both ways; raises where the answers differ."""
    random, believed = np.random.default_rng(2), prior(4)
    vector = believed.draw(1, random)[0]
    made = model(vector, 4)
    bodies: list[Seen] = []
    for _ in range(AUTHORITIES):
        times = (random.integers(180, 1500, size=random.integers(1, 5)).cumsum() / YEAR).tolist()
        bodies.append(list(zip(times, made.simulate(times, random)[1], strict=True)))

    def plain(at: np.ndarray[Any, Any]) -> float:
        return sum(plain_filter(model(at, 4), body)[0] for body in bodies)

    def differences() -> list[float]:
        shifts = 1e-5 * np.eye(len(vector))
        return [(plain(vector + one) - plain(vector - one)) / 2e-5 for one in shifts]

    def exact() -> Any:
        now = model(vector, 4)
        value, *along = likelihood_slopes(now, seen)
        return value, slopes(vector, now, *along)

    def ours(number: int) -> Any:
        return log_likelihood(model(np.repeat(vector[None], number, axis=0), 4), seen)

    seen = record(bodies)
    slow, plain_seconds = timed(lambda: plain(vector), 5)
    slow_slope, plain_slope_seconds = timed(differences)
    (value, slope), slope_seconds = timed(exact, 20)
    many, many_seconds = timed(lambda: ours(1000), 5)
    slow_states, plain_state_seconds = timed(lambda: [plain_filter(made, body)[1] for body in bodies], 5)
    found, state_seconds = timed(lambda: states(model(vector[None], 4), seen)[0], 20)
    assert np.allclose([value, many[0]], slow)
    assert np.allclose(slope, slow_slope, atol=1e-4)
    assert np.allclose(found, slow_states)
    return {
        "plain_likelihood_ms": round(plain_seconds * 1e3, 3),
        "batched_likelihood_ms": round(many_seconds, 3),
        "batched_likelihood_ratio": round(plain_seconds / many_seconds * 1e3, 1),
        "plain_slope_ms": round(plain_slope_seconds * 1e3, 3),
        "slope_ms": round(slope_seconds * 1e3, 3),
        "slope_ratio": round(plain_slope_seconds / slope_seconds, 1),
        "plain_filter_ms": round(plain_state_seconds * 1e3, 3),
        "filter_ms": round(state_seconds * 1e3, 3),
        "filter_ratio": round(plain_state_seconds / state_seconds, 1),
    }


def england(kind: str, files: Sequence[Path]) -> dict[str, Any]:
    """Seconds to fit and to nowcast everybody of a kind in the published record, loaded into a database of its own."""
    from inspectorate.webapp.accounts.actors import Actor
    from inspectorate.webapp.inspections.importing import import_file
    from inspectorate.webapp.programme.queries import histories

    by = Actor.command_line("bench")
    for path in files:
        import_file(by=by, path=path)
    held, library = list(histories(kind=kind)), load_library()
    fitted, fitting = timed(lambda: fit_nowcast(held, library, AS_OF))
    _, coarse = timed(lambda: fit_nowcast(held, library, AS_OF, draws=50))
    told, telling = timed(lambda: list(nowcasts(held, fitted)))
    return {
        f"{kind}_bodies": len(held),
        f"{kind}_models": len(fitted.parts),
        f"{kind}_judgements": sum(part.fit.inspections for part in fitted.parts.values()),
        f"{kind}_fit_seconds": round(fitting, 3),
        f"{kind}_fit_50_draws_seconds": round(coarse, 3),
        f"{kind}_nowcasts": len(told),
        f"{kind}_nowcast_seconds": round(telling, 3),
    }


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.nowcast", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few countries, and authorities only")
    quick = parser.parse_args().quick
    figures = beside_plain() | coverage(6 if quick else 60)
    if not DATA.is_dir():
        print(f"The published files are not at {DATA}; INSPECTORATE_DATA names where they are.", file=sys.stderr)
    else:
        with tempfile.TemporaryDirectory() as directory:
            os.environ |= {"INSPECTORATE_VAR": directory, "DATABASE_URL": f"sqlite:///{directory}/record.sqlite3"}
            from inspectorate.cli.database import open_database

            open_database()
            figures |= england("authority", sorted((DATA / "ofsted-la").iterdir()))
            if not quick:
                settings = sorted(path for path in (DATA / "ofsted-providers").rglob("*") if path.is_file())
                figures |= england("setting", settings)
    for name, figure in figures.items():
        print(f"{name.replace('_', ' '):32} {figure}")
    print(json.dumps(figures))
    low, high = AIM
    return 0 if low <= figures["coverage"] <= high else 1


if __name__ == "__main__":
    sys.exit(main())
