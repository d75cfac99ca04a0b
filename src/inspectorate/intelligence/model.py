"""Indicators and their values as frozen tables that engines read.

A value keeps the period it is about and when it became known; what is suppressed keeps its mark and has no number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

VINTAGE = "latest revision, optimistic"
"""The label of every result for a past day: stored values are as last revised, and not as first released."""

Floats = NDArray[np.float64]
"""Shape (periods, bodies); not a number where there is no value."""


class Polarity(StrEnum):
    """Which end is better for children."""

    HIGH = "high"
    LOW = "low"
    NEITHER = "neither"


class Measure(StrEnum):
    """What kind of number it is, which decides how far chance alone moves it."""

    SHARE = "share"  # numerator out of denominator, as a fraction of 0 to 1
    RATE = "rate"  # events for each unit of the denominator
    MEAN = "mean"  # an average, or any number whose denominator nobody states


@dataclass(frozen=True, slots=True)
class Period:
    """The time that a value is about, both days included, and how its source writes it."""

    label: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Indicator:
    """One series as its source defines it.

    ``scale`` turns the stored fraction or rate into the number that people read (100 for per cent, 10,000 for a rate
    per 10,000 children). ``area`` is the judgement that it speaks to, and ``reason`` why it is a core indicator of that
    area; both ``None`` for the rest of the catalogue. ``lag_days`` is the stated time from the end of a period to its
    release, of which ``lag_source`` tells.
    """

    id: str
    label: str
    unit: str
    measure: Measure
    polarity: Polarity
    source: str
    scale: float = 1.0
    area: str | None = None
    reason: str | None = None
    lag_days: int | None = None
    lag_source: str | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """All values of one indicator that were known on a day: periods (oldest first) down, bodies across.

    ``value``, ``numerator`` and ``denominator`` have the shape (periods, bodies); ``known_on`` holds proleptic ordinals
    of the same shape, 0 where nothing is known. ``marks`` tells why a place has no number (``c``, ``x``, ``low``…),
    by (period, body) index. Where a source gives no numerator and denominator, both are not a number; where its
    definition states the denominator and the numerator is not published, the denominator stands alone. ``closed`` gives
    the last day of each body that is no more, by body index.
    """

    indicator: Indicator
    periods: tuple[Period, ...]
    bodies: tuple[str, ...]
    value: Floats
    numerator: Floats
    denominator: Floats
    known_on: NDArray[np.int64]
    marks: Mapping[tuple[int, int], str] = field(default_factory=dict)
    closed: Mapping[int, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Bodies that are statistically alike, nearest first, as one model gives them, which is taken from ``first`` on."""

    model: str
    first: date
    of: Mapping[str, tuple[str, ...]]


class SignalKind(StrEnum):
    """How a value stands out."""

    FUNNEL = "funnel"  # outside the limits that chance allows a body of its size
    NEIGHBOURS = "neighbours"  # far from its statistical neighbours
    SHIFT = "shift"  # its level has moved
    TREND = "trend"  # it drifts
    MISSING = "missing"  # expected by now, and not there


@dataclass(frozen=True, slots=True)
class Signal:
    """A measured reason to look: what stands out, against what, how far, how old, and how often such a one is false.

    ``value``, ``comparator`` and ``limit`` are in the indicator's own unit, as people read them; all three are
    ``None`` for missing data. ``strength`` is in standard deviations beyond what was expected, positive for worse.
    ``sample`` is the denominator, ``None`` where nobody states it. ``expected_false_alarms`` is how many signals of
    this kind chance alone gives, in all bodies and core indicators, for one year's data. ``p_value`` is one-sided.
    """

    body: str
    indicator: str
    area: str
    kind: SignalKind
    period: Period
    published: date
    value: float | None
    comparator: float | None
    limit: float | None
    strength: float
    sample: float | None
    p_value: float
    expected_false_alarms: float
