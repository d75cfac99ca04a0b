"""The nowcast: the chance of each grade if a body were inspected now, from its past grades and the time since.

`fit_nowcast` fits one model of grades (`inspectorate.measurement`) for each kind of body and area, on what was known
on a day; `nowcasts` then answers for each body and area. The chances are those of what an inspection would say, which
can be compared with what the next one said; they are a forecast and never a grade. A body and area that nobody has
judged has no nowcast: it is unknown.

    model = fit_nowcast(histories, load_library(), date(2022, 9, 1))
    for one in nowcasts(histories, model): ...
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from inspectorate.framework.library import Library
from inspectorate.history.lines import Line, lines
from inspectorate.history.model import Body, History
from inspectorate.history.trails import Judged, Trail, known_then, origins, trail
from inspectorate.intelligence.nowcast_signals import Tilting, tilt_draws
from inspectorate.measurement.grade_fit import Fit, fit
from inspectorate.measurement.grade_likelihood import later, record, states
from inspectorate.measurement.grades import Seen

Floats = NDArray[np.float64]
LEVEL = 0.95
YEAR = 365.25
TOGETHER = 250  # bodies whose draws are held at once


@dataclass(frozen=True)
class LineModel:
    """One kind of body and area: the line of judgements, the model fitted to it, and from how many bodies."""

    applies_to: str
    line: Line
    fit: Fit
    bodies: int


@dataclass(frozen=True)
class NowcastModel:
    """What was learnt from all that was known on ``as_of``: one model for each kind of body and area."""

    as_of: date
    parts: Mapping[tuple[str, str], LineModel]

    def of(self, applies_to: str) -> tuple[LineModel, ...]:
        """The models of one kind of body, in the order in which its edition names the areas."""
        return tuple(part for (kind, _), part in self.parts.items() if kind == applies_to)


@dataclass(frozen=True, slots=True)
class Nowcast:
    """One body and area on a day. ``probabilities`` of each grade sum to one; ``interval`` says how far each is known.

    ``last_grade`` and ``last_date`` are of the latest judgement it stands on, on the scale in force; ``judgements`` is
    how many were used; ``age_years`` how old the last one is.
    """

    body: Body
    area: str
    last_grade: str
    last_date: date
    age_years: float
    judgements: int
    probabilities: Mapping[str, float]
    interval: Mapping[str, tuple[float, float]]


def fit_nowcast(
    histories: Iterable[History],
    library: Library,
    as_of: date,
    *,
    applies_to: Collection[str] | None = None,
    areas: Collection[str] | None = None,
    draws: int = 400,
    seed: int = 0,
    tell: Callable[[int, int], None] = lambda done, of: None,
) -> NowcastModel:
    """Fit every kind of body and area to what was known on a day. Bodies since closed are learnt from too.

    ``applies_to`` limits it to these kinds of body (``authority``, types of setting), ``areas`` to these areas; all
    where it is ``None``.
    ``draws`` set how finely intervals are known; a back-test that needs none may ask for 50. ``tell`` is told how many
    of how many models are done.
    """
    known = known_then(histories, as_of)
    by_kind: dict[str, list[Judged]] = {}
    for one in known:
        if applies_to is None or one.applies_to in applies_to:
            by_kind.setdefault(one.applies_to, []).append(one)
    told = ((kind, line) for kind in sorted(by_kind) for line in lines(library, kind, as_of))
    asked = [(kind, line) for kind, line in told if areas is None or line.area in areas]
    parts: dict[tuple[str, str], LineModel] = {}
    for kind, line in asked:
        trails = [found for one in by_kind[kind] if (found := trail(one, line))]
        seen = record([_seen(found) for found in trails])
        fitted = fit(seen, len(line.grades), draws=draws, seed=seed)
        parts[kind, line.area] = LineModel(kind, line, fitted, len(trails))
        tell(len(parts), len(asked))
    return NowcastModel(as_of, parts)


def nowcasts(
    histories: Iterable[History],
    model: NowcastModel,
    *,
    bodies: Collection[str] | None = None,
    known_by: date | None = None,
    at: date | None = None,
    signals: Tilting | None = None,
) -> Iterator[Nowcast]:
    """The nowcast of every body that exists on a day, area by area, from what was known by that day.

    ``bodies`` are the ids of those asked about, all where it is ``None``. ``known_by`` is the day whose knowledge
    counts: the model's own, or a later one, so that one fit serves for a while. ``at`` is the day forecast: that day,
    or a later one. ``signals`` tilt the chances only where they are given.
    Raises ``ValueError`` where the model has learnt from what was not known by the day, or a past day is forecast.
    """
    known = known_by or model.as_of
    day = at or known
    if known < model.as_of:
        raise ValueError(f"The model learnt from what was known on {model.as_of}; it may not forecast from {known}.")
    if day < known:
        raise ValueError(f"What was known on {known} gives no forecast of {day}, which was before.")
    of_kind: dict[str, list[Judged]] = {}
    for one in known_then(histories, known):
        if one.present and (bodies is None or one.body.id in bodies):
            of_kind.setdefault(one.applies_to, []).append(one)
    return (
        found
        for kind, asked in of_kind.items()
        for first in range(0, len(asked), TOGETHER)
        for found in _of(asked[first : first + TOGETHER], model.of(kind), day, signals)
    )


def _of(asked: Sequence[Judged], parts: Sequence[LineModel], day: date, signals: Tilting | None) -> list[Nowcast]:
    """Body by body, each body's areas in the order of its edition."""
    told = [found for part in parts for found in _in_area(asked, part, day, signals)]
    place = {one.body.id: number for number, one in enumerate(asked)}
    return sorted(told, key=lambda found: place[found.body.id])


