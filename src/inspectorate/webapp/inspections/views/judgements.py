"""Judgements as of a day: counts with a picture, each authority's latest, falls, and what could not be read."""

from __future__ import annotations

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from inspectorate.formats.tables import Document, csv_lines, ods, xlsx
from inspectorate.framework.library import load_library
from inspectorate.history.position import falls, position
from inspectorate.webapp.accounts.permissions import Permission
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.design.filters import day
from inspectorate.webapp.inspections import judgement_presenters as presenters
from inspectorate.webapp.inspections.judgement_forms import JudgementsFilter
from inspectorate.webapp.inspections.judgement_tables import NOTES, count_tables, latest_table
from inspectorate.webapp.inspections.queries import histories

# A fall of one grade is common; two say that something went wrong unseen.
STEPS = 2
WRITERS = {
    "xlsx": (xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "ods": (ods, "application/vnd.oasis.opendocument.spreadsheet"),
}


@requires(Permission.VIEW_REGISTER)
def judgements(request: StaffRequest) -> HttpResponse:
    """The page."""
    library, record = load_library(), list(histories())
    form = JudgementsFilter(library, request.GET)
    asked = form.asked()
    answer = position(record, asked.as_of, regime=asked.regime, known_by=asked.known_by)
    names = presenters.judgement_names(library, answer)
    columns, rows = presenters.latest_rows(answer, library, asked.sort)
    fell = (
        falls(record, library, asked.regime, asked.as_of, at_least=STEPS, known_by=asked.known_by)
        if asked.regime
        else ()
    )
    counted = (("Each authority's latest", answer.latest), ("All inspections", answer.inspections))
    context = {
        "form": form,
        "asked": asked,
        "tables": [presenters.count_table(title, counts, names) for title, counts in counted],
        "columns": [names[name] for name in columns],
        "rows": rows,
        "falls": presenters.fall_rows(fell),
        "steps": STEPS,
        "unknown": [(one, names[one.judgement]) for one in answer.unknown],
        "query": request.GET.urlencode(),
    }
    return render(request, "inspections/judgements.html", context)


@requires(Permission.VIEW_REGISTER)
def download(request: StaffRequest, ending: str) -> HttpResponseBase:
    """Each authority's latest graded inspection as CSV, XLSX or ODS, as the page's address asks; workbooks hold the
    counts as well."""
    library, asked = load_library(), JudgementsFilter(load_library(), request.GET).asked()
    answer = position(histories(), asked.as_of, regime=asked.regime, known_by=asked.known_by)
    latest = latest_table(answer, library, asked.sort)
    sent: HttpResponseBase
    if ending == "csv":
        sent = StreamingHttpResponse(csv_lines(latest), content_type="text/csv; charset=utf-8")
    elif ending in WRITERS:
        write, content_type = WRITERS[ending]
        about = (
            ("Carried out by", day(asked.as_of)),
            ("Known by", day(asked.known_by, "everything loaded")),
            ("Regime", asked.regime.upper() if asked.regime else "all"),
        )
        book = Document("Judgements", about, NOTES, (latest, *count_tables(answer, library)))
        sent = HttpResponse(write(book), content_type=content_type)
    else:
        raise Http404(f"There is no download that ends in {ending}.")
    sent["Content-Disposition"] = f'attachment; filename="judgements-{asked.as_of.isoformat()}.{ending}"'
    return sent
