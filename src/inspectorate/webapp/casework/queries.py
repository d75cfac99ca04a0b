"""Reads of casework: cases that somebody may see, what holds in one, what stands still."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from inspectorate.framework.model import Edition
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.casework import report as reports
from inspectorate.webapp.casework.clocks import Running, running
from inspectorate.webapp.casework.models import (
    Approval,
    Case,
    CaseFinding,
    Comment,
    Judged,
    Member,
    Point,
    Version,
    Wording,
)
from inspectorate.webapp.casework.parts import knows, parts_of
from inspectorate.webapp.casework.report import Worded
from inspectorate.webapp.casework.table import table
from inspectorate.webapp.frameworks.models import StoredEdition


@dataclass(frozen=True, slots=True)
class Seen:
    """A case and the parts that the reader has in it."""

    case: Case
    parts: frozenset[str]
    edition: Edition
    clock: Running | None

    @property
    def late(self) -> bool:
        """Whether it is past its clock."""
        return self.clock is not None and self.clock.late(timezone.localdate())


@lru_cache(maxsize=64)
def _edition(content_hash: str) -> Edition:
    return StoredEdition.objects.get(pk=content_hash).read()


def planned_days() -> dict[str, date]:
    """The first day on site of every case that goes on and answers an obligation, by the obligation's key."""
    rows = Case.objects.exclude(stage__in=[*_over(), "deferred"]).exclude(obligation="").order_by("-starts")
    return {key: first for key, first in rows.values_list("obligation", "starts") if first}


def edition_of(case: Case) -> Edition:
    """The edition that a case pins, as it was when it was pinned."""
    return _edition(case.pinned_id)


def cases() -> QuerySet[Case]:
    """Every case with its body and everybody who has or had a part in it."""
    members = Prefetch("members", Member.objects.select_related("user"))
    return Case.objects.select_related("body", "pinned").prefetch_related(members)


def seen_by(actor: Actor, *, ended: bool = False) -> list[Seen]:
    """The cases that somebody may see, what is late first, then by their first day."""
    rows = cases() if ended else cases().exclude(stage__in=_over())
    found = (seen(actor, case) for case in rows)
    held = [one for one in found if one.parts - {"body"} or ("body" in one.parts and knows(one.case))]
    return sorted(held, key=lambda one: (not one.late, one.case.starts or date.max, one.case.pk))


def _over() -> list[str]:
    """The stages in which nothing more has to be done."""
    return [id_ for id_, stage in table().stages.items() if stage.end]


def seen(actor: Actor, case: Case) -> Seen:
    """A case as somebody sees it."""
    edition = edition_of(case)
    return Seen(case, parts_of(actor, case), edition, running(case, edition))


def traits(case: Case, edition: Edition) -> frozenset[str]:
    """What limits the moves of a case: graded or a letter, announced or not, held while the body answered or later,
    published before or not."""
    return frozenset(
        (
            "graded" if edition.events[case.event].graded else "letter",
            "announced" if case.announced else "unannounced",
            "answering" if _held_while_answering(case) else "answered",
            "issued" if case.versions.exists() else "unpublished",
        )
    )


def _held_while_answering(case: Case) -> bool:
    """Whether a complaint stopped the case while the body had its time to answer."""
    held_from = case.moves.filter(move="hold").order_by("id").values_list("came_from", flat=True).last()
    return case.stage == "held" and held_from == "factual_accuracy"


def member_of(case: Case, part: str) -> Member | None:
    """Whoever has a part in a case now."""
    return case.members.filter(part=part, ended_at__isnull=True).select_related("user").first()


def grades(case: Case, step: str) -> dict[str, Judged]:
    """The newest grade of each judgement at one step."""
    return {one.judgement: one for one in case.judged.filter(step=step).order_by("id")}


def newest_grades(case: Case) -> dict[str, Judged]:
    """The newest grade of each judgement, whatever its step."""
    return {one.judgement: one for one in case.judged.order_by("id")}


