"""What a comparison tells of a regime: measures of its outcomes, each with an interval.

Every measure is a sum over a country and all months, or one sum over another. Its value is the mean of all replications
(for a share: the sum of one over the sum of the other), the interval is that of the mean at 95 per cent (normal; for a
share by linearisation, Cochran, Sampling Techniques, 1977, 6.3), and ``futures`` are the tenths of replications at
either end: how differently a single country can fare by chance, which more replications do not make narrower.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from inspectorate.laboratory.model import FIFTHS, Floats, Services
from inspectorate.laboratory.regime import OUTCOMES
from inspectorate.measurement.intervals import deviate


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure's name, its unit, and the outcomes that it is made of: ``of`` over ``over``.

    ``over`` is ``None`` for a plain sum, ``services`` or ``service_months`` for their number.
    """

    id: str
    label: str
    unit: str
    of: str
    over: str | None = None


MEASURES = (
    Measure("inspector_days", "Inspector-days", "days", "inspector_days"),
    Measure("undetected_months", "Inadequate and not known to be so", "months of areas", "undetected"),
    Measure("undetected_child_months", "Children’s time there", "months of children", "undetected_children"),
    Measure("detection_delay", "Until it is known or over", "months", "undetected", "spells"),
    Measure("share_inadequate", "Services with an inadequate area", "share", "services_inadequate", "service_months"),
    Measure("harm", "Harm", "weighted months of children", "harm"),
    Measure("inspections_a_service", "Inspections of a service", "each", "inspections", "services"),
    Measure("visits_a_service", "Visits to a service", "each", "visits", "services"),
    Measure("hits", "Inspections that found what was not known", "areas", "hits"),
    Measure("hit_rate", "Found in an inspection", "areas", "hits", "inspections"),
    Measure("false_alarms", "Called inadequate, and not", "areas", "false_alarms"),
)


@dataclass(frozen=True, slots=True)
class Value:
    """A measure's mean with its interval, and the tenth and ninetieth of a hundred futures.

    All ``None`` where the measure has nothing to divide by. With a single replication there is no interval.
    """

    mean: float | None
    low: float | None = None
    high: float | None = None
    futures: tuple[float, float] | None = None


def measured(sums: Floats, services: Services, months: int) -> Mapping[str, Value]:
    """All measures of the whole country from the engines' sums, shape (runs, FIFTHS, outcomes)."""
    whole = sums.sum(1)
    counts = {"services": float(len(services)), "service_months": float(len(services) * months)}
    return {measure.id: _value(measure, whole, counts) for measure in MEASURES}


def by_fifth(sums: Floats, services: Services, months: int, id_: str) -> tuple[Value, ...]:
    """One measure in each fifth, the most deprived first; sums are for each service there.

    A fifth without services has no value.
    """
    measure = next(one for one in MEASURES if one.id == id_)
    found = []
    for fifth in range(FIFTHS):
        there = int((services.fifth == fifth).sum())
        counts = {"services": float(there), "service_months": float(there * months)}
        one = measure if measure.over else Measure(measure.id, measure.label, measure.unit, measure.of, "services")
        found.append(_value(one, sums[:, fifth], counts))
    return tuple(found)


def difference(one: Floats, other: Floats, of: str) -> Value:
    """By how much one regime's sum of an outcome is above another's, replication by replication.

    Where both met the same chances (the same seed and services), much of the noise is the same in both and drops out.
    """
    place = OUTCOMES.index(of)
    return _mean(one.sum(1)[:, place] - other.sum(1)[:, place])


def _value(measure: Measure, sums: Floats, counts: Mapping[str, float]) -> Value:
    above = sums[:, OUTCOMES.index(measure.of)]
    if measure.over is None:
        return _mean(above)
    if measure.over in counts:
        return _mean(above / counts[measure.over]) if counts[measure.over] else Value(None)
    return _share(above, sums[:, OUTCOMES.index(measure.over)])


def _mean(values: Floats) -> Value:
    runs = len(values)
    mean = float(values.mean())
    if runs == 1:
        return Value(mean)
    half = deviate(0.95) * float(values.std(ddof=1)) / np.sqrt(runs)
    return Value(mean, float(mean - half), float(mean + half), _futures(values))


def _share(above: Floats, below: Floats) -> Value:
    if not below.sum():
        return Value(None)
    share = float(above.sum() / below.sum())
    if len(above) == 1:
        return Value(share)
    left = (above - share * below) / below.mean()
    half = deviate(0.95) * float(left.std(ddof=1)) / np.sqrt(len(above))
    each = above[below > 0] / below[below > 0]
    return Value(share, float(share - half), float(share + half), _futures(each))


def _futures(values: Floats) -> tuple[float, float]:
    low, high = np.quantile(values, [0.1, 0.9])
    return float(low), float(high)
