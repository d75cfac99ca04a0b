"""Which day of an event, or of a body's own life, a duty counts from. No day is ever estimated."""

from __future__ import annotations

from datetime import date

from inspectorate.calendars import InspectionYear, inspection_year
from inspectorate.due.known import Known
from inspectorate.due.model import Reason
from inspectorate.due.plan import DutyPlan
from inspectorate.framework.model import Basis
from inspectorate.history.model import Inspection


def basis_day(event: Inspection, plan: DutyPlan) -> tuple[date | None, tuple[Reason, ...]]:
    """The day of an event that a duty counts from, with a reason where it is not the day that the rule means."""
    duty = plan.duty
    day = _day(event, duty.basis)
    if day:
        return from_next(day, plan)
    day = _day(event, duty.fallback) if duty.fallback else None
    facts = {"inspection": event.id, "wanted": duty.basis.value, "not_before": event.started}
    if day is None:
        return None, (Reason("no_day", facts),)
    counted, reasons = from_next(day, plan)
    return counted, (Reason("other_day", {**facts, "used": str(duty.fallback), "day": day}), *reasons)


def from_next(day: date, plan: DutyPlan) -> tuple[date, tuple[Reason, ...]]:
    """The day itself, or the 1 April after it, where the duty's clock starts only then."""
    if plan.duty.from_next is None:
        return day, ()
    first = InspectionYear(inspection_year(day).begins + 1).first
    return first, (Reason("from_next_year", {"day": day, "first": first}),)


def _day(event: Inspection, basis: Basis) -> date | None:
    days = {
        Basis.FIELDWORK_END: event.ended,
        Basis.FIELDWORK_START: event.started,
        Basis.PUBLICATION: event.published,
    }
    return days[basis]


def opened(known: Known, regime_began: date) -> date:
    """The day a body's clock starts if nobody has judged it: its own first day, or the regime's if that is later."""
    return max(known.body.opened or regime_began, regime_began)
