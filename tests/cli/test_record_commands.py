"""The commands about the record: what they print where, and how they end."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.commands import run
from tests.inspections.files import ALDMERE, NORTHMERE, country, row, write

from inspectorate.cli.importing import _tables
from inspectorate.webapp.inspections.models import Mapping

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _var(tmp_path: Path, settings: Any) -> None:
    settings.VAR = tmp_path / "var"
    settings.VAR.mkdir()


@pytest.fixture
def loaded(tmp_path: Path) -> Path:
    """A small file of an invented country, loaded."""
    country()
    path = write(tmp_path / "a.csv", NORTHMERE, ALDMERE)
    assert run("import", str(path)).exit_code == 0
    return path


def said_json(*words: str) -> Any:
    result = run(*words, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_import_says_what_it_did_on_stderr_and_nothing_on_stdout(tmp_path: Path) -> None:
    country()
    result = run("import", str(write(tmp_path / "a.csv", NORTHMERE, row("Atlantis", *ALDMERE[1:]))))
    assert result.stdout == ""
    assert "1 new, 0 unchanged, 0 added to or corrected, 1 kept aside." in result.stderr
    assert "row 3" in result.stderr
    assert "“Atlantis”. No authority on the register is called “Atlantis”." in result.stderr


def test_what_was_kept_aside_is_written_as_a_list_that_a_person_fills_in(tmp_path: Path) -> None:
    country("Northmere")
    aside, file = tmp_path / "aside.csv", write(tmp_path / "a.csv", row("Nrothmere", *NORTHMERE[1:]))
    assert run("import", str(file), "--kept-aside", str(aside)).exit_code == 0
    (listed,) = csv.DictReader(io.StringIO(aside.read_text(encoding="utf-8-sig")))
    assert listed["text"] == "Nrothmere"
    with aside.open("w", encoding="utf-8-sig", newline="") as filled:
        writer = csv.DictWriter(filled, list(listed))
        writer.writeheader()
        writer.writerow(listed | {"map_to": "N01"})
    again = run("imports", "again", str(aside))
    assert again.exit_code == 0, again.output
    assert "1 new, 0 unchanged" in again.stderr


def test_one_text_is_mapped_and_the_files_are_read_again(tmp_path: Path) -> None:
    country("Northmere")
    assert run("import", str(write(tmp_path / "a.csv", row("Nrothmere", *NORTHMERE[1:])))).exit_code == 0
    refused = run("imports", "map", "name", "Nrothmere", "N99")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr == "No body on the register has the code N99.\n"
    assert run("imports", "map", "name", "Nrothmere", "N01").exit_code == 0
    assert "1 new, 0 unchanged" in run("imports", "again").stderr
    assert run("imports", "again").stderr == ""


def test_a_list_with_one_wrong_answer_is_refused_whole(tmp_path: Path) -> None:
    country("Northmere")
    aside, rows = tmp_path / "aside.csv", (row("Nrothmere", *NORTHMERE[1:]), row("Alderm", *ALDMERE[1:]))
    run("import", str(write(tmp_path / "a.csv", *rows)), "--kept-aside", str(aside))
    listed = list(csv.DictReader(io.StringIO(aside.read_text(encoding="utf-8-sig"))))
    with aside.open("w", encoding="utf-8-sig", newline="") as filled:
        writer = csv.DictWriter(filled, list(listed[0]))
        writer.writeheader()
        writer.writerows(one | {"map_to": code} for one, code in zip(listed, ("N01", "N99"), strict=True))
    assert run("imports", "again", str(aside)).exit_code == 1
    assert not Mapping.objects.exists()


def test_sheets_of_many_small_tables_are_told_in_a_line() -> None:
    said = ["Sheet “A”, row 4: published counts", "Sheet “A”, row 17: published counts", "The file, row 1: inspections"]
    assert _tables(said) == ["Sheet “A”: published counts (2 tables)", "The file: inspections"]


@pytest.mark.usefixtures("loaded")
def test_what_was_known_only_later_is_said_on_stderr_and_not_counted() -> None:
    result = run("judgements", "--as-of", "2022-04-30", "--known-by", "2022-05-20", "--format", "json")
    assert json.loads(result.stdout)["inspections"]["count"] == 1
    assert result.stderr == (
        "Aldmere: ILACS short, carried out by 2022-04-11, became known on 2022-05-24, after 2022-05-20, "
        "and is not counted.\n"
    )


@pytest.mark.parametrize(("strict", "code"), [((), 0), (("--strict",), 1)])
def test_with_strict_a_row_kept_aside_ends_the_command_with_1(
    tmp_path: Path, strict: tuple[str, ...], code: int
) -> None:
    country("Northmere")
    assert run("import", str(write(tmp_path / "a.csv", ALDMERE)), *strict).exit_code == code


def test_a_file_that_cannot_be_read_is_a_sentence_and_the_others_are_loaded(tmp_path: Path) -> None:
    country()
    bad = tmp_path / "bad.ods"
    bad.write_bytes(b"PK\x03\x04 not a workbook")
    result = run("import", str(bad), str(tmp_path / "missing.csv"), str(write(tmp_path / "a.csv", NORTHMERE)))
    assert result.exit_code == 1
    assert "bad.ods" in result.stderr
    assert "missing.csv cannot be opened: No such file or directory." in result.stderr
    assert said_json("judgements", "--as-of", "2023-01-01")["inspections"]["count"] == 1


@pytest.mark.usefixtures("loaded")
def test_judgements_have_the_shape_that_the_design_fixes() -> None:
    answer = said_json("judgements", "--regime", "ilacs", "--as-of", "2022-12-31", "--known-by", "2022-12-31")
    assert list(answer) == ["regime", "as_of", "known_by", "inspections", "latest", "unknown"]
    assert answer["inspections"] == {
        "count": 2,
        "overall": {"good": 1, "outstanding": 1},
        "leadership": {"good": 1, "outstanding": 1},
        "by_type": {"short": 1, "standard": 1},
    } | {"overall": answer["inspections"]["overall"]}
    assert "inspections" not in said_json("judgements", "--as-of", "2022-12-31", "--latest")


@pytest.mark.usefixtures("loaded")
def test_judgements_as_csv_list_each_bodys_latest() -> None:
    rows = list(csv.DictReader(io.StringIO(run("judgements", "--as-of", "2022-12-31", "--format", "csv").stdout)))
    assert [(one["name"], one["overall"]) for one in rows] == [("Aldmere", "outstanding"), ("Northmere", "good")]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ("judgements", "--regime", "atlantis", "--as-of", "2022-12-31"),
            "holds no regime called 'atlantis'; it holds",
        ),
        (("judgements", "--as-of", "31/12/2022"), "'31/12/2022' is not a day; write it like 2019-06-01."),
        (("judgements", "--applies-to", "dogs"), "There is no kind of body called 'dogs'"),
        (("due", "--as-of", "2022-12-31", "--applies-to", "dogs"), "There is no kind of body called 'dogs'"),
        (("due",), "--as-of"),
    ],
)
def test_misuse_ends_with_2_and_a_sentence(words: tuple[str, ...], sentence: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert sentence in " ".join(result.stderr.replace("│", " ").split())


@pytest.mark.usefixtures("loaded")
def test_due_has_the_shape_that_the_design_fixes() -> None:
    answer = said_json("due", "--as-of", "2022-12-31")
    one = next(owed for owed in answer if owed["body"]["name"] == "Northmere" and owed["event"] == "short")
    assert list(one) == [
        "body", "regime", "edition", "event", "purpose", "earliest", "usual", "latest", "status", "key", "reasons",
        "decision",
    ]  # fmt: skip
    assert one["body"] == {"id": "authority:N01", "kind": "authority", "code": "N01", "name": "Northmere"}
    assert list(one["reasons"][0]) == ["rule", "text", "facts", "source", "confidence"]
    assert one["key"].startswith("authority:N01/ilacs.")


@pytest.mark.usefixtures("loaded")
def test_due_of_one_body_reads_as_sentences_and_says_what_it_rests_on_once() -> None:
    told = run("due", "--as-of", "2022-12-31", "--body", "Northmere").stdout
    assert told.startswith("Northmere, as known on 31 December 2022\n")
    assert told.count("The last graded inspection was") == 1
    assert "What would change this:" in told
    assert "\x1b" not in told


@pytest.mark.usefixtures("loaded")
def test_a_body_that_nobody_knows_is_a_sentence() -> None:
    result = run("due", "--as-of", "2022-12-31", "--body", "Atlantis")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "No authority on the register is called “Atlantis”.\n"


def test_nothing_due_is_an_empty_list_and_not_an_error() -> None:
    assert said_json("due", "--as-of", "2022-12-31") == []


def test_the_back_test_counts_lists_and_explains(tmp_path: Path) -> None:
    country()
    before = row("Northmere", "ILACS Standard Inspection", "04/03/2019", "14/04/2019", "Good")
    assert run("import", str(write(tmp_path / "a.csv", before, NORTHMERE))).exit_code == 0
    answer = said_json("backtest", "due", "--from", "2018-01-01")
    assert (answer["cases"], answer["not_testable"], answer["event_agrees"]) == (1, 0, 0)
    assert answer["basis"] == {"fieldwork": 0, "publication": 1, "none": 0}
    (exception,) = answer["exceptions"]
    assert (exception["body"]["name"], exception["date"]) == ("Northmere", "2022-03-07")
    assert exception["expected"]["event"] == "short"
    assert exception["actual"] == {"regime": "ilacs", "event": "standard"}
    assert any("Good" in text or "good" in text for text in exception["reasons"])
    assert "Every difference" in run("backtest", "due", "--from", "2018-01-01").stdout


@pytest.mark.usefixtures("loaded")
def test_a_back_test_of_nothing_says_so() -> None:
    result = run("backtest", "due", "--from", "2018-01-01")
    assert result.exit_code == 1
    assert "no graded inspection with a predecessor" in result.stderr


def test_runs_are_listed_and_reversed(loaded: Path) -> None:
    assert loaded.name in run("imports", "list").stdout
    number = run("imports", "list").stdout.split(loaded.name)[0].split()[-1]
    assert run("imports", "reverse", number).exit_code == 0
    assert said_json("judgements", "--as-of", "2022-12-31")["inspections"]["count"] == 0
    assert run("imports", "reverse", "999999").exit_code == 1


def test_limits_are_checked_against_the_record(tmp_path: Path) -> None:
    country()
    unusual = row(
        "Northmere", "ILACS Standard Inspection", "07/03/2022", "18/05/2022", "Requires improvement", "Inadequate"
    )
    assert run("import", str(write(tmp_path / "a.csv", unusual, ALDMERE))).exit_code == 0
    (breach,) = said_json("framework", "check", "--against-record")
    assert (breach["inspection"], breach["force"]) == ("Northmere, standard 2022-03-07", "usually")
    assert run("framework", "check", "--against-record", "x.yaml").exit_code == 2


def test_the_example_refuses_a_database_that_holds_bodies() -> None:
    country()
    result = run("example", "load")
    assert result.exit_code == 1
    assert "holds bodies already" in result.stderr
