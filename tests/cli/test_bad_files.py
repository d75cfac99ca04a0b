"""A file with a fault, loaded with a good one: a clear sentence, an exit code, nothing stored lost, the rest taken."""

from __future__ import annotations

import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from tests.cli.commands import run
from tests.inspections.files import ALDMERE, HEADINGS, NORTHMERE, country, row, write

from inspectorate.webapp.inspections.models import ImportRun, InspectionFact

pytestmark = pytest.mark.django_db

STORED = row("Southmere", "ILACS Standard Inspection", "02/03/2020", "24/04/2020", "Good")


@pytest.fixture(autouse=True)
def _var(tmp_path: Path, settings: Any) -> None:
    settings.VAR = tmp_path / "var"
    settings.VAR.mkdir()


def latest() -> dict[str, str]:
    """Each body's latest overall grade, as the command tells it."""
    lines = run("judgements", "--as-of", "2023-01-01", "--format", "csv").stdout.splitlines()
    names = lines[0].split(",")
    rows = [dict(zip(names, line.split(","), strict=True)) for line in lines[1:]]
    return {one["name"]: one["overall"] for one in rows}


def said(result: Result) -> str:
    return " ".join(result.stderr.split())


def truncated(path: Path) -> Path:
    """The first part of a workbook whose transfer was cut off."""
    whole = path.with_suffix(".whole")
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<office:document-content>" + "<!-- row -->" * 5000)
    bad = path.with_suffix(".ods")
    bad.write_bytes(whole.read_bytes()[:200])
    return bad


def noise(path: Path) -> Path:
    path.write_bytes(random.Random(2017).randbytes(10_000_000))
    return path


def without_names(path: Path) -> Path:
    return write(path, NORTHMERE[1:], headings=HEADINGS[1:])


def without_grades(path: Path) -> Path:
    return write(path, NORTHMERE[:1], headings=HEADINGS[:1])


def without_days(path: Path) -> Path:
    return write(path, NORTHMERE[:2] + NORTHMERE[4:], headings=HEADINGS[:2] + HEADINGS[4:])


def unknown_encoding(path: Path) -> Path:
    """A letter that no encoding in use has at this byte."""
    path.write_bytes(",".join(HEADINGS).encode() + b"\nNorthm\x81re," + ",".join(NORTHMERE[1:]).encode())
    return path


def missing(path: Path) -> Path:
    return path


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (truncated, "bad.ods is damaged or was not downloaded completely"),
        (noise, "bad.csv is neither a workbook nor text: load an ODS, XLSX or CSV file."),
        (without_names, "row 1: it has grades and dates, and no column that names the authority."),
        (without_grades, "bad.csv holds nothing that can be read. The file: it holds no table of inspections"),
        (
            without_days,
            "bad.csv holds nothing that can be read. The file, row 1: no column gives the date of an inspection.",
        ),
        (unknown_encoding, "bad.csv is in no encoding that is known (UTF-8, UTF-16, Windows-1252): save it as UTF-8."),
        (missing, "bad.csv cannot be opened: No such file or directory."),
    ],
)
def test_a_file_of_which_nothing_can_be_read_ends_with_1_and_the_next_is_still_loaded(
    tmp_path: Path, make: Callable[[Path], Path], sentence: str
) -> None:
    country("Northmere", "Aldmere", "Southmere")
    assert run("import", str(write(tmp_path / "stored.csv", STORED))).exit_code == 0
    result = run("import", str(make(tmp_path / "bad.csv")), str(write(tmp_path / "next.csv", ALDMERE)))
    assert (result.exit_code, result.stdout) == (1, "")
    assert sentence in said(result)
    assert "Traceback" not in result.stderr
    assert latest() == {"Southmere": "good", "Aldmere": "outstanding"}
    assert ImportRun.objects.count() == 2


