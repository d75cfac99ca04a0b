"""`inspectorate framework`, as a person runs it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
import typer
from tests.framework.small import BASE, change, with_line, write
from typer.testing import CliRunner, Result

from inspectorate.cli.framework import register, report_breaches
from inspectorate.cli.output import Format
from inspectorate.framework.check import Judged
from inspectorate.framework.library import SHIPPED, load_library

LIBRARY = load_library()


def run(*words: str) -> Result:
    app = typer.Typer()
    register(app)
    return CliRunner().invoke(app, ["framework", *words], catch_exceptions=False)


def test_the_list_holds_every_edition() -> None:
    rows = json.loads(run("list", "--format", "json").stdout)
    assert [row["edition"] for row in rows] == list(LIBRARY.editions)
    lines = list(csv.DictReader(run("list", "--format", "csv").stdout.splitlines()))
    assert [line["hash"] for line in lines] == [row["hash"] for row in rows]
    assert "ilacs/2023-01-01" in run("list").stdout


def test_an_edition_is_shown_as_tables_and_as_json() -> None:
    shown = run("show", "ilacs/2023-01-01").stdout
    assert shown.startswith("Inspecting local authority children's services\nEdition ilacs/2023-01-01\n")
    assert "The experiences and progress of care leavers" in shown
    value = json.loads(run("show", "ilacs/2023-01-01", "--format", "json").stdout)
    assert value["id"] == "ilacs/2023-01-01"
    assert value["hash"] == LIBRARY.content_hash(LIBRARY.edition("ilacs/2023-01-01"))
    assert value["limits"]["in_care_inadequate"]["when"] == {"in_care": "inadequate"}


def test_a_regime_means_its_last_edition() -> None:
    assert "Edition sif/2016-05-31\n" in run("show", "sif").stdout
    assert "Edition slac/2009-06-01 (the day is not verified)\n" in run("show", "slac").stdout
    assert "Edition proposal-2017/2017-02-01 (" in run("show", "proposal-2017").stdout


def test_misuse_ends_with_two_and_a_sentence() -> None:
    nowhere = run("show", "nowhere")
    assert (nowhere.exit_code, nowhere.stdout) == (2, "")
    assert nowhere.stderr.startswith("The framework library holds no edition nowhere; it holds slac/2009-06-01, ")
    table = run("show", "sif", "--format", "csv")
    assert (table.exit_code, table.stderr) == (2, "An edition is many tables; choose --format table or json.\n")


def test_what_changed_in_every_form() -> None:
    ids = ("ilacs/2018-08-01", "ilacs/2019-09-01")
    told = "Event “Short inspection”, team: small 3, usual 4, large 5 (was usual 6)."
    value = json.loads(run("diff", *ids, "--format", "json").stdout)
    assert (value["from"], value["to"]) == ids
    assert value["changes"][0] == {
        "path": "events.short.team",
        "before": {"usual": 6},
        "after": {"small": 3, "usual": 4, "large": 5},
        "text": told,
        "source": "Community Care on the review of the inspections, 30 September 2019",
        "confidence": "secondary",
    }
    assert next(csv.DictReader(run("diff", *ids, "--format", "csv").stdout.splitlines()))["text"] == told
    assert told in run("diff", *ids).stdout
    assert run("diff", "sif", "sif/2016-05-31").stdout == "No rule differs between sif/2016-05-31 and sif/2016-05-31.\n"


def test_the_shipped_files_are_sound() -> None:
    found = run("check")
    assert (found.exit_code, found.stdout) == (0, "")
    assert found.stderr == f"{len(LIBRARY.editions)} framework files are sound.\n"


def test_files_of_ones_own_are_checked_beside_the_shipped_ones(tmp_path: Path) -> None:
    extending = "regime: ilacs\nedition: 2027-04-01\ntitle: T\nextends: ilacs/2026-04-01\n"
    sound, extension, bad = write(
        tmp_path,
        BASE,
        extending + "applies_to: [authority]\nlife: [{status: draft, first: 2027-01-01}]\n",
        with_line("force: always", "force: often").replace("2020", "2019") + change("")[:0],
    )
    assert run("check", str(sound), str(extension)).exit_code == 0
    found = run("check", str(sound), str(bad))
    assert (found.exit_code, found.stdout) == (1, "")
    assert found.stderr == f"{bad}, line 22: 'often' is not a force in limits.cap; write one of always or usually.\n"


def test_a_shipped_file_may_be_named(tmp_path: Path) -> None:
    found = run("check", str(SHIPPED / "sif" / "2016-05-31.yaml"))
    assert (found.exit_code, found.stderr) == (0, "1 framework file is sound.\n")


def test_pages_are_written_and_compared(tmp_path: Path) -> None:
    assert run("docs", "--to", str(tmp_path), "--check").exit_code == 1
    assert run("docs", "--to", str(tmp_path)).exit_code == 0
    assert run("docs", "--to", str(tmp_path), "--check").exit_code == 0
    page = tmp_path / "index.md"
    page.write_text("changed", encoding="utf-8")
    found = run("docs", "--to", str(tmp_path), "--check")
    assert (found.exit_code, found.stderr) == (
        1,
        f"{page} is stale; run inspectorate framework docs --to {tmp_path}\n",
    )


USUAL = {"overall": "requires_improvement", "leadership": "inadequate", "in_care": None}
NEVER = {"overall": "good", "leadership": "requires_improvement"}


def test_breaches_of_usual_limits_are_listed_and_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    edition = LIBRARY.edition("ilacs/2018-01-01")
    report_breaches([Judged("Northmere 2018", edition, USUAL)], Format.JSON)
    (row,) = json.loads(capsys.readouterr().out)
    assert row == {
        "inspection": "Northmere 2018",
        "edition": "ilacs/2018-01-01",
        "limit": "leadership_inadequate_usually",
        "force": "usually",
        "rule": "When “leaders” is inadequate, then “overall” is inadequate.",
        "grades": USUAL,
    }
    report_breaches([Judged("Northmere 2018", edition, USUAL)], Format.TABLE)
    assert "in care not known" in " ".join(capsys.readouterr().out.split())


def test_a_breach_of_a_limit_without_exception_ends_with_one(capsys: pytest.CaptureFixture[str]) -> None:
    edition = LIBRARY.edition("ilacs/2018-01-01")
    with pytest.raises(typer.Exit) as ended:
        report_breaches([Judged("Southmere 2018", edition, NEVER)], Format.CSV)
    assert ended.value.exit_code == 1
    assert "Southmere 2018,ilacs/2018-01-01,leadership_requires_improvement,always" in capsys.readouterr().out
