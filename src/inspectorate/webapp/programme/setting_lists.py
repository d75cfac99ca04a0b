"""Settings in lists: searched, filtered and counted in the database, since there may be very many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from inspectorate.framework.library import load_library
from inspectorate.framework.setting_types import setting_types
from inspectorate.history.register import Standing
from inspectorate.webapp.register.models import Owner, Setting
from inspectorate.webapp.register.settings import area_of

GOOD = ("outstanding", "good", "consistently_strong")
"""Grades that count as good or better, on every scale."""
GONE = tuple(standing.value for standing in Standing if not standing.registered)
STANDINGS = {
    "active": "Active",
    "suspended": "Suspended",
    "proposed_to_close": "Proposed to close",
    "closed": "Closed",
    "resigned": "Resigned",
    "cancelled": "Cancelled",
}
RAN_OUT = "Suspension ran out, not recorded"
NOBODY = "none"


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting in a list."""

    urn: str
    name: str
    type: str
    authority: str
    owner: str
    owner_id: int | None
    places: int | None
    standing: str
    grade: str
    graded_on: date | None


def on_register() -> QuerySet[Setting]:
    """Settings that the newest source has on the register, and that no register leaves out since."""
    return Setting.objects.exclude(standing__in=GONE).filter(body__closed__isnull=True, body__gone_by__isnull=True)


def found(said: Mapping[str, str]) -> QuerySet[Setting]:
    """The settings that are asked for; those that have left only by name, town, URN or standing."""
    rows = Setting.objects.all() if said.get("q") or said.get("standing") in GONE else on_register()
    if words := said.get("q", ""):
        here = Q(named=True, town__icontains=words)
        rows = rows.filter(Q(body__code__iexact=words) | Q(body__name__icontains=words) | here)
    if owner := said.get("owner", ""):
        rows = rows.filter(owner__in=Owner.objects.filter(name__icontains=owner))
    if words := said.get("area", ""):
        area = area_of(words)
        # Words that are in no area find nothing; settings without a postcode have none either.
        rows = rows.filter(postcode_area=area) if area else rows.none()
    for name in ("type", "standing", "authority__code"):
        if said.get(name):
            rows = rows.filter(**{name: said[name]})
    if grade := said.get("grade", ""):
        rows = rows.filter(grade="" if grade == NOBODY else grade)
    return rows.order_by("body_id")


def with_names(settings: QuerySet[Setting]) -> QuerySet[Setting]:
    """The same settings, read with the names that rows show."""
    return settings.select_related("body", "owner", "authority")


def standing_text(one: Setting, today: date) -> str:
    """How a setting stands on the register; of a suspension past its last day nobody has said yet what is so."""
    if one.standing_until and one.standing_until < today:
        return RAN_OUT
    return STANDINGS.get(one.standing, "")


def rows_of(settings: Iterable[Setting]) -> Iterator[SettingRow]:
    """Settings, read `with_names`, as rows."""
    types, today = setting_types(), timezone.localdate()
    for one in settings:
        yield SettingRow(
            urn=one.body.code,
            name=one.body.name,
            type=types[one.type].label,
            authority=one.authority.name if one.authority else "",
            owner=one.owner.name if one.owner else "",
            owner_id=one.owner_id,
            places=one.places,
            standing="" if one.standing == "active" else standing_text(one, today),
            grade=one.grade,
            graded_on=one.graded_on,
        )


def grade_labels() -> dict[str, str]:
    """Every grade that a setting may have overall, from best to worst, in words."""
    editions = load_library().of_regime("sccif")
    return {grade: step.label for edition in editions for grade, step in edition.scale.items()}


def by_grade(settings: QuerySet[Setting]) -> dict[str, int]:
    """How many of the settings have which grade; those without one count nowhere."""
    counted = settings.exclude(grade="").order_by().values_list("grade").annotate(Count("pk"))
    return dict(counted)


@dataclass(frozen=True, slots=True)
class Share:
    """How many of an authority's judged settings are good or better."""

    code: str
    name: str
    region: str
    judged: int
    good: int

    @property
    def share(self) -> float:
        """The part that is good or better; an authority without a judged setting is in no list."""
        return self.good / self.judged


def shares(type_: str = "") -> list[Share]:
    """Each host authority's share of settings that are good or better, the lowest first."""
    rows = on_register().exclude(grade="").filter(authority__isnull=False)
    if type_:
        rows = rows.filter(type=type_)
    names = ("authority__code", "authority__name", "authority__government_region")
    counted = (
        rows.order_by().values_list(*names).annotate(judged=Count("pk"), good=Count("pk", filter=Q(grade__in=GOOD)))
    )
    return sorted((Share(*row) for row in counted), key=lambda one: (one.share, -one.judged, one.name))
