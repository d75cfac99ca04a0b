"""A small invented regime, and short ways to write bodies, inspections and decisions, for tests of what is due.

``second`` follows ``first`` on 1 January 2018. Under ``second`` a good body is due a short inspection after three
years (half a year either way), one that requires improvement a standard one and two focused visits, an inadequate one
four monitoring visits and then a re-inspection. Everybody has a conversation and a self-evaluation in each year.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from inspectorate.due.model import Obligation
from inspectorate.framework.library import Library, library
from inspectorate.framework.model import Edition
from inspectorate.history.model import (
    Body,
    Coverage,
    Decision,
    DecisionKind,
    Finding,
    FindingKind,
    History,
    Inspection,
    Succession,
)

RULE = {"source": "handbook", "confidence": "official"}
SCALE = {
    "outstanding": {"label": "Outstanding", "letter": "O"},
    "good": {"label": "Good", "letter": "G"},
    "requires_improvement": {"label": "Requires improvement", "letter": "R", "equals": {"first": "adequate"}},
    "inadequate": {"label": "Inadequate", "letter": "I"},
}
FIRST_SCALE = {
    **{grade: SCALE[grade] for grade in ("outstanding", "good")},
    "adequate": {"label": "Adequate", "letter": "A"},
    "inadequate": SCALE["inadequate"],
}
OVERALL = {**RULE, "label": "Overall effectiveness", "kind": "overall", "meaning": "overall"}
LEADERS = {**RULE, "label": "Leadership", "meaning": "leadership"}
CARE = {**RULE, "label": "Children in care", "meaning": "in_care"}
LOOKED_AFTER = {**RULE, "label": "Looked-after children", "meaning": "in_care"}


def event(label: str, kind: str = "inspection", **more: Any) -> dict[str, Any]:
    """An event; inspections are graded."""
    return {**RULE, "label": label, "kind": kind, "graded": kind == "inspection", **more}


EVENTS = {
    "short": event("Short inspection"),
    "standard": event("Standard inspection"),
    "focused_visit": event("Focused visit", "focused_visit"),
    "monitoring_visit": event("Monitoring visit", "monitoring_visit"),
    "joint_inspection": event("Joint inspection", "joint_inspection", takes_place_of=["focused_visit"]),
    "annual_conversation": event("Annual conversation", "annual_conversation"),
    "self_evaluation": event("Self-evaluation", "self_evaluation"),
    "internal_audit": event("Internal audit", "internal_audit"),
    "confirmation": event("Confirmation that a concern is put right", "confirmation"),
    "action_plan": event("Action plan", "action_plan"),
}


def duty(event_id: str, anchor: str = "last_graded_inspection", **more: Any) -> dict[str, Any]:
    """A duty; ``within=(30, 36, 42)`` is months earliest, usual and latest."""
    within = more.pop("within", None)
    if within:
        names = ("earliest", "usual", "latest")
        more |= {name: {"months": months} for name, months in zip(names, within, strict=True) if months is not None}
    return {**RULE, "event": event_id, "anchor": anchor, **more}


YEARLY = {
    "conversation": duty("annual_conversation", "calendar_year"),
    "self_evaluation": duty("self_evaluation", "last_of_event", within=(None, 12, 13)),
    "confirm": duty("confirmation", "finding", basis="publication"),
    "plan": duty(
        "action_plan", "finding", basis="publication", latest={"weeks": 14}, findings=["area_for_priority_action"]
    ),
}
SECOND_PATHWAYS: dict[str, dict[str, Any]] = {
    "unjudged": {**RULE, "label": "Never inspected", "unjudged": True, "due": {
        "standard": duty("standard", "opened", within=(12, 24, 36)), **YEARLY}},
    "good": {**RULE, "label": "Good or better", "when": {"overall": {"at_least": "good"}}, "due": {
        "short": duty("short", within=(30, 36, 42)),
        "focused_visit": duty("focused_visit", within=(None, 18, 36)), **YEARLY}},
    "requires_improvement": {**RULE, "label": "Requires improvement", "when": {"overall": "requires_improvement"},
        "due": {
        "standard": duty("standard", within=(30, 36, 42)),
        "focused_visit": duty("focused_visit", series=2, within=(6, 12, 24)), **YEARLY}},
    "inadequate": {**RULE, "label": "Inadequate", "when": {"overall": "inadequate"}, "due": {
        "monitoring": duty("monitoring_visit", series=4, every={"months": 3}, within=(None, 3, 4)),
        "reinspection": duty("standard", purpose="reinspection", after_series_of="monitoring", within=(12, 24, 30)),
        "requested": duty("standard", "request", purpose="reinspection", within=(None, 3, 6)), **YEARLY}},
}  # fmt: skip
FIRST_PATHWAYS: dict[str, dict[str, Any]] = {
    "unjudged": {**RULE, "label": "Never inspected", "unjudged": True, "due": {
        "full": duty("full", "opened", within=(0, 36, 48))}},
    "inadequate": {**RULE, "label": "Inadequate", "when": {"overall": "inadequate"}, "carries_over": True,
        "carries_over_until": "2018-08-31", "due": {
        "reinspection": duty("full", purpose="reinspection", within=(12, 18, 24))}},
    "others": {**RULE, "label": "Not inadequate", "when": {"overall": {"at_least": "adequate"}}, "due": {}},
}  # fmt: skip


def edition(regime: str, first: str, status: str = "in_force", ended: str | None = None, **more: Any) -> Edition:
    """An edition in force from its day on (or a draft), until ``ended``."""
    life = [{"status": status, "first": first}, *([{"status": "superseded", "first": ended}] if ended else [])]
    values: dict[str, Any] = {
        "regime": regime,
        "edition": first,
        "title": f"The {regime} framework",
        "applies_to": ["authority"],
        "life": life,
        "sources": {"handbook": {"title": "The handbook"}},
        "scale": SCALE,
        "headline": "overall",
        "judgements": {"overall": OVERALL, "leadership": LEADERS, "in_care": CARE},
        "events": EVENTS,
    }
    return Edition.model_validate(values | more)


FIRST = edition(
    "first",
    "2013-11-01",
    ended="2018-01-01",
    scale=FIRST_SCALE,
    judgements={"overall": OVERALL, "looked_after": LOOKED_AFTER},
    events={"full": event("Full inspection")},
    pathways=FIRST_PATHWAYS,
)
SECOND = edition("second", "2018-01-01", reads=["first"], pathways=SECOND_PATHWAYS)


def shelf(*editions: Edition) -> Library:
    """A library of these editions."""
    return library(editions)


LIBRARY = shelf(FIRST, SECOND)
BODY = Body("authority:N01", "authority", "N01", "Northmere")
EVERYTHING = tuple(
    Coverage(regime, frozenset(events), date(2010, 1, 1), date(2030, 12, 31), "the register")
    for regime, events in (("first", {"full"}), ("second", set(EVENTS)))
)


def day(text: str) -> date:
    """A day from ISO text."""
    return date.fromisoformat(text)


def inspected(
    event_id: str, ended: str | None, grade: str | None = None, *, regime: str = "second", **more: Any
) -> Inspection:
    """An event of Northmere: fieldwork ended on ``ended`` (published and known then too), with one overall grade.

    ``grade="?"`` is a grade that the source gives and nobody could read.
    """
    grades = {} if grade is None else {"overall": None if grade == "?" else grade}
    on = day(ended) if ended else None
    known = more.pop("known_on", on or day(more["published"]))
    days = {"started": None, "ended": on, "published": on}
    days |= {name: day(more.pop(name)) if more[name] else more.pop(name) for name in tuple(days) if name in more}
    values = {"id": f"{event_id}-{ended or more.get('id', 'undated')}", "body": BODY.id, "grades": grades, **more}
    return Inspection(regime=regime, event=event_id, known_on=known, **days, **values)


def decision(kind: str, made_on: str, **more: Any) -> Decision:
    """A decision about Northmere, taken by Ada Reed and known at once."""
    days = {name: day(more.pop(name)) for name in ("until", "expires", "ended_on") if name in more}
    values = {"id": f"{kind}-{made_on}", "by": "Ada Reed", "reason": "Flooding closed the offices.", **days, **more}
    return Decision(body=BODY.id, kind=DecisionKind(kind), made_on=day(made_on), known_on=day(made_on), **values)


def finding(kind: str, inspection: str, known_on: str, **more: Any) -> Finding:
    """A finding, unconfirmed unless ``confirmed_on`` is given."""
    days = {name: day(more.pop(name)) for name in ("put_right_by", "confirmed_on") if name in more}
    values = {"id": f"finding-{known_on}", "text": "Visits to children are late.", **days, **more}
    return Finding(inspection=inspection, kind=FindingKind(kind), known_on=day(known_on), **values)


def history(
    *inspections: Inspection, body: Body = BODY, coverage: Iterable[Coverage] = EVERYTHING, **more: Any
) -> History:
    """What is stored about Northmere."""
    return History(body, inspections, coverage=tuple(coverage), **more)


def table(obligations: Iterable[Obligation], *events: str) -> str:
    """Obligations as a table: status, event, purpose where it is not routine, and the window. ``events`` limit it."""
    lines = []
    for owed in obligations:
        if not events or owed.event in events:
            days = " ".join(
                str(limit or "-") for limit in (owed.window.earliest, owed.window.usual, owed.window.latest)
            )
            purpose = "" if owed.purpose == "routine" else f" ({owed.purpose})"
            lines.append(f"{owed.status} {owed.event}{purpose}: {days}")
    return "\n".join(lines)


def rows(text: str) -> str:
    """A table as a test writes it, without the indentation."""
    return "\n".join(" ".join(line.split()) for line in text.strip().splitlines())


def rules(owed: Obligation) -> list[str]:
    """The names of an obligation's reasons."""
    return [reason.rule.partition("#")[2] or reason.rule for reason in owed.reasons]


def successor(*before: History, opened: str, kind: str = "merger") -> Body:
    """A new authority made from others on a day."""
    links = tuple(Succession(part.body.id, BODY.id, day(opened), kind) for part in before)
    return replace(BODY, opened=day(opened), predecessors=links)
