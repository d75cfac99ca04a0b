"""Reads of the workforce: who works where on a day, on what terms, with which skills, and who is away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Prefetch, Q

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


def members(on: date, sought: Sought | None = None) -> list[Member]:
    """Inspectors by name, as they are on a day."""
    sought = sought or Sought()
    left = Q(last__lt=on)
    rows = Inspector.objects.filter(left if sought.gone else ~left)
    if sought.words:
        rows = rows.filter(Q(name__icontains=sought.words) | Q(code__icontains=sought.words))
    if sought.skill:
        rows = rows.filter(pk__in=Skill.objects.filter(standing_on(on), kind=sought.skill).values("inspector"))
    coming = Absence.objects.filter(Q(last__isnull=True) | Q(last__gte=on), struck_at=None).order_by("first", "id")
    found = rows.prefetch_related(
        "terms",
        Prefetch("skills", Skill.objects.filter(standing_on(on))),
        Prefetch("absences", coming),
        Prefetch("conflicts", Conflict.objects.filter(standing_on(on)).order_by("id")),
    )
    made = (_member(one, on) for one in found)
    return [one for one in made if one and sought.region in ("", one.terms.region)]


def _member(inspector: Inspector, on: date) -> Member | None:
    held = terms_on(inspector.terms.all(), on)
    if held is None:
        return None
    absence = next(iter(inspector.absences.all()), None)
    return Member(inspector, held, tuple(inspector.skills.all()), absence, len(inspector.conflicts.all()))


def by_region(found: Sequence[Member], on: date) -> list[RegionCount]:
    """The workforce of each region, and last that of all, where there is more than one."""
    names = sorted({one.terms.region for one in found})
    rows = [_count(name, [one for one in found if one.terms.region == name], on) for name in names]
    return [*rows, _count("All regions", found, on)] if len(rows) > 1 else rows


def _count(region: str, found: Sequence[Member], on: date) -> RegionCount:
    return RegionCount(
        region,
        inspectors=len(found),
        contracts=sum((one.terms.share for one in found), Decimal(0)),
        contractors=sum(one.terms.cost_per_day is not None for one in found),
        away=sum(is_away(one.absence, on) for one in found),
        lapsing=sum(any(lapses_soon(skill, on) for skill in one.skills) for one in found),
    )


def is_away(absence: Absence | None, on: date) -> bool:
    """Whether an absence has begun by a day; those that `members` gives have not ended."""
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
