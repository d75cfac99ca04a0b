"""The public page of what one word hides, and its files."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone

from inspectorate.formats.tables import csv_lines
from inspectorate.framework.library import load_library
from inspectorate.measurement.amalgamation import overall_of
from inspectorate.measurement.overall import one_word
from inspectorate.webapp.design.pagination import paginated
from inspectorate.webapp.inspections.judgement_forms import regimes
from inspectorate.webapp.inspections.queries import histories
from inspectorate.webapp.publication.kept import until_changed
from inspectorate.webapp.publication.one_word_presenters import OneWordPage, page

SIDES = ("better", "worse")


def one_word_page(request: HttpRequest) -> HttpResponse:
    """Of one regime, the newest with an overall grade on record unless the address names another."""
    pages = _pages()
    regime = _asked(request, pages)
    told = pages.get(regime)
    side = request.GET.get("hides", "")
    rows = [row for row in told.hidden if side not in SIDES or getattr(row, side)] if told else []
    context = {"told": told, "regime": regime, "regimes": list(pages), "side": side, "pages": paginated(request, rows)}
    return render(request, "publication/one_word.html", context)


def file(request: HttpRequest, name: str) -> StreamingHttpResponse:
    """A table of the page as CSV."""
    pages = _pages()
    regime = _asked(request, pages)
    if regime not in pages or name not in pages[regime].tables:
        raise Http404("There is no such table.")
    sent = StreamingHttpResponse(csv_lines(pages[regime].tables[name]), content_type="text/csv; charset=utf-8")
    sent["Content-Disposition"] = f'attachment; filename="one-word-{regime}-{name}.csv"'
    return sent


def _asked(request: HttpRequest, pages: dict[str, OneWordPage]) -> str:
    named = request.GET.get("regime", "")
    return named if named in pages else next(iter(pages), "")


def _pages() -> dict[str, OneWordPage]:
    """The page of each regime that has inspections to show, the newest regime first."""
    return until_changed("one-word", _computed)


def _computed() -> dict[str, OneWordPage]:
    library, today = load_library(), timezone.localdate()
    held = [regime for regime in regimes(library) if overall_of(library.of_regime(regime)[0])]
    record = list(histories())
    found = {regime: one_word(record, library, regime, today, known_by=today) for regime in held}
    return {regime: page(told) for regime, told in found.items() if told.judged}
