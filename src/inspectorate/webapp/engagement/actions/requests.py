"""Asking for an earlier re-inspection, and answering."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from inspectorate.due.model import Obligation
from inspectorate.history.model import DecisionKind
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import Permission, check_has
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.engagement.models import ReinspectionRequest
from inspectorate.webapp.engagement.refusals import EngagementRefused
from inspectorate.webapp.engagement.requests import months, open_requests, reinspection_due
from inspectorate.webapp.programme.actions import Answer, take_decision
from inspectorate.webapp.programme.models import Decision
from inspectorate.webapp.register.models import Body


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a body asks: from which month (its first day) on, why, and what has changed."""

    month: date
    why: str
    changed: str


@transaction.atomic
def ask(*, by: Actor, body: Body, asked: Asked) -> ReinspectionRequest:
    """Ask for a re-inspection earlier than the framework has it; no second request while one is open.

    Raises PermissionRefused, or EngagementRefused with a sentence.
    """
    check_has(by, Permission.ASK_REINSPECTION, body=body.key, region=body.ofsted_region)
    # Held, so that of two who ask at once the second is told of the first.
    Body.objects.select_for_update().get(pk=body.pk)
    due = _due(body)
    if open_requests().filter(body=body).exists():
        raise EngagementRefused("A request is open. It is answered before another is made.")
    if asked.month not in months(due, timezone.localdate()):
        raise EngagementRefused("Choose a month from next month on, before it is due anyway.", field="month")
    for field in ("why", "changed"):
        if not getattr(asked, field).strip():
            raise EngagementRefused(MISSING[field], field=field)
    made = ReinspectionRequest.objects.create(
        body=body, month=asked.month, why=asked.why, changed=asked.changed, asked_by=by.name
    )
    record(by=by, action="reinspection_asked", subject=made, body=body.key, month=asked.month)
    return made


MISSING = {"why": "Enter why you ask for it earlier.", "changed": "Enter what has changed since the inspection."}


@transaction.atomic
def grant(*, by: Actor, request: ReinspectionRequest, until: date, reason: str) -> ReinspectionRequest:
    """Grant a request: the decision by which the re-inspection is due by ``until``.

    Raises PermissionRefused, EngagementRefused, or DecisionRefused with a sentence.
    """
    request = _locked(by, request)
    due = _due(request.body)
    if until < request.month:
        raise EngagementRefused(f"The authority asked for {request.month:%B %Y} or later.", field="until")
    if due.window.latest and until >= due.window.latest:
        raise EngagementRefused(f"That is no earlier: it is due by {due.window.latest:%-d %B %Y}.", field="until")
    answer = Answer(kind=DecisionKind.REINSPECT_ON_REQUEST, reason=reason, taken_on=timezone.localdate(), until=until)
    decision = take_decision(by=by, body=request.body, edition=due.edition, answer=answer)
    return _answered(by, request, reason, decision)


@transaction.atomic
def refuse(*, by: Actor, request: ReinspectionRequest, reason: str) -> ReinspectionRequest:
    """Refuse a request, with the reason that the authority reads. Raises PermissionRefused, or EngagementRefused."""
    request = _locked(by, request)
    if not reason.strip():
        raise EngagementRefused("Enter why.", field="reason")
    return _answered(by, request, reason, None)


def _locked(by: Actor, request: ReinspectionRequest) -> ReinspectionRequest:
    """The request as it now is, held until the transaction ends; for whoever may decide about its body."""
    rows = ReinspectionRequest.objects.select_for_update(of=("self",)).select_related("body")
    request = rows.get(pk=request.pk)
    check_has(by, Permission.TAKE_DECISION, body=request.body.key, region=request.body.ofsted_region)
    if request.answered_at is not None:
        raise EngagementRefused("This request was answered already.")
    return request


def _due(body: Body) -> Obligation:
    due = reinspection_due(body, timezone.localdate())
    if due is None:
        raise EngagementRefused("No re-inspection is due, so that none can come earlier.")
    return due


def _answered(by: Actor, request: ReinspectionRequest, reason: str, decision: Decision | None) -> ReinspectionRequest:
    request.answer, request.decision = reason, decision
    request.answered_at, request.answered_by = timezone.now(), by.name
    request.save(update_fields=("answer", "decision", "answered_at", "answered_by"))
    record(
        by=by, action="reinspection_answered", subject=request, body=request.body.key,
        answer="granted" if decision else "refused", reason=reason,
    )  # fmt: skip
    return request
