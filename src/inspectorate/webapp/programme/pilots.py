"""Pilot inspections of an edition beside the inspections in force at the same time: their grades and days on site.

A pilot is nobody's judgement. It is compared with what stood for the same authority when it took place, and with all
graded inspections that were carried out in the months around it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from inspectorate.calendars import CalendarUnknown, working_days_between
from inspectorate.due.editions import made_under
from inspectorate.due.identity import Same
from inspectorate.due.labels import Labels, capital
from inspectorate.due.reigns import asked
from inspectorate.framework.library import Library
from inspectorate.framework.model import Edition
from inspectorate.history.model import Body, History, Inspection
from inspectorate.history.position import order
from inspectorate.webapp.programme.lanes import lane_labels, lane_of

# Pilots take a few weeks, in which few other inspections happen: those of this many days before and after count too.
AROUND = timedelta(days=183)
MISSING = "missing"


@dataclass(frozen=True, slots=True)
class GradePair:
    """One judgement: the grade that the pilot found and the one that stood, as id and label (``None``: there is none),
    and the difference in words."""

    judgement: str
    found: tuple[str | None, str]
    stood: tuple[str | None, str] | None
    difference: str


@dataclass(frozen=True, slots=True)
class PilotRow:
    """One pilot, its days, and the inspection whose judgements stood for the same authority then."""

    body: Body
    event: str
    started: date | None
    ended: date | None
    days: int | None
    pairs: tuple[GradePair, ...]
    stood: str


@dataclass(frozen=True, slots=True)
class DaysRow:
    """How long one kind of event took: how many there were, the usual (median), shortest and longest in working days
    (``None`` where no days are on record), and what its framework says."""

    event: str
    framework: str
    pilot: bool
    count: int
    usual: float | None
    shortest: int | None
    longest: int | None
    said: int | None


@dataclass(frozen=True, slots=True)
class Shares:
    """How often each grade was given for one judgement, by pilots and by the inspections in force."""

    judgement: str
    pilots: Mapping[str, int]
    in_force: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Beside:
    """The whole comparison. ``first`` and ``last`` bound the inspections in force that it takes in."""

    pilots: tuple[PilotRow, ...]
    days: tuple[DaysRow, ...]
    shares: tuple[Shares, ...]
    grades: Mapping[str, str]
    first: date | None
    last: date | None
    others: int


def beside(histories: Iterable[History], library: Library, edition: Edition) -> Beside:
    """The pilots of an edition and its variants, and what was in force around them."""
    record = list(histories)
    told = [(history, one) for history in record for one in history.inspections if _pilots(library, one, edition)]
    told.sort(key=lambda pair: order(pair[1]))
    days = [one.carried_out for _, one in told if one.carried_out]
    if not days:
        return Beside(tuple(_pilot_row(library, *pair) for pair in told), (), (), {}, None, None, 0)
    first, last = min(days) - AROUND, max(days) + AROUND
    others = [one for history in record for one in history.inspections if _within(one, first, last)]
    pilots = [one for _, one in told]
    shares = tuple(_shares(library, pilots, others))
    return Beside(
        pilots=tuple(_pilot_row(library, *pair) for pair in told),
        days=(*_days_rows(library, pilots), *_days_rows(library, others)),
        shares=shares,
        grades=_grades(edition, shares),
        first=first,
        last=last,
        others=len(others),
    )


def _pilots(library: Library, inspection: Inspection, edition: Edition) -> bool:
    if not inspection.pilot or inspection.regime != edition.regime:
        return False
    under = edition_of(library, inspection)
    return under is not None and under.edition == edition.edition


def edition_of(library: Library, inspection: Inspection) -> Edition | None:
    """The edition that an inspection was made under, be it one that was never in force."""
    plan = made_under(library, inspection)
    if plan is None and library.of_regime(inspection.regime):
        plan = asked(Same(library), inspection.regime, inspection.carried_out or inspection.known_on)
    return plan.edition if plan else None


def _within(inspection: Inspection, first: date, last: date) -> bool:
    day = inspection.carried_out
    return inspection.graded and day is not None and first <= day <= last


def _pilot_row(library: Library, history: History, pilot: Inspection) -> PilotRow:
    stood = _stood(history, pilot)
    return PilotRow(
        body=history.body,
        event=event_label(library, pilot),
        started=pilot.started,
        ended=pilot.ended,
        days=days_on_site(pilot),
        pairs=tuple(_pairs(library, pilot, stood)),
        stood=event_label(library, stood) if stood else "",
    )


def _stood(history: History, pilot: Inspection) -> Inspection | None:
    """The last graded inspection that was carried out before the pilot."""
    day = pilot.started or pilot.carried_out
    if day is None:
        return None
    before = (one for one in history.inspections if one.graded and one.carried_out and one.carried_out < day)
    return max(before, key=order, default=None)


def _pairs(library: Library, pilot: Inspection, stood: Inspection | None) -> Iterator[GradePair]:
    labels, before = lane_labels(library), _by_lane(library, stood) if stood else {}
    for lane, grade in _by_lane(library, pilot).items():
        yield GradePair(
            judgement=capital(labels[lane][1]),
            found=(grade, grade_label(library, pilot, grade)),
            stood=(before[lane], grade_label(library, stood, before[lane])) if stood and lane in before else None,
            difference=_difference(library, (pilot, grade), (stood, before.get(lane)) if stood else None),
        )


Given = tuple[Inspection, str | None]


def _difference(library: Library, found: Given, stood: Given | None) -> str:
    if stood is None or found[1] is None or stood[1] is None:
        return "Cannot be compared"
    steps = _step(library, *found) - _step(library, *stood)
    if steps == 0:
        return "The same"
    grades = "1 grade" if abs(steps) == 1 else f"{abs(steps)} grades"
    return f"{grades} {'lower' if steps > 0 else 'higher'}"


def _step(library: Library, inspection: Inspection, grade: str | None) -> int:
    """How far down its own scale a grade is: the scales of all frameworks have four, and the third has two names."""
    edition = edition_of(library, inspection)
    return edition.grades.index(grade) if edition and grade in edition.grades else 0


def _by_lane(library: Library, inspection: Inspection) -> dict[str, str | None]:
    found = ((lane_of(library, inspection.regime, name), grade) for name, grade in inspection.grades.items())
    return {lane: grade for lane, grade in found if lane is not None}


def _shares(library: Library, pilots: Sequence[Inspection], others: Sequence[Inspection]) -> Iterator[Shares]:
    """For each judgement of the pilots; adequate counts as the third grade, which later frameworks call otherwise."""
    by_pilots, in_force = _counts(library, pilots), _counts(library, others)
    for lane, (label, _) in lane_labels(library).items():
        if lane in by_pilots:
            yield Shares(label, by_pilots[lane], in_force.get(lane, {}))


def _grades(edition: Edition, shares: Iterable[Shares]) -> dict[str, str]:
    """The grades of the edition with their labels, and where one could not be read, that."""
    labels = {grade: step.label for grade, step in edition.scale.items()}
    unread = any(MISSING in one.pilots or MISSING in one.in_force for one in shares)
    return labels | {MISSING: "Not known"} if unread else labels


def _counts(library: Library, inspections: Iterable[Inspection]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for one in inspections:
        for lane, grade in _by_lane(library, one).items():
            named = "requires_improvement" if grade == "adequate" else grade or MISSING
            found.setdefault(lane, Counter())[named] += 1
    return found


def _days_rows(library: Library, inspections: Iterable[Inspection]) -> Iterator[DaysRow]:
    groups: dict[tuple[str, str, bool], list[Inspection]] = {}
    for one in inspections:
        groups.setdefault((event_label(library, one, when=False), one.regime, one.pilot), []).append(one)
    for (event, _, pilot), held in sorted(groups.items()):
        edition = edition_of(library, held[0])
        known = [days for one in held if (days := days_on_site(one)) is not None]
        rule = edition.events.get(held[0].event) if edition else None
        yield DaysRow(
            event=event,
            framework=edition.title if edition else held[0].regime,
            pilot=pilot,
            count=len(held),
            usual=median(known) if known else None,
            shortest=min(known, default=None),
            longest=max(known, default=None),
            said=rule.on_site_working_days if rule else None,
        )


def days_on_site(inspection: Inspection) -> int | None:
    """Working days from the first to the last day of fieldwork, both included; ``None`` where either is not known."""
    if inspection.started is None or inspection.ended is None:
        return None
    try:
        return working_days_between(inspection.started - timedelta(days=1), inspection.ended)
    except CalendarUnknown:
        # The list of bank holidays begins in 2012: what is older is not counted, rather than counted wrongly.
        return None


def event_label(library: Library, inspection: Inspection, *, when: bool = True) -> str:
    """An inspection in a few words, with the month in which it was carried out."""
    edition = edition_of(library, inspection)
    label = capital(Labels(library, edition.id if edition else None).event(inspection.event, inspection.purpose))
    day = inspection.carried_out
    return f"{label}, {day:%B %Y}" if when and day else label


def grade_label(library: Library, inspection: Inspection, grade: str | None) -> str:
    """A grade in words, as the framework of its inspection says."""
    edition = edition_of(library, inspection)
    return capital(Labels(library, edition.id if edition else None).grade(grade))
