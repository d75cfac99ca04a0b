"""Background work of monitoring: computing signals and nowcasts once a day, after data were loaded or a report was
published, or when somebody asks."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from inspectorate.calendars import LONDON
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.inspections.importing import Imported
from inspectorate.webapp.monitoring.computed_queries import Kind, newest, newest_of_each
from inspectorate.webapp.monitoring.computing import compute, may_compute, revision
from inspectorate.webapp.monitoring.queue import enqueue_once

DAILY_AT = time(3)
"""The local time of the daily computation, when few people are at work."""


@task()
def compute_kind(kind: str) -> dict[str, object]:
    """Compute ``signals`` or ``nowcast`` for today: ``{"computation": id}``, or ``{"unchanged": id}`` where nothing
    was loaded or recorded since the newest one of today. A failure is kept with the computation."""
    today, held = timezone.localdate(), newest(kind)
    if held is not None and (held.as_of, held.revision) == (today, revision()):
        return {"unchanged": held.pk}
    return {"computation": compute(by=Actor.worker(f"compute_{kind}"), kind=kind, as_of=today).pk}


@task()
def compute_daily() -> dict[str, object]:
    """Have all that was ever computed computed for today, and the same done tomorrow: ``{"asked": kinds}``.

    What was never computed is asked for when something to compute it from is loaded.
    """
    # First of all, so that nothing that goes wrong here ends the days.
    keep_daily()
    return {"asked": [kind for kind in newest_of_each() if enqueue_once(compute_kind, kind)]}


@transaction.atomic
def keep_daily() -> bool:
    """Have the daily computation wait for its next time, unless it waits already; whether it was asked for anew.

    Whoever starts the worker calls this; one whose time passed while no worker ran is done when one does.
    """
    waits = DBTaskResult.objects.filter(task_path=compute_daily.module_path, status=TaskResultStatus.READY)
    if waits.exists():
        return False
    today = datetime.combine(timezone.localdate(), DAILY_AT, LONDON)
    at = today if timezone.now() < today else datetime.combine(today.date() + timedelta(days=1), DAILY_AT, LONDON)
    compute_daily.using(run_after=at).enqueue()
    return True


def follow_publication() -> None:
    """After a report on an authority is published, have computed anew what rests on the record."""
    for kind in Kind.values:
        enqueue_once(compute_kind, kind)


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
