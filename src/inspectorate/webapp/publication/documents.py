"""A published report as a document: tagged PDF and Word."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string

from inspectorate.webapp.casework.word import begun, written
from inspectorate.webapp.design import pdf
from inspectorate.webapp.design.filters import day
from inspectorate.webapp.publication.queries import Published


def as_pdf(told: Published) -> bytes:
    """A tagged PDF. Raises OSError where the system lacks what it needs: ask `pdf.refused` first."""
    return pdf.tagged(render_to_string("publication/print.html", {"one": told, "report": told.report}))


def as_word(told: Published) -> bytes:
    """The report as a Word document with real headings, its language and title set."""
    report = told.report
    document = begun(f"{report['body']['name']}: {report['event']['label']}")
    document.add_heading(str(report["body"]["name"]), 0)
    document.add_paragraph(f"{report['event']['label']}. Published {day(told.at)}, version {told.number}.")
    if told.reason:
        document.add_paragraph(f"Amended: {told.reason}")
    if report["judgements"]:
        document.add_heading("Judgements", 1)
        table = document.add_table(rows=1, cols=2)
        table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Area", "Grade"
        for one in report["judgements"]:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = one["label"], one["grade_label"]
    for section in report["sections"]:
        document.add_heading(section["title"], 1)
        for text in section["paragraphs"]:
            document.add_paragraph(text)
    if report["findings"]:
        document.add_heading("What is to be put right", 1)
        for one in report["findings"]:
            document.add_paragraph(_finding(one), style="List Bullet")
    return written(document)


def _finding(one: dict[str, Any]) -> str:
    regulation = f" ({one['regulation']})" if one["regulation"] else ""
    by = f", by {day(one['put_right_by'])}" if one["put_right_by"] else ""
    return f"{one['text']}{regulation}{by}"
