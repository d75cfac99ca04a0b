"""What a duty is counted from: the facts that start its clock, and whether it stands at all.

Each start has a key that stays the same while those facts do. A day that no source gives is never estimated: where the
rule counts from one and the framework allows another in its place, that one is used and the reasons say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from inspectorate.due.days import basis_day, from_next, opened
from inspectorate.due.editions import Governed
from inspectorate.due.known import Known, fulfilled, is_open, position
from inspectorate.due.model import Reason
from inspectorate.due.plan import DutyPlan
from inspectorate.due.setting_anchors import judged, notices
from inspectorate.due.start import ONE_DAY, Start
from inspectorate.due.year_starts import OnPathway, year_starts
from inspectorate.due.years import days_around, fits
from inspectorate.framework.model import Anchor, EventKind
from inspectorate.history.model import DecisionKind, Finding, FindingKind, Inspection

ANSWERED = frozenset({FindingKind.PRIORITY_ACTION, FindingKind.CONCERN})
"""The findings that a duty answers which names none."""


def starts(on: OnPathway, plan: DutyPlan) -> Iterator[Start]:
    """The starts of the obligations that a duty makes now: none where it is done, several for several findings."""
    known, under, regime_began = on.known, on.under, on.began
    anchor = plan.duty.anchor
    if on.year and anchor is Anchor.INSPECTION_YEAR:
        yield from year_starts(on, plan, on.year, opened(known, regime_began))
    elif plan.duty.registered and not fits(plan, known.body.opened, days_around(known.as_of)):
        return
    elif anchor is Anchor.FINDING:
        yield from _findings(known, plan)
    elif anchor is Anchor.REQUEST:
        yield from _requests(known)
    elif anchor is Anchor.NOTICE:
        yield from notices(known, plan)
    elif anchor is Anchor.JUDGED:
        yield from judged(known, under, plan)
    elif anchor is Anchor.YEAR:
        yield _year(known, plan, regime_began)
    elif anchor is Anchor.LAST_OF_EVENT:
        yield _last_of_event(known, under, plan, regime_began)
    else:
        yield from _counted(known, under, plan, regime_began)


def _from_opening(known: Known, plan: DutyPlan, regime_began: date) -> Start:
    day = opened(known, regime_began)
    counted, reasons = from_next(day, plan)
    told = Reason("from_opening", {"day": day, "vested": known.body.opened == day, **_type(known)})
    return Start("opened", counted, day - ONE_DAY, (told, *reasons))


def _type(known: Known) -> dict[str, object]:
    """A setting's type, for sentences that name what came into being by registration."""
    return {"type": known.kind} if known.body.registrations else {}


def _from_last(known: Known, under: Governed, plan: DutyPlan, regime_began: date) -> Start:
    if under.last is None or plan.duty.anchor is Anchor.OPENED:
        return _from_opening(known, plan, regime_began)
    day, reasons = basis_day(under.last, plan)
    if day and day < regime_began and not plan.event.graded:
        # What a regime brought in could not be due before the regime was there; inspections go on from the old clock.
        day, reasons = regime_began, (*reasons, Reason("from_regime", {"day": regime_began}))
    return Start(under.last.id, day, under.last.carried_out, reasons)


def _counted(known: Known, under: Governed, plan: DutyPlan, regime_began: date) -> Iterator[Start]:
    """From the last graded inspection, or from the opening: once, or as one of a series."""
    first = _from_last(known, under, plan, regime_began)
    if plan.event.graded:
        yield first
        return
    done = carried_out(known, under, plan)
    wanted = plan.duty.series or (None if plan.duty.every else 1)
    if wanted is not None and len(done) >= wanted:
        return
    facts = {"event": plan.duty.event, "done": len(done), "of": wanted, "edition": plan.edition}
    counting = (Reason("series", facts), *_stand_ins(done, plan))
    key = f"{first.key}.{len(done) + 1}"
    if not done or plan.duty.every is None:
        yield Start(key, first.day, first.since, first.reasons + counting)
        return
    day, reasons = basis_day(done[-1], plan)
    yield Start(key, day, done[-1].carried_out, reasons + counting, repeat=True)


