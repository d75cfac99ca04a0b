"""A comparison from the question to its report, as a policy analyst asks it: by keyboard, and read on a phone."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from inspectorate.webapp.accounts.roles import Role

LONG = (
    ("Numbers by deprivation", "Who lives with it: by deprivation"),
    ("Numbers by month", "When would each regime have seen a fall?"),
    ("Numbers for each thing that is wrong", "Does it hold where the model is wrong?"),
    ("Visits, what they found, and what they took", "What else was counted"),
    ("Every parameter, where it comes from, and how sure that is", "The model: authorities with three areas"),
)
"""What a long table stands behind, and its name."""
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


def test_a_finished_comparison_is_short_on_a_phone_without_scripts_and_nothing_is_lost(
    page_as: Callable[[Role | None], Page], browser: Browser, site: str
) -> None:
    """1. A policy analyst whose phone runs no scripts opens the comparison of the example country.
    2. Its long tables are folded away; the keyboard opens each.
    3. The picture of the fall moves inside its own frame, by keyboard too, and the page never moves sideways.
    """
    known = page_as(Role.POLICY_ANALYST)
    known.goto("/laboratory/")
    address = known.get_by_role("row").get_by_role("link").last.get_attribute("href")
    phone = browser.new_context(
        base_url=site,
        storage_state=known.context.storage_state(),
        viewport={"width": 375, "height": 800},
        java_script_enabled=False,
    )
    page = phone.new_page()
    page.goto(address or "")
    assert page.evaluate("document.documentElement.scrollHeight") < 14_000
    for words, name in LONG:
        table = page.get_by_role("table", name=name)
        expect(table).to_be_hidden()
        page.locator("summary", has_text=words).press("Enter")
        expect(table).to_be_visible()
    picture = page.get_by_role("region", name="Chance that the fall has been seen, by month")
    assert picture.evaluate("frame => frame.scrollWidth > frame.clientWidth && frame.scrollLeft === 0")
    picture.press("ArrowRight")
    expect(picture).not_to_have_js_property("scrollLeft", 0)  # asked from outside: no script may wait in this page
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    phone.close()
