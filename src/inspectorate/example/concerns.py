"""Invented concerns about the invented country: some closed, some with an owner, some untriaged and past their day."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from inspectorate.calendars import add_working_days
from inspectorate.example.cases import actor_of
from inspectorate.example.people import email
from inspectorate.webapp.accounts.roles import Role

if TYPE_CHECKING:
    from inspectorate.webapp.accounts.actors import Actor
    from inspectorate.webapp.monitoring.models import Concern
    from inspectorate.webapp.register.models import Body

SPACE = UUID("1f0c7a52-8d1e-4a51-9c35-0f6f6d3c9b20")
HOW_MANY = 36
TEXTS = {
    "serious_incident": ("authority", "Notice", "The authority", "A child known to the service was badly hurt."),
    "complaint": ("authority", "Letter", "A parent", "Calls about a plan for a child were not answered for six weeks."),
    "whistleblowing": ("authority", "Call", "A worker", "Workers are told to close assessments that are not finished."),
    "change_of_director": ("authority", "Letter", "The authority", "The director leaves at the end of the month."),
    "workforce_shock": ("authority", "Call", "A trade union", "A third of one team left within four weeks."),
    "provider_notification": ("setting", "Notice", "The manager", "The police were called to the home three times."),
    "change_of_manager": ("setting", "Notice", "The provider", "The registered manager has left. A deputy acts."),
    "other": ("setting", "Call", "A placing authority", "A child was placed without a plan."),
}
TOLD = "Three workers of one shift left. Agency workers cover it, and the deputy is on every day."


def load_concerns(today: date) -> int:
    """Add the concerns through the same actions as everybody else's; returns how many."""
    from inspectorate.webapp.monitoring.concern_actions import Said, notify_event
    from inspectorate.webapp.register.models import Body

    rng, analyst = random.Random("concerns"), actor_of(Role.ANALYST)
    places = {kind: list(Body.objects.filter(kind=kind, closed=None).order_by("code")[:25])
              for kind in ("authority", "setting")}  # fmt: skip
    kinds = [kind for kind, (about, *_) in TEXTS.items() if places[about]]
    for number in range(HOW_MANY):
        kind = kinds[number % len(kinds)]
        # Most are some weeks old; each ninth came in the last days, and waits. Few older ones were forgotten.
        ago = rng.randrange(0, 3) if number % 9 == 0 else rng.randrange(10, 120)
        made = _record(analyst, rng.choice(places[TEXTS[kind][0]]), kind, today - timedelta(days=ago), number)
        if number % 9 and number % 12 != 6:
            _work_on(analyst, made, today, number)
    home = Body.objects.filter(kind="setting", code="XS000001").first()
    if home is None:
        return HOW_MANY
    said = Said(kind="workforce_shock", received_on=today, text=TOLD, reporter="Registered manager")
    notify_event(by=actor_of(Role.REGISTERED_MANAGER), body=home, said=said, sent=uuid5(SPACE, "told"))
    return HOW_MANY + 1


def _record(analyst: Actor, body: Body, kind: str, received: date, number: int) -> Concern:
    from inspectorate.webapp.monitoring.concern_actions import Said, record_concern
    from inspectorate.webapp.monitoring.concern_queries import areas_of

    _, came_by, reporter, text = TEXTS[kind]
    said = Said(
        kind=kind, received_on=received, happened_on=received - timedelta(days=number % 5), text=text, came_by=came_by,
        reference=f"X-{number:03}", reporter=reporter, areas=tuple(list(areas_of(body))[number % 2 : number % 2 + 1]),
    )  # fmt: skip
    return record_concern(by=analyst, body=body, said=said, sent=uuid5(SPACE, str(number)))


def _work_on(analyst: Actor, made: Concern, today: date, number: int) -> None:
    from inspectorate.webapp.accounts.models import User
    from inspectorate.webapp.monitoring.concern_actions import close, triage
    from inspectorate.webapp.monitoring.concern_kinds import OUTCOMES, PRIORITIES

    owner, priority = User.objects.get(email=email(Role.ANALYST)), list(PRIORITIES)[number % 3]
    triage(
        by=analyst, concern=made, owner=owner, priority=priority, ends_on=add_working_days(today, 1 + number % 15),
        reason="It is read with the last inspection and with what else reached us this year.",
    )  # fmt: skip
    if number % 2:
        outcome = list(OUTCOMES)[number % len(OUTCOMES)]
        close(
            by=analyst, concern=made, outcome=outcome, reason="What was asked was answered, and nothing more is known."
        )
