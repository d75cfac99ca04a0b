"""The rolling origin: what each forecast said of each inspection before it, from what was known by then alone.

On each origin the nowcast is fitted anew, the base rate counted anew, and signals weighed by what earlier cases, whose
findings were known by then, bear out. The forecasts beside which the nowcast stands:

- ``signals`` (and ``shuffled``, its negative control): the nowcast tilted by the strength of the body's signals;
- ``last_grade``: the last grade again, for certain;
- ``base_rate``: the shares of grades among all inspections known by then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from inspectorate.framework.library import Library
from inspectorate.history.model import History
from inspectorate.history.trails import Judged, known_then, trail
from inspectorate.intelligence.backtest_cases import BEFORE, Case, origin_before
from inspectorate.intelligence.model import Neighbours, Panel
from inspectorate.intelligence.nowcast import Nowcast, NowcastModel, fit_nowcast, nowcasts
from inspectorate.intelligence.nowcast_signals import fit_tilt, tilt
from inspectorate.intelligence.ranking import rank
from inspectorate.intelligence.signals import signals

Floats = NDArray[np.float64]
Chances = tuple[float, ...]
Source = Callable[[date], Mapping[str, float]]
"""Strengths of signals by body id, by what was known on a day."""

DRAWS = 50
NO_ORIGIN, NOT_JUDGED, OTHER_SCALE = "no_origin", "not_judged_before", "other_scale"


@dataclass(frozen=True, slots=True)
class Told:
    """Chances of each grade, best first, by the name of the forecast; ``last`` is the place of the last grade."""

    last: int
    chances: Mapping[str, Chances]


@dataclass(frozen=True, slots=True)
class Forecast:
    """What was said of one case on its origin, and on the first day of its inspection year (``None``: nothing).

    ``strength`` by source is the body's standing among all bodies on the origin, in standard deviations.
    """

    case: Case
    origin: date
    applies_to: str
    told: Told
    strength: Mapping[str, float]
    programme: Told | None = None


@dataclass(frozen=True, slots=True)
class _Day:
    """What was learnt on one origin. ``weights`` are the coefficients by source and kind of body."""

    model: NowcastModel
    base: Mapping[str, Chances]
    standing: Mapping[str, Mapping[str, float]]
    weights: Mapping[tuple[str, str], float]


def strengths(panels: Iterable[Panel], neighbours: Neighbours | None, as_of: date) -> Mapping[str, float]:
    """The strength of each body's signals by what was known on a day, every reading counted and not only the listed."""
    return rank(signals(panels, neighbours, as_of=as_of, q=1.0))


def rolling(
    histories: Sequence[History],
    library: Library,
    asked: Sequence[Case],
    origins: Sequence[date],
    *,
    area: str,
    sources: Mapping[str, Source],
    draws: int = DRAWS,
    seed: int = 0,
    tell: Callable[[int, int], None] = lambda done, of: None,
) -> tuple[list[Forecast], Counter[str]]:
    """The forecasts of all cases, and how many cases have none, by reason.

    ``sources`` are named strengths of signals; each gives a forecast of that name. ``tell`` is told how many of how
    many origins are done.
    """
    left_out: Counter[str] = Counter()
    by_origin: dict[date, list[Case]] = {}
    yearly: dict[date, list[Case]] = {}
    for case in asked:
        origin = origin_before(case.began, origins)
        if origin is None:
            left_out[NO_ORIGIN] += 1
            continue
        by_origin.setdefault(origin, []).append(case)
        start = origin_before(min(case.programme, case.began - BEFORE), origins, timedelta())
        if start is not None:
            yearly.setdefault(start, []).append(case)
    made: list[Forecast] = []
    ahead: dict[str, Told] = {}
    days = sorted({*by_origin, *yearly})
    for number, origin in enumerate(days):
        here, whole = by_origin.get(origin, []), yearly.get(origin, [])
        day = _learn(histories, library, origin, [*here, *whole], made, area, sources, draws, seed)
        ahead |= {one.inspection.id: told for one, _, told in _said(day, whole, area, programme=True)}
        said = list(_said(day, here, area, programme=False))
        for case, kind, told in said:
            if len(told.chances["nowcast"]) != len(case.grades):
                left_out[OTHER_SCALE] += 1
                continue
            at = {source: standing.get(case.body, 0.0) for source, standing in day.standing.items()}
            made.append(Forecast(case, origin, kind, told, at))
        left_out[NOT_JUDGED] += len(here) - len(said)
        tell(number + 1, len(days))
    return [replace(one, programme=ahead.get(one.case.inspection.id)) for one in made], +left_out


