"""Sending an action plan, recording that it came, and saying whether it reflects the findings."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import Permission, check_has
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.engagement.models import ActionPlan
from inspectorate.webapp.engagement.plans import Called, called_by, may_send
from inspectorate.webapp.engagement.refusals import EngagementRefused
from inspectorate.webapp.inspections.actions import Said, record_event
from inspectorate.webapp.inspections.files import fault_of, keep_bytes
from inspectorate.webapp.inspections.models import Inspection
from inspectorate.webapp.register.models import Body


@transaction.atomic
def send_plan(
    *, by: Actor, body: Body, inspection: int, name: str, content: bytes, words: str = "", draft: bool = False
) -> ActionPlan:
    """Keep the plan, or the draft of one, that a body sends after an inspection (by its id): its content first, then
    the row that names it.

    Raises PermissionRefused, or EngagementRefused with a sentence.
    """
    check_has(by, Permission.SEND_PLANS, body=body.key, region=body.ofsted_region)
    # Two people may send at once: the second sees what the first sent.
    held = Inspection.objects.select_for_update().filter(pk=inspection, body=body).first()
    told = called_by(body, inspection, timezone.localdate())
    if held is None or told is None:
        raise EngagementRefused("This inspection calls for no plan.", field="inspection")
    if not may_send(told):
        raise EngagementRefused(f"The plan was received on {told.received:%-d %B %Y} already.", field="inspection")
    if draft and told.draft is None:
        raise EngagementRefused("No draft is asked for here: send the plan itself.", field="draft")
    if fault := fault_of(name, content):
        raise EngagementRefused(fault, field="file")
    made = ActionPlan.objects.create(
        inspection=held, name=name[-255:], sha256=keep_bytes(content), size=len(content), draft=draft, words=words,
        sent_by=by.name,
    )  # fmt: skip
    record(by=by, action="plan_sent", subject=made, body=body.key, file=made.name, sha256=made.sha256)
    return made


@transaction.atomic
def receive_plan(*, by: Actor, plan: ActionPlan, on: date) -> ActionPlan:
    """Record that a plan came, once: the event that meets what the body owes goes on record, unless one has before.

    Raises PermissionRefused, or EngagementRefused with a sentence.
    """
    plan, body = _locked(by, plan)
    if plan.draft:
        raise EngagementRefused("This is a draft. The plan itself is recorded once it has come.")
    if plan.received_at is not None:
        raise EngagementRefused("This plan was recorded as received already.")
    told = called_by(body, plan.inspection_id, timezone.localdate())
    if told is None:
        raise EngagementRefused("The inspection calls for no plan any more: what is on record of it has changed.")
    if not (told.published or on) <= on <= timezone.localdate():
        raise EngagementRefused("The day must lie between the report and today.", field="on")
    if told.received is None:
        _record_event(by, body, told, plan, on)
    plan.received_on, plan.received_at, plan.received_by = on, timezone.now(), by.name
    plan.save(update_fields=("received_on", "received_at", "received_by"))
    record(by=by, action="plan_received", subject=plan, body=body.key, on=on)
    return plan


def _record_event(by: Actor, body: Body, told: Called, plan: ActionPlan, on: date) -> None:
    source = f"{plan.name}, sent by {plan.sent_by}"
    record_event(by=by, body=body, edition=told.edition, said=Said(source=source, event=told.answers, started=on))


@transaction.atomic
def answer_plan(*, by: Actor, plan: ActionPlan, reflects: bool, reason: str) -> ActionPlan:
    """Say whether a plan or a draft reflects what was found, once, and why; where it does not, the body sends another.

    Raises PermissionRefused, or EngagementRefused with a sentence.
    """
    plan, body = _locked(by, plan)
    if plan.received_at is None and not plan.draft:
        raise EngagementRefused("Record the plan as received first.")
    if plan.answered_at is not None:
        raise EngagementRefused("This plan was answered already.")
    if not reason.strip():
        raise EngagementRefused("Enter why.", field="reason")
    plan.reflects, plan.reason = reflects, reason
    plan.answered_at, plan.answered_by = timezone.now(), by.name
    plan.save(update_fields=("reflects", "reason", "answered_at", "answered_by"))
    record(by=by, action="plan_answered", subject=plan, body=body.key, reflects=reflects, reason=reason)
    return plan


def _locked(by: Actor, plan: ActionPlan) -> tuple[ActionPlan, Body]:
    """The plan as it now is, held until the transaction ends, and its body; for whoever records events about it."""
    plan = ActionPlan.objects.select_for_update(of=("self",)).select_related("inspection__body").get(pk=plan.pk)
    body = plan.inspection.body
    check_has(by, Permission.RECORD_EVENT, body=body.key, region=body.ofsted_region)
    return plan, body
