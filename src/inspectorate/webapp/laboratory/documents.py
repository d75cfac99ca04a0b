"""A finished comparison as files: measures as CSV, all of it as JSON, and the report as a tagged PDF."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from inspectorate.formats.tables import DataTable, Value, csv_lines
from inspectorate.laboratory.outcomes import MEASURES
from inspectorate.webapp.design import pdf
from inspectorate.webapp.laboratory import presenters
from inspectorate.webapp.laboratory.models import Comparison
from inspectorate.webapp.laboratory.sections import sections
from inspectorate.webapp.laboratory.wanted import Wanted

FORMATS = {"csv": "text/csv; charset=utf-8", "json": "application/json", "pdf": "application/pdf"}
STYLE = Path(__file__).parent / "static" / "laboratory" / "report.css"
HEADINGS = (
    "Row", "Label", "Edition", "Control", "Measure", "Unit", "Mean", "95% interval from", "95% interval to",
    "Eight futures in ten from", "Eight futures in ten to", "Runs",
)  # fmt: skip
BESIDE = {
    "above_bound": ("Harm above the least that is possible", "share"),
    "undetected_months_to_first": ("Inadequate and not known, less the first row", "months of areas"),
}


def as_csv(comparison: Comparison) -> str:
    """A row for each regime or policy and measure."""
    rows = [cells for row in _result(comparison)["regimes"] for cells in _measures(row)]
    return "".join(csv_lines(DataTable("Comparison", presenters.name(comparison), HEADINGS, rows)))


def _measures(row: Mapping[str, Any]) -> Iterator[Sequence[Value]]:
    named = {one.id: (one.label, one.unit) for one in MEASURES} | BESIDE
    about = (row["regime"], row["label"], row["edition"], "yes" if row["control"] else "no")
    for id_, (label, unit) in named.items():
        if id_ in row:
            ends, futures = row[f"{id_}_interval"] or (None, None), row[f"{id_}_futures"] or (None, None)
            yield (*about, label, unit, row[id_], *ends, *futures, row["runs"])


def as_json(comparison: Comparison) -> str:
    """The whole result, with the question, the model card and the version of the software."""
    return json.dumps(_result(comparison), indent=1)


def as_pdf(comparison: Comparison) -> bytes:
    """The report. Raises OSError where the system lacks what it needs: ask `pdf.refused` first."""
    style = STYLE.read_text(encoding="utf-8")
    return pdf.tagged(render_to_string("laboratory/report.html", report(comparison) | {"style": style}))


def report(comparison: Comparison) -> dict[str, Any]:
    """What the page and the report of a finished comparison show."""
    result, wanted = _result(comparison), Wanted.of(comparison.question)
    return {
        "comparison": comparison,
        "name": presenters.name(comparison),
        "asked": list(presenters.asked(wanted)),
        "command": presenters.command(wanted),
        "result": result,
        "sections": sections(result),
        "regimes": presenters.assumptions(result),
        "made_with": list(presenters.made_with(result)),
    }


def _result(comparison: Comparison) -> Mapping[str, Any]:
    found: Mapping[str, Any] = comparison.result or {}
    return found
