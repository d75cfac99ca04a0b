"""The evidence of a case: how it weighs on each area, and the notebook that works without a connection."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.contrib.staticfiles import finders
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from inspectorate.webapp.accounts.permissions import Permission
from inspectorate.webapp.casework import evidence as reading
from inspectorate.webapp.casework import queries
from inspectorate.webapp.casework.actions import evidence as actions
from inspectorate.webapp.casework.actions.evidence import Sent
from inspectorate.webapp.casework.forms import AttachForm, NoteForm
from inspectorate.webapp.casework.models import SOURCES, Attachment, Case, Note, NoteVersion
from inspectorate.webapp.casework.parts import check_inside, check_part, was_of_team
from inspectorate.webapp.casework.queries import Seen
from inspectorate.webapp.casework.refusals import CaseRefused
from inspectorate.webapp.casework.views.cases import seen_case
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.design.devices import device_rows, moment, read_rows
from inspectorate.webapp.design.forms import posted, sent_files
from inspectorate.webapp.design.sent import done
from inspectorate.webapp.inspections.downloads import download
from inspectorate.webapp.inspections.files import MOST_BYTES


@requires(Permission.VIEW_CASES)
def evidence(request: StaffRequest, slug: str) -> HttpResponse:
    """What the notebook holds, area by area, with its gaps."""
    found = seen_case(request, slug)
    check_inside(request.actor, found.case)
    notes = reading.readings(found.case)
    context = {
        "case": found.case,
        "weights": reading.weights(found.edition.judgements, notes),
        "notes": notes,
        "untagged": [one for one in notes if not one.areas],
        "labels": reading.tags(found.edition),
        "sources": dict(SOURCES),
        "writes": "team" in found.parts,
    }
    return render(request, "casework/evidence.html", context)


@requires(Permission.WORK_ON_CASES)
def note_new(request: StaffRequest, slug: str) -> HttpResponse:
    """A note written on a page, for whoever has no notebook at hand."""
    found = seen_case(request, slug)
    check_part(request.actor, found.case, "team")
    form = NoteForm(found.edition, posted(request))
    if done(
        request,
        form,
        lambda: actions.new_note(by=request.actor, case=found.case, sent=_from_page(form.cleaned_data)),
        "The note is kept.",
    ):
        return redirect("casework:evidence", slug)
    return render(request, "casework/note_new.html", {"case": found.case, "form": form})


def _from_page(said: dict[str, Any]) -> Sent:
    return Sent(
        id=uuid4(),
        note=uuid4(),
        device="page",
        device_at=timezone.now(),
        text=said["text"],
        about_on=said["about_on"],
        areas=tuple(said["areas"]),
        source=said["source"],
        weighs=said["weighs"],
        line=said["line"],
        retyped=said["retyped"],
    )


@requires(Permission.WORK_ON_CASES)
def notebook(request: StaffRequest, slug: str) -> HttpResponse:
    """The notebook: it works without a connection once it was opened with one."""
    found = seen_case(request, slug)
    check_part(request.actor, found.case, "team")
    answer = render(request, "casework/notebook.html", {"case": found.case, "start": _start(found, request.actor.name)})
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _start(found: Seen, user: str) -> dict[str, Any]:
    """What the notebook needs to know: it is part of its page, so that it is there without a connection too."""
    areas = [
        {
            "id": id_,
            "label": one.label,
            "criteria": [{"id": f"{id_}.{name}", "label": label} for name, label in one.criteria.items()],
        }
        for id_, one in found.edition.judgements.items()
    ]
    return {
        "case": found.case.slug,
        "user": user,
        "notes": reverse("casework:notes", args=[found.case.slug]),
        "files": reverse("casework:files", args=[found.case.slug, UUID(int=0)]).replace(str(UUID(int=0)), "NOTE"),
        "most_bytes": MOST_BYTES,
        "faults": reverse("faults:from_device"),
        "worker": reverse("casework:worker"),
        "scope": reverse("casework:cases"),
        "areas": areas,
        "sources": [{"id": id_, "label": label} for id_, label in SOURCES],
    }


@requires(Permission.WORK_ON_CASES)
def worker(request: StaffRequest) -> HttpResponse:
    """The script that keeps the notebook's page: from this address it may answer for all cases."""
    path = finders.find("casework/worker.js")
    if path is None:
        raise Http404("The script is missing.")
    return HttpResponse(Path(path).read_bytes(), content_type="text/javascript")


