"""Recording events by hand, correcting what is on record of one, findings and their confirmation."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from inspectorate.due.editions import made_under
from inspectorate.framework.library import load_library
from inspectorate.history.facts import Fact, current_view
from inspectorate.webapp.accounts.permissions import Permission, check_has, has
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.design.addresses import page_of
from inspectorate.webapp.design.sent import done
from inspectorate.webapp.inspections import actions
from inspectorate.webapp.inspections import queries as inspections
from inspectorate.webapp.inspections.models import Finding, Inspection
from inspectorate.webapp.programme import portrait, sources
from inspectorate.webapp.programme.attention import late_findings
from inspectorate.webapp.programme.event_forms import ConfirmForm, EventForm, EventKindForm, FindingForm, grade_field
from inspectorate.webapp.programme.presenters import plain_edition
from inspectorate.webapp.programme.views.bodies import body_of, edition_named, history_of, kinds_of
from inspectorate.webapp.register.models import Body


@requires(Permission.RECORD_EVENT)
def new(request: StaffRequest, code: str) -> HttpResponse:
    """First which event and under which edition, then its days, grades and source."""
    body, library = body_of(code), load_library()
    check_has(request.actor, Permission.RECORD_EVENT, body=body.key, region=body.ofsted_region)
    edition = edition_named(request.GET.get("edition", ""), library, body)
    asked = EventKindForm(edition, request.GET if "event" in request.GET else None)
    context: dict[str, Any] = {"body": body, "edition": edition}
    if not asked.is_valid():
        kinds = kinds_of(body)
        editions = [(id_, plain_edition(held)) for id_, held in library.editions.items() if kinds & {*held.applies_to}]
        return render(request, "programme/event_kind.html", {**context, "form": asked, "editions": editions[::-1]})
    event = asked.cleaned_data["event"]
    form = EventForm(edition, edition.events[event], request.POST or None, initial={"purpose": "routine"})
    if done(
        request,
        form,
        lambda: actions.record_event(by=request.actor, body=body, edition=edition.id, said=form.said(event)),
        f"{edition.events[event].label} is recorded.",
    ):
        return redirect(f"{page_of(body)}#events")
    context |= {"form": form, "event": edition.events[event]}
    return render(request, "programme/event_new.html", context)


@requires(Permission.CORRECT_FACT)
def correct(request: StaffRequest, id: int) -> HttpResponse:
    """What is on record of an event, to be said better. What was said before stays stored."""
    inspection = _inspection(id)
    body, library = inspection.body, load_library()
    check_has(request.actor, Permission.CORRECT_FACT, body=body.key, region=body.ofsted_region)
    facts = _facts(inspection)
    if not facts:
        raise Http404("Nothing that counts is on record of this event.")
    view = current_view(facts)
    frozen = history_of(body).body
    plan = made_under(library, view, frozen)
    if plan is None or view.event not in plan.edition.events:
        raise Http404(f"The framework library does not hold the rules of {inspection.regime} for this event.")
    edition, event = plan.edition, plan.edition.events[view.event]
    form = EventForm(edition, event, request.POST or None, topics=view.topics, initial=_initial(view))
    if done(
        request,
        form,
        lambda: actions.correct_event(
            by=request.actor, inspection=inspection, edition=edition.id, said=form.said(view.event)
        ),
        "The correction is recorded. What was said before is kept.",
    ):
        return redirect(f"{page_of(body)}#sources")
    row = portrait.event_row(view, library, frozen)
    told = sources.told([facts], [row], library, timezone.localdate())
    return render(request, "programme/event_correct.html", {"body": body, "form": form, "row": row, "told": told})


@requires(Permission.RECORD_EVENT)
def finding(request: StaffRequest, id: int) -> HttpResponse:
    """What an event found that is to be put right."""
    inspection = _inspection(id)
    body = inspection.body
    check_has(request.actor, Permission.RECORD_EVENT, body=body.key, region=body.ofsted_region)
    today = timezone.localdate()
    type_ = history_of(body).body.type_on(today)
    form = FindingForm(request.POST or None, type_=type_, initial={"known_on": today})
    if done(
        request,
        form,
        lambda: actions.record_finding(by=request.actor, inspection=inspection, new=form.new()),
        "What is to be put right is recorded.",
    ):
        return redirect(f"{page_of(body)}#findings")
    return render(request, "programme/finding_new.html", {"body": body, "form": form, "row": _row(inspection)})


@requires(Permission.VIEW_DUE)
def findings(request: StaffRequest) -> HttpResponse:
    """Findings past their day that nobody has confirmed, the oldest first."""
    region, today = request.GET.get("region", ""), timezone.localdate()
    rows = [(row.inspection.body, row) for row in late_findings(region, today)]
    told = [
        (body, *portrait.finding_rows([inspections.frozen_finding(row)], [], today), _may_record(request, body))
        for body, row in rows
    ]
    return render(request, "programme/findings.html", {"rows": told, "region": region})


def _may_record(request: StaffRequest, body: Body) -> bool:
    return has(request.actor, Permission.RECORD_EVENT, body=body.key, region=body.ofsted_region)


@requires(Permission.RECORD_EVENT)
def confirm(request: StaffRequest, id: int) -> HttpResponse:
    """That a finding has been put right, and how that is known."""
    found = get_object_or_404(Finding.objects.select_related("inspection__body"), pk=id)
    body = found.inspection.body
    check_has(request.actor, Permission.RECORD_EVENT, body=body.key, region=body.ofsted_region)
    form = ConfirmForm(request.POST or None, initial={"on": timezone.localdate()})
    if done(
        request,
        form,
        lambda: actions.confirm_finding(by=request.actor, finding=found, **form.cleaned_data),
        "It is confirmed as put right.",
    ):
        return redirect(f"{page_of(body)}#findings")
    rows = portrait.finding_rows([inspections.frozen_finding(found)], [], timezone.localdate())
    return render(request, "programme/finding_confirm.html", {"body": body, "form": form, "rows": rows})


def _inspection(id: int) -> Inspection:
    return get_object_or_404(Inspection.objects.select_related("body"), pk=id)


def _row(inspection: Inspection) -> portrait.EventRow:
    facts = _facts(inspection)
    if not facts:
        raise Http404("Nothing that counts is on record of this event.")
    return portrait.event_row(current_view(facts), load_library(), history_of(inspection.body).body)


def _facts(inspection: Inspection) -> list[Fact]:
    """What counts of what is said of an event; nothing where none of it tells any more which event it was."""
    rows = inspection.facts.filter(inspections.COMPLETE).select_related("inspection__body", "run")
    told = [inspections.frozen(row) for row in rows]
    return told if told and inspections.tells_event(told) else []


def _initial(view: Any) -> dict[str, Any]:
    """What is on record, as the form begins with it."""
    return {
        "started": view.started,
        "ended": view.ended,
        "published": view.published,
        "purpose": view.purpose or "routine",
        "topics": list(view.topics),
        "pilot": view.pilot,
        **{grade_field(judgement): grade or "" for judgement, grade in view.grades.items()},
    }
