"""Nothing changes without its audit row, what is cut short is never seen, what is said again adds nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import OperationalError, connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext
from tests.inspections.files import ALDMERE, NORTHMERE, TESTER, country, load, row, write

from inspectorate.history.model import FindingKind
from inspectorate.webapp.accounts.actors import Actor, Grant
from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.inspections import queries
from inspectorate.webapp.inspections.actions import (
    NewFinding,
    Said,
    confirm_finding,
    correct_event,
    map_unknown,
    record_event,
    record_finding,
)
from inspectorate.webapp.inspections.importing import import_file, reverse_import, run_again
from inspectorate.webapp.inspections.models import Finding, ImportRun, Inspection, InspectionFact, Mapping
from inspectorate.webapp.register.models import Body

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]

EDITION = "ilacs/2023-01-01"
SHORT = Said(source="The report", event="short", ended=date(2023, 4, 21), grades={"overall": "good"})
CONCERN = NewFinding(kind=FindingKind.CONCERN, text="Visits are late.", known_on=date(2023, 5, 24))
STRANGER = Actor("pat@example.org", (Grant(frozenset()),))
KEPT: tuple[type[Model], ...] = (Inspection, InspectionFact, Finding, Mapping)
Change = Callable[[], object]


@pytest.fixture
def _today(tmp_path: Path, settings: Any) -> Iterator[None]:
    settings.VAR = tmp_path / "var"
    with time_machine.travel("2024-01-15 10:00", tick=False):
        yield


@pytest.fixture
def changes(tmp_path: Path) -> dict[str, Callable[[Actor], object]]:
    """Each change of the record by its audit row, with an invented country and a file on record to make it in."""
    body = country()["Northmere"]
    run = load(tmp_path / "a.csv", NORTHMERE, ALDMERE).run
    inspection = record_event(by=TESTER, body=body, edition=EDITION, said=SHORT)
    finding = record_finding(by=TESTER, inspection=inspection, new=CONCERN)
    other_day = replace(SHORT, ended=date(2023, 10, 6))
    file = write(tmp_path / "b.csv", row("Northmere", "ILACS Short Inspection", "05/06/2023", "14/07/2023", "Good"))
    return {
        "event_recorded": lambda by: record_event(by=by, body=body, edition=EDITION, said=other_day),
        "event_corrected": lambda by: correct_event(by=by, inspection=inspection, edition=EDITION, said=other_day),
        "finding_recorded": lambda by: record_finding(by=by, inspection=inspection, new=CONCERN),
        "finding_confirmed": lambda by: confirm_finding(by=by, finding=finding, on=date(2023, 9, 4), note="Seen."),
        "unknown_mapped": lambda by: map_unknown(by=by, unknown="grade", text="Goodish", value="good"),
        "import_reversed": lambda by: reverse_import(by=by, run=run),
        "file_imported": lambda by: import_file(by=by, path=file),
    }


CHANGES = (
    "event_recorded",
    "event_corrected",
    "finding_recorded",
    "finding_confirmed",
    "unknown_mapped",
    "import_reversed",
    "file_imported",
)


def seen() -> list[object]:
    """The record as engines and pages see it."""
    mapped = list(Mapping.objects.values_list("unknown", "text", "value"))
    return [*queries.histories(), *mapped]


@contextmanager
def no_room_for_audit_rows() -> Iterator[None]:
    """A database that takes everything but audit rows, as a full disk might."""

    def refuse(execute: Callable[..., Any], sql: str, params: object, many: bool, context: object) -> Any:
        if sql.startswith("INSERT") and AuditEntry._meta.db_table in sql:
            raise OperationalError("disk full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield


@pytest.mark.parametrize("action", CHANGES)
def test_each_change_leaves_one_audit_row_that_names_who_made_it(
    changes: dict[str, Callable[[Actor], object]], action: str
) -> None:
    already = set(AuditEntry.objects.values_list("pk", flat=True))
    before = seen()
    changes[action](TESTER)
    (entry,) = AuditEntry.objects.exclude(pk__in=already)
    assert (entry.action, entry.actor) == (action, TESTER.name)
    assert seen() != before


@pytest.mark.parametrize("action", CHANGES)
def test_a_change_whose_audit_row_cannot_be_written_is_not_made(
    changes: dict[str, Callable[[Actor], object]], action: str
) -> None:
    before = seen()
    with no_room_for_audit_rows(), pytest.raises(OperationalError, match="disk full"):
        changes[action](TESTER)
    assert seen() == before


@pytest.mark.parametrize("action", CHANGES)
def test_who_may_not_is_refused_with_a_sentence_and_nothing_is_stored(
    changes: dict[str, Callable[[Actor], object]], action: str
) -> None:
    held = [model._default_manager.count() for model in (*KEPT, ImportRun, AuditEntry)]
    before = seen()
    with pytest.raises(PermissionRefused, match=r"You may not .+\. Your role does not allow it\."):
        changes[action](STRANGER)
    assert [model._default_manager.count() for model in (*KEPT, ImportRun, AuditEntry)] == held
    assert seen() == before


def test_who_may_not_import_does_not_run_a_file_again(tmp_path: Path) -> None:
    country()
    run = load(tmp_path / "a.csv", NORTHMERE).run
    with pytest.raises(PermissionRefused, match="You may not import data"):
        run_again(by=STRANGER, run=run)
    assert ImportRun.objects.count() == 1


def many_rows(number: int) -> list[tuple[str, ...]]:
    return [row(f"Mere {index}", *NORTHMERE[1:]) for index in range(number)]


def test_an_import_that_is_interrupted_half_way_is_never_seen_and_the_next_one_is_whole(tmp_path: Path) -> None:
    names = [f"Mere {index}" for index in range(501)]
    country(*names)
    path = write(tmp_path / "a.csv", *many_rows(501))

    def pull_the_plug(done: int, of: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_file(by=TESTER, path=path, tell=pull_the_plug)
    cut_short = ImportRun.objects.get()
    assert (cut_short.state, cut_short.facts.count()) == (ImportRun.State.RUNNING, 500)
    assert not any(history.inspections for history in queries.histories())
    run = load(path).run
    cut_short.refresh_from_db()
    assert (cut_short.state, cut_short.reversed_by) == (ImportRun.State.REVERSED, TESTER.name)
    assert (run.accepted, run.unchanged) == (501, 0)
    assert [len(history.inspections) for history in queries.histories()] == [1] * 501
    assert Inspection.objects.count() == 501


def queries_for(number: int, directory: Path) -> int:
    """How often the database is asked for the record once so many more bodies are on it."""
    names = [f"Mere {number}.{index}" for index in range(number)]
    country(*names, first=Body.objects.count() + 1)
    load(directory / f"{number}.csv", *(row(name, *NORTHMERE[1:]) for name in names))
    record_finding(by=TESTER, inspection=Inspection.objects.last(), new=CONCERN)
    with CaptureQueriesContext(connection) as asked:
        assert len(list(queries.histories())) == Body.objects.count()
    return len(asked)


def test_the_record_of_three_bodies_and_of_150_takes_as_many_queries(tmp_path: Path) -> None:
    of_three = queries_for(3, tmp_path)
    assert queries_for(147, tmp_path) == of_three <= 7


def test_a_reversed_run_takes_only_its_own_facts_out_of_view(tmp_path: Path) -> None:
    country()
    first = load(tmp_path / "a.csv", NORTHMERE).run
    corrected = (*NORTHMERE[:4], "Requires improvement", NORTHMERE[5])
    second = load(tmp_path / "b.csv", corrected).run

    def overall() -> list[object]:
        return [one.grades["overall"] for history in queries.histories() for one in history.inspections]

    assert overall() == ["requires_improvement"]
    reverse_import(by=TESTER, run=second)
    assert overall() == ["good"]
    reverse_import(by=TESTER, run=first)
    assert overall() == []
    load(tmp_path / "b.csv")
    load(tmp_path / "a.csv")
    assert overall() == ["good"]
    assert InspectionFact.objects.count() == 4


def test_a_persons_correction_stays_when_the_file_that_it_corrects_is_reversed(tmp_path: Path) -> None:
    country()
    run = load(tmp_path / "a.csv", NORTHMERE).run
    better = Said(
        source="Letter", event="standard", published=date(2022, 5, 19), grades={"overall": "requires_improvement"}
    )
    correct_event(by=TESTER, inspection=Inspection.objects.get(), edition="ilacs/2018-01-01", said=better)
    reverse_import(by=TESTER, run=run)
    (one,) = (one for history in queries.histories() for one in history.inspections)
    assert (one.published, one.started, dict(one.grades)) == (
        date(2022, 5, 19),
        None,
        {"overall": "requires_improvement"},
    )
    load(tmp_path / "a.csv")
    (one,) = (one for history in queries.histories() for one in history.inspections)
    assert (one.started, one.grades["overall"]) == (date(2022, 3, 7), "requires_improvement")


ONLY_PUBLISHED = ("Local authority name", "Inspection type", "Publication date", "Overall effectiveness", "Leaders")


@pytest.mark.parametrize("reversed_first", [False, True])
def test_a_corrected_inspection_is_known_again_when_its_file_is_loaded_again(
    tmp_path: Path, reversed_first: bool
) -> None:
    country()
    told = (*NORTHMERE[:2], *NORTHMERE[3:])
    path = write(tmp_path / "a.csv", told, headings=ONLY_PUBLISHED)
    run = load(path).run
    better = Said(source="Letter", event="standard", published=date(2022, 6, 30), grades={"overall": "inadequate"})
    correct_event(by=TESTER, inspection=Inspection.objects.get(), edition="ilacs/2018-01-01", said=better)
    if reversed_first:
        reverse_import(by=TESTER, run=run)
    again = load(path).run
    assert (again.accepted, again.unchanged + again.corrected) == (0, 1)
    (one,) = (one for history in queries.histories() for one in history.inspections)
    assert (one.published, one.grades["overall"]) == (date(2022, 6, 30), "inadequate")
    (listed, *_) = queries.all_disagreements()
    assert (listed.field, listed.said[0][0]) == ("published", "2022-06-30")
