"""The values of a case as a page to read: what each is called, days as they are written, rows inside rows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from inspectorate.framework.model import Edition
from inspectorate.webapp.casework import report
from inspectorate.webapp.casework.models import PARTS, SOURCES, WEIGHS
from inspectorate.webapp.casework.models.judging import STEPS
from inspectorate.webapp.casework.table import table
from inspectorate.webapp.design.filters import day, moment, words

LABELS = {
    "about_on": "About",
    "after_part": "Sent after their part in the case had ended",
    "at": "When",
    "by": "Who",
    "came_from": "From",
    "device_at": "By the clock of the device",
    "id": "Number",
    "judged": "Grades",
    "lines": "Lines of enquiry",
    "link": "Link in the chain",
    "missing_files": "Files that are missing",
    "retyped": "Written again from memory",
    "said": "What was said",
    "sha256": "Fingerprint",
    "slug": "Name in addresses",
    "went_to": "To",
}
"""What is not called by the words of its name."""
LEFT_OUT = frozenset({"user_id", "case_id", "note_id", "paragraph_id", "pinned_id", "body_id", "inspection_id"})
"""Keys of rows, which lie inside what they name; the data file has them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: what is said of it, as pairs of words, and the rows that lie inside it."""

    told: tuple[tuple[str, str], ...]
    inside: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one kind under their title."""

    title: str
    entries: tuple[Entry, ...]


def page(values: Mapping[str, Any], edition: Edition, event: str) -> list[Part]:
    """Every table of an export in its order; what is empty is left out of its row."""
    names = _names(edition, event)
    return [
        Part(label(name), tuple(_entry(row, names) for row in (rows if isinstance(rows, list) else [rows])))
        for name, rows in values.items()
    ]


def label(key: str) -> str:
    """What a value is called."""
    return LABELS.get(key) or words(key.removesuffix("_id"))


def _entry(row: Mapping[str, Any], names: Mapping[str, Mapping[str, str]]) -> Entry:
    opened = {key: _opened(key, value) for key, value in row.items() if key not in LEFT_OUT}
    held = {key: value for key, value in opened.items() if value not in (None, "", [], {})}
    inside = {key: value for key, value in held.items() if _has_rows(value)}
    told = tuple((label(key), _text(value, names.get(key, {}))) for key, value in held.items() if key not in inside)
    parts = (Part(label(key), tuple(_entry(one, names) for one in _rows(value))) for key, value in inside.items())
    return Entry(told, tuple(parts))


def _opened(key: str, value: Any) -> Any:
    """What a version or an approval says is kept as the one text that is hashed."""
    return json.loads(value) if key == "content" and isinstance(value, str) and value else value


def _rows(value: Any) -> list[Mapping[str, Any]]:
    return value if isinstance(value, list) else [value]


def _has_rows(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and isinstance(value[0], dict))


def _text(value: Any, named: Mapping[str, str]) -> str:
    if isinstance(value, list):
        return "; ".join(_text(one, named) for one in value)
    for kind, write in KINDS:
        if isinstance(value, kind):
            return write(value)
    return named.get(str(value), str(value))


KINDS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (bool, lambda value: "Yes" if value else "No"),
    (datetime, moment),
    (date, day),
)
"""How values that are no words are written; a moment is a date too and comes before it."""


def _names(edition: Edition, event: str) -> dict[str, dict[str, str]]:
    """What the ids under each key mean."""
    areas = {id_: one.label for id_, one in edition.judgements.items()}
    stages = {id_: one.label for id_, one in table().stages.items()}
    named: dict[str, dict[str, str]] = {
        "section": {one.id: one.title for one in report.sections(edition, event)},
        "grade": dict(_grades(edition)),
        "event": {id_: one.label for id_, one in edition.events.items()},
        "move": {id_: one.label for id_, one in table().moves.items()},
        "kind": dict(report.KINDS),
        "part": dict(PARTS),
        "step": dict(STEPS),
        "source": dict(SOURCES),
        "weighs": dict(WEIGHS),
    }
    named |= dict.fromkeys(("judgement", "area", "areas"), areas)
    return named | dict.fromkeys(("stage", "came_from", "went_to"), stages)


def _grades(edition: Edition) -> Iterator[tuple[str, str]]:
    for judgement in edition.judgements:
        for id_, grade in edition.scale_of(judgement).items():
            yield id_, grade.label
