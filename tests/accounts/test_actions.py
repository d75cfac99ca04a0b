"""Adding people, giving and ending roles."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from inspectorate.webapp.accounts.actions import RoleRefused, create_person, end_role, give_role
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.models import Membership, User
from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.audit.models import AuditEntry

from .people import SOMEBODY, organisation, person

pytestmark = pytest.mark.django_db


def test_an_address_is_kept_in_lower_case_and_taken_once() -> None:
    user = create_person(by=SOMEBODY, email="Robin@Example.org", name="Robin Example")
    assert user.email == "robin@example.org"
    with pytest.raises(ValidationError):
        create_person(by=SOMEBODY, email="ROBIN@example.org", name="Another")


def test_a_person_without_a_password_cannot_sign_in() -> None:
    assert not create_person(by=SOMEBODY, email="robin@example.org", name="Robin").has_usable_password()


@pytest.mark.parametrize(
    ("on", "held"),
    [
        (date(2024, 2, 29), False),
        (date(2024, 3, 1), True),
        (date(2024, 6, 30), True),
        (date(2024, 7, 1), False),
    ],
)
def test_a_role_is_held_from_its_first_to_its_last_day(on: date, held: bool) -> None:
    user = person(Role.ANALYST, first=date(2024, 3, 1))
    end_role(by=SOMEBODY, membership=Membership.objects.get(), last=date(2024, 6, 30))
    assert (Role.ANALYST in Actor.of(user, on=on).roles) is held


def test_a_closed_account_holds_no_role() -> None:
    user = person(Role.ANALYST)
    User.objects.update(is_active=False)
    assert Actor.of(user).permissions == frozenset()


@pytest.mark.parametrize(
    ("last", "why"), [(date(2024, 2, 29), "before the first"), (date(2024, 7, 1), "ended already")]
)
def test_a_role_ends_once_and_not_before_it_starts(last: date, why: str) -> None:
    person(Role.ANALYST, first=date(2024, 3, 1))
    membership = Membership.objects.get()
    if "already" in why:
        end_role(by=SOMEBODY, membership=membership, last=date(2024, 6, 30))
    with pytest.raises(RoleRefused, match=why):
        end_role(by=SOMEBODY, membership=membership, last=last)


def test_the_same_role_is_not_given_twice() -> None:
    user = person(Role.ANALYST)
    with pytest.raises(ValidationError, match="holds this role already"):
        give_role(
            by=SOMEBODY,
            user=user,
            organisation=organisation(Role.ANALYST),
            role=Role.ANALYST,
            first=date(2024, 1, 1),
        )


@pytest.mark.parametrize(
    ("role", "at", "region", "why"),
    [
        (Role.DIRECTOR, Role.ANALYST, "", "is not a role in"),
        (Role.ANALYST, Role.ANALYST, "North East", "not a role for one region"),
        (Role.DIRECTOR, Role.DIRECTOR, "", "which body"),
    ],
)
def test_a_role_is_refused_where_it_does_not_exist(role: Role, at: Role, region: str, why: str) -> None:
    user = person(None)
    place = organisation(at)
    with pytest.raises(RoleRefused, match=why):
        give_role(by=SOMEBODY, user=user, organisation=place, role=role, first=date(2024, 1, 1), region=region)


def test_only_who_manages_people_adds_them() -> None:
    analyst = Actor.of(person(Role.ANALYST))
    with pytest.raises(PermissionRefused, match="may not manage people"):
        create_person(by=analyst, email="new@example.org", name="New")
    assert not User.objects.filter(email="new@example.org").exists()


def test_every_change_is_in_the_audit_record_without_the_password() -> None:
    person(Role.ANALYST)
    end_role(by=SOMEBODY, membership=Membership.objects.get(), last=date(2030, 1, 1))
    entries = AuditEntry.objects.order_by("id")
    assert [entry.action for entry in entries] == [
        "person_created",
        "organisation_created",
        "role_given",
        "role_ended",
    ]
    assert {entry.actor for entry in entries} == {"command-line:tester"}
    assert entries[0].summary == {"email": "analyst@example.org", "name": "Robin Example"}
