"""What is known of a body before an inspection, and what it is told and asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from inspectorate.due.editions import made_under
from inspectorate.due.labels import Labels, capital
from inspectorate.framework.library import load_library
from inspectorate.framework.model import Edition
from inspectorate.history.model import History
from inspectorate.webapp.casework.models import Case
from inspectorate.webapp.design.filters import day, span
from inspectorate.webapp.enforcement.queries import cases_against
from inspectorate.webapp.monitoring.concern_queries import open_with_text
from inspectorate.webapp.programme.queries import histories

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


PARTS: dict[str, Known] = {
    "Last judgements": _judgements,
    "What happened since": _events,
    "What is still to be put right": _findings,
    "Decisions that hold": _decisions,
    "Enforcement that is open": _enforcement,
    "Concerns that are open": _concerns,
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
