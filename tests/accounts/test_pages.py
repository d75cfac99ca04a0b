"""What an administrator does: find people, add them, give and end their roles."""

import re
from datetime import date

import pytest
from django.test import Client

from inspectorate.webapp.accounts.models import Membership, Organisation, User
from inspectorate.webapp.accounts.roles import OrganisationKind, Role
from inspectorate.webapp.audit.models import AuditEntry

from .people import organisation, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(person(Role.ADMINISTRATOR), "allauth.account.auth_backends.AuthenticationBackend")
    return client


def day(name: str, value: date) -> dict[str, int]:
    return {f"{name}-day": value.day, f"{name}-month": value.month, f"{name}-year": value.year}


def text(client: Client, address: str, sent: dict[str, object] | None = None) -> str:
    answer = client.get(address) if sent is None else client.post(address, sent, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"administrator", "analyst", "inspector"}),
        ("?words=ANALYST@", {"analyst"}),
        ("?role=inspector", {"inspector"}),
        ("?role=inspector&words=analyst", set()),
    ],
)
def test_people_are_found_by_words_and_by_the_role_they_hold(
    administrator: Client, query: str, found: set[str]
) -> None:
    person(Role.ANALYST)
    person(Role.INSPECTOR)
    page = text(administrator, f"/people/{query}")
    assert set(re.findall(r">(\w+)@example\.org</td>", page)) == found


def test_a_person_is_added_with_their_address_checked(administrator: Client) -> None:
    page = text(administrator, "/people/new/", {"name": "", "email": "sam"})
    assert "Enter their full name" in page
    assert "in the correct format" in page
    page = text(administrator, "/people/new/", {"name": "Sam", "email": "ADMINISTRATOR@example.org"})
    assert "Somebody has an account with this email address already." in page
    page = text(administrator, "/people/new/", {"name": "Sam Example", "email": "sam@example.org"})
    assert "Sam Example is added" in page
    assert "Not set yet" in page


def test_a_role_is_given_in_two_steps_and_ended(administrator: Client) -> None:
    user = person(None)
    place = organisation(Role.SCHEDULER)
    address = f"/people/{user.pk}/roles/new/"
    assert "Where do they work?" in text(administrator, address)
    assert "Registered manager" not in text(administrator, f"{address}?organisation={place.pk}")
    sent = {"role": "scheduler", **day("first", date(2026, 1, 5))}
    assert "Robin Example is given a role: Scheduler." in text(
        administrator, f"{address}?organisation={place.pk}", sent
    )
    assert "holds this role already" in text(administrator, f"{address}?organisation={place.pk}", sent)
    membership = Membership.objects.get(user=user)
    assert (membership.first, membership.last, membership.region) == (date(2026, 1, 5), None, "")
    end = f"/people/roles/{membership.pk}/end/"
    assert "must not be before the first" in text(administrator, end, day("last", date(2026, 1, 4)))
    assert "role ends: Scheduler." in text(administrator, end, day("last", date(2026, 1, 5)))
    assert "ended already" in text(administrator, end, day("last", date(2026, 1, 5)))


def test_an_organisation_that_does_not_exist_is_asked_for_again(administrator: Client) -> None:
    user = person(None)
    page = text(administrator, f"/people/{user.pk}/roles/new/?organisation=999")
    assert "Where do they work?" in page


def test_an_administrator_cannot_end_their_own_role(administrator: Client) -> None:
    mine = Membership.objects.get()
    page = text(administrator, f"/people/roles/{mine.pk}/end/", day("last", date(2030, 1, 1)))
    assert "Ask another administrator" in page
    assert Membership.objects.get().last is None


def test_an_organisation_names_its_body_whole_or_not_at_all(administrator: Client) -> None:
    half = {"name": "Exampleshire", "kind": "authority", "body_kind": "authority", "body_code": ""}
    assert "Enter its code on the register" in text(administrator, "/people/organisations/new/", half)
    whole = half | {"body_code": "E06000001"}
    assert "Exampleshire is added." in text(administrator, "/people/organisations/new/", whole)
    assert "of this kind and name already" in text(administrator, "/people/organisations/new/", whole)
    assert Organisation.objects.get(kind=OrganisationKind.AUTHORITY.value).body_code == "E06000001"


def test_an_account_is_closed_and_opened_with_a_button(administrator: Client) -> None:
    user = person(None)
    assert "account is closed" in text(administrator, f"/people/{user.pk}/close/", {})
    assert not User.objects.get(pk=user.pk).is_active
    assert "account is open again" in text(administrator, f"/people/{user.pk}/open/", {})
    assert "This account is open." in text(administrator, f"/people/{user.pk}/open/", {})


@pytest.mark.parametrize("button", ["link", "close", "open"])
def test_buttons_are_not_addresses_to_visit(administrator: Client, button: str) -> None:
    assert administrator.get(f"/people/{person(None).pk}/{button}/").status_code == 405


def test_who_is_not_there_is_not_found(administrator: Client) -> None:
    assert administrator.get("/people/999/").status_code == 404


def test_a_link_is_shown_once(administrator: Client) -> None:
    page = text(administrator, f"/people/{person(None).pk}/link/", {})
    assert "http://testserver/account/password/" in page
    assert AuditEntry.objects.filter(action="sign_in_link_made").exists()
