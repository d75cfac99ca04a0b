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
from inspectorate.webapp.register.queries import bodies


@requires(Permission.VIEW_DUE)
def differences(request: StaffRequest) -> HttpResponse:
    """Every event of an authority of which sources say different things, with what was taken and what else was said.

    Those of settings, of which there may be very many, are told on the page of each.
    """
    library = load_library()
    names = {body.key: body for body in Body.objects.filter(kind="authority")}
    frozen = {body.id: body for body in bodies()}
    rows = []
    for facts in inspections.by_inspection(inspections.facts(kind="authority")):
        if disagreements(facts):
            body, view = names[facts[0].body], current_view(facts)
            found = sources.differences(facts, library)
            may = has(request.actor, Permission.CORRECT_FACT, body=body.key, region=body.ofsted_region)
            rows.append((body, portrait.event_row(view, library, frozen[body.key]), found, may))
    rows.sort(key=lambda row: (row[0].name, row[1].id))
    return render(request, "programme/disagreements.html", {"rows": rows})
