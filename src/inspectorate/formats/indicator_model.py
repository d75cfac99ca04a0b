"""What a file says of indicators: values of series, what the series are, and which bodies are alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from inspectorate.formats.indicator_years import YearKind


@dataclass(frozen=True, slots=True)
class SaidArea:
    """Whom a value is about, as the source writes it. ``kind`` is ``authority``, ``region`` or ``england``.

    ``codes`` maps scheme (gss, three_digit) to code; regions and England have ``gss`` only.
    """

    kind: str
    name: str
    codes: Mapping[str, str]


class SaidValue(NamedTuple):
    """One cell: the place of its area in `SaidIndicators.areas`, the period as the source labels it, and the number.

    Where there is no number, ``value`` is ``None`` and ``mark`` the source's sign for why (``c``, ``x``, ``low``…).
    """

    area: int
    period: str
    value: float | None
    mark: str


@dataclass(frozen=True, slots=True)
class SaidColumn:
    """All values of one series. ``set`` names the data set, ``column`` the series in it as its source calls it."""

    set: str
    column: str
    values: tuple[SaidValue, ...]


@dataclass(frozen=True, slots=True)
class SaidMeasure:
    """What a series is. ``polarity`` is ``high``, ``low`` or ``neither``: which end is better.

    ``lag_days`` is the stated time from a period's end to its release; ``published`` the day of release where one is
    known for all of it; ``updated`` a day by which its newest period was out. ``numerator`` and ``denominator`` are
    columns of the same set, whose ratio (the denominator taken ``times``) reproduces the value.
    """

    set: str
    column: str
    label: str
    unit: str
    polarity: str
    year: YearKind
    lag_days: int
    lag_source: str
    published: date | None = None
    updated: date | None = None
    numerator: str = ""
    denominator: str = ""
    times: int = 1


@dataclass(frozen=True, slots=True)
class SaidNeighbours:
    """Bodies that one model, in use from ``first``, calls alike: pairs of an area and its nearest, nearest first.

    Areas are places in `SaidIndicators.areas`.
    """

    model: str
    first: date
    nearest: tuple[tuple[int, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class SaidIndicators:
    """Everything that one file says of indicators."""

    areas: tuple[SaidArea, ...] = ()
    columns: tuple[SaidColumn, ...] = ()
    measures: tuple[SaidMeasure, ...] = ()
    neighbours: tuple[SaidNeighbours, ...] = field(default=())
