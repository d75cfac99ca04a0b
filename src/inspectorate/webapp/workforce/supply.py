"""The workforce as a programme is staffed with it: what each inspector can give week by week, with what skills, where
not. Effort is in half-days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from inspectorate.calendars import Interval
from inspectorate.formats.workforce_words import GRADES
from inspectorate.webapp.workforce.capacity import FULL, Reckoning, added_up
from inspectorate.webapp.workforce.models import Conflict, Skill, Terms
from inspectorate.webapp.workforce.people import people
from inspectorate.webapp.workforce.queries import inspectors

HALVES = 2
SLACK = 1e-6
"""Shares of a contract are no whole binary numbers: what lacks less than this of a half-day is one."""


@dataclass(frozen=True, slots=True)
class Supply:
    """One inspector. ``grade`` counts from 0, the most senior highest. ``half_days``: of the contract in a full week;
    ``left``: of each week, whole ones. ``skills`` and ``conflicts`` (``kind:code``) have their last days, ``None``
    where there is none. ``cost``: pence for a half-day, of a contractor; ``most_weeks`` in a row, if limited."""

    code: str
    region: str
    home: str
    grade: int
    half_days: int
    left: tuple[int, ...]
    skills: Mapping[str, date | None]
    conflicts: Mapping[str, date | None]
    cost: int | None
    most_weeks: int | None


def supply(weeks: Sequence[date]) -> list[Supply]:
    """Who has half-days in weeks from Monday on that follow each other, on the terms of the first of them.

    What is left follows later terms, too. Raises CalendarUnknown.
    """
    days = Interval(weeks[0], weeks[-1] + timedelta(days=6))
    inspector = {one.code: one for one in inspectors(days.first)}
    terms = Terms.objects.in_bulk([one.held for one in inspector.values()])
    skills, conflicts = _skills(days), _conflicts(days)
    reckoning = Reckoning(weeks)
    found = []
    for person in people(days):
        rows = reckoning.of(person)
        if rows:
            left = tuple(int(one * HALVES + SLACK) for one in added_up(person.code, rows).left)
            one = inspector[person.code]
            found.append(_supply(one.code, terms[one.held], left, skills.get(one.pk, {}), conflicts.get(one.pk, {})))
    return found


def _supply(
    code: str,
    terms: Terms,
    left: tuple[int, ...],
    skills: Mapping[str, date | None],
    conflicts: Mapping[str, date | None],
) -> Supply:
    days = min(float(terms.share) * FULL, len(terms.working_days))
    return Supply(
        code=code, region=terms.region, home=terms.home, grade=[*GRADES].index(terms.grade),
        half_days=int(days * HALVES + SLACK), left=left, skills=skills, conflicts=conflicts,
        cost=terms.cost_per_day // HALVES if terms.cost_per_day is not None else None, most_weeks=terms.most_weeks,
    )  # fmt: skip


def _during(days: Interval) -> Q:
    """What is recorded, not struck out, and holds on one of the days."""
    begun, not_over = Q(first__isnull=True) | Q(first__lte=days.last), Q(last__isnull=True) | Q(last__gte=days.first)
    return Q(struck_at=None) & begun & not_over


def _skills(days: Interval) -> dict[int, dict[str, date | None]]:
    found: dict[int, dict[str, date | None]] = {}
    for inspector, kind, last in Skill.objects.filter(_during(days)).values_list("inspector_id", "kind", "last"):
        _later(found.setdefault(inspector, {}), kind, last)
    return found


def _conflicts(days: Interval) -> dict[int, dict[str, date | None]]:
    found: dict[int, dict[str, date | None]] = {}
    rows = Conflict.objects.filter(_during(days)).order_by()
    for inspector, kind, code, last in rows.values_list("inspector_id", "body__kind", "body__code", "last"):
        _later(found.setdefault(inspector, {}), f"{kind}:{code}", last)
    return found


def _later(held: dict[str, date | None], name: str, last: date | None) -> None:
    """Of two that say the same, the one that holds longer counts."""
    before = held.get(name, last)
    held[name] = None if before is None or last is None else max(before, last)
