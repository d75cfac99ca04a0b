"""Which limits an inspection's grades break, and which grades the limits leave open. Nothing here chooses a grade."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from inspectorate.framework.conditions import Grades
from inspectorate.framework.model import Edition, Force, Limit


@dataclass(frozen=True, slots=True)
class Breach:
    """A limit that known grades break: its condition holds, and what must then hold does not."""

    limit: str
    force: Force
    rule: Limit


@dataclass(frozen=True, slots=True)
class Openness:
    """What the limits say of one grade. ``closed_by``: limits without exception; ``unusual_by``: those with some."""

    closed_by: tuple[str, ...] = ()
    unusual_by: tuple[str, ...] = ()

    @property
    def allowed(self) -> bool:
        """Whether no limit without exception rules the grade out."""
        return not self.closed_by

    @property
    def usual(self) -> bool:
        """Whether no limit at all speaks against the grade."""
        return not self.closed_by and not self.unusual_by


def check_inspection(edition: Edition, grades: Grades) -> tuple[Breach, ...]:
    """The limits that these grades break. A grade that is not known breaks nothing."""
    broken = ((id_, limit) for id_, limit in edition.limits.items() if _breaks(edition, limit, grades))
    return tuple(Breach(id_, limit.force, limit) for id_, limit in broken)


def open_grades(edition: Edition, judgement: str, grades: Grades) -> Mapping[str, Openness]:
    """For each grade of the scale, what the limits say of it for ``judgement``, the other grades being as given.

    Raises ``KeyError`` where the edition has no such judgement.
    """
    if judgement not in edition.judgements:
        raise KeyError(f"{edition.id} has no judgement {judgement}; it has {', '.join(edition.judgements)}.")
    speaking = {id_: limit for id_, limit in edition.limits.items() if judgement in _read(limit)}
    return {grade: _openness(edition, speaking, {**grades, judgement: grade}) for grade in edition.scale_of(judgement)}


def _openness(edition: Edition, speaking: Mapping[str, Limit], grades: Grades) -> Openness:
    broken = [(id_, limit.force) for id_, limit in speaking.items() if _breaks(edition, limit, grades)]
    return Openness(
        tuple(id_ for id_, force in broken if force is Force.ALWAYS),
        tuple(id_ for id_, force in broken if force is Force.USUALLY),
    )


def _read(limit: Limit) -> frozenset[str]:
    return limit.when.judgements() | limit.then.judgements()


def _breaks(edition: Edition, limit: Limit, grades: Grades) -> bool:
    scale = edition.every_grade
    return limit.when.evaluate(grades, scale) is True and limit.then.evaluate(grades, scale) is False


@dataclass(frozen=True, slots=True)
class Judged:
    """The grades of one inspection, and what to call it: ``name`` for a reader, ``edition`` that it was made under."""

    name: str
    edition: Edition
    grades: Grades


def check_record(inspections: Iterable[Judged]) -> Iterator[tuple[Judged, Breach]]:
    """Every limit that inspections of the record break, in their order."""
    for judged in inspections:
        for breach in check_inspection(judged.edition, judged.grades):
            yield judged, breach
