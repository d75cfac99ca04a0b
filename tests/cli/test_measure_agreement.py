"""`inspectorate measure agreement`: from a list and from the record, what it prints where, and how it ends."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.commands import run

from inspectorate.measurement.gradings import MEASURES

HEAD = "inspection,area,first_grade,second_grade,kind\n"
# 24 paired short inspections, 22 of which came to the same: the good school stays good, or is inspected again.
PUBLISHED = HEAD + "".join(
    f"{number},overall,stay,{'stay' if number > 2 else 'convert'},blind\n" for number in range(1, 25)
)


def written(tmp_path: Path, text: str) -> str:
    path = tmp_path / "pairs.csv"
    path.write_text(text)
    return str(path)


def lines(*words: str) -> list[dict[str, Any]]:
    result = run("measure", "agreement", *words, "--format", "json")
    assert result.exit_code == 0, result.stderr
    told: dict[str, Any] = json.loads(result.stdout)
    assert list(told) == ["source", "level", "least", "lines"]
    return list(told["lines"])


def test_the_published_study_of_twenty_four_pairs(tmp_path: Path) -> None:
    """22 of 24 agreed (Ofsted 2017): 92%, and no more sure than 74% to 98%."""
    every, overall = lines(written(tmp_path, PUBLISHED), "--scale", "stay,convert")
    assert (every["area"], overall["area"], overall["kind"], overall["framework"]) == (None, "overall", "blind", None)
    assert (overall["inspections"], overall["pairs"], overall["scale"]) == (24, 24, ["stay", "convert"])
    exact = overall["exact_agreement"]
    assert (exact["n"], exact["interval"], round(exact["low"], 2), round(exact["high"], 2)) == (
        24,
        "wilson",
        0.74,
        0.98,
    )
    assert overall["kappa"]["value"] == 0  # whoever says stay throughout agrees by chance alone
    assert overall["ac1"]["value"] > 0.9


def test_keys_are_those_that_help_promises_and_small_groups_are_not_told(tmp_path: Path) -> None:
    rows = "".join(f"{number},in care,good,{'good' if number else 'inadequate'},\n" for number in range(5))
    path = written(tmp_path, f"{HEAD}{rows}9,care leavers,good,outstanding,\n")
    every, in_care, leavers = lines(path)
    counted = ["framework", "scale", "kind", "area", "inspections", "pairs", "unknown", "by_inspection"]
    for line in (every, in_care, leavers):
        assert list(line) == [*counted, *MEASURES]
    assert list(in_care["ac2"]) == ["value", "low", "high", "n", "interval"]
    assert (every["inspections"], leavers["inspections"], leavers["exact_agreement"]) == (5, None, None)
    assert "too few" in run("measure", "agreement", path).stdout
    found = list(csv.DictReader(io.StringIO(run("measure", "agreement", path, "--format", "csv").stdout)))
    assert [(one["area"], one["inspections"], one["exact_agreement"]) for one in found] == [
        ("", "5", "0.8"), ("in care", "5", "0.8"), ("care leavers", "", ""),
    ]  # fmt: skip
    assert float(found[0]["exact_agreement_low"]) == in_care["exact_agreement"]["low"]


def test_a_row_that_cannot_be_read_is_told_with_its_place_and_mend(tmp_path: Path) -> None:
    path = written(tmp_path, f"{HEAD}1,overall,good,splendid,blind\n")
    result = run("measure", "agreement", path)
    assert "0 gradings taken, 1 kept aside" in result.stderr
    assert "pairs.csv, row 2, second_grade: “splendid”. It is no grade of the scale. Write one of" in result.stderr
    assert result.exit_code == 0
    assert run("measure", "agreement", path, "--strict").exit_code == 1


@pytest.mark.parametrize(
    ("text", "words", "code", "sentence"),
    [
        ("a,b\n1,2\n", (), 1, "has no column “first_grade”"),
        (None, (), 1, "pairs.csv cannot be opened"),
        (PUBLISHED, ("--scale", "stay"), 2, "two or more different grades"),
        (PUBLISHED, ("--scale", "stay,stay"), 2, "two or more different grades"),
    ],
)
def test_what_cannot_be_measured_ends_in_a_sentence(
    tmp_path: Path, text: str | None, words: tuple[str, ...], code: int, sentence: str
) -> None:
    path = str(tmp_path / "pairs.csv") if text is None else written(tmp_path, text)
    result = run("measure", "agreement", path, *words)
    assert (result.exit_code, result.stdout) == (code, "")
    assert sentence in result.stderr


@pytest.mark.django_db
def test_without_a_file_the_record_is_measured() -> None:
    result = run("measure", "agreement", "--format", "json")
    assert json.loads(result.stdout) == {"source": "record", "level": 0.95, "least": 5, "lines": []}
    assert result.stderr == "No second grading is known of a case whose grades are final.\n"
    assert "Agreement" in run("measure", "agreement").stdout
