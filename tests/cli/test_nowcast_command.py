"""`inspectorate nowcast`: what it prints where, and how it ends."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from tests.cli.commands import run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("inspected_twice")]

GRADES = ["outstanding", "good", "requires_improvement", "inadequate"]


def told(*words: str) -> list[dict[str, Any]]:
    result = run("nowcast", *words, "--format", "json")
    assert result.exit_code == 0, result.stderr
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def test_json_has_every_body_and_area_with_a_chance_and_an_interval_for_each_grade() -> None:
    found = told("--as-of", "2022-09-01")
    assert [(one["body"]["name"], one["area"], one["last_grade"], one["judgements"]) for one in found] == [
        ("Northmere", "overall", "good", 2),
        ("Northmere", "leadership", "good", 2),
        ("Aldmere", "overall", "outstanding", 1),
        ("Aldmere", "leadership", "outstanding", 1),
    ]
    for one in found:
        assert list(one) == [
            "body",
            "area",
            "last_grade",
            "last_date",
            "age_years",
            "judgements",
            "probabilities",
            "interval",
        ]
        assert list(one["body"]) == ["id", "kind", "code", "name"]
        assert sum(one["probabilities"].values()) == pytest.approx(1)
        assert list(one["probabilities"]) == list(one["interval"]) == GRADES
        assert all(low <= one["probabilities"][grade] <= high for grade, (low, high) in one["interval"].items())


def test_only_what_was_known_by_the_day_counts_and_an_older_grade_is_less_certain() -> None:
    """The report of May 2022 is not known in April; its grade weighs less as years pass."""
    (before, *_) = told("--as-of", "2022-04-01", "--body", "Northmere")
    assert (before["last_grade"], before["judgements"]) == ("inadequate", 1)
    sooner, later = (told("--as-of", day, "--body", "Northmere")[0] for day in ("2022-09-01", "2025-09-01"))
    assert later["age_years"] > sooner["age_years"]
    assert later["probabilities"]["good"] < sooner["probabilities"]["good"]


def test_stderr_says_that_it_is_no_grade_and_stdout_holds_only_data() -> None:
    result = run("nowcast", "--as-of", "2022-09-01", "--format", "csv")
    assert "it is not a grade" in result.stderr
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert len(rows) == 16
    assert [one["grade"] for one in rows[:4]] == GRADES
    assert sum(float(one["probability"]) for one in rows[:4]) == pytest.approx(1)


def test_the_table_shows_distributions_and_how_fast_grades_age() -> None:
    said = run("nowcast", "--as-of", "2022-09-01", "--body", "Aldmere").stdout
    assert "If inspected on 1 September 2022" in said
    assert "Outstanding, 0.4 years ago" in said
    assert "How fast a grade ages" in said
    assert "Northmere" not in said


def test_a_body_that_nobody_knows_or_judged_and_a_kind_that_there_is_not() -> None:
    unknown = run("nowcast", "--as-of", "2022-09-01", "--body", "Atlantis")
    assert (unknown.exit_code, unknown.stdout) == (1, "")
    assert "Atlantis" in unknown.stderr
    assert run("nowcast", "--as-of", "2022-09-01", "--applies-to", "ships").exit_code == 2
    assert told("--as-of", "2017-09-01") == []
    nothing = run("nowcast", "--as-of", "2017-09-01")
    assert (nothing.exit_code, nothing.stdout) == (1, "")
    assert "knew of no judgement" in nothing.stderr


def test_settings_are_asked_about_by_their_own_types() -> None:
    assert told("--as-of", "2022-09-01", "--applies-to", "settings") == []
