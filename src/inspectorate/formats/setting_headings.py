"""What the headings of a table of settings mean, and which column plays which part."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from inspectorate.formats import setting_words as words
from inspectorate.formats.days import day_in
from inspectorate.formats.headings import LONGEST_HEADING, UnreadableError, plain

_AS_AT = re.compile(r"^(.+) as at (.+)$")
_MANY = ("known", "left", "grade")


@dataclass(frozen=True, slots=True)
class SettingHeading:
    """One column: its ``role``; ``about``, what a grade is of; the day that it speaks of; whether it says "latest"."""

    role: str
    about: str | None = None
    day: date | None = None
    latest: bool = False


@dataclass(frozen=True, slots=True)
class SettingColumn:
    """A heading, where it stands and what it means."""

    index: int
    text: str
    heading: SettingHeading


_ROLES = {phrase: SettingHeading(role) for role, phrases in words.HEADINGS.items() for phrase in phrases}
_ROLES |= {phrase: SettingHeading("grade", about) for about, phrases in words.GRADED.items() for phrase in phrases}


@lru_cache(maxsize=4096)
def read_setting_heading(text: str) -> SettingHeading | None:
    """The meaning of one heading, ``None`` where it is not understood whole.

    >>> read_setting_heading("Latest full inspection\\nevent type")
    SettingHeading(role='event', about=None, day=None, latest=True)
    """
    if len(text) > LONGEST_HEADING:
        return None
    whole, day = plain(text), None
    if found := _AS_AT.match(whole):
        whole, day = found[1], day_in(found[2])
        if day is None:
            return None
    latest = whole.startswith(words.LATEST)
    for phrase in (whole, *(whole.removeprefix(f"{before} ") for before in words.BEFORE)):
        if (meaning := _ROLES.get(phrase)) is not None:
            return SettingHeading(meaning.role, meaning.about, day, latest)
    return None


def heads_settings(texts: Iterable[str]) -> bool:
    """Whether these texts head a table of settings: one says the type, or two say what only settings have."""
    found = {heading.role for text in texts if (heading := read_setting_heading(text)) is not None}
    return len(found & words.OF_SETTINGS) > 1 or ("type" in found and bool(found & {"urn", "name"}))


def counted_type(text: str) -> str | None:
    """The type or group of settings that a column counts: an id, or ``all``."""
    return words.COUNTED.get(plain(text)) if len(text) <= LONGEST_HEADING else None


def is_day_heading(text: str) -> bool:
    """Whether a column gives the day of a count."""
    return plain(text) in words.COUNT_DAYS


def heads_type_counts(texts: Iterable[str]) -> bool:
    """Whether these texts head a table that counts settings by type on several days."""
    held = [text for text in texts if len(text) <= LONGEST_HEADING]
    return sum(counted_type(text) is not None for text in held) > 1 and any(is_day_heading(text) for text in held)


def setting_columns(cells: Iterable[tuple[int, str]]) -> tuple[list[SettingColumn], list[str]]:
    """The columns that are understood, and the headings that are not.

    Of two columns that differ in the day that they speak of, the later is taken. Raises `UnreadableError` where two
    columns claim the same part, or nothing gives the URN or the type.
    """
    taken: dict[str, SettingColumn] = {}
    many: list[SettingColumn] = []
    unknown: list[str] = []
    for index, text in cells:
        heading = read_setting_heading(text)
        if heading is None:
            unknown.append(text)
        elif heading.role in _MANY:
            many.append(SettingColumn(index, text, heading))
        else:
            column = SettingColumn(index, text, heading)
            taken[heading.role] = _later(taken.get(heading.role), column)
    for role, name in (("urn", "URN"), ("type", "type of setting")):
        if role not in taken:
            raise UnreadableError(f"it lists settings, and no column gives the {name}")
    return sorted([*taken.values(), *many], key=lambda column: column.index), unknown


def _later(held: SettingColumn | None, column: SettingColumn) -> SettingColumn:
    if held is None:
        return column
    before, after = held.heading.day, column.heading.day
    if before is None or after is None or before == after:
        raise UnreadableError(f"the columns “{held.text}” and “{column.text}” mean the same")
    return column if after > before else held
