"""Judgements as bodies, areas, lead inspectors, days and grades, and the model by which they came about.

A graded-response model with facets (Samejima, Psychometrika Monograph 17, 1969; Linacre, Many-Facet Rasch Measurement,
1989). Grades run from 0, the best. The chance that body ``s`` is given grade ``k`` or a worse one in area ``a`` by lead
inspector ``r`` at ``t`` years from the middle of the record is

    logistic(trait[s, a] + (trend + drift[s]) * t + severity[r] - threshold[a, k]),   k = 1, 2, …

so that a greater trait is a worse service and a greater severity a stricter inspector, both in logits. Traits of one
body are ``common[a] * factor[s] + own[a] * rest[s, a]``; factors, rests, drifts and severities are normal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Judgement:
    """The grade that one area of a body was given. ``lead`` is a code for the lead inspector, never a name."""

    body: str
    area: str
    lead: str
    day: date
    grade: str


@dataclass(frozen=True, slots=True, eq=False)
class Judgements:
    """Many judgements in columns of the shape (judgements,), with what their places mean.

    ``body``, ``area``, ``lead`` and ``grade`` are places in ``bodies``, ``areas``, ``leads`` and ``scale`` (the best
    grade first, two at least); ``years`` is the time from the middle of the record.
    """

    bodies: tuple[str, ...]
    areas: tuple[str, ...]
    leads: tuple[str, ...]
    scale: tuple[str, ...]
    body: Indices
    area: Indices
    lead: Indices
    grade: Indices
    years: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Spreads:
    """How far traits, drifts and severities lie apart, each a standard deviation in logits.

    ``common`` and ``own``: shape (areas,), what areas of a body share and what each has alone. ``drift``: a year.
    """

    common: Floats
    own: Floats
    drift: float
    severity: float

    @property
    def covariance(self) -> Floats:
        """Of the traits of a body and, last, its drift: shape (areas + 1, areas + 1)."""
        found = np.zeros((len(self.own) + 1, len(self.own) + 1))
        found[:-1, :-1] = np.outer(self.common, self.common) + np.diag(self.own**2)
        found[-1, -1] = self.drift**2
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Planted:
    """What a simulation drew: ``traits`` (bodies, areas), ``drifts`` (bodies,), ``severities`` (leads,)."""

    traits: Floats
    drifts: Floats
    severities: Floats


def judgements(rows: Iterable[Judgement], scale: Sequence[str]) -> Judgements:
    """Judgements in columns; bodies, areas and leads in the order of their names. ``scale``: the best grade first.

    Raises ``ValueError`` where there are none, or a grade is not on the scale.
    """
    held = list(rows)
    if not held:
        raise ValueError("There are no judgements to learn from.")
    strange = next((one.grade for one in held if one.grade not in scale), None)
    if strange is not None:
        raise ValueError(f"The grade '{strange}' is not on the scale {', '.join(scale)}.")
    days = np.array([one.day.toordinal() for one in held], dtype=np.float64)
    bodies, body = _places([one.body for one in held])
    areas, area = _places([one.area for one in held])
    leads, lead = _places([one.lead for one in held])
    grade = np.array([scale.index(one.grade) for one in held], dtype=np.intp)
    years: Floats = (days - (days.min() + days.max()) / 2) / YEAR
    return Judgements(bodies, areas, leads, tuple(scale), body, area, lead, grade, years)


def _places(names: Sequence[str]) -> tuple[tuple[str, ...], Indices]:
    known = tuple(sorted(set(names)))
    place = {name: at for at, name in enumerate(known)}
    return known, np.array([place[name] for name in names], dtype=np.intp)


def simulate(
    design: Judgements, spreads: Spreads, thresholds: Floats, trend: float, random: np.random.Generator
) -> tuple[Judgements, Planted]:
    """Give the judgements of a design, whoever made them, new grades by the model. ``thresholds``: (areas, steps - 1).

    Returns them with what was drawn for the bodies and inspectors.
    """
    drawn = random.multivariate_normal(np.zeros(len(spreads.own) + 1), spreads.covariance, size=len(design.bodies))
    planted = Planted(drawn[:, :-1], drawn[:, -1], random.normal(0, spreads.severity, size=len(design.leads)))
    level = (
        planted.traits[design.body, design.area]
        + (trend + planted.drifts[design.body]) * design.years
        + planted.severities[design.lead]
    )
    worse = expit(level[:, None] - thresholds[design.area])
    grade = (random.random((len(level), 1)) < worse).sum(1)
    return replace(design, grade=grade), planted
