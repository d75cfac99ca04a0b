"""The chain of reasons: which inspection, which grades, which pathway, which duty, each with the facts it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from inspectorate.due.editions import Governed, made_under
from inspectorate.due.known import Known
from inspectorate.due.model import Reason, Window
from inspectorate.due.plan import DutyPlan, PathwayPlan, Plan
from inspectorate.due.start import Start
from inspectorate.framework.library import Library
from inspectorate.framework.model import Confidence, Rule
from inspectorate.history.model import Body, Inspection


def stated(plan: Plan, rule: Rule, name: str, facts: Mapping[str, object]) -> Reason:
    """A reason that a rule of an edition gives, with the title of its source and how sure we are of it."""
    source = plan.edition.sources.get(rule.source)
    return Reason(name, facts, source.title if source else rule.source, rule.confidence)


def judged_reasons(known: Known, library: Library, under: Governed) -> tuple[Reason, ...]:
    """Why the body is where it is, before any pathway: its last judgement, or that there is none."""
    return tuple(_judged(known, library, under, under.last) if under.last else _unjudged(known, library, under))


def _judged(known: Known, library: Library, under: Governed, last: Inspection) -> Iterator[Reason]:
    edition, choice = under.plan.id, under.choice
    yield Reason("last_graded", inspection_facts(library, last, known.body))
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
        facts |= (
            {"inspection": None} if not before.graded else inspection_facts(library, before.graded[-1], before.body)
        )
        yield Reason("predecessor", facts, confidence=Confidence.UNVERIFIED)


def inspection_facts(library: Library, event: Inspection, body: Body) -> dict[str, object]:
    """What a reason keeps of an inspection."""
    made = made_under(library, event, body)
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
    asked = pathway.pathway.when.judgements()
    grades = {name: grade for name, grade in zip(under.plan.read, under.reading.grades, strict=False) if name in asked}
    return stated(under.plan, pathway.pathway, pathway.reason, {"grades": grades, "certain": under.choice.certain})


def duty_reason(under: Governed, plan: DutyPlan, start: Start, found: Window) -> Reason:
    """The duty, what it counts from, and the window that it gives before pauses and decisions."""
    duty = plan.duty
    facts: dict[str, object] = {
        "event": duty.event,
        "purpose": duty.purpose,
        "anchor": duty.anchor.value,
        "basis": duty.basis.value,
        "repeat": start.repeat,
        "from": start.day,
        "earliest": found.earliest,
        "usual": found.usual,
        "latest": found.latest,
        "statutory": duty.statutory,
    }
    if start.owed:
        facts |= {"nth": duty.nth, "year": start.owed.year.label}
    return stated(under.plan, duty, plan.reason, facts)
