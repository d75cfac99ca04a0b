"""How good each forecast of a back-test was, once what inspections found is known.

Intervals are bootstraps that draw whole bodies: inspections of one body are alike. Of ``random``, which draws a grade
for each case from the base rate and puts inspections in any order, they are what chance alone gives: the mean of
`SHUFFLES` runs and the middle 95 per cent of them.

The ranked probability score is a distance from what was found, less is better. A last grade carried forward for
certain is scored like any certain forecast: nought where it came again, and one third for each step (of four grades)
where it did not. Whoever is less certain is punished less; that is what the score is for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inspectorate.intelligence.backtest_order import reorder, worry
from inspectorate.intelligence.backtest_rolling import Forecast
from inspectorate.measurement.agreement import weighted_kappa
from inspectorate.measurement.intervals import Estimate, Interval
from inspectorate.measurement.scores import CalibrationBin, auc, calibration, mean_score, ranked_probability_scores

Floats = NDArray[np.float64]
SHUFFLES = 200
LEVEL = 0.95
RANDOM, BASE, LAST = "random", "base_rate", "last_grade"


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of one forecast on ``n`` cases; ``None`` where no case lets a number be told.

    ``qwk``: quadratic weighted kappa of the likeliest grade. ``auc_decline`` is among bodies whose last grade leaves
    room for a decline. ``calibration``: all chances of all grades beside how often these came. ``hits_first_half`` and
    ``days_earlier`` (against the real order) are of those found to have the worst grade, as `backtest_order` reorders.
    """

    n: int
    rps: Estimate | None
    qwk: Estimate | None
    auc_inadequate: Estimate | None
    auc_decline: Estimate | None
    calibration: tuple[CalibrationBin, ...]
    hits_first_half: Estimate | None
    days_earlier: Estimate | None


def chances_of(said: Sequence[Forecast], name: str) -> Floats:
    """Chances (cases, steps) of one forecast, which is one that all cases have."""
    return np.array([one.told.chances[name] for one in said])


def scores(said: Sequence[Forecast], name: str, *, seed: int = 0) -> Scores:
    """The scores of one forecast of the same cases; ``random`` is drawn with the seed."""
    if not said:
        return Scores(0, None, None, None, None, (), None, None)
    if name == RANDOM:
        return _of_chance(said, seed)
    found, chances = _found(said), chances_of(said, name)
    bodies = [one.case.body for one in said]
    open_, falls = _declines(said, chances)
    sooner, half = _reordered(said, lambda one: worry([x.programme.chances[name] for x in one if x.programme]))
    worst = _worst(_dated(said))
    clusters = [one.case.body for one, bad in zip(_dated(said), worst, strict=True) if bad]
    kept = [body for body, may in zip(bodies, open_, strict=True) if may]
    return Scores(
        n=len(said),
        rps=rps(said, name, seed=seed),
        qwk=weighted_kappa(chances.argmax(1), found, chances.shape[1], interval=Interval(bodies, seed=seed)),
        auc_inadequate=auc(worry(chances), _worst(said), clusters=bodies, seed=seed),
        auc_decline=auc(falls[open_], _declined(said)[open_], clusters=kept, seed=seed),
        calibration=_calibration(chances, found, bodies, seed),
        hits_first_half=mean_score(half[worst], clusters, seed=seed) if worst.any() else None,
        days_earlier=mean_score(sooner[worst], clusters, seed=seed) if worst.any() else None,
    )


def rps(said: Sequence[Forecast], name: str, *, seed: int = 0) -> Estimate | None:
    """The ranked probability score alone, for groups of cases (never none) that are too few for more."""
    if name != RANDOM:
        return mean_score(
            ranked_probability_scores(chances_of(said, name), _found(said)), [x.case.body for x in said], seed=seed
        )
    random, base = np.random.default_rng(seed), chances_of(said, BASE)
    runs = (ranked_probability_scores(_certain(base, random), _found(said)) for _ in range(SHUFFLES))
    return _spread([float(one.mean()) for one in runs], len(said))


def gain(said: Sequence[Forecast], name: str, against: str, *, seed: int = 0) -> Estimate | None:
    """By how much one forecast's ranked probability score is better (lower) than another's, case by case."""
    if not said:
        return None
    found = _found(said)
    first, other = (ranked_probability_scores(chances_of(said, one), found) for one in (name, against))
    return mean_score(other - first, [one.case.body for one in said], seed=seed)


