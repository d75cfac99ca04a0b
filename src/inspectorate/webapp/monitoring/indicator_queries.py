"""Reads of indicators: panels as engines take them, neighbours, deprivation, and numbers of children.

Everything is read from the newest revision that was loaded, as released later than the day that is asked about: what is
computed for a past day from it is optimistic, and is to be labelled with `intelligence.model.VINTAGE`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from inspectorate.intelligence.model import Neighbours, Panel
from inspectorate.webapp.inspections.models import ImportRun
from inspectorate.webapp.monitoring.definitions import all_definitions, core_definitions
from inspectorate.webapp.monitoring.models import Area, NeighbourList, PeriodValues
from inspectorate.webapp.monitoring.panel_making import PanelMaker

AT_ONCE = 60
"""Indicators whose values are read in one query."""


class Deprivation(NamedTuple):
    """The average score of the English indices of deprivation 2019, and the fifth of authorities: 1 is the most
    deprived."""

    score: float
    fifth: int


def panels(
    *,
    known_by: date,
    core_only: bool = True,
    bodies: Collection[str] | None = None,
    kind: str = Area.Kind.AUTHORITY,
) -> Iterator[Panel]:
    """A panel for each indicator that has values, core indicators in the order of `core.yaml`.

    Only what was known by the day counts. ``bodies`` (``authority:CODE``) limits whose values are in it; ``kind`` may
    be ``england`` or ``region``, whose panels have those areas (``england:E92000001``) for bodies.
    """
    definitions = core_definitions() if core_only else all_definitions()
    maker = PanelMaker(known_by, kind, bodies)
    for first in range(0, len(definitions), AT_ONCE):
        yield from maker.panels(definitions[first : first + AT_ONCE])


def neighbours(on: date) -> Neighbours:
    """Who is alike by the model that held on a day; before the oldest model, that one, which its name says.

    Where none is loaded nobody has neighbours.
    """
    rows = NeighbourList.objects.filter(run__state=ImportRun.State.COMPLETE).order_by("first", "id")
    models: dict[date, tuple[str, dict[int, list[int]]]] = {}
    for model, first, area, nearest in rows.values_list("model", "first", "area_id", "nearest"):
        models.setdefault(first, (model, {}))[1][area] = nearest
    if not models:
        return Neighbours("no set of neighbours is loaded", on, {})
    in_force = [first for first in models if first <= on]
    first = max(in_force, default=min(models))
    keys = {area.pk: area.key for area in Area.objects.filter(body__isnull=False).select_related("body")}
    name, lists = models[first]
    of = {keys[area]: tuple(keys[one] for one in nearest) for area, nearest in lists.items()}
    return Neighbours(name if in_force else f"{name}, the oldest loaded, for the years before", first, of)


def deprivation() -> Mapping[str, Deprivation]:
    """Deprivation of authorities by body. Fifths are of the authorities in the file, by rank of their score; an
    authority that the file does not know, or that came after it by a split, has none."""
    scores = {
        body: score for body, by in newest_numbers("imd_2019", "IMD - Average score").items() for score in by.values()
    }
    ranked = sorted(scores, key=lambda body: (-scores[body], body))
    return {body: Deprivation(scores[body], 1 + place * 5 // len(ranked)) for place, body in enumerate(ranked)}


def population() -> Mapping[str, Mapping[int, int]]:
    """Children aged 0 to 17 by body and year of the mid-year estimate."""
    numbers = newest_numbers("population", "population_estimate")
    return {body: {int(period): round(number) for period, number in by.items()} for body, by in numbers.items()}


def newest_numbers(set: str, column: str) -> dict[str, dict[str, float]]:
    """The numbers that hold now of one series, by body and period label."""
    keys = {str(area.pk): area.key for area in Area.objects.filter(body__isnull=False).select_related("body")}
    rows = PeriodValues.objects.filter(
        run__state=ImportRun.State.COMPLETE, series__set=set, series__column=column
    ).order_by("id")
    found: dict[str, dict[str, float]] = {}
    for period, values in rows.values_list("period", "values"):
        for area, said in values.items():
            if area in keys:
                of = found.setdefault(keys[area], {})
                of.pop(period, None)
                if not isinstance(said, str):
                    of[period] = said
    return {body: of for body, of in found.items() if of}
