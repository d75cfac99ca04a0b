"""The core indicators as data: `core.yaml`, read and checked, with a sentence for everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field, ValidationError

from inspectorate.framework.provenance import Frozen
from inspectorate.intelligence.model import Indicator, Measure, Polarity

FILE = Path(__file__).parent / "core.yaml"
PER_CENT = 100.0


class CatalogueError(Exception):
    """The file cannot be used; the message names the indicator, what is wrong and the mend."""


class Lag(Frozen):
    """The time from the end of a period to its release, and why it is taken to be so long."""

    days: int = Field(ge=0)
    source: str = Field(min_length=1)


class Entry(Frozen):
    """One indicator as the file has it."""

    id: str = Field(pattern=r"[a-z][a-z_]*")
    label: str = Field(min_length=1)
    area: str
    value: str = Field(pattern=r".+/.+")
    numerator: str = ""
    denominator: str = ""
    times: int = Field(default=1, ge=1)
    measure: Measure
    unit: str = "per cent"
    polarity: Polarity
    year: Literal["financial", "september", "academic", "calendar"]
    lag: str
    source: str
    reason: str = Field(min_length=1)


class CoreFile(Frozen):
    """The whole file."""

    lags: Mapping[str, Lag]
    sources: Mapping[str, str]
    indicators: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """An indicator and where its numbers stand: series ``set/column``; a denominator may be a sum of series.

    ``value`` holds the published number, ``scale`` times what engines read. ``numerator`` over the denominator taken
    ``times`` reproduces it; both empty where nobody states them, and the numerator alone where it is not published.
    ``year`` tells when the series' years end (`formats.indicator_years.YearKind`).
    """

    indicator: Indicator
    value: str
    numerator: str
    denominator: tuple[str, ...]
    times: int
    year: str

    @property
    def series(self) -> tuple[str, ...]:
        """Every series that it needs."""
        return (self.value, *((self.numerator,) if self.numerator else ()), *self.denominator)


def core() -> tuple[Indicator, ...]:
    """The core indicators, in the order of the file."""
    return tuple(one.indicator for one in definitions())


@lru_cache(maxsize=1)
def definitions() -> tuple[Definition, ...]:
    """The core indicators with where their numbers stand. Raises `CatalogueError`."""
    return read(FILE.read_text(encoding="utf-8"))


def read(text: str) -> tuple[Definition, ...]:
    """The definitions that a file holds. Raises `CatalogueError` with every problem."""
    try:
        file = CoreFile.model_validate(yaml.load(text, Loader=yaml.CSafeLoader))
    except yaml.YAMLError as problem:
        raise CatalogueError(f"core.yaml is no YAML: {problem}. Mend it near that line.") from problem
    except ValidationError as problem:
        said = (f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in problem.errors())
        raise CatalogueError(f"core.yaml cannot be used: {'; '.join(said)}. Mend these entries.") from problem
    if problems := list(_problems(file)):
        raise CatalogueError(" ".join(problems))
    return tuple(_definition(file, entry) for entry in file.indicators)


def _problems(file: CoreFile) -> list[str]:
    found, seen = [], set[str]()
    for entry in file.indicators:
        if entry.id in seen:
            found.append(f"core.yaml has the indicator {entry.id} twice; give one of them another id.")
        seen.add(entry.id)
        if entry.lag not in file.lags:
            found.append(f"core.yaml, {entry.id}: the lag {entry.lag} is not among its lags; add it there.")
        if entry.source not in file.sources:
            found.append(f"core.yaml, {entry.id}: the source {entry.source} is not among its sources; add it there.")
        if entry.numerator and not entry.denominator:
            found.append(f"core.yaml, {entry.id}: a numerator alone says nothing; add its denominator.")
    return found


def _definition(file: CoreFile, entry: Entry) -> Definition:
    lag = file.lags[entry.lag]
    indicator = Indicator(
        id=entry.id,
        label=entry.label,
        unit=entry.unit,
        measure=entry.measure,
        polarity=entry.polarity,
        source=file.sources[entry.source],
        scale=PER_CENT if entry.measure is Measure.SHARE else 1.0,
        area=entry.area,
        reason=entry.reason,
        lag_days=lag.days,
        lag_source=lag.source,
    )
    denominator = tuple(part.strip() for part in entry.denominator.split(" + ")) if entry.denominator else ()
    return Definition(indicator, entry.value, entry.numerator, denominator, entry.times, entry.year)
