"""Both sides of an action plan and of a request, as their people meet them on pages."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.casework.people import People
from tests.casework.test_pages import browser, days, words
from tests.engagement.conftest import Clock
from tests.engagement.test_requests import SUMMER, asks
from tests.programme.places import TODAY

from inspectorate.webapp.engagement.models import ActionPlan, ReinspectionRequest
from inspectorate.webapp.inspections.models import Finding, Inspection
from inspectorate.webapp.register.models import Body

pytestmark = pytest.mark.django_db
DRAFT_LATE = '. <strong class="app-status app-status--overdue">Late</strong>'
PLAN = b"We will see every child."


def file() -> SimpleUploadedFile:
    return SimpleUploadedFile("plan.txt", PLAN)


def test_a_plan_goes_from_the_nominee_to_staff_and_is_answered(
    people: People, council: Body, inspection: Inspection, priority: Finding, clock: Clock
) -> None:
    nominee, lead = browser(people, "nominee"), browser(people, "lead")
    page, plans = f"/authorities/{council.code}/", f"/authorities/{council.code}/action-plans/"
    for client in (nominee, lead):
        told = words(client.get(page).text)
        assert (
            "Action plan after the standard inspection, 1 to 11 September 2026 : by 11 February 2027; not sent" in told
        )
        assert priority.text in client.get(plans).text
    assert "Send a plan" in nominee.get(plans).text
    assert "Send a plan" not in lead.get(plans).text
    assert "Choose file" in nominee.post(f"{plans}send/", {"inspection": inspection.pk}).text
    nominee.post(f"{plans}send/", {"inspection": inspection.pk, "file": file(), "words": "Agreed on Monday."})
    plan = ActionPlan.objects.get()
    assert "1 action plan was sent and waits to be recorded or answered" in words(lead.get("/").text)
    assert council.name in lead.get("/action-plans/").text
    assert council.name not in lead.get("/action-plans/?region=London").text
    for client in (nominee, lead):
        given = client.get(f"/action-plans/{plan.pk}/file/")
        assert (given.content, given.headers["Content-Disposition"]) == (PLAN, 'attachment; filename="plan.txt"')
    assert "Record it as received" in lead.get(plans).text
    assert "Record it as received" not in nominee.get(plans).text
    refused = lead.post(f"/action-plans/{plan.pk}/answer/", {"reflects": "yes", "reason": "It does."})
    assert "Record the plan as received first." in refused.text
    lead.post(f"/action-plans/{plan.pk}/receive/", days("on", TODAY))
    assert "received on 23 November 2026" in words(nominee.get(page).text)
    lead.post(f"/action-plans/{plan.pk}/answer/", {"reflects": "no", "reason": "It names nobody."})
    told = words(nominee.get(plans).text)
    assert "It does not reflect what was found. Another is to be sent. It names nobody." in told
    assert "Send a plan" in told
    assert council.name not in lead.get("/action-plans/").text


@pytest.mark.parametrize(("day", "late"), [(date(2027, 2, 11), 0), (date(2027, 2, 12), 1)])
def test_both_sides_see_that_a_plan_is_late(
    people: People, council: Body, priority: Finding, clock: Clock, day: date, late: int
) -> None:
    clock.on(day)
    for who in ("director", "lead"):
        client = browser(people, who)
        for page in ("", "action-plans/"):
            told = client.get(f"/authorities/{council.code}/{page}").text.replace(DRAFT_LATE, "")
            assert told.count('app-status--overdue">Late') == late


@pytest.mark.parametrize(
    ("who", "status"), [("director", 200), ("nominee", 200), ("analyst", 200), ("stranger", 404), ("visitor", 302)]
)
def test_who_reads_what_an_authority_sent_and_asked(
    people: People, council: Body, inspection: Inspection, who: str, status: int
) -> None:
    browser(people, "director").post(
        f"/authorities/{council.code}/action-plans/send/", {"inspection": inspection.pk, "file": file()}
    )
    client = Client() if who == "visitor" else browser(people, who)
    pages = ("action-plans/", "re-inspection/")
    answers = [client.get(f"/authorities/{council.code}/{page}").status_code for page in pages]
    answers.append(client.get(f"/action-plans/{ActionPlan.objects.get().pk}/file/").status_code)
    assert answers == [status] * 3
    if status == 404:
        assert "After inspections" not in client.get(f"/authorities/{council.code}/").text


def test_a_request_goes_from_the_director_to_whoever_decides_and_is_granted(
    people: People, council: Body, clock: Clock
) -> None:
    director, senior = browser(people, "director"), browser(people, "senior")
    page, thread = f"/authorities/{council.code}/", f"/authorities/{council.code}/re-inspection/"
    assert "Earlier re-inspection : you may ask for it" in words(director.get(page).text)
    assert "you may ask for it" not in words(senior.get(page).text)
    assert "Enter what has changed since the inspection" in director.post(f"{thread}ask/", {"month": "2027-06-01"}).text
    filled = {"month": SUMMER.isoformat(), "why": "The board wants to be seen.", "changed": "Caseloads fell."}
    director.post(f"{thread}ask/", filled)
    assert "A request is open." in director.get(f"{thread}ask/").text
    for client in (director, senior):
        told = words(client.get(thread).text)
        assert "Asked on 23 November 2026 for June 2027 or later, by director@example.org ." in told
        assert "To be answered by 21 December 2026 . No published rule says how long" in told
        assert "to be answered by 21 December 2026" in words(client.get(page).text)
    assert "1 request for an earlier re-inspection waits for an answer" in words(senior.get("/").text)
    asked = ReinspectionRequest.objects.get()
    answer = f"/re-inspections/{asked.pk}/answer/"
    assert "Enter the day by which" in senior.post(answer, {"granted": "yes", "reason": "It is time."}).text
    senior.post(answer, {"granted": "yes", "reason": "It is time.", **days("until", date(2027, 9, 30))})
    for client in (director, senior):
        assert "Granted: by 30 September 2027. It is time." in words(client.get(thread).text)
    assert "Re-inspection granted on request" in senior.get(page).text
    assert "answered already" in senior.post(answer, {"granted": "no", "reason": "It is not."}).text


@pytest.mark.parametrize(("day", "past"), [(date(2026, 12, 21), 0), (date(2026, 12, 22), 1)])
def test_a_request_past_its_day_is_what_needs_attention_of_those_who_decide(
    people: People, council: Body, clock: Clock, day: date, past: int
) -> None:
    asks(people, council)
    clock.on(day)
    for who, seen in (("senior", past), ("scheduler", past), ("lead", 0)):
        assert browser(people, who).get("/").text.count("is past its day and not answered") == seen
    assert browser(people, "director").get(f"/authorities/{council.code}/").text.count('overdue">Late') == past
    listed = words(browser(people, "scheduler").get("/re-inspections/").text)
    assert ("21 December 2026 Late" in listed) is bool(past)


def test_a_refusal_is_read_by_the_authority_which_may_ask_again(people: People, council: Body) -> None:
    asked = asks(people, council)
    said = {"granted": "no", "reason": "Audits show too little yet."}
    browser(people, "scheduler").post(f"/re-inspections/{asked.pk}/answer/", said)
    told = words(browser(people, "director").get(f"/authorities/{council.code}/re-inspection/").text)
    assert "Refused. Audits show too little yet." in told
    assert "Ask for it earlier" in told
