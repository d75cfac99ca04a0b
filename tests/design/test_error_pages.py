"""What readers see when something is missing, was open too long, or went wrong."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from tests.accounts.people import person

from inspectorate.webapp import urls
from inspectorate.webapp.accounts.roles import Role


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a secret of the software")


handler403, handler404, handler500 = urls.handler403, urls.handler404, urls.handler500
urlpatterns = [path("", include("inspectorate.webapp.urls")), path("example/broken/", broken)]


@pytest.fixture(autouse=True)
def _pages(settings) -> None:
    settings.ROOT_URLCONF = __name__


@pytest.mark.django_db
def test_a_missing_page_says_what_to_check() -> None:
    answer = Client().get("/no-such-page/")
    assert answer.status_code == 404
    assert "check it is correct" in answer.content.decode()


@pytest.mark.django_db
def test_a_form_that_was_open_too_long_says_what_to_do_and_what_is_kept() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/account/login/", {})
    assert answer.status_code == 403
    text = answer.content.decode()
    assert "What you sent was not saved." in text
    assert "Go back, and load the page again" in text
    assert "what you typed is kept on this device" in text
    client.force_login(person(Role.INSPECTOR), "allauth.account.auth_backends.AuthenticationBackend")
    text = client.post("/faults/new/", {}, headers={"Referer": "http://testserver/faults/new/?page=/due/"}).text
    assert '<a class="govuk-link" href="http://testserver/faults/new/?page=/due/">Open the page again</a>' in text
    elsewhere = client.post("/faults/new/", {}, headers={"Referer": "https://example.org/faults/new/"}).text
    assert "example.org/faults" not in elsewhere


def test_a_failure_gives_a_code_to_pass_on_and_no_detail() -> None:
    """Without a database: it may be what failed."""
    answer = Client(raise_request_exception=False).get("/example/broken/")
    text = answer.content.decode()
    assert answer.status_code == 500
    assert answer.headers["X-Request-ID"] in text
    assert "secret" not in text
