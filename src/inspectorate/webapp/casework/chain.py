"""Whether every published version is as it was published: its content, its place, and what is told beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.casework import queries, report
from inspectorate.webapp.casework.models import Version

PUBLISHED = "report_published"
"""The action under which the audit record holds what was published."""
SAID = {"number": "number", "reason": "reason", "public": "whether it is public", "released_by": "who released it",
        "published_at": "day", "sha256": "fingerprint", "link": "link"}  # fmt: skip


def said_of(version: Version) -> dict[str, Any]:
    """What the audit record keeps of a version when it is published."""
    return {
        "number": version.number,
        "reason": version.reason,
        "public": version.public,
        "released_by": version.released_by,
        "published_at": version.at.isoformat(),
        "sha256": version.sha256,
        "link": version.link,
    }


def verify() -> list[str]:
    """Every fault in the chain of published versions, as sentences; none where each byte is as it was published.

    What is told beside the content (reason, day, who released it) is compared with the audit record, and so is how many
    versions there are: one taken out at the end of the chain breaks no link. The case under which a version stands is
    compared with the one that its content names.
    """
    entries = {one.subject_id: one for one in AuditEntry.objects.filter(action=PUBLISHED).order_by("id")}
    versions = list(queries.versions())
    faults, before = [], ""
    for version in versions:
        name = f"Version {version.number} of case {version.case.slug}"
        entry = entries.pop(str(version.pk), None)
        told = _beside(version, entry.summary) if entry else ["it is not in the audit record."]
        faults += [f"{name}: {fault}" for fault in (*_linked(version, before), *_of_its_case(version), *told)]
        before = version.link
    gone = (f"Version {one.summary['number']} about {one.summary['body']} was taken out." for one in entries.values())
    return [*faults, *gone]


def _linked(version: Version, before: str) -> Iterator[str]:
    if report.digest(version.content) != version.sha256:
        yield "its content is not what was published."
    if version.previous != before:
        yield "it does not follow on the version before it."
    if report.linked(version.previous, version.sha256) != version.link:
        yield "its place in the chain was changed."


def _of_its_case(version: Version) -> Iterator[str]:
    """A version says in its content, which is hashed, what it is about: its case and body are to be those."""
    try:
        said = json.loads(version.content)
        case, body, reason = said["case"], said["body"]["id"], said.get("amended")
    except (ValueError, TypeError, KeyError, AttributeError):
        yield "its content does not say which case it is of."
        return
    if case != version.case.slug:
        yield f"its content is that of case {case}."
    if body != version.case.body.key:
        yield f"its content is about {body}."
    # Amendments of earlier releases do not say why in their content.
    if reason is not None and reason != version.reason:
        yield "its reason is not the one that was approved."


def _beside(version: Version, entry: Mapping[str, Any]) -> Iterator[str]:
    """What differs from the audit record, which for versions published by earlier releases holds less."""
    for key, value in said_of(version).items():
        if key in entry and entry[key] != value:
            yield f"its {SAID[key]} is not what it was when it was published."
