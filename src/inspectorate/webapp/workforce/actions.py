"""Every change of the workforce: inspectors, the terms on which they work, and what is recorded of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from inspectorate.formats.workforce import EVERY_WEEKDAY
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.models import User
from inspectorate.webapp.accounts.permissions import Permission, check_has
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.design.refusals import Refused
from inspectorate.webapp.register.models import Body
from inspectorate.webapp.register.queries import regions
from inspectorate.webapp.workforce.models import ENTRIES, Absence, Conflict, Inspector, Skill, Terms
from inspectorate.webapp.workforce.queries import region_of

Held = Skill | Absence | Conflict


class WorkforceRefused(Refused):
    """Something about the workforce cannot be so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """The terms on which somebody works; ``cost_per_day`` in pence."""

    region: str
    home: str = ""
    grade: str = "inspector"
    share: Decimal = Decimal(1)
    working_days: str = EVERY_WEEKDAY
    cost_per_day: int | None = None
    most_weeks: int | None = None

    def values(self) -> dict[str, Any]:
        """The values by field."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """What is to be recorded of an inspector: a ``what`` of `ENTRIES`, of a kind; ``body`` of a conflict alone."""

    what: str
    kind: str
    first: date | None = None
    last: date | None = None
    body: Body | None = None

    def fingerprint(self, inspector: Inspector) -> str:
        """The hash by which the same is known again."""
        body = self.body.key if self.body else None
        return fingerprint(inspector.code, self.what, self.kind, self.first, self.last, body)


def fingerprint(*said: object) -> str:
    """The hash of what was said."""
    return hashlib.sha256(json.dumps([None if one is None else str(one) for one in said]).encode()).hexdigest()


@transaction.atomic
def add_inspector(
    *, by: Actor, code: str, name: str, agreed: Agreed, first: date, user: User | None = None
) -> Inspector:
    """Add somebody to the workforce, on terms that hold from their first day.

    Raises PermissionRefused, or WorkforceRefused with a sentence.
    """
    check_has(by, Permission.MANAGE_WORKFORCE, region=agreed.region)
    check_agreed(agreed, known_regions())
    if Inspector.objects.filter(code__iexact=code).exists():
        raise WorkforceRefused(f"There is an inspector with the code {code} already.", field="code")
    check_account(user)
    made = Inspector.objects.create(code=code, name=name, user=user, first=first, recorded_by=by.name)
    terms(made, agreed, first, by).save()
    record(by=by, action="inspector_added", subject=made, name=name, code=code, region=agreed.region)
    return made


@transaction.atomic
def change_inspector(
    *, by: Actor, inspector: Inspector, name: str, user: User | None, last: date | None = None
) -> Inspector:
    """Correct somebody's name, link their account, or say which day is their last.

    Raises PermissionRefused, or WorkforceRefused with a sentence.
    """
    found = locked(by, inspector)
    check_account(user, found)
    if last is not None and last < found.first:
        raise WorkforceRefused("The last day must not be before the first.", field="last")
    was = {"name": found.name, "account": found.user.email if found.user else None, "last": found.last}
    found.name, found.user, found.last = name, user, last
    now = {"name": name, "account": user.email if user else None, "last": last}
    if now == was:
        raise WorkforceRefused("Nothing is changed: this is on record already.")
    found.save(update_fields=("name", "user", "last"))
    record(by=by, action="inspector_changed", subject=found, **now, before=was)
    return found


@transaction.atomic
def set_terms(*, by: Actor, inspector: Inspector, agreed: Agreed, first: date) -> Terms:
    """Say on what terms somebody works from a day on; earlier terms hold until then.

    Raises PermissionRefused (who moves somebody to another region needs both), or WorkforceRefused with a sentence.
    """
    found = locked(by, inspector)
    check_has(by, Permission.MANAGE_WORKFORCE, region=agreed.region)
    check_agreed(agreed, known_regions())
    if first < found.first:
        raise WorkforceRefused("The terms must not begin before the inspector does.", field="first")
    made = terms(found, agreed, first, by)
    made.save()
    record(by=by, action="inspector_terms_set", subject=found, name=found.name, first=first, **agreed.values())
    return made


@transaction.atomic
def add_entry(*, by: Actor, inspector: Inspector, new: NewEntry) -> Held:
    """Record a skill, an absence or a conflict of interest. Raises PermissionRefused, or WorkforceRefused."""
    found = locked(by, inspector)
    check_entry(new)
    held = ENTRIES[new.what].objects.filter(inspector=found, kind=new.kind, first=new.first, last=new.last)
    if held.filter(struck_at=None, **({"body": new.body} if new.body else {})).exists():
        raise WorkforceRefused("This is on record already.")
    made = entry(found, new, by)
    made.save()
    record(by=by, action="workforce_entry_added", subject=made, what=new.what, name=found.name)
    return made


@transaction.atomic
def end_entry(*, by: Actor, held: Held, last: date) -> Held:
    """Say which day is the last of what is recorded. Raises PermissionRefused, or WorkforceRefused with a sentence."""
    found = _standing(by, held)
    if found.first and last < found.first:
        raise WorkforceRefused(
            "The last day must not be before the first. Strike out what did not take place.", field="last"
        )
    if last == found.last:
        raise WorkforceRefused("That is its last day already.", field="last")
    was, found.last = found.last, last
    found.save(update_fields=("last",))
    record(by=by, action="workforce_entry_ended", subject=found, what=what(found), name=found.inspector.name,
           last=last, before=was)  # fmt: skip
    return found


@transaction.atomic
def strike_entry(*, by: Actor, held: Held, reason: str) -> Held:
    """Strike out what never was so; it stays stored, with the reason. Raises PermissionRefused, or WorkforceRefused."""
    found = _standing(by, held)
    if not reason.strip():
        raise WorkforceRefused("Enter why it is struck out.", field="reason")
    found.struck_at, found.struck_by, found.struck_reason = timezone.now(), by.name, reason
    found.save(update_fields=("struck_at", "struck_by", "struck_reason"))
    record(by=by, action="workforce_entry_struck", subject=found, what=what(found), name=found.inspector.name)
    return found


def known_regions() -> list[str]:
    """The regions in which somebody can work: those in which bodies lie."""
    return [name for name in regions() if name]


def check_agreed(agreed: Agreed, known: Sequence[str]) -> None:
    """Raises WorkforceRefused where terms name a region in which no body lies, or no contract."""
    if agreed.region not in known:
        told = f"Its regions are {', '.join(known)}." if known else "Load the register first."
        raise WorkforceRefused(f"The register has no region “{agreed.region}”. {told}", field="region")
    if not 0 < agreed.share <= 1:
        raise WorkforceRefused("The share of a full contract must be more than 0 and at most 1.", field="share")
    if not agreed.working_days:
        raise WorkforceRefused("Select the days that are worked.", field="working_days")


def check_account(user: User | None, inspector: Inspector | None = None) -> None:
    """Raises WorkforceRefused where an account belongs to somebody else of the workforce."""
    other = Inspector.objects.filter(user=user).first() if user else None
    if user and other and other != inspector:
        raise WorkforceRefused(f"The account {user.email} belongs to {other.name} ({other.code}).", field="email")


def check_entry(new: NewEntry) -> None:
    """Raises WorkforceRefused with a sentence where something is missing or cannot be so."""
    if new.what == "absence" and new.first is None:
        raise WorkforceRefused("Enter the first day.", field="first")
    if new.what == "conflict" and new.body is None:
        raise WorkforceRefused("Enter the body.", field="body")
    if new.first and new.last and new.last < new.first:
        raise WorkforceRefused("The last day must not be before the first.", field="last")


def terms(inspector: Inspector, agreed: Agreed, first: date, by: Actor, **more: Any) -> Terms:
    """The row of terms from a day on, not yet saved."""
    said = {"fingerprint": fingerprint(inspector.code, first, *agreed.values().values())} | more
    return Terms(inspector=inspector, first=first, **agreed.values(), recorded_by=by.name, **said)


def entry(inspector: Inspector, new: NewEntry, by: Actor, **more: Any) -> Held:
    """The row of what is recorded, not yet saved."""
    more |= {"body": new.body} if new.body else {}
    return ENTRIES[new.what](
        inspector=inspector, kind=new.kind, first=new.first, last=new.last, recorded_by=by.name,
        fingerprint=new.fingerprint(inspector), **more,
    )  # fmt: skip


def what(held: Held) -> str:
    """What is recorded, by what addresses and files call it."""
    return next(name for name, model in ENTRIES.items() if isinstance(held, model))


def locked(by: Actor, inspector: Inspector) -> Inspector:
    """The inspector as they now are, held until the transaction ends. Raises PermissionRefused."""
    found = Inspector.objects.select_for_update(of=("self",)).select_related("user").get(pk=inspector.pk)
    check_has(by, Permission.MANAGE_WORKFORCE, region=region_of(found, timezone.localdate()))
    return found


def _standing(by: Actor, held: Held) -> Held:
    """What is recorded, as it now is and held, where it stands. Raises PermissionRefused, or WorkforceRefused."""
    locked(by, held.inspector)
    found = type(held).objects.select_related("inspector").get(pk=held.pk)
    if found.struck_at:
        raise WorkforceRefused("This is struck out.")
    return found
