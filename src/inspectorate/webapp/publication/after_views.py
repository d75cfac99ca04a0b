"""The public page of social workers before and after judgements, and its file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone

from inspectorate.formats.tables import csv_lines
from inspectorate.webapp.monitoring.after_queries import workforce_after
from inspectorate.webapp.publication.after_presenters import AfterPage, page
from inspectorate.webapp.publication.kept import until_changed


def after_page(request: HttpRequest) -> HttpResponse:
    """Vacancies, turnover and agency staff, two years before and after each overall grade."""
    return render(request, "publication/after_judgements.html", {"told": _page()})


def file(request: HttpRequest) -> StreamingHttpResponse:
    """All numbers of the page as CSV."""
    told = _page()
    if told is None:
        raise Http404("There are no numbers to download.")
    sent = StreamingHttpResponse(csv_lines(told.table), content_type="text/csv; charset=utf-8")
    sent["Content-Disposition"] = 'attachment; filename="after-judgements.csv"'
    return sent


def _page() -> AfterPage | None:
    return until_changed("after-judgements", _computed)


def _computed() -> AfterPage | None:
    found = workforce_after(timezone.localdate())
    return page(found) if found else None
