"""What the programme's pages say: obligations, windows and decisions as ready text and links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from inspectorate.due.labels import Labels, capital, day_text
from inspectorate.due.model import DueStatus, Obligation
from inspectorate.due.sentences import sentence
from inspectorate.framework.library import Library
from inspectorate.history.model import DecisionKind
from inspectorate.webapp.programme.models import Decision
from inspectorate.webapp.programme.queries import Owed

STATUSES = {
    DueStatus.OVERDUE: "Overdue",
    DueStatus.OPEN: "Open now",
    DueStatus.UNKNOWN: "Unknown",
    DueStatus.NOT_YET: "Not yet",
}
# Overdue first: what needs attention stands where people look first.
ORDER = {status: place for place, status in enumerate(STATUSES)}

DECISIONS = {
    DecisionKind.DEFER: "Deferred",
    DecisionKind.PAUSE: "Paused",
    DecisionKind.BRING_FORWARD: "Brought forward",
    DecisionKind.CONVERT: "Converted",
    DecisionKind.EXEMPT: "Exempted from a rule",
    DecisionKind.REINSPECT_ON_REQUEST: "Re-inspection granted on request",
}

# Reasons that tell most about an obligation, most telling first; the due list shows one line.
TELLING = ("pathways", "open_finding", "unjudged", "last_graded")


@dataclass(frozen=True, slots=True)
class DueRow:
    """One row of a due list. ``why`` is one sentence; ``reasons`` the whole chain; ``changes`` what would change it."""

    key: str
    body: str
    body_href: str
    region: str
    event: str
    regime: str
    window: str
    earliest: date | None
    usual: date | None
    latest: date | None
    status: DueStatus
    why: str
    reasons: tuple[str, ...]
    changes: tuple[str, ...]
    decision: str | None
    decide_href: str

    @property
    def status_text(self) -> str:
        """The status in words."""
        return STATUSES[self.status]

    @property
    def month(self) -> date | None:
        """The first day of the month in which it is usually, else at the latest, carried out."""
        day = self.usual or self.latest or self.earliest
        return day.replace(day=1) if day else None


def due_row(one: Owed, library: Library) -> DueRow:
    """One obligation as a row."""
    found, labels = one.obligation, Labels(library, one.obligation.edition)
    texts = [sentence(reason, library) for reason in found.reasons]
    return DueRow(
        key=found.key,
        body=one.body.name,
        body_href=reverse("programme:authority", args=[one.body.code]),
        region=one.body.region or "Region not known",
        event=capital(labels.event(found.event, found.purpose)),
        regime=labels.title(),
        window=window_text(found),
        earliest=found.window.earliest,
        usual=found.window.usual,
        latest=found.window.latest,
        status=found.status,
        why=texts[_most_telling(found)] if texts else "",
        reasons=tuple(texts),
        changes=tuple(sentence(reason, library) for reason in found.would_change),
        decision=found.decision,
        decide_href=f"{reverse('programme:decide', args=[one.body.code])}?obligation={found.key}",
    )


def due_rows(found: Iterable[Owed], library: Library) -> list[DueRow]:
    """Rows in the order of attention: overdue first, then by window, then by name."""
    rows = (due_row(one, library) for one in found)
    return sorted(rows, key=lambda row: (ORDER[row.status], row.latest or date.max, row.body))


def window_text(found: Obligation) -> str:
    """The window in words: ``4 March 2027 to 4 September 2027, usually 4 June 2027``."""
    window = found.window
    usual = f", usually {day_text(window.usual)}" if window.usual else ""
    if window.earliest and window.latest:
        return f"{day_text(window.earliest)} to {day_text(window.latest)}{usual}"
    if window.latest:
        return f"By {day_text(window.latest)}{usual}"
    if window.earliest:
        return f"From {day_text(window.earliest)}{usual}"
    return f"Usually {day_text(window.usual)}" if window.usual else "No day is known"


def _most_telling(found: Obligation) -> int:
    rules = [reason.rule.partition("#")[2].partition(".")[0] or reason.rule for reason in found.reasons]
    places = [rules.index(rule) for rule in TELLING if rule in rules]
    return places[0] if places else 0


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision as the authority's page tells it."""

    id: int
    title: str
    taken: str
    by: str
    reason: str
    detail: str
    state: str
    can_change: bool


def decision_rows(decisions: Sequence[Decision], today: date) -> list[DecisionRow]:
    """Decisions, newest first, with where each stands today."""
    return [
        DecisionRow(
            id=row.pk,
            title=DECISIONS[DecisionKind(row.kind)],
            taken=day_text(row.taken_on),
            by=row.recorded_by,
            reason=row.reason,
            detail=_detail(row),
            state=_state(row, today),
            can_change=row.ended_at is None,
        )
        for row in decisions
    ]


def _detail(row: Decision) -> str:
    parts = [
        f"until {day_text(row.until)}" if row.until else "",
        f"becomes {row.event.replace('_', ' ')}" if row.event else "",
        f"lifts {row.rule}" if row.rule else "",
    ]
    return ", ".join(part for part in parts if part)


def _state(row: Decision, today: date) -> str:
    if row.ended_on is not None:
        return f"Ended on {day_text(row.ended_on)} by {row.ended_by}: {row.ended_reason}"
    if row.expires is not None and row.expires < today:
        return f"Expired on {day_text(row.expires)}"
    return f"Stands until {day_text(row.expires)}" if row.expires else "Stands"
