"""What pages say of decisions: kinds in words, what each answers, and where it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from inspectorate.due.labels import Labels, capital, day_text
from inspectorate.framework.library import Library
from inspectorate.history.model import Decision as FrozenDecision
from inspectorate.history.model import DecisionKind
from inspectorate.webapp.programme.models import Decision

DECISIONS = {
    DecisionKind.DEFER: "Deferred",
    DecisionKind.PAUSE: "Paused",
    DecisionKind.BRING_FORWARD: "Brought forward",
    DecisionKind.CONVERT: "Converted",
    DecisionKind.EXEMPT: "Exempted from a rule",
    DecisionKind.REINSPECT_ON_REQUEST: "Re-inspection granted on request",
    DecisionKind.INSPECT_AGAIN: "To be inspected again this year",
    DecisionKind.NO_SECOND: "No second inspection this year",
    DecisionKind.VISIT: "To be visited",
}
DEEDS = {
    DecisionKind.DEFER: "Defer",
    DecisionKind.PAUSE: "Pause",
    DecisionKind.BRING_FORWARD: "Bring forward",
    DecisionKind.CONVERT: "Convert to another event",
    DecisionKind.EXEMPT: "Exempt from the rule",
    DecisionKind.REINSPECT_ON_REQUEST: "Grant a re-inspection on request",
    DecisionKind.INSPECT_AGAIN: "Inspect again this year",
    DecisionKind.NO_SECOND: "Have no second inspection this year",
    DecisionKind.VISIT: "Have it visited",
}


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision as the authority's page tells it."""

    id: int
    title: str
    about: str
    taken: str
    by: str
    reason: str
    detail: str
    state: str
    stands: bool


def decision_rows(
    decisions: Sequence[Decision], library: Library, today: date, idle: Collection[str] = ()
) -> list[DecisionRow]:
    """Decisions, newest first, with where each stands today; ``idle`` are the ids on which nothing rests any more."""
    return [
        DecisionRow(
            id=row.pk,
            title=DECISIONS[DecisionKind(row.kind)],
            about=_about(row, library),
            taken=day_text(row.taken_on),
            by=row.recorded_by,
            reason=row.reason,
            detail=capital(", ".join(_details(row, library))),
            state=_state(row, today, spent=str(row.pk) in idle),
            stands=row.ended_at is None,
        )
        for row in decisions
    ]


def in_few_words(row: Decision | FrozenDecision) -> str:
    """A decision as a list shows it: ``Deferred until 4 May 2027``."""
    until = f" until {day_text(row.until)}" if row.until else ""
    return f"{DECISIONS[DecisionKind(row.kind)]}{until}"


def _about(row: Decision, library: Library) -> str:
    """What the decision answers: the event whose rule its key or its exemption names."""
    rule = row.rule or rule_of(row.obligation)
    return event_of_rule(library, row.edition.edition, rule) if rule else "All that is due"


def rule_of(key: str) -> str:
    """The rule that an obligation's key (``body/rule/anchor``) names."""
    return key.partition("/")[2].partition("/")[0]


def event_of_rule(library: Library, edition: str, rule: str) -> str:
    """The event that a rule (``regime.pathway.duty``) makes due; where the library lacks it, the duty's own words."""
    _, _, name = rule.partition(".")
    pathway, _, duty = name.partition(".")
    held = library.editions.get(edition)
    if held is None or pathway not in held.pathways or duty not in held.pathways[pathway].due:
        return capital((duty or rule).replace("_", " "))
    made = held.pathways[pathway].due[duty]
    return capital(Labels(library, edition).event(made.event, made.purpose))


def _details(row: Decision, library: Library) -> Iterator[str]:
    visit = row.kind == DecisionKind.VISIT
    if row.until:
        yield f"{'by' if visit else 'until'} {day_text(row.until)}"
    if visit:
        event = Labels(library, row.edition.edition).event(row.event)
        yield f"{event} on {row.topic}" if row.topic else event
    elif row.event:
        yield f"becomes {Labels(library, row.edition.edition).event(row.event)}"
    if row.rule:
        yield "lifts the rule"


def _state(row: Decision, today: date, *, spent: bool) -> str:
    if row.ended_on is not None and row.ended_on <= today:
        return f"Ended on {day_text(row.ended_on)} by {row.ended_by}: {row.ended_reason}"
    if row.expires is not None and row.expires < today:
        return f"Expired on {day_text(row.expires)}"
    if spent:
        return "Stands, but nothing rests on it any more: the facts that it answered have changed"
    return f"Stands until {day_text(row.expires)}" if row.expires else "Stands"
