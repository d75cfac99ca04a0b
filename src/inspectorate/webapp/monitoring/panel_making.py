"""Stored values made into panels: periods read from labels, only what was known by a day, predecessors by rule."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from inspectorate.formats.indicator_years import YearKind, days, read_label
from inspectorate.intelligence.catalogue import Definition
from inspectorate.intelligence.model import Panel, Period
from inspectorate.webapp.inspections.models import ImportRun
from inspectorate.webapp.monitoring.definitions import Told
from inspectorate.webapp.monitoring.indicator_succession import MERGED, Cell, Origin, inherit
from inspectorate.webapp.monitoring.models import Area, PeriodValues
from inspectorate.webapp.register.models import Body, Succession

Said = float | str
"""A number, or the mark that stands for it."""


@dataclass(frozen=True, slots=True)
class Block:
    """One stored row: what a run told of a series in a period, by area."""

    id: int
    period: str
    values: dict[str, Said]
    known_on: date | None


@dataclass(frozen=True, slots=True)
class Known:
    """What holds of one series: by the last day of a period and area, with the day from which it was known."""

    periods: dict[date, Period]
    values: dict[tuple[date, str], tuple[Said, date]]


class PanelMaker:
    """Makes panels of what was known by a day, of areas of one kind."""

    def __init__(self, known_by: date, kind: str, bodies: Collection[str] | None) -> None:
        self.known_by, self.bodies = known_by, bodies
        areas = Area.objects.filter(kind=kind).select_related("body")
        self._areas = {str(area.pk): area for area in areas}
        self._stood = {area.key: area.body for area in areas if area.body is not None}
        self._origins = _origins()

    def panels(self, told: Sequence[Told]) -> Iterator[Panel]:
        """A panel of each indicator that has a number."""
        blocks = _blocks({series for one in told for series in one.definition.series})
        for one in told:
            if (panel := self._panel(one, blocks)) is not None:
                yield panel

    def _panel(self, told: Told, blocks: dict[str, list[Block]]) -> Panel | None:
        one = told.definition
        value = self._known(told, blocks.get(one.value, ()))
        numerator = self._known(told, blocks.get(one.numerator, ()))
        parts = [self._known(told, blocks.get(part, ())) for part in one.denominator]
        cells = {
            (last, self._areas[area].key): _cell(one, said, known, (last, area), numerator, parts)
            for (last, area), (said, known) in value.values.items()
        }
        inherit(cells, value.periods, self._origins)
        return self._arrays(one, value.periods, cells)

    def _known(self, told: Told, blocks: Sequence[Block]) -> Known:
        """What was known by the day. Of two labels of one period the more final holds, of two rows the newer."""
        kind = YearKind(told.definition.year)
        read = []
        for block in blocks:
            label = read_label(block.period)
            span = label and days(label, kind)
            if label and span:
                read.append((label.rank, block.id, Period(block.period, *span), block))
        lag = _lag(told, [period.last for _, _, period, _ in read])
        known = Known({}, {})
        for _, _, period, block in sorted(read, key=lambda one: one[:2]):
            on = block.known_on or told.published or period.last + lag
            if on <= self.known_by:
                known.periods[period.last] = period
                for area, said in block.values.items():
                    if area in self._areas:
                        known.values[period.last, area] = said, on
        return known

    def _arrays(
        self, one: Definition, periods: dict[date, Period], cells: dict[tuple[date, str], Cell]
    ) -> Panel | None:
        bodies = sorted({body for (_, body), cell in cells.items() if cell.value is not None and self._asked(body)})
        if not bodies:
            return None
        places = {body: place for place, body in enumerate(bodies)}
        lasts = sorted(periods)
        shape = len(lasts), len(bodies)
        value, numerator, denominator = (np.full(shape, np.nan) for _ in range(3))
        known_on, marks = np.zeros(shape, dtype=np.int64), {}
        for row, last in enumerate(lasts):
            for body, place in places.items():
                cell = cells.get((last, body))
                if cell is None:
                    continue
                at = row, place
                if cell.value is not None:
                    value[at] = cell.value
                elif self._stands(body, periods[last]):
                    marks[at] = cell.mark
                else:
                    # A table lists authorities in years in which they were not there: that hides no number.
                    continue
                known_on[at] = cell.known_on.toordinal()
                numerator[at] = np.nan if cell.numerator is None else cell.numerator
                denominator[at] = np.nan if cell.denominator is None else cell.denominator
        told = tuple(periods[last] for last in lasts)
        ended = {places[body]: day for body in bodies if (day := self._closed(body))}
        return Panel(one.indicator, told, tuple(bodies), value, numerator, denominator, known_on, marks, ended)

    def _asked(self, body: str) -> bool:
        return self.bodies is None or body in self.bodies

    def _closed(self, key: str) -> date | None:
        body: Body | None = self._stood.get(key)
        return body.closed if body else None

    def _stands(self, key: str, period: Period) -> bool:
        body: Body | None = self._stood.get(key)
        return body is None or (
            (body.opened is None or body.opened <= period.last) and (body.closed is None or period.first <= body.closed)
        )


def _blocks(series: Iterable[str]) -> dict[str, list[Block]]:
    """All visible rows of some series (``set/column``), by series."""
    wanted = set(series)
    found: dict[str, list[Block]] = {}
    rows = PeriodValues.objects.filter(
        run__state=ImportRun.State.COMPLETE,
        series__set__in={one.partition("/")[0] for one in wanted},
        series__column__in={one.partition("/")[2] for one in wanted},
    )
    fields = ("series__set", "series__column", "id", "period", "values", "known_on")
    for set_, column, *row in rows.order_by("id").values_list(*fields).iterator():
        if (key := f"{set_}/{column}") in wanted:
            found.setdefault(key, []).append(Block(*row))
    return found


def _lag(told: Told, lasts: Sequence[date]) -> timedelta:
    """The stated time to release; longer where the source shows that its newest period was out only later."""
    lag = timedelta(days=told.definition.indicator.lag_days or 0)
    return max(lag, told.updated - max(lasts)) if told.updated and lasts else lag


def _cell(one: Definition, said: Said, known: date, at: tuple[date, str], top: Known, parts: Sequence[Known]) -> Cell:
    numerator = _number(top, at)
    numbers = [_number(part, at) for part in parts]
    denominator = None if None in numbers or not numbers else one.times * sum(n for n in numbers if n is not None)
    if isinstance(said, str) or (one.numerator and (numerator is None or not denominator)):
        # A number that is withheld has no parts, and a ratio of which one side is withheld has none.
        numerator = denominator = None
    mark = said if isinstance(said, str) else ""
    value = None if isinstance(said, str) else said / one.indicator.scale
    return Cell(value, mark, numerator, denominator, known)


def _number(known: Known, at: tuple[date, str]) -> float | None:
    said = known.values.get(at, ("", at[0]))[0]
    return None if isinstance(said, str) else said


def _origins() -> dict[str, Origin]:
    """What bodies were made of."""
    links: dict[str, list[Succession]] = {}
    for link in Succession.objects.select_related("predecessor", "successor"):
        links.setdefault(link.successor.key, []).append(link)
    return {
        body: Origin(
            tuple(link.predecessor.key for link in of),
            max(link.on for link in of),
            all(link.kind == MERGED for link in of),
        )
        for body, of in links.items()
    }
