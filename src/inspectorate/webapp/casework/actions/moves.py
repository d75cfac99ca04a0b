"""A move as a page or a command takes it: with what follows outside the case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.casework import recorded
from inspectorate.webapp.casework.actions.cases import take_move
from inspectorate.webapp.casework.models import Case
from inspectorate.webapp.casework.tasks import publish_released
from inspectorate.webapp.inspections.publishing import record_withdrawn


@transaction.atomic
def take(*, by: Actor, case: Case, move: str, said: Mapping[str, Any]) -> Case:
    """As `take_move`. A release also puts its publication into the queue of background work for its time; what a
    withdrawn report said is taken back from the record."""
    moved = take_move(by=by, case=case, move=move, said=said)
    if move == "release":
        publish_released.using(run_after=moved.publish_at).enqueue(moved.pk)
    if move == "withdraw" and moved.inspection:
        findings = recorded.findings_of(moved.versions.order_by("number").last())
        source = f"Report withdrawn here, case {moved.slug}"
        record_withdrawn(by=by, inspection=moved.inspection, source=source, findings=findings)
    return moved