def grades_are_final(case: Case, edition: Edition) -> bool:
    """Whether every judgement of the edition has its final grade; a visit without grades never hides anything."""
    if not edition.events[case.event].graded:
        return True
    return set(edition.judgements) <= set(grades(case, "final"))


def report(case: Case) -> list[Worded]:
    """The paragraphs as they now read, in their order; those taken out have no text."""
    newest: dict[int, str] = dict(
        Wording.objects.filter(paragraph__case=case).order_by("id").values_list("paragraph_id", "text")
    )
    return [Worded(one.pk, one.section, newest.get(one.pk, "")) for one in case.paragraphs.all()]


def findings(case: Case) -> list[CaseFinding]:
    """What the case found, without what was struck out."""
    return list(case.findings.filter(struck_at__isnull=True))


def put_right(case: Case) -> list[CaseFinding]:
    """The findings that are published beside the paragraphs: what is to be put right."""
    return [one for one in findings(case) if one.kind != reports.STRENGTH]


def put_right_texts(case: Case) -> list[Worded]:
    """The same, each as the text of its area, and so is the regulation that it names."""
    return [Worded(one.pk, one.area, text) for one in put_right(case) for text in (one.text, one.regulation)]


def published_texts(case: Case) -> list[Worded]:
    """Every text that somebody typed and the public reads: paragraphs, findings, topics, why it is amended."""
    beside = [Worded(0, "", text) for text in (*case.topics, amendment(case))]
    return [*report(case), *put_right_texts(case), *beside]


def open_comments(case: Case) -> int:
    """How many comments of the assurer wait."""
    return Comment.objects.filter(paragraph__case=case, resolved_at__isnull=True).count()


def approval(case: Case) -> Approval | None:
    """The newest approval since the case last came to be finalised."""
    return case.approvals.filter(at__gte=case.stage_since).order_by("-id").first()


def amendment(case: Case) -> str:
    """Why the published report is amended; empty before the first publication."""
    if not case.versions.exists():
        return ""
    return case.moves.filter(move="amend").order_by("id").values_list("reason", flat=True).last() or ""


def content(case: Case, edition: Edition) -> dict[str, Any]:
    """What would be published now."""
    final = grades(case, "final")
    head = {
        "case": case.slug,
        "body": {"id": case.body.key, "kind": case.body.kind, "code": case.body.code, "name": case.body.name},
        "purpose": case.purpose,
        "topics": list(case.topics),
        "started": case.starts.isoformat() if case.starts else None,
        "ended": case.ends.isoformat() if case.ends else None,
    }
    if reason := amendment(case):
        head["amended"] = reason
    return reports.content(
        head=head,
        edition=edition,
        event=case.event,
        grades={id_: final[id_].grade for id_ in edition.judgements if id_ in final},
        paragraphs=report(case),
        findings=[_told(one) for one in put_right(case)],
    )


def _told(one: CaseFinding) -> dict[str, Any]:
    by = one.put_right_by.isoformat() if one.put_right_by else None
    return {"kind": one.kind, "area": one.area, "text": one.text, "regulation": one.regulation, "put_right_by": by}


def content_hash(case: Case, edition: Edition) -> str:
    """The hash of what would be published now."""
    return reports.digest(reports.canonical(content(case, edition)))


def versions() -> QuerySet[Version]:
    """Every published version, in the order of the chain."""
    return Version.objects.select_related("case__body").order_by("id")


def answer_is_sent(case: Case) -> bool:
    """Whether the team may read the body's points: while it answers they are its own, a complaint meanwhile or not."""
    return case.stage != "factual_accuracy" and not _held_while_answering(case)


def open_points(case: Case) -> int:
    """How many points of the body wait for a decision; one taken back says nothing."""
    return Point.objects.filter(paragraph__case=case, decided_at__isnull=True).exclude(proposed="").count()
