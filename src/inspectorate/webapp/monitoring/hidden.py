"""From whom strength, nowcast, rank and reviews of a body are hidden: whoever works on a case about it.

Monitoring knows no cases: whoever does says whose bodies are weighed, the same way round as `accounts.regions`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import Permission, PermissionRefused, check_has, has
from inspectorate.webapp.monitoring.models import Review
from inspectorate.webapp.register.models import Body

Weighed = Callable[[Actor], Collection[int]]
_sources: list[Weighed] = []

WHY = "is hidden from you while you are on a case about it, from the day you were named until its grades are final."


def weighed_bodies_come_from(weighed: Weighed) -> None:
    """Called once by an app when it is ready: ids of the bodies that somebody has a part in judging now."""
    _sources.append(weighed)


def hidden_from(actor: Actor) -> frozenset[int]:
    """Ids of the bodies of which somebody may not see what signals and forecasts say."""
    return frozenset(body for weighed in _sources for body in weighed(actor))


def check_may_see(actor: Actor, body: Body) -> frozenset[int]:
    """Raises PermissionRefused, with a sentence, unless somebody may see what signals and forecasts say of a body.

    Gives the ids of the bodies of which they may not.
    """
    check_has(actor, Permission.SEE_FORECASTS)
    hidden = hidden_from(actor)
    if body.pk in hidden:
        raise PermissionRefused(f"What signals and forecasts say of {body.name} {WHY}")
    return hidden


def may_read_reason(actor: Actor, review: Review, *, report_out: bool) -> bool:
    """Whether somebody who may see a review may read why.

    A review that asks for a decision may be a real one or one of the blind random stratum, which is told by its reason.
    Until the report of what it led to is out, only who wrote it reads that, and analysts (`reads_reasons`).
    """
    if not review.asks_for_a_decision or report_out:
        return True
    # Whoever drew a stratum and came to take decisions later does not read what was drawn.
    if actor.user_id is not None and actor.user_id == review.user_id and not hasattr(review, "drawn"):
        return True
    return reads_reasons(actor)


def reads_reasons(actor: Actor) -> bool:
    """Whether somebody reads why a decision was asked for before the report is out: an analyst, who sees forecasts and
    takes no decisions."""
    return has(actor, Permission.SEE_FORECASTS) and not has(actor, Permission.TAKE_DECISION)
