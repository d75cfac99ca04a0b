"""What waits on a device, in a real browser: its writer reads, copies, downloads and sends it; nobody else sees it.

1. A note, a file and a report of a fault wait; the page lists them and removes none of them.
2. What others wrote there is counted and not shown.
3. The part of an inspector in a case ends while their note waits: they read it there, and send it.
4. Somebody signs in again in another tab: the form is refused, its text waits and is offered again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from tests.browser.conftest import _sign_in
from tests.browser.test_notebook import NOTES, ROWS, opened

from inspectorate.webapp.accounts.roles import Role

DEVICE, CHECKED = "/device/", "/cases/checked/"
TABLES = ("versions", "files", "faults")
WORDS = "The lock of the back door is broken."


@pytest.fixture
def context(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """A device of its own, on which the lead inspector is signed in."""
    made = browser.new_context(base_url=site, locale="en-GB", timezone_id="Europe/London")
    _sign_in(made, Role.LEAD_INSPECTOR)
    yield made
    made.close()


def write(page: Page, words: str) -> None:
    """Into the notebook, until the device has kept it."""
    page.locator("#text").fill(words)
    expect(page.locator("#notebook")).to_have_attribute("data-kept", str(len(words)), timeout=20_000)


def leave_waiting(context: BrowserContext) -> None:
    """A note with a file, and a report of a fault, on a device whose notebook was closed before they were sent."""
    page = opened(context)
    page.route("**/*", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.locator("#files").set_input_files({"name": "door.png", "mimeType": "image/png", "buffer": b"x" * 2400})
    write(page, WORDS)
    page.locator("#notebook").get_by_text("Report a fault of this software").click()
    page.locator("#fault").fill("Nothing is sent.")
    page.get_by_role("button", name="Report the fault").click()
    expect(page.locator("#notebook")).to_have_attribute("data-waiting", "3", timeout=20_000)
    page.close()


def refuse(route: Route) -> None:
    """As the server does where a case was cancelled."""
    refused = {
        one["id"]: "This case takes no evidence at its stage." for one in route.request.post_data_json["versions"]
    }
    route.fulfill(json={"kept": [], "kept_as": {}, "refused": refused, "forked": []})


def at_device(context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto(DEVICE)
    expect(page.locator("#state")).not_to_contain_text("needs scripts")
    return page


def test_what_waits_is_read_and_downloaded_and_stays(
    context: BrowserContext, tmp_path: Path, axe: Callable[[Page], list[str]]
) -> None:
    leave_waiting(context)
    page = at_device(context)
    expect(page.locator("#state")).to_have_text("Not confirmed by the server: 1 note, 1 file, 1 report of a fault.")
    expect(page.get_by_role("heading", name="Case notebook")).to_be_visible()
    expect(page.get_by_text(WORDS)).to_be_visible()
    expect(page.get_by_text("2 kB. The server has not confirmed it.")).to_be_visible()
    expect(page.get_by_text("Nothing is sent.")).to_be_visible()
    with page.expect_download() as begun:
        page.get_by_role("button", name="Download door.png").click()
    begun.value.save_as(tmp_path / "door.png")
    assert (tmp_path / "door.png").read_bytes() == b"x" * 2400
    assert axe(page) == []
    page.route("**/*", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.route(f"**{NOTES}", refuse)
    page.get_by_role("button", name="Send it now").click()
    expect(page.get_by_text("This case takes no evidence at its stage.")).to_be_visible()
    expect(page.get_by_text("The server does not answer.").first).to_be_visible()
    assert [len(page.evaluate(ROWS, table)) for table in TABLES] == [1, 1, 1]


def test_what_others_wrote_is_counted_and_not_shown(context: BrowserContext) -> None:
    leave_waiting(context)
    context.clear_cookies()
    _sign_in(context, Role.INSPECTOR)
    page = at_device(context)
    expect(page.locator("#state")).to_have_text("Nothing of yours waits on this device.")
    expect(page.locator("#others")).to_contain_text("of other people that wait on this device: 3.")
    expect(page.get_by_role("button", name="Send it now")).to_be_hidden()
    assert WORDS not in page.content()


def test_what_waits_though_ones_part_has_ended_is_sent_and_marked(
    browser: Browser, site: str, context: BrowserContext
) -> None:
    device = browser.new_context(base_url=site, locale="en-GB")
    _sign_in(device, Role.INSPECTOR)
    page = device.new_page()
    page.route("**/cases/checked/notes/", lambda route: route.abort())
    page.goto(f"{CHECKED}notebook/")
    page.wait_for_selector("[data-ready=yes]")
    write(page, "Seen on the last day.")
    page.close()
    end_part(browser, site)
    page = at_device(device)
    expect(page.get_by_text("Seen on the last day.")).to_be_visible()
    page.get_by_role("button", name="Send it now").click()
    expect(page.locator("#state")).to_have_text("Nothing of yours waits on this device.")
    answer = page.goto(f"{CHECKED}notebook/")
    assert answer is not None
    assert answer.status == 404
    device.close()
    lead = context.new_page()
    lead.goto(f"{CHECKED}evidence/")
    note = lead.locator(".app-note", has_text="Seen on the last day.")
    expect(note).to_contain_text("sent after their part in the case had ended")


def end_part(browser: Browser, site: str) -> None:
    """The scheduler ends the inspector's part in the case that is being checked."""
    context = browser.new_context(base_url=site, locale="en-GB")
    _sign_in(context, Role.SCHEDULER)
    page = context.new_page()
    page.goto(f"{CHECKED}team/")
    page.get_by_role("button", name="End the part of Ines Gorsedale").click()
    expect(page.get_by_text("has no part in this case any more")).to_be_visible()
    context.close()


def test_a_form_sent_after_signing_in_again_says_where_its_text_is(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/faults/new/")
    page.wait_for_selector("form[data-ready=yes]")
    page.locator("textarea").fill(WORDS)
    expect(page.locator("form[data-ready=yes]")).to_have_attribute("data-kept", str(len(WORDS)))
    context.clear_cookies()
    _sign_in(context, Role.LEAD_INSPECTOR)
    page.get_by_role("button", name="Report the fault").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What you sent was not taken in")
    page.locator("main").get_by_role("link", name="What waits on this device").click()
    expect(page.locator("#state")).to_have_text("Not confirmed by the server: 1 text from a form.")
    expect(page.get_by_text(WORDS)).to_be_visible()
    page.get_by_role("link", name="Open /faults/new/").click()
    page.get_by_role("button", name="Put it back").click()
    expect(page.locator("textarea")).to_have_value(WORDS)


def test_without_scripts_the_page_says_what_it_needs(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    _sign_in(context, Role.DIRECTOR)
    page = context.new_page()
    page.goto(DEVICE)
    expect(page.get_by_text("This page needs scripts")).to_be_visible()
    context.close()


def test_the_notebook_leads_there(context: BrowserContext) -> None:
    page = opened(context)
    page.locator("#notebook").get_by_role("link", name="What waits on this device").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What waits on this device")