def _learn(
    histories: Sequence[History],
    library: Library,
    origin: date,
    asked: Sequence[Case],
    made: Sequence[Forecast],
    area: str,
    sources: Mapping[str, Source],
    draws: int,
    seed: int,
) -> _Day:
    kinds = {case.history.body.type_on(origin) for case in asked}
    model = fit_nowcast(histories, library, origin, applies_to=kinds, areas=[area], draws=draws, seed=seed)
    known = [one for one in known_then(histories, origin) if one.applies_to in kinds]
    present = [one.body.id for one in known if one.present]
    # Strengths are told as standings among all bodies: a country that does worse as a whole tilts nobody.
    standing = {name: standings(source(origin), present) for name, source in sources.items()}
    earlier = [one for one in made if one.case.known_on <= origin]
    weights = {(name, kind): _weight(earlier, name, kind) for name in sources for kind in kinds}
    base = {kind: _base_rate([one for one in known if one.applies_to == kind], model, kind, area) for kind in kinds}
    return _Day(model, base, standing, weights)


def standings(strengths: Mapping[str, float], bodies: Sequence[str]) -> Mapping[str, float]:
    """Each body's strength as standard deviations above the mean of all; a body without signals stands at nought.

    Where all are alike nobody stands out: every standing is nought.
    """
    values = np.array([strengths.get(body, 0.0) for body in bodies])
    spread = float(values.std()) if len(values) else 0.0
    scores = (values - values.mean()) / spread if spread > 0 else np.zeros(len(values))
    return dict(zip(bodies, scores.tolist(), strict=True))


def _weight(earlier: Sequence[Forecast], name: str, kind: str) -> float:
    """How far one standard deviation of strength moved the odds in earlier cases; nought where there were none."""
    alike = [one for one in earlier if one.applies_to == kind]
    if not alike:
        return 0.0
    return fit_tilt(
        [one.told.chances["nowcast"] for one in alike],
        [one.strength[name] for one in alike],
        [one.case.place for one in alike],
    ).coefficient


def _base_rate(known: Sequence[Judged], model: NowcastModel, kind: str, area: str) -> Chances:
    """The shares of grades among all inspections known on the origin; each alike where there were none."""
    part = model.parts.get((kind, area))
    if part is None:
        return ()
    counts = Counter(place for one in known if (found := trail(one, part.line)) for place in found.places)
    steps = range(len(part.line.grades))
    total = counts.total()
    return tuple(counts[place] / total if total else 1 / len(steps) for place in steps)


def _said(day: _Day, asked: Sequence[Case], area: str, *, programme: bool) -> Iterator[tuple[Case, str, Told]]:
    """What is said of cases: of their own days, or of the first day of their inspection years."""
    by_day: dict[date, list[Case]] = {}
    for case in asked:
        by_day.setdefault(case.programme if programme else case.began, []).append(case)
    for at, group in by_day.items():
        records = {case.body: case.history for case in group}
        found = {one.body.id: one for one in nowcasts(records.values(), day.model, at=at)}
        for case in group:
            if case.body in found:
                kind = case.history.body.type_on(day.model.as_of)
                yield case, kind, _told(found[case.body], day, kind)


def _told(found: Nowcast, day: _Day, kind: str) -> Told:
    last = list(found.probabilities).index(found.last_grade)
    now = np.array(list(found.probabilities.values()))
    chances = {"nowcast": tuple(now.tolist())}
    for name, standing in day.standing.items():
        amount = np.array(day.weights[name, kind] * standing.get(found.body.id, 0.0))
        chances[name] = tuple(tilt(now, amount).tolist())
    chances["last_grade"] = tuple(float(place == last) for place in range(len(now)))
    chances["base_rate"] = day.base[kind]
    return Told(last, chances)
