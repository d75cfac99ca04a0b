"""The start page: what needs attention, by role and region, each with the list it leads to."""

from datetime import date

import pytest
from django.test import Client
from tests.accounts.people import SOMEBODY
from tests.programme.places import LONDON, NORTH, TODAY, concern, sign_in

from inspectorate.history.model import DecisionKind
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.programme.actions import Answer, take_decision
from inspectorate.webapp.register.models import Body


def decided(body: Body, **more: object) -> None:
    """A pause of everything that the body is due."""
    answer = Answer(**{"kind": DecisionKind.PAUSE, "reason": "Flood", "taken_on": date(2026, 11, 1), **more})
    take_decision(by=SOMEBODY, body=body, edition="ilacs/2026-04-01", answer=answer)


def test_overdue_events_lead_to_the_list(client: Client, places: dict[str, Body]) -> None:
    page = sign_in(client, Role.SCHEDULER).get("/").text
    assert "What needs attention" in page
    assert 'href="/due/?status=overdue"' in page
    assert client.get("/due/?status=overdue").text.count("Overdue</strong>") >= 1


def test_a_regional_role_opens_on_its_own_region(client: Client, places: dict[str, Body]) -> None:
    page = sign_in(client, Role.SCHEDULER, region=LONDON).get("/").text
    assert "London, 23 November 2026" in page
    assert "status=overdue" not in page
    every = client.get("/?region=all").text
    assert "All regions, 23 November 2026" in every
    assert "status=overdue" in every


@pytest.mark.parametrize(("by", "late"), [(TODAY, 0), (date(2026, 11, 22), 1)])
def test_findings_past_their_day(client: Client, places: dict[str, Body], by: date, late: int) -> None:
    concern(places["quernshire"], by=by)
    page = sign_in(client, Role.INSPECTOR).get("/").text
    assert page.count("finding is past its day") == late
    listed = client.get(f"/findings/?region={NORTH}").text
    assert listed.count("Visits to children were late.") == late
    assert "Visits to children" not in client.get(f"/findings/?region={LONDON}").text


@pytest.mark.parametrize(
    ("expires", "listed"),
    [(date(2026, 11, 23), 1), (date(2026, 12, 23), 1), (date(2026, 12, 24), 0)],
)
def test_decisions_that_expire_within_thirty_days(
    client: Client, places: dict[str, Body], expires: date, listed: int
) -> None:
    decided(places["quernshire"], until=date(2027, 3, 1), expires=expires)
    page = sign_in(client, Role.SCHEDULER).get("/").text
    assert page.count("decision stands but is spent, or expires within 30 days") == listed
    assert client.get("/decisions/").text.count("Flood") == listed
    assert "Flood" not in client.get(f"/decisions/?region={LONDON}").text


def test_a_decision_on_which_nothing_rests_any_more_is_spent(client: Client, places: dict[str, Body]) -> None:
    key = "authority:X10000001/ilacs.requires_improvement.standard/999999"
    until = date(2027, 1, 1)
    decided(places["quernshire"], kind=DecisionKind.DEFER, obligation=key, until=until)
    listed = sign_in(client, Role.SCHEDULER).get("/decisions/").text
    assert "Stands, but nothing rests on it any more" in listed


def test_who_cannot_decide_reads_decisions_and_gets_no_link(client: Client, places: dict[str, Body]) -> None:
    decided(places["quernshire"], until=date(2027, 3, 1), expires=date(2026, 12, 1))
    page = sign_in(client, Role.POLICY_ANALYST).get("/decisions/").text
    assert "Not yours to change" in page
    assert "stands but is spent" not in client.get("/").text


def test_nothing_recorded_is_said_in_words(client: Client, db: None) -> None:
    page = sign_in(client, Role.ADMINISTRATOR).get("/").text
    assert "Nothing has been loaded yet" in page
    assert "Nothing is overdue, and nothing waits for you." in page


def test_nothing_to_do_in_a_region_is_said_in_words(client: Client, places: dict[str, Body]) -> None:
    page = sign_in(client, Role.SCHEDULER).get("/?region=South+West").text
    assert "Nothing is overdue in South West, and nothing waits for you." in page


def test_people_outside_the_inspectorate_go_on_to_their_first_page(client: Client, places: dict[str, Body]) -> None:
    answer = sign_in(client, Role.DIRECTOR, body="authority:X10000001").get("/")
    assert answer.url == "/authorities/"
    assert Client().get("/").url == "/account/login/?next=/"
