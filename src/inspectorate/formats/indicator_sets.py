"""The data sets of the Department and others that this software knows, as data: `indicator_sets.yaml`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field

from inspectorate.formats.indicator_model import SaidMeasure
from inspectorate.formats.indicator_years import YearKind
from inspectorate.framework.provenance import Frozen

FILE = Path(__file__).parent / "indicator_sets.yaml"
STORE = "lait"
"""The set of the Department's Local Authority Interactive Tool, whose series its own dictionary tells."""


class Column(Frozen):
    """One column: ``numerator`` and ``denominator`` are columns of the same file that reproduce it."""

    label: str
    unit: str
    polarity: Literal["high", "low", "neither"] = "neither"
    numerator: str = ""
    denominator: str = ""
    times: int = 1


class DataSet(Frozen):
    """One published table. ``by`` tells how its rows name an authority: the Department's headings, or these two.

    ``period`` is the label of all rows where they have none; ``published`` the day of release where it is one.
    """

    title: str
    source: str
    year: YearKind
    lag_days: int = Field(ge=0)
    lag_source: str
    code: str = ""
    name: str = ""
    period: str = ""
    published: date | None = None
    columns: Mapping[str, Column]

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


class StoreLag(Frozen):
    """The release lag of the store's series whose years end in one way."""

    year: YearKind
    days: int = Field(ge=0)
    source: str


class _File(Frozen):
    store: Mapping[str, StoreLag]
    sets: Mapping[str, DataSet]


@lru_cache(maxsize=1)
def _file() -> _File:
    return _File.model_validate(yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


def data_sets() -> Mapping[str, DataSet]:
    """Every known data set by its id."""
    return _file().sets


def store_lags() -> Mapping[str, StoreLag]:
    """How the store's dictionary words a kind of year, to what that means here."""
    return _file().store


def set_of(headings: Collection[str]) -> str | None:
    """The data set most of whose columns are among the headings of a table; ``None`` where no column of any is."""
    found = {id: sum(column in headings for column in one.columns) for id, one in data_sets().items()}
    best = max(found, key=lambda id: (found[id], -len(data_sets()[id].columns)))
    return best if found[best] else None
