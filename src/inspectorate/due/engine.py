"""Who is due what, when, and why: from what was known of one body on a day, and people's decisions, to obligations."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date

from inspectorate.due.anchors import ANSWERED, starts
from inspectorate.due.chain import judged_reasons, pathway_reason
from inspectorate.due.editions import Governed, governed
from inspectorate.due.known import Known, is_open, knowledge
from inspectorate.due.model import DueStatus, Obligation, Reason
from inspectorate.due.obligation import Case, obligation
from inspectorate.due.plan import PathwayPlan
from inspectorate.due.reigns import reign
from inspectorate.due.standings import stood
from inspectorate.due.visits import visits
from inspectorate.due.year_starts import on_pathway
from inspectorate.framework.library import Library
from inspectorate.history.model import Decision, History


@dataclass(frozen=True, slots=True)
class Alternative:
    """What one pathway asks for: the key of its start, the event and purpose before any decision, the obligation."""

    start: str
    event: str
    purpose: str
    found: Obligation

    @property
    def asked(self) -> tuple[str, str, str]:
        """What the pathways have in common where they ask for the same."""
        return self.start, self.event, self.purpose


def due(
    history: History, library: Library, as_of: date, *, regimes: Collection[str] | None = None
) -> tuple[Obligation, ...]:
    """What one body owes on ``as_of``, soonest first, from the facts and decisions known by then.

    The edition in force on that day governs, unless a pathway of an earlier regime carries over. ``regimes`` asks
    instead what the named regimes, or editions by their id, would say: drafts too. A closed body owes nothing, nor does
    a setting that is off the register.
    Raises ``KeyError`` where ``regimes`` names what the library does not hold.
    """
    if not history.body.is_open(as_of):
        return ()
    known = knowledge(history, as_of)
    if not known.registered:
        return ()
    cases = [_case(known, library, under) for under in governed(known, library, regimes)]
    found = [owed for case in cases for owed in _owed(case)]
    if known.decisions:
        found += visits(known, [case.under.plan for case in cases])
    return tuple(sorted(found, key=soonest))


def idle_decisions(history: History, library: Library, as_of: date) -> tuple[Decision, ...]:
    """Decisions in force on ``as_of`` that no obligation rests on: the facts that they answered have changed."""
    told = {
        reason.facts.get("decision") for owed in due(history, library, as_of) for reason in owed.reasons
    }  # a decision that was read but could not be applied is told, and so not idle
    made = knowledge(history, as_of).decisions
    return tuple(one for one in made if one.in_force(as_of) and one.id not in told)


def soonest(owed: Obligation) -> tuple[date, str]:
    """The order of a due list: by the first day of the window that is known, those without one last."""
    found = owed.window
    return found.earliest or found.usual or found.latest or date.max, owed.key


def _case(known: Known, library: Library, under: Governed) -> Case:
    found = reign(library, under.plan.regime, known.kind)
    return Case(
        known=known,
        library=library,
        under=under,
        began=found.first if found else under.plan.edition.edition,
        reasons=judged_reasons(known, library, under),
        findings=tuple(one for one in known.findings if one.kind in ANSWERED and is_open(one, known.as_of)),
        stood=stood(known, under.plan) if under.plan.standings else (),
    )


def _owed(case: Case) -> list[Obligation]:
    choice = case.under.choice
    by_pathway = [list(_on_pathway(case, pathway)) for pathway in choice.pathways]
    if choice.certain:
        return [one.found for owed in by_pathway for one in owed]
    return _undecided(by_pathway)


def _on_pathway(case: Case, pathway: PathwayPlan) -> Iterator[Alternative]:
    """The obligations of one pathway.

    A re-inspection that was granted on request stands in the place of the usual one.
    """
    reason = pathway_reason(case.under, pathway)
    on = on_pathway(case.known, case.library, case.under, pathway, case.began)
    found = [(plan, start) for plan in pathway.duties for start in starts(on, plan)]
    granted = {(plan.duty.event, plan.duty.purpose) for plan, start in found if start.decision}
    for plan, start in found:
        if start.decision or (plan.duty.event, plan.duty.purpose) not in granted:
            yield Alternative(
                start.key, plan.duty.event, plan.duty.purpose, obligation(case, pathway, plan, start, reason)
            )


def _undecided(by_pathway: list[list[Alternative]]) -> list[Obligation]:
    """Where the grades leave several pathways open, what all of them ask for is due; what some ask for is unknown.

    A decision about what one of them asks for sets it apart from what the others ask for, which then say so.
    """
    terms = [{_terms(one) for one in owed} for owed in by_pathway]
    shared = frozenset.intersection(*map(frozenset, terms)) if len(terms) > 1 else frozenset()
    every = [one for owed in by_pathway for one in owed]
    decided = {one.asked: made for one in every if (made := _decision(one.found))}
    kept: dict[object, Obligation] = {}
    for one in every:
        if _terms(one) in shared:
            kept.setdefault(_terms(one), one.found)
        else:
            kept[one.found.key] = replace(_set_apart(one, decided.get(one.asked)), status=DueStatus.UNKNOWN)
    return list(kept.values())


def _decision(found: Obligation) -> Reason | None:
    return next((reason for reason in found.reasons if reason.rule.startswith("decision_")), None)


def _set_apart(one: Alternative, made: Reason | None) -> Obligation:
    """The obligation, with the decision that stands on the same event of another pathway told if there is one."""
    if made is None or _decision(one.found):
        return one.found
    elsewhere = Reason("decision_elsewhere", made.facts, made.source, made.confidence)
    return replace(one.found, reasons=(*one.found.reasons, elsewhere))


def _terms(one: Alternative) -> tuple[object, ...]:
    """What makes obligations of two pathways the same for the body."""
    return one.start, one.found.event, one.found.purpose, one.found.window