def carried_out(known: Known, under: Governed, plan: DutyPlan) -> list[Inspection]:
    """The events that answer a duty and were carried out since the last graded inspection."""
    since = position(under.last) if under.last else None
    events = (event for event in known.events if event.event in plan.answers and event.regime in under.plan.regimes)
    return [event for event in events if since is None or position(event) > since]


def _stand_ins(done: list[Inspection], plan: DutyPlan) -> tuple[Reason, ...]:
    return tuple(
        Reason("takes_place", {**_event_facts(event, plan), "of": plan.duty.event})
        for event in done
        if event.event != plan.duty.event
    )


def _event_facts(event: Inspection, plan: DutyPlan) -> dict[str, object]:
    return {"inspection": event.id, "event": event.event, "day": event.carried_out, "edition": plan.edition}


def _last_of_event(known: Known, under: Governed, plan: DutyPlan, regime_began: date) -> Start:
    events = [event for event in known.events if event.event in plan.answers and event.regime in under.plan.regimes]
    if not events:
        return _from_last(known, under, plan, regime_began)
    day, reasons = basis_day(events[-1], plan)
    last = Reason("last_of_event", _event_facts(events[-1], plan))
    return Start(events[-1].id, day, events[-1].carried_out, (last, *reasons, *_stand_ins(events[-1:], plan)))


def _year(known: Known, plan: DutyPlan, regime_began: date) -> Start:
    """This calendar year's, or next year's where this year's has been carried out."""
    year = known.as_of.year
    done = [event for event in known.events if event.event in plan.answers and _in_year(event, year)]
    reasons = tuple(Reason("last_of_event", _event_facts(event, plan)) for event in done[-1:])
    year += bool(done)
    first = date(year, 1, 1)
    since = max(first, opened(known, regime_began)) - ONE_DAY
    return Start(str(year), first, since, reasons + _stand_ins(done[-1:], plan))


def _in_year(event: Inspection, year: int) -> bool:
    return event.carried_out is not None and event.carried_out.year == year


def _findings(known: Known, plan: DutyPlan) -> Iterator[Start]:
    """One start for each finding that nobody has confirmed; an action plan is done once there is one."""
    for finding in known.findings:
        wanted = finding.kind in (plan.duty.findings or ANSWERED)
        event = known.inspection(finding.inspection)
        if wanted and is_open(finding, known.as_of) and not _planned(known, plan, event):
            day, reasons = basis_day(event, plan) if event else (None, ())
            yield Start(finding.id, day, None, (finding_reason(finding, "open_finding"), *reasons), finding=finding)


def _planned(known: Known, plan: DutyPlan, event: Inspection | None) -> bool:
    """Whether the duty is an action plan, and one has come since the event that asked for it."""
    later = (other for other in known.events if event and position(other) > position(event))
    return plan.event.kind is EventKind.ACTION_PLAN and any(other.event in plan.answers for other in later)


def finding_reason(finding: Finding, rule: str) -> Reason:
    """A reason that tells of a finding: what, by whom, by when, and who confirms it."""
    facts = {
        "finding": finding.id,
        "kind": finding.kind.value,
        "text": finding.text,
        "inspection": finding.inspection,
        "put_right_by": finding.put_right_by,
        "responsible": finding.responsible,
        "confirmer": finding.confirmer,
    }
    return Reason(rule, facts)


def _requests(known: Known) -> Iterator[Start]:
    for made in known.decisions:
        granted = made.kind is DecisionKind.REINSPECT_ON_REQUEST and made.in_force(known.as_of)
        if granted and not fulfilled(made, known):
            yield Start(made.id, made.made_on, made.made_on - ONE_DAY, decision=made)
