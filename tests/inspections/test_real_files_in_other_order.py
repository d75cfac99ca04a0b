"""The published files give the same record in whichever order they are loaded, and the commands tell its figures."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from typer.testing import CliRunner

from inspectorate.cli import build
from inspectorate.framework.library import load_library
from inspectorate.history.model import History
from inspectorate.history.position import falls, position
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.inspections import importing, queries

View = tuple[object, ...]


def loaded(paths: list[Path]) -> list[History]:
    for path in paths:
        importing.import_file(by=Actor.command_line("test"), path=path)
    return list(queries.histories())


def views(record: list[History]) -> Counter[View]:
    """What is told of every inspection, without ids and sources."""
    return Counter(
        (
            history.body.id,
            *(one.regime, one.event, one.purpose, one.started, one.ended, one.published, one.known_on),
            tuple(sorted(one.grades.items())),
            one.topics,
        )
        for history in record
        for one in history.inspections
    )


@pytest.fixture(scope="module")
def files(real_data: Path) -> list[Path]:
    """The workbook, then the report history."""
    return sorted((real_data / "ofsted-la").iterdir())


@pytest.fixture(scope="module")
def other_order(django_db_setup: None, django_db_blocker: Any, files: list[Path]) -> Iterator[list[History]]:
    """The record with the report history loaded first, in a transaction that is rolled back after this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield loaded(files[::-1])
        transaction.set_rollback(True)


def test_every_inspection_is_told_the_same_whichever_file_came_first(
    other_order: list[History], files: list[Path]
) -> None:
    told = views(other_order)
    with transaction.atomic():
        for run in importing.ImportRun.objects.filter(state="complete"):
            importing.reverse_import(by=Actor.command_line("test"), run=run)
        assert not views(list(queries.histories()))
        usual = views(loaded(files))
        transaction.set_rollback(True)
    assert (told - usual, usual - told) == (Counter(), Counter())


def test_the_report_history_may_be_loaded_before_the_workbook(other_order: list[History]) -> None:
    sif = position(other_order, date(2017, 2, 28), regime="sif")
    assert (sif.inspections.count, sif.inspections.grades["overall"]["inadequate"]) == (123, 31)
    latest = position(other_order, date(2023, 3, 31), known_by=date(2023, 4, 30))
    assert latest.latest.count == 152
    assert latest.latest.grades["overall"] == {
        "outstanding": 25,
        "good": 66,
        "requires_improvement": 48,
        "inadequate": 13,
    }
    assert len(falls(other_order, load_library(), "sif", date(2023, 4, 30), at_least=2)) == 14


def said(*words: str) -> Any:
    result = CliRunner().invoke(build(), [*words, "--format", "json"], catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


@pytest.mark.usefixtures("other_order")
def test_the_command_tells_the_quarter_of_123() -> None:
    answer = said("judgements", "--regime", "sif", "--as-of", "2017-02-28")
    assert (answer["inspections"]["count"], answer["inspections"]["overall"]["inadequate"]) == (123, 31)
    assert (answer["latest"]["count"], answer["latest"]["overall"]["inadequate"]) == (121, 29)


@pytest.mark.usefixtures("other_order")
def test_the_command_tells_the_fourteen_that_fell() -> None:
    answer = said("judgements", "--falls", "2", "--as-of", "2023-04-30")
    assert (answer["regime"], answer["count"], len(answer["falls"])) == ("sif", 14, 14)
    lambeth = answer["falls"][0]
    assert (lambeth["body"]["name"], lambeth["from"], lambeth["to"]) == ("Lambeth", "outstanding", "inadequate")
    assert (lambeth["from_date"], lambeth["to_date"], lambeth["steps"]) == ("2012-05-29", "2015-05-12", 3)


@pytest.mark.usefixtures("other_order")
def test_the_command_lists_exactly_the_four_that_are_unusual_and_ends_well() -> None:
    found = said("framework", "check", "--against-record")
    assert sorted((one["inspection"].split(",")[0], one["inspection"][-10:-6], one["force"]) for one in found) == [
        ("Bournemouth", "2018", "usually"),
        ("Doncaster", "2022", "usually"),
        ("Herefordshire", "2018", "usually"),
        ("Slough", "2023", "usually"),
    ]
    assert {(one["grades"]["overall"], one["grades"]["leadership"]) for one in found} == {
        ("requires_improvement", "inadequate")
    }


@pytest.mark.usefixtures("other_order")
def test_limits_are_asked_of_every_graded_inspection_under_both_regimes() -> None:
    asked = Counter(one.edition.regime for one in queries.judged(load_library()))
    graded = Counter(one.regime for history in queries.histories() for one in history.inspections if one.graded)
    for regime in ("sif", "ilacs"):
        assert asked[regime] == graded[regime] > 150
