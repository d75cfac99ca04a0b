"""One obligation made out of one duty and one start: its window, its status, and the whole chain of reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from inspectorate.due.anchors import carried_out, finding_reason
from inspectorate.due.chain import duty_reason, stated
from inspectorate.due.changes import would_change
from inspectorate.due.decisions import Answer, decided, request_reason, standstills
from inspectorate.due.editions import Governed
from inspectorate.due.known import Known
from inspectorate.due.model import DueStatus, Obligation, Reason, Window
from inspectorate.due.plan import DutyPlan, PathwayPlan
from inspectorate.due.standings import Stood, standing_reason, waited, waiting
from inspectorate.due.start import Start
from inspectorate.due.status import first_uncovered, spans, status
from inspectorate.due.windows import Standstill, moved, window
from inspectorate.framework.library import Library
from inspectorate.history.model import DecisionKind, Finding


@dataclass(frozen=True, slots=True)
class Case:
    """One body under one edition on one day: the day its regime began, the reasons that all its obligations share,
    its findings that nobody has confirmed, and its standings on the register that the edition has a rule for."""

    known: Known
    library: Library
    under: Governed
    began: date
    reasons: tuple[Reason, ...]
    findings: tuple[Finding, ...]
    stood: tuple[Stood, ...] = ()

    @property
    def pauses(self) -> bool:
        """Whether the framework or a person may have paused anything."""
        return bool(self.under.plan.pauses or self.known.decisions)


@dataclass(frozen=True, slots=True)
class Awaited:
    """A series that comes first and is not known to be complete. ``gap``: the first day on which no record covers it;
    without one it is known to be incomplete."""

    event: str
    done: int
    of: int
    gap: date | None

    def facts(self, edition: str) -> dict[str, object]:
        """What reasons keep of it."""
        return {"event": self.event, "done": self.done, "of": self.of, "gap": self.gap, "edition": edition}


def obligation(case: Case, pathway: PathwayPlan, plan: DutyPlan, start: Start, on: Reason) -> Obligation:
    """The obligation that a duty makes from a start; ``on`` is the reason that puts the body on the pathway."""
    known, under = case.known, case.under
    key = f"{known.body.id}/{plan.rule}/{start.key}"
    first = window(start, plan.duty)
    found, late = waited(case.stood, plan, start.day, first) if case.stood else (first, [])
    found, moves = moved(found, start.day or date.min, _pauses(case, plan, key)) if case.pauses else (found, [])
    answer = decided(known, under.plan, key, plan.rule, _before_decisions(case, plan, start, found, moves))
    awaited = None if answer.brought or start.decision else _awaited(case, pathway, plan)
    waits = () if answer.brought or not case.stood else waiting(case.stood, plan)
    gap = first_uncovered(known, spans(case.library, known.kind, under.plan, plan), start.since)
    gap = None if start.finding else gap
    chain = [*case.reasons, on, duty_reason(plan, start, first), *start.reasons]
    if late or moves or case.findings:
        chain += _moved_by(case, plan, late, moves, found.latest)
    if awaited:
        chain.append(Reason("after_series", awaited.facts(under.plan.id)))
    if start.decision:
        chain.append(request_reason(start.decision))
    if answer.year:
        chain.append(Reason("only_if_decided", {"year": answer.year}))
    if answer.reasons or waits:
        chain += (*answer.reasons, *(standing_reason(under.plan, one) for one in waits))
    if gap:
        chain.append(Reason("not_covered", _gap_facts(under, plan, gap, known.as_of)))
    changes = would_change(under, plan, start, answer, gap, case.findings)
    if awaited or waits:
        changes = (*_would_wait(under, awaited, waits), *changes)
    return Obligation(
        body=known.body.id,
        regime=under.plan.regime,
        edition=under.plan.id,
        event=answer.event,
        purpose=answer.purpose,
        graded=under.plan.edition.events[answer.event].graded,
        window=answer.window,
        status=_status(case, answer, start, gap, awaited, bool(waits)),
        key=key,
        reasons=tuple(chain),
        would_change=changes,
        decision=answer.decision,
        statutory=plan.duty.statutory,
        year=start.owed.label if start.owed else None,
    )


def _before_decisions(
    case: Case, plan: DutyPlan, start: Start, found: Window, moves: list[tuple[Standstill, int]]
) -> Answer:
    """The obligation as rules, pauses and a granted request leave it; nothing is due while a pause stops it."""
    year = start.owed.label if start.owed and plan.duty.only_if_decided else None
    if not moves and not start.decision:
        return Answer(plan.duty.event, plan.duty.purpose, found, year=year)
    paused = any(pause.first <= case.known.as_of <= pause.last for pause, _ in moves)
    by = [pause.decision for pause, _ in moves if pause.decision]
    by += [start.decision.id] if start.decision else []
    return Answer(plan.duty.event, plan.duty.purpose, found, held=paused, decision=by[-1] if by else None, year=year)


def _pauses(case: Case, plan: DutyPlan, key: str) -> Iterator[Standstill]:
    """The framework's pauses that stop the event, and people's."""
    edition = case.under.plan
    for pause in edition.pauses:
        if pause.stops(plan.duty.event):
            rule = pause.pause
            facts: dict[str, object] = {"first": rule.first, "last": rule.last}
            yield Standstill(rule.first, rule.last, stated(edition, rule, pause.reason, facts))
    yield from standstills(case.known, key, plan.rule)


def _moved_by(
    case: Case, plan: DutyPlan, late: list[Stood], moves: list[tuple[Standstill, int]], latest: date | None
) -> Iterator[Reason]:
    """What moved the window on, and what is to be raised when it opens."""
    yield from (standing_reason(case.under.plan, one, latest=latest) for one in late)
    for pause, days in moves:
        yield replace(pause.reason, facts={**pause.reason.facts, "days": days})
    yield from _raised(case, plan)


def _would_wait(under: Governed, awaited: Awaited | None, waits: tuple[Stood, ...]) -> Iterator[Reason]:
    if awaited:
        yield Reason("would_series", awaited.facts(under.plan.id))
    if waits:
        yield Reason("would_register", {})


def _awaited(case: Case, pathway: PathwayPlan, plan: DutyPlan) -> Awaited | None:
    """The series that a duty comes after, unless the record shows that it is complete."""
    if plan.duty.after_series_of is None or case.under.last is None:
        return None
    before = next(other for other in pathway.duties if other.id == plan.duty.after_series_of)
    of = before.duty.series or 0
    done = len(carried_out(case.known, case.under, before))
    if done >= of:
        return None
    searched = spans(case.library, case.known.kind, case.under.plan, before)
    gap = first_uncovered(case.known, searched, case.under.last.carried_out)
    return Awaited(before.duty.event, done, of, gap)


def _raised(case: Case, plan: DutyPlan) -> Iterator[Reason]:
    """The findings to raise at an annual conversation: past the day agreed for them (or with none), unconfirmed."""
    if plan.conversation:
        for finding in case.findings:
            if finding.put_right_by is None or finding.put_right_by < case.known.as_of:
                yield finding_reason(finding, "finding_to_raise")


def _gap_facts(under: Governed, plan: DutyPlan, gap: date, as_of: date) -> dict[str, object]:
    return {"events": tuple(sorted(plan.answers)), "first": gap, "as_of": as_of, "edition": under.plan.id}


def _status(
    case: Case, answer: Answer, start: Start, gap: date | None, awaited: Awaited | None, waits: bool
) -> DueStatus:
    """The status, first as the register or a decision about a second inspection has it, then by the window.

    Within the window an event that comes first makes it not yet, or unknown where no record tells.
    """
    if answer.second is DecisionKind.NO_SECOND:
        return DueStatus.NOT_OWED
    if waits and not answer.held:
        return DueStatus.WAITS
    if start.unsure and not answer.held:
        return DueStatus.UNKNOWN
    as_of, started = case.known.as_of, start.day is not None
    found = status(answer.window, as_of, covered=gap is None, started=started, held=answer.held)
    if answer.year and answer.second is None and not (answer.brought or answer.held):
        return DueStatus.UNKNOWN if found is DueStatus.UNKNOWN else DueStatus.AWAITS_DECISION
    if found is DueStatus.OPEN and awaited:
        return DueStatus.UNKNOWN if awaited.gap else DueStatus.NOT_YET
    if found is DueStatus.OPEN and _first_owed(start) and not answer.brought:
        return DueStatus.NOT_YET
    return found


def _first_owed(start: Start) -> bool:
    """Whether it is a year's second inspection, and the first is still owed."""
    return start.owed is not None and start.owed.second and start.owed.first is None
