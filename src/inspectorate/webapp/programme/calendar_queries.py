"""Reads of the calendar that a programme keeps to: what others do at bodies, and school holidays, as one list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inspectorate.webapp.programme.models import Elsewhere, SchoolHoliday


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the calendar. ``row``: how a person names it; ``body``: ``kind:code``, with its ``name`` and ``what`` is
    done there, empty for a school holiday, which has its own name."""

    row: str
    first_day: date
    last_day: date
    body: str = ""
    name: str = ""
    what: str = ""
    school_holiday: str = ""


def entries() -> list[Entry]:
    """What is in the calendar, by day; rows that were struck out are left out."""
    visits = Elsewhere.objects.filter(struck_at=None).select_related("body")
    holidays = SchoolHoliday.objects.filter(struck_at=None)
    found = [Entry(f"elsewhere:{one.pk}", one.first, one.last, one.body.key, one.body.name, one.what) for one in visits]
    found += [Entry(f"holiday:{one.pk}", one.first, one.last, school_holiday=one.name) for one in holidays]
    return sorted(found, key=lambda one: (one.first_day, one.row))


def entry_meant(row: str) -> Elsewhere | SchoolHoliday | None:
    """The row that a person names as in the list, struck out or not."""
    kind, _, number = row.partition(":")
    if not number.isdecimal():
        return None
    if kind == "elsewhere":
        return Elsewhere.objects.filter(pk=number).first()
    return SchoolHoliday.objects.filter(pk=number).first() if kind == "holiday" else None
