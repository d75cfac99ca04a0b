"""Changes of the record by hand: recording and correcting an event, findings, and what an unknown word means."""

from __future__ import annotations

from collections.abc import Mapping as Dict
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone

from inspectorate.framework.library import load_library
from inspectorate.framework.model import Confidence, Edition
from inspectorate.framework.setting_types import setting_types
from inspectorate.history.facts import current_view
from inspectorate.history.matching import Told, match
from inspectorate.history.model import FindingKind
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import Permission, check_has
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.design.refusals import Refused
from inspectorate.webapp.inspections.grading import show_grades
from inspectorate.webapp.inspections.models import Finding, Inspection, InspectionFact, Mapping
from inspectorate.webapp.inspections.queries import by_inspection, facts
from inspectorate.webapp.register.models import Body, Setting


class EventRefused(Refused):
    """What is to be recorded does not fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a person says of an event, and what they have it from."""

    source: str
    event: str
    purpose: str = ""
    started: date | None = None
    ended: date | None = None
    published: date | None = None
    grades: Dict[str, str] = field(default_factory=dict)
    topics: tuple[str, ...] = ()
    pilot: bool = False


@transaction.atomic
def record_event(*, by: Actor, body: Body, edition: str, said: Said) -> Inspection:
    """Add an event that no file tells of, as carried out under ``edition``.

    Raises PermissionRefused, or EventRefused with a sentence.
    """
    check_has(by, Permission.RECORD_EVENT, body=body.key, region=body.ofsted_region)
    framework = load_library().edition(edition)
    check_said(framework, said)
    _check_new(body, framework, said)
    inspection = Inspection.objects.create(body=body, regime=framework.regime)
    fact = told_by(by, inspection, said)
    fact.save()
    show_grade(body)
    record(by=by, action="event_recorded", subject=inspection, body=body.key, event=said.event, source=said.source)
    return inspection


def _check_new(body: Body, edition: Edition, said: Said) -> None:
    """Raise EventRefused if such an event, on one of these very days, is on record: it would count twice."""
    if on_record(body, edition, said) is not None:
        label = edition.events[said.event].label
        raise EventRefused(f"{label} on that day is on record already; correct it instead.", field="started")


def on_record(body: Body, edition: Edition, said: Said) -> int | None:
    """The inspection on record that is this very event, on one of these very days; ``None``: one not heard of yet."""
    told = Told(said.event, said.started, said.ended, said.published, said.grades)
    for held in by_inspection(facts([body.key])):
        view = current_view(held)
        if view.regime != edition.regime or view.event != said.event or view.pilot != said.pilot:
            continue
        known = Told(view.event, view.started, view.ended, view.published, view.grades, id=view.id)
        found = match(told, [known], authority=False)
        if found and found.rule == "same_day":
            return int(found.id)
    return None


@transaction.atomic
def correct_event(*, by: Actor, inspection: Inspection, edition: str, said: Said) -> InspectionFact:
    """Say better what is on record of an event. What was said before stays stored, and this wins over it."""
    body = inspection.body
    check_has(by, Permission.CORRECT_FACT, body=body.key, region=body.ofsted_region)
    framework = load_library().edition(edition)
    if framework.regime != inspection.regime:
        raise EventRefused(f"This event was carried out under {inspection.regime}, not {framework.regime}.")
    check_said(framework, said)
    fact = told_by(by, inspection, said)
    fact.supersedes = inspection.facts.filter(source_kind="manual", superseded_by__isnull=True).last()
    fact.save()
    show_grade(body)
    record(by=by, action="event_corrected", subject=inspection, body=body.key, event=said.event, source=said.source)
    return fact


def show_grade(body: Body) -> None:
    if body.kind == "setting":
        show_grades([body.pk])


def told_by(by: Actor, inspection: Inspection, said: Said) -> InspectionFact:
    today = timezone.localdate()
    known = said.published or said.ended or said.started or today
    return InspectionFact(
        inspection=inspection,
        source_kind="manual",
        source=f"{by.name}: {said.source}",
        event=said.event,
        purpose=said.purpose,
        started=said.started,
        ended=said.ended,
        published=said.published,
        known_on=min(known, today),
        known_confidence=Confidence.OFFICIAL if said.published else Confidence.DERIVED,
        grades=dict(said.grades),
        texts=dict(said.grades),
        topics=list(said.topics),
        pilot=said.pilot,
        recorded_by=by.name,
    )


def check_said(edition: Edition, said: Said) -> None:
    """Raise EventRefused unless the edition has such an event, and the days and grades make sense."""
    if not said.source.strip():
        raise EventRefused("Enter what you have this from.", field="source")
    if said.event not in edition.events:
        raise EventRefused("Choose an event of this framework.", field="event")
    _check_days(said)
    event = edition.events[said.event]
    if said.grades and not event.graded:
        raise EventRefused(f"{event.label} gives no grades.", field="event")
    for judgement, grade in said.grades.items():
        if judgement not in edition.judgements or grade not in edition.scale_of(judgement):
            raise EventRefused(f"{edition.title} has no judgement {judgement} with the grade {grade}.")


