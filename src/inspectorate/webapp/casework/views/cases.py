"""Cases: the list, one case, planning one, its team and days, and its moves."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from inspectorate.due.labels import capital
from inspectorate.due.model import Obligation
from inspectorate.framework.library import load_library
from inspectorate.framework.model import Edition
from inspectorate.webapp.accounts.models import User
from inspectorate.webapp.accounts.permissions import Permission, PermissionRefused, check_has
from inspectorate.webapp.accounts.queries import who_may
from inspectorate.webapp.casework import presenters, queries
from inspectorate.webapp.casework.actions import cases as actions
from inspectorate.webapp.casework.actions.moves import take
from inspectorate.webapp.casework.actions.team import add_member, end_member
from inspectorate.webapp.casework.after import after, letters_of_nobody, letters_to_send
from inspectorate.webapp.casework.forms import DaysForm, MemberForm, MoveForm, PlanForm
from inspectorate.webapp.casework.models import Member
from inspectorate.webapp.casework.opinions import asked_of
from inspectorate.webapp.casework.parts import SHARED, TEAM, TOLD, check_part, check_sees
from inspectorate.webapp.casework.queries import Seen
from inspectorate.webapp.casework.refusals import CaseRefused
from inspectorate.webapp.casework.table import table
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.design.forms import posted
from inspectorate.webapp.design.sent import done
from inspectorate.webapp.programme.views.bodies import edition_named, obligation_of
from inspectorate.webapp.register.models import Body


def seen_case(request: StaffRequest, slug: str) -> Seen:
    """The case of an address as the reader sees it. Raises Http404 where there is none, and for who has no part in it:
    that there is a case at all is not for everybody."""
    found = queries.cases().filter(slug=slug).first()
    if found is None:
        raise Http404("There is no such case.")
    try:
        check_sees(request.actor, found)
    except PermissionRefused as refusal:
        raise Http404("There is no such case.") from refusal
    return queries.seen(request.actor, found)


@requires(Permission.VIEW_CASES)
def cases(request: StaffRequest) -> HttpResponse:
    """The cases that the reader has a part in, what is late first."""
    ended = request.GET.get("state") == "all"
    rows = [presenters.case_row(one) for one in queries.seen_by(request.actor, ended=ended)]
    asked = asked_of(request.actor)
    context = {
        "rows": rows,
        "ended": ended,
        "late": sum(row.late for row in rows),
        "asked": [one for one, end in asked if end is None],
        "not_given": [(one, end) for one, end in asked if end and (ended or end.told_on(timezone.localdate()))],
        "letters": letters_to_send(request.actor),
        "of_nobody": letters_of_nobody(request.actor),
    }
    return render(request, "casework/cases.html", context)


@requires(Permission.VIEW_CASES)
def case(request: StaffRequest, slug: str) -> HttpResponse:
    """One case: where it stands, who works on it, what can be done now, what happened."""
    found = seen_case(request, slug)
    graded = found.edition.events[found.case.event].graded
    context = {
        "case": found.case,
        "row": presenters.case_row(found),
        "stage": table().stages[found.case.stage],
        "clock": found.clock,
        "late": found.late,
        "track": presenters.track(found.case, graded),
        "moves": list(presenters.open_moves(found)),
        "members": found.case.serving,
        "parts": found.parts,
        "changes_days": "scheduler" in found.parts and found.case.stage in actions.CHANGEABLE,
        "has_draft": "body" in found.parts and found.case.stage in SHARED,
        "asks": found.case.announced or found.case.stage in TOLD or bool(found.parts & TEAM),
        "answers": found.case.stage == "factual_accuracy",
        "approves": "assurer" in found.parts and found.case.stage == "finalising",
        "inside": bool(found.parts - {"body", "scheduler"}),
        "in_touch": bool(found.parts - {"scheduler"}),
        "graded": graded,
        "edition": found.edition,
        "happened": presenters.happened(found.case) if found.parts - {"body"} else [],
        "versions": found.case.versions.all(),
        "public": any(version.public for version in found.case.versions.all()),
        "after": after(request.actor, found),
    }
    return render(request, "casework/case.html", context)


@requires(Permission.PLAN_CASES)
def plan(request: StaffRequest, code: str, kind: str) -> HttpResponse:
    """A new case at a body: for an obligation, or for any event of the edition in force."""
    body = get_object_or_404(Body, kind=kind, code=code)
    check_has(request.actor, Permission.PLAN_CASES, body=body.key, region=body.ofsted_region)
    edition, told = _for(request, body)
    offered = [(id_, held.label) for id_, held in edition.events.items() if held.kind.on_site]
    form = PlanForm(offered, posted(request), initial=_initial(edition, told))
    made = done(
        request,
        form,
        lambda: actions.open_case(by=request.actor, body=body, new=form.new(edition.id, told)),
        "The case is open. Name its team next.",
    )
    if made is not None:
        return redirect("casework:case", made.slug)
    return render(request, "casework/plan.html", {"body": body, "form": form, "edition": edition})


def _initial(edition: Edition, told: Obligation | None) -> dict[str, str]:
    """What the form begins with: the event that is due, and whether its framework gives notice of it."""
    event = edition.events[told.event] if told else None
    return {
        "event": told.event if told else "",
        "announced": "no" if event and event.notice_working_days == 0 else "yes",
    }


def _for(request: StaffRequest, body: Body) -> tuple[Edition, Obligation | None]:
    """The edition that a case is planned under, and the obligation that it answers, if the address names one."""
    library, key = load_library(), request.GET.get("obligation", "")
    told = obligation_of(body, key)
    if key and told is None:
        raise Http404("This body owes nothing of that name.")
    return edition_named(told.edition if told else request.GET.get("edition", ""), library, body), told


@requires(Permission.VIEW_CASES)
def move(request: StaffRequest, slug: str, move: str) -> HttpResponse:
    """One move of a case."""
    found = seen_case(request, slug)
    rule = table().moves.get(move)
    if rule is None:
        raise Http404("There is no such move.")
    check_part(request.actor, found.case, *rule.by)
    form = MoveForm(rule, presenters.turns_into(found), posted(request))
    if done(
        request,
        form,
        lambda: take(by=request.actor, case=found.case, move=move, said=form.said()),
        f"{capital(rule.done)}.",
    ):
        return redirect("casework:case", slug)
    context = {"case": found.case, "form": form, "rule": rule, "row": presenters.case_row(found)}
    return render(request, "casework/move.html", context | {"report": _to_release(found, move)})


def _to_release(found: Seen, move: str) -> dict[str, Any] | None:
    """What whoever releases a report reads before: the version that was approved."""
    approval = queries.approval(found.case) if move == "release" else None
    return json.loads(approval.content) if approval and approval.content else None


@requires(Permission.PLAN_CASES)
def team(request: StaffRequest, slug: str) -> HttpResponse:
    """Who works on a case: somebody is named, or their part ends."""
    found = seen_case(request, slug)
    check_part(request.actor, found.case, "scheduler")
    people = who_may(timezone.localdate(), Permission.WORK_ON_CASES, Permission.ASSURE_REPORTS)
    form = MemberForm([(str(one.pk), one.name) for one in people], posted(request))
    if done(request, form, lambda: _name(request, found, form), "The person is named."):
        return redirect("casework:team", slug)
    return render(request, "casework/team.html", {"case": found.case, "form": form, "members": found.case.serving})


def _name(request: StaffRequest, found: Seen, form: MemberForm) -> Member:
    user = get_object_or_404(User, pk=form.cleaned_data["user"])
    return add_member(by=request.actor, case=found.case, user=user, part=form.cleaned_data["part"])


@requires(Permission.PLAN_CASES)
def team_end(request: StaffRequest, slug: str, id: int) -> HttpResponse:
    """Somebody's part ends."""
    found = seen_case(request, slug)
    member = get_object_or_404(Member.objects.select_related("case", "user"), pk=id, case=found.case)
    if request.method != "POST":
        return redirect("casework:team", slug)
    try:
        end_member(by=request.actor, member=member)
    except CaseRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{member.user.name} has no part in this case any more.")
    return redirect("casework:team", slug)


@requires(Permission.PLAN_CASES)
def days(request: StaffRequest, slug: str) -> HttpResponse:
    """The days on site, set or changed."""
    found = seen_case(request, slug)
    check_part(request.actor, found.case, "scheduler")
    form = DaysForm(posted(request), initial={"starts": found.case.starts, "ends": found.case.ends})
    if done(
        request,
        form,
        lambda: actions.change_days(by=request.actor, case=found.case, **form.cleaned_data),
        "The days are set.",
    ):
        return redirect("casework:case", slug)
    return render(request, "casework/days.html", {"case": found.case, "form": form})
