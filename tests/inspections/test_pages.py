"""The pages of the record: what they show, to whom, and how they refuse."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from tests.accounts.people import person
from tests.inspections.files import ALDMERE, NORTHMERE, country, load, write

from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.inspections.models import ImportRun, KeptAside, Mapping
from inspectorate.webapp.inspections.tasks import load_again, load_file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _var(tmp_path: Path, settings: Any) -> None:
    settings.VAR = tmp_path / "var"
    settings.VAR.mkdir()


@pytest.fixture
def analyst() -> Client:
    return client_of(Role.ANALYST)


def client_of(role: Role) -> Client:
    client = Client()
    client.force_login(person(role), "allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def run(tmp_path: Path) -> ImportRun:
    """A file of which one row was kept aside."""
    country("Northmere")
    return load(tmp_path / "a.csv", NORTHMERE, ALDMERE).run


TASKS = {task.module_path: task for task in (load_file, load_again)}


def jobs() -> Any:
    """The jobs of imports. (What is loaded may ask for other work to follow it.)"""
    return DBTaskResult.objects.filter(task_path__in=TASKS)


def finish_jobs() -> None:
    """Do what a worker does with the jobs of imports that wait."""
    for job in jobs().ready():
        task = TASKS[job.task_path]
        job.claim("test")
        job.set_successful(task.call(*job.args_kwargs["args"], **job.args_kwargs["kwargs"]))


def send(client: Client, path: Path) -> str:
    """Send a file; the address of the job that reads it."""
    with path.open("rb") as file:
        answer = client.post(reverse("inspections:imports"), {"file": SimpleUploadedFile(path.name, file.read())})
    assert answer.status_code == 302
    return str(answer["Location"])


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_a_file_is_sent_read_in_the_background_and_shown(tmp_path: Path, analyst: Client) -> None:
    country()
    job = send(analyst, write(tmp_path / "a.csv", NORTHMERE))
    waiting = analyst.get(job)
    assert "asks again every two seconds" in text(waiting)
    finish_jobs()
    run = ImportRun.objects.get()
    assert analyst.get(job)["Location"] == reverse("inspections:run", args=[run.pk])
    assert (run.file, run.accepted, run.started_by) == ("a.csv", 1, "analyst@example.org")


def test_a_file_that_cannot_be_read_is_a_sentence_on_the_screen(tmp_path: Path, analyst: Client) -> None:
    bad = tmp_path / "bad.ods"
    bad.write_bytes(b"PK\x03\x04 not a workbook")
    job = send(analyst, bad)
    finish_jobs()
    answer = analyst.get(job)
    assert "The file was not loaded" in text(answer)
    assert "bad.ods" in text(answer)
    assert not ImportRun.objects.exists()


def test_a_job_that_failed_is_an_error_on_the_screen(tmp_path: Path, analyst: Client) -> None:
    job = send(analyst, write(tmp_path / "a.csv", NORTHMERE))
    result = DBTaskResult.objects.get()
    result.claim("test")
    result.set_failed(RuntimeError("the disk is full"))
    answer = analyst.get(job)
    assert "Something went wrong while it was read. Nothing of it counts" in text(answer)
    assert "the disk is full" not in text(answer)


def test_without_a_file_the_page_says_what_to_do(analyst: Client) -> None:
    answer = analyst.post(reverse("inspections:imports"), {})
    assert "<title>Error: Imports" in text(answer)
    assert "Choose a published file" in text(answer)


@pytest.mark.usefixtures("run")
def test_a_run_lists_what_was_kept_aside_with_reason_and_mend(analyst: Client, run: ImportRun) -> None:
    answer = text(analyst.get(reverse("inspections:run", args=[run.pk])))
    assert "No authority on the register is called “Aldmere”." in answer
    assert "Map the name to an authority of the register" in answer


def test_a_person_says_what_a_name_means_and_runs_the_file_again(analyst: Client, run: ImportRun) -> None:
    aside = KeptAside.objects.get()
    page = reverse("inspections:map", args=[aside.pk])
    refused = text(analyst.post(page, {"value": "N99"}))
    assert "Select an authority" in refused
    assert "<title>Error:" in refused
    assert analyst.post(page, {"value": "N01"})["Location"] == reverse("inspections:run", args=[run.pk])
    assert (Mapping.objects.get().text, Mapping.objects.get().value) == ("Aldmere", "N01")
    analyst.post(reverse("inspections:again", args=[run.pk]))
    finish_jobs()
    assert ImportRun.objects.first().kept_aside == 0


def test_a_filled_in_list_is_taken_back(analyst: Client, run: ImportRun) -> None:
    listed = analyst.get(reverse("inspections:kept_aside_list", args=[run.pk])).content.decode("utf-8-sig")
    (aside,) = csv.DictReader(io.StringIO(listed))
    out = io.StringIO()
    writer = csv.DictWriter(out, list(aside))
    writer.writeheader()
    writer.writerow(aside | {"map_to": "N01"})
    page = reverse("inspections:answers", args=[run.pk])
    analyst.post(page, {"answers": SimpleUploadedFile("a.csv", out.getvalue().encode("utf-8-sig"))})
    assert Mapping.objects.get().value == "N01"
    refused = analyst.post(page, {"answers": SimpleUploadedFile("b.csv", b"a,b\n1,2\n")})
    assert "b.csv is not a list of kept-aside items" in text(refused)


def test_a_run_is_reversed_after_asking(analyst: Client, run: ImportRun) -> None:
    page = reverse("inspections:reverse", args=[run.pk])
    assert "What it added will no longer count." in text(analyst.get(page))
    run.refresh_from_db()
    assert run.state == ImportRun.State.COMPLETE
    analyst.post(page)
    run.refresh_from_db()
    assert (run.state, run.reversed_by) == (ImportRun.State.REVERSED, "analyst@example.org")
    assert AuditEntry.objects.filter(action="import_reversed").count() == 1


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.DIRECTOR])
def test_who_may_not_import_sees_no_form_and_is_refused(role: Role, run: ImportRun) -> None:
    body = "authority:N01" if role is Role.DIRECTOR else ""
    client = Client()
    client.force_login(person(role, body=body), "allauth.account.auth_backends.AuthenticationBackend")
    assert "Load the file" not in text(client.get(reverse("inspections:imports")))
    refused = [
        client.post(reverse("inspections:again", args=[run.pk])),
        client.post(reverse("inspections:reverse", args=[run.pk])),
        client.post(reverse("inspections:map", args=[KeptAside.objects.get().pk]), {"value": "N01"}),
        client.post(reverse("inspections:imports"), {"file": SimpleUploadedFile("a.csv", b"a,b\n")}),
    ]
    assert [answer.status_code for answer in refused] == [403, 403, 403, 403]
    assert not jobs().exists()


@pytest.mark.usefixtures("run")
def test_judgements_are_counted_drawn_and_listed(analyst: Client) -> None:
    answer = text(analyst.get(reverse("inspections:judgements")))
    assert "Each authority's latest: 1" in answer.replace("&#39;", "'")
    assert "Overall: 1 good, 100%" in answer
    assert "Standard inspection" in answer


@pytest.mark.usefixtures("run")
@pytest.mark.parametrize(
    ("query", "count"), [("as_of=2022-03-06", 0), ("as_of=2022-03-07", 1), ("as_of=2022-03-07&known_by=2022-05-17", 0)]
)
def test_judgements_are_as_of_a_day_and_as_known_by_another(analyst: Client, query: str, count: int) -> None:
    answer = text(analyst.get(f"{reverse('inspections:judgements')}?{query}"))
    assert f"All inspections: {count}" in answer


@pytest.mark.usefixtures("run")
def test_a_day_to_come_is_refused_and_today_is_shown(analyst: Client) -> None:
    answer = text(analyst.get(reverse("inspections:judgements") + "?as_of=2999-01-01"))
    assert "Carried out by must be today or in the past" in answer
    assert "All inspections: 1" in answer


@pytest.mark.usefixtures("run")
def test_the_falls_of_a_regime_are_listed_or_said_to_be_none(analyst: Client) -> None:
    answer = text(analyst.get(reverse("inspections:judgements") + "?regime=sif"))
    assert "Fell 2 grades or more" in answer
    assert "None did." in answer


@pytest.mark.usefixtures("run")
@pytest.mark.parametrize("ending", ["csv", "xlsx", "ods"])
def test_the_latest_can_be_downloaded(analyst: Client, ending: str) -> None:
    answer = analyst.get(reverse("inspections:judgements_download", args=[ending]) + "?as_of=2022-12-31")
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer["Content-Disposition"] == f'attachment; filename="judgements-2022-12-31.{ending}"'
    if ending == "csv":
        (listed,) = csv.DictReader(io.StringIO(body.decode("utf-8-sig")))
        assert (listed["Name"], listed["overall"]) == ("Northmere", "good")
    else:
        assert body.startswith(b"PK")


def test_there_is_no_download_of_another_kind(analyst: Client) -> None:
    assert analyst.get(reverse("inspections:judgements_download", args=["doc"])).status_code == 404


@pytest.mark.usefixtures("run")
def test_a_form_that_nobody_sent_shows_no_error(analyst: Client, run: ImportRun) -> None:
    for page in (reverse("inspections:imports"), reverse("inspections:answers", args=[run.pk])):
        assert "There is a problem" not in text(analyst.get(page))
