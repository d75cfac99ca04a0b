"""The file before an inspection: what each room of the software adds to it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.casework.people import People, Story, on_site, planned, published
from tests.casework.test_pages import browser
from tests.monitoring.indicator_files import load

from inspectorate.webapp.casework import preparing, queries
from inspectorate.webapp.engagement.actions.plans import answer_plan, receive_plan, send_plan
from inspectorate.webapp.engagement.models import ReinspectionRequest
from inspectorate.webapp.register.models import Body

pytestmark = pytest.mark.django_db
IMPROVE = ("area_for_improvement", "Visits are often late.")
PRIORITY = ("area_for_priority_action", "Children at risk wait for days.")


@pytest.fixture(autouse=True)
def _var(tmp_path: Path, settings: pytest.FixtureRequest) -> None:
    settings.VAR = tmp_path / "var"


@pytest.fixture
def visit(people: People, council: Body, clock: time_machine.Traveller) -> Story:
    """A published focused visit of the council, before the case that is prepared."""
    return published(on_site(people, council, clock, event="focused_visit"), None, IMPROVE, PRIORITY)


def part(story: Story, title: str) -> tuple[str, ...]:
    file = preparing.file_of(story.now(), queries.edition_of(story.case))
    return next(one.known for one in file if one.title == title)


def test_areas_for_improvement_come_from_the_newest_report_that_stands(
    visit: Story, council: Body, clock: time_machine.Traveller
) -> None:
    title, next_one = "Areas for improvement in the last report", planned(visit.people, council, clock)
    assert part(next_one, title) == ("Visits are often late. (Focused visit, published 4 December 2026)",)
    assert part(visit, title) == ()
    visit.take("senior", "withdraw", reason="It named a child.")
    assert part(next_one, title) == ()


def test_what_the_body_has_sent_is_in_the_file_with_what_was_answered(
    visit: Story, council: Body, clock: time_machine.Traveller
) -> None:
    people, inspection = visit.people, visit.case.inspection
    assert inspection is not None
    next_one, title = planned(people, council, clock), "What the body has sent"
    assert part(next_one, title) == ()
    plan = send_plan(by=people.actor("director"), body=council, inspection=inspection.pk, name="plan.txt", content=b"x")
    told = "Plan “plan.txt”, sent on 4 December 2026. "
    assert part(next_one, title) == (f"{told}Not yet recorded as received.",)
    plan = receive_plan(by=people.actor("lead"), plan=plan, on=date(2026, 12, 4))
    assert part(next_one, title) == (f"{told}Received on 4 December 2026.",)
    answer_plan(by=people.actor("lead"), plan=plan, reflects=False, reason="It leaves out the wait.")
    ReinspectionRequest.objects.create(
        body=council, month=date(2027, 3, 1), why="We are ready.", changed="All posts are filled.", asked_by="x"
    )
    assert part(next_one, title) == (
        f"{told}It does not reflect what was found, answered on 4 December 2026: It leaves out the wait.",
        "Request to be inspected again in March 2027, asked on 4 December 2026: We are ready. What has changed: All "
        "posts are filled. Not answered.",
    )


def test_published_indicators_stand_as_they_are_and_the_page_asks_little(
    visit: Story, council: Body, clock: time_machine.Traveller, tmp_path: Path
) -> None:
    def row(period: str, *values: str) -> tuple[str, ...]:
        return (period, "Local authority", "E12000001", "North East", "", council.code, council.name, *values)

    load(tmp_path / "a.csv", row("2023", "90", "18", "20"), row("2024", "100", "19", "19"), row("2025", "9", "c", "c"))
    next_one = planned(visit.people, council, clock)
    assert part(next_one, "Published indicators") == (
        "Referrals within 12 months of an earlier one, per cent: withheld, c (2025); before that 19 (2024).",
    )
    client = browser(visit.people, "lead")
    client.get(f"/cases/{next_one.case.slug}/preparation/")
    with CaptureQueriesContext(connection) as asked:
        page = client.get(f"/cases/{next_one.case.slug}/preparation/").text
    assert "before that 19 (2024)" in page
    assert len(asked) <= 30
