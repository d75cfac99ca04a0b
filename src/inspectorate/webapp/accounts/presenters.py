"""People and their roles as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inspectorate.webapp.accounts.models import Membership, User
from inspectorate.webapp.accounts.roles import ROLES, Role
from inspectorate.webapp.design.filters import day


@dataclass(frozen=True, slots=True)
class RoleLine:
    """One membership in words; ``can_end``: it lasts beyond the day that was asked about."""

    id: int
    role: str
    organisation: str
    region: str
    when: str
    held: bool
    can_end: bool


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person in the list; ``roles`` are those held on the day."""

    id: int
    name: str
    email: str
    closed: bool
    roles: tuple[str, ...]


def person_row(user: User, on: date) -> PersonRow:
    lines = (role_line(membership, on) for membership in user.memberships.all())
    roles = tuple(f"{line.role}, {line.organisation}{_in(line.region)}" for line in lines if line.held)
    return PersonRow(user.pk, user.name, user.email, not user.is_active, roles)


def role_line(membership: Membership, on: date) -> RoleLine:
    row = ROLES[Role(membership.role)]
    ended = membership.last is not None and membership.last < on
    return RoleLine(
        id=membership.pk,
        role=row.label,
        organisation=membership.organisation.name,
        region=membership.region or ("every region" if row.regional else ""),
        when=_when(membership),
        held=membership.first <= on and not ended,
        can_end=membership.last is None or membership.last > on,
    )


def _in(region: str) -> str:
    return f" ({region})" if region else ""


def _when(membership: Membership) -> str:
    start = f"from {day(membership.first)}"
    return f"{start} to {day(membership.last)}" if membership.last else start
