"""Writing the draft, the assurer's comments on it, and the body's points."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.casework import clocks, queries, report
from inspectorate.webapp.casework.actions.cases import locked
from inspectorate.webapp.casework.models import Case, CaseFinding, Comment, Note, Paragraph, Point, Wording
from inspectorate.webapp.casework.parts import check_part, parts_of
from inspectorate.webapp.casework.refusals import CaseRefused

WRITERS: dict[str, str] = {
    "on_site": "team",
    "judging": "team",
    "drafting": "team",
    "quality_assurance": "assurer",
    "finalising": "team",
}
"""Who changes wordings at which stage."""


def _check_writer(by: Actor, case: Case) -> None:
    part = WRITERS.get(case.stage)
    if part is None:
        raise CaseRefused("The report is not changed at this stage.")
    if part not in parts_of(by, case):
        raise PermissionRefused("You may not change the report now.")


@transaction.atomic
def compose(*, by: Actor, case: Case) -> int:
    """Make a paragraph of each finding that is in none yet, in the part of the report that it belongs to.

    Returns how many were made. What was written before stays as it is.
    """
    case = locked(case)
    _check_writer(by, case)
    edition = queries.edition_of(case)
    parts = report.sections(edition, case.event)
    where = {part.judgement: part.id for part in parts if part.judgement}
    made = 0
    for finding in queries.findings(case):
        if not finding.paragraphs.exists():
            section = where.get(finding.area, parts[-1].id if not where else parts[0].id)
            _add(by, case, section, finding.text, [finding], list(finding.notes.all()))
            made += 1
    if made:
        record(by=by, action="report_composed", subject=case, body=str(case.body), paragraphs=made)
    return made


def _add(
    by: Actor, case: Case, section: str, text: str, findings: Collection[CaseFinding], notes: Collection[Note]
) -> Paragraph:
    last = case.paragraphs.aggregate(last=Max("position"))["last"] or 0
    paragraph = Paragraph.objects.create(case=case, section=section, position=last + 1)
    paragraph.findings.set(findings)
    paragraph.notes.set(notes)
    Wording.objects.create(paragraph=paragraph, text=text, by=by.name, user_id=by.user_id)
    return paragraph


@transaction.atomic
def add_paragraph(*, by: Actor, case: Case, section: str, text: str, notes: Collection[str] = ()) -> Paragraph:
    """Add a paragraph at the end of a part of the report, with the notes that it rests on."""
    case = locked(case)
    _check_writer(by, case)
    if section not in {part.id for part in report.sections(queries.edition_of(case), case.event)}:
        raise CaseRefused("Choose a part of the report.", field="section")
    if not text.strip():
        raise CaseRefused("Enter the paragraph.", field="text")
    made = _add(by, case, section, text, (), list(Note.objects.filter(case=case, pk__in=notes)))
    record(by=by, action="paragraph_written", subject=made, body=str(case.body))
    return made


@transaction.atomic
def reword(*, by: Actor, paragraph: Paragraph, text: str, over: int, point: Point | None = None) -> Wording:
    """Say a paragraph in other words; an empty text takes it out. What it said before stays.

    ``over`` is the id of the wording that was read: if somebody wrote another since, nothing is overwritten. Raises
    PermissionRefused, or CaseRefused with a sentence.
    """
    case = locked(paragraph.case)
    _check_writer(by, case)
    newest = paragraph.wordings.order_by("id").last()
    if newest is not None and newest.pk != over:
        raise CaseRefused(f"{newest.by} has changed this paragraph since you opened it: “{newest.text}”", field="text")
    made = Wording.objects.create(paragraph=paragraph, text=text, point=point, by=by.name, user_id=by.user_id)
    record(by=by, action="paragraph_written", subject=paragraph, body=str(case.body))
    return made


@transaction.atomic
def comment(*, by: Actor, paragraph: Paragraph, text: str) -> Comment:
    """Ask something about a paragraph; the draft does not go on before it is resolved."""
    case = locked(paragraph.case)
    check_part(by, case, "assurer")
    if case.stage != "quality_assurance":
        raise CaseRefused("Comments are made during quality assurance.")
    if not text.strip():
        raise CaseRefused("Enter the comment.", field="text")
    made = Comment.objects.create(paragraph=paragraph, text=text, made_by=by.name)
    record(by=by, action="comment_made", subject=made, body=str(case.body))
    return made


@transaction.atomic
def answer_comment(*, by: Actor, comment: Comment, answer: str) -> Comment:
    """The team's answer to a comment. It waits until the assurer resolves it."""
    case = locked(comment.paragraph.case)
    check_part(by, case, "team")
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    if comment.resolved_at is not None:
        raise CaseRefused("This comment is resolved.")
    if not answer.strip():
        raise CaseRefused("Enter the answer.", field="answer")
    comment.answer, comment.answered_by = answer, by.name
    comment.save(update_fields=("answer", "answered_by"))
    record(by=by, action="comment_answered", subject=comment, body=str(case.body))
    return comment


