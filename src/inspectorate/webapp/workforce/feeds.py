"""Private addresses for the calendars of inspectors: made and ended by themselves, and ended by whoever keeps the
workforce."""

from __future__ import annotations

import secrets
from datetime import date
from hashlib import sha256

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import Permission, check_has, has
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.workforce.actions import WorkforceRefused
from inspectorate.webapp.workforce.models import Feed, Inspector
from inspectorate.webapp.workforce.queries import region_of

BYTES = 32
"""Of chance in an address: nobody guesses it."""


@transaction.atomic
def make_feed(*, by: Actor, inspector: Inspector) -> str:
    """The secret of a new address, which is told this once; an earlier address ends.

    Raises PermissionRefused, or WorkforceRefused for anybody but the inspector.
    """
    check_has(by, Permission.VIEW_OWN_AVAILABILITY)
    _check_own(by, inspector)
    for open_feed in Feed.objects.select_for_update().filter(inspector=inspector, ended_at=None):
        _end(by, open_feed)
    secret = secrets.token_urlsafe(BYTES)
    made = Feed.objects.create(inspector=inspector, secret=_hashed(secret), made_by=by.name)
    record(by=by, action="feed_made", subject=made, name=inspector.name)
    return secret


@transaction.atomic
def end_feed(*, by: Actor, inspector: Inspector) -> None:
    """End the address of an inspector; nothing reads their events there any more.

    Raises PermissionRefused, or WorkforceRefused where there is none.
    """
    if by.user_id is None or by.user_id != inspector.user_id:
        check_has(by, Permission.MANAGE_WORKFORCE, region=region_of(inspector, timezone.localdate()))
    found = Feed.objects.select_for_update().filter(inspector=inspector, ended_at=None).first()
    if found is None:
        raise WorkforceRefused("There is no calendar address to end.")
    _end(by, found)


def feed_of(inspector: Inspector) -> Feed | None:
    """The address that is open, if there is one."""
    return Feed.objects.filter(inspector=inspector, ended_at=None).first()


def reader(secret: str, today: date) -> Inspector | None:
    """Whose address holds a secret; ``None`` where it has ended, or where they have left or are no inspector now."""
    found = Feed.objects.filter(
        Q(inspector__last__isnull=True) | Q(inspector__last__gte=today),
        secret=_hashed(secret), ended_at=None, inspector__user__is_active=True,
    )  # fmt: skip
    feed = found.select_related("inspector__user").first()
    user = feed.inspector.user if feed else None
    if feed is None or user is None or not has(Actor.of(user, on=today), Permission.VIEW_OWN_AVAILABILITY):
        return None
    return feed.inspector


def _check_own(by: Actor, inspector: Inspector) -> None:
    if by.user_id is None or by.user_id != inspector.user_id:
        raise WorkforceRefused("Only an inspector makes a calendar address of their own.")


def _end(by: Actor, feed: Feed) -> None:
    feed.ended_at, feed.ended_by = timezone.now(), by.name
    feed.save(update_fields=("ended_at", "ended_by"))
    record(by=by, action="feed_ended", subject=feed, name=feed.inspector.name)


def _hashed(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
