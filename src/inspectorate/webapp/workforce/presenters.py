"""What the pages of the workforce say: rows of lists, and what is recorded of an inspector as ready text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from inspectorate.calendars import CalendarUnknown, Interval
from inspectorate.formats.workforce_words import days_in_words
from inspectorate.webapp.design.filters import day, span
from inspectorate.webapp.workforce.actions import Held, what
from inspectorate.webapp.workforce.capacity import worked
from inspectorate.webapp.workforce.models import Absence, Conflict, Inspector, Skill, Terms
from inspectorate.webapp.workforce.queries import Member, is_away, lapses_soon, terms_on

YEAR_OF_DAYS = 366


@dataclass(frozen=True, slots=True)
class MemberRow:
    """An inspector in the list. ``skills``: each with whether it lapses soon. ``begins``: of who is still to come."""

    id: int
    name: str
    code: str
    region: str
    home: str
    grade: str
    works: str
    skills: tuple[tuple[str, bool], ...]
    absence: str
    away: bool
    conflicts: int
    begins: date | None

    @property
    def href(self) -> str:
        """Their page."""
        return reverse("workforce:inspector", args=[self.id])


@dataclass(frozen=True, slots=True)
class EntryRow:
    """Something recorded of an inspector. ``state`` is ``now``, ``coming``, ``over`` or ``struck``; ``note`` says more
    of it; ``body`` of a conflict is a row of the register."""

    id: int
    what: str
    kind: str
    days: str
    state: str
    note: str
    body: object | None
    by: str
    at: datetime
    reason: str


STATES = {"now": "Now", "coming": "To come", "over": "Over", "struck": "Struck out"}


def member_rows(found: Iterable[Member], on: date) -> list[MemberRow]:
    """Inspectors as a list shows them."""
    return [
        MemberRow(
            id=one.inspector.pk, name=one.inspector.name, code=one.inspector.code, region=one.terms.region,
            home=one.terms.home, grade=grade(one.terms), works=works(one.terms),
            skills=tuple((skill.get_kind_display(), lapses_soon(skill, on)) for skill in one.skills),
            absence=_absence(one.absence), away=is_away(one.absence, on), conflicts=one.conflicts,
            begins=one.inspector.first if one.inspector.first > on else None,
        )
        for one in found
    ]  # fmt: skip


def grade(terms: Terms) -> str:
    """What somebody is employed as, and whether as a contractor."""
    return f"{terms.get_grade_display()}{', contractor' if terms.cost_per_day is not None else ''}"


def works(terms: Terms) -> str:
    """The share of a full contract and the days of the week: ``60%, Mon to Wed``."""
    return f"{(terms.share * 100).normalize():f}%, {days_in_words(terms.working_days)}"


def _absence(absence: Absence | None) -> str:
    return f"{absence.get_kind_display()}, {span(absence.first, absence.last)}" if absence else ""


def terms_rows(terms: Terms) -> list[tuple[str, str]]:
    """The terms on which somebody works."""
    cost = f"£{terms.cost_per_day / 100:,.2f}" if terms.cost_per_day is not None else ""
    rows = (
        ("Region", terms.region),
        ("Home", terms.home),
        ("Employed as", grade(terms)),
        ("Works", works(terms)),
        ("Cost per day", cost),
        ("Most weeks in a row on site", str(terms.most_weeks or "No limit")),
        ("Since", day(terms.first)),
        ("Recorded by", terms.recorded_by),
    )
    return [(name, value) for name, value in rows if value]


def other_terms(inspector: Inspector, on: date) -> list[Terms]:
    """Terms before and after those that hold on a day, the latest first."""
    rows = list(inspector.terms.all())
    held = terms_on(rows, on)
    return [one for one in reversed(rows) if one != held]


def entry_rows(held: Sequence[Held], on: date, working_days: str) -> list[EntryRow]:
    """What is recorded of an inspector, in its order; what is over or struck out comes last."""
    rows = [_entry(one, on, working_days) for one in held]
    return sorted(rows, key=lambda row: list(STATES).index(row.state))


def _entry(one: Held, on: date, working_days: str) -> EntryRow:
    return EntryRow(
        id=one.pk, what=what(one), kind=one.get_kind_display(), days=_days(one), state=_state(one, on),
        note=_note(one, on, working_days), body=one.body if isinstance(one, Conflict) else None,
        by=one.struck_by or one.recorded_by, at=one.struck_at or one.recorded_at, reason=one.struck_reason,
    )  # fmt: skip


def _days(one: Held) -> str:
    if one.first is None and one.last is None:
        return "No last day"
    return span(one.first, one.last)


def _state(one: Held, on: date) -> str:
    if one.struck_at:
        return "struck"
    if one.last is not None and one.last < on:
        return "over"
    return "coming" if one.first is not None and one.first > on else "now"


def _note(one: Held, on: date, working_days: str) -> str:
    """Of a skill whether it lapses soon, of an absence how many working days it takes."""
    if isinstance(one, Skill):
        return "Lapses soon" if _state(one, on) == "now" and lapses_soon(one, on) else ""
    if not isinstance(one, Absence) or one.first is None or one.last is None or not working_days:
        return ""
    if (one.last - one.first).days > YEAR_OF_DAYS:
        return ""
    try:
        number = len(worked(Interval(one.first, one.last), working_days))
    except CalendarUnknown:
        return ""
    return f"{number} working {'day' if number == 1 else 'days'}"
