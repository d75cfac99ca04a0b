"""A file about the workforce: inspectors, their skills, absences and conflicts of interest, or a calendar of absences.

A list names its columns in its first row, in any order, and each row is one thing about one inspector, whom the column
``inspector`` names by code. What a row is, its cells tell: with ``skill`` filled in a skill, with ``absence`` an
absence, with ``conflict`` a conflict, else an inspector. So all may stand in one list, each in a file of its own, or
each on a sheet of one workbook. A row that cannot be read is kept aside with its column, a sentence and the mend.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from inspectorate.formats.model import KeptAside, Place
from inspectorate.formats.named_rows import Aside, NamedRow, columns_of, lists_in, rows_of, taken
from inspectorate.formats.values import cell_text
from inspectorate.formats.workforce_words import (
    ABSENCES,
    CONFLICTS,
    GRADES,
    SKILLS,
    Word,
    known,
    read_pence,
    read_share,
    read_working_days,
)

INSPECTOR = ("name", "region", "home", "grade", "contract_share", "working_days", "cost_per_day", "most_weeks", "email",
             "from_day")  # fmt: skip
TELLING = ("skill", "absence", "conflict")
"""The columns that tell what a row is; a row with none of them filled in is an inspector."""
COLUMNS = ("inspector", *TELLING, "body", "first_day", "last_day", *INSPECTOR)
NAMES = (
    "“inspector”: its first row must name the columns, such as inspector, name and region, or inspector, absence, "
    "first_day and last_day"
)
MOST_ROWS = 20_000
LONGEST = {"inspector": 40, "name": 150, "region": 60, "home": 100, "email": 254, "body": 200}
YEARS = range(1950, 2100)
EVERY_WEEKDAY = "12345"


@dataclass(frozen=True, slots=True)
class SaidInspector:
    """One inspector. ``region`` and ``email`` are the file's own words; ``share`` of a full contract, above 0 up to 1;
    ``working_days`` as digits, Monday 1; ``cost_per_day`` in pence, of a contractor alone; ``from_day``: since when
    these terms hold; ``None`` where the file does not say."""

    place: Place
    code: str
    name: str
    region: str
    home: str = ""
    grade: str = "inspector"
    share: Decimal = Decimal(1)
    working_days: str = EVERY_WEEKDAY
    cost_per_day: int | None = None
    most_weeks: int | None = None
    email: str = ""
    from_day: date | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class SaidSkill:
    """What an inspector may be sent to do, from the first day to the last, after which it lapses."""

    place: Place
    inspector: str
    skill: str
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class SaidAbsence:
    """Days on which an inspector does not work. ``uid`` names the entry of a calendar, which may be ``cancelled``."""

    place: Place
    inspector: str
    kind: str
    first: date
    last: date | None = None
    uid: str = ""
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class SaidConflict:
    """Why an inspector is not sent to a body, which ``body`` names by a code or name."""

    place: Place
    inspector: str
    body: str
    kind: str
    first: date | None = None
    last: date | None = None


Said = SaidInspector | SaidSkill | SaidAbsence | SaidConflict


@dataclass(frozen=True, slots=True)
class WorkforceReading:
    """What a file says, the rows of it that cannot be read, and how many entries of a calendar name no absence."""

    file: str
    said: tuple[Said, ...]
    kept_aside: tuple[KeptAside, ...] = ()
    passed_over: int = 0


def read_workforce(path: Path) -> WorkforceReading:
    """Read a list (CSV, or the sheets of a workbook) or a calendar. Raises `FormatError` where it is neither."""
    from inspectorate.formats.absence_calendars import is_calendar, read_calendar

    if is_calendar(path):
        return read_calendar(path)
    lists = lists_in(path, COLUMNS, COLUMNS, NAMES)
    rows = (row for sheet in lists for row in rows_of(sheet, columns_of(sheet, COLUMNS, ["inspector"]), MOST_ROWS))
    return WorkforceReading(path.name, *taken(rows, _read))


def _read(row: NamedRow) -> Said:
    row.needed("inspector")
    for column, most in LONGEST.items():
        if len(text := row.text(column)) > most:
            raise Aside(column, text, f"It is longer than {most} characters.", "Shorten it.")
    told = [column for column in TELLING if row.text(column)]
    if len(told) > 1:
        raise Aside(told[1], row.text(told[1]), f"The row says {' and '.join(told)}.", "Give each a row of its own.")
    return (READERS[told[0]] if told else _inspector)(row)


def _inspector(row: NamedRow) -> SaidInspector:
    first, last = _span(row)
    return SaidInspector(
        place=row.place, code=_line(row, "inspector"), name=cell_text(row.needed("name")),
        region=cell_text(row.needed("region")), home=_line(row, "home"),
        grade=_word(row, "grade", GRADES) if row.text("grade") else "inspector", share=_share(row),
        working_days=_working_days(row), cost_per_day=_pence(row), most_weeks=_most_weeks(row),
        email=_line(row, "email").lower(), from_day=row.day("from_day", YEARS), first=first, last=last,
    )  # fmt: skip


def _skill(row: NamedRow) -> SaidSkill:
    return SaidSkill(row.place, _line(row, "inspector"), _word(row, "skill", SKILLS), *_span(row))


def _absence(row: NamedRow) -> SaidAbsence:
    row.needed("first_day")
    first, last = _span(row)
    assert first is not None, "a blank cell was refused above"
    return SaidAbsence(row.place, _line(row, "inspector"), _word(row, "absence", ABSENCES), first, last)


def _conflict(row: NamedRow) -> SaidConflict:
    body = cell_text(row.needed("body"))
    return SaidConflict(row.place, _line(row, "inspector"), body, _word(row, "conflict", CONFLICTS), *_span(row))


READERS: Mapping[str, Callable[[NamedRow], Said]] = {"skill": _skill, "absence": _absence, "conflict": _conflict}


def _line(row: NamedRow, column: str) -> str:
    return cell_text(row.text(column))


def _span(row: NamedRow) -> tuple[date | None, date | None]:
    first, last = row.day("first_day", YEARS), row.day("last_day", YEARS)
    if first and last and last < first:
        raise Aside("last_day", row.text("last_day"), "The last day is before the first.", "Correct one of the two.")
    return first, last


def _word(row: NamedRow, column: str, table: Mapping[str, Word]) -> str:
    text = row.text(column)
    if (id_ := known(text, table)) is None:
        raise Aside(column, text, f"There is no such {column}.", f"Write one of {', '.join(table)}.")
    return id_


def _share(row: NamedRow) -> Decimal:
    text = _line(row, "contract_share")
    if (share := read_share(text or "1")) is None:
        raise Aside("contract_share", text, "It is no share of a full contract.", "Write a share like 0.6 or 60%.")
    return share


def _working_days(row: NamedRow) -> str:
    text = _line(row, "working_days")
    days = read_working_days(text) if text else EVERY_WEEKDAY
    if days is None:
        raise Aside("working_days", text, "These are no days of the week.", "Write them like mon-thu or mon, wed, fri.")
    return days


def _pence(row: NamedRow) -> int | None:
    text = _line(row, "cost_per_day")
    if text and (pence := read_pence(text)) is not None:
        return pence
    if text:
        raise Aside("cost_per_day", text, "It is no sum of money.", "Write pounds like 425 or 425.50.")
    return None


def _most_weeks(row: NamedRow) -> int | None:
    text = _line(row, "most_weeks")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:4]) <= 52):
        raise Aside("most_weeks", text, "It is no number of weeks from 1 to 52.", "Write a number like 3.")
    return int(text)
