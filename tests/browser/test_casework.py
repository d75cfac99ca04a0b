"""Cases in a real browser: the notebook without a connection, and one whole inspection by all who take part in it."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browser.conftest import ROOT, _sign_in, serving, surroundings_in_copy

from inspectorate.webapp.accounts.roles import Role

pytestmark = pytest.mark.slow
LEAD, INSPECTOR, ASSURER = Role.LEAD_INSPECTOR, Role.INSPECTOR, Role.QUALITY_ASSURER
SENIOR, DIRECTOR, SCHEDULER = Role.SENIOR_INSPECTOR, Role.DIRECTOR, Role.SCHEDULER
MANAGER = Role.REGISTERED_MANAGER
ILACS = "?edition=ilacs/2023-01-01"
# The director of the example answers for a second council as well, which has no case yet.
COUNCIL = "X00000004"
SECOND_COUNCIL = f"""
import datetime, django
django.setup()
from inspectorate.example.people import email
from inspectorate.webapp.accounts.actions import create_organisation, give_role
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.models import User
from inspectorate.webapp.accounts.roles import OrganisationKind, Role
by = Actor.command_line("test")
place = create_organisation(
    by=by, kind=OrganisationKind.AUTHORITY, name="A second council", body_kind="authority", body_code="{COUNCIL}"
)
user = User.objects.get(email=email(Role.DIRECTOR))
give_role(by=by, user=user, organisation=place, role=Role.DIRECTOR, first=datetime.date(2020, 1, 1))
"""


class Stage:
    """A site of its own, and somebody of each role with a browser of their own."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.contexts: dict[Role | None, BrowserContext] = {}
        self.pages: dict[Role | None, Page] = {}

    def __call__(self, role: Role | None) -> Page:
        if role not in self.pages:
            self.contexts[role] = self.browser.new_context(base_url=self.address, locale="en-GB")
            if role is not None:
                _sign_in(self.contexts[role], role)
            self.pages[role] = self.contexts[role].new_page()
        return self.pages[role]


