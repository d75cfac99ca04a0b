"""What is published is what was approved, to the byte; and one report that is refused keeps no other back."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone
from tests.casework.people import MONDAY, People, Story, on_site, planned

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.casework import report
from inspectorate.webapp.casework.actions import release
from inspectorate.webapp.casework.chain import verify
from inspectorate.webapp.casework.models import Approval, Case, Version
from inspectorate.webapp.casework.refusals import CaseRefused
from inspectorate.webapp.inspections.models import InspectionFact
from inspectorate.webapp.register.models import Body

pytestmark = pytest.mark.django_db
WORKER = Actor.worker("test")


def approved(story: Story) -> Story:
    """A visit from its last day to the approval of its letter."""
    assert story.case.ends is not None
    story.on(story.case.ends, 17).take("lead", "write", done_on=timezone.localdate()).write()
    return story.take("lead", "send_to_assurance").take("assurer", "send_to_body").answer().approve()


def forget_content(approval: Approval) -> None:
    """An approval as it was kept when only its hash was."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE casework_approval SET content = '' WHERE id = %s", [approval.pk])


@pytest.fixture
def released(people: People, council: Body, clock: time_machine.Traveller) -> Story:
    return approved(on_site(people, council, clock, event="focused_visit", topics=("The front door",))).release()


def rename(body: Body) -> str:
    was = body.name
    Body.objects.filter(pk=body.pk).update(name="Lornmere and Vale")
    return was


def test_a_body_renamed_before_the_embargo_ends_is_published_under_the_name_that_was_approved(
    released: Story, council: Body
) -> None:
    was = rename(council)
    version = released.publish().case.versions.get()
    approval = Approval.objects.get()
    assert json.loads(version.content)["body"]["name"] == was
    assert (version.content, version.sha256) == (approval.content, approval.sha256)


def test_what_only_a_hash_was_kept_of_is_published_while_it_is_the_same_and_refused_once_it_is_not(
    released: Story, council: Body
) -> None:
    forget_content(Approval.objects.get())
    was = rename(council)
    with pytest.raises(CaseRefused, match="not what was approved"):
        released.publish()
    assert released.now().stage == "scheduled"
    Body.objects.filter(pk=council.pk).update(name=was)
    assert released.publish().case.stage == "published"


def test_one_refused_report_keeps_no_other_back_and_the_audit_record_says_why(
    people: People, council: Body, clock: time_machine.Traveller, released: Story
) -> None:
    other = on_site(people, council, clock, event="monitoring_visit")
    approved(other).release()
    forget_content(Approval.objects.get(case=released.case))
    rename(council)
    refused, published = release.publish_due(by=WORKER)
    assert (refused.case, refused.version) == (released.case, None)
    assert "not what was approved" in refused.refused
    assert published.version == Version.objects.get(case=other.case)
    entry = AuditEntry.objects.get(action="publication_refused")
    assert (entry.subject_id, entry.summary["why"]) == (str(released.case.pk), refused.refused)


