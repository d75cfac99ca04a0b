"""Reads of people and their roles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.models import Membership, Organisation, User
from inspectorate.webapp.accounts.permissions import Permission
from inspectorate.webapp.accounts.roles import ROLES, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class SoughtPeople:
    """Which people to list; what is empty limits nothing. ``role`` means a role held on the day."""

    words: str = ""
    role: str = ""
    on: date


def people(sought: SoughtPeople) -> QuerySet[User]:
    """People by name, with their memberships at hand."""
    found = User.objects.prefetch_related(_memberships())
    if sought.words:
        found = found.filter(Q(name__icontains=sought.words) | Q(email__icontains=sought.words))
    if sought.role:
        holders = Membership.objects.current(sought.on).filter(role=sought.role)
        found = found.filter(pk__in=holders.values("user"))
    return found


def person(id: int) -> User | None:
    """One person, with their memberships at hand."""
    return User.objects.prefetch_related(_memberships()).filter(pk=id).first()


def who_may(on: date, *permissions: Permission) -> QuerySet[User]:
    """People by name whose role allows one of these on a day, wherever."""
    roles = [role.value for role, row in ROLES.items() if row.permissions & set(permissions)]
    held = Membership.objects.current(on).filter(role__in=roles)
    return User.objects.filter(pk__in=held.values("user")).order_by("name", "id")


def acting(users: QuerySet[User], on: date) -> list[tuple[User, Actor]]:
    """Each of these people with the roles that they hold on a day."""
    roles = Prefetch("memberships", Membership.objects.current(on).select_related("organisation"), to_attr="roles")
    return [(user, Actor.holding(user, user.roles)) for user in users.prefetch_related(roles)]


def who_holds(role: Role, body: str, on: date) -> QuerySet[User]:
    """People by name who hold a role about one body (``kind:code``) on a day."""
    kind, _, code = body.partition(":")
    held = Membership.objects.current(on).filter(
        role=role.value, organisation__body_kind=kind, organisation__body_code=code
    )
    return User.objects.filter(pk__in=held.values("user")).order_by("name", "id")


def organisations(on: date) -> QuerySet[Organisation]:
    """Organisations by name, each with ``people``: how many hold a role there on the day."""
    held = Q(memberships__in=Membership.objects.current(on))
    counted = Organisation.objects.annotate(people=Count("memberships__user", filter=held, distinct=True))
    return counted.order_by("name", "id")


def _memberships() -> Prefetch:
    return Prefetch("memberships", Membership.objects.select_related("organisation"))
