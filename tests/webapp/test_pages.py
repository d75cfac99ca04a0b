"""What every rendered page promises: it runs under the strict content policy, says what it is, asks no queries in
loops, nor many."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.browser.routes import PAGES, Page
from zeal import NPlusOneError, zeal_context

from inspectorate.webapp.accounts.models import Membership
from inspectorate.webapp.accounts.roles import Role

from .test_routes import client_of

MOST_QUERIES = 30

SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL)
# GOV.UK Frontend's one line, which the policy allows by its hash.
JS_ENABLED = (
    "document.body.className += ' js-enabled' + "
    "('noModule' in HTMLScriptElement.prototype ? ' govuk-frontend-supported' : '');"
)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as its reader gets it, and the questions that it put to the database."""

    status: int
    text: str
    queries: tuple[str, ...]


@pytest.fixture(scope="module")
def rendered(example: None, zeal: None) -> Callable[[Page], Rendered]:
    """Each page once, whichever test asks for it first."""
    known: dict[tuple[Role | None, str], Rendered] = {}

    def of(page: Page) -> Rendered:
        key = page.role, page.address
        if key not in known:
            known[key] = _render(page)
        return known[key]

    return of


def _render(page: Page) -> Rendered:
    client = client_of(page.role)
    # One context a request: signing in and asking read the session once each.
    with zeal_context(), CaptureQueriesContext(connection) as queries:
        answer = client.get(page.address)
    return Rendered(
        answer.status_code, answer.content.decode(), tuple(query["sql"][:200] for query in queries.captured_queries)
    )


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id)
def test_a_page_asks_the_database_at_most_thirty_times(page: Page, rendered: Callable[[Page], Rendered]) -> None:
    found = rendered(page)
    assert found.status == 200
    assert len(found.queries) <= MOST_QUERIES, "\n".join(found.queries)


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id)
def test_a_page_keeps_the_promises(page: Page, rendered: Callable[[Page], Rendered]) -> None:
    text = rendered(page).text
    inline = [found["code"].strip() for found in SCRIPT.finditer(text) if "src=" not in found["attributes"]]
    assert inline in ([], [JS_ENABLED])
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=\"|javascript:", text) == []
    assert len(re.findall(r"<h1[\s>]", text)) == 1
    title = re.search(r"<title[^>]*>\s*(.*?)\s*</title>", text, re.DOTALL)
    assert title is not None
    assert title[1].endswith(" – Inspectorate") or title[1] == "Inspectorate"
    assert not title[1].startswith("–")
    assert re.search(r"<html[^>]* lang=\"en\"", text)


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id)
def test_a_page_shows_no_value_of_the_software(page: Page, rendered: Callable[[Page], Rendered]) -> None:
    """What is unknown is said in words. "None" may be a word: in an address, an attribute or a list it is not."""
    shown = rendered(page).text
    assert re.findall(r"[=\[(, ]None[\"&\]),]|\bnan\b|object at 0x|Undefined|datetime\.date", shown) == []


def test_the_policy_allows_that_line_and_no_other() -> None:
    import base64
    import hashlib

    from django.conf import settings

    digest = base64.b64encode(hashlib.sha256(JS_ENABLED.encode()).digest()).decode()
    sources = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["script-src"]
    assert f"'sha256-{digest}'" in sources
    assert not any("unsafe" in source for source in sources)


@pytest.mark.django_db
@pytest.mark.usefixtures("example", "zeal")
def test_the_watch_over_queries_sees_a_loop() -> None:
    with zeal_context(), pytest.raises(NPlusOneError):
        [membership.user.name for membership in Membership.objects.all()]
