"""On what sources disagree, so that somebody who can tell settles it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from inspectorate.framework.library import load_library
from inspectorate.history.facts import current_view, disagreements
from inspectorate.webapp.accounts.permissions import Permission, has
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.inspections import queries as inspections
from inspectorate.webapp.programme import portrait, sources
from inspectorate.webapp.register.models import Body


@requires(Permission.VIEW_DUE)
def differences(request: StaffRequest) -> HttpResponse:
    """Every event of which sources say different things, with what was taken and what else was said."""
    library = load_library()
    names = {body.key: body for body in Body.objects.all()}
    rows = []
    for facts in inspections.by_inspection(inspections.facts()):
        if disagreements(facts):
            body, view = names[facts[0].body], current_view(facts)
            found = sources.differences(facts, library)
            may = has(request.actor, Permission.CORRECT_FACT, body=body.key, region=body.ofsted_region)
            rows.append((body, portrait.event_row(view, library), found, may))
    rows.sort(key=lambda row: (row[0].name, row[1].id))
    return render(request, "programme/disagreements.html", {"rows": rows})
