"""Reads of the audit record, for looking into what happened. Nothing else may rest on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from inspectorate.webapp.audit.hidden import Hidden
from inspectorate.webapp.audit.models import AuditEntries, AuditEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What to look for; what is empty limits nothing. ``subject`` is an id, or ``kind:id``; both days count."""

    actor: str = ""
    action: str = ""
    subject: str = ""
    first: date | None = None
    last: date | None = None


def entries(sought: Sought, *, hidden: Iterable[Hidden] = ()) -> AuditEntries:
    """Matching entries, newest first, without those that are hidden from the reader."""
    found = AuditEntry.objects.all()
    for one in hidden:
        found = found.exclude(one.entries)
    if sought.actor:
        found = found.filter(actor__icontains=sought.actor)
    if sought.action:
        found = found.filter(action=sought.action)
    if sought.subject:
        found = found.filter(_is_about(sought.subject))
    if sought.first:
        found = found.filter(at__gte=_start_of(sought.first))
    if sought.last:
        found = found.filter(at__lt=_start_of(sought.last + timedelta(days=1)))
    return found


def actions() -> list[str]:
    """Every action that the record holds, in the order of the alphabet."""
    return list(AuditEntry.objects.order_by("action").values_list("action", flat=True).distinct())


def _is_about(subject: str) -> Q:
    """Entries whose subject it is, and those that name it as the body that they concern."""
    kind, colon, code = subject.rpartition(":")
    named = Q(subject_kind=kind, subject_id=code) if colon else Q(subject_id=subject)
    return named | Q(summary__body=subject)


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
