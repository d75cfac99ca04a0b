"""What must hold of the numbers of a model file, each fault a sentence at its line."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import isclose
from typing import Any

from inspectorate.framework.errors import Problem
from inspectorate.framework.located import Located, Path
from inspectorate.laboratory.model import FIFTHS, INSPECTION
from inspectorate.laboratory.model_file import ModelFile, Parameter

MOST_STATES = 1024
"""Grades to the power of areas: engines hold a square of them."""


def problems(file: ModelFile, found: Located) -> list[Problem]:
    """All that is wrong with a file whose shape is sound; ``found`` knows the lines."""
    checks = _Checks(file, found)
    checks.frame()
    if not checks.faults:
        checks.ids()
    if not checks.faults:
        checks.numbers()
    if not checks.faults:
        checks.together()
    return checks.faults


@dataclass(slots=True)
class _Checks:
    file: ModelFile
    found: Located
    faults: list[Problem] = field(default_factory=list)

    def wrong(self, path: Path, problem: str, mend: str) -> None:
        self.faults.append(self.found.find(path).problem(problem, mend))

    def frame(self) -> None:
        """Areas, grades, leaders, kinds of events and sources."""
        file = self.file
        if not file.areas:
            self.wrong(("areas",), "there is no area", "add one, with its label")
        if len(file.grades) < 2:
            self.wrong(("grades",), "there are fewer than two grades", "add the others, best first")
        if len(file.grades) ** len(file.areas) > MOST_STATES:
            states = f"{len(file.grades)} grades in {len(file.areas)} areas are more than {MOST_STATES} states"
            self.wrong(("areas",), states, "leave out areas or grades")
        if file.leadership not in file.areas:
            told = f"leadership is {file.leadership}, which is not among the areas"
            self.wrong(("leadership",), told, f"write one of {', '.join(file.areas)}")
        for area in file.judged:
            if area not in file.areas:
                told = f"judged names {area}, which is not among the areas"
                self.wrong(("judged", area), told, f"write one of {', '.join(file.areas)}, with the judgement's id")
        if INSPECTION not in file.looks:
            self.wrong(("looks",), "nothing says what an inspection sees", "add inspection: to looks")
        for name, one in file.parameters.items():
            if one.source not in file.sources:
                told = f"the source {one.source} of {name} is not among the sources"
                self.wrong((*name.split("."), "source"), told, f"write one of {', '.join(file.sources)}")

    def ids(self) -> None:
        """Every area and every grade has its numbers, and nothing else has."""
        file = self.file
        grades = tuple(file.grades)
        for name, wanted in (("worse", grades[:-1]), ("better", grades[1:]), ("start", grades)):
            for part, value in _parts(getattr(file, name)):
                if self.exactly((name, part), value, file.areas, "an area"):
                    for area, chances in value.items():
                        self.exactly((name, part, area), chances, wanted, "a grade")
        for name in ("led", "signal", "harm"):
            for part, value in _parts(getattr(file, name)):
                self.exactly((name, part), value, grades, "a grade")
        for kind, look in file.looks.items():
            self.exactly(("looks", kind, "value", "errors"), look.value.errors, grades, "a grade")
            self.exactly(("looks", kind, "value", "effect"), look.value.effect, grades, "a grade")

    def exactly(self, path: tuple[str, ...], value: Collection[str], wanted: Collection[str], what: str) -> bool:
        """Whether the ids are those wanted, in any order."""
        where = ".".join(path)
        for id_ in value:
            if id_ not in wanted:
                told = f"{id_} in {where} is not {what} that belongs there"
                self.wrong((*path, id_), told, f"the ids here are {', '.join(wanted)}")
        for id_ in wanted:
            if id_ not in value:
                self.wrong(path, f"{id_} is missing in {where}", f"add {id_}: with its number")
        return set(value) == set(wanted)

    def numbers(self) -> None:
        """Each number by itself, and shares that must add to 1."""
        file = self.file
        for name in ("worse", "better", "start"):
            self.each((name, "value"), getattr(file, name).value, _chance)
        for name in ("shock", "alike"):
            self.each((name, "value"), getattr(file, name).value, _chance)
        for name in ("led", "harm", "fifths"):
            self.each((name, "value"), getattr(file, name).value, _not_negative)
        self.each(("signal", "value"), file.signal.value, _chance)
        if len(file.fifths.value) != FIFTHS:
            told = f"fifths has {len(file.fifths.value)} numbers"
            self.wrong(("fifths", "value"), told, f"write {FIFTHS}, from the most deprived fifth to the least")
        for area, shares in file.start.value.items():
            self.adds(("start", "value", area), tuple(shares.values()))
        levels = {len(row) for row in file.signal.value.values()}
        if len(levels) > 1:
            self.wrong(("signal", "value"), "the rows of signal are of different lengths", "give each the same levels")
        for grade, row in file.signal.value.items():
            self.adds(("signal", "value", grade), row)
        for kind in file.looks:
            self.look(kind)
        if file.children.value.mean <= 0 or file.children.value.spread < 0:
            told = "no services have so many children"
            self.wrong(("children", "value"), told, "write a mean above 0 and a spread of 0 or more")

    def look(self, kind: str) -> None:
        value, path = self.file.looks[kind].value, ("looks", kind, "value")
        self.each((*path, "effect"), value.effect, _chance)
        self.each((*path, "errors"), value.errors, _chance)
        for grade, row in value.errors.items():
            if len(row) != len(self.file.grades):
                told = f"{grade} in {'.'.join(path)}.errors has {len(row)} numbers"
                self.wrong((*path, "errors", grade), told, f"write one for each of the {len(self.file.grades)} grades")
            else:
                self.adds((*path, "errors", grade), row)
        if not 1 <= value.areas <= len(self.file.areas):
            told = f"an event of the kind {kind} looks at {value.areas} areas"
            self.wrong((*path, "areas"), told, f"write a number from 1 to {len(self.file.areas)}")

    def each(self, path: tuple[str, ...], value: Any, wrong: Callable[[float], str | None]) -> None:
        """One number, or all that a mapping or a list holds."""
        if isinstance(value, Mapping):
            for id_, one in value.items():
                self.each((*path, id_), one, wrong)
        elif isinstance(value, Sequence):
            for one in value:
                self.each(path, one, wrong)
        elif mend := wrong(value):
            self.wrong(path, f"{'.'.join(path)} has {value:g}", mend)

    def adds(self, path: tuple[str, ...], shares: Iterable[float]) -> None:
        total = sum(shares)
        if not isclose(total, 1, abs_tol=1e-6):
            self.wrong(path, f"{'.'.join(path)} adds up to {total:g}", "make it add up to 1")

    def together(self) -> None:
        """What only several parameters together can break."""
        file, grades = self.file, tuple(self.file.grades)
        harm = [file.harm.value[grade] for grade in grades]
        for place, grade in enumerate(grades[1:], start=1):
            if harm[place] < harm[place - 1]:
                told = f"harm is less at {grade} than at {grades[place - 1]}, which is better"
                self.wrong(("harm", "value", grade), told, f"write {harm[place - 1]:g} or more")
        for area in file.areas:
            led = 1.0 if area == file.leadership else max(file.led.value.values())
            factor = led * max(file.fifths.value)
            for place, grade in enumerate(grades):
                falls = file.worse.value[area].get(grade, 0.0) if place < len(grades) - 1 else 0.0
                rises = file.better.value[area].get(grade, 0.0) if place else 0.0
                if factor * falls + rises > 1:
                    told = f"{area} at {grade} falls or rises with chances that add up to {factor * falls + rises:g}"
                    mend = f"write smaller ones ({falls:g} to fall is taken up to {factor:g} times)"
                    self.wrong(("worse", "value", area), told, mend)


def _parts(one: Parameter[Any]) -> list[tuple[str, Any]]:
    """The value, and the ends of its interval where it has one."""
    return [(part, value) for part in ("value", "low", "high") if (value := getattr(one, part)) is not None]


def _chance(value: float) -> str | None:
    return None if 0 <= value <= 1 else "a chance is a number from 0 to 1"


def _not_negative(value: float) -> str | None:
    return None if value >= 0 else "write 0 or more"
