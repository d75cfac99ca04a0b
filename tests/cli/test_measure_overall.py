"""`inspectorate measure overall`: what it prints where, and how it ends."""

from __future__ import annotations

import csv
import io
import json

import pytest
from tests.cli.commands import run

pytestmark = pytest.mark.usefixtures("inspected_twice")
ASK = ("measure", "overall", "--regime", "ilacs")


def test_the_answer_as_json_lists_whom_the_overall_grade_hides_a_better_area_of() -> None:
    told = json.loads(run(*ASK, "--as-of", "2022-12-31", "--format", "json").stdout)
    assert (told["regime"], told["as_of"], told["inspections"], told["bodies"]) == ("ilacs", "2022-12-31", 3, 2)
    assert told["areas"] == ["leadership"]
    assert [(one["body"]["name"], one["overall"], one["better"]) for one in told["hidden"]] == [
        ("Northmere", "inadequate", {"leadership": "good"})
    ]
    assert [one["rule"] for one in told["rules"]] == ["published", "worst", "median", "best", "limits", "first"]
    low, high = told["kept"]["interval"]
    assert 0 <= low <= told["kept"]["share"] <= high <= 1


def test_csv_has_a_row_an_inspection() -> None:
    rows = list(csv.DictReader(io.StringIO(run(*ASK, "--format", "csv").stdout)))
    assert [(row["name"], row["date"][:4], row["leadership"], row["better"]) for row in rows] == [
        ("Northmere", "2018", "good", "leadership"),
        ("Northmere", "2022", "good", ""),
        ("Aldmere", "2022", "outstanding", ""),
    ]


def test_tables_for_people() -> None:
    told = run(*ASK).stdout
    assert "All areas together" in told
    assert "leadership good" in told
    # One inspection has nothing beside it to differ from.
    assert "not known" in run(*ASK, "--as-of", "2018-12-31").stdout


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--regime", "nix"), 2, "holds no regime called 'nix'"),
        (("--regime", "slac"), 2, "does not give one overall grade"),
        (("--regime", "sif"), 1, "Import the published files"),
    ],
)
def test_what_cannot_be_told_is_said_in_a_sentence(words: tuple[str, ...], code: int, said: str) -> None:
    result = run("measure", "overall", *words)
    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr
