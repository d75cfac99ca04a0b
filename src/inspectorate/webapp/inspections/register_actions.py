"""What people say of a setting's registration: entries by hand beside those of lists, and which setting another was."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from inspectorate.framework.model import Confidence
from inspectorate.history.register import Standing
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import Permission, check_has
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.design.filters import day
from inspectorate.webapp.design.refusals import Refused
from inspectorate.webapp.inspections.models import RegisterEntry
from inspectorate.webapp.inspections.registering import show
from inspectorate.webapp.inspections.streams import COMPLETE
from inspectorate.webapp.register.models import Body, Succession

CONTINUES = "continues"
"""The kind of succession of a setting that goes on under a new registration, with its judgements and its clock."""


class RegistrationRefused(Refused):
    """The entry cannot be made as it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRegistration:
    """What the register says from a day on; ``None`` where that did not change."""

    on: date
    source: str
    standing: Standing | None = None
    owner: str = ""
    places: int | None = None
    manager_in_post: bool | None = None
    children_placed: bool | None = None


@transaction.atomic
def record_registration(*, by: Actor, body: Body, new: NewRegistration) -> RegisterEntry:
    """Add what the register says of a setting from a day on; what lists say of that day gives way.

    Raises PermissionRefused, or RegistrationRefused with a sentence.
    """
    check_has(by, Permission.CORRECT_FACT, body=body.key, region=body.ofsted_region)
    if not new.source.strip():
        raise RegistrationRefused("Enter what you have this from.", field="source")
    _check_not_ahead(new.on)
    told = asdict(new)
    said = {name: told[name] for name in told if name not in ("on", "source") and told[name] not in ("", None)}
    if not said:
        raise RegistrationRefused("Enter what changed.", field="standing")
    return _enter(by, body, new.on, new.source, said)


def record_standing(
    *, by: Actor, body: Body, standing: Standing, on: date, source: str, until: date | None = None
) -> RegisterEntry:
    """Add how a setting stands on the register, as a step of enforcement has made it stand, and the last day of that
    where the step gives one.

    Whoever calls it has asked whether the person may take the step. Raises RegistrationRefused for a body that no list
    has told of.
    """
    return _enter(by, body, on, source, {"standing": standing} | ({"standing_until": until} if until else {}))


def _enter(by: Actor, body: Body, on: date, source: str, said: dict[str, Any]) -> RegisterEntry:
    last = RegisterEntry.objects.filter(COMPLETE, body=body).order_by("as_of", "id").last()
    if last is None:
        raise RegistrationRefused(f"Nothing is on record of the registration of {body}; load a list that has it first.")
    standing = said.get("standing")
    entry = RegisterEntry.objects.create(
        body=body,
        source_kind="manual",
        source=f"{by.name}: {source}",
        as_of=on,
        listed=False,
        known_on=max(on, timezone.localdate()),
        known_confidence=Confidence.OFFICIAL,
        type=last.type,
        left=on if standing and not standing.registered else None,
        recorded_by=by.name,
        **said,
    )
    show([body.pk])
    told = {name: str(value) for name, value in said.items()}
    record(by=by, action="registration_recorded", subject=entry, body=str(body), on=on, **told)
    return entry


@transaction.atomic
def link_settings(*, by: Actor, earlier: Body, later: Body, on: date) -> Succession:
    """Say that a setting goes on under a new registration: the later one has the earlier one's judgements and clock.

    ``on`` is the first day of the new registration; the earlier one was there by then. Raises PermissionRefused, or
    RegistrationRefused with a sentence.
    """
    for body in (earlier, later):
        check_has(by, Permission.CORRECT_FACT, body=body.key, region=body.ofsted_region)
    if earlier.kind != "setting" or later.kind != "setting" or earlier == later:
        raise RegistrationRefused("Name the URN of another setting.", field="earlier")
    _check_not_ahead(on)
    if earlier.opened and on < earlier.opened:
        raise RegistrationRefused(
            f"The day must not be before {day(earlier.opened)}, when {earlier} was registered.", field="on"
        )
    if later.pk in _before(earlier) or earlier.pk in _before(later):
        raise RegistrationRefused("These two are linked already.", field="earlier")
    link = Succession.objects.create(predecessor=earlier, successor=later, on=on, kind=CONTINUES)
    record(by=by, action="settings_linked", subject=link, body=str(later), earlier=str(earlier), on=on)
    return link


def _check_not_ahead(on: date) -> None:
    if on > timezone.localdate():
        raise RegistrationRefused("The day must not be in the future.", field="on")


def _before(body: Body) -> set[int]:
    """Primary keys of the bodies that a body was before, at one remove or more."""
    found: set[int] = set()
    wave = {body.pk}
    while wave:
        wave = set(Succession.objects.filter(successor__in=wave).values_list("predecessor_id", flat=True)) - found
        found |= wave
    return found
