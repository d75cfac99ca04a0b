"""Severity of inspectors: whether what was planted is found again, and how long it takes, beside NumPyro's sampler.

    python -m bench.severity [--quick]

Recovery: invented countries in which 60 lead inspectors give grades in three areas to 300 settings, each inspected 12
times in 12 years, four times of five by somebody of its own region. Traits, drifts, severities and grades are drawn
from the stated model (`inspectorate.measurement.severity`); a country's fit is held against what was planted in it:
correlation of estimates with the truth, and how often 95% intervals hold it. Then the same with fewer inspections of
each setting, and with traits that walk at random while the fit still draws a line through them.

Peer: NumPyro's NUTS on the first country, the same model, priors and data, one chain of 500 draws to warm up and 1,000
to keep; its time without compiling against that of a fit (the middle one of five), by the clock and in processor
seconds, and the lesser of the two ratios counts. NumPyro is not part of the tools; to have it:

    .venv/bin/uv pip install --python .venv/bin/python --require-hashes -r requirements/bench.txt

Without it everything else is measured. The last line is one line of JSON with every figure; the exit is 1 where a
target is missed (correlation 0.95, coverage 0.93 to 0.97, 50 times as fast). With --quick only the correlation counts:
ten countries and a hundred draws say too little of the rest.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from dataclasses import dataclass, replace
from importlib.util import find_spec
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # matrices are small: a second thread would only wait
import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from inspectorate.measurement.scores import mean_score
from inspectorate.measurement.severity import Judgements, Planted, Spreads, simulate
from inspectorate.measurement.severity_fit import WIDEST, Fit, Known, fit
from inspectorate.measurement.severity_mode import TREND

Floats = NDArray[np.float64]

LEAST, AIM, FASTER = 0.95, (0.93, 0.97), 50
SCALE = ("outstanding", "good", "requires_improvement", "inadequate")
AREAS = ("overall_experiences", "help_and_protection", "leadership")
YEARS = 12.0
REGIONS = 8
# Two inspectors of one opinion agree on about 70% of areas, areas correlate by 0.65, and of the variance of a judgement
# a twentieth is the inspectors'.
SPREADS = Spreads(np.full(3, 2.9), np.full(3, 2.1), drift=0.2, severity=0.9)
THRESHOLDS = np.tile([-5.0, 0.5, 4.5], (3, 1))
TREND_PLANTED = 0.05
WALK = 0.5  # the deviation of a year's step, where traits walk


@dataclass(frozen=True, slots=True)
class Size:
    """How large a country is: each body is inspected so many times, in three areas."""

    bodies: int = 300
    leads: int = 60
    times: int = 12


def country(size: Size, random: np.random.Generator) -> Judgements:
    """Who inspects whom and when, evenly through the years; all grades still the best one."""
    inspections = size.bodies * size.times
    body = np.repeat(np.arange(size.bodies), size.times)
    near = (body % REGIONS + REGIONS * random.integers(size.leads // REGIONS, size=inspections)) % size.leads
    lead = np.where(random.random(inspections) < 0.8, near, random.integers(size.leads, size=inspections))
    turn = np.tile(np.arange(size.times), size.bodies) + random.random(inspections)
    every = len(AREAS)
    return Judgements(
        tuple(f"body {number}" for number in range(size.bodies)), AREAS,
        tuple(f"lead {number}" for number in range(size.leads)), SCALE,
        np.repeat(body, every), np.tile(np.arange(every), inspections), np.repeat(lead, every),
        np.zeros(inspections * every, np.intp), np.repeat((turn / size.times - 0.5) * YEARS, every),
    )  # fmt: skip


def planted(size: Size, number: int, *, walk: bool = False) -> tuple[Judgements, Planted]:
    """The country of a number, with grades by the model; traits that ``walk`` have no drift, and move by steps."""
    random = np.random.default_rng(number)
    design = country(size, random)
    if not walk:
        return simulate(design, SPREADS, THRESHOLDS, TREND_PLANTED, random)
    held, truth = simulate(design, replace(SPREADS, drift=0.0), THRESHOLDS, TREND_PLANTED, random)
    steps = random.normal(0, WALK, size=(size.bodies, 120)) * np.sqrt(YEARS / 120)
    path = steps.cumsum(1)
    path -= path.mean(1, keepdims=True)  # a trait is where the body stood on average
    moment = ((design.years / YEARS + 0.5) * 120).astype(np.intp)
    level = truth.traits[held.body, held.area] + path[held.body, moment] + truth.severities[held.lead]
    worse = expit((level + TREND_PLANTED * held.years)[:, None] - THRESHOLDS[held.area])
    return replace(held, grade=(random.random((len(level), 1)) < worse).sum(1)), truth


def found(known: Known, truth: Floats) -> tuple[float, float]:
    """The correlation of estimates with the truth, and the share of intervals that hold it."""
    low, high = known.interval()
    return float(np.corrcoef(known.value.ravel(), truth.ravel())[0, 1]), float(
        ((low <= truth) & (truth <= high)).mean()
    )


def recovery(name: str, size: Size, countries: int, *, walk: bool = False) -> dict[str, Any]:
    """Correlations, and coverages with their own intervals, over so many countries."""
    rows, spreads, seconds = [], [], []
    for number in range(countries):
        held, truth = planted(size, number, walk=walk)
        start = time.perf_counter()
        made = fit(held)
        seconds.append(time.perf_counter() - start)
        half = 1.96 * np.sqrt(made.unsure[-1, -1])
        spreads.append(float(abs(made.logs[-1] - np.log(SPREADS.severity)) <= half))
        rows.append([*found(made.severities, truth.severities), *found(made.traits, truth.traits)])
    told = np.array(rows)
    print(f"{name}: {told.mean(0).round(3)}", file=sys.stderr)
    return {
        "design": name, "countries": countries, "inspections_per_body": size.times,
        "inspections_per_lead": round(size.bodies * size.times / size.leads, 1),
        "severity_correlation": round(float(told[:, 0].mean()), 4), "severity_coverage": _share(told[:, 1]),
        "trait_correlation": round(float(told[:, 2].mean()), 4), "trait_coverage": _share(told[:, 3]),
        "spread_coverage": round(float(np.mean(spreads)), 3), "fit_seconds": round(float(np.median(seconds)), 3),
    }  # fmt: skip


def _share(shares: Floats) -> dict[str, float]:
    told = mean_score(list(shares), list(range(len(shares))))
    assert told is not None  # there is at least one country
    return {"value": round(told.value, 4), "low": round(told.low, 4), "high": round(told.high, 4)}


def beside_numpyro(size: Size, warmup: int, draws: int) -> dict[str, Any]:
    """The first country by both: recovery of each, how far they agree, and seconds."""
    held, truth = planted(size, 0)
    made = fit(held)
    clock, processor = np.median([_timed(held) for _ in range(5)], axis=0)
    from bench.severity_numpyro import Sampled, sample

    peer: Sampled = sample(held, WIDEST, TREND, warmup=warmup, draws=draws)
    nuts = [found(peer.severities, truth.severities), found(peer.traits, truth.traits)]
    mine = [found(made.severities, truth.severities), found(made.traits, truth.traits)]
    return {
        "warmup": warmup, "draws": draws,
        "numpyro_seconds": round(peer.seconds, 2), "fit_seconds": round(float(clock), 3),
        "numpyro_processor_seconds": round(peer.processor, 2), "fit_processor_seconds": round(float(processor), 3),
        "numpyro_compile_seconds": round(peer.compile_seconds, 2), "clock_ratio": round(peer.seconds / clock, 1),
        "processor_ratio": round(peer.processor / processor, 1),
        "ratio": round(min(peer.seconds / clock, peer.processor / processor), 1),
        "numpyro_least_effective_draws": round(peer.effective), "numpyro_divergences": peer.divergences,
        "numpyro_severity": _pair(nuts[0]), "numpyro_trait": _pair(nuts[1]),
        "fit_severity": _pair(mine[0]), "fit_trait": _pair(mine[1]),
        "agreement": _agreement(made, peer.severities, peer.traits),
        "log_spreads_apart": round(float(np.abs(made.logs - peer.logs).max()), 3),
    }  # fmt: skip


def _timed(held: Judgements) -> tuple[float, float]:
    """Seconds of a fit: by the clock, and of the processor."""
    start = time.perf_counter(), time.process_time()
    fit(held)
    return time.perf_counter() - start[0], time.process_time() - start[1]


def _pair(told: tuple[float, float]) -> dict[str, float]:
    return {"correlation": round(told[0], 4), "coverage": round(told[1], 4)}


def _agreement(made: Fit, severities: Known, traits: Known) -> dict[str, float]:
    """Of both ways' means the correlation, and of their deviations the mean ratio."""
    return {
        "severity_correlation": round(float(np.corrcoef(made.severities.value, severities.value)[0, 1]), 5),
        "severity_deviation_ratio": round(float((made.severities.deviation / severities.deviation).mean()), 4),
        "trait_correlation": round(float(np.corrcoef(made.traits.value.ravel(), traits.value.ravel())[0, 1]), 5),
        "trait_deviation_ratio": round(float((made.traits.deviation / traits.deviation).mean()), 4),
    }


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.severity", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few countries and draws, no other designs")
    quick = parser.parse_args().quick
    size = Size()
    rows = [recovery("as stated", size, 10 if quick else 100)]
    if not quick:
        rows += [recovery(f"{times} inspections", replace(size, times=times), 40) for times in (8, 6, 4, 2)]
        rows.append(recovery("153 bodies, 3 inspections", replace(size, bodies=153, times=3), 40))
        rows.append(recovery("traits walk at random", size, 40, walk=True))
    first = rows[0]
    figures: dict[str, Any] = {
        "correlation": min(first["severity_correlation"], first["trait_correlation"]),
        "coverage": [first["severity_coverage"]["value"], first["trait_coverage"]["value"]],
        "correlation_target": LEAST, "coverage_target": AIM, "ratio_target": FASTER, "rows": rows,
    }  # fmt: skip
    if find_spec("numpyro"):
        figures |= beside_numpyro(size, *((50, 50) if quick else (500, 1000)))
    else:
        print("NumPyro is not installed; `python -m bench.severity --help` says how.", file=sys.stderr)
    for row in rows:
        severities = f"{row['severity_correlation']:.3f} {row['severity_coverage']['value']:.3f}"
        traits = f"{row['trait_correlation']:.3f} {row['trait_coverage']['value']:.3f}"
        print(f"{row['design']:26} severities {severities}   traits {traits}   {row['fit_seconds']} s")
    print(json.dumps(figures))
    if figures["correlation"] < LEAST:
        return 1
    low, high = AIM
    met = all(low <= share <= high for share in figures["coverage"]) and figures.get("ratio", FASTER) >= FASTER
    return 0 if quick or met else 1


if __name__ == "__main__":
    sys.exit(main())
