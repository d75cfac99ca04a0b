"""The list of editions, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inspectorate.due.labels import day_text
from inspectorate.framework.library import Library
from inspectorate.framework.model import Edition
from inspectorate.framework.wording import plain


@dataclass(frozen=True, slots=True)
class EditionRow:
    """One edition in the list: its day, where it is in its life today, what it extends."""

    id: str
    summary: str
    first: str
    status: str
    extends: str


def regimes(library: Library, today: date) -> list[tuple[str, list[EditionRow]]]:
    """Regimes by title, the newest first, each with its editions, newest first."""
    held: dict[str, list[Edition]] = {}
    for edition in library.editions.values():
        held.setdefault(edition.regime, []).append(edition)
    return [
        (editions[0].title, [_edition_row(one, today) for one in reversed(editions)])
        for editions in reversed(held.values())
    ]


def _edition_row(edition: Edition, today: date) -> EditionRow:
    return EditionRow(
        id=edition.id,
        summary=edition.summary or "",
        first=day_text(edition.edition) + (" (day unverified)" if edition.day_unverified else ""),
        status=plain(edition.status_on(today).value).capitalize(),
        extends=edition.extends or "",
    )
