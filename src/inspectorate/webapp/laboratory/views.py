"""Pages of the laboratory: comparisons, asking for one, reading it, its files, and the cards of models."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from inspectorate.laboratory.card import LEFT_OUT, STATES, card, content
from inspectorate.webapp.accounts.permissions import Permission
from inspectorate.webapp.design import pdf
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.design.forms import posted
from inspectorate.webapp.design.pagination import paginated
from inspectorate.webapp.design.sent import done
from inspectorate.webapp.laboratory import actions, choices, documents, presenters, queries
from inspectorate.webapp.laboratory.forms import CompareForm
from inspectorate.webapp.laboratory.models import Comparison, State
from inspectorate.webapp.laboratory.wanted import Wanted


@requires(Permission.COMPARE_REGIMES)
def comparisons(request: StaffRequest) -> HttpResponse:
    """Every comparison that was asked for, the newest first."""
    pages = paginated(request, queries.listed())
    rows = [(one, presenters.name(one), queries.was_cut_short(one)) for one in pages.rows]
    context = {"pages": pages, "rows": rows, "models": choices.models()}
    return render(request, "laboratory/comparisons.html", context)


@requires(Permission.COMPARE_REGIMES)
def comparison_new(request: StaffRequest) -> HttpResponse:
    """A comparison asked for; the worker takes it up."""
    form = CompareForm(posted(request), initial=CompareForm.USUAL)
    made = done(
        request,
        form,
        lambda: actions.ask_comparison(by=request.actor, wanted=form.wanted()),
        "The comparison is asked for. It is worked out in the background, which takes some minutes.",
    )
    if made:
        return redirect("laboratory:comparison", slug=made.slug)
    return render(request, "laboratory/comparison_new.html", {"form": form})


@requires(Permission.COMPARE_REGIMES)
def comparison(request: StaffRequest, slug: str) -> HttpResponse:
    """One comparison: how far it is, why it failed, or what came out. Until then it asks again by itself."""
    found = get_object_or_404(Comparison, slug=slug)
    if found.state == State.DONE:
        return _whole(request) or render(request, "laboratory/comparison.html", documents.report(found))
    context: dict[str, Any] = {
        "comparison": found,
        "name": presenters.name(found),
        "asked": list(presenters.asked(Wanted.of(found.question))),
        "cut_short": queries.was_cut_short(found),
        "waits_long": queries.waits_long(found),
    }
    if getattr(request, "htmx", False) and found.state != State.FAILED:
        return render(request, "laboratory/progress.html", context)
    return _whole(request) or render(request, "laboratory/underway.html", context)


def _whole(request: StaffRequest) -> HttpResponse | None:
    """Where the page asks by itself, it is over: it is to be asked for again as a whole."""
    return HttpResponse(headers={"HX-Refresh": "true"}) if getattr(request, "htmx", False) else None


@requires(Permission.COMPARE_REGIMES)
def report(request: StaffRequest, slug: str) -> HttpResponse:
    """The report of a finished comparison, made to be printed."""
    return render(request, "laboratory/report.html", documents.report(_finished(slug)))


@requires(Permission.COMPARE_REGIMES)
def download(request: StaffRequest, slug: str, ending: str) -> HttpResponse:
    """A finished comparison as CSV, JSON or PDF."""
    if ending not in documents.FORMATS:
        raise Http404(f"A comparison can be downloaded as {', '.join(documents.FORMATS)}, not {ending}.")
    found = _finished(slug)
    if ending == "pdf" and (why := pdf.refused()):
        raise Http404(why)
    made = {"csv": documents.as_csv, "json": documents.as_json, "pdf": documents.as_pdf}[ending](found)
    answer = HttpResponse(made, content_type=documents.FORMATS[ending])
    answer["Content-Disposition"] = f'attachment; filename="comparison-{found.slug}.{ending}"'
    return answer


def _finished(slug: str) -> Comparison:
    return get_object_or_404(Comparison, slug=slug, state=State.DONE)


@requires(Permission.COMPARE_REGIMES)
def model(request: StaffRequest, name: str) -> HttpResponse:
    """The card of a model: what it takes to be so, where each number comes from, and what is left out."""
    file = choices.models().get(name)
    if file is None:
        raise Http404(f"There is no model {name} that frameworks can inspect.")
    context = {"file": file, "name": name, "card": card(file), "content": content(file.model), "left_out": LEFT_OUT}
    return render(request, "laboratory/model.html", context | {"states": STATES})
