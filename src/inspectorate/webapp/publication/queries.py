"""Reads of what is public. Nothing else is reached from a public page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.db.models import Case as Either
from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from inspectorate.webapp.casework.chain import verify
from inspectorate.webapp.casework.models import Move, Version

CHECKED_FOR = 600
"""Seconds for which a check of the whole chain is shown before it is made again."""


@dataclass(frozen=True, slots=True)
class Published:
    """A published version. ``report`` is all that it says; ``newest`` is the number of the version that holds now;
    ``withdrawn``: why the report was taken back, or nothing."""

    slug: str
    number: int
    newest: int
    report: dict[str, Any]
    at: datetime
    reason: str
    sha256: str
    link: str
    withdrawn: str


def public_versions() -> QuerySet[Version]:
    """The versions that the public may read, the newest first."""
    return (
        Version.objects.filter(public=True)
        .select_related("case")
        .annotate(newest=_newest_number(), withdrawn=_withdrawn())
        .order_by("-id")
    )


def _newest_number() -> Subquery:
    newer = Version.objects.filter(case=OuterRef("case")).order_by("-number")
    return Subquery(newer.values("number")[:1])


def _withdrawn() -> Coalesce:
    """Why a report was taken back, empty while it stands."""
    taken = Move.objects.filter(case=OuterRef("case"), case__stage="withdrawn", move="withdraw").order_by("-id")
    return Coalesce(Subquery(taken.values("reason")[:1]), Value(""), output_field=TextField())


def newest(words: str = "") -> QuerySet[Version]:
    """The newest public version of each report, the last published first; ``words`` are looked for in the name and the
    code of the body."""
    last = Version.objects.filter(public=True).values("case").annotate(last=Max("id")).values("last")
    rows = public_versions().filter(pk__in=last)
    return rows.filter(Q(case__body__name__icontains=words) | Q(case__body__code__iexact=words)) if words else rows


def versions_of(slug: str) -> list[Published]:
    """Every public version of one report, the newest first."""
    return [published(version) for version in public_versions().filter(case__slug=slug)]


def published(version: Any) -> Published:
    """A row of `public_versions` as pages show it."""
    return Published(
        slug=version.case.slug,
        number=version.number,
        newest=version.newest,
        report=json.loads(version.content),
        at=version.at,
        reason=version.reason,
        sha256=version.sha256,
        link=version.link,
        withdrawn=version.withdrawn,
    )


def checked() -> tuple[datetime, list[str]]:
    """When the whole chain was last checked, at most ten minutes ago, and every fault found in it."""
    newest = Version.objects.order_by("-id").values_list("link", flat=True).first()
    key = f"publication.chain:{newest}"
    found: tuple[datetime, list[str]] | None = cache.get(key)
    if found is None:
        found = (timezone.now(), verify())
        cache.set(key, found, CHECKED_FOR)
    return found


def chain() -> QuerySet[Version, Any]:
    """The chain as anybody can check it, the first version first: only hashes are told of one that is not public."""
    return Version.objects.order_by("id").values(
        "sha256",
        "previous",
        "link",
        report=Either(When(public=True, then=F("case__slug"))),
        version=Either(When(public=True, then=F("number"))),
    )
