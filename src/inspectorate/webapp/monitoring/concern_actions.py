"""Every change of concerns: what is recorded, told, corrected, and what is done with one."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from inspectorate.calendars import CalendarUnknown
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.models import User
from inspectorate.webapp.accounts.permissions import Permission, PermissionRefused, check_has
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.design.refusals import Refused
from inspectorate.webapp.monitoring.concern_kinds import KINDS, OUTCOMES, PRIORITIES, STEPS, UNTRIAGED, triage_by
from inspectorate.webapp.monitoring.concern_queries import areas_of, opened_again_on, owners, reads_text
from inspectorate.webapp.monitoring.models import Concern, ConcernStep, ConcernVersion
from inspectorate.webapp.register.models import Body


class ConcernRefused(Refused):
    """A concern, or what is to be done with it, lacks something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is said of a concern; ``areas`` are judgement ids."""

    kind: str
    received_on: date
    text: str
    happened_on: date | None = None
    came_by: str = ""
    reference: str = ""
    reporter: str = ""
    areas: tuple[str, ...] = ()

    def fingerprint(self, body: Body) -> str:
        """The hash by which the same words about the same body are known again."""
        said = [body.key, self.kind, str(self.received_on), str(self.happened_on), self.came_by, self.reference,
                self.reporter, self.text, *sorted(self.areas)]  # fmt: skip
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


@transaction.atomic
def record_concern(*, by: Actor, body: Body, said: Said, sent: UUID) -> Concern:
    """Record what reached the inspectorate; what comes with the same ``sent`` again is not kept twice.

    Raises PermissionRefused, or ConcernRefused with a sentence.
    """
    check_has(by, Permission.RECORD_CONCERN, body=body.key, region=body.ofsted_region)
    check_said(body, said)
    made, new = _begin(by=by, body=body, said=said, sent=sent, origin="staff")
    if new:
        record(by=by, action="concern_recorded", subject=made, body=body.name)
    return made


@transaction.atomic
def notify_event(*, by: Actor, body: Body, said: Said, sent: UUID) -> Concern:
    """What a body tells of itself; it is received today, whatever ``said`` has.

    Raises PermissionRefused, or ConcernRefused with a sentence.
    """
    check_has(by, Permission.NOTIFY_EVENTS, body=body.key)
    said = replace(said, received_on=timezone.localdate(), came_by="On this site")
    if said.kind not in KINDS or body.kind not in KINDS[said.kind].told_by:
        raise ConcernRefused("Select what you tell us of.", field="kind")
    check_said(body, said)
    made, new = _begin(by=by, body=body, said=said, sent=sent, origin="body")
    if new:
        record(by=by, action="event_notified", subject=made, body=body.name)
    return made


@transaction.atomic
def correct_concern(*, by: Actor, concern: Concern, said: Said, reason: str) -> ConcernVersion:
    """Say better what a concern is; what was said before stays. Raises PermissionRefused, or ConcernRefused."""
    concern = _locked(by, Permission.RECORD_CONCERN, concern)
    if not reads_text(by, concern):
        raise PermissionRefused("Only those who triage concerns read and correct what a whistleblower says.")
    check_said(concern.body, said)
    if not reason.strip():
        raise ConcernRefused("Enter why it is corrected.", field="reason")
    before = concern.versions.order_by("-number")[0]
    if said.fingerprint(concern.body) == before.fingerprint:
        raise ConcernRefused("Nothing is changed: this is what is said already.")
    made = ConcernVersion.objects.create(
        **version_values(concern, said), number=before.number + 1, reason=reason, written_by=by.name
    )
    concern.kind, concern.received_on = said.kind, said.received_on
    if concern.state == UNTRIAGED:
        concern.ends_on = triage_by(said.kind, opened_again_on(concern) or said.received_on)
    concern.save(update_fields=("kind", "received_on", "ends_on"))
    record(by=by, action="concern_corrected", subject=concern, body=concern.body.name, version=made.number)
    return made


@transaction.atomic
def triage(*, by: Actor, concern: Concern, owner: User, priority: str, ends_on: date, reason: str) -> ConcernStep:
    """Give a concern its owner, priority and day. Raises PermissionRefused, or ConcernRefused with a sentence."""
    concern = _to_step(by, concern, "triage", reason)
    _check_owner(concern, owner)
    if priority not in PRIORITIES:
        raise ConcernRefused("Select a priority.", field="priority")
    _check_day(ends_on)
    return _step(by, concern, "triage", reason, owner=owner, priority=priority, ends_on=ends_on)


@transaction.atomic
def assign(*, by: Actor, concern: Concern, owner: User, reason: str) -> ConcernStep:
    """Give a concern to another owner. Raises PermissionRefused, or ConcernRefused with a sentence."""
    concern = _to_step(by, concern, "assign", reason)
    if owner.pk == concern.owner_id:
        raise ConcernRefused(f"{owner.name} owns it already.", field="owner")
    _check_owner(concern, owner)
    return _step(by, concern, "assign", reason, owner=owner)


@transaction.atomic
def postpone(*, by: Actor, concern: Concern, ends_on: date, reason: str) -> ConcernStep:
    """Give the work on a concern another last day. Raises PermissionRefused, or ConcernRefused with a sentence."""
    concern = _to_step(by, concern, "postpone", reason)
    if ends_on == concern.ends_on:
        raise ConcernRefused("That is its day already.", field="ends_on")
    _check_day(ends_on)
    return _step(by, concern, "postpone", reason, ends_on=ends_on)


@transaction.atomic
def close(*, by: Actor, concern: Concern, outcome: str, reason: str) -> ConcernStep:
    """Say what came of a concern. Raises PermissionRefused, or ConcernRefused with a sentence."""
    concern = _to_step(by, concern, "close", reason)
    if outcome not in OUTCOMES:
        raise ConcernRefused("Select what came of it.", field="outcome")
    return _step(by, concern, "close", reason, outcome=outcome, ends_on=None)


@transaction.atomic
def reopen(*, by: Actor, concern: Concern, reason: str) -> ConcernStep:
    """Open a closed concern again: it is triaged anew, counted from today. Raises as `close`."""
    concern = _to_step(by, concern, "reopen", reason)
    ends_on = triage_by(concern.kind, timezone.localdate())
    return _step(by, concern, "reopen", reason, owner=None, priority="", outcome="", ends_on=ends_on)


def check_said(body: Body, said: Said) -> None:
    """Raises ConcernRefused with a sentence where something is missing or cannot be so."""
    if said.kind not in KINDS:
        raise ConcernRefused("Select a kind.", field="kind")
    if not said.text.strip():
        raise ConcernRefused("Enter what was reported.", field="text")
    if said.received_on > timezone.localdate():
        raise ConcernRefused("The day of receipt must not be in the future.", field="received_on")
    if said.happened_on and said.happened_on > said.received_on:
        raise ConcernRefused("It must have happened before it was received.", field="happened_on")
    if said.areas and (unknown := sorted(set(said.areas) - set(areas_of(body)))):
        raise ConcernRefused(
            f"“{unknown[0]}” is no area that this body is judged on. Its areas are {', '.join(areas_of(body))}.",
            field="areas",
        )
    try:
        triage_by(said.kind, said.received_on)
    except CalendarUnknown as problem:
        raise ConcernRefused(
            f"The day is outside the calendar of working days: {problem}", field="received_on"
        ) from problem


def _begin(*, by: Actor, body: Body, said: Said, sent: UUID, origin: str) -> tuple[Concern, bool]:
    """The concern of what was checked, and whether it is new."""
    first = {
        "body": body, "origin": origin, "kind": said.kind, "received_on": said.received_on,
        "ends_on": triage_by(said.kind, said.received_on), "recorded_by": by.name,
    }  # fmt: skip
    made, new = Concern.objects.get_or_create(sent=sent, defaults=first)
    if new:
        ConcernVersion.objects.create(**version_values(made, said), number=1, written_by=by.name)
    return made, new


def version_values(concern: Concern, said: Said) -> dict[str, Any]:
    """What a version keeps of what is said."""
    return {
        "concern": concern, "kind": said.kind, "received_on": said.received_on, "happened_on": said.happened_on,
        "came_by": said.came_by, "reference": said.reference, "reporter": said.reporter, "text": said.text,
        "areas": sorted(said.areas), "fingerprint": said.fingerprint(concern.body),
    }  # fmt: skip


def _locked(by: Actor, permission: Permission, concern: Concern) -> Concern:
    """The concern as it now is, held until the transaction ends."""
    found = Concern.objects.select_for_update(of=("self",)).select_related("body").get(pk=concern.pk)
    check_has(by, permission, body=found.body.key, region=found.body.ofsted_region)
    return found


def _to_step(by: Actor, concern: Concern, step: str, reason: str) -> Concern:
    """As `_locked`, for a step that its state allows and that has a reason."""
    found, rule = _locked(by, Permission.TRIAGE_CONCERN, concern), STEPS[step]
    if found.state not in rule.before:
        raise ConcernRefused(f"It stands as {found.get_state_display().lower()}, so that this cannot be done now.")
    if not reason.strip():
        raise ConcernRefused("Enter why.", field="reason")
    return found


def _check_owner(concern: Concern, owner: User) -> None:
    if owner.pk not in {one.pk for one in owners(timezone.localdate(), concern.body)}:
        raise ConcernRefused("Select somebody whose role lets them triage concerns here.", field="owner")


def _check_day(ends_on: date) -> None:
    if ends_on < timezone.localdate():
        raise ConcernRefused("The day must not be in the past.", field="ends_on")


def _step(by: Actor, concern: Concern, step: str, reason: str, **sets: Any) -> ConcernStep:
    """Take a step: what it sets stands with the concern, and the step keeps it too."""
    concern.state = STEPS[step].after
    for name, value in sets.items():
        setattr(concern, name, value)
    concern.save(update_fields=("state", *sets))
    taken = ConcernStep.objects.create(concern=concern, step=step, reason=reason, taken_by=by.name, **sets)
    record(by=by, action="concern_step_taken", subject=concern, body=concern.body.name, step=step)
    return taken