def test_a_report_that_the_record_would_not_take_is_neither_approved_nor_released(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = approved(on_site(people, council, clock, event="focused_visit"))
    Case.objects.filter(pk=story.case.pk).update(ends=timezone.localdate() + timedelta(days=1))
    with pytest.raises(CaseRefused, match="must not be in the future"):
        story.approve()
    clock.shift(timedelta(days=1))
    story.approve()
    clock.shift(timedelta(days=-1))
    with pytest.raises(CaseRefused, match="must not be in the future"):
        story.release()


def test_a_case_turned_into_another_event_after_its_last_day_goes_back_on_site(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    story = planned(people, council, clock, edition="proposal-2017/2017-02-01", event="short")
    story.take("lead", "give_notice", told="The director", done_on=MONDAY).take("lead", "prepare")
    story.on("2026-11-30").take("lead", "begin").on("2026-12-04", 17)
    story.take("lead", "judge", done_on=date(2026, 12, 4))
    story.take("lead", "convert", event="two_week", ends=date(2026, 12, 18), reason="Children waited.")
    assert story.case.stage == "on_site"
    with pytest.raises(CaseRefused, match="must not be in the future"):
        story.take("lead", "judge", done_on=date(2026, 12, 18))
    story.on("2026-12-16", 17).take("lead", "judge", done_on=date(2026, 12, 16))
    assert (story.case.stage, story.case.ends) == ("judging", date(2026, 12, 16))


def test_the_record_says_what_the_published_version_says(released: Story) -> None:
    released.publish()
    content = json.loads(Version.objects.get().content)
    fact = InspectionFact.objects.get(inspection=released.case.inspection)
    assert [fact.event, fact.started.isoformat(), fact.topics] == [
        content["event"]["id"], content["started"], content["topics"],
    ]  # fmt: skip


def page(story: Story, who: str, address: str) -> str:
    client = Client()
    client.force_login(story.people.users[who], "allauth.account.auth_backends.AuthenticationBackend")
    return client.get(f"/cases/{story.case.slug}/{address}/").text


def test_why_a_report_is_amended_is_read_approved_and_hashed_with_it(released: Story) -> None:
    first = json.loads(released.publish().case.versions.get().content)
    assert "amended" not in first
    released.take("assurer", "amend", reason="A figure was wrong.")
    assert "Amended: A figure was wrong." in page(released, "assurer", "report/approve")
    released.approve()
    assert "Amended: A figure was wrong." in page(released, "senior", "moves/release")
    version = released.release().publish().case.versions.get(number=2)
    assert json.loads(version.content)["amended"] == version.reason == "A figure was wrong."
    assert verify() == []


def test_an_amendment_begun_anew_for_another_reason_must_be_approved_again(released: Story) -> None:
    released.publish().take("assurer", "amend", reason="A figure was wrong.").approve()
    released.take("senior", "drop_amendment", reason="No figure was.").take(
        "senior", "amend", reason="A day was wrong."
    )
    with pytest.raises(CaseRefused, match="approves the last version first"):
        released.release()


def test_an_amendment_that_was_approved_without_its_reason_is_approved_again(released: Story) -> None:
    released.publish().take("assurer", "amend", reason="A figure was wrong.").approve().release()
    approval = Approval.objects.latest("id")
    text = report.canonical({name: value for name, value in json.loads(approval.content).items() if name != "amended"})
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE casework_approval SET content = %s, sha256 = %s WHERE id = %s",
            [text, report.digest(text), approval.pk],
        )
    with pytest.raises(CaseRefused, match="approve it again"):
        released.publish()


@pytest.mark.parametrize("move", ["amend", "withdraw"])
def test_a_reason_that_the_public_reads_names_no_child(released: Story, move: str) -> None:
    released.publish()
    with pytest.raises(CaseRefused, match="Mend first: “boy called Jordan” may name a child"):
        released.take("senior", move, reason="It told where a boy called Jordan lives.")
    assert released.now().stage == "published"
    assert released.take("senior", move, reason="It told where a boy lives.").case.stage != "published"


def test_a_topic_and_a_regulation_name_no_child_either(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    with pytest.raises(CaseRefused, match=r"The public reads what it looks at\. “girl called Ruby” may name a child"):
        planned(people, council, clock, event="focused_visit", topics=("The girl called Ruby",))
    story = on_site(people, council, clock, event="focused_visit", topics=("Child Protection and Child Sexual Abuse",))
    assert story.case.ends is not None
    story.find("area_for_improvement", "Visits are late.", regulation="Regulation 7, for the boy called Jordan")
    story.on(story.case.ends, 17).take("lead", "write", done_on=timezone.localdate()).write()
    with pytest.raises(CaseRefused, match="Mend first: “boy called Jordan” may name a child"):
        story.take("lead", "send_to_assurance")
    story.case.findings.all().update(regulation="Regulation 7")
    assert story.take("lead", "send_to_assurance").case.stage == "quality_assurance"
    Case.objects.filter(pk=story.case.pk).update(topics=["The girl called Ruby"])
    story.now()
    with pytest.raises(CaseRefused, match="Mend first: “girl called Ruby” may name a child"):
        story.take("assurer", "send_to_body")
