"""What every rendered page promises: it runs under the strict content policy, says what it is, asks no queries in
loops."""

import re

import pytest
from tests.browser.routes import PAGES, Page
from zeal import NPlusOneError, zeal_context

from inspectorate.webapp.accounts.models import Membership

from .test_routes import client_of

SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL)
# GOV.UK Frontend's one line, which the policy allows by its hash.
JS_ENABLED = (
    "document.body.className += ' js-enabled' + "
    "('noModule' in HTMLScriptElement.prototype ? ' govuk-frontend-supported' : '');"
)


def text_of(page: Page) -> str:
    client = client_of(page.role)
    # One context a request: signing in and asking read the session once each.
    with zeal_context():
        return client.get(page.address).content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("example", "zeal")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id)
def test_a_page_keeps_the_promises(page: Page) -> None:
    text = text_of(page)
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
@pytest.mark.usefixtures("example", "zeal")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id)
def test_a_page_shows_no_value_of_the_software(page: Page) -> None:
    """What is unknown is said in words. "None" may be a word: in an address, an attribute or a list it is not."""
    assert re.findall(r"[=\[(, ]None[\"&\]),]|\bnan\b|object at 0x|Undefined|datetime\.date", text_of(page)) == []


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
