"""A model of services as its file has it: every parameter with where it comes from and how sure that is.

Numbers stand under the ids of areas and grades. `inspectorate.laboratory.reading` reads and checks such files.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, TypeVar

import numpy as np

from inspectorate.framework.provenance import Confidence, Frozen, Source
from inspectorate.laboratory.model import INSPECTION, SHORT_INSPECTION, Floats, Look, Model

Numbers = tuple[float, ...]
ByGrade = Mapping[str, float]
ByArea = Mapping[str, Mapping[str, float]]
Value = TypeVar("Value")


class Parameter(Frozen, Generic[Value]):
    """A value and where it comes from. ``source`` names an entry of the file's sources.

    ``low`` and ``high``: the ends of its interval, where it was fitted, in the shape of the value.
    """

    value: Value
    source: str
    confidence: Confidence
    note: str | None = None
    low: Value | None = None
    high: Value | None = None


class Seeing(Frozen):
    """What an event of one kind sees and changes. ``errors``: by the grade at which an area stands, the chance of each
    grade that it is said to be, in the order of the grades. ``effect``: by the grade that it was said to be."""

    errors: Mapping[str, Numbers]
    effect: ByGrade
    areas: int


class Children(Frozen):
    """How many children services have: mean and standard deviation over services."""

    mean: float
    spread: float


class ModelFile(Frozen):
    """The whole file. ``areas`` and ``grades``: labels by id, grades best first; ``leadership``: the id of an area.

    ``applies_to``: the type of body that it is a model of, as editions call it; only these are compared on it.
    ``judged``: of an area that frameworks for these bodies judge under another id, that id, for fits to read.
    ``worse``: by area, the chance of falling from each grade but the last; ``better``: of rising from each but the
    first. ``led``: by the grade of the leaders. ``fifths``: from the most deprived to the least. ``signal``: by the
    grade of the worst area, the chance of each level. ``looks``: by kind of event; where nothing is said of a short
    inspection, it sees and changes what an inspection does. Else as in `Model`.
    """

    label: str
    summary: str
    applies_to: str = "authority"
    sources: Mapping[str, Source]
    areas: Mapping[str, str]
    grades: Mapping[str, str]
    leadership: str
    judged: Mapping[str, str] = {}
    worse: Parameter[ByArea]
    better: Parameter[ByArea]
    led: Parameter[ByGrade]
    shock: Parameter[float]
    fifths: Parameter[Numbers]
    start: Parameter[ByArea]
    alike: Parameter[float]
    looks: Mapping[str, Parameter[Seeing]]
    signal: Parameter[Mapping[str, Numbers]]
    harm: Parameter[ByGrade]
    children: Parameter[Children]

    @property
    def parameters(self) -> dict[str, Parameter[object]]:
        """Every parameter by its name; what events see under ``looks.KIND``."""
        fields = ((name, getattr(self, name)) for name in type(self).model_fields)
        found = {name: value for name, value in fields if isinstance(value, Parameter)}
        looks = {f"looks.{kind}": look for kind, look in self.looks.items()}
        return {**found, **looks}

    @property
    def model(self) -> Model:
        """The model that engines take."""
        grades = tuple(self.grades)
        return Model(
            areas=tuple(self.areas),
            grades=grades,
            worse=self._by_area(self.worse.value, grades[:-1]),
            better=self._by_area(self.better.value, grades[1:]),
            leadership=tuple(self.areas).index(self.leadership),
            led=_by(self.led.value, grades),
            shock=self.shock.value,
            fifths=np.array(self.fifths.value),
            start=self._by_area(self.start.value, grades),
            alike=self.alike.value,
            looks=self._looks(),
            signal=np.array([self.signal.value[grade] for grade in grades]),
            harm=_by(self.harm.value, grades),
            notes={name: self._note(one) for name, one in self.parameters.items()},
        )

    def _by_area(self, value: ByArea, grades: tuple[str, ...]) -> Floats:
        return np.array([_by(value[area], grades) for area in self.areas])

    def _looks(self) -> dict[str, Look]:
        given = {kind: self._look(look.value) for kind, look in self.looks.items()}
        return {SHORT_INSPECTION: given[INSPECTION], **given}

    def _look(self, value: Seeing) -> Look:
        errors = np.array([value.errors[grade] for grade in self.grades])
        return Look(errors, _by(value.effect, tuple(self.grades)), value.areas)

    def _note(self, one: Parameter[object]) -> str:
        note = f" {one.note}" if one.note else ""
        return f"{self.sources[one.source].title} ({one.confidence}).{note}"


def _by(value: ByGrade, grades: tuple[str, ...]) -> Floats:
    return np.array([value[grade] for grade in grades], dtype=float)
