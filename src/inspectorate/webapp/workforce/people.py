"""Inspectors as the reckoning of capacity takes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.db.models import Q

from inspectorate.calendars import Interval
from inspectorate.webapp.workforce.capacity import Person, RegionWeeks, Stretch, capacity
from inspectorate.webapp.workforce.models import Absence, Inspector, Terms


def capacity_of(weeks: Sequence[date], only: Inspector | None = None) -> list[RegionWeeks]:
    """The days of each region in weeks from Monday on that follow each other, of all or of one inspector.

    Raises CalendarUnknown.
    """
    return capacity(people(Interval(weeks[0], weeks[-1] + timedelta(days=6)), only), weeks)


def people(days: Interval, only: Inspector | None = None) -> Iterator[Person]:
    """Everybody (or one) who is of the workforce on one of the days, with their terms and absences on them."""
    rows = Inspector.objects.filter(Q(last__isnull=True) | Q(last__gte=days.first), first__lte=days.last)
    rows = rows.filter(pk=only.pk) if only else rows
    held, away = _terms(only), _absences(days, only)
    for id_, code, first, last in rows.values_list("pk", "code", "first", "last"):
        here = Interval(max(first, days.first), min(last or days.last, days.last))
        yield Person(code, tuple(_stretches(held.get(id_, {}), here)), tuple(away.get(id_, ())))


Agreed = tuple[str, float, str]
"""Region, share of a contract and working days."""


def _terms(only: Inspector | None) -> dict[int, dict[date, Agreed]]:
    """By inspector, what holds from which day on; of two from the same day the newer."""
    found: dict[int, dict[date, Agreed]] = {}
    rows = Terms.objects.filter(inspector=only) if only else Terms.objects.all()
    values = rows.order_by("first", "id").values_list("inspector_id", "first", "region", "share", "working_days")
    for inspector, first, region, share, working_days in values:
        found.setdefault(inspector, {})[first] = (region, float(share), working_days)
    return found


def _absences(days: Interval, only: Inspector | None) -> dict[int, list[Interval]]:
    """By inspector; who is ill and has named no day of return is counted as away as far as one looks."""
    found: dict[int, list[Interval]] = {}
    rows = Absence.objects.filter(Q(last__isnull=True) | Q(last__gte=days.first), struck_at=None, first__lte=days.last)
    rows = rows.filter(inspector=only) if only else rows
    for inspector, first, last in rows.values_list("inspector_id", "first", "last"):
        held = Interval(max(first or days.first, days.first), min(last or days.last, days.last))
        found.setdefault(inspector, []).append(held)
    return found


def _stretches(held: dict[date, Agreed], here: Interval) -> Iterator[Stretch]:
    """Terms on some days, one after the other; before the first of them, those hold."""
    begin = [here.first, *(day for day in sorted(held) if here.first < day <= here.last)]
    for first, after in zip(begin, [*begin[1:], here.last + timedelta(days=1)], strict=True):
        since = max((day for day in held if day <= first), default=min(held, default=None))
        if since is not None:
            yield Stretch(Interval(first, after - timedelta(days=1)), *held[since])