@transaction.atomic
def resolve_comment(*, by: Actor, comment: Comment) -> Comment:
    """The assurer is content."""
    case = locked(comment.paragraph.case)
    check_part(by, case, "assurer")
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    if comment.resolved_at is None:
        comment.resolved_at, comment.resolved_by = timezone.now(), by.name
        comment.save(update_fields=("resolved_at", "resolved_by"))
        record(by=by, action="comment_resolved", subject=comment, body=str(case.body))
    return comment


@transaction.atomic
def receive_draft(*, by: Actor, case: Case) -> Case:
    """Note that somebody of the body has opened the draft: its time to answer runs from this day on."""
    case = locked(case)
    check_part(by, case, "body")
    if case.stage != "factual_accuracy":
        raise CaseRefused("There is no draft to answer now.")
    if case.draft_received_on is None:
        case.draft_received_on = timezone.localdate()
        case.save(update_fields=("draft_received_on",))
        record(by=by, action="draft_received", subject=case, body=str(case.body))
    return case


@transaction.atomic
def make_point(*, by: Actor, paragraph: Paragraph, proposed: str, evidence: str) -> Point:
    """What the body says of a paragraph; any of its people may change it until the answer is sent."""
    case = locked(paragraph.case)
    _check_answering(by, case)
    if not proposed.strip():
        raise CaseRefused("Enter what is wrong, or how it should read.", field="proposed")
    made = Point.objects.create(paragraph=paragraph, proposed=proposed, evidence=evidence, made_by=by.name)
    record(by=by, action="point_made", subject=made, body=str(case.body))
    return made


@transaction.atomic
def change_point(*, by: Actor, point: Point, proposed: str, evidence: str, over: str) -> Point:
    """Change a point before the answer is sent; an empty proposal takes it back.

    ``over`` is the `Point.revision` that was read: if somebody changed the point since, nothing is overwritten. Raises
    PermissionRefused, or CaseRefused with a sentence.
    """
    case = locked(point.paragraph.case)
    _check_answering(by, case)
    point = Point.objects.select_for_update().get(pk=point.pk)
    if point.revision != over:
        raise CaseRefused(
            f"{point.made_by} has changed this point since you opened it: “{point.proposed}”", field="proposed"
        )
    point.proposed, point.evidence, point.made_by = proposed, evidence, by.name
    point.save(update_fields=("proposed", "evidence", "made_by", "changed_at"))
    record(by=by, action="point_changed", subject=point, body=str(case.body))
    return point


def _check_answering(by: Actor, case: Case) -> None:
    check_part(by, case, "body")
    if case.stage != "factual_accuracy":
        raise CaseRefused("The time to answer is over; what was sent is kept.")
    ends = clocks.answer_time_ends(case, queries.edition_of(case))
    if ends is not None and ends < timezone.localdate():
        raise CaseRefused("The time to answer is over; what was written is kept.")


@transaction.atomic
def decide_point(*, by: Actor, point: Point, accepted: bool, reason: str, touches_grade: bool = False) -> Point:
    """The team's decision on a point, with its reason; once."""
    case = locked(point.paragraph.case)
    check_part(by, case, "lead")
    if case.stage != "finalising":
        raise CaseRefused("Points are decided once the body has answered.")
    point = Point.objects.select_for_update().get(pk=point.pk)
    if point.decided_at is not None:
        raise CaseRefused("This point was decided already.")
    if not reason.strip():
        raise CaseRefused("Enter why.", field="reason")
    point.accepted, point.reason, point.touches_grade = accepted, reason, touches_grade
    point.decided_at, point.decided_by = timezone.now(), by.name
    point.save(update_fields=("accepted", "reason", "touches_grade", "decided_at", "decided_by"))
    record(by=by, action="point_decided", subject=point, body=str(case.body), accepted=accepted)
    return point
