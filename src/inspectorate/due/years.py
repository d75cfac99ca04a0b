"""The inspections of an inspection year: which have been carried out, and which are owed.

An event counts for the first duty of its year that it answers and that no other event does. The exception is a second
inspection that may slip: where the year's first was late, the second may be carried out in the first months of the
next year, and counts for the year before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from inspectorate.calendars import InspectionYear, add_months, inspection_year
from inspectorate.due.editions import Governed, judged_by
from inspectorate.due.known import Known
from inspectorate.due.model import Reason, Window
from inspectorate.due.plan import DutyPlan, PathwayPlan
from inspectorate.due.reigns import reign
from inspectorate.due.start import ONE_DAY, Start, YearOwed
from inspectorate.due.windows import count
from inspectorate.framework.library import Library
from inspectorate.framework.model import Registered, Slip
from inspectorate.history.model import Inspection

HALF_YEAR = 6


@dataclass(frozen=True, slots=True)
class Slipped:
    """A year's second inspection that may still be carried out up to ``end``, in the next year, and what did so."""

    end: date
    answer: Inspection | None


@dataclass(frozen=True, slots=True)
class Year:
    """One inspection year of one body: what was carried out, by the place that it takes (first, second)."""

    year: InspectionYear
    done: Mapping[int, Inspection]
    taken: Inspection | None


def registered(opened: date | None, year: InspectionYear) -> Registered:
    """When a body was registered, seen from an inspection year. One older than the record was there before."""
    if opened is None or opened < year.first:
        return Registered.BEFORE_THIS_YEAR
    return Registered.FIRST_HALF if opened < add_months(year.first, HALF_YEAR) else Registered.SECOND_HALF


def fits(plan: DutyPlan, opened: date | None, year: InspectionYear) -> bool:
    """Whether a duty is one for bodies registered when this one was."""
    return not plan.duty.registered or registered(opened, year) in plan.duty.registered


def year_starts(
    known: Known, library: Library, under: Governed, pathway: PathwayPlan, plan: DutyPlan, since: date
) -> Iterator[Start]:
    """The start of a year's first or second inspection; none where another duty of the pathway speaks, or it is done.

    Where this year's first has been carried out, or is not asked of a body registered so late, next year's is owed.
    ``since``: the first day on which the regime could ask anything of the body.
    """
    this = _counted(known, library, under, pathway, inspection_year(known.as_of))
    if plan.duty.nth == 1:
        found = _first(known, pathway, plan, this)
    else:
        found = _second(known, library, under, pathway, plan, this)
    for start in found:
        yield _start(known, plan, start, since)


@dataclass(frozen=True, slots=True)
class _Found:
    """A year's inspection that is owed; ``end`` is where it may slip to."""

    owed: Year
    reasons: tuple[Reason, ...]
    end: date | None = None


def _start(known: Known, plan: DutyPlan, found: _Found, since: date) -> Start:
    year, first = found.owed.year, found.owed.done.get(1)
    earliest = max(year.first, known.body.opened or year.first)
    limits = Window(earliest, year.last if found.end else None, found.end or year.last)
    return Start(
        key=f"{year.label}.{plan.duty.nth}",
        day=year.first,
        since=max(earliest, since) - ONE_DAY,
        reasons=(*found.reasons, *_taken(found.owed, plan)),
        owed=YearOwed(year, plan.duty.nth == 2, limits, first),
    )


def _first(known: Known, pathway: PathwayPlan, plan: DutyPlan, this: Year) -> Iterator[_Found]:
    opened = known.body.opened
    mine = _chosen(pathway, 1, opened, this.year)
    if mine and 1 not in this.done:
        if mine is plan:
            yield _Found(this, _only_one(known, pathway, this.year))
        return
    after = Year(InspectionYear(this.year.begins + 1), {}, None)
    if _chosen(pathway, 1, opened, after.year) is plan:
        late = Reason("registered_late", {"opened": opened, "year": after.year.label})
        yield _Found(after, _carried_out(this, 1, plan) if mine else (late,))


def _second(
    known: Known, library: Library, under: Governed, pathway: PathwayPlan, plan: DutyPlan, this: Year
) -> Iterator[_Found]:
    opened = known.body.opened
    before = InspectionYear(this.year.begins - 1)
    if plan.duty.may_slip and _chosen(pathway, 2, opened, before) is plan:
        slipped = _slipped(known, library, under, before)
        if slipped and slipped.answer is None and known.as_of <= slipped.end:
            year = _counted(known, library, under, pathway, before)
            yield _Found(year, (*_carried_out(year, 1, plan), _slip_reason(year, slipped.end)), slipped.end)
    if _chosen(pathway, 2, opened, this.year) is plan and 2 not in this.done:
        first = this.done.get(1)
        if first is None and not plan.duty.only_if_decided:
            yield _Found(this, (Reason("first_owed", {"year": this.year.label}),))
        elif first is not None:
            end = _slips_to(plan, first, this.year)
            slip = (_slip_reason(this, end),) if end else ()
            yield _Found(this, (*_carried_out(this, 1, plan), *slip), end)


