"""Reading the last judgement as an edition's pathways read it, and the pathway that follows.

A judgement made under an earlier regime is read under the judgement of the same meaning, and its grade as the grade
that the scale says it equals. A grade that is not known stays unknown; where it could decide the pathway, every
pathway still possible is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from inspectorate.due.plan import PathwayPlan, Plan
from inspectorate.framework.conditions import Grades
from inspectorate.history.model import Inspection

Read = tuple[str | None, ...]
"""Grades in the order of the plan's ``read``."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The grades that pathways read, and for each where it was read: inspection, judgement and edition there."""

    grades: Read
    places: Mapping[str, tuple[str, str, str | None]]


@dataclass(frozen=True, slots=True)
class Choice:
    """The pathways still possible, in order, and the judgements whose grades would decide between them.

    One pathway and nothing missing: it is certain. None: the edition has no pathway for these grades.
    """

    pathways: tuple[PathwayPlan, ...]
    missing: tuple[str, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether the known grades decide."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class Switch:
    """Another grade in one judgement that would lead to another pathway."""

    judgement: str
    grades: tuple[str, ...]
    pathway: PathwayPlan


def read_grades(judged: Iterable[tuple[Inspection, Plan | None]], plan: Plan) -> Reading:
    """The grades that ``plan`` reads from graded inspections (newest first), each with the edition it was made under.

    The last inspection speaks. A re-inspection may judge less than everything; what it left stands as last judged.
    """
    found: dict[str, str | None] = {}
    places: dict[str, tuple[str, str, str | None]] = {}
    for inspection, source in judged:
        names, equal = _translation(source, plan)
        for judgement in plan.read:
            told = next((name for name in names[judgement] if name in inspection.grades), None)
            if told is not None and judgement not in found:
                grade = inspection.grades[told]
                found[judgement] = equal.get(grade, grade) if grade else None
                places[judgement] = (inspection.id, told, source.id if source else None)
        if inspection.purpose != "reinspection":
            break
    return Reading(tuple(found.get(judgement) for judgement in plan.read), places)


@lru_cache(maxsize=1024)
def _translation(source: Plan | None, plan: Plan) -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, str]]:
    """For each judgement of ``plan`` the judgements of ``source`` it may be read from; equal grades by source grade."""
    if source is None:
        return {judgement: (judgement,) for judgement in plan.read}, {}
    names = {judgement: (judgement, *_same_meaning(source, plan, judgement)) for judgement in plan.read}
    equal = {
        earlier: grade
        for grade, step in plan.edition.scale.items()
        for regime, earlier in step.equals.items()
        if regime == source.regime
    }
    return names, equal


def _same_meaning(source: Plan, plan: Plan, judgement: str) -> Iterator[str]:
    if judgement in plan.edition.judgements:
        meaning = plan.edition.judgements[judgement].meaning
        yield from (id_ for id_, earlier in source.edition.judgements.items() if earlier.meaning == meaning)


@lru_cache(maxsize=4096)
def choose(plan: Plan, grades: Read) -> Choice:
    """The first pathway whose condition holds; with it, before it, those that an unknown grade leaves possible."""
    known: Grades = dict(zip(plan.read, grades, strict=True))
    possible: list[PathwayPlan] = []
    for pathway in plan.judged:
        answer = pathway.pathway.when.evaluate(known, plan.scale)
        if answer is not False:
            possible.append(pathway)
        if answer:
            if len(possible) == 1:
                return Choice((pathway,))
            break
    asked = frozenset[str]().union(*(pathway.pathway.when.judgements() for pathway in possible))
    return Choice(
        tuple(possible), tuple(name for name in plan.read if name in asked and not _is_known(plan, known, name))
    )


def _is_known(plan: Plan, known: Grades, judgement: str) -> bool:
    return known[judgement] in plan.edition.scale_of(judgement)


@lru_cache(maxsize=4096)
def switches(plan: Plan, grades: Read) -> tuple[Switch, ...]:
    """The single grades that, had they been otherwise, would have led to another pathway."""
    now = choose(plan, grades).pathways
    found: dict[tuple[str, PathwayPlan], list[str]] = {}
    for place, judgement in enumerate(plan.read):
        for grade in plan.edition.scale_of(judgement):
            then = choose(plan, (*grades[:place], grade, *grades[place + 1 :]))
            if then.certain and then.pathways and then.pathways != now:
                found.setdefault((judgement, then.pathways[0]), []).append(grade)
    return tuple(Switch(judgement, tuple(steps), pathway) for (judgement, pathway), steps in found.items())
