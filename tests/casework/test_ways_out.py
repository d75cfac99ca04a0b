"""Every case that has begun can be ended, what was begun by mistake can be dropped, and nobody who was told of a case
loses sight of it."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from tests.casework.people import MONDAY, People, Story, on_site, planned

from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.casework.models import Case, Version
from inspectorate.webapp.casework.parts import check_sees
from inspectorate.webapp.casework.queries import seen_by
from inspectorate.webapp.casework.refusals import CaseRefused
from inspectorate.webapp.casework.table import table
from inspectorate.webapp.register.models import Body

pytestmark = pytest.mark.django_db
OPEN = [id_ for id_, stage in table().stages.items() if not stage.end]


@pytest.fixture
def published(people: People, council: Body, clock: time_machine.Traveller) -> Story:
    """A focused visit whose letter is public."""
    story = on_site(people, council, clock, event="focused_visit", topics=("The front door",))
    assert story.case.ends is not None
    story.on(story.case.ends, 17).take("lead", "write", done_on=timezone.localdate()).write()
    story.take("lead", "send_to_assurance").take("assurer", "send_to_body").answer()
    return story.approve().release().publish()


@pytest.mark.parametrize("stage", OPEN)
def test_a_case_is_cancelled_from_every_stage_and_another_is_planned(
    people: People, council: Body, clock: time_machine.Traveller, stage: str
) -> None:
    story = planned(people, council, clock)
    Case.objects.filter(pk=story.case.pk).update(stage=stage)
    story.take("scheduler", "cancel", reason="The council was dissolved.")
    assert story.case.stage == "cancelled"
    assert planned(people, council, clock).case.stage == "planned"


def test_what_was_published_is_amended_or_withdrawn_and_never_cancelled(published: Story) -> None:
    published.take("assurer", "amend", reason="A figure was wrong.")
    with pytest.raises(CaseRefused, match="not possible now"):
        published.take("scheduler", "cancel", reason="By mistake.")


def test_an_amendment_begun_by_mistake_is_dropped_and_the_published_version_stands(published: Story) -> None:
    published.take("assurer", "amend", reason="A figure was wrong.")
    published.take("assurer", "drop_amendment", reason="The figure was right.")
    assert (published.case.stage, Version.objects.count()) == ("published", 1)


def test_before_the_first_publication_there_is_no_amendment_to_drop_and_no_report_to_withdraw(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = planned(people, council, clock)
    Case.objects.filter(pk=story.case.pk).update(stage="finalising")
    for move in ("drop_amendment", "withdraw"):
        with pytest.raises(CaseRefused, match="not possible now"):
            story.take("senior", move, reason="Because.")


@pytest.mark.parametrize("stage", ["finalising", "held", "scheduled"])
def test_a_published_report_is_withdrawn_while_an_amendment_is_under_way(
    published: Story, client: Client, stage: str
) -> None:
    published.take("assurer", "amend", reason="A figure was wrong.")
    if stage == "held":
        published.take("senior", "hold", reason="A complaint came in.")
    if stage == "scheduled":
        published.approve().release()
    published.take("senior", "withdraw", reason="It named a child.")
    assert (published.case.stage, published.case.publish_at) == ("withdrawn", None)
    assert client.get(f"/reports/{published.case.slug}/1/report.json").status_code == 404


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize("move", ["defer", "cancel"])
def test_a_body_that_was_told_of_a_case_still_sees_it_once_it_is_deferred_or_cancelled(
    people: People, council: Body, clock: time_machine.Traveller, told: bool, move: str
) -> None:
    story = planned(people, council, clock)
    if told:
        story.take("lead", "give_notice", told="The director, by telephone", done_on=MONDAY)
    story.take("scheduler", move, **({"until": date(2027, 3, 1)} if move == "defer" else {}), reason="A flood.")
    director = people.actor("director")
    assert bool(seen_by(director, ended=True)) is told
    if told:
        assert check_sees(director, story.case) == {"body"}
    else:
        with pytest.raises(PermissionRefused):
            check_sees(director, story.case)