@pytest.fixture(scope="module")
def stage(browser: Browser, loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    surroundings = surroundings_in_copy(loaded, tmp_path_factory)
    subprocess.run([sys.executable, "-c", SECOND_COUNCIL], env=surroundings, cwd=ROOT, check=True)
    with serving(surroundings) as address:
        made = Stage(browser, address)
        yield made
        for context in made.contexts.values():
            context.close()


def fill_day(page: Page, name: str, day: date) -> None:
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        page.locator(f"[name={name}-{part}]").fill(str(value))


def move(page: Page, case: str, name: str, **said: object) -> None:
    """Take a move through its page; days are filled in, radios checked, texts typed."""
    page.goto(f"{case}moves/{name}/")
    for field, value in said.items():
        if isinstance(value, date):
            fill_day(page, field, value)
        elif page.locator(f"input[type=radio][name={field}]").count():
            page.locator(f"input[type=radio][name={field}][value={value}]").check()
        elif value is True:
            page.locator(f"input[type=checkbox][name={field}]").check()
        else:
            page.locator(f"[name={field}]").fill(str(value))
    page.locator("main form button").click()
    expect(page.get_by_role("alert")).to_be_visible()


def write(page: Page, case: str, text: str) -> None:
    """A note in the notebook."""
    page.goto(f"{case}notebook/")
    page.wait_for_selector("[data-ready=yes]")
    page.locator("#text").press_sequentially(text)


def grade_all(page: Page, case: str, grade: str, **others: str) -> None:
    """Every area of the case graded as named in ``others``, else with ``grade``."""
    page.goto(f"{case}judgements/")
    links = [str(one.get_attribute("href")) for one in page.get_by_role("link", name=re.compile("^Give the")).all()]
    # What is overall comes last: limits read the others.
    for link in sorted(links, key=lambda one: one.endswith("/overall/")):
        page.goto(link)
        page.locator("[name=rationale]").fill("What the records and the children told us.")
        page.locator(f"[name=grade][value={others.get(link.rstrip('/').rpartition('/')[2], grade)}]").check()
        page.locator("main form button").click()
        expect(page.get_by_role("alert")).to_contain_text("the grade is kept")


def planned(stage: Stage, address: str, label: str, first: date, last: date) -> str:
    """A case planned from the page of a body, with its people; its address."""
    scheduler = stage(SCHEDULER)
    scheduler.goto(address)
    scheduler.get_by_label(label, exact=True).check()
    announced = "no" if "/settings/" in address else "yes"
    scheduler.locator(f"[name=announced][value={announced}]").check()
    fill_day(scheduler, "starts", first)
    fill_day(scheduler, "ends", last)
    scheduler.get_by_role("button", name="Open the case").click()
    expect(scheduler.get_by_role("alert")).to_contain_text("The case is open")
    case = scheduler.url
    for name, part in (("Lena Marrowby", "lead"), ("Ines Gorsedale", "inspector"), ("Quentin Lornholt", "assurer")):
        named(stage, case, name, part)
    return case


def named(stage: Stage, case: str, name: str, part: str) -> None:
    """The scheduler gives somebody a part in the case."""
    scheduler = stage(SCHEDULER)
    scheduler.goto(f"{case}team/")
    scheduler.locator("[name=user]").select_option(label=name)
    scheduler.locator(f"[name=part][value={part}]").check()
    scheduler.get_by_role("button", name="Name", exact=True).click()


def begun(stage: Stage, case: str, day: date) -> None:
    """The body is told, and the team is there."""
    move(stage(LEAD), case, "give_notice", told="The director, by telephone", done_on=day)
    move(stage(LEAD), case, "prepare")
    move(stage(LEAD), case, "begin")


def written(stage: Stage, case: str, text: str) -> None:
    """A paragraph of the report, which then goes to the assurer."""
    stage(LEAD).goto(f"{case}report/new/")
    stage(LEAD).locator("[name=text]").fill(text)
    stage(LEAD).get_by_role("button", name="Keep the paragraph").click()
    move(stage(LEAD), case, "send_to_assurance")


def answered(stage: Stage, case: str, role: Role = DIRECTOR) -> None:
    """The body opens the draft and has nothing to say."""
    stage(role).goto(f"{case}answer/")
    stage(role).get_by_role("button", name="Open the draft").click()
    move(stage(role), case, "answer")


def found(page: Page, case: str, kind: str, text: str, **more: object) -> None:
    """A finding noted."""
    page.goto(f"{case}findings/new/")
    page.locator(f"[name=kind][value={kind}]").check()
    page.locator("[name=text]").fill(text)
    for field, value in more.items():
        if isinstance(value, date):
            fill_day(page, field, value)
        else:
            page.locator(f"[name={field}]").fill(str(value))
    page.get_by_role("button", name="Keep the finding").click()
    expect(page.get_by_role("alert")).to_contain_text("The finding is kept")


def slug_of(case: str) -> str:
    return case.rstrip("/").rpartition("/")[2]


def approve_and_release(stage: Stage, case: str) -> None:
    stage(ASSURER).goto(f"{case}report/approve/")
    stage(ASSURER).locator("[name=sure]").check()
    stage(ASSURER).locator("main form button").click()
    expect(stage(ASSURER).get_by_role("alert")).to_contain_text("The version is approved")
    move(stage(SENIOR), case, "release", now=True, sure=True)


def published(stage: Stage, slug: str, text: str) -> None:
    """What a visitor reads once the worker has published it."""
    page = stage(None)
    for _ in range(40):
        answer = page.goto(f"/reports/{slug}/")
        if answer is not None and answer.ok and text in page.content():
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"“{text}” was not published")


