"""The data sets of the Department and others that this software knows, as data: `indicator_sets.yaml`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from inspectorate.formats.indicator_model import SaidMeasure
from inspectorate.formats.indicator_years import YearKind

FILE = Path(__file__).parent / "indicator_sets.yaml"
STORE = "lait"
"""The set of the Department's Local Authority Interactive Tool, whose series its own dictionary tells."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``numerator`` and ``denominator`` (taken ``times``) are columns of the same file that reproduce it;
    ``polarity`` is ``high``, ``low`` or ``neither``: which end is better."""

    label: str
    unit: str
    polarity: str = "neither"
    numerator: str = ""
    denominator: str = ""
    times: int = 1


@dataclass(frozen=True, slots=True)
class DataSet:
    """One published table. ``code`` and ``name`` are the headings by which its rows name an authority, where they are
    not the Department's; ``period`` then is the label of all rows. ``published`` is the day of release where it is one.
    """

    title: str
    source: str
    year: YearKind
    lag_days: int
    lag_source: str
    columns: Mapping[str, Column]
    code: str = ""
    name: str = ""
    period: str = ""
    published: date | None = None

    def measures(self, id: str) -> Iterator[SaidMeasure]:
        """What its series are, one by one."""
        for column, what in self.columns.items():
            yield SaidMeasure(
                set=id,
                column=column,
                label=what.label,
                unit=what.unit,
                polarity=what.polarity,
                year=self.year,
                lag_days=self.lag_days,
                lag_source=self.lag_source,
                published=self.published,
                numerator=what.numerator,
                denominator=what.denominator,
                times=what.times,
            )


@dataclass(frozen=True, slots=True)
class StoreLag:
    """The release lag of the store's series whose years end in one way."""

    year: YearKind
    days: int
    source: str


@lru_cache(maxsize=1)
def _file() -> dict[str, dict[str, dict[str, Any]]]:
    found: dict[str, dict[str, dict[str, Any]]] = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return found


@lru_cache(maxsize=1)
def data_sets() -> Mapping[str, DataSet]:
    """Every known data set by its id."""
    return {id: _data_set(told) for id, told in _file()["sets"].items()}


def _data_set(told: Mapping[str, Any]) -> DataSet:
    columns = {name: Column(**column) for name, column in told["columns"].items()}
    return DataSet(**{**told, "year": YearKind(told["year"]), "columns": columns})


@lru_cache(maxsize=1)
def store_lags() -> Mapping[str, StoreLag]:
    """How the store's dictionary words a kind of year, to what that means here."""
    lags = _file()["store"].items()
    return {words: StoreLag(YearKind(told["year"]), told["days"], told["source"]) for words, told in lags}


def set_of(headings: Collection[str]) -> str | None:
    """The data set most of whose columns are among the headings of a table; ``None`` where no column of any is."""
    found = {id: sum(column in headings for column in one.columns) for id, one in data_sets().items()}
    best = max(found, key=lambda id: (found[id], -len(data_sets()[id].columns)))
    return best if found[best] else None
