"""A titled table of texts, whoever prints it."""

from __future__ import annotations

from dataclasses import dataclass

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table of texts."""

    title: str
    columns: Row
    rows: tuple[Row, ...]
