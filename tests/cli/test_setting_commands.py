"""The commands about settings: who is due what, the back-test and what law required."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.commands import run

pytestmark = pytest.mark.django_db

HEAD = (
    "Web link,URN,Provision type,Registration date,Registration status,Name,Postcode,Ofsted region,Local authority,"
    "Sector,Places,Organisation which owns the provider,Latest full inspection event type,Latest full inspection date,"
    "Latest full inspection publication date,Latest full inspection event number,"
    "Overall experiences and progress of children and young people,"
    "How well children and young people are helped and protected,The effectiveness of leaders and managers"
)
HOME = (
    "x,SC999001,Children's home,01/05/2015,Active,REDACTED,REDACTED,London,Barnet,Private,4,Northmere Care,"
    "Full inspection,{day}/2021,{day}/2021,{number},{grade},{grade},{grade}"
)
AGENCY = (
    "x,SC999002,Independent Fostering Agency,01/05/2015,Active,Greenlow Fostering,ZZ1 1AA,South East,Kent,Private,,"
    "Greenlow,Full inspection,05/10/2018,20/11/2018,910002,Good,Good,Good"
)


@pytest.fixture(autouse=True)
def loaded(tmp_path: Path, settings: Any) -> None:
    """Two lists of invented settings: a home inspected twice in a year, and an agency inspected in 2018."""
    settings.VAR = tmp_path / "var"
    settings.VAR.mkdir()
    title = "Children's social care data in England 2022 - Provider level as at 31 March 2022"
    for name, rows in {
        "earlier": (HOME.format(day="04/06", number=910001, grade="Requires improvement to be good"),),
        "later": (HOME.format(day="05/10", number=910003, grade="Good"), AGENCY),
    }.items():
        path = tmp_path / f"{name}.csv"
        path.write_text("\n".join((title, HEAD, *rows)) + "\n", encoding="utf-8")
        assert run("import", str(path)).exit_code == 0


def data(*words: str) -> Any:
    result = run(*words, "--format", "json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


DUE = ("due", "--applies-to", "settings", "--as-of", "2024-03-31")


def test_settings_are_due_under_the_edition_of_their_type() -> None:
    told = {(one["body"]["code"], one["edition"], one["key"].split("/")[1]) for one in data(*DUE)}
    homes, agencies = "sccif/2022-04-01+childrens_home", "sccif/2020-03-17+independent_fostering_agency"
    assert told == {
        ("SC999001", homes, "sccif.good.first"),
        ("SC999002", agencies, "sccif.good.cycle"),
    }


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (("--type", "childrens_home"), {"SC999001"}),
        (("--type", "boarding_school"), set()),
        (("--region", "South East"), {"SC999002"}),
        (("--region", "South East", "--type", "childrens_home"), set()),
        (("--body", "sc999002"), {"SC999002"}),
        (("--body", "setting:SC999002"), {"SC999002"}),
        (("--body", "greenlow fostering"), {"SC999002"}),
    ],
)
def test_types_regions_and_single_settings_are_asked_for(words: tuple[str, ...], codes: set[str]) -> None:
    assert {one["body"]["code"] for one in data(*DUE, *words)} == codes


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ((*DUE, "--type", "castle"), 2, "There is no type of setting called 'castle'; choose childrens_home,"),
        (("due", "--as-of", "2024-03-31", "--type", "childrens_home"), 2, "add --applies-to settings."),
        ((*DUE, "--region", "Atlantis"), 2, "No body lies in a region called 'Atlantis'; there are"),
        ((*DUE, "--body", "SC1"), 1, "No setting on the register has the URN or name “SC1”."),
        (("backtest", "due", "--applies-to", "castles"), 2, "choose authorities or settings."),
        ((*DUE[:-1], "9999-12-31"), 2, "'9999-12-31' is too near the end of the calendar to count from"),
        ((*DUE[:-1], "0001-01-01"), 2, "'0001-01-01' is too near the end of the calendar to count from"),
    ],
)
def test_what_there_is_not_is_said_in_one_sentence(words: tuple[str, ...], code: int, sentence: str) -> None:
    result = run(*words)
    assert (result.exit_code, result.stdout) == (code, "")
    assert sentence in result.stderr


@pytest.mark.parametrize(
    ("as_of", "due"),
    [("2022-01-31", False), ("2022-02-01", True), ("2022-03-31", True), ("2022-07-05", True), ("2022-07-06", True)],
)
def test_a_setting_is_due_from_its_registration_and_not_from_the_release_of_a_list(
    tmp_path: Path, as_of: str, due: bool
) -> None:
    new = "x,SC999003,Children's home,01/02/2022,Active,REDACTED,REDACTED,London,Barnet,Private,3,Northmere Care,,,,,,,"
    path = tmp_path / "new.csv"
    path.write_text("\n".join(("as at 31 March 2022", HEAD, new)) + "\n", encoding="utf-8")
    assert run("import", str(path)).exit_code == 0
    told = {one["body"]["code"] for one in data("due", "--applies-to", "settings", "--as-of", as_of)}
    assert ("SC999003" in told) is due


def test_one_setting_is_explained_in_sentences() -> None:
    told = " ".join(run(*DUE, "--body", "SC999002").stdout.split())
    assert "A full inspection is what law requires" in told
    assert "by 15 April 2023" in told


def test_the_back_test_tells_types_and_years_and_what_law_required() -> None:
    answer = data("backtest", "due", "--applies-to", "settings")
    (group,) = answer["by_type_and_year"]
    assert (group["type"], group["year"], group["cases"], group["why"]) == (
        "childrens_home", "2021-22", 1, {"again_in_the_year": 1})  # fmt: skip
    (exception,) = answer["exceptions"]
    assert (exception["why"], exception["place"]) == ("again_in_the_year", "early")
    statutory = answer["statutory"]
    assert statutory["until"] == "2022-03-31"
    counted = {
        name: sum(one[name] for one in statutory["by_year"]) for name in ("met", "missed", "paused", "not_known")
    }
    assert counted == {name: statutory[name] for name in counted}
    assert {"year": "2021-22", "type": "childrens_home", "met": 2, "missed": 0, "paused": 0, "not_known": 0} in (
        statutory["by_year_and_type"])  # fmt: skip
    assert len(statutory["missed_duties"]) == statutory["missed"]
    assert {one["region"] for one in statutory["by_year_and_region"]} == {"London", "South East"}


def test_the_same_as_tables_and_as_rows() -> None:
    told = run("backtest", "due", "--applies-to", "settings").stdout
    assert "again in the year 1" in told
    assert "What law required, by year and region, until 2022-03-31" in told
    (row,) = csv.DictReader(io.StringIO(run("backtest", "due", "--applies-to", "settings", "--format", "csv").stdout))
    assert (row["place"], row["why"], row["expected"]) == ("early", "again_in_the_year", "sccif/full")


def test_limits_are_checked_against_the_record_of_settings(tmp_path: Path) -> None:
    assert data("framework", "check", "--against-record", "--applies-to", "settings") == []
    unusual = HOME.format(day="01/12", number=910009, grade="Good").removesuffix("Good") + "Inadequate"
    path = tmp_path / "unusual.csv"
    path.write_text("\n".join(("as at 31 March 2022", HEAD, unusual)) + "\n", encoding="utf-8")
    assert run("import", str(path)).exit_code == 0
    result = run("framework", "check", "--against-record", "--applies-to", "settings", "--format", "json")
    assert result.exit_code == 1
    assert [(one["limit"], one["edition"]) for one in json.loads(result.stdout)] == [
        ("leadership_inadequate", "sccif/2021-10-01+childrens_home"),
        ("leadership_inadequate_usually", "sccif/2021-10-01+childrens_home"),
    ]


JUDGEMENTS = ("judgements", "--applies-to", "settings")


@pytest.mark.parametrize(
    ("words", "inspections", "latest"),
    [
        (("--as-of", "2022-03-31"), 3, {"childrens_home": {"good": 1}, "independent_fostering_agency": {"good": 1}}),
        (("--as-of", "2022-03-31", "--type", "childrens_home"), 2, {"childrens_home": {"good": 1}}),
        (("--as-of", "2022-03-31", "--group", "all_childrens_homes"), 2, {"childrens_home": {"good": 1}}),
        (("--in-year", "2021-22"), 2, {"childrens_home": {"good": 1}}),
        (("--in-year", "2018-19"), 1, {"independent_fostering_agency": {"good": 1}}),
        (("--in-year", "2019-20"), 0, {}),
    ],
)
def test_judgements_of_settings_by_day_year_type_and_group(
    words: tuple[str, ...], inspections: int, latest: dict[str, Any]
) -> None:
    told = data(*JUDGEMENTS, *words)
    assert told["inspections"]["count"] == inspections
    assert told["latest"]["by_setting_type"] == latest


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("judgements", "--in-year", "2021-22"), "--in-year speaks of settings"),
        ((*JUDGEMENTS, "--in-year", "2021-22", "--as-of", "2022-01-01"), "instead of --as-of"),
        ((*JUDGEMENTS, "--in-year", "2021-23"), "is not an inspection year; write it like 2022-23."),
        ((*JUDGEMENTS, "--in-year", "9999-00"), "The inspection year 9999-00 leaves the calendar."),
        ((*JUDGEMENTS, "--in-year", "0000-01"), "The inspection year 0000-01 leaves the calendar."),
        (
            (*JUDGEMENTS, "--group", "castles"),
            "There is no group of types called 'castles'; choose all_childrens_homes.",
        ),
        ((*JUDGEMENTS, "--group", "all_childrens_homes", "--type", "childrens_home"), "leave --type out."),
        (("judgements", "--group", "all_childrens_homes"), "--group speaks of settings"),
    ],
)
def test_what_cannot_be_asked_of_judgements_is_said(words: tuple[str, ...], sentence: str) -> None:
    result = run(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert sentence in result.stderr


def test_published_figures_are_set_beside_ours(tmp_path: Path) -> None:
    assert run(*JUDGEMENTS, "--reconcile").exit_code == 1
    path = tmp_path / "table.csv"
    title = "Table 8c: Latest overall effectiveness judgement for children's homes, as at 31 March 2022"
    head = "Period as at,Outstanding,Good,Requires improvement to be good,Inadequate"
    path.write_text(f'"{title}",,,,\n{head}\n31/03/2022,0,1,4,0\n')
    assert run("import", str(path)).exit_code == 0
    told = data(*JUDGEMENTS, "--reconcile")
    assert (told["figures"], told["causes"]) == (4, {"agrees": 3, "list_not_complete": 1})
    assert [(row["name"], row["difference"]) for row in told["rows"] if row["difference"]] == [
        ("requires_improvement", -4)]  # fmt: skip
    table = run(*JUDGEMENTS, "--reconcile").stdout
    assert "list not complete" in table
    assert "leaves some out" in table
    assert "All 4 figures" in table
    assert len(run(*JUDGEMENTS, "--reconcile", "--format", "csv").stdout.splitlines()) == 5


def test_a_model_of_homes_is_fitted_to_homes_whose_overall_judgement_tells_of_experiences(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    found = data("lab", "fit", "--model", "childrens-homes", "--write", str(path))
    assert (found["regimes"], found["services"], found["inspections"], found["pairs"]) == (["sccif"], 1, 2, 1)
    assert {one["area"] for one in found["estimates"]} == {"help_and_protection", "in_care", "leadership", ""}
    told = {(one["grade"], one["first_month"]): (one["judged"], one["better"]) for one in found["next_said"]}
    assert told["requires_improvement", 4] == (3, 3)  # three areas, after four months
    assert "to 2 inspections of 1 children's homes under sccif" in path.read_text()
    assert "of 1 children's homes (1 after another)" in run("lab", "fit", "--model", "childrens-homes").stdout
