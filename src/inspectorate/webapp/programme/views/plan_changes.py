"""Changing a plan by hand: an event moved, a person swapped, a lock set or lifted, a plan accepted.

What a change costs and whom it moves is shown before anything is kept, and a change that is kept is a proposed plan: it
is nobody's programme until somebody accepts it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from inspectorate.due.identity import Same
from inspectorate.framework.library import load_library
from inspectorate.planning.alternatives import alternatives, stand_ins
from inspectorate.planning.saved import book_of
from inspectorate.webapp.accounts.permissions import Permission, check_has
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.design.forms import GovukForm, posted
from inspectorate.webapp.design.pagination import paginated
from inspectorate.webapp.design.refusals import Refused
from inspectorate.webapp.design.sent import done
from inspectorate.webapp.programme import plan_changes, plan_life
from inspectorate.webapp.programme.forms import day_of
from inspectorate.webapp.programme.models import Plan
from inspectorate.webapp.programme.plan_history import accepted, changes_of, compared
from inspectorate.webapp.programme.plan_layout import Laid, layout
from inspectorate.webapp.programme.plan_offers import barred_rows, offer_rows, spot_text
from inspectorate.webapp.programme.plan_presenters import kind_label
from inspectorate.webapp.programme.plan_standing import Standing, standing
from inspectorate.webapp.programme.plan_words import Names
from inspectorate.webapp.programme.views.plans import kept_plan


@requires(Permission.PLAN_CASES)
def move(request: StaffRequest, number: int, id: int) -> HttpResponse:
    """The weeks that an event could have; what one of them costs and changes; and that proposed as a plan."""
    kept, one, stands, names = _event(request, number, id)
    form = GovukForm(posted(request))
    monday = day_of(request.POST.get("week", ""), date.min)
    made = done(
        request, form,
        lambda: plan_changes.move(
            by=request.actor, kept=kept, event=one.event.id, monday=monday or date.min,
            people=request.POST.getlist("people"),
        ),
        "The change is proposed. It is nobody’s programme until the plan is accepted.",
    )  # fmt: skip
    if made:
        return redirect("programme:plan_accept", made.pk)
    found = alternatives(book_of(stands.problem, stands.plan), one.event.id)
    weeks = stands.problem.weeks
    offers = offer_rows(found.weeks, found.held, weeks, names, stands.cost)
    chosen = next((offer for offer in offers if offer.monday.isoformat() == request.GET.get("week")), None)
    context = {"offers": offers, "barred": barred_rows(found.barred, weeks, names), "chosen": chosen}
    return _page(request, "move", form, kept, one, stands, names, context)


@requires(Permission.PLAN_CASES)
def swap(request: StaffRequest, number: int, id: int, code: str) -> HttpResponse:
    """Who could come in somebody's place; what that costs; and that proposed as a plan."""
    kept, one, stands, names = _event(request, number, id)
    form = GovukForm(posted(request))
    made = done(
        request, form,
        lambda: plan_changes.swap(
            by=request.actor, kept=kept, event=one.event.id, out=code, into=request.POST.get("into", "")
        ),
        "The change is proposed. It is nobody’s programme until the plan is accepted.",
    )  # fmt: skip
    if made:
        return redirect("programme:plan_accept", made.pk)
    try:
        found = stand_ins(book_of(stands.problem, stands.plan), one.event.id, code)
    except ValueError as wrong:
        raise Http404("This person is not on this event, or it is locked.") from wrong
    held = next(place for place in stands.plan.placements if place.event == one.event.id)
    offers = offer_rows(found, held, stands.problem.weeks, names, stands.cost)
    chosen = next((offer for offer in offers if offer.into == request.GET.get("into")), None)
    context = {"offers": offers, "chosen": chosen, "out": code, "out_name": names.person(code)}
    return _page(request, "swap", form, kept, one, stands, names, context)


@requires(Permission.PLAN_CASES)
def lock(request: StaffRequest, number: int, id: int) -> HttpResponse:
    """Keep an event where it is, in whatever plan comes."""
    kept, one = _sent(request, number, id)
    with _told(request, "The event is locked: it stays in its week and with its people."):
        plan_life.lock(by=request.actor, kept=kept, event=one.event.id)
    return redirect("programme:plan_event", number, id)


@requires(Permission.PLAN_CASES)
def unlock(request: StaffRequest, number: int, id: int) -> HttpResponse:
    """Let an event that was locked by hand move again."""
    kept, one = _sent(request, number, id)
    with _told(request, "The event is unlocked: plans may move it again."):
        plan_life.unlock(by=request.actor, kept=kept, event=one.event.id)
    return redirect("programme:plan_event", number, id)


@requires(Permission.PLAN_CASES)
def accept(request: StaffRequest, number: int) -> HttpResponse:
    """What a plan changes of the one that it follows, or of the accepted one; and making it the programme."""
    kept, form = kept_plan(number), GovukForm(posted(request))
    if done(
        request,
        form,
        lambda: plan_life.accept(by=request.actor, kept=kept),
        f"Plan {kept.pk} is accepted. It is the programme now.",
    ):
        return redirect("programme:plan", number)
    before = accepted() if kept.state == Plan.State.PROPOSED else None
    context = {
        "plan": kept,
        "form": form,
        "before": before,
        "beside": before.pk if before else kept.follows_id,
        "pages": paginated(request, compared(before, kept) if before else changes_of(kept)),
    }
    return render(request, "programme/plan_accept.html", context)


@contextmanager
def _told(request: StaffRequest, said: str) -> Iterator[None]:
    """Say that something is done, or why it was refused."""
    try:
        yield
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)


def _sent(request: StaffRequest, number: int, id: int) -> tuple[Plan, Laid]:
    """The event that a button was pressed for. Raises Http404."""
    kept = kept_plan(number)
    found = layout(kept).of(id)
    if found is None or request.method != "POST":
        raise Http404("A button on the page of an event sends to this.")
    return kept, found


def _event(request: StaffRequest, number: int, id: int) -> tuple[Plan, Laid, Standing, Names]:
    """An event that whoever asks may move, in its plan as it stands today. Raises Http404 or PermissionRefused."""
    kept = kept_plan(number)
    found = layout(kept).of(id)
    if found is None:
        raise Http404("There is no such event in this plan.")
    check_has(request.actor, Permission.PLAN_CASES, body=found.event.body, region=found.event.region)
    stands = standing(kept, timezone.localdate())
    if kept.state == Plan.State.SUPERSEDED or found.event.id in stands.fixed or not _in(stands, found):
        raise Http404("This event is not to be moved in this plan.")
    return kept, found, stands, Names.of(stands.problem)


def _in(stands: Standing, one: Laid) -> bool:
    return any(event.id == one.event.id for event in stands.problem.events)


def _page(
    request: StaffRequest, deed: str, form: GovukForm, kept: Plan, one: Laid, stands: Standing, names: Names,
    more: Mapping[str, object],
) -> HttpResponse:  # fmt: skip
    held = next((place for place in stands.plan.placements if place.event == one.event.id), None)
    context = {
        "deed": deed,
        "form": form,
        "plan": kept,
        "one": one,
        "place": names.body(one.event.body),
        "kind": kind_label(one.event.kind, Same(load_library())),
        "now": spot_text(held, stands.problem.weeks, names),
        "cost": stands.cost,
    }
    return render(request, "programme/plan_move.html", {**context, **more})
