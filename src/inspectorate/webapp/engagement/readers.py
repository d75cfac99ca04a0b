"""Who reads what an authority and the inspectorate write to each other."""

from __future__ import annotations

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import Permission, has
from inspectorate.webapp.register.models import Body


def reads(actor: Actor, body: Body) -> bool:
    """Whether somebody reads it: staff who see what is due, and those who answer for the very authority."""
    about = {"body": body.key, "region": body.ofsted_region}
    return has(actor, Permission.VIEW_DUE) or has(actor, Permission.SEND_PLANS, **about)
