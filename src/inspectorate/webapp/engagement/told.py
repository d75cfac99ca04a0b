"""What engagement says on pages of the programme: on the page of a body, and under what needs attention."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone

from inspectorate.due.labels import day_text
from inspectorate.history.model import History
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import Permission, has
from inspectorate.webapp.engagement.plans import called, waiting
from inspectorate.webapp.engagement.readers import reads
from inspectorate.webapp.engagement.requests import answer_by, late, open_requests, reinspection_due, requests_of
from inspectorate.webapp.programme.attention import Matter, with_query
from inspectorate.webapp.programme.remarks import Remark
from inspectorate.webapp.register.models import Body


def remarks(actor: Actor, body: Body, history: History) -> Iterator[Remark]:
    """The plans that an authority owes and the requests that it made, for who reads of them."""
    if body.kind != "authority" or not reads(actor, body):
        return
    today = timezone.localdate()
    for one in called(body, today, history):
        href = reverse("engagement:plans", args=[body.code])
        yield Remark(f"{one.title} after the {one.event.lower()}, {one.days}", href, one.standing, one.late(today))
    yield from _requests(actor, body, history, today)


def _requests(actor: Actor, body: Body, history: History, today: date) -> Iterator[Remark]:
    href, newest = reverse("engagement:requests", args=[body.code]), requests_of(body).first()
    if newest is not None and newest.answered_at is None:
        yield Remark(
            "Request for an earlier re-inspection", href,
            f"to be answered by {day_text(answer_by(newest))}", late(newest, today),
        )  # fmt: skip
    elif newest is not None:
        yield Remark("Request for an earlier re-inspection", href, "granted" if newest.decision else "refused")
    elif has(actor, Permission.ASK_REINSPECTION, body=body.key) and reinspection_due(body, today, history):
        yield Remark("Earlier re-inspection", href, "you may ask for it")


def matters(actor: Actor, region: str, today: date) -> Iterator[Matter]:
    """Plans to be recorded or answered, and requests to be answered."""
    if has(actor, Permission.RECORD_EVENT):
        yield Matter(
            waiting(region).count(),
            "action plan was sent and waits to be recorded or answered",
            "action plans were sent and wait to be recorded or answered",
            with_query(reverse("engagement:plans_to_answer"), region=region),
        )
    if has(actor, Permission.TAKE_DECISION):
        href = with_query(reverse("engagement:open_requests"), region=region)
        past = [late(one, today) for one in open_requests(region)]
        yield Matter(
            sum(past),
            "request for an earlier re-inspection is past its day and not answered",
            "requests for an earlier re-inspection are past their day and not answered",
            href,
        )
        yield Matter(
            past.count(False),
            "request for an earlier re-inspection waits for an answer",
            "requests for an earlier re-inspection wait for an answer",
            href,
        )
