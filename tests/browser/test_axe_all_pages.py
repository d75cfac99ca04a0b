"""Every page, as its reader meets it: no accessibility fault, nothing in the console, nothing wider than a phone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import BrowserContext, Page
from tests.browser import routes

from inspectorate.webapp.accounts.roles import Role

DESKTOP, PHONE, SMALLEST = 1280, 390, 320


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab of somebody's browser; ``said``: errors and warnings of its pages since that was last emptied."""

    page: Page
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on(
            "console", lambda message: self.said.append(message.text) if message.type in ("error", "warning") else None
        )
        self.page.on("pageerror", lambda error: self.said.append(str(error)))


@pytest.fixture(scope="module")
def tab_of(signed_in: Callable[[Role | None], BrowserContext]) -> Iterator[Callable[[Role | None], Tab]]:
    """One tab for each role, which goes from page to page: opening another takes as long as a page."""
    tabs: dict[Role | None, Tab] = {}

    def of(role: Role | None) -> Tab:
        if role not in tabs:
            tabs[role] = Tab(signed_in(role).new_page())
        return tabs[role]

    yield of
    for tab in tabs.values():
        tab.page.close()


@pytest.mark.parametrize("place", routes.PAGES, ids=lambda place: place.id)
def test_a_page_is_accessible_quiet_and_narrow_enough(
    place: routes.Page, tab_of: Callable[[Role | None], Tab], axe: Callable[[Page], list[str]]
) -> None:
    tab = tab_of(place.role)
    page = tab.page
    page.set_viewport_size({"width": DESKTOP, "height": 900})
    tab.said.clear()
    answer = page.goto(place.address)
    assert answer is not None
    assert answer.status == 200
    found = axe(page)
    page.set_viewport_size({"width": PHONE, "height": 844})
    found += [f"on a phone: {line}" for line in axe(page)]
    page.set_viewport_size({"width": SMALLEST, "height": 640})

    assert found == []
    assert tab.said == []
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALLEST
