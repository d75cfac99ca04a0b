"""Requests for an earlier re-inspection: the thread, asking, answering, and what waits."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from inspectorate.webapp.accounts.permissions import Permission, check_has, has
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.design.forms import posted
from inspectorate.webapp.design.sent import done
from inspectorate.webapp.engagement import requests as reading
from inspectorate.webapp.engagement.actions import requests as actions
from inspectorate.webapp.engagement.forms import AnswerForm, AskForm
from inspectorate.webapp.engagement.models import ReinspectionRequest
from inspectorate.webapp.engagement.readers import reads
from inspectorate.webapp.programme.presenters import window_text
from inspectorate.webapp.register.models import Body


@requires(Permission.VIEW_REGISTER)
def requests(request: StaffRequest, code: str) -> HttpResponse:
    """All that an authority asked and was answered, for its people and for staff."""
    body = get_object_or_404(Body, kind="authority", code=code)
    if not reads(request.actor, body):
        raise Http404("Only staff, and those who answer for the authority, read this.")
    today, about = timezone.localdate(), {"body": body.key, "region": body.ofsted_region}
    due = reading.reinspection_due(body, today)
    found = list(reading.requests_of(body))
    is_open = any(one.answered_at is None for one in found)
    context = {
        "body": body,
        "due": window_text(due) if due else "",
        "rows": [(one, reading.answer_by(one), reading.late(one, today)) for one in found],
        "asks": bool(due) and not is_open and has(request.actor, Permission.ASK_REINSPECTION, **about),
        "answers": has(request.actor, Permission.TAKE_DECISION, **about),
        "within": reading.ANSWERED_WITHIN,
    }
    return render(request, "engagement/requests.html", context)


@requires(Permission.ASK_REINSPECTION)
def ask(request: StaffRequest, code: str) -> HttpResponse:
    """The director asks."""
    body = get_object_or_404(Body, kind="authority", code=code)
    check_has(request.actor, Permission.ASK_REINSPECTION, body=body.key, region=body.ofsted_region)
    today = timezone.localdate()
    due = reading.reinspection_due(body, today)
    months = list(reading.months(due, today)) if due else []
    form = AskForm(months, posted(request))
    if done(
        request,
        form,
        lambda: actions.ask(by=request.actor, body=body, asked=form.asked()),
        "Your request is sent.",
    ):
        return redirect("engagement:requests", code)
    context = {
        "body": body,
        "form": form,
        "due": window_text(due) if due else "",
        "months": months,
        "open": reading.open_requests().filter(body=body).first(),
        "within": reading.ANSWERED_WITHIN,
    }
    return render(request, "engagement/ask.html", context)


@requires(Permission.TAKE_DECISION)
def answer(request: StaffRequest, id: int) -> HttpResponse:
    """Whoever may decide about the authority answers."""
    asked = get_object_or_404(ReinspectionRequest.objects.select_related("body"), pk=id)
    body, today = asked.body, timezone.localdate()
    check_has(request.actor, Permission.TAKE_DECISION, body=body.key, region=body.ofsted_region)
    form = AnswerForm(posted(request))
    if done(request, form, lambda: _answer(request, asked, form), "The answer is recorded. The authority can read it."):
        return redirect("engagement:requests", body.code)
    due = reading.reinspection_due(body, today)
    context = {
        "body": body,
        "asked": asked,
        "form": form,
        "due": window_text(due) if due else "",
        "by": reading.answer_by(asked),
        "within": reading.ANSWERED_WITHIN,
        "late": reading.late(asked, today),
    }
    return render(request, "engagement/answer.html", context)


def _answer(request: StaffRequest, asked: ReinspectionRequest, form: AnswerForm) -> ReinspectionRequest:
    said = form.cleaned_data
    if said["granted"] == "yes":
        return actions.grant(by=request.actor, request=asked, until=said["until"], reason=said["reason"])
    return actions.refuse(by=request.actor, request=asked, reason=said["reason"])


@requires(Permission.VIEW_DUE)
def open_requests(request: StaffRequest) -> HttpResponse:
    """Requests that nobody has answered, the oldest first."""
    region, today = request.GET.get("region", ""), timezone.localdate()
    rows = [
        (
            one, reading.answer_by(one), reading.late(one, today),
            has(request.actor, Permission.TAKE_DECISION, body=one.body.key, region=one.body.ofsted_region),
        )
        for one in reading.open_requests(region)
    ]  # fmt: skip
    return render(request, "engagement/open_requests.html", {"rows": rows, "region": region})
