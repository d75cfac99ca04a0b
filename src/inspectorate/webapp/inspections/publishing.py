"""What casework publishes enters the record here, and is taken back where the report is withdrawn."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from inspectorate.framework.library import load_library
from inspectorate.framework.model import Confidence
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.inspections.actions import NewFinding, Said, check_said, show_grade, told_by
from inspectorate.webapp.inspections.models import Finding, Inspection, InspectionFact
from inspectorate.webapp.register.models import Body


@transaction.atomic
def record_published(
    *,
    by: Actor,
    body: Body,
    edition: str,
    said: Said,
    inspection: Inspection | None,
    findings: Collection[NewFinding],
    gone: Collection[NewFinding] = (),
) -> Inspection:
    """Add what a published report says.

    Where the event is on record (``inspection`` given: an amendment, or a visit that somebody recorded by hand
    meanwhile) it is said anew over what people said before. ``gone`` are findings that an amendment no longer has: they
    are taken back, and those that it keeps stand as they are, confirmed or not. Whoever calls it has seen that the
    report was released. Raises EventRefused with a sentence.
    """
    framework = load_library().edition(edition)
    check_said(framework, said)
    found = inspection or Inspection.objects.create(body=body, regime=framework.regime)
    fact = told_by(by, found, said)
    fact.supersedes = _last_said(found)
    fact.save()
    _take_back(by, found, gone)
    for new in findings:
        if not _standing(found, new).exists():
            values = {name: getattr(new, name) for name in NewFinding.__slots__}
            Finding.objects.create(inspection=found, recorded_by=by.name, **values)
    show_grade(body)
    record(by=by, action="event_published", subject=found, body=body.key, event=said.event, findings=len(findings))
    return found


@transaction.atomic
def record_withdrawn(*, by: Actor, inspection: Inspection, source: str, findings: Collection[NewFinding]) -> None:
    """Take back what a withdrawn report said, as any fact is corrected: by a newer one, which tells of no event.

    What was said stays stored, its ``findings`` too. The inspection counts only where another source tells of it.
    """
    last = _last_said(inspection)
    InspectionFact.objects.create(
        inspection=inspection, source_kind="manual", source=f"{by.name}: {source}", known_on=timezone.localdate(),
        known_confidence=Confidence.OFFICIAL, supersedes=last, recorded_by=by.name,
    )  # fmt: skip
    _take_back(by, inspection, findings)
    show_grade(inspection.body)
    event = last.event if last else ""
    record(by=by, action="event_corrected", subject=inspection, body=inspection.body.key, event=event, source=source)


def _standing(inspection: Inspection, told: NewFinding) -> QuerySet[Finding]:
    """The finding of an inspection that says this, where it stands."""
    same = {name: getattr(told, name) for name in ("kind", "text", "regulation", "put_right_by")}
    return Finding.objects.filter(inspection=inspection, taken_back_at__isnull=True, **same)


def _take_back(by: Actor, inspection: Inspection, findings: Collection[NewFinding]) -> None:
    for told in findings:
        _standing(inspection, told).update(taken_back_at=timezone.now(), taken_back_by=by.name)


def _last_said(inspection: Inspection) -> InspectionFact | None:
    """What people last said of an inspection."""
    return inspection.facts.filter(source_kind="manual", superseded_by__isnull=True).last()
