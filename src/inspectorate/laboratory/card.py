"""The model card: what a model takes to be so, in plain words, with where each number comes from and what is left out.

Every figure of the laboratory is shown with it. `content` is the fingerprint by which a report names its model.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np

from inspectorate.framework.provenance import Confidence
from inspectorate.laboratory.model import SHORT_INSPECTION, Model
from inspectorate.laboratory.model_file import Children, ModelFile, Parameter, Seeing

STATES = "Results describe this model of services. They are no evidence of how any real service would do."

LEFT_OUT = (
    "Which services there are and how many children they have never changes.",
    "An area moves one grade at a time; how long it has stood there does not matter.",
    "Services do not learn from each other, and share no inspectors, managers or social workers.",
    "Nobody prepares for an inspection that is expected, and no judgement makes staff leave.",
    "Each area is judged by itself: no grade caps another, and no inspection errs in all areas at once.",
    "An inspection harms nobody: its cost is inspectors' days alone.",
    "Deprivation makes services fall more often and does nothing else.",
    "Weights of harm compare months at different grades; they count no child that came to harm.",
    "There is no pause, no election, no new framework and no change of money.",
)
"""What a reader must know is not in the model, whatever its numbers."""

MEANINGS: Mapping[str, tuple[str, str]] = {
    "worse": ("Chance of falling", "in a month, from each grade to the next worse, of the area by itself"),
    "better": ("Chance of rising", "in a month, from each grade to the next better, of the area by itself"),
    "led": ("Effect of leaders", "by what the chance of falling of other areas is multiplied, by the leaders' grade"),
    "shock": ("Shock", "the chance that all areas of a service fall a grade in one month"),
    "fifths": ("Deprivation", "by what chances of falling are multiplied, from the most deprived fifth to the least"),
    "start": ("Where services begin", "the share of services at each grade when all begins"),
    "alike": (
        "Areas that begin alike",
        "the share of services in which all areas begin at the same place of the shares",
    ),
    "signal": ("Signal", "the chance of each level, calm to alarming, in a month, by the grade of the worst area"),
    "harm": ("Harm", "the weight of a child's month in an area at each grade"),
    "children": ("Children", "of a service: mean and standard deviation over services"),
    "errors": ("What it says", "the chance of each grade, best first, of an area that stands at this one"),
    "effect": ("What it changes", "the chance that an area gets a grade better once it was told this one"),
    "areas": ("What it looks at", "how many areas, drawn anew each time"),
}
CHANCES = frozenset({"worse", "better", "shock", "start", "alike", "signal", "errors", "effect"})
"""What is told in per cent."""


Values = tuple[Any, Any, Any]
"""A value and the ends of its interval, ``None`` where it has none."""


@dataclass(frozen=True, slots=True)
class Row:
    """One parameter of a model card: its name, value and meaning in words, its source, and how sure that is."""

    parameter: str
    value: str
    meaning: str
    source: str
    confidence: str


AS_AN_INSPECTION = Row(
    "Short inspection",
    "as an inspection",
    "what it says, changes and looks at",
    "The model’s file does not say: no figure is published of how much less a short inspection sees",
    Confidence.UNVERIFIED,
)
"""Of a short inspection, where a file says nothing of it."""


def card(file: ModelFile) -> tuple[Row, ...]:
    """The rows of a model's card: a row for each parameter, for each area where it has its own, and for each look."""
    given = tuple(row for name, one in file.parameters.items() for row in _rows(file, name, one))
    return given if SHORT_INSPECTION in file.looks else (*given, AS_AN_INSPECTION)


def content(model: Model) -> str:
    """The fingerprint of what a model says, whatever its sources: the same numbers have the same."""
    numbers = {
        name: np.asarray(getattr(model, name)).tolist()
        for name in ("worse", "better", "led", "shock", "fifths", "start", "alike", "signal", "harm")
    }
    looks = {
        kind: [look.errors.tolist(), look.effect.tolist(), look.areas] for kind, look in sorted(model.looks.items())
    }
    said = [model.areas, model.grades, model.leadership, numbers, looks]
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _rows(file: ModelFile, name: str, one: Parameter[Any]) -> Iterator[Row]:
    source = file.sources[one.source].title + (f". {one.note}" if one.note else "")
    labels = {**file.areas, **file.grades}
    for key, of, values in _parts(file, name, one):
        title, meaning = MEANINGS[key]
        told = _told(values, labels, "%" if key in CHANCES else "")
        yield Row(f"{of}: {title[0].lower()}{title[1:]}" if of else title, told, meaning, source, one.confidence)


def _parts(file: ModelFile, name: str, one: Parameter[Any]) -> Iterator[tuple[str, str, Values]]:
    """What has a row of its own: the key of its meaning, what it is of, its value and the ends of its interval."""
    if isinstance(one.value, Children):
        yield name, "", ((one.value.mean, one.value.spread), None, None)
    elif isinstance(one.value, Seeing):
        kind = name.partition(".")[2].replace("_", " ").capitalize()
        for key in ("areas", "errors", "effect"):
            yield key, kind, (getattr(one.value, key), None, None)
    elif name in ("worse", "better", "start"):
        for area, label in file.areas.items():
            yield name, label, (one.value[area], one.low and one.low.get(area), one.high and one.high.get(area))
    else:
        yield name, "", (one.value, one.low, one.high)


def _told(values: Values, labels: Mapping[str, str], unit: str) -> str:
    """A number with its interval, a list, or what stands under ids."""
    value, low, high = values
    if isinstance(value, Mapping):
        ends = low or {}, high or {}
        parts = ((id_, (one, ends[0].get(id_), ends[1].get(id_))) for id_, one in value.items())
        return "; ".join(f"{labels[id_]} {_told(part, labels, unit)}" for id_, part in parts)
    if isinstance(value, tuple):
        return ", ".join(_number(one, unit) for one in value)
    interval = "" if low is None else f" ({_number(low, unit)} to {_number(high, unit)})"
    return _number(value, unit) + interval


def _number(value: float, unit: str) -> str:
    """Three figures that count, more only of whole numbers."""
    number = 100 * value if unit else value
    return f"{number:,.0f}{unit}" if abs(number) >= 100 else f"{number:.3g}{unit}"
