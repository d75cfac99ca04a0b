"""A fit as a model file: what was fitted, with its intervals and where it comes from; the rest as it was given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from inspectorate.framework.provenance import Confidence, Source
from inspectorate.laboratory.fit import Fitted
from inspectorate.laboratory.model import Floats
from inspectorate.laboratory.model_file import ByArea, ModelFile, Parameter

SOURCE = "fit"
DIGITS = 5
"""After the point; a chance of a month is known to far fewer."""
WIDTH = 110


@dataclass(frozen=True, slots=True)
class Estimate:
    """One number of a fit, its 95% interval, and of what it is; ``area`` and ``grade`` are empty where it is of all."""

    parameter: str
    area: str
    grade: str
    value: float
    low: float
    high: float


def estimates(fitted: Fitted) -> Iterator[Estimate]:
    """Every number that was fitted."""
    model = fitted.model
    for name, grades in _grades(model.grades).items():
        for row, area in enumerate(model.areas):
            for column, grade in enumerate(grades):
                told = (float(one[row, column]) for one in _ends(fitted, name))
                yield Estimate(name, area, grade, *told)
    if "alike" in fitted.low:
        yield Estimate("alike", "", "", *map(float, _ends(fitted, "alike")))


def fitted_file(file: ModelFile, fitted: Fitted, told: str) -> ModelFile:
    """The file with the numbers of a fit; ``told`` says for readers what made them and from what."""
    changed: dict[str, Any] = {"sources": {**file.sources, SOURCE: Source(title=told)}}
    for name, grades in _grades(fitted.model.grades).items():
        ends = (_by_area(one, fitted.model.areas, grades) for one in _ends(fitted, name))
        changed[name] = _parameter(*ends)
    changed["start"] = changed["start"].model_copy(update={"value": _whole(changed["start"].value)})
    if "alike" in fitted.low:
        changed["alike"] = _parameter(*(round(float(one), DIGITS) for one in _ends(fitted, "alike")))
    return file.model_copy(update=changed)


def as_yaml(file: ModelFile) -> str:
    """A model file as text, which `inspectorate.laboratory.reading` reads."""
    plain = file.model_dump(mode="json", exclude_none=True)
    return yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=WIDTH, default_flow_style=None)


def _grades(grades: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """From which grades services fall and rise, and at which they begin."""
    return {"worse": grades[:-1], "better": grades[1:], "start": grades}


def _ends(fitted: Fitted, name: str) -> tuple[Floats, Floats, Floats]:
    return getattr(fitted.model, name), fitted.low[name], fitted.high[name]


def _parameter(value: Any, low: Any, high: Any) -> Parameter[Any]:
    return Parameter[Any](value=value, low=low, high=high, source=SOURCE, confidence=Confidence.DERIVED)


def _by_area(values: Floats, areas: Sequence[str], grades: Sequence[str]) -> ByArea:
    rounded = values.round(DIGITS).tolist()
    return {area: dict(zip(grades, row, strict=True)) for area, row in zip(areas, rounded, strict=True)}


def _whole(shares: ByArea) -> ByArea:
    """Shares that add up to 1 once they are rounded: the largest takes what is left."""
    found: dict[str, Mapping[str, float]] = {}
    for area, row in shares.items():
        largest = max(row, key=lambda grade: row[grade])
        rest = sum(share for grade, share in row.items() if grade != largest)
        found[area] = {**row, largest: round(1 - rest, DIGITS)}
    return found
