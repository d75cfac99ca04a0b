"""The chain of reasons: which inspection, which grades, which pathway, which duty, each with the facts it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from inspectorate.due.editions import Governed, made_under
from inspectorate.due.grades import Read
from inspectorate.due.known import Known
from inspectorate.due.model import Reason, Window
from inspectorate.due.plan import DutyPlan, PathwayPlan, Plan
from inspectorate.due.start import Start
from inspectorate.framework.library import Library
from inspectorate.framework.model import Confidence, Rule
from inspectorate.history.model import Inspection


def stated(plan: Plan, rule: Rule, name: str, facts: Mapping[str, object]) -> Reason:
    """A reason that a rule of an edition gives, with the title of its source and how sure we are of it."""
    source = plan.edition.sources.get(rule.source)
    return Reason(name, facts, source.title if source else rule.source, rule.confidence)


def judged_reasons(known: Known, library: Library, under: Governed) -> tuple[Reason, ...]:
    """Why the body is where it is, before any pathway: its last judgement, or that there is none."""
    return tuple(_judged(under, under.last) if under.last else _unjudged(known, library, under))


def _judged(under: Governed, last: Inspection) -> Iterator[Reason]:
    edition, choice = under.plan.id, under.choice
    yield Reason("last_graded", inspection_facts(last, under.made))
    for judgement, (inspection, told, made_in) in sorted(under.reading.places.items()):
        if inspection != last.id or told != judgement:
            facts = {"judgement": judgement, "inspection": inspection, "told": told, "told_in": made_in}
            yield Reason("read_from", {"edition": edition, **facts})
    if under.instead_of:
        yield _carried_over(under, choice.pathways[0], under.instead_of)
    if not choice.certain:
        pathways = tuple(pathway.id for pathway in choice.pathways)
        open_ = {"missing": choice.missing, "pathways": pathways}
        yield Reason("pathway_unknown", {"edition": edition, "inspection": last.id, **open_})


def _carried_over(under: Governed, pathway: PathwayPlan, instead_of: Plan) -> Reason:
    facts = {
        "edition": under.plan.id,
        "pathway": pathway.id,
        "instead_of": instead_of.id,
        "until": pathway.pathway.carries_over_until,
    }
    return stated(under.plan, pathway.pathway, "carried_over", facts)


def _unjudged(known: Known, library: Library, under: Governed) -> Iterator[Reason]:
    yield Reason("unjudged", {"edition": under.plan.id, "regimes": tuple(sorted(under.plan.regimes))})
    for before in known.predecessors:
        facts: dict[str, object] = {"body": before.body.id, "name": before.body.name, "opened": known.body.opened}
        facts |= {"setting": True} if known.body.registrations else {}
        last = before.graded[-1] if before.graded else None
        facts |= inspection_facts(last, made_under(library, last, before.body)) if last else {"inspection": None}
        yield Reason("predecessor", facts, confidence=Confidence.UNVERIFIED)


def inspection_facts(event: Inspection, made: Plan | None) -> dict[str, object]:
    """What a reason keeps of an inspection, and of the edition that it was made under."""
    return {
        "inspection": event.id,
        "regime": event.regime,
        "edition": made.id if made else None,
        "event": event.event,
        "purpose": event.purpose,
        "started": event.started,
        "ended": event.ended,
        "published": event.published,
        "grades": dict(event.grades),
    }


def pathway_reason(under: Governed, pathway: PathwayPlan) -> Reason:
    """The pathway, and the grades that it was chosen by."""
    return _pathway_reason(under.plan, pathway, under.reading.grades, under.choice.certain)


@lru_cache(maxsize=8192)
def _pathway_reason(plan: Plan, pathway: PathwayPlan, read: Read, certain: bool) -> Reason:
    asked = pathway.pathway.when.judgements()
    grades = {name: grade for name, grade in zip(plan.read, read, strict=False) if name in asked}
    return stated(plan, pathway.pathway, pathway.reason, {"grades": grades, "certain": certain})


def duty_reason(plan: DutyPlan, start: Start, found: Window) -> Reason:
    """The duty, what it counts from, and the window that it gives before pauses and decisions."""
    facts = {
        **plan.facts,
        "repeat": start.repeat,
        "from": start.day,
        "earliest": found.earliest,
        "usual": found.usual,
        "latest": found.latest,
    }
    if start.owed:
        facts |= {"nth": plan.duty.nth, "year": start.owed.label}
    return Reason(plan.reason, facts, plan.source, plan.duty.confidence)
