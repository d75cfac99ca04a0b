"""Files of concerns: taking one in, and what came of each."""

from __future__ import annotations

from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from inspectorate.formats.kept_aside import kept_aside_csv
from inspectorate.formats.model import FormatError
from inspectorate.webapp.accounts.permissions import Permission, has
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.design.forms import posted, sent_files
from inspectorate.webapp.design.pagination import paginated
from inspectorate.webapp.monitoring.concern_forms import ConcernFileForm
from inspectorate.webapp.monitoring.concern_importing import import_concerns
from inspectorate.webapp.monitoring.concern_kinds import KINDS
from inspectorate.webapp.monitoring.models import ConcernFile


@requires(Permission.IMPORT_DATA)
def concern_files(request: StaffRequest) -> HttpResponse:
    """Every file that was taken in, the newest first, and a form to take in another."""
    form = ConcernFileForm(posted(request), sent_files(request))
    if form.is_bound and form.is_valid():
        try:
            made = _take_in(request, form.cleaned_data["file"])
        except FormatError as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("monitoring:concern_file", made.pk)
    context = {"form": form, "pages": paginated(request, ConcernFile.objects.all()), "kinds": list(KINDS)}
    return render(request, "monitoring/concern_files.html", context)


def _take_in(request: StaffRequest, sent: UploadedFile) -> ConcernFile:
    with TemporaryDirectory() as directory:
        path = Path(directory) / PurePath(str(sent.name)).name
        path.write_bytes(sent.read())
        return import_concerns(by=request.actor, path=path)


@requires(Permission.IMPORT_DATA)
def concern_file(request: StaffRequest, id: int) -> HttpResponse:
    """What came of one file: how many concerns are new, and every row that was kept aside with reason and mend."""
    found = get_object_or_404(ConcernFile, pk=id)
    context = {"file": found, "aside": found.kept_aside, "views": has(request.actor, Permission.VIEW_CONCERNS)}
    return render(request, "monitoring/concern_file.html", context)


@requires(Permission.IMPORT_DATA)
def concern_file_aside(request: StaffRequest, id: int) -> HttpResponse:
    """The rows that were kept aside, as a CSV."""
    found = get_object_or_404(ConcernFile, pk=id)
    answer = HttpResponse("\ufeff" + kept_aside_csv(found.kept_aside), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="concerns-kept-aside-{found.pk}.csv"'
    return answer
