"""A case taken out: the page that is read, what the body gets, and a file that is missing."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
import time_machine
from django.utils import timezone
from tests.casework.people import GOOD, People, Story, on_site, sent
from tests.casework.test_pages import browser, words

from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.casework.actions import evidence, preparing
from inspectorate.webapp.casework.actions import report as drafting
from inspectorate.webapp.casework.actions.export import exported
from inspectorate.webapp.inspections.files import kept_file
from inspectorate.webapp.register.models import Body

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(people: People, council: Body, clock: time_machine.Traveller) -> Story:
    """A graded inspection whose draft was sent to the body, with a note, a meeting and a finding."""
    begun = on_site(people, council, clock)
    evidence.new_note(
        by=people.actor("inspector"), case=begun.case, sent=sent("A worker told us that visits are late.")
    )
    preparing.note_meeting(
        by=people.actor("lead"),
        case=begun.case,
        held_on=timezone.localdate(),
        present="Dina Pellstowe",
        said="So far so good.",
    )
    begun.find("strength", "Workers are kind.").find("area_for_improvement", "Visits are late.", area="in_care")
    assert begun.case.ends is not None
    begun.on(begun.case.ends, 17).take("lead", "judge", done_on=timezone.localdate())
    begun.grade("lead", "provisional", **GOOD).take("lead", "draft").write().take("lead", "send_to_assurance")
    return begun.grade("assurer", "moderated", **GOOD).take("assurer", "send_to_body")


def taken(story: Story, who: str) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(exported(by=story.people.actor(who), case=story.now())))


def held(story: Story, who: str) -> dict[str, object]:
    return json.loads(taken(story, who).read("case.json"))


def test_the_page_says_in_words_what_the_data_hold(story: Story) -> None:
    page = taken(story, "lead").read("case.html").decode()
    told = words(page)
    for part in (
        "Stage Factual accuracy",
        "Part Lead inspector",
        "Name Lead Number",
        "Held on 30 November 2026 Present Dina Pellstowe",
        "Judgement The experiences and progress of children in care Step Moderated Grade Good",
        "Kind Area for improvement Area The experiences and progress of children in care Text Visits are late.",
        "A worker told us that visits are late.",
        "Section Summary",
        "Announced Yes",
    ):
        assert part in told
    for raw in ("None", "datetime", "{&#39;", "[&#39;", "{'", "['", "factual_accuracy", "user_id"):
        assert raw not in page.replace("<p>None.</p>", "")


def test_the_body_takes_out_the_meetings_and_the_draft_once_it_has_opened_it(story: Story) -> None:
    before = held(story, "director")
    assert [one["said"] for one in before["meetings"]] == ["So far so good."]
    assert (before["paragraphs"], before["grades"], before["findings"]) == ([], [], [])
    drafting.receive_draft(by=story.people.actor("director"), case=story.now())
    drafting.make_point(
        by=story.people.actor("director"), paragraph=story.case.paragraphs.get(), proposed="Often enough.", evidence=""
    )
    after = held(story, "director")
    assert [point["proposed"] for one in after["paragraphs"] for point in one["points"]] == ["Often enough."]
    assert {one["judgement"]: one["grade"] for one in after["grades"]} == GOOD
    assert [one["text"] for one in after["findings"]] == ["Visits are late."]
    assert set(after) == {"case", "meetings", "paragraphs", "grades", "findings", "versions"}
    page = words(taken(story, "nominee").read("case.html").decode())
    assert "Proposed Often enough." in page
    assert "A worker told us" not in page
    assert "Workers are kind" not in page
    assert AuditEntry.objects.filter(action="case_exported_to_body").count() == 3


def test_the_body_is_offered_its_file_and_a_stranger_gets_none(story: Story) -> None:
    page = browser(story.people, "director").get(f"/cases/{story.case.slug}/").text
    assert "Take out what you may read of this case" in page
    for who in ("stranger", "outsider", "scheduler"):
        with pytest.raises(PermissionRefused):
            exported(by=story.people.actor(who), case=story.case)


def test_what_was_published_is_in_the_file_of_the_body(story: Story) -> None:
    story.answer().grade("assurer", "final", **GOOD).approve().release().publish()
    (version,) = held(story, "director")["versions"]
    assert version["content"] == story.case.versions.get().content
    assert "Grade label Good" in words(taken(story, "director").read("case.html").decode())


@pytest.mark.parametrize(
    ("harm", "why"), [("gone", "It is not on the disk any more."), ("changed", "It was changed on the disk.")]
)
def test_a_file_that_is_missing_is_named_and_keeps_nothing_else_back(
    people: People, council: Body, clock: time_machine.Traveller, harm: str, why: str
) -> None:
    story, by = on_site(people, council, clock), people.actor("inspector")
    version = evidence.new_note(by=by, case=story.case, sent=sent())
    for name, content in (("plan.txt", b"the plan"), ("photo.txt", b"the photograph")):
        evidence.attach(by=by, note=version.note, name=name, content=content)
    lost = version.note.attachments.get(name="plan.txt")
    path = kept_file(lost.sha256)
    if harm == "gone":
        path.unlink()
    else:
        path.chmod(0o600)
        path.write_bytes(b"another plan")
    packed = taken(story, "lead")
    assert [name.rpartition("-")[2] for name in packed.namelist() if name.startswith("files/")] == ["photo.txt"]
    (missing,) = json.loads(packed.read("case.json"))["missing_files"]
    assert (missing["name"], missing["why"]) == ("plan.txt", why)
    assert f"Name plan.txt Fingerprint {lost.sha256} Why {why}" in words(packed.read("case.html").decode())
