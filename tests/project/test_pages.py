"""Guards over all pages: none is forgotten, none fails for any role, none asks the database too often."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.browser.addresses import named_routes
from tests.browser.routes import NOT_PAGES, PAGES, Page

from inspectorate.example.people import email
from inspectorate.webapp.accounts.models import User
from inspectorate.webapp.accounts.roles import Role

MOST_QUERIES = 30


def client_of(role: Role | None) -> Client:
    client = Client()
    if role is not None:
        client.force_login(User.objects.get(email=email(role)), "allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_every_route_is_in_one_of_the_tables() -> None:
    assert named_routes() == {page.route for page in PAGES} | set(NOT_PAGES)
    assert not {page.route for page in PAGES} & set(NOT_PAGES)


@pytest.mark.django_db
@pytest.mark.usefixtures("example")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id)
def test_a_page_asks_the_database_at_most_thirty_times(page: Page) -> None:
    client = client_of(page.role)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.get(page.address, follow=True)
    assert answer.status_code == 200
    assert len(queries) <= MOST_QUERIES, "\n".join(query["sql"][:200] for query in queries)
