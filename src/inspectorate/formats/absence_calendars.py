"""A calendar (iCalendar) as a list of absences: the entries that say leave, training or sickness.

One calendar is one inspector's, and its file is called by their code or email address, like ``N-0012.ics``. What an
entry is, its categories tell, else its title; entries that name no absence are counted and passed over, and of none is
the title kept, since calendars hold what is nobody else's business. Absences are whole days: an entry with hours that
lasts less than half a working day is kept aside, and so is one that repeats.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import chain, repeat
from pathlib import Path
from typing import TYPE_CHECKING

from inspectorate.calendars import LONDON
from inspectorate.formats.model import FormatError, KeptAside, Place
from inspectorate.formats.named_rows import Aside
from inspectorate.formats.workforce import YEARS, SaidAbsence, WorkforceReading
from inspectorate.formats.workforce_words import ABSENCES, known

if TYPE_CHECKING:
    from icalendar import Event

MOST_ENTRIES = 5_000
MOST_BYTES = 5_000_000
HALF_A_DAY = timedelta(hours=3)
LONGEST_UID = 200
_BEGIN = b"BEGIN:VCALENDAR"
UNREADABLE = (ValueError, TypeError, AttributeError, OverflowError)
"""What the library raises of content that is not as the format has it."""


def is_calendar(path: Path) -> bool:
    """Whether a file is a calendar, told by its first bytes."""
    with path.open("rb") as file:
        return file.read(64).lstrip(b"\xef\xbb\xbf \r\n\t").upper().startswith(_BEGIN)


def read_calendar(path: Path) -> WorkforceReading:
    """The absences that a calendar names. Raises `FormatError` with a sentence where it cannot be read."""
    from icalendar import Calendar, Event  # here, since it slows the start of everything else

    if path.stat().st_size > MOST_BYTES:
        raise FormatError(f"{path.name} is larger than {MOST_BYTES // 1_000_000} MB: export fewer years.")
    text = path.read_bytes().decode("utf-8-sig", errors="replace")
    try:
        found = [one for calendar in Calendar.from_ical(text, multiple=True) for one in calendar.walk("VEVENT")]
    except UNREADABLE as problem:
        said = str(problem).partition("\n")[0]
        raise FormatError(f"{path.name} cannot be read as a calendar ({said}): export it again.") from problem
    entries = [one for one in found if isinstance(one, Event)]
    if len(entries) > MOST_ENTRIES:
        raise FormatError(f"{path.name} has {len(entries):,} entries: export fewer years.")
    read = [_read(path, line, entry) for line, entry in zip(chain(_lines(text), repeat(None)), entries, strict=False)]
    return WorkforceReading(
        path.name,
        tuple(one for one in read if isinstance(one, SaidAbsence)),
        tuple(one for one in read if isinstance(one, KeptAside)),
        passed_over=read.count(None),
    )


def _lines(text: str) -> Iterator[int]:
    """In which line each entry begins."""
    return (number for number, line in enumerate(text.splitlines(), 1) if line.rstrip().upper() == "BEGIN:VEVENT")


def _read(path: Path, line: int | None, entry: Event) -> SaidAbsence | KeptAside | None:
    if (kind := _kind(entry)) is None:
        return None
    place = Place(path.name, row=line)
    try:
        first, last = _days(entry)
    except Aside as why:
        return why.at(place)
    cancelled = str(entry.get("STATUS", "")).upper() == "CANCELLED"
    return SaidAbsence(place, path.stem, kind, first, last, uid=_uid(entry), cancelled=cancelled)


def _kind(entry: Event) -> str | None:
    words = [*map(str, entry.categories), str(entry.get("SUMMARY", ""))]
    return next((kind for one in words if (kind := known(one, ABSENCES))), None)


def _days(entry: Event) -> tuple[date, date]:
    """The first and the last day, in London. Raises `Aside`."""
    if "RRULE" in entry or "RDATE" in entry:
        raise Aside("RRULE", "", "The entry repeats.", "Write each time as an entry of its own.")
    try:
        first, last = _ends(entry)
    except UNREADABLE as problem:
        raise Aside("DTSTART", "", "Its days cannot be read.", "Give the entry a first and a last day.") from problem
    if first.year not in YEARS or last.year not in YEARS:
        why = f"Its days lie in no year from {YEARS[0]} to {YEARS[-1]}."
        raise Aside("DTSTART", f"{first} to {last}", why, "Correct the days.")
    return first, last


def _ends(entry: Event) -> tuple[date, date]:
    """As `_days`. Raises `UNREADABLE` where there are none to be read."""
    begins, ends = entry.start, entry.end
    if isinstance(begins, datetime) and isinstance(ends, datetime):
        return _days_of_hours(_in_london(begins), _in_london(ends))
    if ends < begins:
        raise _backwards(ends)
    return begins, max(ends - timedelta(days=1), begins)


def _days_of_hours(begins: datetime, ends: datetime) -> tuple[date, date]:
    if ends < begins:
        raise _backwards(ends)
    if ends - begins < HALF_A_DAY:
        raise Aside(
            "DTEND", str(ends - begins), "It lasts less than half a day.", "Make it a whole day, or leave it out."
        )
    return begins.date(), (ends - timedelta(seconds=1)).date()


def _backwards(ends: date) -> Aside:
    return Aside("DTEND", str(ends), "It ends before it begins.", "Correct one of the two.")


def _in_london(moment: datetime) -> datetime:
    """A moment as clocks in London show it; one without a time zone is meant so."""
    return moment.replace(tzinfo=LONDON) if moment.tzinfo is None else moment.astimezone(LONDON)


def _uid(entry: Event) -> str:
    """What an entry is known again by; one time of a series that was moved has its day beside the series' name."""
    named, moved = str(entry.get("UID", "")), entry.get("RECURRENCE-ID")
    days = moved if isinstance(moved, list) else [moved]
    return "/".join([named, *(one.to_ical().decode() for one in days if one)])[-LONGEST_UID:]
