"""Signing in, and who may see a page."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path
from tests.accounts.people import PASSWORD, person

from inspectorate.webapp import urls
from inspectorate.webapp.accounts.permissions import Permission, PermissionRefused
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.design.access import StaffRequest, StaffView, requires


@requires(Permission.VIEW_DUE)
def due(request: StaffRequest) -> HttpResponse:
    return HttpResponse(f"for {request.actor.name}")


class Decide(StaffView):
    permission = Permission.VIEW_DUE

    def post(self, request: HttpRequest) -> HttpResponse:
        raise PermissionRefused("You may not take decisions here.")


handler404 = urls.handler404
urlpatterns = [
    path("", include("inspectorate.webapp.urls")),
    path("example/due/", due),
    path("example/decide/", Decide.as_view()),
]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _pages(settings) -> None:
    settings.ROOT_URLCONF = __name__


def sign_in(client: Client, role: Role | None) -> Client:
    client.force_login(person(role), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_who_has_not_signed_in_is_sent_to_and_comes_back(client: Client) -> None:
    answer = client.get("/example/due/?region=north")
    assert answer.url == "/account/login/?next=/example/due/%3Fregion%3Dnorth"


def test_a_fragment_sends_the_whole_page_to_sign_in(client: Client) -> None:
    answer = client.get("/example/due/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"].startswith("/account/login/")


def test_a_page_knows_who_asks_and_is_kept_by_no_cache(client: Client) -> None:
    answer = sign_in(client, Role.INSPECTOR).get("/example/due/")
    assert answer.content == b"for inspector@example.org"
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_who_may_not_is_told_why(client: Client) -> None:
    answer = sign_in(client, Role.DEPARTMENT_OFFICIAL).get("/example/due/")
    assert answer.status_code == 403
    assert "You may not see what is due. Your role does not allow it." in answer.text


def test_a_refusal_from_an_action_is_shown_as_a_page(client: Client) -> None:
    answer = sign_in(client, Role.INSPECTOR).post("/example/decide/")
    assert answer.status_code == 403
    assert "You may not take decisions here." in answer.text


def test_a_missing_page_says_so(client: Client) -> None:
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "Page not found" in answer.text


def test_signing_in_with_address_and_password(client: Client) -> None:
    person(Role.INSPECTOR)
    answer = client.post("/account/login/?next=/example/due/", {"login": "Inspector@Example.org", "password": PASSWORD})
    assert answer.url == "/example/due/"
    assert client.get("/example/due/").status_code == 200
    assert client.post("/account/logout/").url == "/account/login/"
    assert client.get("/example/due/").status_code == 302


def test_a_wrong_password_is_refused_without_saying_which_was_wrong(client: Client) -> None:
    person(Role.INSPECTOR)
    known = client.post("/account/login/", {"login": "inspector@example.org", "password": "wrong"})
    unknown = client.post("/account/login/", {"login": "nobody@example.org", "password": "wrong"})
    for answer in (known, unknown):
        assert "There is a problem" in answer.text
        assert "The email address and/or password you specified are not correct." in answer.text


def test_signing_in_never_leaves_the_service(client: Client) -> None:
    person(Role.INSPECTOR)
    form = {"login": "inspector@example.org", "password": PASSWORD, "next": "https://elsewhere.example/"}
    assert client.post("/account/login/", form).url == "/"


@override_settings(AXES_FAILURE_LIMIT=3)
def test_guessing_is_stopped_even_when_the_right_password_comes_last(client: Client) -> None:
    person(Role.INSPECTOR)
    for _ in range(3):
        client.post("/account/login/", {"login": "inspector@example.org", "password": "wrong"})
    answer = client.post("/account/login/", {"login": "inspector@example.org", "password": PASSWORD})
    assert answer.status_code == 429
    assert "Wait 15 minutes" in answer.text


def test_changing_the_password(client: Client) -> None:
    sign_in(client, Role.INSPECTOR)
    short = {"oldpassword": PASSWORD, "password1": "short", "password2": "short"}
    assert "at least 12 characters." in client.post("/account/password/change/", short).text
    new = "another long phrase"
    client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    sent = Client().post("/account/login/", {"login": "inspector@example.org", "password": new})
    assert sent.status_code == 302


def test_who_holds_no_role_is_told_so(client: Client) -> None:
    assert "You have no role that opens a page here." in sign_in(client, None).get("/").text
