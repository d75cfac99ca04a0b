"""The inspections of an inspection year that are owed, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from inspectorate.due.editions import Governed
from inspectorate.due.known import Known
from inspectorate.due.model import Reason, Window
from inspectorate.due.plan import DutyPlan, PathwayPlan
from inspectorate.due.start import ONE_DAY, Start, YearOwed
from inspectorate.due.years import Days, Year, chosen, counted, days_around, days_of, slipped, slips_to
from inspectorate.framework.library import Library
from inspectorate.history.model import Inspection


@dataclass(frozen=True, slots=True)
class OnPathway:
    """One body on one of the pathways left open to it, from the day its regime began; ``year`` is this inspection year
    as far as it has been carried out, where the pathway asks for inspections by year."""

    known: Known
    library: Library
    under: Governed
    pathway: PathwayPlan
    began: date
    year: Year | None


def on_pathway(known: Known, library: Library, under: Governed, pathway: PathwayPlan, began: date) -> OnPathway:
    """The body on the pathway, its inspections of this year counted."""
    year = counted(known, library, under, pathway, days_around(known.as_of)) if pathway.years else None
    return OnPathway(known, library, under, pathway, began, year)


def year_starts(on: OnPathway, plan: DutyPlan, this: Year, since: date) -> Iterator[Start]:
    """The start of a year's first or second inspection; none where another duty of the pathway speaks, or it is done.

    Where this year's first has been carried out, or is not asked of a body registered so late, next year's is owed.
    ``since``: the first day on which the regime could ask anything of the body.
    """
    if plan.duty.nth == 1:
        yield from (_start(on.known, plan, found, since) for found in _first(on, plan, this))
        return
    if plan.duty.may_slip:
        yield from (_start(on.known, plan, found, since) for found in _from_before(on, plan, this))
    yield from (_start(on.known, plan, found, since) for found in _second(on, plan, this))


@dataclass(frozen=True, slots=True)
class _Found:
    """A year's inspection that is owed; ``end`` is where it may slip to."""

    owed: Year
    reasons: tuple[Reason, ...]
    end: date | None = None


def _start(known: Known, plan: DutyPlan, found: _Found, since: date) -> Start:
    days, opened = found.owed.days, known.body.opened
    earliest = opened if opened and opened > days.first else days.first
    limits = Window(earliest, days.last if found.end else None, found.end or days.last)
    return Start(
        key=f"{days.label}.{plan.duty.nth}",
        day=days.first,
        since=max(earliest, since) - ONE_DAY,
        reasons=(*found.reasons, *_taken(found.owed, plan)),
        owed=YearOwed(days.label, plan.duty.nth == 2, limits, found.owed.done.get(1)),
    )


def _first(on: OnPathway, plan: DutyPlan, this: Year) -> Iterator[_Found]:
    opened = on.known.body.opened
    mine = chosen(on.pathway, 1, opened, this.days)
    if mine and 1 not in this.done:
        if mine is plan:
            yield _Found(this, _only_one(on, this.days))
        return
    after = Year(days_of(this.days.year.begins + 1), {}, None)
    if chosen(on.pathway, 1, opened, after.days) is plan:
        late = Reason("registered_late", {"opened": opened, "year": after.days.label})
        yield _Found(after, _carried_out(this, 1, plan) if mine else (late,))


def _from_before(on: OnPathway, plan: DutyPlan, this: Year) -> Iterator[_Found]:
    """The second inspection of the year before, where it slipped into this one and is still owed."""
    before = days_of(this.days.year.begins - 1)
    slip = slipped(on.known, on.library, on.under, before)
    stands = slip is not None and slip.answer is None and on.known.as_of <= slip.end
    if slip and stands and chosen(on.pathway, 2, on.known.body.opened, before) is plan:
        year = counted(on.known, on.library, on.under, on.pathway, before)
        yield _Found(year, (*_carried_out(year, 1, plan), _slip_reason(year, slip.end)), slip.end)


def _second(on: OnPathway, plan: DutyPlan, this: Year) -> Iterator[_Found]:
    if 2 in this.done or chosen(on.pathway, 2, on.known.body.opened, this.days) is not plan:
        return
    first = this.done.get(1)
    if first is not None:
        end = slips_to(plan, first, this.days)
        slip = (_slip_reason(this, end),) if end else ()
        yield _Found(this, (*_carried_out(this, 1, plan), *slip), end)
    elif not plan.duty.only_if_decided:
        yield _Found(this, (Reason("first_owed", {"year": this.days.label}),))


def _carried_out(year: Year, nth: int, plan: DutyPlan) -> tuple[Reason, ...]:
    return (Reason("year_done", {**_event_facts(year.done[nth], plan), "nth": nth, "year": year.days.label}),)


def _taken(year: Year, plan: DutyPlan) -> tuple[Reason, ...]:
    if year.taken is None:
        return ()
    before = days_of(year.days.year.begins - 1).label
    return (Reason("slip_taken", {**_event_facts(year.taken, plan), "year": before}),)


def _event_facts(event: Inspection, plan: DutyPlan) -> dict[str, object]:
    return {"inspection": event.id, "event": event.event, "day": event.carried_out, "edition": plan.edition}


def _slip_reason(year: Year, end: date) -> Reason:
    return Reason("may_slip", {"day": year.done[1].carried_out, "until": end, "year": year.days.label})


def _only_one(on: OnPathway, days: Days) -> tuple[Reason, ...]:
    """Why a pathway with a second inspection asks for none of a body that was registered within the year."""
    opened = on.known.body.opened
    if len(on.pathway.years) > 1 and opened and opened >= days.first and not chosen(on.pathway, 2, opened, days):
        return (Reason("registered_in_year", {"opened": opened, "year": days.label}),)
    return ()