def _check_days(said: Said) -> None:
    days = (said.started, said.ended, said.published)
    if not any(days):
        raise EventRefused("Enter at least one day: when it started, ended or was published.", field="started")
    if any(day and day > timezone.localdate() for day in days):
        raise EventRefused("The days must not be in the future.", field="started")
    if said.started and said.ended and said.ended < said.started:
        raise EventRefused("The last day must not be before the first.", field="ended")
    if said.published and (said.ended or said.started or said.published) > said.published:
        raise EventRefused("The publication must not be before the visit.", field="published")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFinding:
    """What is to be put right, by whom, by when, and who confirms it."""

    kind: FindingKind
    text: str
    known_on: date
    put_right_by: date | None = None
    responsible: str = ""
    confirmer: str = ""
    regulation: str = ""


@transaction.atomic
def record_finding(*, by: Actor, inspection: Inspection, new: NewFinding) -> Finding:
    """Note an area for priority action or a concern to be put right that an event found.

    Raises PermissionRefused, or EventRefused with a sentence.
    """
    body = inspection.body
    check_has(by, Permission.RECORD_EVENT, body=body.key, region=body.ofsted_region)
    if not new.text.strip():
        raise EventRefused("Enter what is to be put right.", field="text")
    if new.known_on > timezone.localdate():
        raise EventRefused("The day on which it became known must not be in the future.", field="known_on")
    _check_kind(body, new)
    if new.put_right_by and new.put_right_by < new.known_on:
        raise EventRefused("It cannot be put right before it was known.", field="put_right_by")
    finding = Finding(
        inspection=inspection,
        recorded_by=by.name,
        **{name: getattr(new, name) for name in NewFinding.__slots__},
    )
    finding.full_clean()
    finding.save()
    record(by=by, action="finding_recorded", subject=finding, body=body.key, kind=new.kind.value, text=new.text)
    return finding


def _check_kind(body: Body, new: NewFinding) -> None:
    """Settings have requirements and recommendations; only what is regulated can breach a regulation."""
    of_settings = new.kind in (FindingKind.REQUIREMENT, FindingKind.RECOMMENDATION)
    if of_settings != (body.kind == "setting"):
        raise EventRefused("Choose a kind of finding that bodies of this kind have.", field="kind")
    if new.kind is FindingKind.REQUIREMENT:
        setting = Setting.objects.filter(body=body).first()
        if setting is None or not setting_types()[setting.type].regulated:
            raise EventRefused("Only a regulated setting has requirements; record a recommendation.", field="kind")
        if not new.regulation.strip():
            raise EventRefused("Enter the regulation that is breached.", field="regulation")
        if new.put_right_by is None:
            raise EventRefused("Enter the day by which the requirement is to be met.", field="put_right_by")


@transaction.atomic
def confirm_finding(*, by: Actor, finding: Finding, on: date, note: str) -> Finding:
    """Confirm that a finding has been put right, once, saying how that is known."""
    body = finding.inspection.body
    check_has(by, Permission.RECORD_EVENT, body=body.key, region=body.ofsted_region)
    finding = Finding.objects.select_for_update().get(pk=finding.pk)
    if finding.taken_back_at is not None:
        raise EventRefused("The report that said so no longer does.")
    if finding.confirmed_at is not None:
        raise EventRefused("This has been confirmed already.")
    if not note.strip():
        raise EventRefused("Enter how you know that it has been put right.", field="note")
    if on < finding.known_on or on > timezone.localdate():
        raise EventRefused("The day must lie between the finding and today.", field="on")
    finding.confirmed_on, finding.confirmed_at = on, timezone.now()
    finding.confirmed_by, finding.confirmed_note = by.name, note
    finding.save(update_fields=("confirmed_on", "confirmed_at", "confirmed_by", "confirmed_note"))
    record(by=by, action="finding_confirmed", subject=finding, body=body.key, on=on, note=note)
    return finding


@transaction.atomic
def map_unknown(*, by: Actor, unknown: str, text: str, value: str) -> Mapping:
    """Say what a source's unknown name, grade, event, day or type means; a newer answer replaces it."""
    check_has(by, Permission.MAP_UNKNOWN)
    if unknown not in ("name", "grade", "event", "date", "type"):
        raise EventRefused(f"A {unknown} is nothing that can be mapped.", field="unknown")
    if not value.strip():
        raise EventRefused("Enter what it means.", field="value")
    if unknown == "name" and not Body.objects.filter(code=value).exists():
        raise EventRefused(f"No body on the register has the code {value}.", field="value")
    mapping = Mapping.objects.create(unknown=unknown, text=text, value=value.strip(), mapped_by=by.name)
    record(by=by, action="unknown_mapped", subject=mapping, unknown=unknown, text=text, value=value)
    return mapping
