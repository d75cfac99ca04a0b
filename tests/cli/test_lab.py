"""`inspectorate lab compare` and `lab bound` as a person types them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.commands import run

SMALL = ("--services", "5", "--years", "1", "--runs", "20", "--policy-runs", "5", "--seed", "1")


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    result = run("lab", "compare", "sif", "proposal-2017", "ilacs", *SMALL, "--policy", "risk", "--format", "json")
    assert result.exit_code == 0, result.stderr
    assert "The least that any policy could do" in result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_regimes_are_told_with_intervals_and_the_control_beside_them(told: dict[str, Any]) -> None:
    rows = told["regimes"]
    assert [row["regime"] for row in rows] == ["sif", "proposal-2017", "ilacs", "risk", "risk-without-signal"]
    assert [row["edition"] for row in rows[:2]] == ["sif/2016-05-31", "proposal-2017/2017-02-01"]
    for row in rows:
        for name in ("inspector_days", "undetected_months", "share_inadequate", "above_bound"):
            low, high = row[f"{name}_interval"]
            assert low <= row[name] <= high
    assert (told["services"], told["months"], told["seed"], told["model"]) == (5, 12, 1, "authorities")


def test_regimes_take_the_days_of_the_first(told: dict[str, Any]) -> None:
    for row in told["regimes"][:3]:
        assert row["exact"]["inspector_days"] == pytest.approx(told["inspector_days"], rel=1e-3)
    assert told["regimes"][0]["stretch"] == 1


def test_the_command_says_the_same_in_a_table_and_as_csv(
    told: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    from inspectorate.cli.lab_compare import _flat, _tables

    swept = {"label": "Signals say nothing", "regime": "sif", "undetected_months": 3.0, "undetected_to_first": None}
    _tables({**told, "sweep": [swept]})
    printed = " ".join(capsys.readouterr().out.split())
    assert "5 services, 12 months, " in printed
    assert "Where the model is wrong" in printed
    assert told["caution"] in printed
    rows = list(_flat(told["regimes"]))
    first = next(row for row in rows if row["measure"] == "harm")
    assert (first["regime"], first["mean"]) == ("sif", told["regimes"][0]["harm"])


def test_the_bound_is_told_for_each_effort() -> None:
    result = run("lab", "bound", "50", "--services", "5", "--years", "1", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(result.stdout))
    assert 0 < float(row["least_harm"]) < float(row["harm_without_inspection"])


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("nobody",), "There is no regime “nobody”"),
        (("ilacs", "ilacs"), "The regime “ilacs” is named twice; name each once."),
        (("ilacs", "--services", "1"), "A comparison needs at least 2 services, not 1"),
        (("ilacs", "--days", "-5"), "-5 inspector-days a year are no effort; give a number above 0."),
        (("ilacs", "--days", "0"), "0 inspector-days a year are no effort; give a number above 0."),
        (("ilacs", "--policy", "luck"), "There is no policy “luck”; choose from risk, belief, index."),
        (("ilacs", "--model", "nowhere.yaml"), "or one of authorities, authorities-four, childrens-homes, one-grade."),
        (("ilacs", "--days", "nan"), "nan inspector-days a year are no effort"),
        (("ilacs", "--model", "one-grade"), "The model has no area help_and_protection"),
        (("ilacs", "--days", "1000000", "--services", "2", "--years", "1"), "cannot be made to take 1,000,000.0"),
        (("ilacs", "--days", "10", "--policy", "risk", "--services", "2", "--years", "1"), "No policy can spend 10.0"),
    ],
)
def test_what_cannot_be_compared_is_a_sentence(words: tuple[str, ...], sentence: str) -> None:
    result = run("lab", "compare", *words, *("--runs", "2"))
    assert result.exit_code == 1
    assert sentence in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("-5",), 1, "-5 inspector-days a year are no effort; give a number above 0."),
        (("100", "--services", "1"), 1, "A comparison needs at least 2 services, not 1"),
        (("100", "--regime", "nobody"), 1, "There is no regime “nobody”"),
        (("many",), 2, "'many' is no number of inspector-days, and no option of this command."),
        (("100", "--regme", "ilacs"), 2, "'--regme' is no number of inspector-days, and no option of this command."),
    ],
)
def test_what_has_no_bound_is_a_sentence(words: tuple[str, ...], code: int, sentence: str) -> None:
    result = run("lab", "bound", *words)
    assert (result.exit_code, result.stdout) == (code, "")
    assert sentence in result.stderr


@pytest.mark.parametrize("command", [("compare", "ilacs", "--runs", "2"), ("bound", "100"), ("fit",)])
def test_negative_chances_in_a_model_are_told_once_with_their_line(command: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("extends: authorities\nsignal: {value: {good: [1.2, -0.1, -0.1]}}\n")
    result = run("lab", *command, "--model", str(path))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        f"{path}, line 2: signal.value.good has -0.1; a chance is a number from 0 to 1.",
        f"{path}, line 2: signal.value.good has 1.2; a chance is a number from 0 to 1.",
    ]
