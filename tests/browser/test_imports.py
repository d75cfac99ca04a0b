"""Sending a file, as an analyst does: the page waits by itself for the worker, and says what became of the file."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from inspectorate.webapp.accounts.roles import Role

GOOD = (
    "Local authority name,Inspection type,Inspection start date,Publication date,Overall effectiveness\n"
    "Nowhere at all,ILACS Standard Inspection,07/03/2022,18/05/2022,Good\n"
)


def send(page: Page, path: Path) -> None:
    page.goto("/imports/")
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Load the file").click()


def test_a_file_is_read_and_its_unknown_name_is_settled(
    page_as: Callable[[Role | None], Page], axe: Callable[[Page], list[str]], tmp_path: Path
) -> None:
    path = tmp_path / "small.csv"
    path.write_text(GOOD)
    page = page_as(Role.ANALYST)
    send(page, path)
    expect(page.get_by_role("heading", name="small.csv")).to_be_visible(timeout=20_000)
    expect(page.get_by_text("No authority on the register is called “Nowhere at all”.")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("link", name="Say what it means").click()
    page.get_by_label("Which authority is it?").select_option("X00000000")
    page.get_by_role("button", name="Save what it means").click()
    page.get_by_role("button", name="Run the file again").click()
    expect(page.get_by_text("Nothing: everything was taken.")).to_be_visible(timeout=20_000)
    page.get_by_role("link", name="Reverse this import").click()
    assert axe(page) == []
    page.get_by_role("button", name="Reverse").click()
    expect(page.get_by_role("alert")).to_contain_text("is reversed")


def test_a_file_that_cannot_be_read_is_an_error_on_the_screen(
    page_as: Callable[[Role | None], Page], axe: Callable[[Page], list[str]], tmp_path: Path
) -> None:
    path = tmp_path / "noise.ods"
    path.write_bytes(b"PK\x03\x04" + bytes(range(256)) * 40)
    page = page_as(Role.ANALYST)
    send(page, path)
    expect(page.get_by_role("alert")).to_contain_text("noise.ods", timeout=20_000)
    assert axe(page) == []
    page.get_by_role("link", name="Load another file").click()
    expect(page.get_by_role("heading", name="Sent, and not on record")).to_be_visible()
    assert axe(page) == []


def test_a_page_that_waits_has_no_fault(
    page_as: Callable[[Role | None], Page], axe: Callable[[Page], list[str]], tmp_path: Path
) -> None:
    """The page is kept as it was sent while the job waits: axe looks at it after its own requests are stopped."""
    path = tmp_path / "small.csv"
    path.write_text(GOOD)
    page = page_as(Role.ANALYST)
    page.route(
        "**/imports/jobs/**",
        lambda route: route.abort() if route.request.headers.get("hx-request") else route.continue_(),
    )
    send(page, path)
    page.wait_for_load_state()
    assert axe(page) == []
