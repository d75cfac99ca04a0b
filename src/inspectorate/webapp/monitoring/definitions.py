"""What every stored series is, as indicators: the core ones as `core.yaml` states them, the rest as their files do."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from inspectorate.formats.indicator_sets import STORE, data_sets
from inspectorate.intelligence.catalogue import PER_CENT, Definition
from inspectorate.intelligence.catalogue import definitions as core_entries
from inspectorate.intelligence.model import Indicator, Polarity
from inspectorate.intelligence.model import Measure as MeasureKind
from inspectorate.webapp.inspections.models import ImportRun
from inspectorate.webapp.monitoring.models import Measure

_RATE = re.compile(r"rate per ([\d,]+)", re.IGNORECASE)


class Told(NamedTuple):
    """A definition, and what its file tells of its release: a day for all of it, a day by which its newest was out."""

    definition: Definition
    published: date | None = None
    updated: date | None = None


def core_definitions() -> list[Told]:
    """The core indicators. Their lags are stated with them, whatever is loaded."""
    return [Told(one) for one in core_entries()]


def all_definitions() -> list[Told]:
    """The core indicators, then every other series that a loaded file says what it is."""
    core = core_definitions()
    taken = {one.definition.value for one in core}
    newest: dict[str, Measure] = {}
    rows = Measure.objects.filter(run__state=ImportRun.State.COMPLETE).select_related("series").order_by("id")
    for row in rows:
        newest[row.series.key] = row
    return core + [_told(key, row) for key, row in sorted(newest.items()) if key not in taken]


def _told(key: str, row: Measure) -> Told:
    kind, scale = kind_of(row.unit, bool(row.numerator))
    of = row.series.set
    indicator = Indicator(
        id=key,
        label=row.label,
        unit=row.unit,
        measure=kind,
        polarity=Polarity(row.polarity),
        source="Department for Education, LAIT" if of == STORE else data_sets()[of].source,
        scale=scale,
        lag_days=row.lag_days,
        lag_source=row.lag_source,
    )
    numerator = f"{of}/{row.numerator}" if row.numerator else ""
    denominator = tuple(f"{of}/{part}" for part in row.denominator.split(" + ")) if row.denominator else ()
    definition = Definition(indicator, key, numerator, denominator, row.times, row.year)
    return Told(definition, row.published, row.updated)


def kind_of(unit: str, is_ratio: bool) -> tuple[MeasureKind, float]:
    """What kind of number a unit is, and how many of it people read for one: 100 for per cent."""
    if unit.startswith(("%", "per cent")):
        return MeasureKind.SHARE, PER_CENT
    if found := _RATE.match(unit):
        return MeasureKind.RATE, float(found[1].replace(",", ""))
    return (MeasureKind.RATE if is_ratio else MeasureKind.MEAN), 1.0
