"""Pages of faults: reporting one, reading what was reported, and what a device sends once it has a connection."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from inspectorate.webapp.accounts.permissions import Permission, has
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.design.devices import device_rows, moment, read_rows
from inspectorate.webapp.design.forms import posted
from inspectorate.webapp.design.pagination import paginated
from inspectorate.webapp.design.sent import done
from inspectorate.webapp.faults import actions, queries
from inspectorate.webapp.faults.actions import FaultRefused, Reported
from inspectorate.webapp.faults.forms import AnswerForm, FaultForm


@requires(Permission.REPORT_FAULTS)
def faults(request: StaffRequest) -> HttpResponse:
    """What was reported, counted by page, the newest first."""
    rows = queries.seen_by(request.actor)
    context = {
        "tally": queries.tally(rows),
        "pages": paginated(request, rows),
        "answers": has(request.actor, Permission.ANSWER_FAULTS),
    }
    return render(request, "faults/faults.html", context)


@requires(Permission.REPORT_FAULTS)
def fault_new(request: StaffRequest) -> HttpResponse:
    """A fault reported on a page."""
    form = FaultForm(posted(request), initial={"page": request.GET.get("page", "")})
    told = "Thank you. The report is kept, and you see here what comes of it."
    if done(request, form, lambda: actions.report_fault(by=request.actor, said=_on_page(form.cleaned_data)), told):
        return redirect("faults:faults")
    return render(request, "faults/fault_new.html", {"form": form})


def _on_page(said: dict[str, Any]) -> Reported:
    return Reported(id=uuid4(), device_at=timezone.now(), **said)


@requires(Permission.ANSWER_FAULTS)
def fault(request: StaffRequest, id: UUID) -> HttpResponse:
    """One report, and its answer."""
    held = get_object_or_404(queries.seen_by(request.actor), pk=id)
    form = AnswerForm(posted(request))
    if done(
        request,
        form,
        lambda: actions.answer_fault(by=request.actor, fault=held, answer=form.cleaned_data["answer"]),
        "The answer is kept.",
    ):
        return redirect("faults:faults")
    return render(request, "faults/fault.html", {"form": form, "fault": held})


@require_POST
@requires(Permission.REPORT_FAULTS)
def from_device(request: StaffRequest) -> JsonResponse:
    """Reports that a device kept while it had no connection; the answer names those that are safe here, and says of
    each other one why it is not."""
    try:
        rows = device_rows(request.body, "faults")
    except ValueError as error:
        return JsonResponse({"refused": str(error)}, status=400)
    sent, refused = read_rows(rows, _sent)
    kept = []
    for said in sent:
        try:
            kept.append(str(actions.report_fault(by=request.actor, said=said).pk))
        except FaultRefused as refusal:
            refused[str(said.id)] = str(refusal)
    return JsonResponse({"kept": kept, "refused": refused})


def _sent(said: dict[str, Any]) -> Reported:
    return Reported(
        id=UUID(said["id"]),
        text=str(said["text"]),
        page=str(said.get("page") or ""),
        lost_work=bool(said.get("lost_work")),
        device_at=moment(said["device_at"]),
    )
