"""Every edition of the library, and one edition with all its rules and where they come from."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from inspectorate.due.labels import capital
from inspectorate.framework.consistency import Kept, consistency, names_of, regimes_with_a_core
from inspectorate.framework.library import load_library
from inspectorate.framework.setting_types import setting_types
from inspectorate.framework.wording import listed
from inspectorate.webapp.accounts.permissions import Permission
from inspectorate.webapp.design.access import requires
from inspectorate.webapp.frameworks import presenters
from inspectorate.webapp.frameworks.consultation_presenters import question_rows
from inspectorate.webapp.frameworks.lists import regimes


@requires(Permission.VIEW_FRAMEWORKS)
def editions(request: HttpRequest) -> HttpResponse:
    """Regimes, the newest first, each with its editions."""
    library = load_library()
    context = {
        "regimes": regimes(library, timezone.localdate()),
        "cores": regimes_with_a_core(library),
    }
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
            (consultation, question_rows(found, consultation.questions.items()))
            for consultation in found.consultations.values()
        ],
    }
    return render(request, "frameworks/edition.html", context)


@requires(Permission.VIEW_FRAMEWORKS)
def common(request: HttpRequest, regime: str) -> HttpResponse:
    """What a regime's core has in common today with its editions for single types, rule by rule."""
    found = consistency(load_library(), regime, timezone.localdate())
    if found is None:
        raise Http404(f"{regime} has no core that editions for single types share.")
    types = setting_types()
    columns = [
        {
            "edition": edition,
            "short": listed([types[type_].short for type_ in edition.applies_to]),
            "name": capital(names_of(edition)),
            "share": found.share(edition),
            "differences": found.differences[edition.id],
        }
        for edition in found.editions
    ]
    return render(request, "frameworks/common.html", {"found": found, "columns": columns, "Kept": Kept})
