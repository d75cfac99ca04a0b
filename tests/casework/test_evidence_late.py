"""What waited on the device of somebody whose part in the case ended meanwhile: taken in, marked, and nothing more."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from tests.casework.people import People, Story, on_site, sent

from inspectorate.webapp.accounts.models import Membership
from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.casework import evidence as reading
from inspectorate.webapp.casework.actions.evidence import Receipt, Sent, attach, receive
from inspectorate.webapp.casework.actions.team import add_member, end_member
from inspectorate.webapp.casework.export import as_values
from inspectorate.webapp.casework.models import Attachment, Note, NoteVersion
from inspectorate.webapp.register.models import Body

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
MARK = "sent after their part in the case had ended"


@pytest.fixture
def story(people: People, council: Body, clock: time_machine.Traveller) -> Story:
    return on_site(people, council, clock)


def given(story: Story, who: str, *versions: Sent) -> Receipt:
    return receive(by=story.people.actor(who), case=story.case, sent=versions)


def end(story: Story, who: str) -> None:
    member = story.case.members.get(user=story.people.users[who], ended_at=None)
    end_member(by=story.people.actor("scheduler"), member=member)


def client_of(story: Story, who: str) -> Client:
    client = Client()
    client.force_login(story.people.users[who], "allauth.account.auth_backends.AuthenticationBackend")
    return client


def post_note(story: Story, who: str, **more: Any) -> HttpResponse:
    version = {"id": str(uuid4()), "note": str(uuid4()), "device": "tablet", "text": "From the kitchen.",
               "device_at": timezone.now().isoformat()} | more  # fmt: skip
    body = json.dumps({"versions": [version]})
    return client_of(story, who).post(f"/cases/{story.case.slug}/notes/", body, content_type="application/json")


def post_file(story: Story, who: str, note: Note) -> HttpResponse:
    file = SimpleUploadedFile("kitchen.png", PNG, "image/png")
    return client_of(story, who).post(f"/cases/{story.case.slug}/notes/{note.pk}/files/", {"file": file})


def test_it_is_kept_marked_and_audited(story: Story) -> None:
    given(story, "inspector", sent("In time."))
    end(story, "inspector")
    late = sent("Late.")
    assert given(story, "inspector", late).kept == [str(late.id)]
    attach(by=story.people.actor("inspector"), note=Note.objects.get(pk=late.note), name="kitchen.png", content=PNG)
    assert dict(NoteVersion.objects.values_list("text", "after_part")) == {"In time.": False, "Late.": True}
    assert Attachment.objects.get().after_part
    actions = AuditEntry.objects.filter(actor="inspector@example.org").values_list("action", flat=True)
    assert list(actions.order_by("id")) == ["note_received", "late_note_received", "late_file_attached"]


def test_the_time_of_the_server_decides_and_whoever_is_named_again_is_not_late(story: Story) -> None:
    written = timezone.now()
    end(story, "inspector")
    given(story, "inspector", sent("Written before.", device_at=written))
    by, user = story.people.actor("scheduler"), story.people.users["inspector"]
    add_member(by=by, case=story.case, user=user, part="inspector")
    given(story, "inspector", sent("Written after."))
    assert dict(NoteVersion.objects.values_list("text", "after_part")) == {
        "Written before.": True, "Written after.": False,
    }  # fmt: skip


def test_the_team_sees_on_every_page_and_in_the_export_that_it_came_late(story: Story) -> None:
    first = sent("Written in time.", areas=("in_care",))
    given(story, "inspector", first)
    end(story, "inspector")
    given(story, "inspector", sent("Written on late.", note=first.note, after=first.id, areas=("in_care",)))
    assert post_file(story, "inspector", Note.objects.get()).status_code == 200
    case = f"/cases/{story.case.slug}/"
    lead = client_of(story, "lead")
    for page in ("evidence/", f"evidence/{first.note}/", "judgements/in_care/"):
        text = lead.get(case + page).text
        assert MARK in text
        assert "Written in time." in text
    assert "What came late stands beside what was there" in lead.get(f"{case}evidence/").text
    values = as_values(story.case)
    assert [one["after_part"] for one in values["notes"][0]["versions"]] == [False, True]
    assert [one["after_part"] for one in values["attachments"]] == [True]


@pytest.mark.parametrize("text", ["", "Nothing was wrong after all."])
def test_it_takes_nothing_away_from_the_team_and_changes_no_weight(story: Story, text: str) -> None:
    first = sent("The door was locked.", weighs="weakness")
    given(story, "lead", first)
    end(story, "inspector")
    late = sent(text, note=first.note, after=first.id, weighs="strength")
    on_top = sent(text, note=first.note, after=late.id, weighs="strength")
    given(story, "inspector", late, on_top)
    (note,) = reading.readings(story.case)
    assert (note.newest.text, note.newest.weighs) == ("The door was locked.", "weakness")
    assert [side.pk for side in note.sides[1:]] == [on_top.id] * bool(text)
    assert note.late is bool(text)
    receipt = given(story, "lead", sent("The door was locked at night.", note=first.note, after=first.id))
    assert receipt.forked == []


def test_they_read_nothing_of_the_case_in_answer(story: Story) -> None:
    first = sent("One.")
    given(story, "inspector", first)
    end(story, "inspector")
    given(story, "lead", sent("One. By the lead.", note=first.note, after=first.id))
    id_ = str(uuid4())
    answer = post_note(story, "inspector", id=id_, note=str(first.note), after=str(first.id))
    assert answer.json() == {"kept": [id_], "kept_as": {}, "refused": {}, "forked": []}
    answer = post_file(story, "inspector", Note.objects.get())
    assert set(answer.json()) == {"sha256"}
    client, case = client_of(story, "inspector"), f"/cases/{story.case.slug}/"
    pages = ("", "notes/", "notebook/", "evidence/", "evidence/new/", f"evidence/{first.note}/", "judgements/",
             f"evidence/{first.note}/files/{Attachment.objects.get().pk}/", "report/", "export/")  # fmt: skip
    assert {page: client.get(case + page).status_code for page in pages} == dict.fromkeys(pages, 404)
    assert case not in client.get("/cases/?state=all").text


@pytest.mark.parametrize("who", ["outsider", "assurer", "senior", "director", "scheduler", "analyst", "stranger"])
def test_whoever_was_never_of_the_team_sends_nothing(story: Story, who: str) -> None:
    given(story, "lead", sent())
    story.name_for_panel("senior")
    for name in ("assurer", "senior"):
        end(story, name)
    note = Note.objects.get()
    with pytest.raises(PermissionRefused):
        given(story, who, sent())
    with pytest.raises(PermissionRefused):
        attach(by=story.people.actor(who), note=note, name="kitchen.png", content=PNG)
    assert post_note(story, who).status_code in (403, 404)
    assert post_file(story, who, note).status_code in (403, 404)
    assert NoteVersion.objects.count() == 1
    assert not Attachment.objects.exists()


def test_whoever_is_no_inspector_any_more_sends_nothing(story: Story) -> None:
    end(story, "inspector")
    Membership.objects.filter(user=story.people.users["inspector"]).update(last=timezone.localdate())
    story.on("2027-01-11")
    with pytest.raises(PermissionRefused):
        given(story, "inspector", sent())
    assert post_note(story, "inspector").status_code == 403


def test_a_case_that_takes_no_evidence_takes_none_late_either(story: Story) -> None:
    end(story, "inspector")
    story.take("scheduler", "cancel", reason="It was planned by mistake.")
    answer = post_note(story, "inspector").json()
    assert "takes no evidence at its stage" in next(iter(answer["refused"].values()))
    assert not NoteVersion.objects.exists()
