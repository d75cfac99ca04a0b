"""What is known of a body before an inspection, and what it is told and asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from inspectorate.due.editions import made_under
from inspectorate.due.labels import Labels, capital
from inspectorate.framework.library import load_library
from inspectorate.framework.model import Edition
from inspectorate.history.model import History
from inspectorate.webapp.casework.models import Case, Version
from inspectorate.webapp.casework.report import IMPROVE
from inspectorate.webapp.design.filters import day, span
from inspectorate.webapp.design.series_chart import number
from inspectorate.webapp.enforcement.queries import cases_against
from inspectorate.webapp.engagement.models import ActionPlan
from inspectorate.webapp.engagement.requests import requests_of
from inspectorate.webapp.monitoring.concern_queries import open_with_text
from inspectorate.webapp.programme.queries import histories

if TYPE_CHECKING:
    from inspectorate.intelligence.model import Panel

RECENT = 8
"""Events that the file shows."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the file: a title and what is known, in sentences."""

    title: str
    known: tuple[str, ...]


Known = Callable[[Case, Edition, History], Iterator[str]]


def file_of(case: Case, edition: Edition) -> list[Part]:
    """Everything that the rooms of the software know of the body; each part is one row of `PARTS`."""
    history = next(histories([case.body.key], case.body.kind))
    return [Part(title, tuple(known(case, edition, history))) for title, known in PARTS.items()]


def _judgements(case: Case, edition: Edition, history: History) -> Iterator[str]:
    graded = [one for one in history.inspections if one.graded]
    if not graded:
        return
    last, library = graded[-1], load_library()
    under = made_under(library, last, history.body)
    labels = Labels(library, under.edition.id if under else edition.id)
    yield f"{capital(labels.event(last.event, last.purpose))}, {span(last.started, last.ended)}."
    for judgement, grade in last.grades.items():
        yield f"{capital(labels.judgement(judgement))}: {labels.grade(grade) if grade else 'not known'}."


def _events(case: Case, edition: Edition, history: History) -> Iterator[str]:
    labels = Labels(load_library(), edition.id)
    for one in reversed(history.inspections[-RECENT:]):
        topics = f": {'; '.join(one.topics)}" if one.topics else ""
        yield f"{capital(labels.event(one.event, one.purpose))}, {span(one.started, one.ended)}{topics}."


def _findings(case: Case, edition: Edition, history: History) -> Iterator[str]:
    for one in history.findings:
        if one.confirmed_on is None:
            by = f", to be put right by {day(one.put_right_by)}" if one.put_right_by else ""
            yield f"{capital(one.kind.value.replace('_', ' '))} known since {day(one.known_on)}{by}."


def _decisions(case: Case, edition: Edition, history: History) -> Iterator[str]:
    for made in history.decisions:
        if made.in_force(timezone.localdate()):
            yield f"{capital(made.kind.value.replace('_', ' '))}, {day(made.made_on)}: {made.reason}"


def _enforcement(case: Case, edition: Edition, history: History) -> Iterator[str]:
    if case.body.kind == "setting":
        for one in cases_against(case.body.key):
            if not one.ended:
                yield f"{capital(one.kind.replace('_', ' '))}, opened {day(one.opened_on)}."


def _concerns(case: Case, edition: Edition, history: History) -> Iterator[str]:
    """What reached the inspectorate and is open; nothing that tells how urgent anybody holds it, nor who blew a whistle
    and what they said."""
    labels = Labels(load_library(), edition.id)
    for one in open_with_text(case.body):
        areas = f" ({', '.join(labels.judgement(area) for area in one.areas)})" if one.areas else ""
        text = one.text or "Ask the analysts what is said."
        yield f"{one.label}, received {day(one.received_on)}{areas}: {text}"


def _to_improve(case: Case, edition: Edition, history: History) -> Iterator[str]:
    """Areas for improvement of the newest report published here; one that was withdrawn says nothing any more."""
    rows = Version.objects.filter(case__body=case.body).exclude(case=case).exclude(case__stage="withdrawn")
    for version in rows.order_by("-id")[:1]:
        report = json.loads(version.content)
        for one in report["findings"]:
            if one["kind"] == IMPROVE:
                yield f"{one['text']} ({report['event']['label']}, published {day(version.at)})"


