"""Tables of indicators of an invented country: what is read of them, and what is kept aside."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.formats.samples import Grid, write_csv, write_xlsx

from inspectorate.formats import FormatError, Reading, read_file
from inspectorate.formats.indicator_model import SaidIndicators
from inspectorate.formats.indicator_years import YearKind

HEADINGS = ("time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code",
            "region_name", "old_la_code", "new_la_code", "la_name", "category")  # fmt: skip
REFERRALS = ("referral_count", "rereferral_count", "rereferral_percent")


def place(level: str, period: str = "2025", code: str = "", name: str = "", number: str = "") -> tuple[str, ...]:
    region = ("E12000001", "North East") if level != "National" else ("", "")
    return (period, "Reporting year", level, "E92000001", "England", *region, number, code, name, "Referrals")


def northmere(*values: str, period: str = "2025") -> tuple[str, ...]:
    return (*place("Local authority", period, "E06000901", "Northmere", "901"), *values)


def read(tmp_path: Path, *rows: tuple[str, ...], columns: tuple[str, ...] = REFERRALS) -> Reading:
    return read_file(write_csv(tmp_path / "any name.csv", [(*HEADINGS, *columns), *rows]))


def told(reading: Reading) -> SaidIndicators:
    (only,) = reading.indicators
    return only


def values(reading: Reading) -> dict[str, list[tuple[str, str, float | None, str]]]:
    said = told(reading)
    return {
        column.column: [(said.areas[one.area].name, one.period, one.value, one.mark) for one in column.values]
        for column in said.columns
    }


def asides(reading: Reading) -> list[tuple[str, str]]:
    return [(one.text, one.reason) for one in reading.kept_aside]


def test_national_regional_and_local_rows_are_told_apart(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        (*place("National"), "9000", "1800", "20"),
        (*place("Regional"), "1000", "250", "25"),
        northmere("100", "19", "19"),
    )
    assert [(one.kind, one.name, dict(one.codes)) for one in told(reading).areas] == [
        ("england", "England", {"gss": "E92000001"}),
        ("region", "North East", {"gss": "E12000001"}),
        ("authority", "Northmere", {"gss": "E06000901", "three_digit": "901"}),
    ]
    assert [one[2] for one in values(reading)["rereferral_percent"]] == [20.0, 25.0, 19.0]
    assert reading.recognised == (
        "The file: Referrals and re-referrals with 3 values of authorities, 6 of England and its regions",
    )


@pytest.mark.parametrize("mark", ["c", "k", "x", "z", "u", "low", "-"])
def test_a_suppression_mark_is_kept_as_it_is(tmp_path: Path, mark: str) -> None:
    assert values(read(tmp_path, northmere("100", mark, mark)))["rereferral_count"] == [
        ("Northmere", "2025", None, mark)
    ]


@pytest.mark.parametrize("text", ["", "n/a", "1,234", "nan", "inf", "1e999", "12%"])
def test_what_is_neither_number_nor_mark_is_kept_aside(tmp_path: Path, text: str) -> None:
    reading = read(tmp_path, northmere(text, "19", "19"))
    assert "referral_count" not in values(reading)
    ((said, reason),) = asides(reading)
    assert (said, reason) == (text, "It is neither a number nor a known mark, under “referral_count” (1 value).")
    assert reading.kept_aside[0].place.row == 2


def test_a_year_that_cannot_be_read_takes_its_whole_row_aside(tmp_path: Path) -> None:
    reading = read(tmp_path, northmere("100", "19", "19", period="0"), northmere("100", "19", "19", period="0"))
    assert values(reading) == {}
    assert asides(reading) == [("0", "It names no year that the rule for year labels covers (6 values).")]


def test_two_authorities_that_reported_together_are_neither(tmp_path: Path) -> None:
    joint = place("Local authority", code="E06000901 / E06000902", name="Northmere / Aldmere", number="901 / 902")
    reading = read(tmp_path, (*joint, "100", "19", "19"))
    assert values(reading) == {}
    assert "reported together" in asides(reading)[0][1]


def test_a_level_that_nobody_knows_and_a_region_without_code_are_kept_aside(tmp_path: Path) -> None:
    nowhere = (*place("Regional")[:5], "", "", "", "", "", "Referrals")
    reading = read(tmp_path, (*place("School"), "1", "2", "3"), (*nowhere, "1", "2", "3"))
    assert [text for text, _ in asides(reading)] == ["School", "Regional"]


def test_a_row_that_comes_twice_is_taken_once_and_two_that_differ_not_at_all(tmp_path: Path) -> None:
    row, other = northmere("100", "19", "19"), (*place("National"), "9000", "1800", "20")
    once = northmere("7", "1", "14", period="2024")
    reading = read(tmp_path, row, northmere("100", "20", "19"), other, other, row, once)
    assert values(reading)["rereferral_count"] == [("England", "2025", 1800.0, ""), ("Northmere", "2024", 1.0, "")]
    assert values(reading)["referral_count"] == [
        ("Northmere", "2025", 100.0, ""),
        ("England", "2025", 9000.0, ""),
        ("Northmere", "2024", 7.0, ""),
    ]
    assert asides(reading)[0] == (
        "Northmere, 2025",
        "The file tells of it once more in the same words, under “referral_count” (2 values).",
    )
    assert ("Northmere, 2025", "The file tells of it with different values, under “rereferral_count” (3 values).") in (
        asides(reading)
    )
    assert "with 5 values of authorities, 3 of England and its regions, 10 kept aside" in reading.recognised[0]


def test_what_a_column_is_comes_with_its_values(tmp_path: Path) -> None:
    measure = told(read(tmp_path, northmere("100", "19", "19"))).measures[2]
    assert (measure.column, measure.unit, measure.polarity, measure.year) == (
        "rereferral_percent", "per cent", "low", YearKind.FINANCIAL,
    )  # fmt: skip
    assert (measure.numerator, measure.denominator, measure.lag_days) == ("rereferral_count", "referral_count", 244)


def test_an_unknown_column_is_named_and_a_blank_row_is_nothing(tmp_path: Path) -> None:
    reading = read(tmp_path, northmere("100", "19", "19", "7"), ("",) * 15, columns=(*REFERRALS, "mystery"))
    assert reading.unread == ("The file: no meaning is known for the columns “mystery”.",)
    assert reading.kept_aside == ()


def test_a_table_of_the_kind_without_a_known_series_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="no series is known by the name of any of its columns"):
        read(tmp_path, northmere("1"), columns=("mystery",))


def test_deprivation_has_one_row_an_authority(tmp_path: Path) -> None:
    code, name = "Upper Tier Local Authority District code (2019)", "Upper Tier Local Authority District name (2019)"
    grid: Grid = [(code, name, "IMD - Average score "), ("E06000901", "Northmere", "35.037"), ("", "", "")]
    reading = read_file(write_csv(tmp_path / "d.csv", grid, encoding="utf-8-sig"))
    assert values(reading) == {"IMD - Average score": [("Northmere", "2019", 35.037, "")]}
    assert told(reading).measures[0].published == date(2019, 9, 26)


DICTIONARY = ("Measure_code", "Topic", "Measure", "Chart_title", "Measure_short", "Polarity", "y_axis_name",
              "Last Update", "Year_Type")  # fmt: skip


def test_a_dictionary_tells_what_series_are(tmp_path: Path) -> None:
    rows: Grid = [
        DICTIONARY,
        ("1", "Care", "Moves", "Moves (%)", "Moves", "Low", "% of children", "45931", "Financial Year"),
        ("1", "Other", "Moves again", "Again", "Moves", "Low", "% of children", "45931", "Financial Year"),
        ("2", "Care", "Places", "", "Places", "-", "Number", "New Data", "Calendar Year"),
        ("3", "Care", "Odd", "", "Odd", "Middling", "Number", "", "Calendar Year"),
        ("4", "Care", "Odder", "", "Odder", "High", "Number", "", "Lunar Year"),
        ("5", "Care", "Nameless", "", "", "High", "Number", "", "Lunar Year"),
    ]
    reading = read_file(write_csv(tmp_path / "d.csv", rows))
    assert [(m.column, m.label, m.polarity, m.year, m.updated) for m in told(reading).measures] == [
        ("Moves", "Moves (%)", "low", YearKind.FINANCIAL, date(2025, 10, 31)),
        ("Places", "Places", "neither", YearKind.CALENDAR, None),
    ]
    assert [text for text, _ in asides(reading)] == ["Middling", "Lunar Year"]


def neighbours_grid() -> list[list[Any]]:
    return [
        ["A", "B", "C", "D", "E", 3],
        ["LA num", "LA Name", "LA number", "SN1", "SNP", "SN2", "SNP"],
        [901, "Northmere", 901, 902, "Close", 903, "Somewhat close"],
        ["", "", "", "", "", "", ""],
        [902, "Aldmere", 902, 901, "Close", "-", "-"],
    ]


def test_neighbours_hold_from_the_month_in_the_file_name(tmp_path: Path) -> None:
    reading = read_file(write_xlsx(tmp_path / "sn_april_2021.xlsx", {"Groups": neighbours_grid()}))
    said = told(reading)
    (model,) = said.neighbours
    assert (model.model, model.first) == ("April 2021", date(2021, 4, 1))
    codes = [dict(area.codes)["three_digit"] for area in said.areas]
    assert [(codes[of], [codes[one] for one in nearest]) for of, nearest in model.nearest] == [
        ("901", ["902", "903"]),
        ("902", ["901"]),
    ]


@pytest.mark.parametrize("name", ["neighbours.xlsx", "sn_april_2021_may_2025.xlsx", "version_2025.xlsx"])
def test_neighbours_without_one_month_in_the_name_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(FormatError, match="name it like sn_may_2025"):
        read_file(write_xlsx(tmp_path / name, {"Groups": neighbours_grid()}))


def test_a_list_of_codes_adds_nothing(tmp_path: Path) -> None:
    grid = [["LA Number", "LA Name", "Region", "Type"], [901, "Northmere", "North East", "UA"]]
    reading = read_file(write_xlsx(tmp_path / "codes.xlsx", {"Sheet1": grid}))
    assert "nothing to add" in reading.recognised[0]
    assert told(reading) == SaidIndicators()
