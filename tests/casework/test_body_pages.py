"""Every page of a case, asked for by people of the body and others at every stage: what the body may open, and when."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import product
from zipfile import ZipFile

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.casework.people import MONDAY, People, Story, on_site, sent

from inspectorate.webapp.casework.actions import evidence
from inspectorate.webapp.casework.models import Case, Comment, Point
from inspectorate.webapp.casework.parts import SHARED, TOLD
from inspectorate.webapp.casework.table import table
from inspectorate.webapp.casework.urls import urlpatterns
from inspectorate.webapp.register.models import Body

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.slow]
SECRET = "Nobody looked at the seven letters."
"""What the draft says; it stands nowhere else."""
ALWAYS = {"case", "notice", "calendar", "meetings", "move", "export"}
DRAFT = {"point_new", "point"}


@pytest.fixture
def story(people: People, council: Body, clock: time_machine.Traveller) -> Story:
    """A visit whose draft has a paragraph with a comment and a point, and a note."""
    made = on_site(people, council, clock, event="focused_visit")
    evidence.receive(by=people.actor("lead"), case=made.case, sent=[sent()])
    made.find("area_for_improvement", "Letters are to be answered.")
    made.on(made.case.ends or MONDAY, 17).take("lead", "write", done_on=timezone.localdate()).write(text=SECRET)
    paragraph = made.case.paragraphs.get()
    Comment.objects.create(paragraph=paragraph, text="How often?", made_by="assurer@example.org")
    Point.objects.create(paragraph=paragraph, proposed="They were read.", made_by="director@example.org")
    return made


def addresses(case: Case) -> Iterator[tuple[str, str]]:
    """Every page about one case by its name; where an address names a row, there is one."""
    paragraph, note = case.paragraphs.get(), case.notes.get()
    ids = {
        "paragraph": paragraph.pk, "comment_new": paragraph.pk, "point_new": paragraph.pk,
        "comment": paragraph.comments.get().pk, "point": paragraph.points.get().pk, "decide": paragraph.points.get().pk,
        "finding_strike": case.findings.get().pk, "team_end": case.members.all()[0].pk,
        "note": note.pk, "files": note.pk, "attachment": note.pk,
    }  # fmt: skip
    others = {"move": "answer", "judgement": "overall", "to": "body", "number": 1, "slug": case.slug}
    for page in urlpatterns:
        takes = page.pattern.converters
        if "slug" in takes:
            yield page.name, reverse(f"casework:{page.name}", kwargs={
                name: ids[page.name] if name == "id" else others[name] for name in takes
            })  # fmt: skip


def opened(client: Client, case: Case) -> dict[str, str]:
    """The pages of a case that open, with what they say."""
    answers = {name: client.get(address) for name, address in addresses(case)}
    return {name: said(answer) for name, answer in answers.items() if answer.status_code == 200}


def said(answer: HttpResponse) -> str:
    """What an answer says; of an archive, all that its files say."""
    if answer["Content-Type"] != "application/zip":
        return str(answer.text)
    with ZipFile(BytesIO(answer.content)) as archive:
        return "\n".join(archive.read(name).decode(errors="replace") for name in archive.namelist())


@pytest.mark.parametrize("name", ["director", "nominee", "stranger", "outsider", "analyst"])
def test_the_body_reads_the_draft_once_it_was_sent_and_opened_and_others_outside_read_nothing(
    story: Story, people: People, name: str
) -> None:
    client = Client()
    client.force_login(people.users[name], "allauth.account.auth_backends.AuthenticationBackend")
    # To others the draft is closed whether or not it was opened: they are tried where most is open.
    opened_on = (None, timezone.localdate()) if name in ("director", "nominee") else (timezone.localdate(),)
    for stage, received in product(table().stages, opened_on):
        Case.objects.filter(pk=story.case.pk).update(stage=stage, draft_sent_on=MONDAY, draft_received_on=received)
        pages = opened(client, story.now())
        if name not in ("director", "nominee") or stage not in (*TOLD, "deferred", "cancelled"):  # it was told before
            assert not pages, (stage, set(pages))
            continue
        draft = {"shared"} | (DRAFT if received else set()) if stage in SHARED else set()
        assert set(pages) == ALWAYS | draft, (stage, received)
        told = {page for page, text in pages.items() if SECRET in text}
        assert told == (draft | {"export"} if draft and received else set()), (stage, received)
