"""Background work of casework: publishing what was released when its time has come."""

from __future__ import annotations

from django_tasks import task

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.casework.actions.release import attempt
from inspectorate.webapp.casework.models import Case


@task()
def publish_released(case_id: int) -> dict[str, object]:
    """Publish a case: ``{"version": id}``, or ``{"refused": sentence}`` where its release was revoked or moved."""
    case = Case.objects.select_related("body").get(pk=case_id)
    tried = attempt(by=Actor.worker("publish_released"), case=case)
    return {"version": tried.version.pk} if tried.version else {"refused": tried.refused}
