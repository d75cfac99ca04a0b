"""A comparison from the question to its report, as a policy analyst asks it: by keyboard, and read on a phone."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from inspectorate.webapp.accounts.roles import Role

SMALL = {"Services": "2", "Years": "1", "Runs of each regime": "20", "Runs of each policy": "3"}


def test_a_comparison_is_asked_for_waited_for_and_read(
    page_as: Callable[[Role | None], Page], axe: Callable[[Page], list[str]]
) -> None:
    """1. A policy analyst leaves one regime out, makes the question small and asks it with the keyboard.
    2. The page waits by itself for the worker, and goes on to what came out.
    3. The caution stands on top; each picture's table, the files and the report are there, on a phone too.
    """
    page = page_as(Role.POLICY_ANALYST)
    page.goto("/laboratory/")
    page.get_by_role("button", name="Compare regimes").press("Enter")
    page.get_by_label("The system announced in February 2017, newest edition (February 2017)", exact=True).press(
        "Space"
    )
    for label, value in SMALL.items():
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_role("button", name="Compare").press("Enter")
    expect(page.get_by_role("heading", name="Comparing regimes")).to_be_visible()
    assert axe(page) == []

    expect(page.get_by_text("These results describe the stated model")).to_be_visible(timeout=180_000)
    expect(page.get_by_role("table", name="Harm, and the least that is possible")).to_be_visible()
    assert axe(page) == []
    page.set_viewport_size({"width": 375, "height": 800})
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    with page.expect_download() as kept:
        page.get_by_role("link", name="Report (PDF)").click()
    assert kept.value.path().read_bytes().startswith(b"%PDF")
    page.get_by_role("link", name="Report to print").click()
    expect(page.get_by_role("heading", name="To get the same again")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