def _indicators(case: Case, edition: Edition, history: History) -> Iterator[str]:
    """The newest published number of each core indicator and the one before it: nothing that is computed from them."""
    if case.body.kind != "authority":
        return
    # Loaded when asked: panels are arrays, and every command imports this module.
    from inspectorate.webapp.monitoring.indicator_queries import panels

    for panel in panels(known_by=timezone.localdate(), bodies=[case.body.key]):
        told = list(_newest_first(panel, case.body.key))
        if told:
            before = f"; before that {told[1]}" if len(told) > 1 else ""
            yield f"{capital(panel.indicator.label)}, {panel.indicator.unit}: {told[0]}{before}."


def _newest_first(panel: Panel, body: str) -> Iterator[str]:
    """The numbers of a body with their periods; what is withheld has its mark and no number."""
    if body not in panel.bodies:
        return
    column = panel.bodies.index(body)
    for place, period in reversed(list(enumerate(panel.periods))):
        value, mark = float(panel.value[place, column]), panel.marks.get((place, column), "")
        if value == value:  # not a number where there is none
            yield f"{number(value * panel.indicator.scale)} ({period.label})"
        elif mark:
            yield f"withheld, {mark} ({period.label})"


def _sent(case: Case, edition: Edition, history: History) -> Iterator[str]:
    """Plans that the body sent, and its requests to be inspected again earlier, the newest first."""
    for plan in ActionPlan.objects.filter(inspection__body=case.body).order_by("-id"):
        what = "Draft of a plan" if plan.draft else "Plan"
        words = f": {plan.words}" if plan.words else ""
        yield f"{what} “{plan.name}”, sent on {day(plan.sent_at)}{words}. {_answered(plan)}"
    for asked in requests_of(case.body):
        granted = "Granted" if asked.decision_id else "Refused"
        answer = f"{granted} on {day(asked.answered_at)}: {asked.answer}" if asked.answered_at else "Not answered."
        yield (
            f"Request to be inspected again in {asked.month:%B %Y}, asked on {day(asked.asked_at)}: {asked.why} What "
            f"has changed: {asked.changed} {answer}"
        )


def _answered(plan: ActionPlan) -> str:
    if plan.answered_at is None:
        return f"Received on {day(plan.received_on)}." if plan.received_on else "Not yet recorded as received."
    reflects = "It reflects what was found" if plan.reflects else "It does not reflect what was found"
    return f"{reflects}, answered on {day(plan.answered_at)}: {plan.reason}"


PARTS: dict[str, Known] = {
    "Last judgements": _judgements,
    "Areas for improvement in the last report": _to_improve,
    "What happened since": _events,
    "What is still to be put right": _findings,
    "Decisions that hold": _decisions,
    "Enforcement that is open": _enforcement,
    "Concerns that are open": _concerns,
    "What the body has sent": _sent,
    "Published indicators": _indicators,
}
"""The one interface by which a room adds what it knows: a title, and a function that says it in sentences."""


@dataclass(frozen=True, slots=True)
class Letter:
    """The notice that a body gets: who comes when, under what, and what it is asked for."""

    body: str
    event: str
    framework: str
    starts: date | None
    ends: date | None
    lead: str
    team: tuple[str, ...]
    asked: tuple[str, ...]


def letter(case: Case, edition: Edition) -> Letter:
    """The notice of a case."""
    members = case.serving
    return Letter(
        body=case.body.name,
        event=edition.events[case.event].label,
        framework=edition.title,
        starts=case.starts,
        ends=case.ends,
        lead=next((one.user.name for one in members if one.part == "lead"), ""),
        team=tuple(one.user.name for one in members if one.part == "inspector"),
        asked=tuple(one.label for one in edition.requests.values() if case.event in one.events),
    )
