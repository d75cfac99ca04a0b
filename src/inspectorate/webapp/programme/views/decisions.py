"""Taking, changing and ending decisions."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from inspectorate.due.model import Obligation
from inspectorate.framework.library import load_library
from inspectorate.framework.model import Edition
from inspectorate.history.model import DecisionKind
from inspectorate.webapp.accounts.permissions import Permission, check_has, has
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.design.addresses import page, page_of
from inspectorate.webapp.design.sent import done
from inspectorate.webapp.programme import actions, decision_presenters, presenters
from inspectorate.webapp.programme.attention import decisions_to_look_at
from inspectorate.webapp.programme.forms import DecisionForm, EndForm, KindForm
from inspectorate.webapp.programme.models import Decision
from inspectorate.webapp.programme.snapshot import snapshot
from inspectorate.webapp.programme.states import DecisionRefused
from inspectorate.webapp.programme.views.bodies import (
    body_of,
    decisions_about,
    edition_in_force,
    obligation_of,
)
from inspectorate.webapp.register.models import Body

ABOUT_ALL = (DecisionKind.PAUSE, DecisionKind.REINSPECT_ON_REQUEST, DecisionKind.VISIT)


@requires(Permission.TAKE_DECISION)
def decide(request: StaffRequest, code: str) -> HttpResponse:
    """First which kind of decision, then what that kind needs. Without an obligation it is about the authority."""
    body = body_of(code)
    check_has(request.actor, Permission.TAKE_DECISION, body=body.key, region=body.ofsted_region)
    key = request.GET.get("obligation", "")
    obligation = obligation_of(body, key)
    if key and obligation is None:
        messages.warning(request, "That is no longer due: what it rested on has changed since the page was made.")
        return redirect(page_of(body))
    offered = decisions_about(obligation) if obligation else ABOUT_ALL
    asked = KindForm(offered, request.GET if "kind" in request.GET else None)
    context = {"body": body, "about": _about(obligation), "key": key}
    if not asked.is_valid():
        return render(request, "programme/decide_kind.html", {**context, "form": asked})
    kind = DecisionKind(asked.cleaned_data["kind"])
    edition = _edition(body, obligation)
    form = DecisionForm(kind, _events(edition, obligation, kind), request.POST or None)
    if request.method == "POST" and form.is_valid():
        rule = decision_presenters.rule_of(key) if obligation else ""
        try:
            answer = form.answer(obligation=key, rule=rule)
            actions.take_decision(by=request.actor, body=body, edition=edition.id, answer=answer)
        except DecisionRefused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"{decision_presenters.DECISIONS[kind]}. The decision is recorded.")
            return redirect(f"{page_of(body)}#decisions")
    context |= {"form": form, "kind": kind, "deed": decision_presenters.DEEDS[kind], "back": _back(key, body)}
    return render(request, "programme/decide.html", context)


@requires(Permission.TAKE_DECISION)
def change(request: StaffRequest, id: int) -> HttpResponse:
    """A newer decision in the place of one that stands."""
    decision = get_object_or_404(Decision.objects.select_related("body", "edition"), pk=id)
    body, kind = decision.body, DecisionKind(decision.kind)
    check_has(request.actor, Permission.TAKE_DECISION, body=body.key, region=body.ofsted_region)
    edition = load_library().edition(decision.edition.edition)
    initial = {"until": decision.until, "event": decision.event, "expires": decision.expires}
    obligation = obligation_of(body, decision.obligation)
    form = DecisionForm(kind, _events(edition, obligation, kind), request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            answer = form.answer(obligation=decision.obligation, rule=decision.rule)
            actions.change_decision(by=request.actor, decision=decision, answer=answer)
        except DecisionRefused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "The decision is changed. The earlier one is kept, and ended.")
            return redirect(f"{page_of(body)}#decisions")
    (row,) = decision_presenters.decision_rows([decision], load_library(), timezone.localdate())
    context = {"body": body, "form": form, "row": row, "deed": "Change the decision"}
    return render(request, "programme/decision_change.html", context)


@requires(Permission.TAKE_DECISION)
def end(request: StaffRequest, id: int) -> HttpResponse:
    """The end of a decision: from that day on the obligation is what the rules make it."""
    decision = get_object_or_404(Decision.objects.select_related("body", "edition"), pk=id)
    body = decision.body
    check_has(request.actor, Permission.TAKE_DECISION, body=body.key, region=body.ofsted_region)
    form = EndForm(request.POST or None, initial={"on": timezone.localdate()})
    if done(
        request,
        form,
        lambda: actions.end_decision(by=request.actor, decision=decision, **form.cleaned_data),
        "The decision is ended.",
    ):
        return redirect(f"{page_of(body)}#decisions")
    (row,) = decision_presenters.decision_rows([decision], load_library(), timezone.localdate())
    return render(request, "programme/decision_end.html", {"body": body, "form": form, "row": row})


@requires(Permission.VIEW_DUE)
def decisions(request: StaffRequest) -> HttpResponse:
    """Decisions to look at again: they stand, and are spent, or expire soon, or have expired and nobody ended them."""
    today = timezone.localdate()
    region = request.GET.get("region", "")
    idle = snapshot(today).idle
    rows = decisions_to_look_at(region, today, idle)
    told = decision_presenters.decision_rows(rows, load_library(), today, idle)
    actor = request.actor
    table = [
        (row, line, has(actor, Permission.TAKE_DECISION, body=row.body.key, region=row.body.ofsted_region))
        for row, line in zip(rows, told, strict=True)
    ]
    return render(request, "programme/decisions.html", {"table": table, "region": region})


def _edition(body: Body, obligation: Obligation | None) -> Edition:
    library = load_library()
    return library.edition(obligation.edition) if obligation else edition_in_force(library, body)


def _events(edition: Edition, obligation: Obligation | None, kind: DecisionKind) -> Iterator[tuple[str, str]]:
    """What an obligation may become: the other events of its edition. A visit is decided on among those that give no
    grade."""
    for id_, event in edition.events.items():
        if (obligation is None or id_ != obligation.event) and not (kind is DecisionKind.VISIT and event.graded):
            yield id_, event.label


def _about(obligation: Obligation | None) -> str:
    if obligation is None:
        return ""
    label = decision_presenters.event_of_rule(
        load_library(), obligation.edition, decision_presenters.rule_of(obligation.key)
    )
    return f"{label}: {presenters.window_text(obligation)}"


def _back(key: str, body: Body) -> str:
    said = QueryDict(mutable=True)
    said["obligation"] = key
    return f"{page(body.kind, body.code, 'decide')}?{said.urlencode()}"
