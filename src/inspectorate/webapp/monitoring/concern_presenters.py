"""What the pages of concerns say: rows of lists, and all that happened to one as ready text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from inspectorate.due.labels import capital, lowered
from inspectorate.webapp.design.filters import day
from inspectorate.webapp.monitoring.concern_kinds import KINDS, ORIGINS, OUTCOMES, PRIORITIES, STATES, STEPS, UNTRIAGED
from inspectorate.webapp.monitoring.models import Concern, ConcernStep, ConcernVersion

CLOCKS = {UNTRIAGED: "To be triaged by", "triaged": "To be closed by"}


@dataclass(frozen=True, slots=True)
class ConcernRow:
    """One concern in a list; nothing of what was said."""

    id: int
    body: str
    kind: str
    received: date
    state: str
    owner: str
    priority: str
    clock: str
    ends: date | None
    late: bool

    @property
    def href(self) -> str:
        """Its page."""
        return reverse("monitoring:concern", args=[self.id])


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a concern; ``said`` are its details, ``reason`` is empty for who may not read it."""

    what: str
    at: datetime
    by: str
    said: tuple[tuple[str, str], ...]
    reason: str


def concern_rows(found: Iterable[Concern], today: date) -> list[ConcernRow]:
    """Concerns as a list shows them."""
    return [
        ConcernRow(
            id=one.pk, body=one.body.name, kind=KINDS[one.kind].label, received=one.received_on,
            state=_state(one), owner=one.owner.name if one.owner else "Nobody yet",
            priority=PRIORITIES.get(one.priority, ""), clock=CLOCKS.get(one.state, ""), ends=one.ends_on,
            late=one.ends_on is not None and one.ends_on < today,
        )
        for one in found
    ]  # fmt: skip


def _state(one: Concern) -> str:
    outcome = OUTCOMES.get(one.outcome)
    return f"{STATES[one.state]}: {lowered(outcome)}" if outcome else STATES[one.state]


def said_rows(said: ConcernVersion, areas: Mapping[str, str]) -> list[tuple[str, str]]:
    """What is said of a concern beside its text."""
    rows = (
        ("Kind", KINDS[said.kind].label),
        ("Received", day(said.received_on)),
        ("Happened", day(said.happened_on) if said.happened_on else ""),
        ("How it came", said.came_by),
        ("Reference", said.reference),
        ("Reported by", said.reporter),
        ("Areas", "; ".join(areas.get(one, one.replace("_", " ")) for one in said.areas)),
    )
    return [(name, value) for name, value in rows if value]


def happened(concern: Concern, reads: bool) -> list[Event]:
    """All that happened to a concern, the oldest first; ``reads``: whether reasons may be shown."""
    told = [*_versions(concern), *(_step(one) for one in concern.steps.all())]
    shown = [one if reads else Event(one.what, one.at, one.by, one.said, "") for one in told]
    return sorted(shown, key=lambda one: one.at)


def _versions(concern: Concern) -> Iterator[Event]:
    for one in concern.versions.all():
        what = capital(ORIGINS[concern.origin]) if one.number == 1 else "Corrected"
        yield Event(what, one.written_at, one.written_by, (), one.reason)


def _step(one: ConcernStep) -> Event:
    said = (
        ("Owner", one.owner.name if one.owner else ""),
        ("Priority", PRIORITIES.get(one.priority, "")),
        ("To be triaged by" if one.step == "reopen" else "To be closed by", day(one.ends_on) if one.ends_on else ""),
        ("Outcome", OUTCOMES.get(one.outcome, "")),
    )
    return Event(STEPS[one.step].done, one.taken_at, one.taken_by, tuple(row for row in said if row[1]), one.reason)
