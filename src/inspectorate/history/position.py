"""Positions: how many inspections carried out by a day gave which grade, and what each body's latest said.

An inspection counts on a day when it was carried out by then (fieldwork end, else start; publication only where no
fieldwork day is given) and was known by ``known_by``. No day is ever estimated.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from inspectorate.framework.library import Library
from inspectorate.history.model import Body, History, Inspection


@dataclass(slots=True)
class Counts:
    """How many inspections there were, by judgement and grade, and by event. A grade not known counts as unknown."""

    count: int = 0
    grades: dict[str, Counter[str]] = field(default_factory=dict)
    by_type: Counter[str] = field(default_factory=Counter)

    def add(self, inspection: Inspection) -> None:
        """Count one more."""
        self.count += 1
        self.by_type[inspection.event] += 1
        for judgement, grade in inspection.grades.items():
            self.grades.setdefault(judgement, Counter())[grade or "unknown"] += 1


@dataclass(frozen=True, slots=True)
class Unknown:
    """A judgement whose grade no source gives in words that can be read."""

    body: Body
    inspection: Inspection
    judgement: str


@dataclass(frozen=True, slots=True)
class Position:
    """The answer for one day. ``latest_of`` is each body's latest graded inspection."""

    inspections: Counts
    latest: Counts
    latest_of: tuple[tuple[Body, Inspection], ...]
    unknown: tuple[Unknown, ...]


def counts(inspection: Inspection, as_of: date, known_by: date | None) -> bool:
    """Whether a graded inspection counts: carried out by the first day, known by the second (if one is given)."""
    day = inspection.carried_out
    known = known_by is None or inspection.known_on <= known_by
    return inspection.graded and day is not None and day <= as_of and known


def position(
    histories: Iterable[History],
    as_of: date,
    *,
    regime: str | None = None,
    known_by: date | None = None,
    types: Collection[str] | None = None,
    since: date | None = None,
    events: Collection[str] | None = None,
) -> Position:
    """The position on a day, of one regime or of all.

    ``inspections`` counts each; ``latest`` takes the latest graded one (under the regime, if one is given) of each
    body that is on the register on that day. ``types`` limit both to bodies that are of one of them on the day,
    ``since`` to what was carried out from a day on, ``events`` to these events.
    """
    every, latest = Counts(), Counts()
    latest_of: list[tuple[Body, Inspection]] = []
    unknown: list[Unknown] = []
    for history in histories:
        if types is not None and history.body.type_on(as_of) not in types:
            continue
        counted = [
            inspection
            for inspection in history.inspections
            if counts(inspection, as_of, known_by)
            and regime in (None, inspection.regime)
            and (events is None or inspection.event in events)
            and (since is None or (inspection.carried_out or date.min) >= since)
        ]
        for inspection in counted:
            every.add(inspection)
            unknown += (
                Unknown(history.body, inspection, name) for name, grade in inspection.grades.items() if grade is None
            )
        if counted and history.body.is_open(as_of):
            last = max(counted, key=order)
            latest.add(last)
            latest_of.append((history.body, last))
    return Position(every, latest, tuple(latest_of), tuple(unknown))


def known_later(
    histories: Iterable[History], as_of: date, known_by: date, *, regime: str | None = None
) -> tuple[tuple[Body, Inspection], ...]:
    """What a position leaves out because it became known after ``known_by``: carried out by ``as_of`` all the same."""
    return tuple(
        (history.body, inspection)
        for history in histories
        for inspection in history.inspections
        if regime in (None, inspection.regime)
        and counts(inspection, as_of, None)
        and not counts(inspection, as_of, known_by)
    )


def order(inspection: Inspection) -> tuple[date, date, str, str, str]:
    """The order in which inspections happened; of two on one day the one that was published later is the later.

    Its id, which tells only what was loaded first, comes last.
    """
    day, told = inspection.carried_out or date.max, inspection.published or date.max
    return day, told, inspection.regime, inspection.event, inspection.id


@dataclass(frozen=True, slots=True)
class Fall:
    """A body whose headline grade fell from one regime to the first inspection under the next, and by how many."""

    body: Body
    before: Inspection
    after: Inspection
    grade_before: str
    grade_after: str
    steps: int


def falls(
    histories: Iterable[History],
    library: Library,
    regime: str,
    as_of: date,
    *,
    at_least: int,
    known_by: date | None = None,
) -> tuple[Fall, ...]:
    """Bodies whose headline fell by ``at_least`` grades from the regime before to their first under ``regime``.

    The regime before is the one whose first, routine inspection every body had last: each edition names its headline
    judgement, and a scale's grade says which grade of an earlier scale it equals.
    """
    found = []
    for history in histories:
        counted = sorted((i for i in history.inspections if counts(i, as_of, known_by)), key=order)
        after = next((one for one in counted if one.regime == regime), None)
        before = next(
            (
                one
                for one in reversed(counted)
                if after and order(one) < order(after) and _compares(library, one, regime)
            ),
            None,
        )
        if after and before and (fall := _fall(history.body, before, after, library)) and fall.steps >= at_least:
            found.append(fall)
    return tuple(sorted(found, key=lambda fall: (-fall.steps, fall.body.name)))


def _compares(library: Library, inspection: Inspection, regime: str) -> bool:
    """Whether a regime's first inspection is compared with this one: a routine one of the regime that it follows."""
    earlier = library.of_regime(regime)[0].follows
    headline = library.of_regime(inspection.regime)[0].headline
    return inspection.regime == earlier and headline in inspection.grades and inspection.purpose != "reinspection"


def _fall(body: Body, before: Inspection, after: Inspection, library: Library) -> Fall | None:
    old, new = library.of_regime(before.regime)[0], library.of_regime(after.regime)[0]
    grade_before, grade_after = before.grades.get(str(old.headline)), after.grades.get(str(new.headline))
    if grade_before is None or grade_after is None:
        return None
    ranks: Mapping[str, int] = {grade: rank for rank, grade in enumerate(new.grades)} | {
        equal: rank
        for rank, grade in enumerate(new.scale.values())
        for scale, equal in grade.equals.items()
        if scale == before.regime
    }
    return Fall(body, before, after, grade_before, grade_after, ranks[grade_after] - ranks[grade_before])
