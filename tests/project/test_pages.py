"""Guards over all pages: none is forgotten, none fails for any role, none asks the database too often."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker
from tests.browser.addresses import named_routes
from tests.browser.routes import NOT_PAGES, PAGES, Page
from typer.testing import CliRunner

from inspectorate.cli import build
from inspectorate.example.people import email
from inspectorate.webapp.accounts.models import User
from inspectorate.webapp.accounts.roles import Role

MOST_QUERIES = 30


@pytest.fixture(scope="module")
def _example(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The example country for this module alone: loaded inside a transaction that is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        loaded = CliRunner().invoke(build(), ["example", "load"], catch_exceptions=False)
        assert loaded.exit_code == 0, loaded.output
        yield
        transaction.set_rollback(True)


def client_of(role: Role | None) -> Client:
    client = Client()
    if role is not None:
        client.force_login(User.objects.get(email=email(role)), "allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_every_route_is_in_one_of_the_tables() -> None:
    assert named_routes() == {page.route for page in PAGES} | set(NOT_PAGES)
    assert not {page.route for page in PAGES} & set(NOT_PAGES)


@pytest.mark.django_db
@pytest.mark.usefixtures("_example")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id)
def test_a_page_asks_the_database_at_most_thirty_times(page: Page) -> None:
    client = client_of(page.role)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.get(page.address, follow=True)
    assert answer.status_code == 200
    assert len(queries) <= MOST_QUERIES, "\n".join(query["sql"][:200] for query in queries)
