"""Years until a shift is seen, beside the CQC-style chart at one in-control run length. `bench.signals` prints them."""

from __future__ import annotations

from typing import Any

import numpy as np
from tests.intelligence.made import in_control

from inspectorate.intelligence import charts, cqc
from inspectorate.intelligence.levels import components, innovations
from inspectorate.intelligence.model import Floats, Measure
from inspectorate.intelligence.readings import FEWEST_YEARS
from inspectorate.intelligence.scale import scaled

BODIES = 153
RUN_LENGTH = 100  # years to one false alarm of a series, of either chart that is compared
BEFORE, AFTER = 6, 12  # years in control, then years since the shift


def statistics(between: float, seed: int, series: int, delta: float) -> dict[str, Floats]:
    """Every chart's running statistic of so many followed series: (years, series), higher for worse.

    One body in ten of each panel shifts by ``delta`` yearly standard deviations after BEFORE years; those are followed,
    or with ``delta`` nought all.
    """
    yearly = 0.04
    moving = BODIES // 10 if delta else BODIES
    planted = np.zeros((BEFORE + AFTER, BODIES))
    planted[BEFORE:, :moving] = delta * yearly
    kept: dict[str, list[Floats]] = {}
    for number in range(-(-series // moving)):
        panel = in_control(
            Measure.MEAN, seed + number, years=BEFORE + AFTER, bodies=BODIES, between=between * yearly, planted=planted
        )
        values = scaled(panel)
        # The spreads are estimated from the whole panel, the shifted bodies and the years of the shift included.
        q = innovations(values, components(values)).q
        parts = {"adaptive": -np.log(charts.shift(q).up)}
        z = cqc.z_scores(Measure.MEAN, panel.value, panel.denominator)
        for k in (0.25, 0.5, 1.0):
            parts[f"cqc k={k}"] = cqc.cumulative(z, k)
        for name, statistic in parts.items():
            kept.setdefault(name, []).append(statistic[:, :moving])
    return {name: np.concatenate(pieces, axis=1) for name, pieces in kept.items()}


def delay(statistic: Floats, limit: float) -> tuple[float, float, int]:
    """Mean years from the shift to the alarm (AFTER where there is none), the share alarmed, and how many count:
    those with no false alarm before."""
    past = statistic[FEWEST_YEARS - 1 :] > limit
    clean = ~past[: BEFORE - FEWEST_YEARS + 1].any(axis=0)
    since = past[BEFORE - FEWEST_YEARS + 1 :, clean]
    found = since.any(axis=0)
    years = np.where(found, since.argmax(axis=0) + 1, AFTER)
    return float(years.mean()), float(found.mean()), int(clean.sum())


def limit_for(statistic: Floats) -> float:
    """The constant limit that a series in control passes with the stated chance before it ends."""
    watched = BEFORE + AFTER - FEWEST_YEARS + 1
    chance = 1 - (1 - 1 / RUN_LENGTH) ** watched
    return float(np.quantile(statistic[FEWEST_YEARS - 1 :].max(axis=0), 1 - chance))


def delays(series: int) -> dict[str, Any]:
    """Years to see a shift at one in-control run length, beside the best of three CQC-style charts."""
    answer: dict[str, Any] = {}
    for between in (0.0, 1.0, 2.0):
        quiet = statistics(between, 10_000, series, 0.0)
        limits = {name: limit_for(statistic) for name, statistic in quiet.items()}
        rows = {}
        for delta in (1.0, 1.5, 2.0, 3.0):
            found = {
                name: delay(statistic, limits[name])
                for name, statistic in statistics(between, 50_000, series // 10, delta).items()
            }
            best = min((name for name in found if name != "adaptive"), key=lambda name: found[name][0])
            rows[f"shift {delta}"] = {
                "adaptive_years": round(found["adaptive"][0], 2),
                "adaptive_found": round(found["adaptive"][1], 3),
                "cqc": best,
                "cqc_years": round(found[best][0], 2),
                "cqc_found": round(found[best][1], 3),
                "ratio": round(found["adaptive"][0] / found[best][0], 3),
            }
        rows["mean_ratio"] = round(float(np.mean([row["ratio"] for row in rows.values()])), 3)
        answer[f"bodies' spread {between} of yearly"] = rows
    return answer