@pytest.mark.parametrize(
    ("faulty", "sentence", "taken"),
    [
        (
            row("Atlantis", *NORTHMERE[1:]),
            "row 2, Local authority name: “Atlantis”. No authority on the register is called “Atlantis”.",
            {},
        ),
        (
            (*NORTHMERE[:4], "Goodish", "Good"),
            "row 2, Overall effectiveness: “Goodish”. Northmere: “Goodish” is not a grade of this framework",
            {"Northmere": ""},
        ),
        (
            (*NORTHMERE[:2], "18/05/2022", "07/03/2022", *NORTHMERE[4:]),
            "the report is published before the inspection is over",
            {},
        ),
        (
            (*NORTHMERE[:2], "03/07/2022", *NORTHMERE[3:]),
            "the report is published before the inspection is over",
            {},
        ),
        (
            (*NORTHMERE[:2], "03/13/2022", *NORTHMERE[3:]),
            "row 2, Inspection start date: “03/13/2022”. Northmere: “03/13/2022” is not a date that can be read",
            {},
        ),
        (
            (NORTHMERE[0], "Royal visit", *NORTHMERE[2:]),
            "row 2, Inspection type: “Royal visit”. Northmere: “Royal visit” does not name a kind of inspection",
            {},
        ),
    ],
    ids=["unknown authority", "unknown grade", "days swapped", "day and month swapped", "no such month", "kind"],
)
def test_a_row_with_a_fault_is_kept_aside_and_every_other_row_is_taken(
    tmp_path: Path, faulty: tuple[str, ...], sentence: str, taken: dict[str, str]
) -> None:
    country("Northmere", "Aldmere", "Southmere")
    assert run("import", str(write(tmp_path / "stored.csv", STORED))).exit_code == 0
    result = run("import", str(write(tmp_path / "faulty.csv", faulty, ALDMERE)))
    assert (result.exit_code, result.stdout) == (0, "")
    assert sentence in said(result)
    assert latest() == {"Southmere": "good", "Aldmere": "outstanding"} | taken
    assert "1 kept aside" in said(run("import", "--strict", str(tmp_path / "faulty.csv")))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_file_in_any_common_encoding_says_the_same(tmp_path: Path, encoding: str) -> None:
    country("Nörthmere")
    path = write(tmp_path / "a.csv", row("Nörthmere", *NORTHMERE[1:]), encoding=encoding)
    result = run("import", str(path))
    assert result.exit_code == 0
    assert latest() == {"Nörthmere": "good"}


def test_a_name_garbled_by_a_wrong_encoding_is_kept_aside_and_never_guessed(tmp_path: Path) -> None:
    country("Nörthmere")
    garbled = "Nörthmere".encode().decode("cp1252")
    result = run("import", str(write(tmp_path / "a.csv", row(garbled, *NORTHMERE[1:]), ALDMERE)))
    assert result.exit_code == 0
    assert f"No authority on the register is called “{garbled}”." in said(result)
    assert not InspectionFact.objects.exists()


def test_what_a_fault_left_on_record_is_as_json_too(tmp_path: Path) -> None:
    country()
    run("import", str(write(tmp_path / "a.csv", (*NORTHMERE[:4], "Goodish", "Good"))))
    answer = json.loads(run("judgements", "--as-of", "2023-01-01", "--format", "json").stdout)
    assert answer["inspections"]["overall"] == {"unknown": 1}
    assert [(one["body"]["name"], one["judgement"], one["text"]) for one in answer["unknown"]] == [
        ("Northmere", "overall", "Goodish")
    ]


@pytest.mark.parametrize(
    ("leaders", "sentence"),
    [
        ("Good", "1 judgement cannot be read in its source; --format json lists it."),
        ("Fairish", "2 judgements cannot be read in their source; --format json lists them."),
    ],
)
def test_the_table_says_how_many_judgements_nobody_can_read(tmp_path: Path, leaders: str, sentence: str) -> None:
    country()
    run("import", str(write(tmp_path / "a.csv", (*NORTHMERE[:4], "Goodish", leaders))))
    result = run("judgements", "--as-of", "2023-01-01")
    assert "unknown" in result.stdout
    assert sentence in result.stderr


LATEST = ("Local authority name", "Framework", "Inspection start date", "Overall effectiveness", "Impact of leaders")


def test_a_table_that_tells_no_kind_waits_for_one_that_does_and_is_then_read_again(tmp_path: Path) -> None:
    country("Northmere")
    said_latest = ("Northmere", "ILACS", "07/03/2022", "Good", "Good")
    first = run("import", str(write(tmp_path / "latest.csv", said_latest, headings=LATEST)))
    assert "0 new, 0 unchanged, 0 added to or corrected, 1 kept aside." in said(first)
    assert "The row does not say which kind of inspection it was, and no other source tells of it." in said(first)
    untimed = (*NORTHMERE[:2], "", *NORTHMERE[3:])
    run("import", str(write(tmp_path / "history.csv", untimed)))
    assert "latest.csv 0 new, 0 unchanged, 1 added to or corrected, 0 kept aside." in said(run("imports", "again"))
    answer = json.loads(run("judgements", "--as-of", "2022-03-07", "--format", "json").stdout)
    assert answer["inspections"]["by_type"] == {"standard": 1}
    assert said(run("imports", "again")) == ""
