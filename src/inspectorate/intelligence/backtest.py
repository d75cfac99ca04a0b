"""The back-test of forecasts: every inspection from a day on, beside what was forecast of it by what was known then.

`backtest` runs the rolling origin (`backtest_rolling`) once, for the true signals and for a negative control, whose
indicators are dealt out to the wrong bodies, and scores what each forecast said (`backtest_scores`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from inspectorate.framework.library import Library
from inspectorate.history.model import History
from inspectorate.intelligence.backtest_cases import cases, quarters
from inspectorate.intelligence.backtest_rolling import DRAWS, Forecast, Source, rolling
from inspectorate.intelligence.backtest_scores import BASE, LAST, RANDOM, Scores, gain, rps, scores
from inspectorate.measurement.intervals import Estimate

NOWCAST, SIGNALS, SHUFFLED = "nowcast", "signals", "shuffled"
UNKNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Control:
    """The negative control: signals of shuffled indicators, what either kind of signals added to the nowcast, and what
    the true ones gained on the shuffled ones, case by case."""

    seed: int
    scores: Scores
    gain: Estimate | None
    true_gain: Estimate | None
    over_shuffled: Estimate | None


@dataclass(frozen=True, slots=True)
class Backtest:
    """One back-test. ``said`` holds every forecast; ``left_out`` counts the inspections that had none, by reason.

    ``gains`` are by forecast and what it is compared with; ``by_deprivation`` and ``by_region`` are ranked
    probability scores by group and forecast.
    """

    first: date
    last: date
    area: str
    origins: tuple[date, ...]
    said: tuple[Forecast, ...]
    left_out: Mapping[str, int]
    forecasts: Mapping[str, Scores]
    gains: Mapping[tuple[str, str], Estimate | None]
    by_deprivation: Mapping[str, Mapping[str, Estimate | None]]
    by_region: Mapping[str, Mapping[str, Estimate | None]]
    control: Control | None


def backtest(
    histories: Sequence[History],
    library: Library,
    *,
    first: date,
    last: date,
    area: str = "overall",
    train_to: date | None = None,
    source: Source | None = None,
    shuffled: Source | None = None,
    shuffle_seed: int = 1,
    deprivation: Mapping[str, int] | None = None,
    draws: int = DRAWS,
    seed: int = 0,
    tell: Callable[[int, int], None] = lambda done, of: None,
) -> Backtest:
    """Back-test the forecasts of what inspections that began from ``first`` to ``last`` found in an area.

    With ``train_to`` all is forecast from that one day; otherwise from the first day of each quarter. ``source`` gives
    strengths of signals by what was known on a day, ``shuffled`` those of the negative control; without them neither
    is told. ``deprivation`` is each body's fifth, 1 the most deprived.
    """
    asked = cases(histories, library, area, first, last)
    origins = [train_to] if train_to else quarters(first, last)
    sources = {name: one for name, one in ((SIGNALS, source), (SHUFFLED, shuffled)) if one is not None}
    said, left_out = rolling(
        histories, library, asked, origins, area=area, sources=sources, draws=draws, seed=seed, tell=tell
    )
    names = [NOWCAST, *([SIGNALS] if source else []), LAST, BASE, RANDOM]
    fifths = {} if deprivation is None else deprivation
    pairs = [(name, against) for name in names[: names.index(LAST)] for against in (LAST, BASE)] + [(BASE, LAST)]
    if SIGNALS in names:
        pairs.append((SIGNALS, NOWCAST))
    return Backtest(
        first=first,
        last=last,
        area=area,
        origins=tuple(sorted({one.origin for one in said})),
        said=tuple(said),
        left_out=dict(left_out),
        forecasts={name: scores(said, name, seed=seed) for name in names},
        gains={pair: gain(said, *pair, seed=seed) for pair in pairs},
        by_deprivation=_by(said, names, lambda one: str(fifths.get(one.case.body, UNKNOWN)), seed) if fifths else {},
        by_region=_by(said, names, lambda one: one.case.history.body.region or UNKNOWN, seed),
        control=_control(said, shuffle_seed, seed) if source and shuffled else None,
    )


def _by(
    said: Sequence[Forecast], names: Sequence[str], group: Callable[[Forecast], str], seed: int
) -> dict[str, dict[str, Estimate | None]]:
    groups: dict[str, list[Forecast]] = {}
    for one in said:
        groups.setdefault(group(one), []).append(one)
    return {key: {name: rps(groups[key], name, seed=seed) for name in names} for key in sorted(groups)}


def _control(said: Sequence[Forecast], shuffle_seed: int, seed: int) -> Control:
    return Control(
        shuffle_seed,
        scores(said, SHUFFLED, seed=seed),
        gain(said, SHUFFLED, NOWCAST, seed=seed),
        gain(said, SIGNALS, NOWCAST, seed=seed),
        gain(said, SIGNALS, SHUFFLED, seed=seed),
    )
