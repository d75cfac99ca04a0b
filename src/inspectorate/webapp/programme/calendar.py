"""What a programme keeps away from: what others do at bodies, and school holidays. Taken in from lists, and read."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from inspectorate.calendars import Calendar
from inspectorate.formats.calendar_lists import CalendarReading, SaidElsewhere, SaidHoliday, read_calendar_list
from inspectorate.formats.kept_aside import values_of
from inspectorate.formats.model import KeptAside
from inspectorate.formats.named_rows import Aside
from inspectorate.planning import model
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import Permission, check_has
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.design.refusals import Refused
from inspectorate.webapp.inspections.import_lock import one_at_a_time
from inspectorate.webapp.programme.models import CalendarFile, Elsewhere, SchoolHoliday
from inspectorate.webapp.register.queries import CODE_OF_BODY, Directory, Unresolved, any_body


class CalendarRefused(Refused):
    """A row of a calendar cannot be struck out as it stands; the sentence says why."""


def import_calendar(*, by: Actor, paths: Sequence[Path]) -> list[CalendarFile]:
    """Take in lists, together; the same list twice changes nothing.

    Raises PermissionRefused, or FormatError with a sentence where one of them cannot be read; then none is taken.
    """
    check_has(by, Permission.PLAN_CASES)
    sent = []
    for path in paths:
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        sent.append((read_calendar_list(path), sha256))
    with one_at_a_time(), transaction.atomic():
        directory = Directory()
        return [_take(by, reading, sha256, directory) for reading, sha256 in sent]


@transaction.atomic
def strike(*, by: Actor, entry: Elsewhere | SchoolHoliday, reason: str) -> Elsewhere | SchoolHoliday:
    """Say that a row of a calendar was never so. Raises PermissionRefused or CalendarRefused."""
    check_has(by, Permission.PLAN_CASES)
    found = type(entry).objects.select_for_update().get(pk=entry.pk)
    if not reason.strip():
        raise CalendarRefused("Enter why.", field="reason")
    if found.struck_at:
        raise CalendarRefused(f"{found} was struck out already.")
    found.struck_at, found.struck_by, found.struck_reason = timezone.now(), by.name, reason
    found.save(update_fields=("struck_at", "struck_by", "struck_reason"))
    record(by=by, action="calendar_row_struck", subject=found, what=str(found), reason=reason)
    return found


def elsewhere(weeks: model.Weeks, bodies: Collection[str]) -> tuple[model.Elsewhere, ...]:
    """What others do at some bodies (``kind:code``) in the year round a programme, week by week."""
    near = timedelta(weeks=52)
    rows = Elsewhere.objects.filter(
        struck_at=None, last__gte=weeks.start - near, first__lte=weeks.monday(len(weeks)) + near
    ).select_related("body")
    return tuple(
        model.Elsewhere(row.body.key, week, row.what)
        for row in rows.order_by("body__kind", "body__code", "first", "id")
        if row.body.key in bodies
        for week in range(weeks.week_of(row.first), weeks.week_of(row.last) + 1)
    )


def school_holidays(start: date, weeks: int, calendar: Calendar) -> tuple[int, ...]:
    """The weeks from a Monday on in which schools are closed on every working day."""
    rows = SchoolHoliday.objects.filter(struck_at=None, last__gte=start).values_list("first", "last")
    spans = list(rows)

    def closed(day: date) -> bool:
        return not calendar.is_working_day(day) or any(first <= day <= last for first, last in spans)

    mondays = [start + timedelta(weeks=week) for week in range(weeks)] if spans else []
    return tuple(
        week for week, monday in enumerate(mondays) if all(closed(monday + timedelta(days=day)) for day in range(5))
    )


def _take(by: Actor, reading: CalendarReading, sha256: str, directory: Directory) -> CalendarFile:
    made = CalendarFile.objects.create(name=reading.file, sha256=sha256, read_by=by.name)
    aside = [*reading.kept_aside, *_entered(reading, made, directory)]
    made.aside = [values_of(one) for one in sorted(aside, key=lambda one: (one.place.sheet or "", one.place.row or 0))]
    made.save(update_fields=("new", "unchanged", "aside"))
    record(by=by, action="calendar_taken_in", subject=made, file=made.name, new=made.new, kept_aside=len(aside))
    return made


def _entered(reading: CalendarReading, file: CalendarFile, directory: Directory) -> Iterator[KeptAside]:
    """Enter the rows of a list; those that cannot be, with the reason."""
    for said in reading.said:
        try:
            new = _enter(said, file, directory)
        except Aside as why:
            yield why.at(said.place)
        else:
            file.new += new
            file.unchanged += not new


def _enter(said: SaidElsewhere | SaidHoliday, file: CalendarFile, directory: Directory) -> bool:
    """Whether a row is new. What was struck out does not come back. Raises Aside for a body that is not known."""
    if isinstance(said, SaidHoliday):
        return SchoolHoliday.objects.get_or_create(
            name=said.name, first=said.first, last=said.last, defaults={"file": file}
        )[1]
    try:
        body = any_body(said.body, said.first, directory)
    except Unresolved as problem:
        raise Aside("body", said.body, str(problem), CODE_OF_BODY) from problem
    return Elsewhere.objects.get_or_create(
        body=body, what=said.what, first=said.first, last=said.last, defaults={"file": file}
    )[1]
