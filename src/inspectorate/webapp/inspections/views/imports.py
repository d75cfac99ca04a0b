"""Loading files from a page: what was loaded, what was kept aside and what a person says it means."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from inspectorate.formats.kept_aside import kept_aside_csv, read_mappings
from inspectorate.formats.model import FormatError
from inspectorate.formats.model import KeptAside as SaidAside
from inspectorate.framework.library import load_library
from inspectorate.webapp.accounts.permissions import Permission, PermissionRefused, check_has, has
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.design.forms import posted, sent_files
from inspectorate.webapp.design.pagination import paginated
from inspectorate.webapp.inspections import jobs, queries
from inspectorate.webapp.inspections.actions import EventRefused, map_unknown
from inspectorate.webapp.inspections.files import keep, kept_file
from inspectorate.webapp.inspections.import_forms import AnswersForm, MapForm, UploadForm
from inspectorate.webapp.inspections.importing import reverse_import
from inspectorate.webapp.inspections.match_presenters import match_row
from inspectorate.webapp.inspections.models import ImportRun, KeptAside
from inspectorate.webapp.inspections.tasks import load_again, load_file


@requires(Permission.VIEW_REGISTER)
def imports(request: StaffRequest) -> HttpResponse:
    """Every file that was loaded, newest first; for who may, a form to load another."""
    form = UploadForm(posted(request), sent_files(request))
    if request.method == "POST":
        check_has(request.actor, Permission.IMPORT_DATA)
    if form.is_bound and form.is_valid():
        sent = form.cleaned_data["file"]
        name = PurePath(sent.name).name
        job = load_file.enqueue(_kept(sent), name, _user(request))
        return redirect("inspections:job", job=job.id)
    may_import = has(request.actor, Permission.IMPORT_DATA)
    context = {
        "form": form,
        "may_import": may_import,
        "jobs": jobs.open_jobs() if may_import else [],
        "pages": paginated(request, ImportRun.objects.all()),
    }
    return render(request, "inspections/imports.html", context)


def _user(request: StaffRequest) -> int:
    """The person for whom a job acts later."""
    if request.actor.user_id is None:
        raise PermissionRefused("Sign in to load files.")
    return request.actor.user_id


def _kept(sent: UploadedFile) -> str:
    """Keep what was sent before anything is made of it; returns its hash."""
    with TemporaryDirectory() as directory:
        path = Path(directory) / "sent"
        with path.open("wb") as file:
            shutil.copyfileobj(sent, file)
        return keep(path)


@requires(Permission.IMPORT_DATA)
def job(request: StaffRequest, job: UUID) -> HttpResponse:
    """How far a load is. The page asks again by itself until it is done, then goes on to the run."""
    found = jobs.job(job)
    if found is None:
        raise Http404("There is no such job.")
    if getattr(request, "htmx", False):
        # The page asks: nothing to show until the job is done, then the page is asked for again as a whole.
        return HttpResponse(headers={"HX-Refresh": "true"}) if found.finished else HttpResponse(status=204)
    if found.run is not None:
        return redirect("inspections:run", id=found.run)
    return render(request, "inspections/job.html", {"job": found})


@requires(Permission.VIEW_REGISTER)
def run(request: StaffRequest, id: int) -> HttpResponse:
    """One run: its counts, what it claims to cover, and everything it kept aside with reason and mend."""
    found = get_object_or_404(ImportRun, pk=id)
    context = {
        "run": found,
        "may_import": has(request.actor, Permission.IMPORT_DATA),
        "may_run_again": kept_file(found.sha256).exists(),
        "may_map": has(request.actor, Permission.MAP_UNKNOWN),
        "may_see_sources": has(request.actor, Permission.VIEW_DUE),
        "to_check": queries.to_check().filter(run=found).count(),
        "pages": paginated(request, found.rows_kept_aside.all()),
    }
    return render(request, "inspections/run.html", context)


@requires(Permission.VIEW_DUE)
def matches(request: StaffRequest, id: int) -> HttpResponse:
    """Rows of a run that were taken for an inspection that other sources tell of, without being sure of it."""
    found = get_object_or_404(ImportRun, pk=id)
    pages = paginated(request, queries.to_check().filter(run=found).prefetch_related("inspection__facts"))
    library = load_library()
    context = {"run": found, "pages": pages, "rows": [match_row(fact, library) for fact in pages.rows]}
    return render(request, "inspections/matches.html", context)


@requires(Permission.MAP_UNKNOWN)
def map_row(request: StaffRequest, id: int) -> HttpResponse:
    """What one unknown name, grade, kind or day means."""
    row = get_object_or_404(KeptAside.objects.select_related("run").exclude(unknown=""), pk=id)
    form = MapForm(row.unknown, posted(request))
    if form.is_bound and form.is_valid():
        try:
            map_unknown(by=request.actor, unknown=row.unknown, text=row.text, value=form.answer())
        except EventRefused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"It is settled what “{row.text}” means. Run the file again to use it.")
            return redirect("inspections:run", id=row.run_id)
    return render(request, "inspections/map.html", {"form": form, "row": row})


@requires(Permission.IMPORT_DATA)
def again(request: StaffRequest, id: int) -> HttpResponse:
    """Read a run's file again with all answers given since; POST only."""
    found = get_object_or_404(ImportRun, pk=id)
    if request.method != "POST":
        return redirect("inspections:run", id=found.pk)
    job = load_again.enqueue(found.pk, _user(request))
    return redirect("inspections:job", job=job.id)