def _found(said: Sequence[Forecast]) -> NDArray[np.intp]:
    return np.array([one.case.place for one in said], dtype=np.intp)


def _worst(said: Sequence[Forecast]) -> NDArray[np.bool_]:
    return np.array([one.case.place == len(one.case.grades) - 1 for one in said], dtype=bool)


def _declined(said: Sequence[Forecast]) -> NDArray[np.bool_]:
    return np.array([one.case.place > one.told.last for one in said], dtype=bool)


def _declines(said: Sequence[Forecast], chances: Floats) -> tuple[NDArray[np.bool_], Floats]:
    """Which cases could decline at all, and the chance that each would."""
    last = np.array([one.told.last for one in said])
    steps = np.arange(chances.shape[1])
    return last < steps[-1], np.where(steps > last[:, None], chances, 0.0).sum(1)


def _calibration(
    chances: Floats, found: NDArray[np.intp], bodies: Sequence[str], seed: int
) -> tuple[CalibrationBin, ...]:
    came = found[:, None] == np.arange(chances.shape[1])
    # The chances of one case hang together, and so do the cases of one body.
    clusters = [body for body in bodies for _ in range(chances.shape[1])]
    # A sum of chances may pass one by a rounding error, which has no bin.
    return calibration(np.clip(chances.ravel(), 0.0, 1.0), came.ravel(), clusters=clusters, seed=seed)


def _dated(said: Sequence[Forecast]) -> list[Forecast]:
    """Those of which something was said on the first day of their year: a programme can hold no others."""
    return [one for one in said if one.programme]


def _reordered(said: Sequence[Forecast], key: Callable[[Sequence[Forecast]], Floats]) -> tuple[Floats, Floats]:
    held = _dated(said)
    if not held:
        return np.zeros(0), np.zeros(0)
    found = reorder([one.case.began for one in held], [one.case.programme for one in held], key(held))
    return found.sooner, found.first_half


def _of_chance(said: Sequence[Forecast], seed: int) -> Scores:
    random = np.random.default_rng(seed)
    base, found = chances_of(said, BASE), _found(said)
    steps = base.shape[1]
    bad, declined, worst = _worst(said), _declined(said), _worst(_dated(said))
    open_, _ = _declines(said, base)
    runs: dict[str, list[float]] = {name: [] for name in ("rps", "qwk", "bad", "declined", "half", "sooner")}
    first: Floats | None = None
    for _ in range(SHUFFLES):
        certain = _certain(base, random)
        first = certain if first is None else first
        order = random.permutation(len(said)).astype(np.float64)
        sooner, half = _reordered(said, lambda held: random.permutation(len(held)).astype(np.float64))
        told = {
            "rps": float(ranked_probability_scores(certain, found).mean()),
            "qwk": _value(weighted_kappa(certain.argmax(1), found, steps)),
            "bad": _value(auc(order, bad)),
            "declined": _value(auc(order[open_], declined[open_])),
            "half": float(half[worst].mean()) if worst.any() else None,
            "sooner": float(sooner[worst].mean()) if worst.any() else None,
        }
        for name, value in told.items():
            runs[name] += [] if value is None else [value]
    estimates = {name: _spread(values, len(said)) for name, values in runs.items()}
    return Scores(
        n=len(said),
        rps=estimates["rps"],
        qwk=estimates["qwk"],
        auc_inadequate=estimates["bad"],
        auc_decline=estimates["declined"],
        calibration=_calibration(first, found, [one.case.body for one in said], seed) if first is not None else (),
        hits_first_half=estimates["half"],
        days_earlier=estimates["sooner"],
    )


def _certain(base: Floats, random: np.random.Generator) -> Floats:
    """A grade drawn for each case from its base rate, as a forecast that is certain of it."""
    steps = base.shape[1]
    drawn = np.minimum((base.cumsum(1) <= random.random((len(base), 1))).sum(1), steps - 1)
    certain: Floats = np.eye(steps)[drawn]
    return certain


def _value(estimate: Estimate | None) -> float | None:
    return estimate.value if estimate else None


def _spread(runs: Sequence[float], n: int) -> Estimate | None:
    if not runs:
        return None
    low, high = np.quantile(runs, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Estimate(float(np.mean(runs)), float(low), float(high), n)
