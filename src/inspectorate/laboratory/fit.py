"""The chances of falling and rising, and where services begin, fitted to what inspections said.

Each area is fitted by itself, from its own judgements (`inspectorate.laboratory.fit_area`). A likelihood of all areas
together would take whatever makes the grades of one inspection alike for likeness of the areas: the laboratory's
inspections err in each area apart, and real ones need not. So the shock, the leaders' effect, and all that an
inspection sees and changes, are kept as given; of how alike areas begin, the fit says how alike first inspections
found them. What visits between inspections changed is in the chance of rising: the record tells of few.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import brentq, minimize_scalar

from inspectorate.laboratory.fit_area import Area
from inspectorate.laboratory.fit_record import NothingToFit
from inspectorate.laboratory.likelihood import Record, Seen, likelihood_slopes, record
from inspectorate.laboratory.model import Floats, Model
from inspectorate.laboratory.robustness import erring
from inspectorate.measurement.intervals import deviate

LEVEL = 0.95
ERRORS: Mapping[str, float] = {"half": 0.5, "given": 1.0, "twice": 2.0}
"""By what the errors of inspections are multiplied: one record hardly tells them from change, so they are assumed."""


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """A fitted model. ``low`` and ``high``: the ends of 95% intervals, of ``worse``, ``better`` and ``start`` in the
    shapes that they have in the model, and of ``alike`` where there are several areas.

    ``log_likelihood``: of all areas, each by itself; to be compared only with another fit to the same record.
    ``services``, ``inspections`` and ``pairs`` (an inspection after another of the same service): what it rests on.
    """

    model: Model
    low: Mapping[str, Floats]
    high: Mapping[str, Floats]
    log_likelihood: float
    services: int
    inspections: int
    pairs: int


def fit(services: Sequence[Seen], model: Model) -> Fitted:
    """Fit a model to the inspections of services. What is not fitted is as ``model`` has it.

    Intervals are from the curvature at the maximum, on the scale of logarithms; that of ``alike`` is a profile's.
    Raises `NothingToFit` where no service was inspected twice.
    """
    seen = record(services, len(model.areas))
    pairs = seen.inspections - len(seen.gaps)
    if not pairs:
        raise NothingToFit("No service was inspected twice, so that the record says nothing of falling and rising.")
    low, high = ({name: np.empty_like(getattr(model, name)) for name in ("worse", "better", "start")} for _ in range(2))
    total = 0.0
    # The leaders first: how the others change depends on them.
    for place in sorted(range(len(model.areas)), key=lambda place: place != model.leadership):
        area = Area(model, place)
        found = area.likeliest(seen)
        model, total = area.into(model, found.vector), total + found.log_likelihood
        for ends, deviations in ((low, -deviate(LEVEL)), (high, deviate(LEVEL))):
            for name, values in area.end(found, deviations).items():
                ends[name][place] = values
    if len(model.areas) > 1:
        alike, low["alike"], high["alike"] = _alike(seen, model)
        model = replace(model, alike=alike)
    return Fitted(model, low, high, total, len(seen.gaps), seen.inspections, pairs)


def under_errors(services: Sequence[Seen], model: Model) -> dict[str, Fitted]:
    """The fit under each of the assumed levels of the errors of inspections, by its name in `ERRORS`."""
    return {name: fit(services, erring(model, factor)) for name, factor in ERRORS.items()}


def _alike(seen: Record, model: Model) -> tuple[float, Floats, Floats]:
    """In which share of services all areas begin alike, from first inspections, with the ends of its interval."""
    first = Record(seen.gaps[:, :1], seen.said[:, :1], seen.active[:1])

    def lost(share: float) -> float:
        return -likelihood_slopes(replace(model, alike=share), first)[0]

    inner = float(minimize_scalar(lost, bounds=(0, 1), method="bounded", options={"xatol": 1e-4}).x)
    best = min((0.0, inner, 1.0), key=lost)
    most = lost(best) + deviate(LEVEL) ** 2 / 2

    def edge(end: float) -> Floats:
        inside = lost(end) <= most
        return np.asarray(end if inside else brentq(lambda share: lost(share) - most, end, best))

    return best, edge(0.0), edge(1.0)
