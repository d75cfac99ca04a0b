"""The published files of the regulator, read as they are. Skipped, with a reason, where they are not at hand."""

# ruff: noqa: E501  (a fact reads best in a row)

from __future__ import annotations

import os
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.formats.samples import facts, grades, write_csv

from inspectorate.formats import Reading, SaidInspection, read_file
from inspectorate.formats.sheets import read_sheets
from inspectorate.formats.values import cell_text, read_date

ROOT = Path(__file__).parents[2]
FOLDER = (ROOT / os.environ.get("INSPECTORATE_DATA", "../shared/data") / "ofsted-la").resolve()
WORKBOOK = FOLDER / "Childrens_social_care_in_England_2023_underlying_data.ods"
REPORTS = FOLDER / "published_report_history_to_2023-03.csv"
pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not (WORKBOOK.exists() and REPORTS.exists()), reason="missing: real data (INSPECTORATE_DATA)"),
]


@pytest.fixture(scope="module")
def workbook() -> Reading:
    return read_file(WORKBOOK)


@pytest.fixture(scope="module")
def history(workbook: Reading) -> list[SaidInspection]:
    return [item for item in workbook.inspections if item.published is not None and item.body_kind == "authority"]


@pytest.fixture(scope="module")
def reports() -> Reading:
    return read_file(REPORTS)


def test_every_group_of_the_history_is_read(history: list[SaidInspection]) -> None:
    assert Counter((item.regime, item.event, item.purpose) for item in history) == {
        ("slac", "inspection", None): 152,
        ("slac", "reinspection", "reinspection"): 11,
        ("cpi", "inspection", None): 50,
        ("cpi", "reinspection", "reinspection"): 1,
        ("tlac", "inspection", None): 5,
        ("sif", "inspection", None): 152,
        ("sif", "inspection", "reinspection"): 21,
        ("ilacs", "standard", None): 127,
        ("ilacs", "short", None): 50,
    }
    assert len({(item.name, item.place.row) for item in history}) == 156
    assert {item.source_kind for item in history} == {"official"}


@pytest.mark.parametrize(
    ("day", "number", "inadequate"),
    [
        (date(2017, 2, 12), 118, 30),
        (date(2017, 2, 13), 123, 31),
        (date(2017, 2, 28), 123, 31),
        (date(2017, 3, 30), 123, 31),
    ],
)
def test_sif_inspections_published_by_a_day(
    history: list[SaidInspection], day: date, number: int, inadequate: int
) -> None:
    by_then = [item for item in history if item.regime == "sif" and item.published and item.published <= day]
    assert len(by_then) == number
    assert sum(item.judgements["overall"].grade == "inadequate" for item in by_then) == inadequate


def test_what_a_dash_stands_for_was_not_judged(history: list[SaidInspection]) -> None:
    first = [item for item in history if item.purpose is None]
    short = {(i.name, i.regime): sorted(i.judgements) for i in first if i.regime == "sif" and len(i.judgements) < 7}
    assert short == {
        ("City of London", "sif"): ["care_leavers", "help_and_protection", "leadership", "looked_after", "lscb", "overall"],
        ("Isles of Scilly", "sif"): ["help_and_protection", "leadership", "lscb", "overall"],
    }  # fmt: skip
    assert [i.name for i in first if i.regime == "slac" and len(i.judgements) < 2] == ["Isles of Scilly"]


def test_the_third_grade_of_the_older_frameworks_is_adequate(history: list[SaidInspection]) -> None:
    older = [grade for i in history if i.regime in ("slac", "cpi", "tlac") for grade in i.judgements.values()]
    third = [grade for grade in older if grade.text == "Requires improvement to be good"]
    assert len(third) > 100
    assert {grade.grade for grade in third} == {"adequate"}


def test_some_authorities_fell_two_grades(history: list[SaidInspection]) -> None:
    steps = {"outstanding": 1, "good": 2, "adequate": 3, "requires_improvement": 3, "inadequate": 4}
    before = {(i.name, i.place.row): i for i in history if i.regime == "slac" and i.purpose is None}
    after = {(i.name, i.place.row): i for i in history if i.regime == "sif" and i.purpose is None}
    fell = [
        key
        for key in before.keys() & after.keys()
        if steps[str(after[key].judgements["overall"].grade)] - steps[str(before[key].judgements["safeguarding"].grade)]
        >= 2
        and key[1] < 158
    ]
    assert len(fell) == 14


def test_examples_of_single_inspections(history: list[SaidInspection]) -> None:
    def of(name: str, regime: str) -> SaidInspection:
        (found,) = [i for i in history if (i.name, i.regime, i.purpose) == (name, regime, None)]
        return found

    assert (of("Lambeth", "slac").published, grades(of("Lambeth", "slac"))["safeguarding"]) == (date(2012, 5, 29), "outstanding")  # fmt: skip
    assert (of("Lambeth", "sif").published, grades(of("Lambeth", "sif"))["overall"]) == (date(2015, 5, 12), "inadequate")  # fmt: skip
    south = of("South Gloucestershire", "sif")
    assert (south.published, grades(south)["overall"], grades(south)["adoption"]) == (date(2017, 2, 13), "inadequate", "good")  # fmt: skip


def test_two_bodies_of_one_name_stay_apart_by_their_rows(history: list[SaidInspection]) -> None:
    assert len({item.place.row for item in history if item.name == "Dorset"}) == 2


