"""Signing in with a second step: set up, used, lost, turned off."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from inspectorate.webapp.accounts.models import User
from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.accounts.sign_in import SignInRefused, remove_second_step
from inspectorate.webapp.audit.models import AuditEntry

from .people import PASSWORD, SOMEBODY, person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, 0, 10, tzinfo=UTC)
PERIOD = timedelta(seconds=30)
INDEX, SET_UP, TURN_OFF = "/account/two-steps/", "/account/two-steps/set-up/", "/account/two-steps/turn-off/"
CODE, CODES = "/account/two-steps/code/", "/account/two-steps/recovery-codes/"


def code(secret: str, at: datetime) -> str:
    """What an app shows at an instant."""
    return str(format_hotp_value(hotp_value(secret, int(at.timestamp()) // 30)))


def sign_in(user: User, client: Client | None = None) -> Client:
    client = client or Client()
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    return client


def set_up(user: User, at: datetime = NOW) -> tuple[Client, str]:
    """Sign in and set an app up, as a person does; the browser and the secret that the app holds."""
    with time_machine.travel(at, tick=False):
        client = sign_in(user)
        asked = client.get(SET_UP)
        assert asked["Location"].startswith("/account/confirm/")
        client.post(asked["Location"], {"password": PASSWORD, "next": SET_UP})
        found = re.search(r'<code class="app-hash">(\w+)</code>', client.get(SET_UP).text)
        assert found is not None
        assert client.post(SET_UP, {"code": code(found[1], at)})["Location"] == CODES
    return client, found[1]


def test_a_code_is_asked_for_after_the_password() -> None:
    user = person(Role.SCHEDULER)
    _, secret = set_up(user)
    later = NOW + timedelta(minutes=10)
    with time_machine.travel(later, tick=False):
        client = sign_in(user)
        assert client.get("/")["Location"].startswith("/account/login/")
        page = client.post(CODE, {"code": "000000"}).text
        assert "This code is not right, or is used up" in page
        assert "<title>Error: Enter a code" in " ".join(page.split())
        shown = code(secret, later)
        assert client.post(CODE, {"code": f"{shown[:3]} {shown[3:]}"}).status_code == 302
        assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    ("off", "right"),
    [(-2 * PERIOD, False), (-PERIOD, True), (timedelta(0), True), (PERIOD, True), (2 * PERIOD, False)],
)
def test_a_clock_may_be_half_a_minute_off(off: timedelta, right: bool) -> None:
    user = person(Role.SCHEDULER)
    _, secret = set_up(user)
    later = NOW + timedelta(minutes=10)
    with time_machine.travel(later, tick=False):
        client = sign_in(user)
        client.post(CODE, {"code": code(secret, later + off)})
        assert (client.get("/").status_code == 200) is right


def test_a_code_works_once() -> None:
    user = person(Role.SCHEDULER)
    _, secret = set_up(user)
    later = NOW + timedelta(minutes=10)
    with time_machine.travel(later, tick=False):
        sign_in(user).post(CODE, {"code": code(secret, later)})
        again = sign_in(user)
        again.post(CODE, {"code": code(secret, later)})
        assert again.get("/").status_code == 302


def test_a_recovery_code_stands_in_for_the_app_once() -> None:
    user = person(Role.SCHEDULER)
    client, _ = set_up(user)
    with time_machine.travel(NOW, tick=False):
        codes = re.findall(r"<li><code>(\d+)</code>", client.get(CODES).text)
    assert len(codes) == 10
    with time_machine.travel(NOW + timedelta(minutes=10), tick=False):
        entered = [sign_in(user) for _ in range(2)]
        for browser in entered:
            browser.post(CODE, {"code": codes[0]})
        assert [browser.get("/").status_code for browser in entered] == [200, 302]


def test_secrets_are_stored_encrypted() -> None:
    user = person(Role.SCHEDULER)
    _, secret = set_up(user)
    assert secret not in str(list(Authenticator.objects.values_list("data", flat=True)))


def test_every_change_is_on_the_audit_record() -> None:
    user = person(Role.SCHEDULER)
    client, _ = set_up(user)
    with time_machine.travel(NOW, tick=False):
        assert client.post(f"{CODES}new/")["Location"] == CODES
        assert "Turn it off" in client.get(TURN_OFF).text
        assert client.post(TURN_OFF)["Location"] == INDEX
    assert not Authenticator.objects.exists()
    told = AuditEntry.objects.filter(subject_id=str(user.pk), actor=user.email).order_by("id")
    assert list(told.values_list("action", flat=True)) == [
        "second_step_added",
        "recovery_codes_made",
        "second_step_removed",
    ]


def test_changing_it_asks_who_it_is_after_a_while() -> None:
    user = person(Role.SCHEDULER)
    client, _ = set_up(user)
    with time_machine.travel(NOW + timedelta(minutes=10), tick=False):
        assert client.get(TURN_OFF)["Location"].startswith("/account/confirm/")
        refused = client.post(f"/account/confirm/?next={TURN_OFF}", {"password": "not the one"}).text
        assert "<title>Error: Confirm that it is you" in " ".join(refused.split())


def test_an_administrator_turns_it_off_for_who_lost_their_phone(client: Client) -> None:
    user = person(Role.SCHEDULER)
    set_up(user)
    client.force_login(person(Role.ADMINISTRATOR), "allauth.account.auth_backends.AuthenticationBackend")
    assert "Turn two-step sign-in off" in client.get(f"/people/{user.pk}/").text
    page = client.post(f"/people/{user.pk}/second-step/remove/", follow=True).text
    assert "signs in with the password alone now" in page
    assert "Turn two-step sign-in off" not in page
    assert sign_in(user).get("/").status_code == 200
    page = client.post(f"/people/{user.pk}/second-step/remove/", follow=True).text
    assert "has set up no second step" in page


def test_whose_second_step_may_be_turned_off_and_by_whom() -> None:
    from inspectorate.webapp.accounts.actors import Actor

    user, administrator = person(Role.SCHEDULER), person(Role.ADMINISTRATOR)
    with pytest.raises(PermissionRefused):
        remove_second_step(by=Actor.of(user), user=administrator)
    with pytest.raises(SignInRefused, match="your page"):
        remove_second_step(by=Actor.of(administrator), user=administrator)
    with pytest.raises(SignInRefused, match="no second step"):
        remove_second_step(by=SOMEBODY, user=user)


@pytest.mark.parametrize("page", [INDEX, SET_UP, TURN_OFF, CODES, f"{CODES}new/", CODE, "/account/confirm/"])
def test_who_has_not_signed_in_is_sent_to_sign_in(client: Client, page: str) -> None:
    answer = client.get(page, follow=True)
    assert answer.redirect_chain[-1][0].startswith("/account/login/")