def test_a_short_inspection_becomes_two_weeks_and_is_challenged_held_published_and_amended(
    stage: Stage, axe: Callable[[Page], list[str]]
) -> None:
    today = timezone.localdate()
    scheduler, lead = stage(SCHEDULER), stage(LEAD)
    address = "/authorities/X00000000/cases/new/?edition=proposal-2017/2017-02-01"
    case = planned(stage, address, "Short inspection", today, today + timedelta(days=4))
    slug = slug_of(case)
    begun(stage, case, today)

    for role, text in ((LEAD, "Visits were late in 11 of 30 records."), (INSPECTOR, "Children like their homes.")):
        write(stage(role), case, "")
        stage.contexts[role].set_offline(True)
        stage(role).locator("#text").press_sequentially(text)
        expect(stage(role).locator("#since")).to_contain_text("Saved on this device")
        expect(stage(role).locator("#state")).to_contain_text("No connection")
    photograph = {"name": "board.png", "mimeType": "image/png", "buffer": b"invented pixels"}
    lead.get_by_label("Files or photographs for this note").set_input_files(photograph)
    expect(lead.locator("#state")).to_contain_text("1 file waiting to be sent")
    for role in (LEAD, INSPECTOR):
        stage.contexts[role].set_offline(False)
        expect(stage(role).locator("#notebook")).to_have_attribute("data-waiting", "0", timeout=20_000)
    lead.goto(f"{case}evidence/")
    expect(lead.get_by_text("Children like their homes.")).to_be_visible()
    lead.locator(".app-note", has_text="11 of 30 records").get_by_role("link", name="of this note").click()
    expect(lead.locator("main")).to_contain_text(hashlib.sha256(b"invented pixels").hexdigest())

    move(lead, case, "convert", event="two_week", ends=today + timedelta(days=11), reason="Visits are late.")
    move(lead, case, "judge", done_on=today)
    grade_all(lead, case, "requires_improvement")
    move(lead, case, "draft")
    written(stage, case, "Visits to children are often late.")

    assurer = stage(ASSURER)
    assurer.goto(f"{case}report/")
    assert axe(assurer) == []
    assurer.get_by_role("link", name=re.compile("^Comment")).click()
    assurer.locator("[name=text]").fill("How often?")
    assurer.get_by_role("button", name="Make the comment").click()
    assurer.goto(f"{case}moves/send_to_body/")
    assurer.locator("main form button").click()
    expect(assurer.get_by_role("alert")).to_contain_text("Resolve the comments first: 1 wait")
    lead.goto(f"{case}report/")
    lead.get_by_role("link", name=re.compile("^Open the comment")).click()
    lead.locator("[name=answer]").fill("In 11 of 30 records.")
    lead.get_by_role("button", name="Keep the answer").click()
    assurer.goto(f"{case}report/")
    assurer.get_by_role("link", name=re.compile("^Open the comment")).click()
    assurer.get_by_role("button", name="Resolve the comment").click()
    grade_all(assurer, case, "requires_improvement")
    move(assurer, case, "send_to_body")

    director = stage(DIRECTOR)
    director.goto(f"{case}answer/")
    director.get_by_role("button", name="Open the draft").click()
    expect(director.get_by_text("You can answer until 11:59pm on")).to_be_visible()
    for text in ("In 9 of 30 records.", "They are never late."):
        director.goto(f"{case}answer/")
        director.get_by_role("link", name=re.compile("^Say what is wrong")).click()
        director.locator("[name=proposed]").press_sequentially(text)
        expect(director.locator("#kept")).to_contain_text("Kept at")
        director.get_by_role("button", name="Keep the point").click()
        expect(director.get_by_role("alert")).to_contain_text("Your point is kept")
    # The sign-in runs out while she writes, and she signs in again elsewhere: what she types goes on being kept.
    director.get_by_role("link", name=re.compile("^Change the point")).first.click()
    director.context.clear_cookies()
    director.locator("[name=evidence]").press_sequentially("The audit of May.")
    expect(director.locator("#kept")).to_contain_text("signed out", timeout=10_000)
    _sign_in(director.context, DIRECTOR)
    expect(director.locator("#kept")).to_contain_text("Kept at", timeout=10_000)
    director.goto(f"{case}answer/")
    expect(director.get_by_text("The audit of May.")).to_be_visible()
    assert axe(director) == []
    move(director, case, "answer")

    for accepted, text in (("yes", "Visits to children are late in 9 of 30 records."), ("no", "")):
        lead.goto(f"{case}report/")
        lead.get_by_role("link", name=re.compile("^Decide")).first.click()
        lead.locator(f"[name=accepted][value={accepted}]").check()
        lead.locator("[name=reason]").fill("As the records show.")
        if text:
            lead.locator("[name=text]").fill(text)
        lead.get_by_role("button", name="Record the decision").click()
    move(stage(SENIOR), case, "hold", reason="A complaint about conduct.")
    move(stage(SENIOR), case, "lift", reason="It was answered.")
    grade_all(assurer, case, "requires_improvement")
    approve_and_release(stage, case)
    published(stage, slug, "Visits to children are late in 9 of 30 records.")
    assert axe(stage(None)) == []

    move(assurer, case, "amend", reason="A figure was wrong.")
    lead.goto(f"{case}report/new/")
    lead.locator("[name=text]").fill("Nine visits of thirty were late.")
    lead.get_by_role("button", name="Keep the paragraph").click()
    approve_and_release(stage, case)
    published(stage, slug, "Amended: A figure was wrong.")
    lead.goto(case)
    expect(lead.get_by_role("heading", name="What comes next")).to_be_visible()
    scheduler.goto("/authorities/X00000000/")
    expect(scheduler.locator("main")).to_contain_text("wo-week")


