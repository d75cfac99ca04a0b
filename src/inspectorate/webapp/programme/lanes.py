"""Judgements through time as lanes: what is judged under several regimes is one lane, broken where its meaning changed.

Two judgements belong to one lane when they share a meaning or are the same judgement of one regime. Within a lane the
line goes on only between judgements of one meaning; a change of meaning is a break.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from inspectorate.due.editions import made_under
from inspectorate.due.identity import Same
from inspectorate.framework.library import Library
from inspectorate.framework.model import Edition, Judgement, JudgementKind
from inspectorate.history.model import Body, Inspection

# The order in which lanes stand: first those that the newest edition has, in its own order.
KINDS = (JudgementKind.OVERALL, JudgementKind.AREA)


@dataclass(frozen=True, slots=True)
class Mark:
    """One judgement given: on which day, by which inspection; ``breaks``: it means something else than the one before.

    ``grade`` is ``None`` where it could not be read; ``text`` keeps the source's own words.
    """

    day: date | None
    inspection: str
    judgement: str
    meaning: str
    grade: str | None
    grade_label: str
    letter: str
    text: str
    framework: str
    breaks: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """One judgement through time, oldest first. ``until``: the day of the first inspection whose framework no longer
    has it, from which on it says nothing of today."""

    id: str
    label: str
    short: str
    marks: tuple[Mark, ...]
    until: date | None

    @property
    def breaks(self) -> bool:
        """Whether its meaning changed on the way."""
        return any(mark.breaks for mark in self.marks)

    def of(self, inspection: str) -> Mark | None:
        """The judgement that an inspection gave, if it gave one."""
        return next((mark for mark in self.marks if mark.inspection == inspection), None)


def lanes(inspections: Iterable[Inspection], library: Library, body: Body) -> list[Lane]:
    """The lanes of one body's graded inspections, pilots left out; sub-judgements are in the table of the sources."""
    graded = sorted((one for one in inspections if one.graded), key=_in_time)
    found: dict[str, list[Mark]] = {}
    for inspection in graded:
        for lane, mark in _marks(inspection, library, body):
            earlier = found.setdefault(lane, [])
            earlier.append(_after(earlier[-1], mark) if earlier else mark)
    order = list(_lane_order(Same(library)))
    made = (_lane(lane, marks, graded, library, body) for lane, marks in found.items())
    return sorted(made, key=lambda lane: order.index(lane.id))


def lane_of(library: Library, regime: str, judgement: str) -> str | None:
    """The lane to which a regime's judgement belongs; ``None`` for sub-judgements and what the library lacks."""
    return _lane_ids(Same(library)).get((regime, judgement))


def lane_labels(library: Library) -> dict[str, tuple[str, str]]:
    """Every lane's label and short label, as the newest edition that has it says, in the order of pages.

    Where several lanes share a short label, all but the newest also name their regime.
    """
    order = _lane_order(Same(library))
    labels: dict[str, tuple[str, str]] = {}
    for lane, held in order.items():
        short = held.short or held.label
        taken = short in {other for _, other in labels.values()}
        labels[lane] = (held.label, f"{short} ({lane.partition('-')[0].upper()})" if taken else short)
    return labels


def overall_grade(library: Library, grades: Mapping[str, str | None]) -> str | None:
    """The grade in the overall judgement among grades by lane; ``None`` where there is none."""
    order = _lane_order(Same(library))
    overall = (lane for lane, held in order.items() if held.kind is JudgementKind.OVERALL)
    return next((grades[lane] for lane in overall if lane in grades), None)


def _marks(inspection: Inspection, library: Library, body: Body) -> Iterator[tuple[str, Mark]]:
    plan = made_under(library, inspection, body)
    if plan is None:
        return
    for judgement, grade in inspection.grades.items():
        lane = lane_of(library, inspection.regime, judgement)
        edition = _edition_with(judgement, plan.edition, library)
        if lane is not None and edition is not None:
            yield lane, _mark(inspection, edition, judgement, grade)


def _edition_with(judgement: str, edition: Edition, library: Library) -> Edition | None:
    """The edition that says what a judgement means: the inspection's own, else the newest of its regime that has it.

    A source may tell of a judgement that the edition in force no longer had; it is shown, and not dropped.
    """
    held = (edition, *reversed(library.of_regime(edition.regime)))
    return next((one for one in held if judgement in one.judgements), None)


def _mark(inspection: Inspection, edition: Edition, judgement: str, grade: str | None) -> Mark:
    step = edition.grade(grade) if grade else None
    return Mark(
        day=inspection.carried_out,
        inspection=inspection.id,
        judgement=judgement,
        meaning=edition.judgements[judgement].meaning,
        grade=grade,
        grade_label=step.label if step else "Not known",
        letter=step.letter if step else "–",
        text=inspection.texts.get(judgement, ""),
        framework=edition.title,
        breaks=False,
    )


def _after(before: Mark, mark: Mark) -> Mark:
    if before.meaning == mark.meaning:
        return mark
    values = {name: getattr(mark, name) for name in Mark.__slots__}
    return Mark(**{**values, "breaks": True})


def _lane(lane: str, marks: list[Mark], graded: Iterable[Inspection], library: Library, body: Body) -> Lane:
    label, short = lane_labels(library)[lane]
    last = marks[-1].day or date.min
    later = (one for one in graded if (one.carried_out or date.min) > last)
    until = next((one.carried_out for one in later if lane not in _judged(one, library, body)), None)
    return Lane(lane, label, short, tuple(marks), until)


def _judged(inspection: Inspection, library: Library, body: Body) -> set[str | None]:
    """The lanes that an inspection's framework judges, whether or not this inspection did."""
    plan = made_under(library, inspection, body)
    return {lane_of(library, plan.regime, name) for name in plan.edition.judgements} if plan else set()


def _in_time(inspection: Inspection) -> tuple[date, str]:
    return inspection.carried_out or date.min, inspection.id


@lru_cache(maxsize=8)
def _lane_ids(library: Same[Library]) -> dict[tuple[str, str], str]:
    """Each regime's judgements, by the name of the lane they belong to: that of its first member."""
    lane: dict[tuple[str, str], str] = {}
    by_meaning: dict[str, str] = {}
    for edition in library.value.editions.values():
        for id_, held in edition.judgements.items():
            if held.kind not in KINDS:
                continue
            known = [name for name in (lane.get((edition.regime, id_)), by_meaning.get(held.meaning)) if name]
            name = known[0] if known else f"{edition.regime}-{id_}"
            for other in known[1:]:
                _join(lane, by_meaning, other, name)
            lane[edition.regime, id_] = by_meaning[held.meaning] = name
    return lane


def _join(lane: dict[tuple[str, str], str], by_meaning: dict[str, str], old: str, new: str) -> None:
    """Make two lanes that turned out to be one into one."""
    lane.update({key: new for key, name in lane.items() if name == old})
    by_meaning.update({key: new for key, name in by_meaning.items() if name == old})


@lru_cache(maxsize=8)
def _lane_order(library: Same[Library]) -> dict[str, Judgement]:
    """Lanes with the judgement that names each: the overall ones first, then as the newest editions order them."""
    ids = _lane_ids(library)
    newest = sorted(library.value.editions.values(), key=lambda edition: edition.edition, reverse=True)
    named: dict[str, Judgement] = {}
    for edition in newest:
        for id_, held in edition.judgements.items():
            lane = ids.get((edition.regime, id_))
            if lane is not None:
                named.setdefault(lane, held)
    order = sorted(named, key=lambda lane: named[lane].kind is not JudgementKind.OVERALL)
    return {lane: named[lane] for lane in order}
