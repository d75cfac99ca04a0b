"""What readers see when something is missing, was open too long, or went wrong."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from inspectorate.webapp import urls


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
def test_a_form_that_was_open_too_long_says_what_is_kept() -> None:
    answer = Client(enforce_csrf_checks=True).post("/account/login/", {})
    assert answer.status_code == 403
    assert "What you sent was not saved." in answer.content.decode()


def test_a_failure_gives_a_code_to_pass_on_and_no_detail() -> None:
    """Without a database: it may be what failed."""
    answer = Client(raise_request_exception=False).get("/example/broken/")
    text = answer.content.decode()
    assert answer.status_code == 500
    assert answer.headers["X-Request-ID"] in text
    assert "secret" not in text
