"""Who acts: a person who signed in, somebody at the command line, or a background job."""

from __future__ import annotations

import getpass
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from inspectorate.webapp.accounts.permissions import Permission
from inspectorate.webapp.accounts.roles import ROLES, Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from inspectorate.webapp.accounts.models import Membership, User


class AnonymousActor(Exception):
    """Nobody signed in, so there is no one to answer for an action."""


@dataclass(frozen=True, slots=True)
class Grant:
    """Permissions held together, limited to one region's or one body's (``kind:code``) matters where these are set."""

    permissions: frozenset[Permission]
    role: Role | None = None
    region: str = ""
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever answers for an action. ``name`` is what the audit record keeps."""

    name: str
    grants: tuple[Grant, ...] = ()
    user_id: int | None = None

    @property
    def permissions(self) -> frozenset[Permission]:
        """All that is allowed somewhere; ask `has` whether it is allowed about one body."""
        return frozenset().union(*(grant.permissions for grant in self.grants))

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(grant.role for grant in self.grants if grant.role is not None)

    @property
    def region(self) -> str:
        """The region to open pages on: the only one in which the actor works, else empty for all."""
        regions = {grant.region for grant in self.grants}
        return regions.pop() if len(regions) == 1 else ""

    @classmethod
    def of(cls, user: User | AnonymousUser, *, on: date | None = None) -> Actor:
        """A person with the roles they hold on a day (today). Raises AnonymousActor when nobody signed in."""
        if not user.is_authenticated or user.pk is None:
            raise AnonymousActor("Sign in to do this.")
        return cls.holding(user, user.memberships.current(on or timezone.localdate()).select_related("organisation"))

    @classmethod
    def holding(cls, user: User, memberships: Iterable[Membership]) -> Actor:
        """A person with the roles given: whoever lists many people reads all their memberships at once."""
        return cls(user.email, tuple(_grant(membership) for membership in memberships), user.pk)

    @classmethod
    def command_line(cls, user_name: str | None = None) -> Actor:
        """Whoever can run commands can read and write the database: they hold every permission, by name."""
        return cls(f"command-line:{user_name or getpass.getuser()}", (Grant(frozenset(Permission)),))

    @classmethod
    def worker(cls, job: str) -> Actor:
        """A background job; whether it may was asked of the person who started it."""
        return cls(f"worker:{job}", (Grant(frozenset(Permission)),))


def _grant(membership: Membership) -> Grant:
    organisation = membership.organisation
    body = f"{organisation.body_kind}:{organisation.body_code}" if organisation.body_code else None
    role = Role(membership.role)
    return Grant(ROLES[role].permissions, role, membership.region, body)
