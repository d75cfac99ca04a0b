"""What is typed into a form in a real browser outlives the page, the connection and the sign-in, until it is sent."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browser.conftest import _sign_in

from inspectorate.webapp.accounts.roles import Role

FORM, OTHER = "/faults/new/", "/cases/notebook/findings/new/"
WORDS = "The page froze while I wrote about the front door."


@pytest.fixture
def context(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """A device of its own, on which the lead inspector is signed in."""
    made = browser.new_context(base_url=site, locale="en-GB")
    _sign_in(made, Role.LEAD_INSPECTOR)
    yield made
    made.close()


def opened(context: BrowserContext, address: str = FORM) -> Page:
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("form[data-ready=yes]")
    return page


def write(page: Page, words: str = WORDS) -> None:
    page.locator("textarea").first.fill(words)
    expect(page.locator("form[data-ready=yes]")).to_have_attribute("data-kept", str(len(words)))


def offered(page: Page) -> list[str]:
    return page.locator("section[aria-label='Text that was not sent'] .app-text").all_inner_texts()


def test_what_was_typed_on_a_page_that_is_gone_is_put_back(context: BrowserContext) -> None:
    first = opened(context)
    write(first)
    first.close()
    page = opened(context)
    assert offered(page) == [WORDS]
    page.get_by_role("button", name="Put it back").click()
    expect(page.locator("textarea")).to_have_value(WORDS)
    expect(page.locator("section[aria-label='Text that was not sent']")).to_have_count(0)
    page.close()
    assert offered(opened(context)) == [WORDS]  # put back is not sent


def test_what_the_server_has_is_offered_no_more(context: BrowserContext) -> None:
    page = opened(context)
    write(page)
    page.get_by_role("button", name="Report the fault").click()
    page.wait_for_url("**/faults/")
    assert offered(opened(context)) == []


def test_a_form_that_was_refused_offers_nothing_that_it_still_shows(context: BrowserContext) -> None:
    page = opened(context, OTHER)
    write(page)  # neither its kind nor its area is chosen
    page.get_by_role("button", name="Keep the finding").click()
    page.wait_for_selector(".govuk-error-summary")
    page.wait_for_selector("form[data-ready=yes]")
    expect(page.locator("textarea").first).to_have_value(WORDS)
    assert offered(page) == []
    page.close()
    assert offered(opened(context, OTHER)) == [WORDS]


def test_a_sign_in_that_ended_takes_nothing_away(context: BrowserContext) -> None:
    page = opened(context)
    write(page)
    context.clear_cookies()
    page.get_by_role("button", name="Report the fault").click()
    page.wait_for_load_state()
    page.close()
    _sign_in(context, Role.LEAD_INSPECTOR)
    assert offered(opened(context)) == [WORDS]


def test_without_a_connection_it_waits(context: BrowserContext) -> None:
    page = opened(context)
    write(page)
    context.set_offline(True)
    page.get_by_role("button", name="Report the fault").click()
    page.close()
    context.set_offline(False)
    assert offered(opened(context)) == [WORDS]


def test_nobody_else_is_offered_it(context: BrowserContext) -> None:
    page = opened(context)
    write(page)
    page.close()
    context.clear_cookies()
    _sign_in(context, Role.INSPECTOR)
    assert offered(opened(context)) == []


def test_what_another_tab_is_writing_is_not_offered_here(context: BrowserContext) -> None:
    write(opened(context))
    assert offered(opened(context)) == []


def test_what_is_thrown_away_is_gone(context: BrowserContext) -> None:
    page = opened(context)
    write(page)
    page.close()
    page = opened(context)
    page.get_by_role("button", name="Throw it away").click()
    expect(page.locator("section[aria-label='Text that was not sent']")).to_have_count(0)
    assert offered(opened(context)) == []


def test_what_the_server_has_and_never_said_so_is_taken_in_once(context: BrowserContext) -> None:
    page = opened(context, OTHER)
    page.locator("[name=kind]").first.check()
    write(page, "Letters wait, and nobody reads them.")
    page.route(f"**{OTHER}", lambda route: (route.fetch(max_redirects=0), route.abort()), times=1)
    page.get_by_role("button", name="Keep the finding").click()
    page.wait_for_timeout(1000)
    page.close()
    context.clear_cookies(name=re.compile("^received-"))  # the answer was lost, and with it the receipt
    again = opened(context, OTHER)
    again.get_by_role("button", name="Put it back").click()
    again.get_by_role("button", name="Keep the finding").click()
    again.wait_for_url("**/findings/")
    expect(again.get_by_text("Letters wait, and nobody reads them.", exact=True)).to_have_count(1)
    assert offered(opened(context, OTHER)) == []
