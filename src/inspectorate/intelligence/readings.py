"""What each kind of signal says of one indicator, for all bodies at once, before any of it is listed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from inspectorate.intelligence import charts
from inspectorate.intelligence.funnel import Prediction, funnel, limit
from inspectorate.intelligence.levels import Innovations, components, innovations
from inspectorate.intelligence.model import Floats, Neighbours, Panel, SignalKind
from inspectorate.intelligence.neighbours import circle, gaps, mean_of_neighbours
from inspectorate.intelligence.scale import Scaled, back, scaled

FRESH_DAYS = 3 * 366
"""A newest value whose period ended longer ago than this is history and gives no signal."""

FEWEST_YEARS = 4
"""A chart speaks from a body's fourth value on: before that it has hardly a past to compare with."""

Columns = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Reading:
    """One kind of signal of one indicator. Arrays have the shape (bodies,), numbers the indicator's stored scale.

    ``row``: each body's newest period; ``p``: one-sided, in the direction of ``above``, not a number where nothing is
    said; ``limits(columns, p)``: the values those bodies would have needed for that p-value, on their own side.
    """

    kind: SignalKind
    row: NDArray[np.intp]
    p: Floats
    above: NDArray[np.bool_]
    comparator: Floats
    limits: Callable[[Columns, float], Floats]


def known(panel: Panel, *, as_of: date) -> Panel:
    """The panel without what became known after ``as_of``."""
    then = (panel.known_on > 0) & (panel.known_on <= as_of.toordinal())
    value, numerator, denominator = (
        np.where(then, part, np.nan) for part in (panel.value, panel.numerator, panel.denominator)
    )
    return replace(panel, value=value, numerator=numerator, denominator=denominator)


def newest(panel: Panel, *, as_of: date) -> NDArray[np.intp]:
    """The row of each body's newest value, -1 where it has none that is fresh. Shape (bodies,)."""
    fresh = np.array([(as_of - period.last).days <= FRESH_DAYS for period in panel.periods])
    have = np.isfinite(panel.value) & fresh[:, None]
    last = len(panel.periods) - 1 - np.argmax(have[::-1], axis=0)
    return np.where(have.any(axis=0), last, -1)


def readings(panel: Panel, neighbours: Neighbours | None, *, as_of: date) -> Iterator[Reading]:
    """Every kind of reading of one indicator by what was known on ``as_of``."""
    cut = known(panel, as_of=as_of)
    row = newest(cut, as_of=as_of)
    if (row < 0).all():
        return
    values = scaled(cut)
    yield _placed(SignalKind.FUNNEL, values, row, funnel, None)
    if neighbours is not None and neighbours.first <= as_of:
        around = circle(panel.bodies, neighbours)
        yield _placed(
            SignalKind.NEIGHBOURS,
            values,
            row,
            lambda rows: gaps(rows, around),
            mean_of_neighbours(cut.value, around),
        )
    yield from _charted(values, row)


def _placed(
    kind: SignalKind,
    values: Scaled,
    row: NDArray[np.intp],
    compare: Callable[[Scaled], Prediction],
    told: Floats | None,
) -> Reading:
    """A comparison of bodies within a period, in the newest period of each body."""
    rows = np.unique(row[row >= 0])
    found = compare(values.rows(rows))
    at = np.clip(np.searchsorted(rows, row), 0, len(rows) - 1)
    columns = np.arange(len(row))
    p = np.where(row >= 0, found.p[at, columns], np.nan)
    above = found.above[at, columns]
    comparator = found.mean[at, columns] if told is None else told[row, columns]

    def limits(which: Columns, beyond: float) -> Floats:
        return limit(found, (at[which], which), beyond, above[which])

    return Reading(kind, row, p, above, comparator, limits)


def _charted(values: Scaled, row: NDArray[np.intp]) -> Iterator[Reading]:
    new = innovations(values, components(values))
    columns = np.arange(len(row))
    seen = np.isfinite(new.q).sum(axis=0)
    speaks = (row >= 0) & (seen >= FEWEST_YEARS - 1)  # the first value has none to compare with
    expected = back(values.measure, new.expected[row, columns])
    for kind, chart, needs in (
        (SignalKind.SHIFT, charts.shift, charts.shift_limit),
        (SignalKind.TREND, charts.trend, charts.trend_limit),
    ):
        found = chart(new.q)
        up, down = found.up[row, columns], found.down[row, columns]
        above = up <= down
        p = np.where(speaks, np.where(above, up, down), np.nan)
        yield Reading(kind, row, p, above, expected, _chart_limits(values, new, row, above, needs))


def _chart_limits(
    values: Scaled,
    new: Innovations,
    row: NDArray[np.intp],
    above: NDArray[np.bool_],
    needs: Callable[[Floats, float], Floats],
) -> Callable[[Columns, float], Floats]:
    def limits(which: Columns, beyond: float) -> Floats:
        sign = np.where(above[which], 1.0, -1.0)
        needed = np.empty(len(which))
        for last in np.unique(row[which]):
            at = row[which] == last
            needed[at] = needs(sign[at] * new.q[: last + 1, which[at]], beyond)
        return back(values.measure, new.reached(sign * needed, (row[which], which)))

    return limits
