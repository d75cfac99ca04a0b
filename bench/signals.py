"""How often signals are false, how soon they see a change, how many they find, and how long all of England takes.

    python -m bench.signals [--quick]

All data are made (`tests/intelligence/made.py`). Beside each figure stands the baseline of the same run: the z-scores
and cumulative sums of the Care Quality Commission's Intelligent Monitoring (`intelligence/cqc.py`), normal limits, or
the same work in plain pandas and scipy loops (`tests/intelligence/oracle.py`). With --quick a tenth of the series. The
last line is JSON.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import numpy as np
from scipy import special
from tests.intelligence.made import alike, england, in_control, neighbours
from tests.intelligence.oracle import slow

from bench.signal_delays import BODIES, delays
from inspectorate.intelligence import charts, cqc
from inspectorate.intelligence.calibration import cusum_p, looking_again
from inspectorate.intelligence.exact import upper_tail
from inspectorate.intelligence.funnel import funnel
from inspectorate.intelligence.levels import components, innovations
from inspectorate.intelligence.model import Floats, Measure, SignalKind
from inspectorate.intelligence.neighbours import circle, gaps
from inspectorate.intelligence.readings import FEWEST_YEARS, readings
from inspectorate.intelligence.scale import scaled
from inspectorate.intelligence.signals import LEVEL, signals

YEARS = 12
NOMINAL = (0.05, 0.01)  # both sides together
SERIES = 200_000
TARGET = 0.7


def rate(hits: int, of: int, nominal: float) -> dict[str, float]:
    found = hits / of
    return {"rate": round(found, 5), "over_nominal": round(found / nominal, 3), "tests": of}


class Tally:
    """How many two-sided p-values of each kind and measure lie at or below each nominal rate."""

    def __init__(self) -> None:
        self.hits: dict[tuple[str, str, float], int] = {}
        self.of: dict[tuple[str, str], int] = {}

    def add(self, kind: str, measure: Measure, p: Floats) -> None:
        p = p[np.isfinite(p)]
        self.of[kind, str(measure)] = self.of.get((kind, str(measure)), 0) + p.size
        for a in NOMINAL:
            key = kind, str(measure), a
            self.hits[key] = self.hits.get(key, 0) + int((p <= a).sum())

    def told(self) -> dict[str, Any]:
        answer: dict[str, Any] = {}
        for (kind, measure, a), hits in self.hits.items():
            answer.setdefault(kind, {}).setdefault(measure, {})[str(a)] = rate(hits, self.of[kind, measure], a)
        return answer


def false_alarms(series: int) -> dict[str, Any]:
    """Each kind's rate of false alarms where nothing happens, beside the baseline's on the same series.

    Funnels and neighbours: bodies whose truths are beta, gamma or normal; ``…, another truth``: normal on the even
    scale instead, for which the limits are not exact. Charts: every year from a body's fourth on, also of bodies whose
    yearly variances differ.
    """
    tally = Tally()
    bodies = tuple(f"authority:B{b:03}" for b in range(BODIES))
    around = circle(bodies, neighbours(bodies))
    for measure in Measure:
        for seed in range(-(-series // BODIES)):
            panel = alike(measure, seed, bodies=BODIES)
            values = scaled(panel)
            tally.add("funnel", measure, 2 * funnel(values).p)
            tally.add("neighbours", measure, 2 * gaps(values, around).p)
            z = cqc.z_scores(measure, panel.value, panel.denominator)
            tally.add("cqc z-score", measure, 2 * special.ndtr(-np.abs(z)))
            panel = in_control(measure, seed, bodies=BODIES, years=YEARS)
            values = scaled(panel)
            new = innovations(values, components(values))
            for kind, chart in (("shift", charts.shift), ("trend", charts.trend)):
                found = chart(new.q)
                tally.add(kind, measure, 2 * np.minimum(found.up, found.down)[FEWEST_YEARS - 1 :])
            if measure is Measure.MEAN:
                # Bodies whose yearly variances differ: an inverse chi-square with five degrees of freedom.
                rng = np.random.default_rng([7, seed])
                jumps = rng.normal(0, 0.04, (YEARS, BODIES)) * np.sqrt(5 / rng.chisquare(5, BODIES))
                uneven = scaled(in_control(measure, seed, bodies=BODIES, years=YEARS, yearly=0.0, planted=jumps))
                found = charts.shift(innovations(uneven, components(uneven)).q)
                p = 2 * np.minimum(found.up, found.down)[FEWEST_YEARS - 1 :]
                tally.add("shift, bodies that jump unalike", measure, p)
            else:
                tally.add("funnel, another truth", measure, 2 * funnel(values.rows(np.array([YEARS - 1]))).p)
            z = cqc.z_scores(measure, panel.value, panel.denominator)
            seen = np.broadcast_to(np.arange(1, YEARS + 1)[:, None], z.shape)
            up, down = (cusum_p(cqc.cumulative(side), seen, cqc.REFERENCE) for side in (z, -z))
            tally.add("cqc cumulative sum", measure, 2 * np.minimum(up, down)[FEWEST_YEARS - 1 :])
    return tally.told()


def small_counts(series: int) -> dict[str, Any]:
    """Limits for few events: exact prediction beside the normal limit, one-sided 0.025, known target, no spread."""
    rng = np.random.default_rng(2005)
    answer = {}
    for lowest, highest in ((1, 5), (5, 10), (10, 20), (20, 50)):
        expected = np.exp(rng.uniform(np.log(lowest), np.log(highest), series))
        count = rng.poisson(expected).astype(np.float64)
        one, none = np.ones(series), np.zeros(series)
        exact = upper_tail(Measure.RATE, count, expected, one, none)
        normal = special.ndtr(-(count - expected) / np.sqrt(expected))
        answer[f"E {lowest} to {highest}"] = {
            "exact": rate(int((exact <= 0.025).sum()), series, 0.025),
            "normal": rate(int((normal <= 0.025).sum()), series, 0.025),
        }
    return answer


def found_and_false(times: int) -> dict[str, Any]:
    """Planted bodies found, and the share of false ones among those listed, at the level asked for."""
    last = date(2022, 12, 1)
    counts = {kind: [0, 0, 0] for kind in ("level", "shift", "trend")}
    any_false = 0
    for seed in range(times):
        planted = np.zeros((YEARS, BODIES))
        planted[:, :5] = 0.08 * 4  # five bodies four of the usual spreads from the rest
        planted[-2:, 5:10] = 0.04 * 5  # five that shifted two years ago by five yearly deviations
        planted[-5:, 10:15] = 0.04 * np.linspace(1.5, 7.5, 5)[:, None]  # five that drift
        panel = in_control(Measure.MEAN, 900 + seed, planted=planted)
        of = {"level": set(panel.bodies[:5]), "shift": set(panel.bodies[5:10]), "trend": set(panel.bodies[10:15])}
        kinds = {"level": SignalKind.FUNNEL, "shift": SignalKind.SHIFT, "trend": SignalKind.TREND}
        listed = signals([panel], as_of=last)
        moved = of["shift"] | of["trend"]
        for kind, which in kinds.items():
            bodies = {s.body for s in listed if s.kind is which}
            # A body that moved is no false discovery of either chart, nor, far from the rest now, of the funnel.
            true = of["level"] | moved if kind == "level" else moved
            counts[kind][0] += len(bodies & of[kind])
            counts[kind][1] += len(bodies - true)
            counts[kind][2] += len(bodies)
        none = signals([in_control(Measure.MEAN, 5000 + seed)], as_of=last)
        any_false += len({s.kind for s in none})
    return {
        "level_asked": LEVEL,
        "any_false_where_nothing_is_planted": round(any_false / (3 * times), 3),
        "kinds": {
            kind: {
                "power": round(hit / (5 * times), 3),
                "false_share": round(false / max(total, 1), 3),
                "listed": total,
            }
            for kind, (hit, false, total) in counts.items()
        },
    }


def agreeing(fast: dict[Any, float], plain: dict[Any, Any]) -> float:
    """The largest relative difference between p-values of the two engines."""
    assert fast.keys() == plain.keys(), "the two engines speak of different series"
    return max(abs(fast[key] - plain[key].p) / plain[key].p for key in plain)


def seconds(quick: bool) -> dict[str, Any]:
    """All signals for England, every year of twelve as the day asked about, beside the plain loops."""
    panels = england(1)
    near = neighbours(panels[0].bodies)
    days = [date(2011 + year, 12, 1) for year in range(YEARS)]
    start = time.perf_counter()
    looking_again()
    signals(panels[:3], near, as_of=days[-1])
    warm = time.perf_counter() - start
    start = time.perf_counter()
    listed = [len(signals(panels, near, as_of=day)) for day in days]
    all_years = time.perf_counter() - start
    some = panels[:3] if quick else panels
    start = time.perf_counter()
    fast = [
        {
            (reading.kind, body): float(reading.p[column])
            for reading in readings(panel, near, as_of=days[-1])
            for column, body in enumerate(panel.bodies)
        }
        for panel in some
    ]
    one_year = time.perf_counter() - start
    start = time.perf_counter()
    plain = [slow(panel, near, days[-1].toordinal()) for panel in some]
    loops = time.perf_counter() - start
    return {
        "bodies": BODIES,
        "indicators": len(panels),
        "years": YEARS,
        "warming_seconds": round(warm, 2),
        "all_years_seconds": round(all_years, 2),
        "listed": sum(listed),
        "same_work_indicators": len(some),
        "same_work_seconds": round(one_year, 3),
        "pandas_and_scipy_seconds": round(loops, 2),
        "ratio": round(loops / one_year, 1),
        "largest_relative_difference": float(f"{max(map(agreeing, fast, plain)):.1e}"),
        "peak_mebibytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def told(figures: dict[str, Any], indent: int = 0) -> Iterator[str]:
    for name, value in figures.items():
        if isinstance(value, dict) and any(isinstance(part, dict) for part in value.values()):
            yield " " * indent + name
            yield from told(value, indent + 2)
        elif isinstance(value, dict):
            yield " " * indent + f"{name}: " + ", ".join(f"{key} {part}" for key, part in value.items())
        else:
            yield " " * indent + f"{name} {value}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.signals", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the series")
    quick = parser.parse_args().quick
    series = SERIES // 10 if quick else SERIES
    answer: dict[str, Any] = {"bench": "signals", "series": series, "target_delay_ratio": TARGET}
    sections: tuple[tuple[str, Callable[[], dict[str, Any]]], ...] = (
        ("speed", lambda: seconds(quick)),
        ("small_counts", lambda: small_counts(series)),
        ("delay", lambda: delays(series // 5)),
        ("planted", lambda: found_and_false(40 if quick else 200)),
        ("false_alarms", lambda: false_alarms(series)),
    )
    for name, measured in sections:
        answer[name] = measured()
        print(name, *told(answer[name], 2), sep="\n", flush=True)
    print(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
