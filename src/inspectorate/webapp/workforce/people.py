"""Inspectors as the reckoning of capacity takes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db.models import Prefetch, Q

from inspectorate.calendars import Interval
from inspectorate.webapp.workforce.capacity import Person, RegionWeeks, Stretch, capacity
from inspectorate.webapp.workforce.models import Absence, Inspector


def capacity_of(weeks: list[date]) -> list[RegionWeeks]:
    """The days of each region in weeks from Monday on that follow each other. Raises CalendarUnknown."""
    return capacity(people(Interval(weeks[0], weeks[-1] + timedelta(days=6))), weeks)


def people(days: Interval) -> Iterator[Person]:
    """Everybody who is of the workforce on one of the days, with their terms and absences on them."""
    away = Absence.objects.filter(Q(last__isnull=True) | Q(last__gte=days.first), struck_at=None, first__lte=days.last)
    rows = Inspector.objects.filter(Q(last__isnull=True) | Q(last__gte=days.first), first__lte=days.last)
    for one in rows.prefetch_related("terms", Prefetch("absences", away)):
        held = Interval(max(one.first, days.first), min(one.last or days.last, days.last))
        yield Person(one.code, tuple(_stretches(one, held)), tuple(_away(one.absences.all(), days)))


def _stretches(inspector: Inspector, held: Interval) -> Iterator[Stretch]:
    """The terms of an inspector on some days, one after the other; before the first terms, those hold."""
    newest = {terms.first: terms for terms in inspector.terms.all()}
    begin = [held.first, *(day for day in sorted(newest) if held.first < day <= held.last)]
    for first, after in zip(begin, [*begin[1:], held.last + timedelta(days=1)], strict=True):
        terms = newest.get(max((day for day in newest if day <= first), default=min(newest, default=first)))
        if terms is not None:
            days = Interval(first, after - timedelta(days=1))
            yield Stretch(days, terms.region, float(terms.share), terms.working_days)


def _away(rows: Iterable[Absence], days: Interval) -> Iterator[Interval]:
    for one in rows:
        # Who is ill and has named no day of return is counted as away as far as one looks.
        yield Interval(one.first or date.min, max(one.last or days.last, one.first or date.min))
