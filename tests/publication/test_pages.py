"""What the public reads: without signing in, nothing but what was published, each version for ever."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zlib
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document
from tests.casework.conftest import clock, council, people
from tests.casework.people import MONDAY, TEXT, People, Story, on_site
from typer.testing import CliRunner

from inspectorate.cli import build
from inspectorate.webapp.casework.models import Version
from inspectorate.webapp.design import pdf
from inspectorate.webapp.register.models import Body

__all__ = ["clock", "council", "people"]
pytestmark = pytest.mark.django_db
GRADES = dict.fromkeys(("overall", "leadership", "help_and_protection", "in_care", "care_leavers"), "good")


def letter(people: People, council: Body, clock: time_machine.Traveller, event: str = "focused_visit") -> Story:
    story = on_site(people, council, clock, event=event)
    story.find("area_for_priority_action", "Children wait too long for a visit.")
    story.on(story.case.ends or MONDAY, 17).take("lead", "write", done_on=timezone.localdate()).write()
    return story.take("lead", "send_to_assurance").take("assurer", "send_to_body").answer().approve().release()


@pytest.fixture
def published(people: People, council: Body, clock: time_machine.Traveller) -> Story:
    return letter(people, council, clock).publish()


def test_nothing_of_a_case_is_public_before_it_is_published(
    people: People, council: Body, clock: time_machine.Traveller, client: Client
) -> None:
    story = letter(people, council, clock)
    assert client.get(f"/reports/{story.case.slug}/").status_code == 404
    assert council.name not in client.get("/reports/").text
    story.publish()
    assert TEXT in client.get(f"/reports/{story.case.slug}/").text
    assert council.name in client.get("/reports/?q=LORN").text
    assert council.name in client.get(f"/reports/?q={council.code.lower()}").text
    assert council.name not in client.get("/reports/?q=quern").text


def test_a_public_page_names_nobody_who_worked_on_the_case(published: Story, client: Client) -> None:
    pages = client.get(f"/reports/{published.case.slug}/").text + client.get("/reports/chain/").text
    for user in published.people.users.values():
        assert user.email not in pages
    assert set(json.loads(Version.objects.get().content)) == {
        "body", "case", "edition", "ended", "event", "findings", "judgements", "purpose", "sections", "started",
        "topics",
    }  # fmt: skip


def test_the_first_letter_of_a_series_is_in_the_chain_and_nowhere_else(
    people: People, council: Body, clock: time_machine.Traveller, client: Client
) -> None:
    story = letter(people, council, clock, event="monitoring_visit").publish()
    for address in ("", "1/", "1/report.json"):
        assert client.get(f"/reports/{story.case.slug}/{address}").status_code == 404
    (row,) = client.get("/reports/chain.json").json()["chain"]
    assert (row["report"], row["link"]) == (None, Version.objects.get().link)
    assert story.case.slug not in client.get("/reports/chain/").text


def test_the_json_is_byte_for_byte_what_the_fingerprint_is_of(published: Story, client: Client) -> None:
    answer = client.get(f"/reports/{published.case.slug}/1/report.json")
    (row,) = client.get("/reports/chain.json").json()["chain"]
    assert hashlib.sha256(answer.content).hexdigest() == row["sha256"]
    assert hashlib.sha256(f"{row['previous']}\n{row['sha256']}".encode()).hexdigest() == row["link"]


def paragraphs(story: Story, client: Client, number: int) -> list[str]:
    """Those of a version as a Word document."""
    document = Document(io.BytesIO(client.get(f"/reports/{story.case.slug}/{number}/report.docx").content))
    return [one.text for one in document.paragraphs]


def test_the_word_document_has_headings_and_the_text(published: Story, client: Client) -> None:
    document = Document(io.BytesIO(client.get(f"/reports/{published.case.slug}/1/report.docx").content))
    assert [one.text for one in document.paragraphs if one.style.name.startswith("Heading")] == [
        "What this visit looked at", "What is to be put right",
    ]  # fmt: skip
    assert TEXT in paragraphs(published, client, 1)
    assert document.core_properties.title == "Lornmere: Focused visit"


def test_the_pdf_is_tagged_and_says_its_language_and_title(published: Story, client: Client) -> None:
    if why := pdf.refused():
        pytest.skip(f"missing: {why}")
    content = client.get(f"/reports/{published.case.slug}/1/report.pdf").content
    assert content.startswith(b"%PDF-1.7")
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.S)
    whole = content + b"".join(zlib.decompress(one) for one in streams if one[:1] == b"x")
    for said in (b"/StructTreeRoot", b"/Marked true", b"/Lang (en-GB)", b"pdfuaid"):
        assert said in whole


def test_where_no_pdf_can_be_made_the_page_says_why(
    published: Story, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "refused", lambda: "A PDF cannot be made here.")
    assert "A PDF cannot be made here." in client.get(f"/reports/{published.case.slug}/").text
    assert client.get(f"/reports/{published.case.slug}/1/report.pdf").status_code == 404


def test_an_amendment_stands_beside_what_it_amends(published: Story, client: Client) -> None:
    published.take("assurer", "amend", reason="A figure was wrong.").write("lead", "A second paragraph.")
    published.approve().release().publish()
    newest = client.get(f"/reports/{published.case.slug}/").text
    first = client.get(f"/reports/{published.case.slug}/1/").text
    assert "Amended: A figure was wrong." in newest
    assert "A second paragraph." in newest
    assert "A second paragraph." not in first
    assert "This is an earlier version." in first
    assert "Amended: A figure was wrong." in paragraphs(published, client, 2)
    assert not [text for text in paragraphs(published, client, 1) if text.startswith("Amended")]


def test_a_withdrawn_report_says_so_and_shows_nothing_else(published: Story, client: Client) -> None:
    published.take("senior", "withdraw", reason="It named a child.")
    page = client.get(f"/reports/{published.case.slug}/").text
    assert "It named a child." in page
    assert TEXT not in page
    assert client.get(f"/reports/{published.case.slug}/1/report.json").status_code == 404
    assert "withdrawn" in client.get("/reports/").text


def test_a_form_that_no_report_is_given_in_is_not_there(published: Story, client: Client) -> None:
    assert client.get(f"/reports/{published.case.slug}/1/report.exe").status_code == 404


def test_a_list_of_many_reports_asks_the_database_no_more_often_than_one_of_one(
    published: Story, client: Client, django_assert_num_queries: Any
) -> None:
    with CaptureQueriesContext(connection) as asked:
        client.get("/reports/")
    published.take("assurer", "amend", reason="A figure was wrong.").write("lead", "A second paragraph.")
    published.approve().release().publish()
    letter(published.people, published.case.body, published.clock).publish()
    with django_assert_num_queries(len(asked)):
        page = client.get("/reports/").text
    assert page.count("govuk-heading-s") == 2


def test_the_command_says_which_report_is_refused_and_fails(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    case = letter(people, council, clock).case
    with connection.cursor() as cursor:
        cursor.execute("UPDATE casework_approval SET content = content || ' '")
    told = CliRunner().invoke(build(), ["reports", "publish"], catch_exceptions=False)
    assert told.exit_code == 1
    assert f"Not published, {case.slug}: Lornmere. What would be published is not what was approved." in told.output


def test_the_command_finds_what_was_changed_and_publishes_what_is_due(
    people: People, council: Body, clock: time_machine.Traveller
) -> None:
    letter(people, council, clock)
    told = CliRunner().invoke(build(), ["reports", "publish"], catch_exceptions=False)
    assert "Published version 1" in told.output
    held = CliRunner().invoke(build(), ["reports", "verify"], catch_exceptions=False)
    assert (held.exit_code, held.output.strip()) == (0, "Every one of 1 published versions is as it was published.")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE casework_version SET content = content || ' '")
    broken = CliRunner().invoke(build(), ["reports", "verify", "--format", "json"], catch_exceptions=False)
    assert broken.exit_code == 1
    assert len(json.loads(broken.output)["faults"]) == 1
    assert "The chain is broken" in Client().get("/reports/chain/").text
