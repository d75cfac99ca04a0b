"""What law asks for in each inspection year of a setting: a first and a second inspection, met or not.

Any inspection counts, whichever policy asked for, since the law (SI 2015/551, regulation 27) speaks of inspecting
premises; monitoring visits do not count. The first inspection of a year decides about its second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain

from inspectorate.due.editions import Governed, governed, judged_by
from inspectorate.due.identity import Same
from inspectorate.due.known import Known, knowledge, seen_on
from inspectorate.due.model import Outcome, Required
from inspectorate.due.plan import DutyPlan, PathwayPlan
from inspectorate.due.start import ONE_DAY
from inspectorate.due.status import first_uncovered, spans
from inspectorate.due.years import Days, chosen, slips_to
from inspectorate.framework.library import Library
from inspectorate.framework.model import EventKind
from inspectorate.history.model import History, Inspection

INSPECTS = frozenset({EventKind.INSPECTION, EventKind.ASSURANCE_VISIT})
"""The kinds of event that count as an inspection by law."""


@dataclass(frozen=True, slots=True)
class _Year:
    """A setting on the last day of an inspection year, or on the day that is asked about if the year still runs, under
    the edition of that day, with what was carried out in it.

    ``history`` tells what happened after it, up to the day that is asked about, ``until``.
    """

    history: History
    until: date
    known: Known
    library: Library
    under: Governed
    days: Days
    inspected: tuple[Inspection, ...]


def of_years(history: History, library: Library, years: Iterable[Days], until: date) -> Iterator[Required]:
    """The duties of inspection years that follow each other, oldest first, by what had been carried out by ``until``.

    ``history``: the record as the regulator itself has it, without decisions, and nothing in it after ``until``.
    """
    taken: Inspection | None = None  # what took place in a year and counts for the one before
    for days in years:
        before, taken = taken, None
        known = knowledge(history, min(days.last, until))
        if not _there(known):
            continue
        for under in governed(known, library, None):
            inspected = _inspected(known, library, under, days.first, days.last)
            counting = tuple(event for event in inspected if event is not before)
            year = _Year(history, until, known, library, under, days, counting)
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
    then = known if by == known.as_of else knowledge(year.history, min(by, year.until))
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
        nth=nth,
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
    later = knowledge(year.history, min(end, year.until))
    return next(_inspected(later, year.library, year.under, year.days.last + ONE_DAY, end), None)


def _last_day(year: _Year, plan: DutyPlan) -> date:
    """The last day on which law let an inspection of the year be carried out."""
    end = slips_to(plan, year.inspected[0], year.days) if len(year.inspected) == 1 else None
    return end or year.days.last


def _not_met(year: _Year, pathway: PathwayPlan, plan: DutyPlan, then: Known) -> Outcome:
    """What became of a duty that was not met; ``then``: its last day, or the day that is asked about before it."""
    days, opened = year.days, year.known.body.opened
    if not seen_on(year.history, then.as_of):
        return Outcome.NOT_KNOWN
    paused = (pause.pause for pause in year.under.plan.pauses if pause.stops(plan.duty.event))
    if any(pause.first <= days.last and pause.last >= days.first for pause in paused):
        return Outcome.PAUSED
    since = max(days.first, opened or days.first) - ONE_DAY
    # An inspection that policy asks for second may have been the first that law counts, and the other way round.
    answers = (spans(year.library, year.known.kind, year.under.plan, other) for other in pathway.years)
    gap = first_uncovered(then, tuple(chain.from_iterable(answers)), since)
    return Outcome.NOT_KNOWN if gap else Outcome.MISSED
