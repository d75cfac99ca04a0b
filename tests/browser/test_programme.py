"""From the due list to a decision, as a scheduler does it, with script and by keyboard."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from inspectorate.webapp.accounts.roles import Role


def test_reasons_open_in_their_row(page_as: Callable[[Role | None], Page], axe: Callable[[Page], list[str]]) -> None:
    page = page_as(Role.SCHEDULER)
    page.goto("/due/")
    row = page.locator("tbody tr").first
    reasons = row.get_by_role("link", name="All reasons")
    reasons.focus()
    page.keyboard.press("Enter")
    expect(row.get_by_text("What would change this")).to_be_visible()
    assert page.url.endswith("/due/")
    assert axe(page) == []


def test_a_decision_from_the_list_to_its_end(
    page_as: Callable[[Role | None], Page], axe: Callable[[Page], list[str]]
) -> None:
    page = page_as(Role.SCHEDULER)
    page.goto("/due/?event=standard")
    href = page.locator("tbody tr").first.get_by_role("link", name="All reasons").get_attribute("href")
    assert href is not None
    page.goto(href)
    assert axe(page) == []
    page.get_by_role("link", name="Pause").click()
    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    assert page.title().startswith("Error: Pause")
    assert axe(page) == []
    until = page.get_by_role("group", name="Day on which it goes on")
    for part, value in (("Day", "1"), ("Month", "June"), ("Year", "2090")):
        until.get_by_label(part, exact=True).fill(value)
    page.get_by_label("Why", exact=True).fill("The building is flooded")
    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_role("alert")).to_contain_text("Paused. The decision is recorded.")
    row = page.locator("#decisions + table tbody tr", has_text="The building is flooded")
    row.get_by_role("link", name="End").click()
    page.get_by_label("Why it ends").fill("It was dry after all")
    page.get_by_role("button", name="End the decision").click()
    expect(page.get_by_role("alert")).to_contain_text("The decision is ended.")
    expect(page.locator("#decisions + table")).to_contain_text("It was dry after all")


def test_an_event_is_moved_by_keyboard_alone(
    page_as: Callable[[Role | None], Page], axe: Callable[[Page], list[str]]
) -> None:
    """From the table to the event, the price of another week, and a proposed plan."""
    page = page_as(Role.SCHEDULER)
    page.goto("/plan/1/")
    # The first events can go nowhere else: their windows end, or everybody is away with somebody else.
    page.locator("table.app-due tbody a").last.focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Move to another week").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="See what it changes").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What it would change")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Propose this change").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("The change is proposed")
    expect(page.get_by_role("heading", name="What it changes")).to_be_visible()
    expect(page.get_by_role("button", name="Accept plan")).to_be_visible()
    assert axe(page) == []
