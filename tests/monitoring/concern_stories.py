"""Who takes part in the stories of concerns, and what is told in them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import uuid4

import time_machine
from tests.accounts.people import PASSWORD, SOMEBODY, organisation, person
from tests.programme.places import NORTH, place

from inspectorate.webapp.accounts.actions import create_person, give_role
from inspectorate.webapp.accounts.actors import Actor, Grant
from inspectorate.webapp.accounts.models import User
from inspectorate.webapp.accounts.roles import ROLES, Role
from inspectorate.webapp.monitoring.concern_actions import Said, record_concern, triage
from inspectorate.webapp.monitoring.models import Concern
from inspectorate.webapp.register.models import Body

WEDNESDAY = date(2026, 11, 25)
SECRET = "Assessments are closed before they are done."


def holder(role: Role, *, region: str = "", body: str | None = None) -> Actor:
    """Somebody in a role, without an account."""
    return Actor(f"{role.value}@example.org", (Grant(ROLES[role].permissions, role, region, body),), 1)


def said(**more: Any) -> Said:
    """A complaint that came today."""
    return Said(**{"kind": "complaint", "received_on": WEDNESDAY, "text": "Nobody called back."} | more)


def ashmere() -> Body:
    """An authority in the north."""
    return place("Ashmere", 7, NORTH)


def recorded(body: Body, **more: Any) -> Concern:
    """A concern about a body, as an analyst records it."""
    return record_concern(by=holder(Role.ANALYST), body=body, said=said(**more), sent=uuid4())


def analyst() -> User:
    """Somebody who may own concerns."""
    return User.objects.filter(email="analyst@example.org").first() or person(Role.ANALYST)


def another_analyst() -> User:
    """A second one."""
    user = create_person(by=SOMEBODY, email="second@example.org", name="Sasha Second", password=PASSWORD)
    place = organisation(Role.ANALYST)
    give_role(by=SOMEBODY, user=user, organisation=place, role=Role.ANALYST, first=date(2020, 1, 1))
    return user


def triaged(concern: Concern, ends_on: date = date(2026, 12, 4)) -> Concern:
    """The concern with an owner, to be closed by a day."""
    triage(
        by=holder(Role.ANALYST),
        concern=concern,
        owner=analyst(),
        priority="high",
        ends_on=ends_on,
        reason="To be read.",
    )
    return now(concern)


def now(concern: Concern) -> Concern:
    """The concern as it is now."""
    return Concern.objects.select_related("body").get(pk=concern.pk)


def go(traveller: time_machine.Traveller, day: date) -> None:
    """Time goes on to ten o'clock of a day."""
    traveller.move_to(datetime.fromisoformat(f"{day.isoformat()} 10:00:00+00:00"))
