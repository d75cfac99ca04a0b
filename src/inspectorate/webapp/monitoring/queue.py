"""Background work of monitoring that waits for a worker: what is asked for twice waits once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

PATIENCE = timedelta(hours=1)
"""Nothing runs longer: what seems to was cut short, by a killed worker or a machine that stopped."""


def jobs(work: Task[Any, Any], about: str) -> list[DBTaskResult]:
    """The jobs of a task about one thing, which is its first argument, the last asked for first."""
    rows = DBTaskResult.objects.filter(task_path=work.module_path).order_by("-enqueued_at")
    return [row for row in rows if row.args_kwargs["args"][:1] == [about]]


def enqueue_once(work: Task[Any, Any], about: str, *more: Any) -> bool:
    """Have a task done about one thing, unless it waits already; whether it was asked for anew."""
    if any(row.status == TaskResultStatus.READY for row in jobs(work, about)):
        return False
    work.enqueue(about, *more)
    return True


def was_cut_short(job: DBTaskResult) -> bool:
    """Whether a job seems to run and was cut short."""
    began = job.started_at if job.status == TaskResultStatus.RUNNING else None
    return began is not None and began < timezone.now() - PATIENCE
