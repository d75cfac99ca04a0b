"""Evidence: taken in once, never overwritten, and one fault never keeps the rest out."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from tests.casework.people import TEXT, People, Story, on_site, planned, sent

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.casework import evidence as reading
from inspectorate.webapp.casework import queries
from inspectorate.webapp.casework.actions.evidence import MOST, Receipt, Sent, attach, receive
from inspectorate.webapp.casework.actions.judging import ask_second_opinion
from inspectorate.webapp.casework.models import KeptRefused, Note, NoteVersion
from inspectorate.webapp.casework.presenters import note_choices
from inspectorate.webapp.register.models import Body

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


@pytest.fixture
def story(people: People, council: Body, clock: time_machine.Traveller) -> Story:
    return on_site(people, council, clock)


def given(story: Story, who: str, *versions: Sent) -> Receipt:
    return receive(by=story.people.actor(who), case=story.case, sent=versions)


def test_what_is_sent_twice_is_kept_once(story: Story) -> None:
    version = sent()
    for _ in range(2):
        receipt = given(story, "lead", version)
        assert receipt.kept == [str(version.id)]
    assert NoteVersion.objects.count() == 1


def test_what_is_sent_again_with_more_in_it_is_kept_too_and_once(story: Story) -> None:
    first = sent("One.")
    more, most = replace(first, text="One. Two."), replace(first, text="One. Two. Three.")
    receipts = [given(story, "lead", one) for one in (first, more, most, more, first, most)]
    assert all(receipt.kept == [str(first.id)] for receipt in receipts)
    assert [version.text for version in NoteVersion.objects.order_by("at")] == [
        "One.", "One. Two.", "One. Two. Three.",
    ]  # fmt: skip
    (note,) = reading.readings(story.case)
    assert (note.newest.text, note.forked) == ("One. Two. Three.", False)
    assert receipts[-1].kept_as == {str(first.id): str(note.newest.pk)}


def test_what_was_written_on_a_version_sent_again_follows_what_it_had_in_the_end(story: Story) -> None:
    first = sent("One.")
    given(story, "lead", first)
    again, second = replace(first, text="One. Two."), sent("One. Two. Three.", note=first.note, after=first.id)
    receipt = given(story, "lead", again, second)
    assert receipt.forked == []
    (note,) = reading.readings(story.case)
    assert (note.versions, note.forked, note.newest.after) == (3, False, UUID(receipt.kept_as[str(first.id)]))


def test_an_id_of_another_note_hides_nothing(story: Story) -> None:
    first = sent("One.")
    given(story, "lead", first, replace(first, note=uuid4(), text="Of another note."))
    assert {note.newest.text for note in reading.readings(story.case)} == {"One.", "Of another note."}


def test_an_edit_is_a_version_on_top_and_the_first_stays(story: Story) -> None:
    first = sent("One.")
    second = sent("One. Two.", note=first.note, after=first.id)
    receipt = given(story, "lead", first, second)
    assert receipt.forked == []
    (note,) = reading.readings(story.case)
    assert (note.newest.text, note.versions, note.forked) == ("One. Two.", 2, False)


def test_two_devices_that_write_from_the_same_version_are_both_kept(story: Story) -> None:
    first = sent("One.")
    given(story, "lead", first)
    for who, text in (("lead", "One. From the tablet."), ("inspector", "One. From the laptop.")):
        receipt = given(story, who, sent(text, note=first.note, after=first.id))
    assert receipt.forked == [str(first.note)]
    (note,) = reading.readings(story.case)
    assert (note.versions, note.forked) == (3, True)
    assert [side.text for side in note.sides] == ["One. From the laptop.", "One. From the tablet."]


def forked(story: Story) -> tuple[Sent, Sent]:
    """The two sides of a note: one of the lead, and a later one of the inspector."""
    first = sent("One.", areas=("in_care",))
    one, other = (sent(text, note=first.note, after=first.id, areas=("in_care",)) for text in ("Lead.", "Inspector."))
    given(story, "lead", first, one)
    given(story, "inspector", other)
    return one, other


def test_writing_on_one_side_of_a_fork_hides_the_other_from_nobody(story: Story) -> None:
    one, _ = forked(story)
    receipt = given(story, "lead", sent("Lead, again.", note=one.note, after=one.id))
    assert receipt.forked == []
    (note,) = reading.readings(story.case)
    assert [side.text for side in note.sides] == ["Lead, again.", "Inspector."]


def test_a_side_that_is_taken_out_leaves_the_other(story: Story) -> None:
    _, other = forked(story)
    given(story, "inspector", sent("", note=other.note, after=other.id))
    (note,) = reading.readings(story.case)
    assert ([side.text for side in note.sides], note.forked) == (["Lead."], False)


def signed_in(story: Story, client: Client, who: str) -> Client:
    client.force_login(story.people.users[who], "allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_every_page_shows_both_sides_of_a_fork(story: Story, client: Client) -> None:
    forked(story)
    case = f"/cases/{story.case.slug}/"
    story.on(story.case.ends, 17).take("lead", "judge", done_on=timezone.localdate())
    asked = ask_second_opinion(by=story.people.actor("lead"), case=story.case, user=story.people.users["outsider"])
    for who, page in (
        ("lead", f"{case}evidence/"),
        ("outsider", f"/cases/opinions/{asked.pk}/"),
        ("lead", f"{case}judgements/in_care/"),
    ):
        text = signed_in(story, client, who).get(page).text
        assert ("Lead." in text, "Inspector." in text) == (True, True)
        assert "Two people wrote from the same version" in text
    (told,) = client.get(f"{case}notes/").json()["notes"]
    assert (told["text"], [side["text"] for side in told["others"]], told["forked"]) == ("Inspector.", ["Lead."], True)


def test_a_note_with_nothing_but_a_photograph_is_shown_by_the_name_of_its_file(story: Story, client: Client) -> None:
    blank = sent("", areas=("in_care",))
    given(story, "lead", blank, sent(""))
    actor = story.people.actor("lead")
    attach(by=actor, note=Note.objects.get(pk=blank.note), name="kitchen.png", content=PNG)
    (note,) = reading.readings(story.case)
    assert [str(file) for file in note.files] == ["kitchen.png"]
    assert weighed(story)["in_care"].count == 1
    assert note_choices([note]) == [(str(blank.note), "Only files: kitchen.png")]
    case = f"/cases/{story.case.slug}/"
    assert "kitchen.png" in signed_in(story, client, "lead").get(f"{case}evidence/").text
    (told,) = client.get(f"{case}notes/").json()["notes"]
    assert told["files"] == ["kitchen.png"]


def test_a_devices_wrong_clock_changes_no_order(story: Story) -> None:
    first = sent("One.", device_at=datetime(2031, 1, 1, tzinfo=UTC))
    given(story, "lead", first)
    given(story, "lead", sent("Two.", note=first.note, after=first.id, device_at=datetime(1999, 1, 1, tzinfo=UTC)))
    (note,) = reading.readings(story.case)
    assert note.newest.text == "Two."
    assert note.newest.device_at.year == 1999


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ({"text": "x" * (MOST + 1)}, "holds at most 200,000 characters"),
        ({"areas": ("no_such_area",)}, "has a tag that the framework of this case does not have"),
        ({"areas": ("in_care.no_such",)}, "has a tag that the framework of this case does not have"),
        ({"source": "gossip"}, "has a tag that the framework of this case does not have"),
        ({"weighs": "both"}, "has a tag that the framework of this case does not have"),
        ({"line": "x" * 201}, "holds at most 200 characters"),
        ({"text": "\ud800"}, "cannot be kept here"),
    ],
)
def test_one_fault_keeps_nothing_else_out(story: Story, fault: dict[str, Any], told: str) -> None:
    bad, good = sent(**fault), sent()
    receipt = given(story, "lead", bad, good)
    assert receipt.kept == [str(good.id)]
    assert told in receipt.refused[str(bad.id)]


def test_a_note_stays_in_its_case(story: Story, people: People, clock: time_machine.Traveller) -> None:
    note = sent()
    given(story, "lead", note)
    other = on_site(people, Body.objects.get(name="Quernshire"), clock)
    receipt = given(other, "lead", sent("Elsewhere.", note=note.note))
    assert "belongs to another case" in next(iter(receipt.refused.values()))


def test_a_case_that_is_only_planned_takes_no_evidence(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    receipt = given(planned(people, council, clock), "lead", sent())
    assert "stays on this device" in next(iter(receipt.refused.values()))


@pytest.mark.parametrize("who", ["outsider", "assurer", "senior", "director", "scheduler", "analyst"])
def test_only_the_team_writes_evidence(story: Story, who: str) -> None:
    with pytest.raises(PermissionRefused):
        given(story, who, sent())


def test_only_a_person_writes_evidence(story: Story) -> None:
    with pytest.raises(PermissionRefused):
        receive(by=Actor.worker("job"), case=story.case, sent=[sent()])


def test_versions_are_neither_changed_nor_removed(story: Story) -> None:
    given(story, "lead", sent())
    version = NoteVersion.objects.get()
    for act in (version.save, version.delete, NoteVersion.objects.all().delete):
        with pytest.raises(KeptRefused):
            act()


def weighed(story: Story) -> dict[str, reading.Weight]:
    judgements = queries.edition_of(story.case).judgements
    return {one.area: one for one in reading.weights(judgements, reading.readings(story.case))}


def test_evidence_is_weighed_by_area_and_gaps_are_named(story: Story) -> None:
    given(
        story, "lead",
        sent("A", areas=("in_care",), source="record", weighs="strength"),
        sent("B", areas=("in_care", "leadership"), source="child", weighs="weakness"),
        sent("C", areas=("care_leavers",)),
        sent("   "),
    )  # fmt: skip
    found = weighed(story)
    assert (found["in_care"].count, len(found["in_care"].strengths), found["in_care"].gap) == (2, 1, "")
    assert found["leadership"].gap == "All from one kind of source: a child or young person."
    assert found["care_leavers"].gap == "No note says what it comes from."
    assert found["overall"].gap == "No evidence yet."


def test_evidence_of_a_criterion_is_evidence_of_its_area_and_gaps_of_criteria_are_counted(story: Story) -> None:
    given(
        story, "lead",
        sent("A", areas=("in_care.permanence",), source="record", weighs="strength"),
        sent("B", areas=("in_care.permanence",), source="child"),
        sent("C", areas=("in_care.health",), source="child"),
    )  # fmt: skip
    found = weighed(story)
    criteria = {one.area: one for one in found["in_care"].criteria}
    assert (found["in_care"].count, found["leadership"].count) == (3, 0)
    assert [criteria[f"in_care.{id_}"].gap for id_ in ("permanence", "health", "education")] == [
        "", "All from one kind of source: a child or young person.", "No evidence yet.",
    ]  # fmt: skip
    assert (found["in_care"].gaps, len(criteria)) == (7, 8)


def as_json(story: Story, client: Client, who: str, body: object) -> HttpResponse:
    signed_in(story, client, who)
    text = body if isinstance(body, str) else json.dumps(body)
    return client.post(f"/cases/{story.case.slug}/notes/", text, content_type="application/json")


def test_a_device_sends_and_reads_notes_as_json(story: Story, client: Client) -> None:
    version = {"id": str(uuid4()), "note": str(uuid4()), "device": "tablet", "device_at": timezone.now().isoformat(),
               "text": TEXT, "areas": ["in_care"], "about_on": "2026-11-30", "retyped": True}  # fmt: skip
    answer = as_json(story, client, "lead", {"versions": [version]})
    assert answer.json() == {"kept": [version["id"]], "kept_as": {}, "refused": {}, "forked": []}
    (note,) = client.get(f"/cases/{story.case.slug}/notes/").json()["notes"]
    assert (note["text"], note["areas"], note["about_on"], note["retyped"]) == (TEXT, ["in_care"], "2026-11-30", True)


@pytest.mark.parametrize(
    "wrong",
    [{"id": 5}, {"id": "1"}, {"note": None}, {"about_on": "20255-01-12"}, {"device_at": "yesterday"}, {"areas": 3}],
)
def test_a_version_that_cannot_be_read_keeps_no_other_out(
    story: Story, client: Client, wrong: dict[str, object]
) -> None:
    good = {"id": str(uuid4()), "note": str(uuid4()), "device": "tablet", "device_at": "2026-11-30T10:00:00Z",
            "text": TEXT}  # fmt: skip
    bad = good | {"id": str(uuid4())} | wrong
    answer = as_json(story, client, "lead", {"versions": [bad, "nonsense", good]}).json()
    assert answer["kept"] == [good["id"]]
    assert "cannot be read" in answer["refused"][str(bad["id"])]


@pytest.mark.parametrize("body", ["nonsense", {}, [], {"versions": 3}])
def test_what_cannot_be_read_is_refused_in_words(story: Story, client: Client, body: object) -> None:
    answer = as_json(story, client, "lead", body)
    assert answer.status_code == 400
    assert "cannot be read" in answer.json()["refused"]


def test_to_whom_a_case_is_nothing_its_notes_are_not_there(story: Story, client: Client) -> None:
    assert as_json(story, client, "outsider", {"versions": []}).status_code == 404
