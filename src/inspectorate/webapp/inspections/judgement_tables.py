"""The position on a day as tables to download."""

from __future__ import annotations

from collections.abc import Iterator

from inspectorate.formats.tables import DataTable, Value
from inspectorate.framework.library import Library
from inspectorate.history.position import Position
from inspectorate.webapp.inspections.judgement_presenters import count_table, judgement_names, latest_rows

NOTES = (
    "A grade that is missing was not judged; “unknown” stands for one that no source gives in words that can be read.",
    "An inspection counts when it was carried out (its fieldwork ended, else began, else it was published) by the day "
    "given on the cover.",
)
HEADINGS = ("Code", "Name", "Region", "Regime", "Event", "First day", "Last day", "Published")


def latest_table(answer: Position, library: Library, sort: str) -> DataTable:
    """A row a body: its latest graded inspection, with a column a judgement."""
    columns, rows = latest_rows(answer, library, sort)
    return DataTable(
        "Latest",
        "Each authority's latest graded inspection",
        (*HEADINGS, *columns),
        [
            (
                row.body.code,
                row.body.name,
                row.body.region,
                row.inspection.regime,
                row.event,
                row.inspection.started,
                row.inspection.ended,
                row.inspection.published,
                *(grade.replace("_", " ") if grade else None for grade in row.grades),
            )
            for row in rows
        ],
    )


def count_tables(answer: Position, library: Library) -> Iterator[DataTable]:
    """How often each grade was given, by judgement: by each body's latest inspection, and by all."""
    names = judgement_names(library, answer)
    counted = (
        ("Counts of latest", "Each authority's latest", answer.latest),
        ("Counts of all", "All inspections", answer.inspections),
    )
    for sheet, title, counts in counted:
        told = count_table(title, counts, names)
        rows: list[tuple[Value, ...]] = [(row.label, *row.numbers, row.total) for row in told.rows]
        yield DataTable(sheet, f"{title}, by judgement and grade", ("Judgement", *told.columns, "All"), rows)
