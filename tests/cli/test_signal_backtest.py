"""`inspectorate backtest signals`: what it prints where, and how it ends."""

from __future__ import annotations

import json

import pytest
from click.testing import Result
from tests.cli.commands import run

from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.monitoring.models import KeptBacktest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("inspected_twice")]


def backtest(*words: str) -> Result:
    return run("backtest", "signals", *words)


def test_json_is_the_whole_result_and_stderr_says_what_was_left_out() -> None:
    result = backtest("--from", "2018-01-01", "--format", "json")
    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout)
    assert (told["from"], told["cases"]) == ("2018-01-01", 1)
    assert list(told["forecasts"]) == ["nowcast", "last_grade", "base_rate", "random"]
    assert told["negative_control"] is None
    assert "Left out: 2 inspections were of bodies that had no earlier judgement" in result.stderr
    assert not KeptBacktest.objects.exists()


def test_the_table_begins_with_the_sentence_and_names_every_forecast() -> None:
    said = backtest("--from", "2018-01-01").stdout
    assert said.startswith("On 1 inspections")
    for name in ("Nowcast", "Last grade again", "Base rate", "Random"):
        assert name in said
    assert "not known" in said


def test_a_result_is_kept_for_the_page_and_audited() -> None:
    result = backtest("--from", "2018-01-01", "--keep", "--format", "json")
    kept = KeptBacktest.objects.get()
    assert kept.result == json.loads(result.stdout)
    assert kept.left_out == {"not_judged_before": 2}
    assert AuditEntry.objects.filter(action="backtest_kept").count() == 1


def test_what_cannot_be_asked_and_what_no_case_answers() -> None:
    assert backtest("--format", "csv").exit_code == 2
    assert backtest("--keep", "--shuffle", "3").exit_code == 2
    assert backtest("--applies-to", "ships").exit_code == 2
    assert backtest("--from", "winter").exit_code == 2
    nothing = backtest("--from", "2023-01-01")
    assert (nothing.exit_code, nothing.stdout) == (1, "")
    assert "followed a judgement known before it" in nothing.stderr
    assert backtest("--applies-to", "settings").exit_code == 1
