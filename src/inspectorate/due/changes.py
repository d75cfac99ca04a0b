"""What would change an obligation: other grades, a missing day, a record, a visit, a person's decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from inspectorate.due.anchors import finding_reason
from inspectorate.due.decisions import Answer
from inspectorate.due.editions import Governed
from inspectorate.due.grades import Read, Switch, switches
from inspectorate.due.model import Reason
from inspectorate.due.plan import DutyPlan, PathwayPlan, Plan
from inspectorate.due.start import Start
from inspectorate.framework.model import Anchor
from inspectorate.history.model import Finding

DECIDE = Reason("would_decision", {"kinds": ("defer", "pause", "bring_forward", "convert", "exempt")})
"""What a person may decide of any obligation."""


def would_change(
    under: Governed, plan: DutyPlan, start: Start, answer: Answer, gap: date | None, findings: Iterable[Finding]
) -> tuple[Reason, ...]:
    """Everything that would give the body another obligation than this one, the facts first and then decisions."""
    return tuple(_changes(under, plan, start, answer, gap, findings))


def _changes(
    under: Governed, plan: DutyPlan, start: Start, answer: Answer, gap: date | None, findings: Iterable[Finding]
) -> Iterator[Reason]:
    if under.last and not under.choice.certain:
        for judgement in under.choice.missing:
            facts = {"judgement": judgement, "inspection": under.last.id, "edition": under.plan.id}
            yield Reason("would_known_grade", facts)
    elif under.last:
        yield from _other_grades(under.plan, under.reading.grades, plan)
    for reason in start.reasons:
        if reason.rule in ("other_day", "no_day"):
            yield Reason("would_day", {"inspection": reason.facts["inspection"], "wanted": reason.facts["wanted"]})
    if gap:
        yield Reason("would_record", {"events": tuple(sorted(plan.answers)), "first": gap, "edition": under.plan.id})
    if plan.event.graded:
        yield from (finding_reason(finding, "would_finding") for finding in findings)
    if answer.year and answer.second is None:
        yield Reason("would_second", {"year": answer.year})
    if answer.decision:
        yield Reason("would_end", {"decision": answer.decision})
    yield DECIDE


@lru_cache(maxsize=65536)
def _other_grades(edition: Plan, grades: Read, plan: DutyPlan) -> tuple[Reason, ...]:
    """The grades that lead to a pathway on which this duty is not the same."""
    moving = (one for one in switches(edition, grades) if _counterpart(one.pathway, plan) != _terms(plan))
    return tuple(_other_grade(edition, switch) for switch in moving)


def _counterpart(pathway: PathwayPlan, plan: DutyPlan) -> object:
    if plan.event.graded and plan.duty.anchor is not Anchor.REQUEST:
        return _terms(pathway.graded) if pathway.graded else None
    return next((_terms(other) for other in pathway.duties if other.duty.event == plan.duty.event), None)


def _terms(plan: DutyPlan) -> object:
    duty = plan.duty
    counted = duty.anchor, duty.from_next, duty.earliest, duty.usual, duty.latest, duty.every, duty.series
    return duty.event, duty.purpose, counted, duty.nth, duty.only_if_decided, duty.may_slip


def _other_grade(edition: Plan, switch: Switch) -> Reason:
    graded = switch.pathway.graded
    facts = {
        "judgement": switch.judgement,
        "grades": switch.grades,
        "edition": edition.id,
        "pathway": switch.pathway.id,
        "event": graded.duty.event if graded else None,
        "purpose": graded.duty.purpose if graded else None,
    }
    return Reason("would_grade", facts)
