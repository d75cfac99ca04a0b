"""What scripts rely on: the keys of each command's JSON, the columns of its CSV, and nothing but data on stdout."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.commands import run
from tests.inspections.files import ALDMERE, NORTHMERE, country, row, write

pytestmark = pytest.mark.django_db

BODY = {"id": "authority:N01", "kind": "authority", "code": "N01", "name": "Northmere"}
FIGURES = {"event_agrees", "in_window", "early", "late"}
SIF = row("Northmere", "SIF", "02/11/2015", "22/01/2016", "Good")
FELL = row("Northmere", "ILACS Standard Inspection", "03/06/2019", "19/07/2019", "Inadequate", "Inadequate")


@pytest.fixture(autouse=True)
def _loaded(tmp_path: Path, settings: Any) -> None:
    """Northmere fell from good under SIF to inadequate, and came back; Aldmere was inspected once."""
    settings.VAR = tmp_path / "var"
    settings.VAR.mkdir()
    country()
    assert run("import", str(write(tmp_path / "a.csv", SIF, FELL, NORTHMERE, ALDMERE))).exit_code == 0


def data(*words: str) -> Any:
    result = run(*words, "--format", "json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def rows(*words: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(run(*words, "--format", "csv").stdout)))


COMMANDS: tuple[tuple[str, ...], ...] = (
    ("judgements", "--as-of", "2022-12-31"),
    ("judgements", "--regime", "ilacs", "--as-of", "2022-12-31", "--known-by", "2022-05-20"),
    ("judgements", "--regime", "ilacs", "--falls", "1", "--as-of", "2022-12-31"),
    ("due", "--as-of", "2022-12-31"),
    ("due", "--as-of", "2022-12-31", "--body", "N01"),
    ("backtest", "due", "--from", "2018-01-01"),
    ("framework", "check", "--against-record"),
    ("framework", "list"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_stdout_holds_one_json_value_or_one_table_of_commas_and_no_other_word(command: tuple[str, ...]) -> None:
    assert data(*command) is not None
    found = list(csv.reader(io.StringIO(run(*command, "--format", "csv").stdout)))
    assert len({len(line) for line in found}) == 1
    assert "\x1b" not in run(*command).stdout


def test_a_day_in_json_is_iso_text_and_what_is_not_known_is_null() -> None:
    answer = data("judgements", "--as-of", "2022-12-31")
    assert (answer["as_of"], answer["known_by"], answer["regime"]) == ("2022-12-31", None, None)


def test_judgements_count_inspections_and_each_bodys_latest() -> None:
    answer = data("judgements", "--regime", "ilacs", "--as-of", "2022-12-31")
    assert answer["inspections"]["count"] == 3
    assert answer["inspections"]["overall"] == {"inadequate": 1, "good": 1, "outstanding": 1}
    assert answer["latest"]["overall"] == {"good": 1, "outstanding": 1}
    assert answer["latest"]["by_type"] == {"standard": 1, "short": 1}
    assert answer["unknown"] == []


def test_falls_name_both_inspections_and_how_far() -> None:
    answer = data("judgements", "--regime", "ilacs", "--falls", "1", "--as-of", "2022-12-31")
    assert answer == {
        "regime": "ilacs",
        "as_of": "2022-12-31",
        "known_by": None,
        "at_least": 1,
        "count": 1,
        "falls": [
            {
                "body": BODY,
                "from": "good",
                "from_regime": "sif",
                "from_date": "2015-11-02",
                "to": "inadequate",
                "to_regime": "ilacs",
                "to_date": "2019-06-03",
                "steps": 2,
            }
        ],
    }
    (only,) = rows("judgements", "--regime", "ilacs", "--falls", "2", "--as-of", "2022-12-31")
    assert (only["body"], only["from"], only["to"], only["steps"]) == ("Northmere", "good", "inadequate", "2")
    assert data("judgements", "--regime", "ilacs", "--falls", "3", "--as-of", "2022-12-31")["falls"] == []


def test_obligations_have_the_same_keys_whoever_owes_them() -> None:
    keys = {
        *("body", "regime", "edition", "event", "purpose", "earliest", "usual", "latest", "status", "key"),
        *("reasons", "decision"),
    }
    owed = data("due", "--as-of", "2022-12-31")
    assert {one["body"]["name"] for one in owed} == {"Northmere", "Aldmere"}
    for one in owed:
        assert set(one) == keys
        assert one["status"] in ("not_yet", "open", "overdue", "unknown")
        assert one["reasons"]
        for reason in one["reasons"]:
            assert set(reason) == {"rule", "text", "facts", "source", "confidence"}
            assert reason["text"].endswith(".")
    assert len({one["key"] for one in owed}) == len(owed)


def test_obligations_as_csv_are_those_of_the_json() -> None:
    told, owed = rows("due", "--as-of", "2022-12-31"), data("due", "--as-of", "2022-12-31")
    assert [one["key"] for one in told] == [one["key"] for one in owed]
    assert [one["latest"] or None for one in told] == [one["latest"] for one in owed]


@pytest.mark.parametrize("words", ["Northmere", "northmere", "N01", "authority:N01"])
def test_one_body_is_asked_for_by_name_code_or_id(words: str) -> None:
    assert {one["body"]["name"] for one in data("due", "--as-of", "2022-12-31", "--body", words)} == {"Northmere"}


def test_the_back_test_counts_every_case_once() -> None:
    answer = data("backtest", "due", "--from", "2018-01-01")
    assert set(answer) >= FIGURES | {"cases", "not_testable", "basis", "paused_months_removed", "exceptions"}
    assert (answer["cases"], answer["not_testable"]) == (2, 0)
    assert sum(answer["basis"].values()) == answer["cases"]
    assert sum(answer[name] for name in ("in_window", "early", "late", "undated")) <= answer["cases"]
    assert set(answer["paused_months_removed"]) >= FIGURES - {"event_agrees"}
    for one in answer["exceptions"]:
        assert {"body", "date", "expected", "actual", "reasons"} <= set(one)
        assert one["body"] == BODY


def test_the_back_test_begins_on_its_first_day() -> None:
    for first, cases in (("2022-03-06", 1), ("2022-03-07", 1), ("2019-06-04", 1), ("2019-06-03", 2)):
        assert data("backtest", "due", "--from", first)["cases"] == cases
    assert run("backtest", "due", "--from", "2022-03-08").exit_code == 1


def test_the_tables_for_people_say_the_same_figures() -> None:
    told = run("judgements", "--as-of", "2022-12-31", "--regime", "ilacs").stdout
    assert "Inspections, as of 2022-12-31: 3" in told
    assert "Each body's latest, as of 2022-12-31: 2" in told
    only = run("judgements", "--as-of", "2022-12-31", "--regime", "ilacs", "--latest").stdout
    assert "Inspections, as of" not in only
    assert "Each body's latest, as of 2022-12-31: 2" in only
    fell = run("judgements", "--as-of", "2022-12-31", "--regime", "ilacs", "--falls", "2").stdout
    assert "1 fell 2 grades or more" in fell
    assert "Northmere" in fell


@pytest.mark.parametrize(
    "words",
    [
        ("judgements", "--falls", "0"),
        ("judgements", "--format", "xml"),
        ("judgements", "--as-of", "2022-02-30"),
        ("judgements", "--known-by", "yesterday"),
        ("due", "--as-of", "2022-12-31", "--body"),
        ("backtest", "due", "--from", "2018"),
        ("framework", "show", "atlantis"),
        ("import",),
        ("imports", "reverse", "first"),
        ("no-such-command",),
    ],
    ids=" ".join,
)
def test_misuse_ends_with_2_and_leaves_stdout_empty(words: tuple[str, ...]) -> None:
    result = run(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.strip()
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("due", "--as-of", "2022-12-31", "--body", "Atlantis"), "No authority on the register is called “Atlantis”."),
        (("imports", "reverse", "999999"), "There is no import 999999; `inspectorate imports list` shows them."),
        (("import", "nowhere.csv"), "nowhere.csv cannot be opened: No such file or directory."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_done_ends_with_1_and_one_sentence(words: tuple[str, ...], sentence: str) -> None:
    result = run(*words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert sentence in result.stderr
