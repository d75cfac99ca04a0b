"""A plan as a file: the events that the board's filters keep, in all its weeks or, as a PDF, in those shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone

from inspectorate.due.labels import day_text
from inspectorate.formats.tables import DataTable, Document, csv_lines, ods, xlsx
from inspectorate.webapp.accounts.permissions import Permission
from inspectorate.webapp.design import pdf
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.programme.models import Plan
from inspectorate.webapp.programme.plan_filter import Asked
from inspectorate.webapp.programme.plan_layout import Laid, Layout, layout
from inspectorate.webapp.programme.plan_marks import marks
from inspectorate.webapp.programme.plan_presenters import EventRow, event_rows
from inspectorate.webapp.programme.views.plans import kept_plan

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "pdf": "application/pdf",
}
HEADINGS = (
    "First week on site", "Held from week", "Held to week", "Place", "Code", "Region", "Event", "Announced", "Team",
    "Lead", "Others", "State", "Key",
)  # fmt: skip
NOTES = (
    "Weeks are named by their Mondays. “Held”: from preparation to writing.",
    "This file names unannounced dates. It is for those who plan, and for nobody at the places that are named.",
)


@requires(Permission.PLAN_CASES)
def download(request: StaffRequest, number: int, ending: str) -> HttpResponseBase:
    """The plan as CSV, XLSX, ODS or PDF, for whoever may see its board."""
    if ending not in FORMATS:
        raise Http404(f"A plan can be downloaded as {', '.join(FORMATS)}, not {ending}.")
    kept = kept_plan(number)
    laid = layout(kept)
    asked = Asked.of(request.GET, laid, timezone.localdate())
    answer = _pdf(kept, laid, asked) if ending == "pdf" else _table(ending, kept, laid, asked)
    answer["Content-Disposition"] = f'attachment; filename="plan-{kept.pk}.{ending}"'
    return answer


def _pdf(kept: Plan, laid: Layout, asked: Asked) -> HttpResponse:
    if why := pdf.refused():
        raise Http404(why)
    weeks, shown = asked.weeks(laid), asked.shown(laid, asked.people(laid))
    context = {
        "plan": kept,
        "rows": event_rows(kept.pk, shown, laid.weeks, marks(kept, laid)),
        "first": laid.weeks.monday(weeks.start),
        "last": laid.weeks.monday(weeks.stop - 1),
        "notes": NOTES,
    }
    return HttpResponse(pdf.tagged(render_to_string("programme/plan_print.html", context)), content_type=FORMATS["pdf"])


def _table(ending: str, kept: Plan, laid: Layout, asked: Asked) -> HttpResponseBase:
    events = asked.kept(laid, asked.people(laid))
    told = event_rows(kept.pk, events, laid.weeks, marks(kept, laid))
    rows = [_cells(one, row, laid) for one, row in zip(events, told, strict=True)]
    title = f"Plan {kept.pk}: {kept.weeks} weeks from {day_text(kept.start)}"
    table = DataTable("Plan", title, HEADINGS, rows)
    if ending == "csv":
        return StreamingHttpResponse(csv_lines(table), content_type=FORMATS[ending])
    about = (
        ("What is due, as known on", day_text(kept.as_of)), ("Made", day_text(timezone.localdate(kept.made_at))),
        ("Cost", str(kept.cost)), ("No plan costs less than", str(kept.bound)), ("Rows", str(len(rows))),
    )  # fmt: skip
    made = {"xlsx": xlsx, "ods": ods}[ending]
    return HttpResponse(made(Document(title, about, NOTES, (table,))), content_type=FORMATS[ending])


def _cells(one: Laid, row: EventRow, laid: Layout) -> Sequence[str | int | date | None]:
    weeks = laid.weeks
    return (
        None if one.week is None else weeks.monday(one.week),
        weeks.monday(one.weeks[0]) if one.weeks else None,
        weeks.monday(one.weeks[-1]) if one.weeks else None,
        row.place,
        one.event.body.partition(":")[2],
        row.region or None,
        row.kind,
        "yes" if row.announced else "no",
        row.team,
        row.people[0] if row.people else None,
        ", ".join(row.people[1:]) or None,
        row.state_text,
        one.event.id,
    )
