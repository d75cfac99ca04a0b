"""Action plans: what inspections call for, what the authority sent, and what it was answered."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from inspectorate.webapp.accounts.permissions import Permission, check_has, has
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.design.forms import posted, sent_files
from inspectorate.webapp.design.sent import done
from inspectorate.webapp.engagement.actions import plans as actions
from inspectorate.webapp.engagement.forms import PlanAnswerForm, PlanForm, ReceivedForm
from inspectorate.webapp.engagement.models import ActionPlan
from inspectorate.webapp.engagement.plans import called, late_statements, may_send, waiting
from inspectorate.webapp.engagement.readers import reads
from inspectorate.webapp.inspections.downloads import download
from inspectorate.webapp.register.models import Body


@requires(Permission.VIEW_REGISTER)
def plans(request: StaffRequest, code: str) -> HttpResponse:
    """Every plan that an authority owes or owed, for staff and for those who answer for the authority."""
    body, today = _body(request, code), timezone.localdate()
    about = {"body": body.key, "region": body.ofsted_region}
    rows = [(one, one.late(today), one.draft_late(today)) for one in called(body, today)]
    context = {
        "body": body,
        "rows": rows,
        "sends": has(request.actor, Permission.SEND_PLANS, **about) and any(may_send(one) for one, _, _ in rows),
        "records": has(request.actor, Permission.RECORD_EVENT, **about),
    }
    return render(request, "engagement/plans.html", context)


@requires(Permission.SEND_PLANS)
def send(request: StaffRequest, code: str) -> HttpResponse:
    """The authority's people send a plan."""
    body = get_object_or_404(Body, kind="authority", code=code)
    check_has(request.actor, Permission.SEND_PLANS, body=body.key, region=body.ofsted_region)
    told = [one for one in called(body, timezone.localdate()) if may_send(one)]
    form = PlanForm(told, posted(request), sent_files(request))
    if done(request, form, lambda: _send(request, body, form), "The plan is sent."):
        return redirect("engagement:plans", code)
    return render(request, "engagement/plan_send.html", {"body": body, "form": form, "told": told})


def _send(request: StaffRequest, body: Body, form: PlanForm) -> ActionPlan:
    said, file = form.cleaned_data, form.cleaned_data["file"]
    return actions.send_plan(
        by=request.actor, body=body, inspection=int(said["inspection"]), name=file.name, content=file.read(),
        words=said["words"], draft=said.get("draft", False),
    )  # fmt: skip


@requires(Permission.RECORD_EVENT)
def receive(request: StaffRequest, id: int) -> HttpResponse:
    """Staff record that a plan came."""
    plan = _plan(request, id)
    form = ReceivedForm(posted(request), initial={"on": timezone.localdate(plan.sent_at)})
    if done(
        request,
        form,
        lambda: actions.receive_plan(by=request.actor, plan=plan, **form.cleaned_data),
        "The plan is recorded as received.",
    ):
        return redirect("engagement:plans", plan.inspection.body.code)
    context = {"plan": plan, "body": plan.inspection.body, "form": form, "deed": "Record the plan as received"}
    return render(request, "engagement/plan_act.html", context)


@requires(Permission.RECORD_EVENT)
def answer(request: StaffRequest, id: int) -> HttpResponse:
    """Staff say whether a plan reflects what was found."""
    plan = _plan(request, id)
    form = PlanAnswerForm(posted(request))
    if done(request, form, lambda: _answer(request, plan, form), "The answer is recorded. The authority can read it."):
        return redirect("engagement:plans", plan.inspection.body.code)
    context = {"plan": plan, "body": plan.inspection.body, "form": form, "deed": "Answer the plan"}
    return render(request, "engagement/plan_act.html", context)


def _answer(request: StaffRequest, plan: ActionPlan, form: PlanAnswerForm) -> ActionPlan:
    said = form.cleaned_data
    return actions.answer_plan(by=request.actor, plan=plan, reflects=said["reflects"] == "yes", reason=said["reason"])


@requires(Permission.VIEW_REGISTER)
def file(request: StaffRequest, id: int) -> HttpResponse:
    """The plan itself, for those who may read the page."""
    plan = get_object_or_404(ActionPlan.objects.select_related("inspection__body"), pk=id)
    _body(request, plan.inspection.body.code)
    return download(plan.sha256, plan.name)


@requires(Permission.VIEW_DUE)
def plans_to_answer(request: StaffRequest) -> HttpResponse:
    """Plans that were sent and not yet recorded or answered, the oldest first."""
    region = request.GET.get("region", "")
    rows = [(plan, has(request.actor, Permission.RECORD_EVENT, **_about(plan))) for plan in waiting(region)]
    late = late_statements(timezone.localdate(), region)
    return render(request, "engagement/plans_to_answer.html", {"rows": rows, "region": region, "late": late})


def _about(plan: ActionPlan) -> dict[str, str]:
    body = plan.inspection.body
    return {"body": body.key, "region": body.ofsted_region}


def _plan(request: StaffRequest, id: int) -> ActionPlan:
    plan = get_object_or_404(ActionPlan.objects.select_related("inspection__body"), pk=id)
    check_has(request.actor, Permission.RECORD_EVENT, **_about(plan))
    return plan


def _body(request: StaffRequest, code: str) -> Body:
    """The authority of an address. Raises Http404 where there is none, and for who does not read about its plans."""
    body = get_object_or_404(Body, kind="authority", code=code)
    if not reads(request.actor, body):
        raise Http404("Only staff, and those who answer for the authority, read this.")
    return body
