"""Reads of concerns: lists, what is past its clock, and who may read or own one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Min, Q, QuerySet
from django.utils import timezone

from inspectorate.framework.library import load_library
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.models import User
from inspectorate.webapp.accounts.permissions import Permission, has
from inspectorate.webapp.accounts.queries import acting, who_may
from inspectorate.webapp.monitoring.concern_kinds import CLOSED, KINDS, TRIAGED, UNTRIAGED
from inspectorate.webapp.monitoring.models import Concern
from inspectorate.webapp.register.models import Body, Setting

OPEN, LATE, NOBODY = "open", "late", "nobody"
"""What a list may be asked for beside states and people: what is not closed, what is past its clock, what has an owner
who does not hold the role any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which concerns to list; what is empty limits nothing. ``owner`` is the id of a person, or `NOBODY`."""

    state: str = OPEN
    kind: str = ""
    region: str = ""
    owner: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How many concerns nobody has triaged, when the oldest of them was received, how many concerns are past their day
    for triage or for the work on them, and how many have an owner who does not hold the role any more."""

    untriaged: int
    oldest: date | None
    late: int
    nobodys: int


def concerns(sought: Sought, today: date) -> QuerySet[Concern]:
    """Concerns with their bodies and owners: those whose clock ends first come first, those that are closed last."""
    rows = Concern.objects.select_related("body", "owner")
    if sought.state == OPEN:
        rows = rows.exclude(state=CLOSED)
    elif sought.state == LATE:
        rows = rows.filter(ends_on__lt=today)
    elif sought.state:
        rows = rows.filter(state=sought.state)
    if sought.kind:
        rows = rows.filter(kind=sought.kind)
    if sought.region:
        rows = rows.filter(body__ofsted_region=sought.region)
    if sought.body:
        kind, _, code = sought.body.partition(":")
        rows = rows.filter(body__kind=kind, body__code=code)
    if sought.owner == NOBODY:
        rows = rows.filter(_nobodys(today))
    elif sought.owner:
        rows = rows.filter(owner_id=int(sought.owner))
    return rows.order_by(F("ends_on").asc(nulls_last=True), "-received_on", "id")


def standing(region: str, today: date) -> Standing:
    """The numbers for the start page, of a region or of all."""
    rows, waits = concerns(Sought(region=region), today).order_by(), Q(state=UNTRIAGED)
    found = rows.aggregate(
        untriaged=Count("id", filter=waits),
        oldest=Min("received_on", filter=waits),
        late=Count("id", filter=Q(ends_on__lt=today)),
        nobodys=Count("id", filter=_nobodys(today)),
    )
    return Standing(**found)


def _nobodys(today: date) -> Q:
    """Triaged, with an owner who does not hold the role any more."""
    return Q(state=TRIAGED) & ~Q(owner__in=who_may(today, Permission.TRIAGE_CONCERN).order_by().values("pk"))


@dataclass(frozen=True, slots=True)
class ForTeam:
    """An open concern as a team may read it: no text where it is confidential."""

    label: str
    received_on: date
    areas: tuple[str, ...]
    text: str


def open_with_text(body: Body) -> list[ForTeam]:
    """The open concerns about a body for the team that prepares an inspection of it, the oldest first."""
    rows = Concern.objects.filter(body=body).exclude(state=CLOSED).prefetch_related("versions")
    return [_for_team(one) for one in rows.order_by("received_on", "id")]


def _for_team(one: Concern) -> ForTeam:
    said = list(one.versions.all())[-1]
    text = "" if confidential(one) else said.text
    return ForTeam(KINDS[said.kind].label, said.received_on, tuple(said.areas), text)


def told_by(bodies: Collection[str]) -> QuerySet[Concern]:
    """What bodies (``kind:code``) told of themselves on this site, the newest first, with what they said."""
    named = Q(pk__in=())
    for body in bodies:
        kind, _, code = body.partition(":")
        named |= Q(body__kind=kind, body__code=code)
    rows = Concern.objects.filter(named, origin="body").select_related("body")
    return rows.prefetch_related("versions").order_by("-recorded_at", "-id")


def notifies_for(actor: Actor) -> list[Body]:
    """The bodies of which somebody may tell."""
    keys = sorted(
        {grant.body for grant in actor.grants if grant.body and Permission.NOTIFY_EVENTS in grant.permissions}
    )
    found = (Body.objects.filter(kind=key.partition(":")[0], code=key.partition(":")[2]).first() for key in keys)
    return [body for body in found if body is not None]


def reads_text(actor: Actor, concern: Concern) -> bool:
    """Whether somebody reads what is said of a concern: of what was ever a whistleblower's, only who triages does."""
    if not has(actor, Permission.VIEW_CONCERNS):
        return False
    return not confidential(concern) or has(
        actor, Permission.TRIAGE_CONCERN, body=concern.body.key, region=concern.body.ofsted_region
    )


def confidential(concern: Concern) -> bool:
    """Whether any version of a concern is of a kind that is confidential."""
    return any(KINDS[one.kind].confidential for one in concern.versions.all())


def opened_again_on(concern: Concern) -> date | None:
    """The day on which a concern was last opened again; ``None`` where it never was."""
    last = concern.steps.filter(step="reopen").order_by("-id").first()
    return timezone.localdate(last.taken_at) if last else None


def owners(on: date, body: Body | None = None) -> list[User]:
    """People by name whose role lets them triage concerns on a day, about one body or at all."""
    people = acting(who_may(on, Permission.TRIAGE_CONCERN), on)
    where = {"body": body.key, "region": body.ofsted_region} if body else {}
    return [user for user, actor in people if has(actor, Permission.TRIAGE_CONCERN, **where)]


def areas_of(body: Body) -> dict[str, str]:
    """The areas that a body is judged on today, by judgement id; the overall judgement is none of them, and a body that
    no framework governs has none."""
    setting = Setting.objects.filter(body=body).first() if body.kind == "setting" else None
    edition = load_library().in_force(setting.type if setting else body.kind, timezone.localdate())
    if edition is None:
        return {}
    return {id_: one.label for id_, one in edition.judgements.items() if id_ != edition.headline}


MOST_FOUND = 20


def bodies_called(words: str) -> list[Body]:
    """Bodies whose name holds the words or whose code they are, by name; at most 20."""
    rows = Body.objects.filter(Q(name__icontains=words) | Q(code__iexact=words))
    return list(rows.order_by("name", "code")[:MOST_FOUND])
