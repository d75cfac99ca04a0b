"""What an import that is reversed leaves behind, and what comes back when its file is loaded again."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse
from tests.inspections.files import ALDMERE, HEADINGS, NORTHMERE, TESTER, country, load, write
from tests.inspections.test_pages import client_of, text

from inspectorate.history.model import FindingKind
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.inspections import queries
from inspectorate.webapp.inspections.actions import NewFinding, Said, correct_event, record_event, record_finding
from inspectorate.webapp.inspections.import_lock import one_at_a_time
from inspectorate.webapp.inspections.importing import import_file, reverse_import
from inspectorate.webapp.inspections.models import ImportRun, Inspection, InspectionFact

pytestmark = pytest.mark.django_db

# A table of latest judgements, which says when a body was last inspected and not by which kind of inspection.
LATEST = ("Local authority name", "Framework", "Inspection start date", "Overall effectiveness", "Impact of leaders")


@pytest.fixture(autouse=True)
def _var(tmp_path: Path, settings: pytest.FixtureRequest) -> None:
    settings.VAR = tmp_path / "var"


def in_view() -> list[str]:
    return [one.id for history in queries.histories() for one in history.inspections]


def concern(inspection: Inspection) -> None:
    new = NewFinding(kind=FindingKind.CONCERN, text="Visits are late.", known_on=date(2022, 5, 18))
    record_finding(by=TESTER, inspection=inspection, new=new)


def test_the_same_inspection_comes_back_with_what_people_said_of_it(tmp_path: Path) -> None:
    country()
    run = load(tmp_path / "a.csv", NORTHMERE, ALDMERE).run
    before = in_view()
    concern(Inspection.objects.get(body__name="Northmere"))
    reverse_import(by=TESTER, run=run)
    assert in_view() == []
    load(tmp_path / "a.csv")
    assert in_view() == before
    (history,) = (one for one in queries.histories() if one.body.name == "Northmere")
    assert [finding.inspection for finding in history.findings] == [one.id for one in history.inspections]


def test_an_import_that_was_cut_short_and_done_again_leaves_no_double(tmp_path: Path) -> None:
    country()
    run = load(tmp_path / "a.csv", NORTHMERE, ALDMERE).run
    ImportRun.objects.filter(pk=run.pk).update(state=ImportRun.State.RUNNING, finished_at=None)
    load(tmp_path / "b.csv", NORTHMERE)
    run.refresh_from_db()
    assert run.state == ImportRun.State.REVERSED
    load(tmp_path / "a.csv")
    assert (len(in_view()), Inspection.objects.count()) == (2, 2)


def test_an_inspection_out_of_view_is_not_known_again_by_its_grades_alone(tmp_path: Path) -> None:
    country()
    reverse_import(by=TESTER, run=load(tmp_path / "a.csv", NORTHMERE).run)
    (out_of_view,) = Inspection.objects.all()
    load(tmp_path / "b.csv", (*NORTHMERE[:2], "", "20/07/2022", *NORTHMERE[4:]))
    assert in_view() != [str(out_of_view.pk)]


def test_a_correction_of_a_correction_is_still_known_by_what_was_said_first(tmp_path: Path) -> None:
    body = country()["Northmere"]
    first = Said(source="Note", event="standard", published=date(2022, 5, 18), grades={"overall": "good"})
    held = record_event(by=TESTER, body=body, edition="ilacs/2018-01-01", said=first)
    better = replace(first, published=date(2022, 8, 1), grades={"overall": "inadequate"})
    for said in (first, better):
        correct_event(by=TESTER, inspection=held, edition="ilacs/2018-01-01", said=said)
    run = load(tmp_path / "a.csv", NORTHMERE).run
    assert (run.accepted, run.corrected) == (0, 1)
    assert InspectionFact.objects.get(run=run).to_check
    assert in_view() == [str(held.pk)]


def test_without_the_file_that_told_its_kind_an_inspection_is_out_of_view_and_listed(tmp_path: Path) -> None:
    country()
    run = load(tmp_path / "a.csv", NORTHMERE, ALDMERE).run
    row = ("Northmere", "ILACS", NORTHMERE[2], *NORTHMERE[4:])
    latest = import_file(by=TESTER, path=write(tmp_path / "latest.csv", row, headings=LATEST)).run
    assert (latest.accepted, latest.corrected, latest.kept_aside) == (0, 1, 0)
    reverse_import(by=TESTER, run=run)
    (left,) = Inspection.objects.filter(body__name="Northmere")
    assert (in_view(), queries.untold()) == ([], [left.pk])
    assert list(queries.all_disagreements()) == []
    load(tmp_path / "a.csv")
    assert str(left.pk) in in_view()
    assert queries.untold() == []


def test_the_pages_tell_what_is_out_of_view_and_compare_with_what_is_left(tmp_path: Path) -> None:
    country()
    run = load(tmp_path / "a.csv", NORTHMERE, ALDMERE).run
    row = ("Northmere", "ILACS", NORTHMERE[2], "Inadequate", "Good")
    latest = import_file(by=TESTER, path=write(tmp_path / "latest.csv", row, headings=LATEST)).run
    analyst = client_of(Role.ANALYST)
    told = text(analyst.post(reverse("inspections:reverse", args=[run.pk]), follow=True))
    assert "1 inspection is out of view: only a reversed file told of which kind they were." in told
    matches = analyst.get(reverse("inspections:matches", args=[latest.pk]))
    assert matches.status_code == 200
    assert "inadequate" in text(matches)


def test_a_batch_that_fails_leaves_no_inspection_of_which_nothing_is_said(tmp_path: Path, monkeypatch) -> None:
    country()

    def full(*args: object, **kwargs: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(InspectionFact.objects.none().__class__, "bulk_create", full)
    with pytest.raises(OSError, match="disk full"):
        load(tmp_path / "a.csv", NORTHMERE)
    assert not Inspection.objects.exists()
    assert ImportRun.objects.get().state == ImportRun.State.RUNNING


def test_progress_is_told_from_nothing_to_all(tmp_path: Path) -> None:
    country()
    told: list[tuple[int, int]] = []
    path = write(tmp_path / "a.csv", NORTHMERE, ALDMERE, headings=HEADINGS)
    import_file(by=TESTER, path=path, tell=lambda done, of: told.append((done, of)))
    assert told == [(0, 2), (2, 2)]


def test_while_one_import_is_written_another_waits() -> None:
    done: list[str] = []

    def another() -> None:
        with one_at_a_time():
            done.append("another")
        connection.close()

    waiting = threading.Thread(target=another)
    with one_at_a_time():
        waiting.start()
        waiting.join(0.5)
        done.append("the first")
    waiting.join(10)
    assert done == ["the first", "another"]