@requires(Permission.WORK_ON_CASES)
def notes(request: StaffRequest, slug: str) -> HttpResponse:
    """The notes of a case as they now read, for the notebook; and what a device sends, taken in."""
    if request.method == "POST":
        return _receive(request, _sent_to(request, slug))
    found = seen_case(request, slug)
    check_part(request.actor, found.case, "team")
    return JsonResponse({"notes": [_told(one) for one in reading.readings(found.case)]})


def _sent_to(request: StaffRequest, slug: str) -> Case:
    """The case that a device sends to. Whoever was of its team sends what still waits there, and sees nothing of the
    case by that. Raises Http404 for whoever was not, and does not see it either."""
    case = queries.cases().filter(slug=slug).first()
    return case if case is not None and was_of_team(request.actor, case) else seen_case(request, slug).case


def _told(one: reading.Reading) -> dict[str, Any]:
    newest, *others = map(_side, one.sides)
    files = [held.name for held in one.files]
    return newest | {"note": str(one.id), "others": others, "forked": one.forked, "files": files}


def _side(version: NoteVersion) -> dict[str, Any]:
    return {
        "version": str(version.pk),
        "text": version.text,
        "areas": version.areas,
        "source": version.source,
        "weighs": version.weighs,
        "line": version.line,
        "about_on": version.about_on.isoformat() if version.about_on else None,
        "retyped": version.retyped,
        "by": version.by,
        "at": version.at.isoformat(),
    }


def _receive(request: StaffRequest, case: Case) -> JsonResponse:
    try:
        rows = device_rows(request.body, "versions")
    except ValueError as fault:
        return JsonResponse({"refused": str(fault)}, status=400)
    sent, unreadable = read_rows(rows, _sent)
    receipt = actions.receive(by=request.actor, case=case, sent=sent)
    return JsonResponse(asdict(receipt) | {"refused": unreadable | receipt.refused})


def _sent(said: dict[str, Any]) -> Sent:
    about, after = said.get("about_on"), said.get("after")
    return Sent(
        id=UUID(said["id"]),
        note=UUID(said["note"]),
        device=str(said["device"])[:64],
        device_at=moment(said["device_at"]),
        text=str(said["text"]),
        after=UUID(after) if after else None,
        about_on=date.fromisoformat(about) if about else None,
        areas=tuple(map(str, said.get("areas") or ())),
        source=str(said.get("source") or ""),
        weighs=str(said.get("weighs") or ""),
        line=str(said.get("line") or ""),
        retyped=bool(said.get("retyped")),
    )


@require_POST
@requires(Permission.WORK_ON_CASES)
def files(request: StaffRequest, slug: str, id: UUID) -> JsonResponse:
    """A file that a device kept for a note, taken in; the answer names its hash."""
    held = get_object_or_404(Note.objects.select_related("case__body"), pk=id, case=_sent_to(request, slug))
    form = AttachForm(posted(request), sent_files(request))
    if not form.is_valid():
        return JsonResponse({"refused": form.errors["file"][0]}, status=400)
    try:
        kept = _attach(request, held, form)
    except CaseRefused as refusal:
        return JsonResponse({"refused": str(refusal)}, status=400)
    return JsonResponse({"sha256": kept.sha256})


@requires(Permission.VIEW_CASES)
def note(request: StaffRequest, slug: str, id: UUID) -> HttpResponse:
    """One note with all its versions and its files; the team attaches another one."""
    found = seen_case(request, slug)
    check_inside(request.actor, found.case)
    held = get_object_or_404(Note.objects.select_related("case__body"), pk=id, case=found.case)
    form = AttachForm(posted(request), sent_files(request))
    if done(request, form, lambda: _attach(request, held, form), "The file is kept."):
        return redirect("casework:note", slug, id)
    context = {
        "case": found.case,
        "note": held,
        "form": form,
        "versions": held.versions.order_by("-at", "-id"),
        "attachments": held.attachments.all(),
        "labels": reading.tags(found.edition),
        "sources": dict(SOURCES),
        "writes": "team" in found.parts,
    }
    return render(request, "casework/note.html", context)


def _attach(request: StaffRequest, held: Note, form: AttachForm) -> Attachment:
    sent = form.cleaned_data["file"]
    return actions.attach(by=request.actor, note=held, name=sent.name, content=sent.read())


@requires(Permission.VIEW_CASES)
def attachment(request: StaffRequest, slug: str, id: UUID, number: int) -> HttpResponse:
    """A file of a note, for those inside the case."""
    found = seen_case(request, slug)
    check_inside(request.actor, found.case)
    held = get_object_or_404(Attachment, pk=number, note_id=id, note__case=found.case)
    return download(held.sha256, held.name)
