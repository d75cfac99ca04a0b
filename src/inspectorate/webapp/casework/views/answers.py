"""Factual accuracy: the body reads the draft and answers paragraph by paragraph; the team decides each point."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from inspectorate.webapp.accounts.permissions import Permission
from inspectorate.webapp.casework import clocks, drafts, queries, report
from inspectorate.webapp.casework.actions import report as actions
from inspectorate.webapp.casework.models import Paragraph, Point
from inspectorate.webapp.casework.parts import SHARED, check_inside, check_part
from inspectorate.webapp.casework.queries import Seen
from inspectorate.webapp.casework.refusals import CaseRefused
from inspectorate.webapp.casework.report_forms import DecisionForm, PointForm
from inspectorate.webapp.casework.views.cases import seen_case
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.design.forms import posted
from inspectorate.webapp.design.sent import done


def _sent(request: StaffRequest, slug: str) -> Seen:
    """A case whose draft was sent, as the body sees it. Raises Http404 before that, PermissionRefused for others."""
    found = seen_case(request, slug)
    check_part(request.actor, found.case, "body")
    if found.case.stage not in SHARED:
        raise Http404("The draft has not been sent.")
    return found


def _opened(request: StaffRequest, slug: str) -> Seen:
    """As `_sent`, once somebody of the body has opened the draft: nothing of it is read before its time runs."""
    found = _sent(request, slug)
    if found.case.draft_received_on is None:
        raise Http404("The draft has not been opened.")
    return found


@requires(Permission.ANSWER_DRAFTS)
def shared(request: StaffRequest, slug: str) -> HttpResponse:
    """The draft as the body reads it, with its points and what was decided. Opening it starts the body's time."""
    found = _sent(request, slug)
    if request.method == "POST":
        try:
            actions.receive_draft(by=request.actor, case=found.case)
        except CaseRefused as refusal:
            messages.error(request, str(refusal))
        return redirect("casework:shared", slug)
    context = {
        "case": found.case,
        "edition": found.edition,
        "ends": clocks.answer_time_ends(found.case, found.edition),
        "sections": report.sections(found.edition, found.case.event),
        "paragraphs": [one for one in drafts.paragraphs(found.case, points=True) if one.text or one.points],
        "findings": queries.put_right(found.case),
        "kinds": report.KINDS,
        "grades": queries.grades(found.case, "moderated"),
        "answers": found.case.stage == "factual_accuracy",
    }
    return render(request, "casework/shared.html", context)


@requires(Permission.ANSWER_DRAFTS)
def point_new(request: StaffRequest, slug: str, id: int) -> HttpResponse:
    """A point about one paragraph."""
    found = _opened(request, slug)
    held = get_object_or_404(Paragraph.objects.select_related("case__body"), pk=id, case=found.case)
    form = PointForm("", posted(request))

    def make() -> Point:
        return actions.make_point(by=request.actor, paragraph=held, **form.cleaned_data)

    if _as_typed(request):
        return _kept_as_typed(slug, form, make)
    if done(request, form, make, "Your point is kept. It is sent with your answer."):
        return redirect("casework:shared", slug)
    text = held.wordings.order_by("-id")[0].text
    return render(request, "casework/point.html", {"case": found.case, "form": form, "text": text})


@requires(Permission.ANSWER_DRAFTS)
def point(request: StaffRequest, slug: str, id: int) -> HttpResponse:
    """A point changed before the answer is sent."""
    found = _opened(request, slug)
    held = get_object_or_404(Point.objects.select_related("paragraph__case"), pk=id, paragraph__case=found.case)
    initial = {"proposed": held.proposed, "evidence": held.evidence}
    form = PointForm(held.revision, posted(request), initial=initial)
    form.fields["proposed"].required = False

    def change() -> Point:
        return actions.change_point(by=request.actor, point=held, **form.cleaned_data, over=form.read_over())

    if _as_typed(request):
        return _kept_as_typed(slug, form, change, held)
    if done(request, form, change, "Your point is kept."):
        return redirect("casework:shared", slug)
    text = held.paragraph.wordings.order_by("-id")[0].text
    context = {"case": found.case, "form": form, "text": text, "newer": _newer(held, form)}
    return render(request, "casework/point.html", context)


def _newer(held: Point, form: PointForm) -> str:
    """What a colleague wrote of the same point since the writer began, to be read beside what they wrote."""
    if held.revision == form.read_over():
        return ""
    shown = f"\nWhat shows it: {held.evidence}" if held.evidence else ""
    return f"{held.made_by} wrote meanwhile:\n{held.proposed}{shown}"


def _as_typed(request: StaffRequest) -> bool:
    """Whether a form is sent by the page itself while somebody types."""
    return request.method == "POST" and request.headers.get("Accept") == "application/json"


def _kept_as_typed(slug: str, form: PointForm, act: Callable[[], Point], held: Point | None = None) -> JsonResponse:
    """Where it was kept, and over which revision one writes on; refused, what a colleague made of ``held``."""
    if form.is_valid():
        try:
            kept = act()
        except CaseRefused as refusal:
            form.refuse(refusal)
        else:
            address = reverse("casework:point", args=[slug, kept.pk])
            return JsonResponse({"address": address, "over": kept.revision})
    told = {"over": held.revision, "newer": newer} if held and (newer := _newer(held, form)) else {}
    return JsonResponse({"refused": form.error_list()[0]["text"], **told}, status=409)


@requires(Permission.WORK_ON_CASES)
def decide(request: StaffRequest, slug: str, id: int) -> HttpResponse:
    """The team's decision on a point; an accepted one changes the paragraph in the same step."""
    found = seen_case(request, slug)
    check_inside(request.actor, found.case)
    check_part(request.actor, found.case, "lead")
    if not queries.answer_is_sent(found.case):
        raise Http404("The body has not sent its answer.")
    held = get_object_or_404(Point.objects.select_related("paragraph__case__body"), pk=id, paragraph__case=found.case)
    newest = held.paragraph.wordings.order_by("-id")[0]
    form = DecisionForm(newest.pk, posted(request), initial={"text": newest.text})
    if done(request, form, lambda: _decide(request, held, form), "The point is decided."):
        return redirect("casework:draft", slug)
    return render(
        request, "casework/decide.html", {"case": found.case, "form": form, "point": held, "text": newest.text}
    )


@transaction.atomic
def _decide(request: StaffRequest, held: Point, form: DecisionForm) -> Point:
    said = form.cleaned_data
    accepted = said["accepted"] == "yes"
    decided = actions.decide_point(
        by=request.actor, point=held, accepted=accepted, reason=said["reason"], touches_grade=said["touches_grade"]
    )
    if accepted and said["text"] != held.paragraph.wordings.order_by("-id")[0].text:
        actions.reword(
            by=request.actor, paragraph=held.paragraph, text=said["text"], over=form.read_over(), point=decided
        )
    return decided
