"""Files on their way to the record, what was read of them, and matches that a person should look at."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from tests.accounts.people import SOMEBODY, person
from tests.inspections.files import ALDMERE, HEADINGS, NORTHMERE, country, load, row, write
from tests.inspections.test_pages import client_of, finish_jobs, send, text

from inspectorate.formats import setting_words
from inspectorate.formats.model import SaidGrade
from inspectorate.formats.setting_cells import read_setting_event
from inspectorate.formats.values import Event, read_event, read_grade
from inspectorate.framework.library import load_library
from inspectorate.webapp.accounts.actions import end_role
from inspectorate.webapp.accounts.models import Membership
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.inspections.import_forms import EVENTS, GRADES, SETTING_EVENTS
from inspectorate.webapp.inspections.models import ImportRun, KeptAside, Mapping

pytestmark = pytest.mark.django_db
IMPORTS = "/imports/"


@pytest.fixture(autouse=True)
def _var(tmp_path: Path, settings: Any) -> None:
    settings.VAR = tmp_path / "var"
    settings.VAR.mkdir()


@pytest.fixture
def analyst() -> Client:
    return client_of(Role.ANALYST)


def asked_by_the_page(client: Client, job: str) -> Any:
    return client.get(job, headers={"HX-Request": "true"})


def test_a_file_that_waits_is_listed_until_it_is_on_record(tmp_path: Path, analyst: Client) -> None:
    country()
    job = send(analyst, write(tmp_path / "a.csv", NORTHMERE))
    assert "Waits to be read" in text(analyst.get(IMPORTS))
    assert asked_by_the_page(analyst, job).status_code == 204
    finish_jobs()
    assert asked_by_the_page(analyst, job).headers["HX-Refresh"] == "true"
    assert "Sent, and not on record" not in text(analyst.get(IMPORTS))


def test_a_file_that_waits_long_says_what_may_be_wrong(tmp_path: Path, analyst: Client) -> None:
    job = send(analyst, write(tmp_path / "a.csv", NORTHMERE))
    assert "no background worker is running" not in text(analyst.get(job))
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        assert "no background worker is running" in text(analyst.get(job))


@pytest.mark.parametrize(("after", "listed"), [(timedelta(days=6), True), (timedelta(days=8), False)])
def test_a_file_that_was_refused_stays_listed_for_a_week(
    tmp_path: Path, analyst: Client, after: timedelta, listed: bool
) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"a,b\n1,2\n")
    job = send(analyst, empty)
    finish_jobs()
    with time_machine.travel(timezone.now() + after):
        # Nobody stays signed in for days.
        analyst.force_login(person_of_session(), "allauth.account.auth_backends.AuthenticationBackend")
        page = text(analyst.get(IMPORTS))
    assert ("empty.csv holds nothing that can be read" in page) is listed
    assert '<div role="alert">' in text(analyst.get(job))


def person_of_session() -> Any:
    return Membership.objects.get().user


def test_whose_role_has_ended_meanwhile_loads_nothing(tmp_path: Path, analyst: Client) -> None:
    country()
    job = send(analyst, write(tmp_path / "a.csv", NORTHMERE))
    end_role(by=SOMEBODY, membership=Membership.objects.get(), last=timezone.localdate() - timedelta(days=1))
    finish_jobs()
    assert not ImportRun.objects.exists()
    assert DBTaskResult.objects.get().return_value == {
        "refused": "You may not import data. Your role does not allow it."
    }
    assert analyst.get(job).status_code == 403


def test_a_run_says_what_was_read_and_what_was_not(tmp_path: Path, analyst: Client) -> None:
    country()
    run = load(write(tmp_path / "a.csv", (*NORTHMERE, "x"), headings=(*HEADINGS, "Weather"))).run
    page = text(analyst.get(reverse("inspections:run", args=[run.pk])))
    assert "Read: The file, row 1: inspections of authorities" in page
    assert "no meaning is known for the columns “Weather”" in page
    assert "Every row was placed with certainty" in page


def test_matches_that_are_not_certain_are_shown_beside_the_record(tmp_path: Path, analyst: Client) -> None:
    country()
    load(tmp_path / "a.csv", NORTHMERE, ALDMERE)
    worse = row("Northmere", "ILACS Standard Inspection", "07/03/2022", "18/05/2022", "Inadequate")
    run = load(tmp_path / "b.csv", worse).run
    assert "1 row was taken for an inspection" in text(analyst.get(reverse("inspections:run", args=[run.pk])))
    with CaptureQueriesContext(connection) as queries:
        page = text(analyst.get(reverse("inspections:matches", args=[run.pk])))
    assert len(queries) <= 15
    assert "/authorities/N01/#sources" in page
    assert "A day is the same, and something else differs." in page
    assert "b.csv, row 2" in page
    assert "Overall inadequate" in page


def test_a_run_without_doubts_says_so(tmp_path: Path, analyst: Client) -> None:
    country()
    run = load(tmp_path / "a.csv", NORTHMERE).run
    assert "Nothing: every match is certain." in text(analyst.get(reverse("inspections:matches", args=[run.pk])))


@pytest.mark.parametrize("page", ["inspections:matches", "inspections:run"])
def test_who_is_not_of_the_staff_is_not_told_what_sources_say(tmp_path: Path, page: str) -> None:
    country()
    run = load(tmp_path / "a.csv", NORTHMERE).run
    client = Client()
    client.force_login(person(Role.DEPARTMENT_OFFICIAL), "allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(reverse(page, args=[run.pk]))
    assert (answer.status_code == 403) is (page == "inspections:matches")
    assert "taken for an inspection" not in answer.content.decode()


def test_no_page_asks_the_database_more_with_more_files(tmp_path: Path, analyst: Client) -> None:
    country()
    counts = []
    for number in range(2):
        for again in range(3):
            send(analyst, write(tmp_path / f"{number}-{again}.csv", NORTHMERE))
        load(tmp_path / f"run-{number}.csv", NORTHMERE, ALDMERE)
        with CaptureQueriesContext(connection) as queries:
            analyst.get(IMPORTS)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15


@pytest.mark.parametrize(("words", "regime", "event", "purpose"), EVENTS)
def test_a_kind_that_the_form_offers_is_read_as_it_says(
    words: str, regime: str, event: str, purpose: str | None
) -> None:
    assert read_event("B&W", {("event", "B&W"): words}) == Event(regime, event, purpose)
    assert event in load_library().of_regime(regime)[-1].events


@pytest.mark.parametrize("words", [words for words, _ in SETTING_EVENTS])
def test_a_kind_of_a_setting_s_inspection_that_the_form_offers_is_read(words: str) -> None:
    assert read_setting_event("B&W", {("event", "B&W"): words}) in setting_words.EVENTS.values()


@pytest.mark.parametrize(
    ("words", "grade"),
    [
        ("outstanding", "outstanding"),
        ("good", "good"),
        ("requires improvement", "requires_improvement"),
        ("inadequate", "inadequate"),
        ("data unreadable", None),
    ],
)
def test_a_grade_that_the_form_offers_is_read_as_it_says(words: str, grade: str | None) -> None:
    assert words in dict(GRADES)
    assert read_grade("??", "ilacs", {("grade", "??"): words}) == SaidGrade("??", grade)
    assert read_grade("??", "ilacs", {("grade", "??"): "not judged"}) is None


@pytest.mark.parametrize(
    ("unknown", "sent", "value"),
    [
        ("grade", {"value": "good"}, "good"),
        ("event", {"value": "ilacs short"}, "ilacs short"),
        ("date", {"value-day": "7", "value-month": "3", "value-year": "2022"}, "2022-03-07"),
        ("name", {"value": "N01"}, "N01"),
        ("type", {"value": "boarding_school"}, "boarding_school"),
    ],
)
def test_each_kind_of_text_is_answered_in_its_own_way(
    tmp_path: Path, analyst: Client, unknown: str, sent: dict[str, str], value: str
) -> None:
    country()
    run = load(tmp_path / "a.csv", NORTHMERE).run
    aside = KeptAside.objects.create(run=run, text="??", reason="not known", mend="Say it.", unknown=unknown)
    page = reverse("inspections:map", args=[aside.pk])
    assert "<title>Error:" in text(analyst.post(page, {}))
    assert analyst.post(page, sent).status_code == 302
    (mapping,) = Mapping.objects.all()
    assert (mapping.unknown, mapping.text, mapping.value) == (unknown, "??", value)
    (entry,) = AuditEntry.objects.filter(action="unknown_mapped")
    assert entry.actor == "analyst@example.org"


def test_a_list_with_one_wrong_answer_changes_nothing(tmp_path: Path, analyst: Client) -> None:
    country()
    run = load(tmp_path / "a.csv", NORTHMERE).run
    sent = b"text,unknown,map_to\nfair,grade,good\nNowhere,name,N99\n"
    page = reverse("inspections:answers", args=[run.pk])
    refused = analyst.post(page, {"answers": SimpleUploadedFile("a.csv", sent)})
    assert "No body on the register has the code N99." in text(refused)
    assert not Mapping.objects.exists()
