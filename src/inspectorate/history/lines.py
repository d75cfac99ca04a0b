"""Which judgements of several regimes are one line through time, on which scale, as the edition in force reads them.

Judgements of one meaning are one line; so are, within one regime, those of one id (its judgement of children in care
went on when care leavers got one of their own). Nothing else is joined: safeguarding, as SLAC judged it, is no line
with help and protection, nor is its overall judgement of looked after children with a later overall one. A grade of an
earlier scale is read as the grade that the scale in force says it equals (``adequate`` as ``requires_improvement``);
one that it does not hold is unknown. Reviews of others (safeguarding boards), and judgements with a scale of their own
(improved, sustained, declined), have no line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from inspectorate.framework.library import Library
from inspectorate.framework.model import Edition, Judgement, JudgementKind, Status
from inspectorate.history.model import Inspection

Key = tuple[str, str]
"""A regime and the id of a judgement in it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One area of the edition in force: its grades from best to worst, and where earlier ones are read.

    ``places`` gives for each (regime, judgement) the place of each of its grades on this scale.
    """

    area: str
    label: str
    grades: tuple[str, ...]
    places: Mapping[Key, Mapping[str, int]]

    def place(self, inspection: Inspection) -> int | None:
        """What an inspection says of this area, as a place on the scale; ``None`` where it says nothing readable."""
        for judgement, grade in inspection.grades.items():
            read = self.places.get((inspection.regime, judgement))
            if read is not None and grade is not None and grade in read:
                return read[grade]
        return None


def lines(library: Library, applies_to: str, as_of: date) -> tuple[Line, ...]:
    """The lines of bodies of a kind (``authority`` or a type of setting) as on a day; none where no edition is in
    force. Only editions that had come into force by the day are read.
    """
    now = library.in_force(applies_to, as_of)
    if now is None:
        return ()
    editions = [one for one in library.editions.values() if applies_to in one.applies_to and _began(one, as_of)]
    return tuple(
        Line(area, judgement.label, now.grades, _places(now, area, editions))
        for area, judgement in now.judgements.items()
        if _graded(judgement)
    )


def _began(edition: Edition, day: date) -> bool:
    return any(stage.status is Status.IN_FORCE and stage.first <= day for stage in edition.life)


def _graded(judgement: Judgement) -> bool:
    return judgement.kind is not JudgementKind.REVIEW and not judgement.scale


def _places(now: Edition, area: str, editions: list[Edition]) -> dict[Key, dict[str, int]]:
    places: dict[Key, dict[str, int]] = {}
    for key in _members((now.regime, area), editions):
        scales = [edition.grades for edition in editions if edition.regime == key[0]]
        read = {grade: _place(now, key[0], grade) for grades in scales for grade in grades}
        places[key] = {grade: place for grade, place in read.items() if place is not None}
    return places


def _place(now: Edition, regime: str, grade: str) -> int | None:
    equal = next((id_ for id_, step in now.scale.items() if step.equals.get(regime) == grade), grade)
    return now.grades.index(equal) if equal in now.grades else None


def _members(first: Key, editions: list[Edition]) -> list[Key]:
    """The judgements that are one line with the first: of one meaning with it, or with one that is."""
    held = [
        ((edition.regime, id_), judgement.meaning)
        for edition in editions
        for id_, judgement in edition.judgements.items()
        if _graded(judgement)
    ]
    found, size = {first}, 0
    while len(found) > size:
        size = len(found)
        meanings = {meaning for key, meaning in held if key in found}
        found |= {key for key, meaning in held if meaning in meanings}
    return sorted(found)
