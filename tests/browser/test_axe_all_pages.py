"""Every page, as its reader meets it: no accessibility fault, nothing in the console, nothing wider than a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from tests.browser import routes

from inspectorate.webapp.accounts.roles import Role

DESKTOP, PHONE, SMALLEST = 1280, 390, 320


@pytest.mark.parametrize("place", routes.PAGES, ids=lambda place: place.id)
def test_a_page_is_accessible_quiet_and_narrow_enough(
    place: routes.Page, page_as: Callable[[Role | None], Page], axe: Callable[[Page], list[str]]
) -> None:
    page = page_as(place.role)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))

    page.set_viewport_size({"width": DESKTOP, "height": 900})
    answer = page.goto(place.address)
    assert answer is not None
    assert answer.status == 200
    found = axe(page)
    page.set_viewport_size({"width": PHONE, "height": 844})
    found += [f"on a phone: {line}" for line in axe(page)]
    page.set_viewport_size({"width": SMALLEST, "height": 640})

    assert found == []
    assert said == []
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALLEST
