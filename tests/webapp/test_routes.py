"""Who gets in where: each page says which permission it requires, and nobody without it sees it."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from tests.browser.routes import PAGES, Page

from inspectorate.example.people import email
from inspectorate.webapp.accounts.models import User
from inspectorate.webapp.accounts.permissions import Permission
from inspectorate.webapp.accounts.roles import ROLES, Role
from inspectorate.webapp.design.access import permission_of

# Pages without a permission of their own, each with the reason. Whoever adds one decides that anybody may open it.
OPEN: dict[str, str] = {
    "publication:reports": "what is published is for everybody",
    "publication:report": "what is published is for everybody",
    "publication:version": "what is published is for everybody",
    "publication:document": "what is published is for everybody",
    "publication:chain": "everybody may check that nothing was changed",
    "publication:chain_json": "everybody may check that nothing was changed",
    "publication:one_word": "statistics of what is published are for everybody",
    "publication:one_word_file": "statistics of what is published are for everybody",
    "publication:after_judgements": "statistics of what is published are for everybody",
    "publication:after_judgements_file": "statistics of what is published are for everybody",
    "programme:plan_feed": "the secret in the address is the proof",
    "home": "goes to the person's own first page, or to sign in",
    "account_login": "who signs in has not signed in",
    "account_logout": "everybody may leave",
    "account_inactive": "tells somebody whose account is closed so",
    "account_change_password": "everybody who signed in may change their own password",
    "account_password_by_link": "the link is the proof",
    "account_reauthenticate": "whoever signed in shows that it is they",
    "casework:device": "what somebody wrote in this browser is theirs to read, whatever their roles are now",
    "mfa_index": "everybody who signed in may set up a second step",
    "mfa_authenticate": "the second step of signing in",
    "mfa_reauthenticate": "whoever signed in shows that it is they",
    "mfa_activate_totp": "everybody who signed in may set up a second step",
    "mfa_deactivate_totp": "one's own second step",
    "mfa_view_recovery_codes": "one's own recovery codes",
    "mfa_generate_recovery_codes": "one's own recovery codes",
    "mfa_download_recovery_codes": "one's own recovery codes",
}


def routes() -> dict[str, Permission | None]:
    """Every route by its name, with the permission that its page declares."""
    return dict(_below(get_resolver().url_patterns, ()))


def _below(
    patterns: list[URLPattern | URLResolver], namespaces: tuple[str, ...]
) -> Iterator[tuple[str, Permission | None]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _below(pattern.url_patterns, (*namespaces, *filter(None, [pattern.namespace])))
        else:
            yield ":".join((*namespaces, str(pattern.name))), permission_of(pattern.callback)


# Pages of one case: a permission alone opens none of them, one needs a part in the case as well. Who has which part may
# do what is tried in tests/casework/test_matrix.py.
BY_PART = frozenset(page.id for page in PAGES if page.route.startswith("casework:") and "slug" in page.arguments)
GUARDED = [page for page in PAGES if page.route not in OPEN]
REQUIRED = routes()


def client_of(role: Role | None) -> Client:
    client = Client()
    if role is not None:
        client.force_login(User.objects.get(email=email(role)), "allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_a_route_requires_a_permission_or_is_open_for_a_reason() -> None:
    undeclared = {name for name, permission in REQUIRED.items() if permission is None}
    assert undeclared == set(OPEN)


@pytest.mark.one_database
@pytest.mark.django_db
@pytest.mark.usefixtures("example")
@pytest.mark.parametrize("page", GUARDED, ids=lambda page: page.id)
def test_a_visitor_is_sent_to_sign_in(page: Page) -> None:
    answer = client_of(None).get(page.address)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/login/?next=")


@pytest.mark.slow
@pytest.mark.one_database
@pytest.mark.django_db
@pytest.mark.usefixtures("example")
@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_a_role_opens_the_pages_that_its_permissions_name_and_no_other(role: Role) -> None:
    client = client_of(role)
    answers = {page.id: client.get(page.address).status_code for page in PAGES}
    assert {page: status for page, status in answers.items() if status not in (200, 302, 403, 404)} == {}
    held = {page.id: REQUIRED[page.route] in ROLES[role].permissions for page in GUARDED}
    refused = {page.id: answers[page.id] == 403 for page in GUARDED}
    assert {page for page, is_refused in refused.items() if not held[page] and not is_refused} == set()
    assert {page for page, is_refused in refused.items() if held[page] and is_refused and page not in BY_PART} == set()
