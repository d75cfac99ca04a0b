"""What invented authorities sent and asked for: an action plan, and a request for an earlier re-inspection."""

from __future__ import annotations

from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from inspectorate.example.cases import actor_of
from inspectorate.webapp.accounts.roles import ROLES, Role

if TYPE_CHECKING:
    from inspectorate.webapp.accounts.actors import Actor
    from inspectorate.webapp.register.models import Body

PLAN = b"By January every child at risk is seen within a day. The head of the front door answers for it.\n"
WORDS = "The safeguarding partners agreed to it on Monday."
WHY = "The improvement board wants its work to be seen while it is fresh."
CHANGED = "Caseloads fell from 24 to 16. Every team has a permanent manager. Audits of October show visits in time."


def load_sent(today: date) -> None:
    """Add a plan and a request through the same actions as everybody else's."""
    _send_plan(today)
    _ask(today)


def _send_plan(today: date) -> None:
    from inspectorate.webapp.engagement.actions.plans import send_plan
    from inspectorate.webapp.engagement.plans import called
    from inspectorate.webapp.register.models import Body

    body, director = Body.objects.get(kind="authority", code="X00000000"), actor_of(Role.DIRECTOR)
    told = called(body, today)[0]
    send_plan(by=director, body=body, inspection=told.inspection, name="action-plan.txt", content=PLAN, words=WORDS)


def _ask(today: date) -> None:
    """The first authority that is to be re-inspected, and not too soon, asks to be so earlier."""
    from inspectorate.webapp.engagement.actions.requests import Asked, ask
    from inspectorate.webapp.engagement.requests import months
    from inspectorate.webapp.programme.queries import owed
    from inspectorate.webapp.register.models import Body

    again = (one for one in owed(today) if one.obligation.purpose == "reinspection")
    asking = ((one.body.code, month) for one in again for month in islice(months(one.obligation, today), 1))
    for code, month in islice(asking, 1):
        body = Body.objects.get(kind="authority", code=code)
        ask(by=_director_of(body), body=body, asked=Asked(month=month, why=WHY, changed=CHANGED))


def _director_of(body: Body) -> Actor:
    """A director who has no account here."""
    from inspectorate.webapp.accounts.actors import Actor, Grant

    held = Grant(ROLES[Role.DIRECTOR].permissions, Role.DIRECTOR, body=body.key)
    return Actor(f"director@{body.name.split()[0].lower()}.example", (held,))
