"""Inspection years: which inspections of one have been carried out.

An event counts for the first duty of its year that it answers and that no other event does. The exception is a second
inspection that may slip: where the year's first was late, the second may be carried out in the first months of the
next year, and counts for the year before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from inspectorate.calendars import InspectionYear, add_months, inspection_year
from inspectorate.due.editions import Governed, judged_by
from inspectorate.due.known import Known
from inspectorate.due.plan import DutyPlan, PathwayPlan
from inspectorate.due.reigns import reign
from inspectorate.due.start import ONE_DAY
from inspectorate.due.windows import count
from inspectorate.framework.library import Library
from inspectorate.framework.model import Registered
from inspectorate.history.model import Inspection


@dataclass(frozen=True, slots=True)
class Days:
    """An inspection year with its label and its days, written out once for many bodies."""

    year: InspectionYear
    label: str
    first: date
    october: date
    last: date


@lru_cache(maxsize=256)
def days_of(begins: int) -> Days:
    """The days of the inspection year that begins in a calendar year."""
    year = InspectionYear(begins)
    return Days(year, year.label, year.first, add_months(year.first, 6), year.last)


@lru_cache(maxsize=4096)
def days_around(day: date) -> Days:
    """The days of the inspection year that a day lies in."""
    return days_of(inspection_year(day).begins)


@dataclass(frozen=True, slots=True)
class Slipped:
    """A year's second inspection that may still be carried out up to ``end``, in the next year, and what did so."""

    end: date
    answer: Inspection | None


@dataclass(frozen=True, slots=True)
class Year:
    """One inspection year of one body: what was carried out, by the place that it takes (first, second); ``taken`` is
    what was carried out in it and counts for the year before."""

    days: Days
    done: Mapping[int, Inspection]
    taken: Inspection | None


def registered(opened: date | None, days: Days) -> Registered:
    """When a body was registered, seen from an inspection year. One older than the record was there before."""
    if opened is None or opened < days.first:
        return Registered.BEFORE_THIS_YEAR
    return Registered.FIRST_HALF if opened < days.october else Registered.SECOND_HALF


def fits(plan: DutyPlan, opened: date | None, days: Days) -> bool:
    """Whether a duty is one for bodies registered when this one was."""
    return not plan.duty.registered or registered(opened, days) in plan.duty.registered


def chosen(pathway: PathwayPlan, nth: int, opened: date | None, days: Days) -> DutyPlan | None:
    """The duty that speaks of a year's n-th inspection of a body registered when this one was."""
    for plan in pathway.years:
        if plan.duty.nth == nth and fits(plan, opened, days):
            return plan
    return None


def counted(known: Known, library: Library, under: Governed, pathway: PathwayPlan, days: Days) -> Year:
    """What was carried out in a year, without what counts for the year before."""
    before = slipped(known, library, under, days_of(days.year.begins - 1))
    taken = before.answer if before else None
    events = [event for event in _within(known, days.first, days.last) if event is not taken]
    if not events:
        return Year(days, {}, taken)
    duties = (chosen(pathway, nth, known.body.opened, days) for nth in (1, 2))
    return Year(days, _allotted(events, [plan for plan in duties if plan]), taken)


def _within(known: Known, first: date, last: date) -> list[Inspection]:
    """What was carried out from one day to another, oldest first."""
    found: list[Inspection] = []
    for event in reversed(known.events):
        day = event.carried_out
        if day is None or day < first:
            break
        if day <= last:
            found.append(event)
    found.reverse()
    return found


def _allotted(events: list[Inspection], duties: list[DutyPlan]) -> dict[int, Inspection]:
    """Which event counts for which duty: those that answer one only before those that could do for either."""
    found: dict[int, Inspection] = {}
    if len(events) > 1:
        events = sorted(events, key=lambda event: sum(event.event in plan.answers for plan in duties))
    for event in events:
        for plan in duties:
            if event.event in plan.answers and plan.duty.nth not in found:
                found[plan.duty.nth or 0] = event
                break
    return found


def slipped(known: Known, library: Library, under: Governed, days: Days) -> Slipped | None:
    """Whether a year's second inspection slipped into the next: the year's first was late, and its grades, under the
    edition of that time, put the body on a pathway that lets it."""
    if not any(_could_have_slipped(known, plan, days) for plan in under.plan.slips):
        return None
    found = reign(library, under.plan.regime, known.kind)
    then = judged_by(known, library, found.latest(days.last) if found else under.plan, days.last)
    pathway = then.choice.pathways[0] if then.choice.certain and then.choice.pathways else None
    second = chosen(pathway, 2, known.body.opened, days) if pathway else None
    if pathway is None or second is None:
        return None
    done = counted(known, library, under, pathway, days).done
    end = slips_to(second, done[1], days) if 1 in done and 2 not in done else None
    if end is None:
        return None
    later = _within(known, days.last + ONE_DAY, end)
    return Slipped(end, next((event for event in later if event.event in second.answers), None))


def _could_have_slipped(known: Known, second: DutyPlan, days: Days) -> bool:
    """A quick look at the days alone: something late in the year, and the months after it now or with an event."""
    slip = _slip_days(second, days.year.begins)
    late = slip and _within(known, slip[0], days.last)
    if not slip or not late:
        return False
    return days.last < known.as_of <= slip[1] or bool(_within(known, days.last + ONE_DAY, slip[1]))


def slips_to(second: DutyPlan, first: Inspection, days: Days) -> date | None:
    """The last day to which a second inspection may slip, where the first was carried out late enough."""
    slip, day = _slip_days(second, days.year.begins), first.carried_out
    return slip[1] if slip and day and day >= slip[0] else None


@lru_cache(maxsize=4096)
def _slip_days(second: DutyPlan, begins: int) -> tuple[date, date] | None:
    """From which day on a year's first inspection lets its second slip, and the last day to which it may; ``None``
    where it never may."""
    slip, days = second.duty.may_slip, days_of(begins)
    if slip is None:
        return None
    return count(days.first, slip.first_from), count(days.last + ONE_DAY, slip.by) - ONE_DAY
