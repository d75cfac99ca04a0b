"""What a team that prepares an inspection reads of concerns: what is open, and nothing of who holds it how urgent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client
from tests.casework.people import MONDAY, People, Story, planned
from tests.monitoring.concern_stories import SECRET, analyst, holder, recorded, triaged
from tests.programme.places import cover, judge, place

from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.monitoring.concern_actions import close
from inspectorate.webapp.register.models import Body

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(f"{MONDAY.isoformat()} 10:00", tick=True) as traveller:
        yield traveller


@pytest.fixture
def council(db: None, clock: time_machine.Traveller) -> Body:
    body = place("Hollinmoor", 5)
    judge(body, "good", date(2024, 2, 9), date(2024, 3, 25))
    cover()
    return body


@pytest.fixture
def story(council: Body, clock: time_machine.Traveller) -> Story:
    return planned(People(council), council, clock)


def preparation(story: Story, who: str) -> str:
    client = Client()
    client.force_login(story.people.users[who], "allauth.account.auth_backends.AuthenticationBackend")
    return client.get(f"/cases/{story.case.slug}/preparation/").text


def test_the_team_reads_what_is_open(story: Story, council: Body) -> None:
    received = date(2026, 11, 20)
    recorded(council, received_on=received, areas=("leadership",), text="Calls are not answered.")
    owned = triaged(recorded(council, kind="other", received_on=received, text="A child waits for a plan."))
    ended = triaged(recorded(council, received_on=received, text="It was put right."))
    close(by=holder(Role.ANALYST), concern=ended, outcome="raised", reason="Why.")
    elsewhere = place("Brindle", 8)
    recorded(elsewhere, received_on=received, text="This is about others.")
    for who in ("lead", "inspector", "assurer"):
        page = preparation(story, who)
        assert "Complaint, received 20 November 2026 (" in page
        assert "Calls are not answered." in page
        assert "A child waits for a plan." in page
        for hidden in ("It was put right.", "This is about others.", "High", "high", "To be read.", analyst().email):
            assert hidden not in page, hidden
    assert owned.priority == "high"


def test_the_team_reads_that_somebody_blew_a_whistle_and_not_what_they_said(story: Story, council: Body) -> None:
    recorded(council, kind="whistleblowing", received_on=MONDAY, text=SECRET, reporter="A team manager")
    page = preparation(story, "lead")
    assert "Whistleblowing, received 23 November 2026: Ask the analysts what is said." in page
    assert (SECRET in page, "A team manager" in page) == (False, False)


@pytest.mark.parametrize("who", ["outsider", "director", "nominee", "stranger", "analyst"])
def test_nobody_else_reads_them_there(story: Story, council: Body, who: str) -> None:
    recorded(council, received_on=MONDAY, text="Calls are not answered.")
    assert "Calls are not answered." not in preparation(story, who)
