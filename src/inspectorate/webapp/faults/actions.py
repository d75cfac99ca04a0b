"""Reporting a fault, and answering for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import Permission, PermissionRefused, check_has
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.design.refusals import Refused
from inspectorate.webapp.faults.models import Fault


class FaultRefused(Refused):
    """A report or an answer that lacks something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A fault as somebody reports it."""

    id: UUID
    text: str
    device_at: datetime
    page: str = ""
    lost_work: bool = False


@transaction.atomic
def report_fault(*, by: Actor, said: Reported) -> Fault:
    """Keep a report; one that came before is not kept twice.

    Raises PermissionRefused, or FaultRefused with a sentence.
    """
    check_has(by, Permission.REPORT_FAULTS)
    if by.user_id is None:
        raise PermissionRefused("Only a person who has signed in reports a fault.")
    if not said.text.strip():
        raise FaultRefused("Enter what happened.", field="text")
    if (held := Fault.objects.filter(pk=said.id).first()) is not None:
        return held
    made = Fault.objects.create(
        id=said.id, text=said.text, page=said.page[:200], lost_work=said.lost_work, device_at=said.device_at,
        by=by.name, user_id=by.user_id,
    )  # fmt: skip
    record(by=by, action="fault_reported", subject=made, page=made.page, lost_work=made.lost_work)
    return made


@transaction.atomic
def answer_fault(*, by: Actor, fault: Fault, answer: str) -> Fault:
    """Say what came of a report, once. Raises PermissionRefused, or FaultRefused with a sentence."""
    check_has(by, Permission.ANSWER_FAULTS)
    fault = Fault.objects.select_for_update().get(pk=fault.pk)
    if fault.answered_at is not None:
        raise FaultRefused("This report was answered already.", field="answer")
    if not answer.strip():
        raise FaultRefused("Enter what came of it.", field="answer")
    fault.answer, fault.answered_by, fault.answered_at = answer, by.name, timezone.now()
    fault.save(update_fields=("answer", "answered_by", "answered_at"))
    record(by=by, action="fault_answered", subject=fault, page=fault.page)
    return fault
