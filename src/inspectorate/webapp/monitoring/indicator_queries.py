"""Reads of indicators: panels as engines take them, neighbours, deprivation, and numbers of children.

Everything is read from the newest revision that was loaded, as released later than the day that is asked about: what is
computed for a past day from it is optimistic, and is to be labelled with `intelligence.model.VINTAGE`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from inspectorate.formats.indicator_years import read_label
from inspectorate.intelligence.model import Neighbours, Panel
from inspectorate.webapp.inspections.models import ImportRun
from inspectorate.webapp.monitoring.definitions import all_definitions, core_definitions
from inspectorate.webapp.monitoring.models import Area, NeighbourList, PeriodValues
from inspectorate.webapp.monitoring.panel_making import PanelMaker

SCORES, CHILDREN = ("imd_2019", "IMD - Average score"), ("population", "population_estimate")
SPENDING = ("lait", "SafeguardingFinance")
"""Gross expenditure on safeguarding children and young people's services, in pounds."""

AT_ONCE = 60
"""Indicators whose values are read in one query."""


class Deprivation(NamedTuple):
    """The average score of the English indices of deprivation 2019, and the fifth of authorities: 1 is the most
    deprived."""

    score: float
    fifth: int


class Spending(NamedTuple):
    """Gross expenditure on safeguarding children in the financial year that begins in ``year``, in pounds, and how many
    children there were."""

    year: int
    pounds: float
    children: int

    @property
    def each(self) -> float:
        """Pounds for each child."""
        return self.pounds / self.children


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
    """Who is alike by the model that held on a day. Before the oldest model that one stands in, as if it had been known
    on the day: that is optimistic, as vintages are (`intelligence.model.VINTAGE`), and its name says so.

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
    if in_force:
        return Neighbours(name, first, of)
    return Neighbours(f"{name}, the oldest loaded, for the years before: optimistic", on, of)


def deprivation() -> Mapping[str, Deprivation]:
    """Deprivation of authorities by body. Fifths are of the authorities in the file, by rank of their score; an
    authority that the file does not know, or that came after it by a split, has none."""
    (scores,) = _newest_numbers(SCORES)
    return _ranked(scores)


def spending() -> Mapping[str, Spending]:
    """What authorities spent in the newest year for which the number of children is loaded too, by body. A financial
    year is set against the children counted in the June that lies in it."""
    pounds, children = _newest_numbers(SPENDING, CHILDREN)
    return _spent(pounds, children)


def circumstances(body: str) -> tuple[Deprivation | None, Spending | None]:
    """Deprivation and spending of one authority, read at once, as far as they are known."""
    scores, pounds, children = _newest_numbers(SCORES, SPENDING, CHILDREN)
    return _ranked(scores).get(body), _spent(pounds, children).get(body)


Numbers = dict[str, dict[str, float]]
"""By body and period label."""


def _ranked(scores: Numbers) -> dict[str, Deprivation]:
    held = {body: score for body, by in scores.items() for score in by.values()}
    ranked = sorted(held, key=lambda body: (-held[body], body))
    return {body: Deprivation(held[body], 1 + place * 5 // len(ranked)) for place, body in enumerate(ranked)}


def _by_year(numbers: Numbers) -> dict[str, dict[int, int]]:
    return {body: {int(period): round(number) for period, number in by.items()} for body, by in numbers.items()}


def _spent(pounds: Numbers, numbers: Numbers) -> dict[str, Spending]:
    found, children = {}, _by_year(numbers)
    for body, told in pounds.items():
        years = {label.first: one for period, one in told.items() if (label := read_label(period))}
        if both := sorted(years.keys() & children.get(body, {}).keys()):
            found[body] = Spending(both[-1], years[both[-1]], children[body][both[-1]])
    return found


def _newest_numbers(*series: tuple[str, str]) -> list[Numbers]:
    """The numbers that hold now of each of these series (set, column)."""
    keys = {str(area.pk): area.key for area in Area.objects.filter(body__isnull=False).select_related("body")}
    wanted = Q(*(Q(series__set=set, series__column=column) for set, column in series), _connector=Q.OR)
    rows = PeriodValues.objects.filter(wanted, run__state=ImportRun.State.COMPLETE).order_by("id")
    found: dict[tuple[str, str], Numbers] = {one: {} for one in series}
    for set, column, period, values in rows.values_list("series__set", "series__column", "period", "values"):
        numbers = found[set, column]
        for area, said in values.items():
            if area in keys:
                of = numbers.setdefault(keys[area], {})
                of.pop(period, None)
                if not isinstance(said, str):
                    of[period] = said
    return [{body: of for body, of in found[one].items() if of} for one in series]
