"""Invented people for tests of pages and actions."""

from datetime import date

from inspectorate.webapp.accounts.actions import create_organisation, create_person, give_role
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.models import Organisation, User
from inspectorate.webapp.accounts.roles import ROLES, Role

SOMEBODY = Actor.command_line("tester")
PASSWORD = "a long enough phrase"


def person(role: Role | None, *, region: str = "", body: str = "", first: date = date(2020, 1, 1)) -> User:
    """Somebody who holds a role (for a body ``kind:code`` where the role is an authority's or provider's)."""
    user = create_person(by=SOMEBODY, email=f"{role or 'nobody'}@example.org", name="Robin Example", password=PASSWORD)
    if role is not None:
        give_role(by=SOMEBODY, user=user, organisation=organisation(role, body), role=role, first=first, region=region)
    return user


def organisation(role: Role, body: str = "") -> Organisation:
    kind, _, code = body.partition(":")
    name = f"Example {ROLES[role].at} {code}".rstrip()
    found = Organisation.objects.filter(name=name).first()
    return found or create_organisation(by=SOMEBODY, kind=ROLES[role].at, name=name, body_kind=kind, body_code=code)
