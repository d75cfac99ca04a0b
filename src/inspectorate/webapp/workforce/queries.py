"""Reads of the workforce: who works where on a day, on what terms, with which skills, and who is away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from inspectorate.webapp.workforce.models import Absence, Conflict, Inspector, Skill, Terms

SOON = timedelta(days=90)
"""How long before its last day a skill is said to lapse soon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which inspectors to list; what is empty limits nothing. ``gone``: those who have left, in place of the others."""

    region: str = ""
    skill: str = ""
    words: str = ""
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """An inspector on a day: terms, the skills that hold then, the absence of that day or else the next one, and how
    many conflicts of interest stand."""

    inspector: Inspector
    terms: Terms
    skills: tuple[Skill, ...]
    absence: Absence | None
    conflicts: int


@dataclass(frozen=True, slots=True)
class RegionCount:
    """A region on a day: how many inspectors, how many full contracts they make, how many of them are contractors, are
    away, and have a skill that lapses soon."""

    region: str
    inspectors: int
    contracts: Decimal
    contractors: int
    away: int
    lapsing: int


def terms_on(rows: Iterable[Terms], day: date) -> Terms | None:
    """Of somebody's terms, in the order of their days, those that hold on a day; before the first of them, those."""
    held = list(rows)
    return next((one for one in reversed(held) if one.first <= day), held[0] if held else None)


def region_of(inspector: Inspector, day: date) -> str:
    """The region in which somebody works on a day."""
    found = terms_on(inspector.terms.all(), day)
    return found.region if found else ""


def standing_on(day: date) -> Q:
    """What is recorded and not struck out, and holds on a day."""
    return (
        Q(struck_at=None)
        & (Q(first__isnull=True) | Q(first__lte=day))
        & (Q(last__isnull=True) | Q(last__gte=day))
    )  # fmt: skip


def inspectors(on: date, sought: Sought | None = None) -> QuerySet[Any]:
    """Inspectors by name, those to come as well; who has no terms is no part of the workforce.

    Each has the ids of what `members_of` reads: ``held`` of the terms that hold on a day, ``next_absence`` of the
    absence of that day or else the next one.
    """
    sought = sought or Sought()
    left = Q(last__lt=on)
    absences = Absence.objects.filter(Q(last__isnull=True) | Q(last__gte=on), inspector=OuterRef("pk"), struck_at=None)
    rows = Inspector.objects.filter(left if sought.gone else ~left).annotate(
        held=_terms_held(on), next_absence=Subquery(absences.order_by("first", "id").values("pk")[:1])
    )
    rows = rows.exclude(held=None)
    if sought.region:
        rows = rows.filter(held__in=Terms.objects.filter(region=sought.region).order_by().values("pk"))
    if sought.words:
        rows = rows.filter(Q(name__icontains=sought.words) | Q(code__icontains=sought.words))
    if sought.skill:
        rows = rows.filter(pk__in=Skill.objects.filter(standing_on(on), kind=sought.skill).values("inspector"))
    return rows


def _terms_held(on: date) -> Coalesce:
    """As `terms_on`, of each inspector in a query."""
    own = Terms.objects.filter(inspector=OuterRef("pk"))
    return Coalesce(
        Subquery(own.filter(first__lte=on).order_by("-first", "-id").values("pk")[:1]),
        Subquery(own.order_by("first", "id").values("pk")[:1]),
    )


def members(on: date, sought: Sought | None = None) -> list[Member]:
    """Inspectors by name, as they are on a day."""
    return members_of(list(inspectors(on, sought)), on)


def members_of(rows: Sequence[Any], on: date) -> list[Member]:
    """Rows of `inspectors` with what is recorded of them."""
    terms = Terms.objects.in_bulk([one.held for one in rows])
    absences = Absence.objects.in_bulk([one.next_absence for one in rows])
    skills: dict[int, list[Skill]] = {}
    for skill in Skill.objects.filter(standing_on(on), inspector__in=rows):
        skills.setdefault(skill.inspector_id, []).append(skill)
    found = Conflict.objects.filter(standing_on(on), inspector__in=rows).order_by()
    conflicts = Counter(found.values_list("inspector_id", flat=True))
    return [
        Member(
            one, terms[one.held], tuple(skills.get(one.pk, ())), absences.get(one.next_absence), conflicts[one.pk]
        )
        for one in rows
    ]  # fmt: skip


def by_region(on: date, region: str = "") -> list[RegionCount]:
    """The workforce of a region, or of each and last of all of them, where there is more than one."""
    held = inspectors(on, Sought(region=region)).filter(first__lte=on).order_by().values("held")
    terms = Terms.objects.filter(pk__in=held).values_list("inspector_id", "region", "share", "cost_per_day")
    away = set(Absence.objects.filter(standing_on(on)).order_by().values_list("inspector_id", flat=True))
    lapse = Skill.objects.filter(standing_on(on), last__lte=on + SOON).order_by()
    lapsing = set(lapse.values_list("inspector_id", flat=True))
    found: dict[str, list[tuple[int, Decimal, bool]]] = {}
    for inspector, name, share, cost in terms:
        found.setdefault(name, []).append((inspector, share, cost is not None))
    if len(found) > 1:
        found["All regions"] = [one for rows in found.values() for one in rows]
    return [
        RegionCount(
            name,
            inspectors=len(found[name]),
            contracts=sum((share for _, share, _ in found[name]), Decimal(0)),
            contractors=sum(contractor for *_, contractor in found[name]),
            away=sum(inspector in away for inspector, *_ in found[name]),
            lapsing=sum(inspector in lapsing for inspector, *_ in found[name]),
        )
        for name in sorted(found, key=lambda name: (name == "All regions", name))
    ]


def is_away(absence: Absence | None, on: date) -> bool:
    """Whether an absence has begun by a day; those that `members_of` gives have not ended."""
    return absence is not None and absence.first is not None and absence.first <= on


def lapses_soon(skill: Skill, on: date) -> bool:
    """Whether a skill that holds on a day will not hold three months later."""
    return skill.last is not None and skill.last <= on + SOON


def inspector_with_all(**which: object) -> Inspector | None:
    """One inspector with everything that was ever recorded of them; ``None`` where there is no such one."""
    rows = Inspector.objects.select_related("user", "file").prefetch_related(
        "terms", "skills", "absences", Prefetch("conflicts", Conflict.objects.select_related("body"))
    )
    return rows.filter(**which).first()
