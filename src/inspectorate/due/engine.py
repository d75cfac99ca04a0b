"""Who is due what, when, and why: from what was known of one body on a day, and people's decisions, to obligations."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from inspectorate.due.anchors import starts
from inspectorate.due.chain import judged_reasons, pathway_reason
from inspectorate.due.editions import Governed, governed
from inspectorate.due.known import Known, is_open, knowledge
from inspectorate.due.model import DueStatus, Obligation
from inspectorate.due.obligation import Case, obligation
from inspectorate.due.plan import PathwayPlan
from inspectorate.due.reigns import reign
from inspectorate.framework.library import Library
from inspectorate.history.model import Decision, History


def due(
    history: History, library: Library, as_of: date, *, regimes: Collection[str] | None = None
) -> tuple[Obligation, ...]:
    """What one body owes on ``as_of``, soonest first, from the facts and decisions known by then.

    The edition in force on that day governs, unless a pathway of an earlier regime carries over. ``regimes`` asks
    instead what the named regimes, or editions by their id, would say: drafts too. A closed body owes nothing.
    Raises ``KeyError`` where ``regimes`` names what the library does not hold.
    """
    if not history.body.is_open(as_of):
        return ()
    known = knowledge(history, as_of)
    cases = (_case(known, library, under) for under in governed(known, library, regimes))
    return tuple(sorted((owed for case in cases for owed in _owed(case)), key=soonest))


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
    found = reign(library, under.plan.regime)
    return Case(
        known=known,
        library=library,
        under=under,
        began=found.first if found else under.plan.edition.edition,
        reasons=judged_reasons(known, library, under),
        findings=tuple(finding for finding in known.findings if is_open(finding, known.as_of)),
    )


def _owed(case: Case) -> list[Obligation]:
    choice = case.under.choice
    by_pathway = [list(_on_pathway(case, pathway)) for pathway in choice.pathways]
    if choice.certain:
        return [found for owed in by_pathway for _, found in owed]
    return _undecided(by_pathway)


def _on_pathway(case: Case, pathway: PathwayPlan) -> Iterator[tuple[str, Obligation]]:
    """The obligations of one pathway, each with the key of its start.

    A re-inspection that was granted on request stands in the place of the usual one.
    """
    on = pathway_reason(case.under, pathway)
    found = [(plan, start) for plan in pathway.duties for start in starts(case.known, case.under, plan, case.began)]
    granted = {(plan.duty.event, plan.duty.purpose) for plan, start in found if start.decision}
    for plan, start in found:
        if start.decision or (plan.duty.event, plan.duty.purpose) not in granted:
            yield start.key, obligation(case, pathway, plan, start, on)


def _undecided(by_pathway: list[list[tuple[str, Obligation]]]) -> list[Obligation]:
    """Where the grades leave several pathways open, what all of them ask for is due; what some ask for is unknown."""
    terms = [{_terms(start, found) for start, found in owed} for owed in by_pathway]
    shared = frozenset.intersection(*map(frozenset, terms)) if len(terms) > 1 else frozenset()
    kept: dict[object, Obligation] = {}
    for start, found in (pair for owed in by_pathway for pair in owed):
        if _terms(start, found) in shared:
            kept.setdefault(_terms(start, found), found)
        else:
            kept[found.key] = replace(found, status=DueStatus.UNKNOWN)
    return list(kept.values())


def _terms(start: str, found: Obligation) -> tuple[object, ...]:
    """What makes obligations of two pathways the same for the body."""
    return start, found.event, found.purpose, found.window
