"""Setting a second step up, signing in with it and turning it off, as a person does; no page has an accessibility
fault."""

import time
from collections.abc import Callable

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, Page, expect

from inspectorate.example.people import PASSWORD, email
from inspectorate.webapp.accounts.roles import Role

# Nobody else signs in as this one: the account changes on the way.
ROLE = Role.REGISTERED_MANAGER


def enter_password(page: Page) -> None:
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()


def enter_code(page: Page, secret: str, button: str) -> None:
    shown = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    page.get_by_label("Code", exact=True).fill(str(shown))
    page.get_by_role("button", name=button).click()


def test_two_steps(browser: Browser, site: str, axe: Callable[[Page], list[str]]) -> None:
    context = browser.new_context(base_url=site, locale="en-GB", viewport={"width": 390, "height": 844})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.goto("/account/login/")
    page.get_by_label("Email").fill(email(ROLE))
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Two-step sign-in").click()
    page.get_by_role("button", name="Set it up").click()
    enter_password(page)
    expect(page.get_by_role("img", name="A square code that holds the key beneath")).to_be_visible()
    assert axe(page) == []
    secret = page.locator("code.app-hash").inner_text()
    enter_code(page, secret, "Turn it on")
    expect(page.get_by_text("10 of 10 are left.")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    recovery = page.locator(".app-codes code").first.inner_text()
    page.get_by_role("link", name="Make new ones").click()
    assert axe(page) == []

    page.get_by_role("button", name="Sign out").first.click()
    page.goto("/account/login/")
    page.get_by_label("Email").fill(email(ROLE))
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    assert axe(page) == []
    page.get_by_label("Code", exact=True).fill(recovery)
    page.get_by_role("button", name="Sign in").click()
    page.goto("/account/two-steps/")
    assert axe(page) == []
    page.get_by_role("link", name="Turn two-step sign-in off").click()
    assert axe(page) == []
    enter_password(page)
    assert axe(page) == []
    page.get_by_role("button", name="Turn it off").click()
    expect(page.get_by_text("It is off.")).to_be_visible()
    assert said == []
    context.close()
