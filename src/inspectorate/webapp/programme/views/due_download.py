"""The due list as a file: all rows that the filters keep."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from inspectorate.due.labels import day_text
from inspectorate.formats.tables import DataTable, Document, csv_lines, ods, xlsx
from inspectorate.webapp.accounts.permissions import Permission
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.programme.presenters import DueRow
from inspectorate.webapp.programme.snapshot import snapshot
from inspectorate.webapp.programme.views.due import Asked

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
HEADINGS = (
    "Authority",
    "Code",
    "Region",
    "Event",
    "Framework",
    "Earliest",
    "Usual",
    "Latest",
    "Status",
    "Why",
    "Decision",
    "Key",
)
NOTES = (
    "An obligation is computed from what was known on the day given on the cover, and from people's decisions.",
    "“Unknown”: no record covers the time in which the event may have been carried out, or the grades that decide "
    "are not known.",
)


@requires(Permission.VIEW_DUE)
def download(request: StaffRequest, ending: str) -> HttpResponseBase:
    """The list as CSV, XLSX or ODS: all rows that the filters keep."""
    if ending not in FORMATS:
        raise Http404(f"The list can be downloaded as {', '.join(FORMATS)}, not {ending}.")
    today, asked = timezone.localdate(), Asked.of(request)
    rows = [row for row in snapshot(today).due if asked.keeps(row)]
    table = DataTable("Due", f"What is due, as known on {day_text(today)}", HEADINGS, [_cells(row) for row in rows])
    answer = _file(ending, table, today, asked)
    answer["Content-Disposition"] = f'attachment; filename="due-{today.isoformat()}.{ending}"'
    return answer


def _cells(row: DueRow) -> tuple[str | date | None, ...]:
    return (
        row.body,
        row.code,
        row.region or None,
        row.label,
        row.regime,
        row.earliest,
        row.usual,
        row.latest,
        row.status_text,
        row.why or None,
        row.decision or "None",
        row.key,
    )


def _file(ending: str, table: DataTable, today: date, asked: Asked) -> HttpResponseBase:
    if ending == "csv":
        return StreamingHttpResponse(csv_lines(table), content_type=FORMATS[ending])
    about = (("As known on", day_text(today)), ("Shown", asked.words), ("Rows", str(len(table.rows))))
    made = {"xlsx": xlsx, "ods": ods}[ending]
    return HttpResponse(made(Document(table.title, about, NOTES, (table,))), content_type=FORMATS[ending])
