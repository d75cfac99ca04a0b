"""Files about the workforce: taking one in, an inspector's calendar, and what came of each."""

from __future__ import annotations

from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from inspectorate.formats.kept_aside import kept_aside_csv
from inspectorate.formats.model import FormatError
from inspectorate.webapp.accounts.permissions import Permission
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.design.forms import posted, sent_files
from inspectorate.webapp.design.pagination import paginated
from inspectorate.webapp.workforce.forms import WorkforceFileForm
from inspectorate.webapp.workforce.importing import import_workforce
from inspectorate.webapp.workforce.models import Inspector, WorkforceFile
from inspectorate.webapp.workforce.views.inspectors import kept_inspector


@requires(Permission.MANAGE_WORKFORCE)
def files(request: StaffRequest) -> HttpResponse:
    """Every file that was taken in, the newest first, and a form to take in another."""
    form = WorkforceFileForm(posted(request), sent_files(request))
    if made := _take_in(request, form):
        return redirect("workforce:file", made.pk)
    context = {"form": form, "pages": paginated(request, WorkforceFile.objects.all())}
    return render(request, "workforce/files.html", context)


@requires(Permission.MANAGE_WORKFORCE)
def calendar(request: StaffRequest, id: int) -> HttpResponse:
    """An inspector's own calendar, whatever its file is called."""
    found = kept_inspector(request, id)
    form = WorkforceFileForm(posted(request), sent_files(request))
    form.fields["file"].label = "A calendar"
    if made := _take_in(request, form, found):
        return redirect("workforce:file", made.pk)
    return render(request, "workforce/calendar.html", {"form": form, "inspector": found})


def _take_in(
    request: StaffRequest, form: WorkforceFileForm, inspector: Inspector | None = None
) -> WorkforceFile | None:
    """What came of the file that was sent; ``None`` where there is none, or where it was refused at its field."""
    if not form.is_bound or not form.is_valid():
        return None
    sent = form.cleaned_data["file"]
    with TemporaryDirectory() as directory:
        path = Path(directory) / PurePath(str(sent.name)).name
        path.write_bytes(sent.read())
        try:
            (made,) = import_workforce(by=request.actor, paths=[path], inspector=inspector)
        except FormatError as refusal:
            form.add_error("file", str(refusal))
            return None
    return made


@requires(Permission.MANAGE_WORKFORCE)
def file(request: StaffRequest, id: int) -> HttpResponse:
    """What came of one file, and every row that was kept aside with reason and mend."""
    found = get_object_or_404(WorkforceFile, pk=id)
    return render(request, "workforce/file.html", {"file": found, "aside": found.kept_aside})


@requires(Permission.MANAGE_WORKFORCE)
def file_aside(request: StaffRequest, id: int) -> HttpResponse:
    """The rows that were kept aside, as a CSV."""
    found = get_object_or_404(WorkforceFile, pk=id)
    answer = HttpResponse("\ufeff" + kept_aside_csv(found.kept_aside), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="workforce-kept-aside-{found.pk}.csv"'
    return answer
