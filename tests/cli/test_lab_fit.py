"""`inspectorate lab fit`: what it prints, what it writes, and how it ends."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from tests.cli.commands import run

from inspectorate.laboratory.reading import read_model

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("inspected_twice")]


def test_each_number_is_told_with_its_interval_and_under_three_levels_of_errors() -> None:
    result = run("lab", "fit", "--model", "one-grade", "--format", "json")
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    assert (found["services"], found["inspections"], found["pairs"]) == (2, 3, 1)
    assert (found["regimes"], found["from"]) == (["sif", "ilacs"], None)
    assert list(found["log_likelihood"]) == ["half", "given", "twice"]
    assert [(one["parameter"], one["grade"]) for one in found["estimates"]][:4] == [
        ("worse", "outstanding"),
        ("worse", "good"),
        ("worse", "requires_improvement"),
        ("better", "good"),
    ]
    assert all(one["low"] < one["value"] < one["high"] for one in found["estimates"])
    assert "Kept as given" in result.stderr
    assert [one for one in found["next_said"] if one["judged"]] == [
        {"grade": "inadequate", "first_month": 25, "last_month": None, "judged": 1, "better": 1, "worse": 0}
    ]
    rows = list(csv.DictReader(io.StringIO(run("lab", "fit", "--model", "one-grade", "--format", "csv").stdout)))
    assert [float(row["value"]) for row in rows] == [one["value"] for one in found["estimates"]]


def test_the_table_is_in_words_and_the_fit_is_a_model_for_the_laboratory(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    result = run("lab", "fit", "--model", "one-grade", "--regime", "ilacs", "--write", str(path))
    assert "from 3 inspections of 2 authorities" in result.stdout
    assert "Log-likelihood by the level of errors: half" in result.stdout
    assert "1 (100%)" in result.stdout.partition("What the next inspection said")[2]
    assert "Fitted by inspectorate lab fit on" in read_model(path).notes["worse"]
    nowhere = run("lab", "fit", "--model", "one-grade", "--write", str(tmp_path / "none" / "mine.yaml"))
    assert (nowhere.exit_code, "cannot be written" in nowhere.stderr) == (1, True)


def test_what_cannot_be_fitted_is_told(tmp_path: Path) -> None:
    ships = tmp_path / "ships.yaml"
    ships.write_text("extends: authorities\napplies_to: ship\n")
    for words, code, sentence in (
        (["--regime", "ships"], 2, "There is no regime of authorities called 'ships'; choose among cpi, ilacs"),
        (["--regime", "sccif"], 2, "or give it with --model childrens-homes."),
        (
            ["--model", "childrens-homes", "--regime", "ilacs"],
            2,
            "There is no regime of children's homes called 'ilacs'",
        ),
        (["--model", str(ships)], 1, "No framework inspects bodies of the type ship; write another applies_to"),
        (["--model", "nowhere"], 1, "nowhere, line 1: there is no such model"),
        (["--model", "childrens-homes"], 1, "The record holds no such inspection under sccif; import"),
        (["--from", "2020-01-01"], 1, "No service was inspected twice"),
        (["--regime", "sif"], 1, "The record holds no such inspection under sif; import the published files."),
    ):
        result = run("lab", "fit", *words)
        assert (result.exit_code, result.stdout) == (code, "")
        assert sentence in result.stderr
