"""Files that people sent and that are not on record: those that wait or are being read, and those that were refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from inspectorate.webapp.inspections.models import ImportRun
from inspectorate.webapp.inspections.tasks import load_again, load_file

# After this long, what came of a file that was not loaded is no news any more.
SHOWN = timedelta(days=7)
# A worker takes what waits at once: longer than this, none is running.
PATIENCE = timedelta(minutes=1)
FAILED = (
    "Something went wrong while it was read. Nothing of it counts, and nothing that was stored is lost. Tell whoever "
    "runs this service when it happened."
)


@dataclass(frozen=True, slots=True)
class Job:
    """One file on its way to the record. ``run``: the run it became. ``problem``: why it did not, as a sentence.

    ``stuck``: it has waited longer than a worker that runs would let it.
    """

    id: UUID
    file: str
    sent_at: datetime
    started: bool
    finished: bool
    run: int | None
    problem: str
    stuck: bool


def job(id: UUID) -> Job | None:
    """The job of that id, if there is one."""
    row = DBTaskResult.objects.filter(_OURS, pk=id).first()
    return _job(row, _files([row])) if row else None


def open_jobs() -> list[Job]:
    """Jobs that have not become runs, newest first: those that still may, and those of the last days that did not."""
    since = timezone.now() - SHOWN
    unfinished = Q(status__in=(TaskResultStatus.READY, TaskResultStatus.RUNNING))
    rows = list(
        DBTaskResult.objects.filter(_OURS).filter(unfinished | Q(finished_at__gte=since)).order_by("-enqueued_at")
    )
    files = _files(rows)
    return [found for found in (_job(row, files) for row in rows) if found.run is None]


_OURS = Q(task_path__in=(load_file.module_path, load_again.module_path))


def _job(row: DBTaskResult, files: dict[int, str]) -> Job:
    finished = row.status in (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED)
    answer = row.return_value if row.status == TaskResultStatus.SUCCESSFUL else None
    return Job(
        id=row.pk,
        file=_file(row, files),
        sent_at=row.enqueued_at,
        started=row.started_at is not None,
        finished=finished,
        run=(answer or {}).get("run"),
        problem=(answer or {}).get("refused", "") if answer is not None else FAILED if finished else "",
        stuck=row.status == TaskResultStatus.READY and timezone.now() - row.enqueued_at > PATIENCE,
    )


def _file(row: DBTaskResult, files: dict[int, str]) -> str:
    args = row.args_kwargs["args"]
    return str(args[1]) if row.task_path == load_file.module_path else files[args[0]]


def _files(rows: list[DBTaskResult]) -> dict[int, str]:
    """The files of the runs that are read again, by run."""
    runs = {row.args_kwargs["args"][0] for row in rows if row.task_path == load_again.module_path}
    return dict(ImportRun.objects.filter(pk__in=runs).values_list("pk", "file"))
