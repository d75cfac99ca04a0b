"""Whether the record has changed, asked of the database once."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import Model

from inspectorate.webapp.inspections.models import Finding, ImportRun, InspectionFact

Column = tuple[type[Model], str]

_COLUMNS: tuple[Column, ...] = (
    (InspectionFact, "id"),
    (ImportRun, "id"),
    (ImportRun, "reversed_at"),
    (Finding, "id"),
    (Finding, "confirmed_at"),
    (Finding, "taken_back_at"),
)


def record_revision(*more: Column) -> tuple[Any, ...]:
    """Changes whenever the record does, or the newest value of a column in ``more``: what a cache of computed answers
    is kept under."""
    quote = connection.ops.quote_name
    newest = (f"(SELECT MAX({quote(column)}) FROM {quote(model._meta.db_table)})" for model, column in _COLUMNS + more)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(newest)}")  # names of this project's own tables and columns
        return tuple(cursor.fetchone())
