"""A pilot's grades and days beside those in force."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render

from inspectorate.framework.library import load_library
from inspectorate.webapp.accounts.permissions import Permission
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.design.charts import share_bars
from inspectorate.webapp.inspections.queries import histories
from inspectorate.webapp.programme.pilots import beside


@requires(Permission.VIEW_DUE)
def pilot(request: StaffRequest, regime: str, version: str) -> HttpResponse:
    """Every pilot inspection of an edition, and the inspections in force in the months around.

    For staff: what a pilot found at an authority is told to nobody outside.
    """
    library = load_library()
    try:
        edition = library.edition(f"{regime}/{version}")
    except KeyError as missing:
        raise Http404(str(missing)) from missing
    found = beside(histories(), library, edition)
    charts = [
        (
            one,
            share_bars(
                [("Pilots", one.pilots), ("In force", one.in_force)],
                found.grades,
                title=f"{one.judgement}: grades given by pilots and by inspections in force",
            ),
        )
        for one in found.shares
    ]
    return render(request, "programme/pilots.html", {"edition": edition, "found": found, "charts": charts})
