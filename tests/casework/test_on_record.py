"""What is published, amended and withdrawn is what the record and the due engine hold."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from tests.casework.people import People, Story, on_site

from inspectorate.history.facts import RANK
from inspectorate.webapp.casework.actions import judging
from inspectorate.webapp.casework.models import Version
from inspectorate.webapp.inspections.actions import EventRefused, Said, confirm_finding, record_event
from inspectorate.webapp.inspections.models import Finding, InspectionFact
from inspectorate.webapp.inspections.queries import histories, untold
from inspectorate.webapp.register.models import Body

pytestmark = pytest.mark.django_db


def on_record(body: Body, event: str) -> list[str]:
    """The inspections of one event that count."""
    (history,) = histories([body.key])
    return [one.id for one in history.inspections if one.event == event]


def approved(story: Story) -> Story:
    """A visit from its last day to the approval of its letter."""
    assert story.case.ends is not None
    story.on(story.case.ends, 17).take("lead", "write", done_on=timezone.localdate()).write()
    return story.take("lead", "send_to_assurance").take("assurer", "send_to_body").answer().approve()


@pytest.fixture
def visit(people: People, council: Body, clock: time_machine.Traveller) -> Story:
    return on_site(people, council, clock, event="focused_visit", topics=("The front door",))


def by_hand(story: Story, council: Body, event: str) -> None:
    said = Said(source="Letter", event=event, started=story.case.starts, ended=story.case.ends)
    record_event(by=story.people.actor("scheduler"), body=council, edition="ilacs/2024-04-05", said=said)


def test_what_a_withdrawn_report_said_counts_no_more_and_stays_stored(visit: Story, council: Body) -> None:
    approved(visit).release().publish()
    assert len(on_record(council, "focused_visit")) == 1
    visit.take("senior", "withdraw", reason="It named a child.")
    assert on_record(council, "focused_visit") == []
    said, taken_back = InspectionFact.objects.filter(inspection=visit.case.inspection).order_by("id")
    assert (taken_back.supersedes, said.event, taken_back.event) == (said, "focused_visit", "")
    assert untold() == []


@pytest.mark.parametrize("kind", sorted(set(RANK) - {"manual"}))
def test_a_visit_of_which_a_file_tells_too_counts_though_the_report_was_withdrawn(
    visit: Story, council: Body, kind: str
) -> None:
    approved(visit).release().publish()
    said = InspectionFact.objects.get(inspection=visit.case.inspection)
    InspectionFact.objects.create(
        inspection=said.inspection, source_kind=kind, source="file", event=said.event, started=said.started,
        known_on=said.known_on, known_confidence=said.known_confidence, recorded_by="import",
    )  # fmt: skip
    visit.take("senior", "withdraw", reason="It named a child.")
    assert on_record(council, "focused_visit") == [str(said.inspection_id)]


def test_the_pages_of_the_record_stand_once_a_report_is_withdrawn(visit: Story, council: Body, client: Client) -> None:
    approved(visit).release().publish().take("senior", "withdraw", reason="It named a child.")
    client.force_login(visit.people.users["scheduler"], "allauth.account.auth_backends.AuthenticationBackend")
    assert visit.case.inspection is not None
    assert client.get(f"/authorities/{council.code}/").status_code == 200
    for page in ("correct", "findings/new"):
        assert client.get(f"/inspections/{visit.case.inspection.pk}/{page}/").status_code == 404


def test_a_visit_that_was_recorded_by_hand_before_it_was_published_is_on_record_once(
    visit: Story, council: Body
) -> None:
    approved(visit)
    by_hand(visit, council, "focused_visit")
    before = on_record(council, "focused_visit")
    visit.release().publish()
    assert on_record(council, "focused_visit") == before == [str(visit.case.inspection_id)]


def test_a_first_monitoring_letter_recorded_by_hand_meanwhile_is_not_an_earlier_visit(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = approved(on_site(people, council, clock, event="monitoring_visit"))
    by_hand(story, council, "monitoring_visit")
    story.release().publish()
    assert not Version.objects.get().public


def concern(story: Story, text: str) -> Story:
    return story.find("concern_to_be_put_right", text, put_right_by=date(2027, 1, 29), responsible="The director",
                      confirmer="The regional inspector")  # fmt: skip


def standing(body: Body) -> list[str]:
    """What is to be put right, as the due engine and the pages read it."""
    (history,) = histories([body.key])
    return [one.text for one in history.findings]


def test_an_amendment_takes_back_what_it_struck_adds_what_is_new_and_leaves_the_rest_as_it_was(
    visit: Story, council: Body
) -> None:
    approved(concern(concern(visit, "Calls wait."), "Visits are late.")).release().publish()
    kept = Finding.objects.get(text="Visits are late.")
    assurer = visit.people.actor("assurer")
    confirm_finding(by=assurer, finding=kept, on=timezone.localdate(), note="We saw it.")
    visit.take("assurer", "amend", reason="Calls do not wait.")
    struck = visit.case.findings.get(text="Calls wait.")
    judging.strike_finding(by=visit.people.actor("lead"), finding=struck)
    concern(visit, "Records are thin.").approve().release().publish()
    assert standing(council) == ["Visits are late.", "Records are thin."]
    kept.refresh_from_db()
    assert kept.confirmed_note == "We saw it."
    gone = Finding.objects.get(text="Calls wait.")
    assert gone.taken_back_at is not None
    with pytest.raises(EventRefused, match="no longer does"):
        confirm_finding(by=assurer, finding=gone, on=timezone.localdate(), note="We saw it.")


def test_what_a_withdrawn_report_found_is_to_be_put_right_no_more(visit: Story, council: Body) -> None:
    approved(concern(visit, "Calls wait.")).release().publish()
    assert standing(council) == ["Calls wait."]
    visit.take("senior", "withdraw", reason="It named a child.")
    assert standing(council) == []
    assert Finding.objects.get().text == "Calls wait."