def test_the_year_holds_graded_inspections_and_visits(workbook: Reading) -> None:
    year = [i for i in workbook.inspections if i.place.sheet == "LA_level_in_year_2022-23"]
    assert Counter(i.event for i in year) == {"standard": 38, "short": 13, "focused_visit": 36, "monitoring_visit": 24}
    assert all(i.topics for i in year if i.event in ("focused_visit", "monitoring_visit"))
    assert all("overall" in i.judgements for i in year if i.event in ("standard", "short"))
    assert sum("care_leavers" in i.judgements for i in year) == 9


def test_the_latest_judgements_of_every_authority(workbook: Reading) -> None:
    latest = [i for i in workbook.inspections if i.event is None]
    assert len(latest) == 152
    assert Counter(i.judgements["overall"].grade for i in latest) == {
        "good": 65,
        "requires_improvement": 48,
        "outstanding": 25,
        "inadequate": 14,
    }


def test_what_the_workbook_says_of_itself(workbook: Reading) -> None:
    assert workbook.released == date(2023, 7, 6)
    assert [item.place.column for item in workbook.kept_aside] == ["Inspection publication date"]
    year, *history = [item for item in workbook.coverage if item.body_kind == "authority"]
    assert (year.first, year.last) == (date(2022, 4, 1), date(2023, 3, 31))
    assert {item.regime: item.first for item in history} == {
        "slac": date(2009, 8, 7),
        "cpi": date(2012, 4, 1),
        "tlac": date(2013, 1, 1),
        "sif": date(2013, 11, 1),
        "ilacs": date(2018, 1, 1),
    }
    assert {item.last for item in history} == {date(2023, 3, 31)}


def test_published_counts(workbook: Reading) -> None:
    counts = {(item.table, item.period): item.counts for item in workbook.counts}
    assert Counter(table[0] for table, _ in counts) == {"6": 24, "8": 138, "9": 50}
    assert tuple(counts["8a", "2023-03-31"].values()) == (468, 2447, 558, 73)
    assert tuple(counts["9a", "2022-23"].values()) == (215, 1777, 515, 234)
    assert [counts["6a", f"{year}-03-31"]["all"] for year in (2021, 2022, 2023)] == [3402, 3576, 3812]
    assert counts["6b", "2015-03-31"]["all_childrens_homes"] == 11773


def test_every_sheet_of_settings_is_read(workbook: Reading) -> None:
    assert sum("settings, of" in sentence or "settings and" in sentence for sentence in workbook.recognised) == 4
    assert not any("no meaning is known" in sentence for sentence in workbook.unread)


def test_the_report_history_says_what_it_can(reports: Reading) -> None:
    assert Counter(item.event for item in reports.inspections) == {"standard": 118, "short": 49}
    assert all(item.started and item.ended and item.published for item in reports.inspections)
    assert {item.source_kind for item in reports.inspections} == {"compiled"}
    assert reports.coverage == ()
    assert Counter(item.unknown for item in reports.kept_aside) == {"event": 179, "grade": 2}
    assert len({item.text for item in reports.kept_aside if item.unknown == "event"}) == 179


def test_every_row_of_the_report_history_is_accounted_for(reports: Reading) -> None:
    rows = {item.place.row for item in (*reports.inspections, *reports.kept_aside)}
    assert rows == set(range(2, 348))


def test_publication_dates_read_day_first_are_those_in_the_titles_of_the_reports() -> None:
    (sheet,) = read_sheets(REPORTS)
    heading = [str(cell) for cell in sheet.rows[0]]
    title, published = heading.index("pdf_filename"), heading.index("publication_date")
    for row in sheet.rows[1:]:
        named = cell_text(row[title]).removesuffix(".pdf").rpartition(" - ")[2]
        assert read_date(row[published], {}) == read_date(named, {})


def test_a_row_let_in_by_a_person_still_says_nothing_that_was_not_judged(reports: Reading) -> None:
    (link,) = [i.text for i in reports.kept_aside if i.reason.startswith("nottingham:") and i.text.endswith("50192198")]
    mapped = read_file(REPORTS, mappings={("event", link): "ilacs standard"})
    (found,) = [i for i in mapped.inspections if i.name == "nottingham" and i.published == date(2022, 9, 5)]
    assert "care_leavers" not in found.judgements
    assert any(i.place.column == "care_leavers_grade" and i.text == "inadequate" for i in mapped.kept_aside)


def test_the_real_history_melted_says_the_same(history: list[SaidInspection], tmp_path: Path) -> None:
    (sheet,) = [sheet for sheet in read_sheets(WORKBOOK) if sheet.name == "LA_inspections_2009-2023"]
    expected = facts(Reading("", (), tuple(history)))
    grid: list[list[Any]] = [["LA name", "LA region", "Local authority type", "variable", "value"]]
    for first, last in ((5, 158), (161, 166)):
        heads = sheet.rows[first - 1]
        for row in sheet.rows[first : last - 1]:
            grid += [[*row[1:4], heads[at], cell_text(row[at])] for at in range(4, len(heads)) if cell_text(heads[at])]
    melted = read_file(write_csv(tmp_path / "melted.csv", grid))
    assert facts(melted) == expected
    assert melted.kept_aside == ()
