"""What law required of settings, inspection year by inspection year: met, missed, in a paused time, or not known.

This looks back with everything that the record knows today, not with what was known then: law asks whether an
inspection took place, not whether it was published. Any inspection counts, whichever policy asked for, since the law
(SI 2015/551, regulation 27) speaks of inspecting premises; monitoring visits do not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import chain

from inspectorate.calendars import InspectionYear, inspection_year
from inspectorate.due.editions import Governed, governed, judged_by
from inspectorate.due.engine import due
from inspectorate.due.identity import Same
from inspectorate.due.known import Known, knowledge, own_register
from inspectorate.due.model import DueStatus, Obligation
from inspectorate.due.plan import DutyPlan, PathwayPlan
from inspectorate.due.start import ONE_DAY
from inspectorate.due.status import first_uncovered, spans
from inspectorate.due.years import Days, chosen, days_of, slips_to
from inspectorate.framework.library import Library
from inspectorate.framework.model import EventKind
from inspectorate.history.model import History, Inspection

INSPECTS = frozenset({EventKind.INSPECTION, EventKind.ASSURANCE_VISIT})
"""The kinds of event that count as an inspection by law."""


class Outcome(StrEnum):
    """What became of a duty."""

    MET = "met"
    MISSED = "missed"
    PAUSED = "paused"  # not met, in a year in which the framework had paused such inspections
    NOT_KNOWN = "not_known"  # no record covers the time in which it may have been met


@dataclass(frozen=True, slots=True)
class Required:
    """One duty of law. ``year`` is the inspection year that it belongs to (one of several years: in which it was met,
    or should have been); ``by`` its last day, in the next year where it may slip; ``carried_out`` the day on which it
    was met, if it was."""

    body: str
    type: str
    region: str | None
    year: str
    rule: str
    by: date
    outcome: Outcome
    carried_out: date | None = None


def required(histories: Iterable[History], library: Library, first: date, until: date) -> Iterator[Required]:
    """Every duty of law of the inspection years that lie between two days, body by body.

    A setting that had left the register by the last day of a year owed nothing more in it, and is not counted there;
    one that left while its second inspection could still slip did not owe that one.
    """
    begins, ends = inspection_year(first - ONE_DAY).begins + 1, inspection_year(until + ONE_DAY).begins
    years = [days_of(begun) for begun in range(begins, ends)]
    for history in histories:
        seen = _with_hindsight(history)
        yield from _of_years(seen, library, years)
        if years:
            yield from _of_several_years(seen, library, years[0].first, years[-1].last)


def _with_hindsight(history: History) -> History:
    """The record as if everything had been known at once, and nobody had decided anything."""
    events = (replace(event, known_on=event.carried_out or event.known_on) for event in history.inspections)
    return replace(own_register(history), inspections=tuple(events), decisions=())


def _seen_on(history: History, day: date) -> bool:
    """Whether a setting was there on ``day`` as far as anything shows. One that vanished from the register between two
    lists may have left on any day after the last sign of it."""
    body = history.body
    if body.gone_by is None or body.closed is not None:
        return True
    signs = chain((one.first for one in body.registrations), (event.carried_out for event in history.inspections))
    return any(sign is not None and sign >= day for sign in signs)


# What law asks for in each inspection year


@dataclass(frozen=True, slots=True)
class _Year:
    """A setting on the last day of an inspection year under the edition of that day, with what was carried out in it.

    ``history`` tells what happened after it.
    """

    history: History
    known: Known
    library: Library
    under: Governed
    days: Days
    inspected: tuple[Inspection, ...]


def _of_years(history: History, library: Library, years: Iterable[Days]) -> Iterator[Required]:
    taken: Inspection | None = None  # what took place in a year and counts for the one before
    for days in years:
        before, taken = taken, None
        known = knowledge(history, days.last)
        if not _there(known):
            continue
        for under in governed(known, library, None):
            inspected = _inspected(known, library, under, days.first, days.last)
            counting = tuple(event for event in inspected if event is not before)
            year = _Year(history, known, library, under, days, counting)
            taken = _slipped(year)
            yield from (found for nth in (1, 2) if (found := _nth(year, nth, taken)) is not None)


def _there(known: Known) -> bool:
    """Whether the setting was on the register."""
    return known.body.is_open(known.as_of) and known.registered


def _inspected(known: Known, library: Library, under: Governed, first: date, last: date) -> Iterator[Inspection]:
    """What counts as an inspection by law between two days, oldest first."""
    counts = _counts(Same(library), under.plan.regime)
    for event in known.events:
        day = event.carried_out
        if day and first <= day <= last and event.event in counts:
            yield event


@lru_cache(maxsize=64)
def _counts(library: Same[Library], regime: str) -> frozenset[str]:
    editions = library.value.of_regime(regime)
    events = chain.from_iterable(edition.events.items() for edition in editions)
    return frozenset(id_ for id_, event in events if event.kind in INSPECTS)


def _nth(year: _Year, nth: int, taken: Inspection | None) -> Required | None:
    """The year's first or second inspection, where law asks for it."""
    pathway, plan = _asked(year, nth)
    if pathway is None or plan is None or not plan.duty.statutory:
        return None
    done = (*year.inspected, taken) if taken else year.inspected
    day = done[nth - 1].carried_out if len(done) >= nth else None
    known, by = year.known, _last_day(year, plan)
    then = known if by == known.as_of else knowledge(year.history, by)
    if day is None and not _there(then):
        return None
    return Required(
        body=known.body.id,
        type=known.kind,
        region=known.body.region,
        year=year.days.label,
        rule=plan.rule,
        by=by,
        outcome=Outcome.MET if day else _not_met(year, pathway, plan, then),
        carried_out=day,
    )


