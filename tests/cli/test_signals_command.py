"""`inspectorate signals`: what it prints where, and how it ends; on the published files, its shape."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from django.db import transaction
from pytest_django import DjangoDbBlocker
from tests.monitoring.computed_stories import MOVED, SIZE, country, referrals
from typer.testing import CliRunner

from inspectorate.cli import build
from inspectorate.intelligence.catalogue import core
from inspectorate.intelligence.model import SignalKind
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.inspections.importing import import_file

pytestmark = pytest.mark.django_db
ASKED = {"body", "indicator", "kind", "value", "comparator", "limit", "period", "published", "strength",
         "expected_false_alarms", "text"}  # fmt: skip


def run(*words: str) -> Result:
    return CliRunner().invoke(build(), ["signals", *words], catch_exceptions=False)


def told(*words: str) -> list[dict[str, Any]]:
    result = run(*words, "--format", "json")
    assert result.exit_code == 0, result.stderr
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


@pytest.fixture
def loaded(tmp_path: Path) -> None:
    """Thirty authorities, of which one's referrals move."""
    country()
    referrals(tmp_path / "a.csv")


@pytest.mark.usefixtures("loaded")
def test_json_says_what_stands_out_and_stderr_that_it_decides_nothing() -> None:
    found = told("--as-of", "2022-09-01")
    assert {one["body"]["name"] for one in found} == {f"Place {MOVED}"}
    assert all(one.keys() >= ASKED for one in found)
    first = found[0]
    assert first["body"] == {"id": "authority:N03", "kind": "authority", "code": "N03", "name": "Place 3"}
    assert (first["indicator"], first["area"], first["value"], first["sample"], first["period"]) == (
        "re_referrals",
        "help_and_protection",
        45.0,
        1000.0,
        "2021",
    )
    assert (first["period_last"], first["age_days"], first["published"]) == ("2021-03-31", 519, "2021-11-30")
    assert first["text"].startswith("Place 3: Referrals within 12 months of an earlier one is 45 per cent")
    assert run("--as-of", "2022-09-01").stderr == (
        "Signals advise and never decide. Values are: latest revision, optimistic. At most 10% of those of a kind are "
        "false on average.\n"
    )


@pytest.mark.usefixtures("loaded")
def test_one_body_and_every_reading_can_be_asked_for() -> None:
    assert {one["body"]["code"] for one in told("--as-of", "2022-09-01", "--body", "Place 3")} == {"N03"}
    assert told("--as-of", "2022-09-01", "--body", "N05") == []
    assert {one["body"]["code"] for one in told("--as-of", "2022-09-01", "--body", "N05", "--all")} == {"N05"}
    assert len({one["body"]["code"] for one in told("--as-of", "2022-09-01", "--all")}) == SIZE
    refused = run("--as-of", "2022-09-01", "--body", "Nowhere")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "Nowhere" in refused.stderr


@pytest.mark.usefixtures("loaded")
def test_csv_and_tables_say_the_same() -> None:
    rows = list(csv.DictReader(io.StringIO(run("--as-of", "2022-09-01", "--format", "csv").stdout)))
    assert [(row["body"], row["kind"], row["text"]) for row in rows] == [
        (one["body"]["id"], one["kind"], one["text"]) for one in told("--as-of", "2022-09-01")
    ]
    assert "What stood out on 1 September 2022" in run("--as-of", "2022-09-01").stdout
    nothing = run("--as-of", "2022-09-01", "--body", "N05")
    assert (nothing.exit_code, nothing.stdout) == (0, "")
    assert nothing.stderr.endswith("Nothing stood out on 1 September 2022.\n")


@pytest.mark.usefixtures("loaded")
def test_what_became_known_later_changes_nothing(tmp_path: Path) -> None:
    before = told("--as-of", "2022-09-01", "--all")
    referrals(tmp_path / "b.csv", first=2022, last=2022, moved=9, to=800)
    assert told("--as-of", "2022-09-01", "--all") == before
    assert told("--as-of", "2022-12-01", "--all") != before


def test_without_indicators_it_ends_with_a_sentence() -> None:
    country()
    result = run("--as-of", "2022-09-01")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "No value of a core indicator was known on 1 September 2022. Load the files of indicators with “inspectorate "
        "import”, or ask about a later day.\n"
    )


@pytest.fixture(scope="module")
def published(real_data: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Every published file of indicators, in a transaction that is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        for path in sorted((real_data / "indicators").iterdir()):
            import_file(by=Actor.command_line("test"), path=path)
        yield
        transaction.set_rollback(True)


@pytest.mark.usefixtures("published")
def test_every_signal_of_the_published_files_is_whole_and_of_the_day(real_data: Path) -> None:
    found = told("--as-of", "2022-09-01")
    assert found
    indicators = {one.id: one for one in core()}
    for one in found:
        assert one["kind"] in set(SignalKind)
        assert one["area"] == indicators[one["indicator"]].area
        assert date.fromisoformat(one["published"]) <= date(2022, 9, 1)
        assert one["age_days"] > 0
        assert one["expected_false_alarms"] >= 0
        assert one["text"].startswith(one["body"]["name"])
        numbers = {one["value"] is None, one["comparator"] is None, one["limit"] is None}
        assert numbers == {one["kind"] == "missing"}
    strengths = [one["strength"] for one in found]
    assert strengths == sorted(strengths, reverse=True)
