"""Reads of the programme: obligations with the decisions that stand on them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count
from django.utils import timezone

from inspectorate.due.engine import due
from inspectorate.due.known import own_register
from inspectorate.due.model import Obligation
from inspectorate.framework.library import Library, load_library
from inspectorate.history.model import Body, DecisionKind, History
from inspectorate.history.model import Decision as FrozenDecision
from inspectorate.webapp.enforcement.queries import notices
from inspectorate.webapp.inspections import queries as inspections
from inspectorate.webapp.programme.models import Decision


@dataclass(frozen=True, slots=True)
class Owed:
    """One obligation and the body that has it."""

    body: Body
    obligation: Obligation


def histories(bodies: Collection[str] | None = None, kind: str = "authority") -> Iterator[History]:
    """The record of each body of a kind with the decisions about it; ``bodies`` are ids (``kind:code``), ``None`` for
    all. What the register says of settings is known on its day: whoever plans inspections keeps that register."""
    decisions = _decisions(bodies)
    served = notices(bodies) if kind == "setting" else {}
    for history in map(own_register, inspections.histories(bodies, kind)):
        made, told = decisions.get(history.body.id, ()), served.get(history.body.id, ())
        yield replace(history, decisions=tuple(made), notices=told) if made or told else history


def owed(
    as_of: date,
    *,
    bodies: Collection[str] | None = None,
    kind: str = "authority",
    within: Callable[[Body], bool] = lambda body: True,
    library: Library | None = None,
) -> Iterator[Owed]:
    """What is due on ``as_of``, body by body, each body's soonest first. ``within`` says which bodies are asked."""
    rules = library or load_library()
    for history in histories(bodies, kind):
        if within(history.body):
            yield from (Owed(history.body, obligation) for obligation in due(history, rules, as_of))


def brought_forward(first: date, last: date) -> dict[str, int]:
    """How many inspections of each authority (``authority:CODE``) people brought forward, by the day of decision."""
    rows = Decision.objects.filter(
        kind=DecisionKind.BRING_FORWARD.value, taken_on__range=(first, last), body__kind="authority"
    )
    return {f"authority:{code}": number for code, number in rows.values_list("body__code").annotate(n=Count("id"))}


def decisions_of(body: str) -> list[Decision]:
    """All decisions ever taken about a body (``kind:code``), newest first."""
    kind, _, code = body.partition(":")
    return list(
        Decision.objects.filter(body__kind=kind, body__code=code).select_related("body", "edition", "replaced_by")
    )


def standing_decision(decision: int) -> int:
    """The id of the newest row of a decision, which may have been changed since."""
    newer = Decision.objects.filter(replaces=decision).values_list("pk", flat=True).first()
    return decision if newer is None else standing_decision(newer)


def _decisions(bodies: Collection[str] | None) -> dict[str, list[FrozenDecision]]:
    found: dict[str, list[FrozenDecision]] = {}
    rows = Decision.objects.select_related("body").order_by("taken_on", "id")
    if bodies is not None:
        rows = rows.filter(body__code__in={body.partition(":")[2] for body in bodies})
    for row in rows.iterator():
        found.setdefault(f"{row.body.kind}:{row.body.code}", []).append(frozen(row))
    return found


def frozen(row: Decision) -> FrozenDecision:
    """A stored decision as engines read it. It is known from the day it was recorded here."""
    return FrozenDecision(
        id=str(row.pk),
        body=f"{row.body.kind}:{row.body.code}",
        kind=DecisionKind(row.kind),
        made_on=row.taken_on,
        by=row.recorded_by,
        reason=row.reason,
        known_on=max(row.taken_on, timezone.localdate(row.recorded_at)),
        obligation=row.obligation or None,
        rule=row.rule or None,
        event=row.event or None,
        until=row.until,
        expires=row.expires,
        ended_on=row.ended_on,
        topic=row.topic or None,
    )
