"""Pages of concerns: the list and its filters, one concern from receipt to its end, a body that tells of itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from tests.monitoring.concern_stories import (
    SECRET,
    WEDNESDAY,
    analyst,
    go,
    holder,
    recorded,
    said,
    triaged,
)  # fmt: skip
from tests.programme.places import LONDON, cover, day, place, sign_in

from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.monitoring import concern_actions as actions
from inspectorate.webapp.monitoring.concern_queries import Sought, concerns, standing
from inspectorate.webapp.monitoring.models import Concern
from inspectorate.webapp.register.models import Body

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
ANALYST = holder(Role.ANALYST)


@pytest.fixture
def client(body: Body) -> Client:
    client = Client()
    client.force_login(analyst(), "allauth.account.auth_backends.AuthenticationBackend")
    return client


def form(**more: str) -> dict[str, str]:
    return {"kind": "complaint", "text": "Nobody called back.", "sent": "", **day("received_on", WEDNESDAY), **more}


NEW = "/concerns/new/?body=authority:X10000007"


def test_a_body_is_looked_for_by_its_name_or_its_code(client: Client) -> None:
    assert "/concerns/new/?body=authority%3AX10000007" in client.get("/concerns/new/?body=ashm").text
    assert "Ashmere" in client.get("/concerns/new/?body=x10000007").text
    assert "No authority or setting on the register is called “moon”." in client.get("/concerns/new/?body=moon").text


def test_a_concern_is_recorded_once_however_often_the_page_is_sent(client: Client) -> None:
    page = client.get(NEW).text
    sent = page.partition('name="sent" value="')[2].partition('"')[0]
    assert len(sent) == 36
    for _ in range(2):
        answer = client.post(NEW, form(sent=sent, areas="leadership"))
    made = Concern.objects.get()
    assert answer.headers["Location"] == f"/concerns/{made.pk}/"
    shown = client.get(answer.headers["Location"]).text
    assert "Nobody called back." in shown
    assert "To be triaged by 2 December 2026" in shown
    assert "unverified" in shown


def test_a_form_that_lacks_something_says_so_and_keeps_what_was_written(client: Client) -> None:
    page = client.post(NEW, form(kind="", sent="nonsense")).text
    assert ("Select kind" in page or "Select a kind" in page, "Nobody called back." in page) == (True, True)
    assert not Concern.objects.exists()


def test_a_concern_goes_its_way_on_pages(client: Client, body: Body) -> None:
    made = recorded(body)
    steps = (
        ("triage", {"owner": str(analyst().pk), "priority": "high", **day("ends_on", date(2026, 12, 4))}),
        ("postpone", day("ends_on", date(2026, 12, 7))),
        ("close", {"outcome": "review"}),
        ("reopen", {}),
    )
    for step, sets in steps:
        assert client.get(f"/concerns/{made.pk}/{step}/").status_code == 200
        assert "Enter why" in client.post(f"/concerns/{made.pk}/{step}/", sets).text
        answer = client.post(f"/concerns/{made.pk}/{step}/", {"reason": f"Why we {step}.", **sets})
        assert answer.headers["Location"] == f"/concerns/{made.pk}/"
    page = client.get(f"/concerns/{made.pk}/").text
    for words in (
        "Why we triage.",
        "Why we close.",
        "Passed to review",
        "To be closed by: 7 December 2026",
        "Untriaged",
    ):
        assert words in page
    assert "cannot be done now" in client.get(f"/concerns/{made.pk}/close/").text
    assert client.get(f"/concerns/{made.pk}/burn/").status_code == 404


def test_a_correction_shows_what_was_said_before(client: Client, body: Body) -> None:
    made = recorded(body)
    assert "Nobody called back." in client.get(f"/concerns/{made.pk}/correct/").text
    client.post(f"/concerns/{made.pk}/correct/", form(text="Nobody wrote back.", reason="Misheard."))
    page = client.get(f"/concerns/{made.pk}/").text
    assert page.index("Nobody wrote back.") < page.index("Nobody called back.")
    assert "Misheard." in page


def test_who_does_not_triage_reads_neither_a_whistleblowers_words_nor_the_reasons(body: Body) -> None:
    made = triaged(recorded(body, kind="whistleblowing", text=SECRET, reporter="A team manager"))
    page = sign_in(Client(), Role.SCHEDULER).get(f"/concerns/{made.pk}/").text
    assert (SECRET in page, "A team manager" in page, "To be read." in page) == (False, False, False)
    assert "read only by those who triage" in page


def test_the_list_shows_first_what_ends_first_and_last_what_is_closed(body: Body) -> None:
    last = recorded(body)
    actions.close(by=ANALYST, concern=triaged(last), outcome="no_action", reason="Why.")
    later = triaged(recorded(body), date(2026, 12, 30))
    first = recorded(body, kind="serious_incident")
    assert list(concerns(Sought(state=""), WEDNESDAY)) == [first, later, last]


def test_filters_stand_in_the_address(client: Client, body: Body) -> None:
    other = place("Brindle", 8, LONDON)
    mine, theirs = triaged(recorded(body)), recorded(other, kind="serious_incident")
    held = {
        "": {mine, theirs},
        "state=untriaged": {theirs},
        "state=triaged": {mine},
        "state=closed": set(),
        "state=late": set(),
        "kind=complaint": {mine},
        "region=London": {theirs},
        f"owner={analyst().pk}": {mine},
        "owner=nobody": set(),
        "body=authority:X10000008": {theirs},
    }
    for query, expected in held.items():
        page = client.get(f"/concerns/?{query}").text
        assert {one for one in (mine, theirs) if f'href="/concerns/{one.pk}/"' in page} == expected, query
    assert client.get("/concerns/?owner=me").status_code == 404


@pytest.mark.parametrize(("after", "late"), [(-1, 0), (0, 0), (1, 1)])
def test_a_concern_is_late_from_the_day_after_its_last(body: Body, after: int, late: int) -> None:
    made = recorded(body)
    assert made.ends_on == date(2026, 12, 2)
    today = date(2026, 12, 2) + timedelta(after)
    assert standing("", today).late == late
    assert concerns(Sought(state="late"), today).count() == late


def test_the_start_page_says_how_many_are_untriaged_and_says_none_too(
    client: Client, clock: time_machine.Traveller
) -> None:
    cover()
    assert "No concern is untriaged" in client.get("/").text
    assert "None untriaged." in client.get("/concerns/").text
    body = Body.objects.get(code="X10000007")
    recorded(body, received_on=date(2026, 11, 24))
    assert "concern is untriaged, received on 24 November 2026" in client.get("/").text
    recorded(body)
    page = client.get("/").text
    assert "concerns are untriaged, the oldest received on 24 November 2026" in page
    assert "past the day by which" not in page
    go(clock, date(2026, 12, 2))
    client.force_login(analyst(), "allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/").text
    assert "concern is past the day by which it was to be triaged or closed" in page
    assert "No concern is untriaged" in client.get("/?region=London").text


def test_the_start_page_of_others_says_nothing_of_concerns(body: Body) -> None:
    cover()
    recorded(body)
    assert "untriaged" not in sign_in(Client(), Role.INSPECTOR).get("/").text


def test_the_page_of_a_body_lists_its_concerns_for_who_may_see_them(client: Client, body: Body) -> None:
    made = recorded(body)
    page = client.get("/authorities/X10000007/").text
    assert f'href="/concerns/{made.pk}/"' in page
    assert "Record a concern" in page


def test_a_director_tells_of_an_event_and_sees_what_was_sent_and_nothing_of_its_triage(body: Body) -> None:
    director = sign_in(Client(), Role.DIRECTOR, body=body.key)
    told = {"kind": "workforce_shock", "text": "A third of one team left.", "sent": "0" * 32}
    assert "Select what you tell us of" in director.post("/events-told/new/", told | {"kind": ""}).text
    for _ in range(2):
        assert director.post("/events-told/new/", told).headers["Location"] == "/events-told/"
    made = triaged(Concern.objects.get())
    actions.correct_concern(by=ANALYST, concern=made, said=said(text="Five left."), reason="By telephone.")
    recorded(body, text=SECRET)
    page = director.get("/events-told/").text
    assert "A third of one team left." in page
    assert "received 25 November 2026 at 10:00am" in page
    for hidden in (SECRET, "Five left.", "By telephone.", "riage", "High", "Robin Example owns"):
        assert hidden not in page
    assert director.get(f"/concerns/{made.pk}/").status_code == 403
    assert director.get("/events-told/new/?body=authority:X10000008").status_code == 403
