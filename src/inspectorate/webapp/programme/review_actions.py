"""Deciding what comes of a review between inspections, and acting on one that asks for a decision."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from inspectorate.due.engine import due
from inspectorate.framework.library import load_library
from inspectorate.framework.model import Edition
from inspectorate.history.model import DecisionKind
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import Permission, check_has, has
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.design.refusals import Refused
from inspectorate.webapp.monitoring.hidden import check_may_see
from inspectorate.webapp.monitoring.models import Review, ReviewAnswer
from inspectorate.webapp.monitoring.review_queries import snapshot_of
from inspectorate.webapp.programme.actions import Answer, take_decision
from inspectorate.webapp.programme.queries import histories
from inspectorate.webapp.programme.states import check_answer, check_fits
from inspectorate.webapp.register.models import Body

VISIT = "focused_visit"
VISIBLE_REASON = "In the programme"
"""What the record of the programme says of every visit and every inspection brought forward after a review, and of
every one that was drawn at random: whoever visits is not to know what led there."""


class ReviewRefused(Refused):
    """The review or its answer cannot be recorded as it stands."""


@transaction.atomic
def decide_review(
    *,
    by: Actor,
    body: Body,
    outcome: str,
    reason: str,
    token: UUID,
    topic: str = "",
    obligation: str = "",
    until: date | None = None,
) -> Review:
    """Record what comes of a review, with all that it rests on. Sent twice with one ``token``, it is recorded once.

    Whoever may take decisions about the body takes the one that the outcome asks for with it; a review of anybody else
    waits for them. Raises PermissionRefused, ReviewRefused or DecisionRefused with a sentence.
    """
    check_may_see(by, body)
    # Two clicks wait for each other here, so that the second finds what the first recorded.
    body = Body.objects.select_for_update().get(pk=body.pk)
    if sent := Review.objects.filter(token=token, body=body).first():
        return sent
    if outcome not in Review.Outcome.values:
        raise ReviewRefused("Select what comes of the review.", field="outcome")
    if not reason.strip():
        raise ReviewRefused("Enter why.", field="reason")
    computed, kept = snapshot_of(body)
    review = Review(
        token=token, body=body, outcome=outcome, reason=reason, by=by.name, user_id=by.user_id, snapshot=kept,
        computation=computed.pk if computed else None, as_of=computed.as_of if computed else None,
    )  # fmt: skip
    if outcome == Review.Outcome.VISIT:
        review.event, review.topic, review.until = VISIT, topic, until
    elif outcome == Review.Outcome.BRING_FORWARD:
        review.obligation, review.until = obligation, until
    add_review(review)
    if not review.asks_for_a_decision:
        # Neither of whom nor what came of it: people on a case may read the audit record.
        record(by=by, action="review_decided", subject=review)
    elif has(by, Permission.TAKE_DECISION, body=body.key, region=body.ofsted_region):
        accept(by=by, review=review)
    # One that asks for a decision has no entry until that is taken or refused. A drawn one has none either, so that by
    # its own entry each of the others would be known. Its row says who and when, and is not changed.
    return review


def add_review(review: Review) -> Review:
    """Store a review whose decision, where it asks for one, could be taken now. Whoever calls it sees to its audit."""
    if review.asks_for_a_decision:
        _, answer = _asked(review)
        check_answer(answer)
    review.save()
    return review


@transaction.atomic
def accept(*, by: Actor, review: Review) -> ReviewAnswer:
    """Take the decision that a review asks for. Its reason on the record of the programme is `VISIBLE_REASON`.

    The decision's own entry is the audit of it; one that named the review would lead from the visit to why.
    """
    _check_answers(by, review)
    edition, answer = _asked(review)
    decision = take_decision(by=by, body=review.body, edition=edition.id, answer=answer)
    return _answered(by, review, decision=decision.pk)


@transaction.atomic
def refuse(*, by: Actor, review: Review, reason: str) -> ReviewAnswer:
    """Not take the decision that a review asks for, and say why."""
    _check_answers(by, review)
    if not reason.strip():
        raise ReviewRefused("Enter why not.", field="reason")
    # Neither which nor of whom: numbers of drawn reviews follow each other, and people on a case may read this.
    record(by=by, action="recommendation_refused", subject="recommendation:")
    return _answered(by, review, reason=reason)


def _check_answers(by: Actor, review: Review) -> None:
    check_has(by, Permission.TAKE_DECISION, body=review.body.key, region=review.body.ofsted_region)
    check_may_see(by, review.body)
    # Two people may answer at once, and only the first may.
    Review.objects.select_for_update().get(pk=review.pk)
    if review.told_at > timezone.now():
        raise ReviewRefused("This is not yet among the reviews.")
    if not review.asks_for_a_decision:
        raise ReviewRefused("This review asks for no decision.")
    if ReviewAnswer.objects.filter(review=review).exists():
        raise ReviewRefused("This was answered already.")


def _answered(by: Actor, review: Review, *, decision: int | None = None, reason: str = "") -> ReviewAnswer:
    return ReviewAnswer.objects.create(review=review, decision=decision, reason=reason, by=by.name, user_id=by.user_id)


def _asked(review: Review) -> tuple[Edition, Answer]:
    """The decision that a review asks for, and the edition that it is about. Raises a refusal where it does not fit."""
    today, library = timezone.localdate(), load_library()
    history = next(iter(histories([review.body.key], review.body.kind)), None)
    edition = library.in_force(history.body.type_on(today), today) if history else None
    if history is None or edition is None:
        raise ReviewRefused("No framework is in force for this body.", field="outcome")
    if review.outcome == Review.Outcome.VISIT:
        if VISIT not in edition.events:
            raise ReviewRefused(f"{edition.title} has no focused visits.", field="outcome")
        kind = DecisionKind.VISIT
    else:
        kind = DecisionKind.BRING_FORWARD
        owed = {one.key: one.edition for one in due(history, library, today)}
        if review.obligation and review.obligation not in owed:
            raise ReviewRefused("This is no longer due: what it rested on has changed.", field="obligation")
        edition = library.edition(owed[review.obligation]) if review.obligation else edition
    answer = Answer(
        kind=kind, reason=VISIBLE_REASON, taken_on=today, obligation=review.obligation, event=review.event,
        until=review.until, topic=review.topic,
    )  # fmt: skip
    check_fits(answer, edition, review.body.key)
    return edition, answer
