"""Reads of what is public. Nothing else is reached from a public page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from inspectorate.webapp.casework.models import Version


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
    return Version.objects.filter(public=True).select_related("case").order_by("-id")


def newest(words: str = "") -> list[Published]:
    """The newest version of each report, the last published first; ``words`` are looked for in the body's name."""
    seen: set[int] = set()
    found = []
    for version in public_versions():
        if version.case_id not in seen:
            seen.add(version.case_id)
            told = published(version)
            if words.lower() in told.report["body"]["name"].lower():
                found.append(told)
    return found


def versions_of(slug: str) -> list[Published]:
    """Every public version of one report, the newest first."""
    return [published(version) for version in public_versions().filter(case__slug=slug)]


def published(version: Version) -> Published:
    """A version as pages show it."""
    case = version.case
    withdrawn = case.moves.filter(move="withdraw").order_by("id").last() if case.stage == "withdrawn" else None
    return Published(
        slug=case.slug,
        number=version.number,
        newest=case.versions.count(),
        report=json.loads(version.content),
        at=version.at,
        reason=version.reason,
        sha256=version.sha256,
        link=version.link,
        withdrawn=withdrawn.reason if withdrawn else "",
    )


def chain() -> list[dict[str, Any]]:
    """The chain as anybody can check it: of a version that is not public only its hashes are told."""
    return [
        {
            "report": version.case.slug if version.public else None,
            "version": version.number if version.public else None,
            "sha256": version.sha256,
            "previous": version.previous,
            "link": version.link,
        }
        for version in Version.objects.select_related("case").order_by("id")
    ]