def _chosen(pathway: PathwayPlan, nth: int, opened: date | None, year: InspectionYear) -> DutyPlan | None:
    """The duty that speaks of a year's n-th inspection of a body registered when this one was."""
    return next((plan for plan in pathway.years if plan.duty.nth == nth and fits(plan, opened, year)), None)


def _counted(known: Known, library: Library, under: Governed, pathway: PathwayPlan, year: InspectionYear) -> Year:
    """What was carried out in a year, without what counts for the year before."""
    before = _slipped(known, library, under, InspectionYear(year.begins - 1))
    taken = before.answer if before else None
    events = [event for event in _within(known, year.first, year.last) if event is not taken]
    duties = (_chosen(pathway, nth, known.body.opened, year) for nth in (1, 2))
    return Year(year, _allotted(events, [plan for plan in duties if plan]), taken)


def _within(known: Known, first: date, last: date) -> list[Inspection]:
    return [event for event in known.events if (day := event.carried_out) and first <= day <= last]


def _allotted(events: list[Inspection], duties: list[DutyPlan]) -> dict[int, Inspection]:
    """Which event counts for which duty: those that answer one only before those that could do for either."""
    found: dict[int, Inspection] = {}
    for event in sorted(events, key=lambda event: sum(event.event in plan.answers for plan in duties)):
        for plan in duties:
            if event.event in plan.answers and plan.duty.nth not in found:
                found[plan.duty.nth or 0] = event
                break
    return found


def _slipped(known: Known, library: Library, under: Governed, year: InspectionYear) -> Slipped | None:
    """Whether a year's second inspection slipped into the next: the year's first was late, and its grades, under the
    edition of that time, put the body on a pathway that lets it."""
    if not _could_have_slipped(known, under.plan.slips, year):
        return None
    found = reign(library, under.plan.regime, known.kind)
    then = judged_by(known, library, found.latest(year.last) if found else under.plan, year.last)
    pathway = then.choice.pathways[0] if then.choice.certain and then.choice.pathways else None
    second = _chosen(pathway, 2, known.body.opened, year) if pathway else None
    if pathway is None or second is None or not second.duty.may_slip:
        return None
    done = _counted(known, library, under, pathway, year).done
    end = _slips_to(second, done[1], year) if 1 in done and 2 not in done else None
    if end is None:
        return None
    later = _within(known, year.last + ONE_DAY, end)
    return Slipped(end, next((event for event in later if event.event in second.answers), None))


def _could_have_slipped(known: Known, slips: tuple[Slip, ...], year: InspectionYear) -> bool:
    """A quick look at the days alone: something late in the year, and the months after it now or with an event."""
    for slip in slips:
        end = _end(slip, year)
        late = _within(known, count(year.first, slip.first_from), year.last)
        if late and (year.last < known.as_of <= end or _within(known, year.last + ONE_DAY, end)):
            return True
    return False


def _slips_to(second: DutyPlan, first: Inspection, year: InspectionYear) -> date | None:
    """The last day to which a second inspection may slip, where the first was carried out late enough."""
    slip, day = second.duty.may_slip, first.carried_out
    if slip is None or day is None or day < count(year.first, slip.first_from):
        return None
    return _end(slip, year)


def _end(slip: Slip, year: InspectionYear) -> date:
    return count(year.last + ONE_DAY, slip.by) - ONE_DAY


def _carried_out(year: Year, nth: int, plan: DutyPlan) -> tuple[Reason, ...]:
    event = year.done[nth]
    facts = {"inspection": event.id, "event": event.event, "day": event.carried_out, "edition": plan.edition}
    return (Reason("year_done", {**facts, "nth": nth, "year": year.year.label}),)


def _taken(year: Year, plan: DutyPlan) -> tuple[Reason, ...]:
    if year.taken is None:
        return ()
    event, before = year.taken, InspectionYear(year.year.begins - 1)
    facts = {"inspection": event.id, "event": event.event, "day": event.carried_out, "edition": plan.edition}
    return (Reason("slip_taken", {**facts, "year": before.label}),)


def _slip_reason(year: Year, end: date) -> Reason:
    return Reason("may_slip", {"day": year.done[1].carried_out, "until": end, "year": year.year.label})


def _only_one(known: Known, pathway: PathwayPlan, year: InspectionYear) -> tuple[Reason, ...]:
    """Why a pathway with a second inspection asks for none of a body that was registered within the year."""
    seconds = any(plan.duty.nth == 2 for plan in pathway.years)
    if seconds and _chosen(pathway, 2, known.body.opened, year) is None:
        return (Reason("registered_in_year", {"opened": known.body.opened, "year": year.label}),)
    return ()
