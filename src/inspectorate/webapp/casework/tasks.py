"""Background work of casework: publishing what was released when its time has come."""

from __future__ import annotations

from django_tasks import task

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.casework.actions.release import publish
from inspectorate.webapp.casework.models import Case
from inspectorate.webapp.casework.refusals import CaseRefused


@task()
def publish_released(case_id: int) -> dict[str, object]:
    """Publish a case: ``{"version": id}``, or ``{"refused": sentence}`` where its release was revoked or moved."""
    case = Case.objects.get(pk=case_id)
    try:
        return {"version": publish(by=Actor.worker("publish_released"), case=case).pk}
    except CaseRefused as refusal:
        return {"refused": str(refusal)}
