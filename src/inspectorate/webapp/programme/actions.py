"""Taking, changing and ending decisions: the only ways in which the programme changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from inspectorate.framework.library import load_library
from inspectorate.history.model import DecisionKind
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import Permission, check_has
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.frameworks.actions import pin
from inspectorate.webapp.programme.models import Decision
from inspectorate.webapp.programme.states import check_answer, check_can_end, check_fits
from inspectorate.webapp.register.models import Body


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was decided about an obligation, as a form or a command gives it."""

    kind: DecisionKind
    reason: str
    taken_on: date
    obligation: str = ""
    rule: str = ""
    event: str = ""
    until: date | None = None
    expires: date | None = None
    topic: str = ""


@transaction.atomic
def take_decision(*, by: Actor, body: Body, edition: str, answer: Answer) -> Decision:
    """Record a decision about ``body`` under the edition that its obligation names.

    Raises PermissionRefused, or DecisionRefused with a sentence that says what is missing or does not fit.
    """
    check_has(by, Permission.TAKE_DECISION, body=body.key, region=body.ofsted_region)
    return _take(by=by, body=body, edition=edition, answer=answer)


@transaction.atomic
def change_decision(*, by: Actor, decision: Decision, answer: Answer) -> Decision:
    """Replace a decision by a newer one. The old row stays, ended on the day the new one is taken."""
    check_has(by, Permission.TAKE_DECISION, body=decision.body.key, region=decision.body.ofsted_region)
    end_decision(by=by, decision=decision, on=answer.taken_on, reason=f"Changed: {answer.reason}")
    return _take(by=by, body=decision.body, edition=decision.edition.edition, answer=answer, replaces=decision)


@transaction.atomic
def end_decision(*, by: Actor, decision: Decision, on: date, reason: str) -> Decision:
    """End a decision on a day, once, with a reason; from that day on it has no effect."""
    check_has(by, Permission.TAKE_DECISION, body=decision.body.key, region=decision.body.ofsted_region)
    # Read again under lock: two people may end it at once, and only the first may.
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    check_can_end(decision, on=on, reason=reason)
    decision.ended_at, decision.ended_by = timezone.now(), by.name
    decision.ended_on, decision.ended_reason = on, reason
    decision.save(update_fields=("ended_at", "ended_by", "ended_on", "ended_reason"))
    record(by=by, action="decision_ended", subject=decision, on=on.isoformat(), reason=reason)
    return decision


def _take(*, by: Actor, body: Body, edition: str, answer: Answer, replaces: Decision | None = None) -> Decision:
    check_answer(answer)
    library = load_library()
    framework = library.edition(edition)
    check_fits(answer, framework, body.key)
    decision = Decision(
        body=body,
        edition=pin(by=by, library=library, edition=framework),
        recorded_by=by.name,
        replaces=replaces,
        **_fields(answer),
    )
    decision.full_clean()
    decision.save()
    record(by=by, action="decision_taken", subject=decision, body=str(body), **_plain(_fields(answer)))
    return decision


def _fields(answer: Answer) -> dict[str, Any]:
    return {name: getattr(answer, name) for name in Answer.__slots__}


def _plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Dates as text, what was left empty left out: the shape an audit row keeps."""
    return {
        name: value.isoformat() if isinstance(value, date) else str(value) for name, value in fields.items() if value
    }