def _in_area(asked: Sequence[Judged], part: LineModel, day: date, signals: Tilting | None) -> Iterator[Nowcast]:
    told = [(one.body, found) for one in asked if (found := list(origins(one, part.line)))]
    if not told:
        return
    stood = [each for _, found in told for each in found]
    chances = _chances([found for _, found in stood], part.fit, day)
    firsts = np.cumsum([0, *(len(found) for _, found in told[:-1])])
    # A body that stands on several others is the mixture of what each of them would be.
    drawn = np.add.reduceat(chances * np.array([share for share, _ in stood])[:, None], firsts, axis=1)
    if signals is not None:
        drawn = tilt_draws(drawn, [body.id for body, _ in told], signals, (part.applies_to, part.line.area))
    shares = drawn.mean(0)
    # Of ranks p (n + 1) the interval holds LEVEL of all draws to come, however few these are.
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0, method="weibull")
    for place, (body, found) in enumerate(told):
        trails = [each for _, each in found]
        yield _nowcast(body, part.line, trails, day, shares[place], np.stack([low[place], high[place]], axis=1))


def _chances(trails: Sequence[Trail], fitted: Fit, day: date) -> Floats:
    """What an inspection on the day would say, by draw and trail: shape (draws, trails, steps)."""
    ages = np.array([_years(found.last, day) for found in trails])
    standing = states(fitted.draws, record([_seen(found) for found in trails]))
    return later(fitted.draws, standing, ages) @ fitted.draws.observation


def _nowcast(body: Body, line: Line, stood: list[Trail], day: date, shares: Floats, ends: Floats) -> Nowcast:
    latest = max(stood, key=lambda found: found.last)
    return Nowcast(
        body=body,
        area=line.area,
        last_grade=line.grades[latest.places[-1]],
        last_date=latest.last,
        age_years=_years(latest.last, day),
        judgements=sum(len(found.places) for found in stood),
        probabilities=dict(zip(line.grades, (shares / shares.sum()).tolist(), strict=True)),
        interval={grade: (low, high) for grade, (low, high) in zip(line.grades, ends.tolist(), strict=True)},
    )


def _seen(found: Trail) -> Seen:
    return [(_years(found.days[0], day), place) for day, place in zip(found.days, found.places, strict=True)]


def _years(first: date, last: date) -> float:
    return (last - first).days / YEAR
