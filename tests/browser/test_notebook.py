"""The notebook in a real browser: nothing typed is lost between tabs, and nothing that is wrong blocks the rest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from tests.browser.conftest import _sign_in

from inspectorate.webapp.accounts.roles import Role

NOTEBOOK, NOTES = "/cases/notebook/notebook/", "/cases/notebook/notes/"
SEND = "dispatchEvent(new Event('online'))"
ROWS = """(table) => new Promise((resolve) => {
  const asked = indexedDB.open("inspectorate-notebook");
  asked.onsuccess = () => {
    const all = asked.result.transaction(table).objectStore(table).getAll();
    all.onsuccess = () => { asked.result.close(); resolve(all.result); };
  };
})"""
USER = "JSON.parse(document.getElementById('notebook').dataset.start).user"
KEPT_PAGES = """async () => {
  const found = [];
  for (const name of await caches.keys()) for (const one of await (await caches.open(name)).keys()) found.push(one.url);
  return found.filter((url) => url.endsWith("/notebook/"));
}"""


@pytest.fixture
def context(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """A device of its own, on which the lead inspector is signed in."""
    made = browser.new_context(base_url=site, locale="en-GB")
    _sign_in(made, Role.LEAD_INSPECTOR)
    yield made
    made.close()


def opened(context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto(NOTEBOOK)
    page.wait_for_selector("[data-ready=yes]")
    return page


def until(page: Page, asked: str) -> None:
    """Waits until what is asked of the page is so. Playwright's own waiting takes a promise for the answer."""
    for _ in range(200):
        if page.evaluate(asked):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"It is not so after ten seconds: {asked}")


def remembered(page: Page) -> list[dict[str, Any]]:
    """The notes that the device keeps of those that the server told it, once they have come."""
    until(page, f"({ROWS})('notes').then((rows) => rows.length)")
    found: list[dict[str, Any]] = page.evaluate(ROWS, "notes")
    return found


def all_sent(page: Page) -> None:
    expect(page.locator("#notebook")).to_have_attribute("data-waiting", "0", timeout=20_000)


def on_server(page: Page) -> list[str]:
    """The notes as the server has them."""
    return [one["text"] for one in page.request.get(NOTES).json()["notes"]]


def test_what_one_tab_is_writing_no_other_tab_sends(context: BrowserContext) -> None:
    first, second = opened(context), opened(context)
    posted: list[Any] = []
    second.on("request", lambda request: posted.append(request.post_data) if request.method == "POST" else None)
    first.route(f"**{NOTES}", lambda route: route.abort())
    first.locator("#text").press_sequentially("Half of ")
    first.wait_for_timeout(400)
    second.evaluate(SEND)
    first.locator("#text").press_sequentially("a sentence of two tabs.")
    first.unroute(f"**{NOTES}")
    all_sent(first)
    assert posted == []
    assert "Half of a sentence of two tabs." in on_server(first)


def test_a_tab_that_is_gone_leaves_its_words_to_the_others(context: BrowserContext) -> None:
    first, second = opened(context), opened(context)
    first.route(f"**{NOTES}", lambda route: route.abort())
    first.locator("#text").press_sequentially("Left behind by a tab.")
    first.wait_for_timeout(600)
    first.close()
    expect(second.locator("#notebook")).to_have_attribute("data-waiting", "0", timeout=20_000)
    assert "Left behind by a tab." in on_server(second)


def test_while_the_server_does_not_answer_no_copies_pile_up(context: BrowserContext) -> None:
    page = context.new_page()
    page.add_init_script("window.setInterval = () => 0")  # it sends when told to, and at no other time
    page.goto(NOTEBOOK)
    page.wait_for_selector("[data-ready=yes]")
    page.route(f"**{NOTES}", lambda route: route.abort())
    for word in ("one ", "two ", "three ", "four "):
        page.locator("#text").press_sequentially(word)
        page.wait_for_timeout(400)
        with page.expect_event("requestfailed"):
            page.evaluate(SEND)
        page.wait_for_timeout(300)
    assert len(page.evaluate(ROWS, "versions")) == 1
    page.unroute(f"**{NOTES}")
    page.evaluate(SEND)
    all_sent(page)
    assert any(text.startswith("one two three four") for text in on_server(page))


