"""Background work on the record: reading a file that somebody sent."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from django_tasks import task

from inspectorate.formats.model import FormatError
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.models import User
from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.inspections.files import kept_file
from inspectorate.webapp.inspections.importing import import_file, run_again
from inspectorate.webapp.inspections.models import ImportRun


@task()
def load_file(sha256: str, file: str, user_id: int) -> dict[str, object]:
    """Load a kept file under the name it was sent by: ``{"run": id}``, or ``{"refused": sentence}``.

    A file that cannot be read, or a person who may no longer load files, is an answer and not a failure; any other
    exception is one, and the page says so.
    """
    by = Actor.of(User.objects.get(pk=user_id))
    with TemporaryDirectory() as directory:
        named = Path(directory) / file
        named.symlink_to(kept_file(sha256))
        try:
            return {"run": import_file(by=by, path=named).run.pk}
        except (FormatError, PermissionRefused) as problem:
            return {"refused": str(problem)}


@task()
def load_again(run_id: int, user_id: int) -> dict[str, object]:
    """Read the file of a run again with what people have answered since; answers as `load_file` does."""
    by = Actor.of(User.objects.get(pk=user_id))
    try:
        return {"run": run_again(by=by, run=ImportRun.objects.get(pk=run_id)).run.pk}
    except (FormatError, PermissionRefused) as problem:
        return {"refused": str(problem)}
