"""All signals of all indicators: what stands out by what was known on a day, with false discoveries held down.

Each kind is one family of tests, every body by every indicator, both directions. Within it Benjamini and Hochberg's
step keeps the share of false ones among those listed at `LEVEL` (`discovery`). Indicators of one body, and bodies that
are each other's neighbours, move together; such positive dependence leaves the level in place. Missing data are listed
without a test.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from scipy import special

from inspectorate.intelligence.discovery import threshold
from inspectorate.intelligence.missing import Gone, missing
from inspectorate.intelligence.model import Neighbours, Panel, Polarity, Signal, SignalKind
from inspectorate.intelligence.readings import Columns, Reading, readings

LEVEL = 0.1
"""Of the signals of a kind that are listed, at most this share is false on average."""

SMALLEST = 1e-300
"""p-values below are counted as this, so that a strength stays a number."""


def signals(
    panels: Iterable[Panel],
    neighbours: Neighbours | None = None,
    *,
    as_of: date,
    about: Collection[str] | None = None,
    q: float = LEVEL,
) -> list[Signal]:
    """What stands out in ``panels`` by what was known on ``as_of``, strongest for the worse first.

    Of each series the newest period counts. ``about`` names the bodies that are tested, where it is not all; others are
    only compared with, and a test that is not made is no false discovery. ``q`` = 1 lists every reading, for ranking
    and the back-test. An indicator without an area or of which neither end is better gives none but that it is missing.
    """
    told: dict[SignalKind, list[tuple[Panel, Reading]]] = {kind: [] for kind in SignalKind}
    silent: list[tuple[Panel, Gone]] = []
    for panel in panels:
        if panel.indicator.area is None:
            continue
        gone = missing(panel, as_of=as_of)
        if gone is not None:
            silent.append((panel, gone))
        if panel.indicator.polarity is not Polarity.NEITHER:
            tested = np.array([about is None or body in about for body in panel.bodies], dtype=np.bool_)
            for reading in readings(panel, neighbours, as_of=as_of):
                told[reading.kind].append((panel, replace(reading, p=np.where(tested, reading.p, np.nan))))
    found = [signal for family in told.values() for signal in _listed(family, q)]
    expected = sum(gone.chance * gone.asked for _, gone in silent)
    silences = (signal for panel, gone in silent for signal in _silences(panel, gone, expected))
    found += [signal for signal in silences if about is None or signal.body in about]
    return sorted(found, key=lambda s: (-s.strength, s.body, s.indicator, s.kind))


def _listed(family: Sequence[tuple[Panel, Reading]], q: float) -> Iterator[Signal]:
    if not family:
        return
    both_sides = [np.minimum(2 * reading.p, 1.0) for _, reading in family]
    together = np.concatenate(both_sides)
    least = threshold(together, q)
    expected = least * float(np.isfinite(together).sum())
    for (panel, reading), p in zip(family, both_sides, strict=True):
        columns = np.flatnonzero(p <= least)
        if columns.size:
            yield from _signals(panel, reading, columns, least / 2, expected)


def _signals(panel: Panel, reading: Reading, columns: Columns, p: float, expected: float) -> Iterator[Signal]:
    """Signals of the bodies in ``columns``, with the limit that stands at the p-value ``p``."""
    indicator = panel.indicator
    limits = reading.limits(columns, p) * indicator.scale
    rarity = np.maximum(reading.p[columns], SMALLEST)
    worse = reading.above[columns] == (indicator.polarity is Polarity.LOW)
    strength = np.where(worse, -special.ndtri(rarity), special.ndtri(rarity))
    for place, column in enumerate(columns.tolist()):
        row = int(reading.row[column])
        sample = float(panel.denominator[row, column])
        yield Signal(
            body=panel.bodies[column],
            indicator=indicator.id,
            area=indicator.area or "",
            kind=reading.kind,
            period=panel.periods[row],
            published=date.fromordinal(int(panel.known_on[row, column])),
            value=float(panel.value[row, column]) * indicator.scale,
            comparator=float(reading.comparator[column]) * indicator.scale,
            limit=float(limits[place]),
            strength=float(strength[place]),
            sample=sample if math.isfinite(sample) else None,
            p_value=float(rarity[place]),
            expected_false_alarms=expected,
        )


def _silences(panel: Panel, gone: Gone, expected: float) -> Iterator[Signal]:
    """Signals of values that are not there, dated by the day on which they should have been."""
    period = panel.periods[gone.row]
    due = period.last + timedelta(days=panel.indicator.lag_days or 0)
    for column in gone.bodies.tolist():
        yield Signal(
            body=panel.bodies[column],
            indicator=panel.indicator.id,
            area=panel.indicator.area or "",
            kind=SignalKind.MISSING,
            period=period,
            published=due,
            value=None,
            comparator=None,
            limit=None,
            strength=float(-special.ndtri(gone.chance)),
            sample=None,
            p_value=gone.chance,
            expected_false_alarms=expected,
        )
