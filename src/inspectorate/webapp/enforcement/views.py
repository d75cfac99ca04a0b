"""The pages of enforcement, for staff only: the register of cases, a case, and the forms for its steps."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from inspectorate.webapp.accounts.permissions import Permission, check_has, has
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.design.pagination import paginated
from inspectorate.webapp.design.sent import done
from inspectorate.webapp.enforcement import actions, presenters, queries
from inspectorate.webapp.enforcement.conditions import changes_of, conditions_of, in_effect_since
from inspectorate.webapp.enforcement.forms import CaseFilter, OpeningForm, StepForm, StrikeForm
from inspectorate.webapp.enforcement.ladder import Step, ladder
from inspectorate.webapp.enforcement.models import Case, StepTaken
from inspectorate.webapp.register.models import Body, Setting
from inspectorate.webapp.register.queries import regions

ALL = ("", "All")


@requires(Permission.VIEW_ENFORCEMENT)
def cases(request: StaffRequest) -> HttpResponse:
    """Every case, those that are open first of all."""
    said = {name: request.GET.get(name, "") for name in ("kind", "state", "region")}
    rows = queries.cases(kind=said["kind"], open_only=said["state"] != "all", region=said["region"])
    pages = paginated(request, rows)
    choices = {
        "kind": [ALL, *((id_, kind.label) for id_, kind in ladder().kinds.items())],
        "state": [("", "Open"), ("all", "Open and ended")],
        "region": [ALL, *((name, name) for name in regions() if name)],
    }
    context = {
        "filter": CaseFilter(said, choices),
        "pages": pages,
        "rows": presenters.case_rows(pages.rows, timezone.localdate()),
    }
    return render(request, "enforcement/cases.html", context)


@requires(Permission.VIEW_ENFORCEMENT)
def case(request: StaffRequest, id: int) -> HttpResponse:
    """One case: where it stands, the clocks that run, what was done and what may follow."""
    found = get_object_or_404(Case.objects.select_related("body", "follows__body"), pk=id)
    today, stands, kinds = timezone.localdate(), queries.stand(found), ladder().kinds
    may = _may(request, Permission.ENFORCE, found.body)
    changing = changes_of(found)
    other_changes = [one for one in changing if one.follows_id != found.pk]
    context = {
        "case": found,
        "kind": stands.kind,
        "basis": ladder().sources[stands.kind.basis],
        "state": stands.words(today),
        "ended": stands.state.end,
        "clocks": presenters.clock_rows(stands, today),
        "steps": presenters.step_rows(stands.kind, found.steps.all()),
        "possible": [(id_, step) for id_, step in stands.possible(today) if _may_take(request, step, found.body)],
        "may_enforce": may,
        "may_open": [kinds[name].label for name in stands.state.may_open],
        "follows": presenters.case_rows([found.follows], today)[0] if found.follows else None,
        "followed": presenters.case_rows([*found.followed_by.select_related("body"), *other_changes], today),
        "changed_on": min((day for one in changing if (day := in_effect_since(one))), default=None),
    }
    return render(request, "enforcement/case.html", context)


@requires(Permission.VIEW_ENFORCEMENT)
def step(request: StaffRequest, id: int, step: str) -> HttpResponse:
    """A further step in a case."""
    found = get_object_or_404(Case.objects.select_related("body"), pk=id)
    rule = ladder().kinds[found.kind].steps.get(step)
    if rule is None:
        raise Http404("No such step in this kind of case.")
    check_has(request.actor, _permission(rule), body=found.body.key, region=found.body.ofsted_region)
    form = StepForm(rule, request.POST or None)
    if "inspection" in rule.asks:
        form.offer_visits(found.body, queries.stand(found).first_visit(rule))
    if done(
        request,
        form,
        lambda: actions.take_step(by=request.actor, case=found, step=step, new=form.new()),
        f"{rule.done}. The step is recorded.",
    ):
        return redirect("enforcement:case", found.pk)
    return render(request, "enforcement/step.html", {"body": found.body, "case": found, "form": form, "rule": rule})


@requires(Permission.ENFORCE)
def strike(request: StaffRequest, id: int) -> HttpResponse:
    """The last step of a case struck out, where it was recorded by mistake."""
    taken = get_object_or_404(StepTaken.objects.select_related("case__body"), pk=id)
    body = taken.case.body
    check_has(request.actor, Permission.ENFORCE, body=body.key, region=body.ofsted_region)
    form = StrikeForm(request.POST or None)
    if done(
        request,
        form,
        lambda: actions.strike_step(by=request.actor, step=taken, reason=form.cleaned_data["reason"]),
        "The step is struck out.",
    ):
        return redirect("enforcement:case", taken.case_id)
    what = ladder().kinds[taken.case.kind].steps[taken.step].done
    return render(request, "enforcement/strike.html", {"case": taken.case, "form": form, "done": what, "taken": taken})


@requires(Permission.ENFORCE)
def open_new(request: StaffRequest, code: str) -> HttpResponse:
    """First what is done, then what that asks for."""
    body = get_object_or_404(Body, kind="setting", code=code)
    check_has(request.actor, Permission.ENFORCE, body=body.key, region=body.ofsted_region)
    setting = get_object_or_404(Setting, body=body)
    follows = _followed(request, body)
    before = queries.stand(follows) if follows else None
    offered = presenters.openings(setting.type, before)
    asked = OpeningForm(offered, request.GET if "opening" in request.GET else None)
    context: dict[str, object] = {"body": body, "offered": offered, "before": before}
    if not asked.is_valid():
        return render(request, "enforcement/open.html", {**context, "form": asked})
    kind, _, step = asked.cleaned_data["opening"].partition("/")
    rule = ladder().kinds[kind].steps[step]
    form = StepForm(rule, request.POST or None)
    if rule.changes:
        form.offer_conditions(conditions_of(body), follows)
    made = done(
        request,
        form,
        lambda: actions.open_case(by=request.actor, body=body, kind=kind, step=step, new=form.new(), follows=follows),
        f"{rule.done}. The case is open.",
    )
    if made:
        return redirect("enforcement:case", made.pk)
    return render(request, "enforcement/step.html", {**context, "form": form, "rule": rule, "case": None})


def _followed(request: StaffRequest, body: Body) -> Case | None:
    said = request.GET.get("follows", "")
    if said and not said.isdecimal():
        raise Http404("No such case.")
    return get_object_or_404(Case, pk=int(said), body=body) if said else None


def _permission(step: Step) -> Permission:
    return Permission(step.permission) if step.permission else Permission.ENFORCE


def _may(request: StaffRequest, permission: Permission, body: Body) -> bool:
    return has(request.actor, permission, body=body.key, region=body.ofsted_region)


def _may_take(request: StaffRequest, step: Step, body: Body) -> bool:
    return _may(request, _permission(step), body)
