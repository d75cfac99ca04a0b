"""The draft as its readers need it: each paragraph with its wordings, evidence, comments and points."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from inspectorate.webapp.casework.models import Case, CaseFinding, Comment, Note, Paragraph, Point, Wording

WORDS = re.compile(r"\s*\S+|\s+")
"""Words, each with what stands before it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: ``kept``, ``taken_out`` or ``put_in``."""

    text: str
    state: str


@dataclass(frozen=True, slots=True)
class Draft:
    """One paragraph. ``tracked``: what answering the body's points changed in it, word by word; empty if nothing."""

    id: int
    section: str
    text: str
    wording: int
    by: str
    findings: tuple[CaseFinding, ...]
    notes: tuple[Note, ...]
    comments: tuple[Comment, ...]
    points: tuple[Point, ...]
    changes: int
    tracked: tuple[Piece, ...]


def paragraphs(case: Case, *, points: bool) -> list[Draft]:
    """Every paragraph in its order, those that were taken out last of their section with an empty text. ``points``:
    whether the reader may see those of the body."""
    rows = case.paragraphs.prefetch_related(
        Prefetch("wordings", Wording.objects.order_by("id")),
        Prefetch("comments", Comment.objects.order_by("id")),
        Prefetch("points", (Point.objects.all() if points else Point.objects.none()).order_by("id")),
        "findings",
        "notes",
    )
    return [_draft(row) for row in rows]


def _draft(row: Paragraph) -> Draft:
    wordings = list(row.wordings.all())
    newest = wordings[-1]
    return Draft(
        id=row.pk,
        section=row.section,
        text=newest.text,
        wording=newest.pk,
        by=newest.by,
        findings=tuple(row.findings.all()),
        notes=tuple(row.notes.all()),
        comments=tuple(row.comments.all()),
        points=tuple(point for point in row.points.all() if point.proposed),
        changes=len(wordings) - 1,
        tracked=tuple(_answered(wordings)),
    )


def _answered(wordings: Sequence[Wording]) -> Iterator[Piece]:
    """What changed since the wording that the first point of the body found; the newest counts for all after it."""
    first = next((number for number, one in enumerate(wordings) if one.point_id), 0)
    return tracked(wordings[first - 1].text, wordings[-1].text) if first else iter(())


def tracked(before: str, after: str) -> Iterator[Piece]:
    """What changed between two wordings, word by word."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    for tag, i, j, k, m in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("".join(old[i:j]), "kept")
            continue
        if i < j:
            yield Piece("".join(old[i:j]), "taken_out")
        if k < m:
            yield Piece("".join(new[k:m]), "put_in")
