"""Every change to people and their roles."""

from datetime import date

from django.db import transaction

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.models import Membership, Organisation, User
from inspectorate.webapp.accounts.permissions import Permission, check_has
from inspectorate.webapp.accounts.roles import ROLES, OrganisationKind, Role
from inspectorate.webapp.audit.records import record


class RoleRefused(Exception):
    """A role that cannot be given or ended so; the message is a sentence to show."""


@transaction.atomic
def create_organisation(
    *, by: Actor, kind: OrganisationKind, name: str, body_kind: str = "", body_code: str = ""
) -> Organisation:
    """Add a place where people work. Raises PermissionRefused or ValidationError."""
    check_has(by, Permission.MANAGE_PEOPLE)
    organisation = Organisation(kind=kind.value, name=name, body_kind=body_kind, body_code=body_code)
    organisation.full_clean()
    organisation.save()
    record(by=by, action="organisation_created", subject=organisation, kind=kind.value, name=name, body=body_code)
    return organisation


@transaction.atomic
def create_person(*, by: Actor, email: str, name: str, password: str | None = None) -> User:
    """Add a person who can sign in; without a password, once they have set one. They hold no role yet.

    Raises PermissionRefused, or ValidationError when the address is no address or taken.
    """
    check_has(by, Permission.MANAGE_PEOPLE)
    user = User.objects.create_user(email, password, name=name)
    record(by=by, action="person_created", subject=user, email=user.email, name=name)
    return user


@transaction.atomic
def give_role(
    *,
    by: Actor,
    user: User,
    organisation: Organisation,
    role: Role,
    first: date,
    region: str = "",
    last: date | None = None,
) -> Membership:
    """Let ``user`` act in ``role`` from ``first`` to ``last``, both included.

    Raises PermissionRefused, RoleRefused when the role does not exist there, ValidationError when it is held already.
    """
    check_has(by, Permission.MANAGE_PEOPLE)
    check_role_fits(organisation=organisation, role=role, region=region)
    membership = Membership(
        user=user, organisation=organisation, role=role.value, region=region, first=first, last=last
    )
    membership.full_clean()
    membership.save()
    record(
        by=by,
        action="role_given",
        subject=user,
        role=role.value,
        organisation=organisation.name,
        region=region,
        first=first,
        last=last,
    )
    return membership


@transaction.atomic
def end_role(*, by: Actor, membership: Membership, last: date) -> Membership:
    """End a role after the day ``last``. Raises PermissionRefused or RoleRefused."""
    check_has(by, Permission.MANAGE_PEOPLE)
    membership = Membership.objects.select_for_update().select_related("user", "organisation").get(pk=membership.pk)
    if membership.user_id == by.user_id and Permission.MANAGE_PEOPLE in ROLES[Role(membership.role)].permissions:
        # Else the last person who can give roles might give theirs away.
        raise RoleRefused("You cannot end the role by which you manage people. Ask another administrator.")
    if membership.last is not None and membership.last <= last:
        raise RoleRefused("This role has ended already.")
    if last < membership.first:
        raise RoleRefused("The last day must not be before the first.")
    membership.last = last
    membership.save(update_fields=["last"])
    record(
        by=by,
        action="role_ended",
        subject=membership.user,
        role=membership.role,
        organisation=membership.organisation.name,
        last=last,
    )
    return membership


def check_role_fits(*, organisation: Organisation, role: Role, region: str) -> None:
    """Raises RoleRefused with a sentence when the organisation has no such role, or the role no region."""
    row = ROLES[role]
    if organisation.kind != row.at.value:
        raise RoleRefused(f"{row.label} is not a role in {organisation.name}.")
    if region and not row.regional:
        raise RoleRefused(f"{row.label} is not a role for one region.")
    if row.at in (OrganisationKind.AUTHORITY, OrganisationKind.PROVIDER) and not organisation.body_code:
        raise RoleRefused(f"Say first which body {organisation.name} stands for.")
