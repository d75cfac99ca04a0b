"""Approving the last version, publishing it, and the chain of what was published."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from inspectorate.framework.model import Edition, Publication
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.casework import own_work, queries, recorded, report
from inspectorate.webapp.casework.actions.cases import locked, take_move
from inspectorate.webapp.casework.chain import said_of
from inspectorate.webapp.casework.models import Approval, Case, Version
from inspectorate.webapp.casework.needs import CHECKS
from inspectorate.webapp.casework.parts import check_part
from inspectorate.webapp.casework.refusals import CaseRefused
from inspectorate.webapp.inspections.actions import EventRefused
from inspectorate.webapp.inspections.models import Inspection
from inspectorate.webapp.inspections.publishing import record_published
from inspectorate.webapp.inspections.queries import histories
from inspectorate.webapp.monitoring.tasks import follow_publication


@transaction.atomic
def approve(*, by: Actor, case: Case, sha256: str) -> Approval:
    """Approve the version that was read, by its hash.

    Raises CaseRefused where the report has changed since, where the consistency panel has not agreed to a final grade
    that it looks at, where it names a child or denies a grade, to whoever wrote any of what it now says, and to whoever
    gave a final grade that nobody else gave.
    """
    case = locked(case)
    check_part(by, case, "assurer")
    edition = queries.edition_of(case)
    if case.stage != "finalising":
        raise CaseRefused("The last version is approved once the body has answered.")
    if by.user_id in own_work.authors(case):
        raise CaseRefused("You wrote part of this version. Nobody approves their own work: another assurer does.")
    if waiting := queries.open_points(case):
        raise CaseRefused(f"Every point of the body is decided first: {waiting} wait.")
    if not queries.grades_are_final(case, edition):
        raise CaseRefused("Every area needs its final grade first.")
    if sha256 != queries.content_hash(case, edition):
        raise CaseRefused("The report has changed since you read it. Read it again before you approve it.")
    for need in ("panel_on_final", "recordable", "language"):
        if missing := CHECKS[need](case, edition, {}, by):
            raise CaseRefused(missing)
    if alone := own_work.alone_on(case, edition, by.user_id):
        raise CaseRefused(
            f"You alone gave the final grade of: {'; '.join(alone)}. The consistency panel agrees to it, or another "
            "assurer approves this version."
        )
    approval = Approval.objects.create(
        case=case, sha256=sha256, content=report.canonical(queries.content(case, edition)), by=by.name,
        user_id=by.user_id,
    )  # fmt: skip
    record(by=by, action="version_approved", subject=approval, body=str(case.body), sha256=sha256)
    return approval


@transaction.atomic
def publish(*, by: Actor, case: Case) -> Version:
    """Publish what was approved and released, once its time has come: the public version, the record, what is due.

    Raises CaseRefused where the case is not scheduled or its time has not come (of two who press at once one
    publishes), and where what was approved cannot be published as it was.
    """
    case = take_move(by=by, case=case, move="publish")
    edition = queries.edition_of(case)
    text = _approved_text(case, edition)
    case.inspection = case.inspection or recorded.recorded_by_hand(case, edition, json.loads(text))
    previous = Version.objects.select_for_update().order_by("id").last()
    sha = report.digest(text)
    before = previous.link if previous else ""
    number = case.versions.count() + 1
    version = Version.objects.create(
        case=case,
        number=number,
        public=_is_public(case, edition) if number == 1 else case.versions.get(number=1).public,
        content=text,
        sha256=sha,
        previous=before,
        link=report.linked(before, sha),
        reason=json.loads(text).get("amended", ""),
        released_by=_released_by(case),
        by=by.name,
        user_id=by.user_id,
    )
    case.inspection = _recorded(by, case, edition, version)
    case.save(update_fields=("inspection",))
    record(by=by, action="report_published", subject=version, body=str(case.body), **said_of(version))
    if case.body.kind == "authority":
        follow_publication()
    return version


def _approved_text(case: Case, edition: Edition) -> str:
    """The content that was approved, to the byte; what only its hash is kept of must still be the same.

    An amendment that was approved without its reason, as earlier releases did it, is to be approved again.
    """
    approval = case.approvals.order_by("-id").first()
    text = (approval and approval.content) or report.canonical(queries.content(case, edition))
    reason_left_out = case.versions.exists() and "amended" not in json.loads(text)
    if approval is None or report.digest(text) != approval.sha256 or reason_left_out:
        raise CaseRefused("What would be published is not what was approved. Revoke the release and approve it again.")
    return text


def _recorded(by: Actor, case: Case, edition: Edition, version: Version) -> Inspection:
    """The inspection on record, as a version tells it."""
    said = recorded.said(case, json.loads(version.content), _first_published(case))
    before = case.versions.filter(number=version.number - 1).first()
    try:
        return record_published(
            by=by, body=case.body, edition=edition.id, said=said, inspection=case.inspection,
            findings=recorded.findings(case), gone=recorded.no_longer(before, version),
        )  # fmt: skip
    except EventRefused as refusal:
        raise CaseRefused(f"The record does not take this report: {refusal}") from refusal


def _is_public(case: Case, edition: Edition) -> bool:
    """Whether the framework publishes what this event gives: of some series it publishes all but the first."""
    rule = edition.events[case.event].published
    if rule is not Publication.AFTER_FIRST:
        return rule is Publication.ALWAYS
    history = next(histories([case.body.key], case.body.kind))
    others = [one for one in history.inspections if one.id != str(case.inspection_id)]
    since = max((one.carried_out for one in others if one.graded and one.carried_out), default=date.min)
    return any(one.event == case.event and (one.carried_out or date.min) > since for one in others)


@dataclass(frozen=True, slots=True)
class Attempt:
    """A case that was to be published: its version, or the sentence that says why it was refused."""

    case: Case
    version: Version | None = None
    refused: str = ""


def attempt(*, by: Actor, case: Case) -> Attempt:
    """As `publish`; where that is refused nothing of it stays, and the audit record says why."""
    try:
        return Attempt(case, publish(by=by, case=case))
    except CaseRefused as refusal:
        refused = str(refusal)
    with transaction.atomic():
        record(by=by, action="publication_refused", subject=case, body=str(case.body), why=refused)
    return Attempt(case, refused=refused)


def publish_due(*, by: Actor, now: datetime | None = None) -> list[Attempt]:
    """Publish every released report whose time has come. One that is refused keeps no other from being published."""
    waiting = Case.objects.filter(stage="scheduled", publish_at__lte=now or timezone.now()).select_related("body")
    return [attempt(by=by, case=case) for case in waiting]


def _first_published(case: Case) -> date:
    """The day of the first version: an amendment is no later publication."""
    return timezone.localdate(case.versions.order_by("number")[0].at)


def _released_by(case: Case) -> list[str]:
    approval = case.approvals.order_by("-id").first()
    released = case.moves.filter(move="release").order_by("id").last()
    return [one.by for one in (approval, released) if one is not None]