def test_a_short_inspection_under_ilacs_ends_at_inadequate_after_a_panel(stage: Stage) -> None:
    today = timezone.localdate()
    case = planned(stage, f"/authorities/{COUNCIL}/cases/new/{ILACS}", "Short inspection", today, today)
    begun(stage, case, today)
    lead, assurer, senior = stage(LEAD), stage(ASSURER), stage(SENIOR)
    grades = {"overall": "inadequate", "help_and_protection": "inadequate", "leadership": "inadequate"}
    move(lead, case, "judge", done_on=today)
    grade_all(lead, case, "requires_improvement", **grades)
    move(lead, case, "draft")
    written(stage, case, "Children who need protection wait too long.")
    grade_all(assurer, case, "requires_improvement", **grades)
    assurer.goto(f"{case}moves/send_to_body/")
    assurer.locator("main form button").click()
    expect(assurer.get_by_role("alert")).to_contain_text("The consistency panel has not agreed")
    named(stage, case, "Saul Whinfell", "panel")
    grade_all(senior, case, "requires_improvement", **grades)
    move(assurer, case, "send_to_body")
    answered(stage, case)
    grade_all(assurer, case, "requires_improvement", **grades)
    approve_and_release(stage, case)
    published(stage, slug_of(case), "Children who need protection wait too long.")
    lead.goto(case)
    expect(lead.locator("main")).to_contain_text("Monitoring visit")


def test_monitoring_visits_follow_and_the_first_letter_is_not_published(stage: Stage) -> None:
    today = timezone.localdate()
    case = planned(stage, f"/authorities/{COUNCIL}/cases/new/{ILACS}", "Monitoring visit", today, today)
    begun(stage, case, today)
    move(stage(LEAD), case, "write", done_on=today)
    written(stage, case, "Visits are in time now.")
    move(stage(ASSURER), case, "send_to_body")
    answered(stage, case)
    approve_and_release(stage, case)
    lead = stage(LEAD)
    for _ in range(40):
        lead.goto(case)
        if "Under its framework it is not published." in lead.content():
            break
        lead.wait_for_timeout(500)
    expect(lead.locator("main")).to_contain_text("Under its framework it is not published.")
    answer = stage(None).goto(f"/reports/{slug_of(case)}/")
    assert answer is not None
    assert answer.status == 404