def test_what_arrived_without_an_answer_and_is_written_on_is_kept_in_full(context: BrowserContext) -> None:
    page = opened(context)

    def arrive_unanswered(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route(f"**{NOTES}", arrive_unanswered, times=1)
    with page.expect_event("requestfailed"):
        page.locator("#text").press_sequentially("Arrived. ")
    page.locator("#text").press_sequentially("And went on.")
    page.wait_for_timeout(400)
    all_sent(page)
    (told,) = [one for one in page.request.get(NOTES).json()["notes"] if one["text"].startswith("Arrived. ")]
    assert (told["text"], told["forked"]) == ("Arrived. And went on.", False)


def test_a_day_that_is_none_is_left_out_and_the_page_says_so(context: BrowserContext) -> None:
    page = opened(context)
    expect(page.get_by_text("This is no day of the calendar")).to_be_hidden()
    page.locator("#about_on").evaluate("(day) => { day.max = '2000-01-01'; day.value = '2025-12-01'; }")
    page.locator("#text").press_sequentially("A slip in the year.")
    expect(page.get_by_text("This is no day of the calendar")).to_be_visible()
    page.wait_for_timeout(400)
    all_sent(page)
    (told,) = [one for one in page.request.get(NOTES).json()["notes"] if one["text"] == "A slip in the year."]
    assert told["about_on"] is None


def test_a_note_that_is_too_long_says_why_it_waits_and_keeps_no_other_out(context: BrowserContext) -> None:
    page = opened(context)
    for length in (200_001, 2_700_000):
        page.locator("#text").fill("x" * length)
        page.wait_for_timeout(600)
        page.locator("#new").click()
    page.locator("#text").fill("A short one after long ones.")
    expect(page.locator("#state")).to_contain_text("holds at most 200,000 characters", timeout=20_000)
    expect(page.locator("#notes")).to_contain_text("Not sent: The server does not take this note")
    page.wait_for_timeout(2500)
    assert "A short one after long ones." in on_server(page)
    posted: list[Any] = []
    page.on("request", lambda request: posted.append(request.url) if request.method == "POST" else None)
    page.wait_for_timeout(4500)
    assert posted == [], "what was refused rests for a while, and is not sent every two seconds"


def test_a_report_of_a_fault_is_sent_though_the_notes_are_not(context: BrowserContext) -> None:
    page = opened(context)
    page.route(f"**{NOTES}", lambda route: route.abort())
    page.locator("#text").press_sequentially("Waits.")
    page.locator("#notebook").get_by_text("Report a fault of this software").click()
    page.locator("#fault").fill("Notes are not sent.")
    with page.expect_response("**/faults/device/", timeout=10_000) as answer:
        page.get_by_role("button", name="Report the fault").click()
    assert answer.value.ok


def test_nothing_is_read_aloud_while_nothing_changes(context: BrowserContext) -> None:
    page = opened(context)
    page.locator("#text").press_sequentially("Said once.")
    all_sent(page)
    page.evaluate("""() => { window.said = 0; new MutationObserver(() => window.said++).observe(
        document.getElementById("state"), { childList: true, subtree: true, characterData: true }); }""")
    page.locator("#text").press_sequentially(" And once more.")
    page.wait_for_timeout(5000)
    assert page.evaluate("window.said") == 0
    expect(page.locator("#since")).to_contain_text("ago")


def test_after_signing_out_only_what_waits_stays_on_the_device(context: BrowserContext) -> None:
    page = opened(context)
    until(page, f"({KEPT_PAGES})().then((found) => found.length)")
    assert remembered(page)
    context.clear_cookies()
    page.locator("#text").press_sequentially("Waits for signing in.")
    expect(page.locator("#state")).to_contain_text("signed out", timeout=10_000)
    assert page.evaluate(ROWS, "notes") == []
    assert page.evaluate(KEPT_PAGES) == []
    assert [one["text"] for one in page.evaluate(ROWS, "versions")] == ["Waits for signing in."]


def test_another_user_of_the_device_finds_no_notes_of_the_one_before(context: BrowserContext) -> None:
    page = opened(context)
    assert {one["user"] for one in remembered(page)} == {page.evaluate(USER)}
    context.clear_cookies()
    _sign_in(context, Role.INSPECTOR)
    page.goto(NOTEBOOK)
    page.wait_for_selector("[data-ready=yes]")
    assert {one["user"] for one in remembered(page)} == {page.evaluate(USER)}


def test_nothing_is_typed_before_it_can_be_kept_and_no_server_is_waited_for(context: BrowserContext) -> None:
    page = context.new_page()
    page.route(f"**{NOTES}", lambda route: None)  # a line on which nothing comes back
    page.goto(NOTEBOOK, wait_until="commit")
    assert page.locator("#text").evaluate(
        "(text) => text.matches(':disabled') || 'ready' in text.closest('div[id=notebook]').dataset"
    )
    page.wait_for_selector("[data-ready=yes]")
    page.locator("#text").press_sequentially("Typed while nobody answered.")
    page.wait_for_timeout(600)
    assert [one["text"] for one in page.evaluate(ROWS, "versions")] == ["Typed while nobody answered."]
    page.unroute(f"**{NOTES}")


HOLD_THE_STORE = """() => new Promise((resolve) => {
  const asked = indexedDB.open("inspectorate-notebook");
  asked.onsuccess = () => {
    const store = asked.result.transaction("versions", "readwrite").objectStore("versions");
    const again = () => {
      if (window.letGo) return asked.result.close();
      store.count().onsuccess = again;
    };
    again();
    resolve();
  };
})"""


def test_a_device_that_keeps_slowly_says_what_is_not_kept_yet(context: BrowserContext) -> None:
    page = opened(context)
    all_sent(page)
    page.evaluate(HOLD_THE_STORE)
    page.locator("#text").press_sequentially("Typed on a slow disk.")
    expect(page.locator("#notebook")).not_to_have_attribute("data-waiting", "0")
    expect(page.locator("#state")).to_contain_text("your last words are not kept on it yet")
    page.evaluate("window.letGo = true")
    expect(page.locator("#state")).to_contain_text("What you write is saved on this device")
    all_sent(page)
    assert "Typed on a slow disk." in on_server(page)


def test_what_is_typed_after_new_note_is_in_the_new_note_however_slow_the_device(context: BrowserContext) -> None:
    page = opened(context)
    page.evaluate(HOLD_THE_STORE)
    page.locator("#text").press_sequentially("The one before.")
    page.locator("#new").click()
    page.locator("#text").press_sequentially("The one after.")
    page.evaluate("window.letGo = true")
    all_sent(page)
    assert {"The one before.", "The one after."} <= set(on_server(page))


def test_a_notebook_that_can_keep_nothing_says_so_and_takes_nothing(context: BrowserContext) -> None:
    page = context.new_page()
    page.add_init_script("IDBFactory.prototype.open = () => { throw new Error('no room'); }")
    page.goto(NOTEBOOK)
    expect(page.locator("#state")).to_contain_text("cannot keep anything on this device: Error: no room")
    expect(page.locator("#text")).to_be_disabled()


def test_what_the_server_has_comes_while_one_writes_and_touches_nothing_that_is_written(
    context: BrowserContext,
) -> None:
    first = opened(context)
    first.locator("#text").press_sequentially("Said before.")
    all_sent(first)
    first.close()
    page = context.new_page()
    held: list[Route] = []
    page.route(f"**{NOTES}", lambda route: held.append(route), times=1)
    page.goto(NOTEBOOK)
    page.wait_for_selector("[data-ready=yes]")
    page.locator("#text").press_sequentially("Written meanwhile.")
    page.wait_for_timeout(400)
    held[0].continue_()
    expect(page.locator("#notes")).to_contain_text("Said before.")
    expect(page.locator("#text")).to_have_value("Written meanwhile.")
    page.locator("#text").press_sequentially(" And more.")
    page.wait_for_timeout(400)
    all_sent(page)
    assert {"Said before.", "Written meanwhile. And more."} <= set(on_server(page))


def test_what_one_wrote_is_not_taken_in_as_somebody_elses(context: BrowserContext) -> None:
    page = opened(context)
    page.route(f"**{NOTES}", lambda route: route.abort())
    page.locator("#text").press_sequentially("By the lead.")
    page.wait_for_timeout(600)
    context.clear_cookies()
    _sign_in(context, Role.INSPECTOR)  # a colleague of the team, on the same device
    page.unroute(f"**{NOTES}")
    expect(page.locator("#state")).to_contain_text("Somebody else is signed in", timeout=10_000)
    assert "By the lead." not in on_server(page)
    context.clear_cookies()
    _sign_in(context, Role.LEAD_INSPECTOR)
    all_sent(page)
    (told,) = [one for one in page.request.get(NOTES).json()["notes"] if one["text"] == "By the lead."]
    assert told["by"] == page.evaluate(USER)


def test_a_clock_that_was_set_back_puts_no_earlier_words_first(context: BrowserContext) -> None:
    page = opened(context)

    def never(route: Route) -> None:
        """What is sent is under way for as long as the page lives."""

    page.route(f"**{NOTES}", never)
    page.locator("#text").press_sequentially("First words. ")
    page.wait_for_timeout(400)
    page.evaluate(SEND)
    page.wait_for_timeout(200)
    page.evaluate("(() => { const now = Date.now; Date.now = () => now() - 72 * 3600000; })()")
    page.locator("#text").press_sequentially("Later words. ")
    page.wait_for_timeout(600)
    page.close()
    again = context.new_page()
    again.route(f"**{NOTES}", never)
    again.goto(NOTEBOOK)
    again.wait_for_selector("[data-ready=yes]")
    again.get_by_role("button", name="First words.").click()
    expect(again.locator("#text")).to_have_value("First words. Later words. ")
    again.unroute(f"**{NOTES}")


def test_a_large_file_that_is_under_way_holds_up_no_note_and_no_other_file(context: BrowserContext) -> None:
    page = opened(context)
    page.route("**/notes/*/files/", lambda route: None, times=1)
    for number in range(2):
        page.locator("#files").set_input_files({"name": f"{number}.png", "mimeType": "image/png", "buffer": b"x" * 99})
        page.wait_for_timeout(300)
    page.wait_for_timeout(2500)
    page.locator("#text").press_sequentially("Sent beside a file.")
    page.wait_for_timeout(3500)
    assert "Sent beside a file." in on_server(page)


def test_a_gateway_without_a_server_is_as_good_as_no_connection(context: BrowserContext) -> None:
    page = opened(context)
    until(page, f"({KEPT_PAGES})().then((found) => found.length)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    (worker,) = context.service_workers
    worker.evaluate("() => { self.fetch = async () => new Response('Bad Gateway', { status: 502 }); }")
    page.reload()
    page.wait_for_selector("[data-ready=yes]")
    expect(page.locator("#text")).to_be_enabled()
