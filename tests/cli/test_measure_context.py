"""`inspectorate measure context`: what it prints where, and how it ends."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.commands import run
from tests.monitoring.after_stories import MORE, judged, workforce

pytestmark = pytest.mark.django_db
ASK = ("measure", "context", "--as-of", "2026-06-01")


@pytest.fixture(autouse=True)
def _var(tmp_path: Path, settings: Any) -> None:
    settings.VAR = tmp_path


def test_each_measure_by_grade_and_time_with_the_caution_beside_it() -> None:
    judged()
    workforce()
    result = run(*ASK, "--format", "json")
    told = json.loads(result.stdout)
    assert "does not show what judgements do" in result.stderr
    assert [one["indicator"] for one in told["measures"]] == ["vacancies", "turnover", "agency_workers"]
    good, inadequate = told["measures"][0]["grades"]
    assert (good["judgements"], good["base"], good["neighbours_base"], good["apart"]["1"]) == (1, None, None, None)
    assert "Of fewer than five authorities no mean is told." in told["caution"]
    assert (inadequate["judgements"], inadequate["bodies"], inadequate["base"]) == (6, 6, pytest.approx(0.1))
    apart = {time: round(100 * one["value"], 6) for time, one in inadequate["apart"].items()}
    assert apart == {"-2": 0, "1": MORE, "2": MORE}
    of_one, row = (
        row
        for row in csv.DictReader(io.StringIO(run(*ASK, "--format", "csv").stdout))
        if (row["measure"], row["time"]) == ("turnover", "2")
    )
    assert (round(float(row["apart"]), 6), row["n"]) == (MORE / 100, "6")
    assert (of_one["grade"], of_one["base"], of_one["neighbours_base"], of_one["apart"]) == ("good", "", "", "")
    table = run(*ASK).stdout
    assert "+4.0 (+4.0 to +4.0)" in table
    assert ("1 (1 body) " in table, "6 (6 bodies) " in table) == (True, True)
    (line,) = {line.split("bod")[1] for line in table.splitlines() if " good " in line}
    assert line.count("too few to tell") == 5
    assert run(*ASK, "--regime", "sif").exit_code == 1


def test_without_numbers_of_the_workforce_nothing_is_told() -> None:
    judged()
    result = run(*ASK)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "No judgement can be compared" in result.stderr


def test_without_judgements_nothing_is_told() -> None:
    assert run(*ASK).exit_code == 1


def test_a_regime_that_there_is_not_is_refused() -> None:
    result = run(*ASK, "--regime", "nix")
    assert result.exit_code == 2
    assert "holds no regime called 'nix'" in result.stderr