def test_a_focused_visit_finds_a_concern_that_is_put_right_and_brings_an_inspection_forward(stage: Stage) -> None:
    today = timezone.localdate()
    case = planned(stage, f"/authorities/{COUNCIL}/cases/new/{ILACS}", "Focused visit", today, today)
    begun(stage, case, today)
    lead, senior = stage(LEAD), stage(SENIOR)
    found(lead, case, "concern_to_be_put_right", "Calls wait too long.", put_right_by=today + timedelta(days=30),
          responsible="The director", confirmer="The regional inspector")  # fmt: skip
    move(lead, case, "write", done_on=today)
    written(stage, case, "Calls to the front door wait too long.")
    move(stage(ASSURER), case, "send_to_body")
    answered(stage, case)
    approve_and_release(stage, case)
    published(stage, slug_of(case), "Calls to the front door wait too long.")

    senior.goto(f"/authorities/{COUNCIL}/")
    senior.get_by_role("link", name=re.compile("Confirm")).first.click()
    fill_day(senior, "on", today)
    senior.locator("[name=note]").fill("We called ten times.")
    senior.locator("main form button").click()
    expect(senior.get_by_role("alert")).to_be_visible()
    senior.goto(f"/authorities/{COUNCIL}/")
    href = senior.locator("a[href*='kind=bring_forward']").first.get_attribute("href")
    senior.goto(href or "")
    fill_day(senior, "until", today + timedelta(days=60))
    senior.locator("[name=reason]").fill("The visit found children at risk.")
    senior.locator("main form button").click()
    senior.goto(f"/authorities/{COUNCIL}/")
    expect(senior.locator("#decisions ~ *").first).to_be_visible()
    expect(senior.locator("main")).to_contain_text("The visit found children at risk.")


def test_a_childrens_home_is_inspected_without_notice_and_has_requirements(stage: Stage) -> None:
    today = timezone.localdate()
    case = planned(stage, "/settings/XS000001/cases/new/", "Full inspection", today, today)
    answer = stage(MANAGER).goto(case)
    assert answer is not None
    assert answer.status == 404
    lead, assurer = stage(LEAD), stage(ASSURER)
    move(lead, case, "arrive", told="The manager, at the door")
    found(lead, case, "requirement", "Staff are to be checked.", regulation="Regulation 32",
          put_right_by=today + timedelta(days=30))  # fmt: skip
    move(lead, case, "judge", done_on=today)
    grade_all(lead, case, "requires_improvement")
    move(lead, case, "draft")
    written(stage, case, "Children like their home. Checks of staff are late.")
    grade_all(assurer, case, "requires_improvement")
    move(assurer, case, "send_to_body")
    answered(stage, case, MANAGER)
    grade_all(assurer, case, "requires_improvement")
    approve_and_release(stage, case)
    published(stage, slug_of(case), "Regulation 32")
    lead.goto("/settings/XS000001/")
    expect(lead.locator("main")).to_contain_text("Staff are to be checked.")


def test_the_public_reads_a_report_without_scripts(stage: Stage) -> None:
    context = stage.browser.new_context(
        base_url=stage.address, java_script_enabled=False, viewport={"width": 320, "height": 700}
    )
    page = context.new_page()
    page.goto("/reports/")
    page.get_by_role("link", name=re.compile("^Northshire: focused visit")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Northshire")
    with page.expect_download() as download:
        page.get_by_role("link", name="Word").click()
    assert Path(download.value.path()).read_bytes().startswith(b"PK")
    context.close()


def test_the_notebook_opens_again_without_a_connection_and_keeps_what_waits(stage: Stage) -> None:
    page, context = stage(LEAD), stage.contexts[LEAD]
    write(page, "/cases/notebook/", "Typed with a connection. ")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.wait_for_timeout(1500)
    context.set_offline(True)
    page.locator("#text").press_sequentially("Typed without one.")
    expect(page.locator("#state")).to_contain_text("waiting to be sent")
    page.wait_for_timeout(600)
    page.reload()
    page.wait_for_selector("[data-ready=yes]")
    page.get_by_role("button", name="Typed with a connection. Typed without one.").click()
    expect(page.locator("#text")).to_have_value("Typed with a connection. Typed without one.")
    context.set_offline(False)
    expect(page.locator("#notebook")).to_have_attribute("data-waiting", "0", timeout=20_000)


def test_a_paragraph_is_written_with_the_keyboard_alone(stage: Stage) -> None:
    page = stage(INSPECTOR)
    page.goto("/cases/notebook/report/new/")
    page.locator("[name=section]").focus()
    page.keyboard.press("Tab")
    page.keyboard.type("Children like their workers.")
    while page.evaluate("document.activeElement.textContent.trim()") != "Keep the paragraph":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("The paragraph is kept")
