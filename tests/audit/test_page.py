"""The audit page: every act as a sentence, found by who, what, about what and when."""

import ast
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from tests.accounts.people import person

import inspectorate
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.audit.queries import Sought, entries
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.audit.sentences import SENTENCES, details, sentence, subject

ROBIN, SAM = Actor("robin@example.org"), Actor.command_line("sam")


def recorded_actions() -> Iterator[str]:
    """Every action that the code records: ``record(…, action="…")``."""
    for path in Path(inspectorate.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record":
                for keyword in node.keywords:
                    if keyword.arg == "action" and isinstance(keyword.value, ast.Constant):
                        yield str(keyword.value.value)


def test_every_action_has_its_sentence_and_every_sentence_its_action() -> None:
    assert set(recorded_actions()) == set(SENTENCES)


def entry(action: str, about: str = "authority:E06000001", **values: object) -> AuditEntry:
    kind, _, code = about.partition(":")
    return AuditEntry(actor="robin", action=action, subject_kind=kind, subject_id=code, summary=values)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            entry("role_given", role="quality_assurer", organisation="Example"),
            "gave a role: quality assurer at Example",
        ),
        (entry("person_created", name="{email}", email="a@b"), "added {email} (a@b)"),
        (entry("role_ended", role="analyst"), "ended a role: analyst at …"),
        (entry("an_act_of_long_ago"), "an act of long ago"),
    ],
)
def test_an_entry_is_told_in_words(given: AuditEntry, told: str) -> None:
    assert sentence(given) == told


def test_what_was_kept_is_listed_and_what_was_empty_is_not() -> None:
    kept = entry("x", role="lead_inspector", last=None, region="", grades={"overall": "good"}, topics=["a", "b"])
    assert dict(details(kept)) == {"Role": "lead inspector", "Grades": "overall: good", "Topics": "a, b"}


@pytest.mark.parametrize(
    ("about", "told"),
    [
        ("accounts.user:7", "User 7"),
        ("authority:E06000001", "Authority E06000001"),
        ("frameworks.storededition:" + "f" * 64, "Stored edition ffffffffffff…"),
        ("gone.model:7", "Gone.model 7"),
    ],
)
def test_a_subject_is_named_even_when_its_kind_is_no_more(about: str, told: str) -> None:
    assert subject(entry("x", about)) == told


@pytest.fixture
def _three() -> None:
    for by, action, about, on in (
        (ROBIN, "event_recorded", "inspections.inspection:1", datetime(2026, 3, 28, 23, 59, 59, tzinfo=UTC)),
        (SAM, "event_recorded", "inspections.inspection:2", datetime(2026, 3, 29, 0, 0, tzinfo=UTC)),
        (SAM, "decision_taken", "programme.decision:1", datetime(2026, 3, 29, 23, 0, tzinfo=UTC)),
    ):
        with time_machine.travel(on, tick=False):
            record(by=by, action=action, subject=about, body="authority:E06000001")


@pytest.mark.django_db
@pytest.mark.usefixtures("_three")
@pytest.mark.parametrize(
    ("sought", "found"),
    [
        (Sought(), ["programme.decision:1", "inspections.inspection:2", "inspections.inspection:1"]),
        (Sought(actor="ROBIN"), ["inspections.inspection:1"]),
        (Sought(action="decision_taken"), ["programme.decision:1"]),
        (Sought(subject="2"), ["inspections.inspection:2"]),
        (Sought(subject="programme.decision:1"), ["programme.decision:1"]),
        (Sought(subject="authority:E06000001", actor="robin"), ["inspections.inspection:1"]),
        # The clocks go forward on the 29th: its first instant in London is midnight UTC, its last 23:00 UTC.
        (Sought(first=date(2026, 3, 29), last=date(2026, 3, 29)), ["inspections.inspection:2"]),
        (Sought(last=date(2026, 3, 28)), ["inspections.inspection:1"]),
        (Sought(first=date(2026, 3, 30)), ["programme.decision:1"]),
        (Sought(subject="nothing"), []),
    ],
)
def test_entries_are_found_newest_first(sought: Sought, found: list[str]) -> None:
    assert [f"{row.subject_kind}:{row.subject_id}" for row in entries(sought)] == found


@pytest.mark.django_db
def test_the_page_refuses_what_it_cannot_read_and_finds_nothing(client: Client) -> None:
    client.force_login(person(Role.ADMINISTRATOR), "allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/audit/?first-day=31&first-month=2&first-year=2026").content.decode()
    assert "From must be a real date" in page
    assert "Nothing was looked for." in page
    assert "No entry is like that." in client.get("/audit/?actor=nobody-at-all").content.decode()


@pytest.mark.django_db
def test_what_others_wrote_is_shown_as_text(client: Client) -> None:
    client.force_login(person(Role.ADMINISTRATOR), "allauth.account.auth_backends.AuthenticationBackend")
    record(by=ROBIN, action="organisation_created", subject="x:<script>", name="<img src=x>")
    page = client.get("/audit/?actor=robin").content.decode()
    assert "<img src=x>" not in page
    assert "&lt;img src=x&gt;" in page
