"""Every edition of the library, and one edition with all its rules and where they come from."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from inspectorate.framework.library import load_library
from inspectorate.webapp.accounts.permissions import Permission
from inspectorate.webapp.design.access import requires
from inspectorate.webapp.frameworks import presenters
from inspectorate.webapp.frameworks.lists import regimes


@requires(Permission.VIEW_FRAMEWORKS)
def editions(request: HttpRequest) -> HttpResponse:
    """Regimes, the newest first, each with its editions."""
    context = {"regimes": regimes(load_library(), timezone.localdate())}
    return render(request, "frameworks/editions.html", context)


@requires(Permission.VIEW_FRAMEWORKS)
def edition(request: HttpRequest, regime: str, version: str) -> HttpResponse:
    """One edition: what is judged, limits, events, pathways, clocks, and its consultation if it had one."""
    library = load_library()
    try:
        found = library.edition(f"{regime}/{version}")
    except KeyError as missing:
        raise Http404(str(missing)) from missing
    groups = presenters.groups(found)
    context = {
        "edition": found,
        "status": found.status_on(timezone.localdate()).value,
        "groups": groups,
        "sources": presenters.source_rows(found, groups),
        "content_hash": library.content_hash(found),
        "consultations": [
            (consultation, presenters.question_rows(found, consultation.questions.items()))
            for consultation in found.consultations.values()
        ],
    }
    return render(request, "frameworks/edition.html", context)
