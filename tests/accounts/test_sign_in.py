"""Links to set a password, and closed accounts."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.models import User
from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.accounts.sign_in import (
    SignInRefused,
    close_account,
    holder_of_link,
    make_link,
    open_account,
    set_password,
)
from inspectorate.webapp.audit.models import AuditEntry

from .people import PASSWORD, SOMEBODY, person

pytestmark = pytest.mark.django_db
MADE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NEW = {"password": "three quiet words", "again": "three quiet words"}


def parts(link: str) -> tuple[str, str]:
    key, token = link.strip("/").split("/")[-2:]
    return key, token


@pytest.mark.parametrize(
    ("after", "works"),
    [
        (timedelta(0), True),
        (timedelta(days=3), True),
        (timedelta(days=3, seconds=1), False),
    ],
)
def test_a_link_works_for_three_days(after: timedelta, works: bool) -> None:
    with time_machine.travel(MADE, tick=False):
        link = make_link(by=SOMEBODY, user=person(None))
    with time_machine.travel(MADE + after, tick=False):
        assert (holder_of_link(*parts(link)) is not None) is works


def test_a_link_sets_a_password_once(client: Client) -> None:
    user = person(None)
    link = make_link(by=SOMEBODY, user=user)
    assert client.post(link, NEW).headers["Location"] == "/account/login/"
    sent = {"login": user.email, "password": NEW["password"]}
    assert Client().post("/account/login/", sent).headers["Location"] == "/"
    again = client.post(link, NEW)
    assert again.status_code == 410
    assert "This link has ended" in again.content.decode()


def test_a_link_that_ended_between_looking_and_sending_changes_nothing() -> None:
    user = person(None)
    _, token = parts(make_link(by=SOMEBODY, user=user))
    set_password(user=user, token=token, password="three quiet words")
    with pytest.raises(SignInRefused, match="used already"):
        set_password(user=user, token=token, password="another three words")
    assert User.objects.get().check_password("three quiet words")


@pytest.mark.parametrize("key", ["", "0", "MTIz", "not base64", "____"])
def test_a_link_that_was_cut_short_is_nobodys(key: str) -> None:
    person(None)
    assert holder_of_link(key, "token") is None


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Enter a new password"),
        ({"password": "short", "again": "short"}, "at least 12 characters"),
        ({"password": "three quiet words", "again": "three loud words"}, "must be the same"),
    ],
)
def test_a_password_that_cannot_be_taken_is_asked_for_again(
    client: Client, sent: dict[str, str], sentence: str
) -> None:
    page = client.post(make_link(by=SOMEBODY, user=person(None)), sent).content.decode()
    assert sentence in page
    assert "Error: Set your password" in page
    assert User.objects.get().check_password(PASSWORD)


def test_a_closed_account_is_signed_out_and_gets_no_link(client: Client) -> None:
    user = person(Role.ADMINISTRATOR)
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/people/").status_code == 200
    link = make_link(by=SOMEBODY, user=user)
    closed = close_account(by=SOMEBODY, user=user)
    assert client.get("/people/").status_code == 302
    assert holder_of_link(*parts(link)) is None
    with pytest.raises(SignInRefused, match="is closed"):
        make_link(by=SOMEBODY, user=closed)
    open_account(by=SOMEBODY, user=closed)
    assert client.get("/people/").status_code == 200


def test_nobody_closes_their_own_account_and_none_is_closed_twice() -> None:
    user = person(Role.ADMINISTRATOR)
    with pytest.raises(SignInRefused, match="your own"):
        close_account(by=Actor.of(user), user=user)
    close_account(by=SOMEBODY, user=user)
    with pytest.raises(SignInRefused, match="closed already"):
        close_account(by=SOMEBODY, user=user)
    open_account(by=SOMEBODY, user=user)
    with pytest.raises(SignInRefused, match="is open"):
        open_account(by=SOMEBODY, user=user)


def test_only_who_manages_people_makes_links_and_closes_accounts() -> None:
    analyst = person(Role.ANALYST)
    for act in (make_link, close_account, open_account):
        with pytest.raises(PermissionRefused):
            act(by=Actor.of(analyst), user=analyst)


def test_the_record_says_who_did_it_and_keeps_neither_link_nor_password(client: Client) -> None:
    user = person(None)
    link = make_link(by=SOMEBODY, user=user)
    client.post(link, NEW)
    made, was_set = AuditEntry.objects.order_by("id")[1:]
    assert (made.action, made.actor) == ("sign_in_link_made", "command-line:tester")
    assert (was_set.action, was_set.actor) == ("password_set", user.email)
    assert parts(link)[1] not in str(made.summary)
    assert was_set.summary == {}
