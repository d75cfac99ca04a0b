"""What duties of settings are counted from: compliance notices, and events whose grades call for something."""

from __future__ import annotations

from collections.abc import Iterator

from inspectorate.due.days import basis_day
from inspectorate.due.editions import Governed
from inspectorate.due.known import Known, position
from inspectorate.due.model import Reason
from inspectorate.due.plan import DutyPlan
from inspectorate.due.start import Start
from inspectorate.history.model import Inspection, Notice


def notices(known: Known, plan: DutyPlan) -> Iterator[Start]:
    """One start for each notice whose day nothing has followed up: an event on a later day does."""
    for notice in known.notices:
        day = notice.put_right_by
        done = (event.carried_out for event in known.events if event.event in plan.answers)
        if day and not any(on is not None and on > day for on in done):
            yield Start(notice.id, day, day, (_notice_reason(notice),))


def _notice_reason(notice: Notice) -> Reason:
    facts = {"notice": notice.id, "served_on": notice.served_on, "put_right_by": notice.put_right_by}
    return Reason("open_notice", facts)


def judged(known: Known, under: Governed, plan: DutyPlan) -> Iterator[Start]:
    """From the newest event, the last graded inspection or one after it, whose grades are what the duty names."""
    for event in reversed(known.events):
        if event.regime in under.plan.regimes and not plan.asked.isdisjoint(event.grades):
            met = _meets(event, under, plan)
            if met is not False:
                yield from _caused(known, under, plan, event, unsure=met is None)
                return
        if event is under.last:
            return


def _meets(event: Inspection, under: Governed, plan: DutyPlan) -> bool | None:
    """Whether an event's grades are what a duty names; what it did not judge is none of them."""
    if plan.duty.after.evaluate(event.grades, under.plan.scale):
        return True
    return None if any(event.grades.get(name, "") is None for name in plan.asked) else False


def _caused(known: Known, under: Governed, plan: DutyPlan, event: Inspection, *, unsure: bool) -> Iterator[Start]:
    """The start that an event gives, unless the duty has been carried out since."""
    later = (other for other in known.events if other.event in plan.answers and other.regime in under.plan.regimes)
    if not any(position(other) > position(event) for other in later):
        day, reasons = basis_day(event, plan)
        told = Reason("judged", _judged_facts(event, under))
        yield Start(event.id, day, event.carried_out, (told, *reasons), unsure=unsure)


def _judged_facts(event: Inspection, under: Governed) -> dict[str, object]:
    facts = {"inspection": event.id, "event": event.event, "day": event.carried_out}
    return {**facts, "grades": dict(event.grades), "edition": under.plan.id}
