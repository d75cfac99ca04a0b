"""One authority or setting: what comes next and why, its judgements through time, what happened, and the sources."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from inspectorate.due.engine import idle_decisions
from inspectorate.framework.library import Library, load_library
from inspectorate.history.model import History
from inspectorate.webapp.accounts.permissions import Permission, has
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.design.addresses import page_of
from inspectorate.webapp.enforcement.conditions import conditions_of
from inspectorate.webapp.enforcement.presenters import case_rows
from inspectorate.webapp.enforcement.queries import cases_against
from inspectorate.webapp.inspections import queries as inspections
from inspectorate.webapp.monitoring import concern_queries
from inspectorate.webapp.monitoring.concern_presenters import concern_rows
from inspectorate.webapp.monitoring.concern_queries import Sought
from inspectorate.webapp.programme import portrait
from inspectorate.webapp.programme.decision_presenters import decision_rows
from inspectorate.webapp.programme.forms import AsOfForm, day_of
from inspectorate.webapp.programme.pictures import judgements_chart
from inspectorate.webapp.programme.presenters import Explained, explained
from inspectorate.webapp.programme.queries import decisions_of, histories
from inspectorate.webapp.programme.remarks import remarks
from inspectorate.webapp.programme.setting_portrait import on_register
from inspectorate.webapp.programme.sources import told
from inspectorate.webapp.programme.views.bodies import (
    body_of,
    decisions_about,
    few_words,
    history_of,
    may,
    owed_by,
)
from inspectorate.webapp.register.models import Body

MOST_CONCERNS = 10
"""Concerns that the page shows, those whose clock ends first; the list has them all."""


@requires(Permission.VIEW_REGISTER)
def authority(request: StaffRequest, code: str) -> HttpResponse:
    """The page, as known on a day (today). Who may not see what is due sees what was published."""
    body = body_of(code)
    if request.path != page_of(body):
        return redirect(page_of(body))
    today, library = timezone.localdate(), load_library()
    form, as_of = _as_of(request, today)
    history = history_of(body)
    staff = has(request.actor, Permission.VIEW_DUE)
    seen = [one for one in portrait.known_by(history, as_of) if staff or portrait.is_public(one, library, history.body)]
    events = [portrait.event_row(one, library, history.body) for one in seen]
    judgements = portrait.judgement_table(seen, library, history.body)
    context: dict[str, object] = {
        "body": body,
        "setting": on_register(body, history.body.registrations),
        "governed": library.in_force(history.body.type_on(as_of), as_of) is not None,
        "as_of": as_of,
        "today": today,
        "as_of_form": form,
        "form": form,
        "staff": staff,
        "judgements": judgements,
        "events": events,
        "later": 0
        if as_of == today
        else len(portrait.known_by(history, today)) - len(portrait.known_by(history, as_of)),
        "predecessors": portrait.predecessors(history, library, as_of),
        "successors": _successors(body, library, as_of),
        "remarks": remarks(request.actor, body, history) if as_of == today else (),
    }
    owed: list[Explained] = []
    if staff:
        owed = _owed(request, body, history, library, as_of)
        context |= _for_staff(request, body, history, library, as_of, events, owed)
    if body.kind == "setting" and has(request.actor, Permission.VIEW_ENFORCEMENT):
        context["cases"] = case_rows(cases_against(body.key), today)
        context["conditions"] = conditions_of(body)
        context["may_enforce"] = may(request, Permission.ENFORCE, body)
    if has(request.actor, Permission.VIEW_CONCERNS):
        held = concern_queries.concerns(Sought(body=body.key, state=""), today)[:MOST_CONCERNS]
        context["concerns"] = concern_rows(held, today)
        context["may_record_concern"] = may(request, Permission.RECORD_CONCERN, body)
    context["chart"] = judgements_chart(history.body, judgements.lanes, seen, library, as_of, [one.row for one in owed])
    return render(request, "programme/authority.html", context)


def _as_of(request: StaffRequest, today: date) -> tuple[AsOfForm, date]:
    """The form and the day it asks for; today where it asks for none or says no day."""
    data: dict[str, object] = {**request.GET.dict()}
    if not any(name.startswith("as_of-") for name in data):
        asked = day_of(request.GET.get("as_of", ""), today)
        if asked:
            data |= {"as_of-day": asked.day, "as_of-month": asked.month, "as_of-year": asked.year}
    form = AsOfForm(data)
    if not form.is_valid():
        return form, today
    if form.cleaned_data["as_of"] > today:
        form.add_error("as_of", "As known on must not be in the future")
        return form, today
    return form, form.cleaned_data["as_of"]


def _successors(body: Body, library: Library, as_of: date) -> list[portrait.Kin]:
    links = {link.successor.key: link for link in body.successions.select_related("successor")}
    if not links:
        return []
    return [
        portrait.successor(history, library, as_of, links[history.body.id].kind, links[history.body.id].on)
        for history in histories(list(links), body.kind)
    ]


def _owed(request: StaffRequest, body: Body, history: History, library: Library, as_of: date) -> list[Explained]:
    """What is due in full; on a past day there is nothing to decide any more."""
    decides = may(request, Permission.TAKE_DECISION, body) and as_of == timezone.localdate()
    words = few_words(decisions_of(body.key))
    return [
        explained(one, library, words, decisions_about(one.obligation) if decides else ())
        for one in owed_by(history, library, as_of)
    ]


def _for_staff(
    request: StaffRequest,
    body: Body,
    history: History,
    library: Library,
    as_of: date,
    events: list[portrait.EventRow],
    owed: list[Explained],
) -> dict[str, object]:
    """What only staff of the inspectorate see: obligations, decisions, findings, contacts, sources."""
    decisions = [row for row in decisions_of(body.key) if row.taken_on <= as_of]
    idle = {made.id for made in idle_decisions(history, library, as_of)} if history.decisions else set()
    facts = inspections.by_inspection(inspections.facts([body.key]))
    sources = told(facts, events, library, as_of)
    return {
        "next": portrait.next_event(owed),
        "owed": owed,
        "may_decide": may(request, Permission.TAKE_DECISION, body) and as_of == timezone.localdate(),
        "may_plan": may(request, Permission.PLAN_CASES, body) and as_of == timezone.localdate(),
        "decisions": decision_rows(decisions, library, as_of, idle),
        "findings": portrait.finding_rows(history.findings, events, as_of),
        "contacts": [row for row in body.contacts.all() if row.first <= as_of and (not row.last or row.last >= as_of)],
        "sources": sources,
        "differences": sum(len(one.differences) for one in sources),
        "may_record": may(request, Permission.RECORD_EVENT, body),
        "may_correct": may(request, Permission.CORRECT_FACT, body),
    }
