"""Requests of authorities to be inspected again earlier: who may ask for which month, and until when they are answered.

A re-inspection that is granted on request is a decision of the programme; the due engine then brings it forward.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from inspectorate.calendars import add_months, add_working_days
from inspectorate.due.engine import due
from inspectorate.due.model import Obligation
from inspectorate.framework.library import load_library
from inspectorate.history.model import History
from inspectorate.webapp.engagement.models import ReinspectionRequest
from inspectorate.webapp.programme.queries import histories
from inspectorate.webapp.register.models import Body

ANSWERED_WITHIN = 20
"""Working days in which a request is to be answered. No published rule says how long: an unverified default."""


def reinspection_due(body: Body, as_of: date, history: History | None = None) -> Obligation | None:
    """The re-inspection that a body is due, which is what it may ask to have earlier; ``history`` is its record, for
    whoever has it at hand."""
    held = history or next(histories([body.key], body.kind))
    return next((one for one in due(held, load_library(), as_of) if one.purpose == "reinspection"), None)


def months(owed: Obligation, as_of: date) -> Iterator[date]:
    """The months that may be asked for, each by its first day: from the next one on, before it is due anyway."""
    last = owed.window.usual or owed.window.latest or add_months(as_of, 12)
    month = add_months(as_of.replace(day=1), 1)
    while month < last.replace(day=1):
        yield month
        month = add_months(month, 1)


def answer_by(request: ReinspectionRequest) -> date:
    """The last day on which a request is answered in time."""
    return add_working_days(timezone.localdate(request.asked_at), ANSWERED_WITHIN)


def late(request: ReinspectionRequest, day: date) -> bool:
    """Whether it was answered, or has by ``day`` not been answered, after its last day."""
    answered = timezone.localdate(request.answered_at) if request.answered_at else day
    return answered > answer_by(request)


def requests_of(body: Body) -> QuerySet[ReinspectionRequest]:
    """What a body has asked for, the newest request first."""
    return ReinspectionRequest.objects.filter(body=body).select_related("decision").order_by("-id")


def open_requests(region: str = "") -> QuerySet[ReinspectionRequest]:
    """Requests that nobody has answered, the oldest first."""
    rows = (
        ReinspectionRequest.objects.filter(answered_at__isnull=True).select_related("body").order_by("asked_at", "id")
    )
    return rows.filter(body__ofsted_region=region) if region else rows
