"""What a release's own table of figures counts, read from its title: its numbers can then be compared with ours."""

from __future__ import annotations

import re

from inspectorate.formats import setting_words as words
from inspectorate.formats.headings import plain
from inspectorate.framework.setting_types import in_group

_TITLES = (
    ("latest", re.compile(r"latest overall effectiveness judgement for (?P<types>.+) as at")),
    ("in_year", re.compile(r"overall effectiveness judgement of (?P<types>.+) inspections between")),
    ("registered", re.compile(r"number of .*providers by (?P<types>provision type)")),
    ("places", re.compile(r"number of .*places by (?P<types>provision type)")),
)
_EVERY = frozenset({"all providers", "provision type"})


def measured(title: str) -> tuple[str, tuple[str, ...]] | None:
    """What a table of settings counts, and of which types (none named: of all); ``None`` for any other table.

    ``latest``: each setting's latest judgement on a day; ``in_year``: the inspections of a year; ``registered`` and
    ``places``: settings on the register on a day, and the places that they have, by type.
    """
    said = plain(title)
    for measure, pattern in _TITLES:
        found = pattern.search(said)
        types = _types(found["types"]) if found else None
        if types is not None:
            return measure, types
    return None


def _types(phrase: str) -> tuple[str, ...] | None:
    if phrase in _EVERY:
        return ()
    counted = words.COUNTED.get(phrase) or words.COUNTED.get(f"{phrase}s")
    if counted is None:
        return None
    return in_group(counted) or (counted,)
