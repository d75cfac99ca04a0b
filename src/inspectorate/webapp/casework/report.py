"""What a report is made of: its sections by edition and event, its content as it would be published, and the hash."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from inspectorate.framework.model import Edition
from inspectorate.history.model import FindingKind

STRENGTH = "strength"
IMPROVE = "area_for_improvement"
KINDS: dict[str, str] = {
    STRENGTH: "Strength",
    IMPROVE: "Area for improvement",
    FindingKind.PRIORITY_ACTION.value: "Area for priority action",
    FindingKind.CONCERN.value: "Concern to be put right",
    FindingKind.REQUIREMENT.value: "Requirement",
    FindingKind.RECOMMENDATION.value: "Recommendation",
}
OF_AUTHORITIES = (STRENGTH, IMPROVE, FindingKind.PRIORITY_ACTION.value, FindingKind.CONCERN.value)
OF_SETTINGS = (STRENGTH, FindingKind.REQUIREMENT.value, FindingKind.RECOMMENDATION.value)
RECORDED = frozenset(kind.value for kind in FindingKind)
"""Kinds that go on record and that somebody has to confirm as put right; the others are the report's own."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report: about one judgement, or about the whole (``judgement`` empty)."""

    id: str
    title: str
    judgement: str = ""


@dataclass(frozen=True, slots=True)
class Worded:
    """A paragraph as it now reads, or a finding: ``section`` is then its area."""

    id: int
    section: str
    text: str


def sections(edition: Edition, event: str) -> tuple[Section, ...]:
    """The template of an event's report: graded inspections have a part for each judgement, visits are a letter."""
    held = edition.events[event]
    if held.graded:
        areas = (Section(id_, one.label, id_) for id_, one in edition.judgements.items())
        return (Section("summary", "Summary"), *areas)
    return (
        Section("opening", "What this visit looked at"),
        Section("headline", "What we found, in short"),
        Section("findings", "Findings"),
    )


def content(
    *,
    head: Mapping[str, Any],
    edition: Edition,
    event: str,
    grades: Mapping[str, str],
    paragraphs: Iterable[Worded],
    findings: Iterable[Mapping[str, Any]],
) -> dict[str, Any]:
    """All that a published version says; nothing that is not in it reaches a public page."""
    told = list(paragraphs)
    return {
        **head,
        "edition": edition.id,
        "event": {"id": event, "label": edition.events[event].label},
        "judgements": [
            {
                "id": id_,
                "label": edition.judgements[id_].label,
                "grade": grade,
                "grade_label": edition.scale_of(id_)[grade].label,
            }
            for id_, grade in grades.items()
        ],
        "sections": list(_told(edition, event, told)),
        "findings": list(findings),
    }


def _told(edition: Edition, event: str, paragraphs: list[Worded]) -> Iterator[dict[str, Any]]:
    for section in sections(edition, event):
        texts = [one.text for one in paragraphs if one.section == section.id and one.text.strip()]
        if texts:
            yield {"id": section.id, "title": section.title, "paragraphs": texts}


def canonical(value: Mapping[str, Any]) -> str:
    """Content as the one text that is hashed."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(text: str) -> str:
    """The sha256 of a text."""
    return sha256(text.encode()).hexdigest()


def linked(previous: str, sha: str) -> str:
    """The link of a version in the chain: the hash of the link before it and of its own content."""
    return digest(f"{previous}\n{sha}")
