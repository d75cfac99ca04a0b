"""The public pages: anybody opens them, without signing in and without scripts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from inspectorate.webapp.casework.word import MIME as WORD
from inspectorate.webapp.design import pdf
from inspectorate.webapp.design.pagination import paginated
from inspectorate.webapp.publication import documents, queries
from inspectorate.webapp.publication.queries import Published


def reports(request: HttpRequest) -> HttpResponse:
    """Published reports, the last first."""
    words = request.GET.get("q", "").strip()
    pages = paginated(request, queries.newest(words))
    context = {"pages": pages, "rows": [queries.published(row) for row in pages.rows], "words": words}
    return render(request, "publication/reports.html", context)


def report(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """One report: its newest version, or an earlier one by its number."""
    told, versions = _one(slug, number)
    context = {
        "one": told,
        "report": told.report,
        "versions": versions,
        "started": _day(told.report["started"]),
        "ended": _day(told.report["ended"]),
        "no_pdf": pdf.refused(),
    }
    return render(request, "publication/report.html", context)


def document(request: HttpRequest, slug: str, number: int, kind: str) -> HttpResponse:
    """A version as a document to keep; as JSON it is byte for byte what was hashed."""
    told, _ = _one(slug, number)
    if told.withdrawn:
        raise Http404("This report was withdrawn.")
    if kind not in KINDS:
        raise Http404("A report is not given in that form.")
    if kind == "json":
        text = queries.public_versions().get(case__slug=slug, number=number).content
        return _file(text.encode(), "application/json", told, kind)
    if kind == "pdf" and (why := pdf.refused()):
        raise Http404(why)
    make, mime = MAKERS[kind]
    return _file(make(told), mime, told, kind)


MAKERS: dict[str, tuple[Callable[[Published], bytes], str]] = {
    "pdf": (documents.as_pdf, "application/pdf"),
    "docx": (documents.as_word, WORD),
}
KINDS = ("json", *MAKERS)


def chain(request: HttpRequest) -> HttpResponse:
    """How anybody can see that no published version was changed, and whether that is so now."""
    at, faults = queries.checked()
    context = {"at": at, "faults": faults, "pages": paginated(request, queries.chain())}
    return render(request, "publication/chain.html", context)


def chain_json(request: HttpRequest) -> JsonResponse:
    """The chain to check elsewhere."""
    return JsonResponse({"chain": list(queries.chain())})


def _one(slug: str, number: int | None) -> tuple[Published, list[Published]]:
    versions = queries.versions_of(slug)
    found = [one for one in versions if number is None or one.number == number]
    if not found:
        raise Http404("There is no such report.")
    return found[0], versions


def _file(content: bytes, mime: str, told: Published, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=mime)
    name = f"{told.report['body']['code']}-{told.slug}-{told.number}.{kind}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None
