"""What a cell says: a date, a grade, a kind of inspection. What cannot be read is an error and never guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from inspectorate.formats import vocabulary as words
from inspectorate.formats.heading_words import CONCEPTS
from inspectorate.formats.headings import name_regime, plain
from inspectorate.formats.model import SaidGrade

# A sheet holds text, numbers, days, truth values and nothing; what is none of the known is read as text.
Cell = object
Mappings = Mapping[tuple[str, str], str]

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ][\d:.]+Z?)?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?: [\d:.]+)?", re.ASCII)
_WORDED = re.compile(
    r"(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})[ ,-]+(\d{4}|\d{2})", re.IGNORECASE | re.ASCII
)
_SERIAL = re.compile(r"\d{5}", re.ASCII)
_WHOLE = re.compile(r"^(-?\d+)\.0+$", re.ASCII)
_NOTE = re.compile(r"\s*\[note[^\]]*\]\s*$", re.IGNORECASE)
MONTHS = {
    spelled: number
    for number, spellings in enumerate(
        (
            ("jan", "january"),
            ("feb", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "sept", "september"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        1,
    )
    for spelled in spellings
}
# Day 0 of spreadsheet serial numbers, which count 29 February 1900 although there was none.
_SERIAL_ZERO = date(1899, 12, 30)
YEARS = range(2000, 2100)
# Settings were registered long before; no two-digit year of the last century is taken for one of this.
YEARS_OF_REGISTRATION = range(1900, 2050)


class UnknownError(Exception):
    """A cell that cannot be read. ``kind`` is what a person may map, ``text`` the source's text."""

    def __init__(self, kind: str, text: str, reason: str) -> None:
        super().__init__(reason)
        self.kind, self.text, self.reason = kind, text, reason


@dataclass(frozen=True, slots=True)
class Event:
    """A kind of inspection as far as words tell it; ``None`` where they do not."""

    regime: str | None
    event: str | None
    purpose: str | None


def cell_text(value: Cell) -> str:
    """A cell as a person sees it: whole numbers without a fraction, days as ISO, runs of space as one."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    text = " ".join(str(value).split())
    return _WHOLE.sub(r"\1", text) if text.endswith("0") and "." in text else text


def is_blank(value: Cell) -> bool:
    """Whether a cell says nothing: empty, a dash, NULL."""
    return value is None or (isinstance(value, str) and value.strip() in words.BLANKS)


def _day(year: str, month: int, day: str) -> date | None:
    try:
        return date(int(year) + 2000 if len(year) == 2 else int(year), month, int(day))
    except ValueError:
        return None


def _day_of_text(text: str) -> date | None:
    text = _NOTE.sub("", text)
    if found := _ISO.fullmatch(text):
        return _day(found[1], int(found[2]), found[3])
    if found := _DAY_FIRST.fullmatch(text):
        return _day(found[3], int(found[2]), found[1])
    if found := _SERIAL.fullmatch(text):
        return _SERIAL_ZERO + timedelta(days=int(found[0]))
    if (found := _WORDED.fullmatch(text)) and found[2].lower() in MONTHS:
        return _day(found[3], MONTHS[found[2].lower()], found[1])
    return None


def read_date(value: Cell, mappings: Mappings, years: range = YEARS) -> date | None:
    """The day a cell says, day first; ``None`` where it is blank. Two-digit years are of this century.

    Raises `UnknownError` for what is no day, such as 31 February or a thirteenth month: it is not turned round; and
    for a day outside the ``years``.
    """
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date) and value.year in years:
        return value
    if is_blank(value):
        return None
    text = cell_text(value)
    day = _day_of_text(mappings.get(("date", text), text))
    if day is None or day.year not in years:
        raise UnknownError("date", text, f"“{text}” is not a date that can be read day first")
    return day


def read_grade(value: Cell, regime: str, mappings: Mappings) -> SaidGrade | None:
    """The grade a cell says on the regime's scale; ``None`` where it says that there is no such judgement.

    A mark such as ``data_unreadable`` is a judgement whose grade is not known.
    Raises `UnknownError` for any other text.
    """
    if is_blank(value):
        return None
    text = cell_text(value)
    said = plain(mappings.get(("grade", text), text))
    if said in words.NOT_JUDGED:
        return None
    if said in words.UNREADABLE:
        return SaidGrade(text, None)
    third = words.REGIMES[regime].third_grade
    step = 3 if said == plain(third) else words.GRADES.get(said)
    if step is None:
        raise UnknownError("grade", text, f"“{text}” is not a grade of this framework")
    return SaidGrade(text, words.GRADE_OF_STEP.get(step, third))


def read_event(text: str, mappings: Mappings) -> Event:
    """The regime, kind and purpose that words such as ``ILACS Short Inspection`` or ``CPRI`` name.

    Raises `UnknownError` for words that are not understood whole.
    """
    named = name_regime(plain(mappings.get(("event", text), text)))
    unknown = UnknownError("event", text, f"“{text}” does not name a kind of inspection that is known")
    if named is None:
        raise unknown
    purpose = "reinspection" if named.occurrence == "reinspection" else None
    if named.rest in words.EVENTS:
        event = words.EVENTS[named.rest]
        return Event(named.regime or words.EVENT_OF_ONE_REGIME.get(event), event, purpose)
    areas = CONCEPTS[words.SAFEGUARDING] + CONCEPTS[words.CHILDREN]
    if named.regime is None or (named.rest not in ("", "inspection") and named.rest not in areas):
        raise unknown
    return Event(named.regime, graded_event(named.regime, purpose), purpose)


def graded_event(regime: str, purpose: str | None) -> str | None:
    """The id of a regime's graded inspection, ``None`` where it has several kinds. SLAC and CPI name repeats apart."""
    only = words.REGIMES[regime].event
    return "reinspection" if purpose == "reinspection" and regime in ("slac", "cpi") else only