@requires(Permission.IMPORT_DATA)
def reverse(request: StaffRequest, id: int) -> HttpResponse:
    """Take a run out of view, after asking."""
    found = get_object_or_404(ImportRun, pk=id)
    if request.method == "POST":
        reverse_import(by=request.actor, run=found)
        messages.success(request, f"The import of {found.file} is reversed. Its facts are kept and no longer count.")
        if left := len(queries.untold()):
            what = "1 inspection is" if left == 1 else f"{left} inspections are"
            messages.warning(request, f"{what} out of view: only a reversed file told of which kind they were.")
        return redirect("inspections:imports")
    return render(request, "inspections/reverse.html", {"run": found})


@requires(Permission.VIEW_REGISTER)
def kept_aside_list(request: StaffRequest, id: int) -> HttpResponse:
    """What a run kept aside as a CSV that a person can fill in."""
    found = get_object_or_404(ImportRun, pk=id)
    rows = [
        SaidAside(row.place, row.text, row.reason, row.mend, row.unknown or None)
        for row in found.rows_kept_aside.select_related("run")
    ]
    answer = HttpResponse("\ufeff" + kept_aside_csv(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="kept-aside-{found.pk}.csv"'
    return answer


@requires(Permission.MAP_UNKNOWN)
def answers(request: StaffRequest, id: int) -> HttpResponse:
    """Take a filled-in list of what a run kept aside; each answer is one mapping."""
    found = get_object_or_404(ImportRun, pk=id)
    form = AnswersForm(posted(request), sent_files(request))
    if form.is_bound and form.is_valid():
        try:
            number = _take_answers(request, form.cleaned_data["answers"])
        except (FormatError, EventRefused) as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"{number} answers taken. Run the file again to use them.")
            return redirect("inspections:run", id=found.pk)
    return render(request, "inspections/answers.html", {"form": form, "run": found})


def _take_answers(request: StaffRequest, sent: UploadedFile) -> int:
    with TemporaryDirectory() as directory:
        path = Path(directory) / PurePath(str(sent.name)).name
        path.write_bytes(sent.read())
        found = read_mappings(path)
    with transaction.atomic():
        # All answers of a list or none: what is refused is mended in the list, and the list is given again.
        _map_all(request, found)
    return len(found)


def _map_all(request: StaffRequest, found: Mapping[tuple[str, str], str]) -> None:
    for (unknown, text), value in found.items():
        map_unknown(by=request.actor, unknown=unknown, text=text, value=value)
