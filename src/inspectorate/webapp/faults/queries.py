"""Reads of reported faults."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import Permission, has
from inspectorate.webapp.faults.models import Fault


@dataclass(frozen=True, slots=True)
class Tally:
    """How many faults were reported of one place: in all, with work lost, and not answered yet."""

    place: str
    reported: int
    lost_work: int
    open: int


def seen_by(actor: Actor) -> QuerySet[Fault]:
    """The reports that somebody may read: the inspectorate's staff all, everybody else their own."""
    if has(actor, Permission.VIEW_DUE):
        return Fault.objects.all()
    return Fault.objects.none() if actor.user_id is None else Fault.objects.filter(user_id=actor.user_id)


def tally(faults: QuerySet[Fault]) -> list[Tally]:
    """The same counted by the page that they are about, most first."""
    counted = (
        faults.order_by()
        .values("page")
        .annotate(
            reported=Count("id"),
            lost=Count("id", filter=Q(lost_work=True)),
            open=Count("id", filter=Q(answered_at__isnull=True)),
        )
        .order_by("-reported", "page")
    )
    return [Tally(row["page"] or "No page named", row["reported"], row["lost"], row["open"]) for row in counted]
