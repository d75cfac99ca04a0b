"""Finding what an address names: authorities by their code, days, obligations by their key."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from inspectorate.due.engine import due
from inspectorate.due.model import DueStatus, Obligation
from inspectorate.framework.library import Library, load_library
from inspectorate.framework.model import Edition
from inspectorate.history.model import DecisionKind, History
from inspectorate.webapp.accounts.permissions import Permission, has
from inspectorate.webapp.design.access import StaffRequest
from inspectorate.webapp.design.addresses import KINDS
from inspectorate.webapp.programme.decision_presenters import in_few_words
from inspectorate.webapp.programme.models import Decision
from inspectorate.webapp.programme.queries import Owed, histories
from inspectorate.webapp.register.models import Body

# A re-inspection on request is about all of an authority; only settings are inspected twice in a year.
SECOND = (DecisionKind.INSPECT_AGAIN, DecisionKind.NO_SECOND)
ABOUT_OBLIGATION = tuple(
    kind for kind in DecisionKind if kind not in (DecisionKind.REINSPECT_ON_REQUEST, DecisionKind.VISIT, *SECOND)
)


def decisions_about(obligation: Obligation) -> tuple[DecisionKind, ...]:
    """What may be decided about one obligation: of a year's second inspection that waits for a decision, whether there
    is one."""
    waits = obligation.status in (DueStatus.AWAITS_DECISION, DueStatus.NOT_OWED)
    return SECOND if waits else ABOUT_OBLIGATION


def body_of(code: str) -> Body:
    """The authority or setting that has or had this code; no code is one of both. Raises Http404."""
    found = Body.objects.filter(Q(code=code) | Q(codes__code=code), kind__in=KINDS).distinct()[:2]
    exact = [body for body in found if body.code == code] or list(found)
    if len(exact) != 1:
        raise Http404(f"Nobody on the register has the code {code}.")
    return exact[0]


def may(request: StaffRequest, permission: Permission, body: Body) -> bool:
    """Whether the person may, about this body."""
    return has(request.actor, permission, body=body.key, region=body.ofsted_region)


def history_of(body: Body) -> History:
    """The record of one body. Raises Http404 where the register has none of that kind."""
    found = next(iter(histories([body.key], body.kind)), None)
    if found is None:
        raise Http404(f"Nothing is on record about {body.name}.")
    return found


def owed_by(history: History, library: Library, as_of: date) -> list[Owed]:
    """What a body is due on a day, soonest first."""
    return [Owed(history.body, found) for found in due(history, library, as_of)]


def few_words(decisions: list[Decision]) -> dict[str, str]:
    """Decisions in a few words, by id."""
    return {str(row.pk): in_few_words(row) for row in decisions}


def kinds_of(body: Body) -> set[str]:
    """What editions may call a body: its kind, or every type that a setting was registered as."""
    found = history_of(body).body
    return {one.type for one in found.registrations} or {found.kind}


def edition_in_force(library: Library, body: Body) -> Edition:
    """The edition that governs a body today. Raises Http404 where none does."""
    today = timezone.localdate()
    kind = history_of(body).body.type_on(today)
    found = library.in_force(kind, today)
    if found is None:
        raise Http404(f"No framework is in force for this kind of body: {kind}.")
    return found


def edition_named(named: str, library: Library, body: Body) -> Edition:
    """The edition that an address names, else the one in force. Raises Http404 where the library lacks it."""
    if not named:
        return edition_in_force(library, body)
    try:
        found = library.edition(named)
    except KeyError as missing:
        raise Http404(str(missing)) from missing
    if not kinds_of(body) & {*found.applies_to}:
        raise Http404(f"{found.title} is not for this kind of body.")
    return found


def obligation_of(body: Body, key: str) -> Obligation | None:
    """What a body is due today under a key, if anything."""
    if not key:
        return None
    owed = owed_by(history_of(body), load_library(), timezone.localdate())
    return next((one.obligation for one in owed if one.obligation.key == key), None)