def _asked(year: _Year, nth: int) -> tuple[PathwayPlan | None, DutyPlan | None]:
    """What the pathway asks for: for the second inspection the one that the first of the year led to."""
    under = year.under
    day = year.inspected[0].carried_out if year.inspected and nth == 2 else None
    if day:
        under = judged_by(year.known, year.library, under.plan, day)
    pathway = under.choice.pathways[0] if under.choice.certain and under.choice.pathways else None
    return pathway, chosen(pathway, nth, year.known.body.opened, year.days) if pathway else None


def _slipped(year: _Year) -> Inspection | None:
    """The inspection of the next year's first months that law lets count as this one's second."""
    _, plan = _asked(year, 2)
    end = _last_day(year, plan) if plan else year.days.last
    if end == year.days.last:
        return None
    later = knowledge(year.history, end)
    return next(_inspected(later, year.library, year.under, year.days.last + ONE_DAY, end), None)


def _last_day(year: _Year, plan: DutyPlan) -> date:
    """The last day on which law let an inspection of the year be carried out."""
    end = slips_to(plan, year.inspected[0], year.days) if len(year.inspected) == 1 else None
    return end or year.days.last


def _not_met(year: _Year, pathway: PathwayPlan, plan: DutyPlan, then: Known) -> Outcome:
    """What became of a duty that was not met; ``then``: its last day."""
    days, opened = year.days, year.known.body.opened
    if not _seen_on(year.history, then.as_of):
        return Outcome.NOT_KNOWN
    paused = (pause.pause for pause in year.under.plan.pauses if pause.stops(plan.duty.event))
    if any(pause.first <= days.last and pause.last >= days.first for pause in paused):
        return Outcome.PAUSED
    since = max(days.first, opened or days.first) - ONE_DAY
    # An inspection that policy asks for second may have been the first that law counts, and the other way round.
    answers = (spans(year.library, year.known.kind, year.under.plan, other) for other in pathway.years)
    gap = first_uncovered(then, tuple(chain.from_iterable(answers)), since)
    return Outcome.NOT_KNOWN if gap else Outcome.MISSED


# What law asks for once in several years


def _of_several_years(history: History, library: Library, first: date, last: date) -> Iterator[Required]:
    """The duties that stood on the eve of each graded inspection, and those that stand on the last day."""
    days = sorted({day for event in history.inspections if event.graded and (day := event.carried_out)})
    within = [day for day in days if first <= day <= last]
    for day in (*within, None):
        eve = day - ONE_DAY if day else last
        owed = due(history, library, eve)
        found = (_cycle(history, one, eve, day) for one in owed if one.statutory and one.year is None)
        yield from (one for one in found if one and InspectionYear.from_label(one.year).first >= first)


def _cycle(history: History, owed: Obligation, eve: date, day: date | None) -> Required | None:
    """``day`` is that of the inspection after ``eve``, if there was one. ``None`` where the last day is yet to come."""
    latest = owed.window.latest
    if latest is None or (day is None and eve < latest):
        return None
    met = day if day and day <= latest else None
    sure = owed.status is not DueStatus.UNKNOWN and _seen_on(history, latest)
    return Required(
        body=owed.body,
        type=history.body.type_on(eve),
        region=history.body.region,
        year=inspection_year(met or latest).label,
        rule=owed.key.split("/")[1],
        by=latest,
        outcome=Outcome.MET if met else Outcome.MISSED if sure else Outcome.NOT_KNOWN,
        carried_out=met,
    )
