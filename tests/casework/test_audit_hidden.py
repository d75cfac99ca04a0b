"""Who owes a blind second opinion does not read in the audit record what tells of the first grades."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from tests.accounts.people import SOMEBODY
from tests.casework.people import GOOD, INADEQUATE, People, Story, on_site

from inspectorate.webapp.audit.hidden import hidden_from
from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.audit.queries import Sought, entries
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.casework.actions import judging
from inspectorate.webapp.casework.models import SecondOpinion
from inspectorate.webapp.register.models import Body

pytestmark = pytest.mark.django_db
SENIOR = "senior@example.org"
WHY = "You owe a second opinion on Lornmere."


@pytest.fixture
def story(people: People, council: Body, clock: time_machine.Traveller) -> Story:
    """A case whose leadership the consistency panel looked at, since it was found inadequate."""
    story = on_site(people, council, clock)
    story.on(story.case.ends or timezone.localdate(), 17).take("lead", "judge", done_on=story.case.ends)
    story.grade("lead", "provisional", **INADEQUATE).take("lead", "draft").write().take("lead", "send_to_assurance")
    return story.grade("senior", "panel", leadership="inadequate")


@pytest.fixture
def asked(story: Story, people: People) -> SecondOpinion:
    return judging.ask_second_opinion(by=people.actor("lead"), case=story.case, user=people.users["checker"])


def found(people: People, name: str, **sought: str) -> set[str]:
    """The actions that somebody finds in the audit record."""
    rows = entries(Sought(**sought), hidden=hidden_from(people.actor(name)))
    return set(rows.values_list("action", flat=True))


def audit_page(client: Client, people: People, name: str) -> str:
    client.force_login(people.users[name], "allauth.account.auth_backends.AuthenticationBackend")
    return client.get(f"/audit/?actor={SENIOR}").text


def test_who_graded_and_who_was_named_is_hidden_until_the_opinion_is_given(
    client: Client, story: Story, people: People, asked: SecondOpinion
) -> None:
    record(by=people.actor("senior"), action="fault_reported", subject="faults.fault:1", page="/due/")
    about = f"casework.case:{story.case.pk}"
    assert found(people, "checker", actor=SENIOR) == {"fault_reported"}
    assert found(people, "checker", action="case_member_added") == set()
    assert found(people, "checker", subject=about) == set()
    page = audit_page(client, people, "checker")
    assert (WHY in page, "graded leadership" in page, "1 entry" in page) == (True, False, True)
    judging.give_second_opinion(by=people.actor("checker"), asked=asked, grades=GOOD, rationale="As I read it.")
    assert found(people, "checker", actor=SENIOR) == {"fault_reported", "area_graded"}
    assert found(people, "checker", subject=about) >= {"case_opened", "case_moved"}
    page = audit_page(client, people, "checker")
    assert (WHY in page, "graded leadership" in page) == (False, True)


def test_the_case_alone_is_hidden_and_from_nobody_else(story: Story, people: People, asked: SecondOpinion) -> None:
    other = story.case.body.cases.create(
        slug="other", pinned=story.case.pinned, event="focused_visit", stage_since=timezone.now()
    )
    record(by=SOMEBODY, action="case_opened", subject=other, body=str(other.body), event=other.event)
    assert found(people, "checker", subject=f"casework.case:{other.pk}") == {"case_opened"}
    assert found(people, "assurer") == set(AuditEntry.objects.values_list("action", flat=True))


def test_entries_of_earlier_days_that_kept_a_step_or_a_kind_are_hidden_too(
    story: Story, people: People, asked: SecondOpinion
) -> None:
    judged = story.case.judged.get(step="panel")
    finding = story.case.findings.create(kind="priority_action", text="x", recorded_by="x")
    record(by=people.actor("senior"), action="area_graded", subject=judged, judgement="leadership", step="panel")
    record(by=people.actor("lead"), action="case_finding_added", subject=finding, kind="priority_action")
    assert not found(people, "checker") & {"area_graded", "case_finding_added"}


def test_what_was_said_of_the_report_and_what_is_kept_with_notes_is_hidden_too(
    story: Story, people: People, asked: SecondOpinion
) -> None:
    """These belong to paragraphs and notes, and only by them to the case."""
    paragraph = story.case.paragraphs.first()
    assert paragraph is not None
    comment = paragraph.comments.create(text="Is it as bad as that?", made_by="x")
    record(by=people.actor("senior"), action="comment_made", subject=comment, body=str(story.case.body))
    assert "comment_made" in found(people, "assurer")
    assert "comment_made" not in found(people, "checker")


def test_what_ended_without_being_given_hides_nothing(story: Story, people: People, asked: SecondOpinion) -> None:
    story.take("scheduler", "cancel", reason="A flood.")
    assert hidden_from(people.actor("checker")) == []
    assert "area_graded" in found(people, "checker", actor=SENIOR)
