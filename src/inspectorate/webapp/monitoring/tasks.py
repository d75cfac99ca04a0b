"""Background work of monitoring: computing signals and nowcasts after data were loaded, or when somebody asks."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.inspections.importing import Imported
from inspectorate.webapp.monitoring.computed_queries import Kind, newest
from inspectorate.webapp.monitoring.computing import compute, may_compute, revision
from inspectorate.webapp.monitoring.queue import enqueue_once


@task()
def compute_kind(kind: str) -> dict[str, object]:
    """Compute ``signals`` or ``nowcast`` for today: ``{"computation": id}``, or ``{"unchanged": id}`` where nothing
    was loaded or recorded since the newest one of today. A failure is kept with the computation."""
    today, held = timezone.localdate(), newest(kind)
    if held is not None and (held.as_of, held.revision) == (today, revision()):
        return {"unchanged": held.pk}
    return {"computation": compute(by=Actor.worker(f"compute_{kind}"), kind=kind, as_of=today).pk}


def follow_import(by: Actor, done: Imported) -> None:
    """After a file is loaded, have computed anew what rests on what it tells."""
    run = done.run
    if not run.accepted and not run.corrected:
        return
    if done.reading.indicators:
        enqueue_once(compute_kind, Kind.SIGNALS.value)
    if any(one.body_kind == "authority" for one in done.reading.inspections):
        enqueue_once(compute_kind, Kind.NOWCAST.value)


@transaction.atomic
def ask_to_compute(*, by: Actor) -> None:
    """Have signals and nowcasts computed in the background. Raises PermissionRefused."""
    if not may_compute(by):
        raise PermissionRefused("You may not compute signals and nowcasts. Your role does not allow it.")
    for kind in Kind.values:
        record(by=by, action="computation_asked", subject=f"computation:{kind}", kind=kind)
        enqueue_once(compute_kind, kind)
