"""The Department's store, as small Parquet files of an invented country."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from inspectorate.formats import FormatError, Reading, read_file
from inspectorate.formats import indicator_store as store

Row = tuple[str | None, str | None, str | None, str | None, float | None]
COLUMNS = ("Short Desc", "Years", "LA and Regions", "Values", "LA Number")


def write(path: Path, *rows: Row, columns: tuple[str, ...] = COLUMNS) -> Path:
    schema = {name: pl.Float64 if name == "LA Number" else pl.String for name in columns}
    pl.DataFrame([row[: len(columns)] for row in rows], schema=schema, orient="row").write_parquet(path)
    return path


def read(tmp_path: Path, *rows: Row) -> Reading:
    return read_file(write(tmp_path / "anything", *rows))


def values(reading: Reading) -> list[tuple[str, str, str, float | None, str]]:
    (said,) = reading.indicators
    return [
        (column.column, said.areas[one.area].name, one.period, one.value, one.mark)
        for column in said.columns
        for one in column.values
    ]


def test_rows_of_authorities_regions_and_england_are_told_apart(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        ("Moves", "2016", "Northmere", "19.399999999999999", 901.0),
        ("Moves", "2016-17", "Northmere", "-", 901.0),
        ("Moves", "2016", "London (Inner)", "7", 987.0),
        ("Moves", "2016", "England", "8", 970.0),
    )
    assert values(reading) == [
        ("Moves", "Northmere", "2016", 19.4, ""),
        ("Moves", "Northmere", "2016-17", None, "-"),
        ("Moves", "Inner London", "2016", 7.0, ""),
        ("Moves", "England", "2016", 8.0, ""),
    ]
    assert {one.name: dict(one.codes) for one in reading.indicators[0].areas} == {
        "Northmere": {"three_digit": "901"},
        "Inner London": {"gss": "E13000001"},
        "England": {"gss": "E92000001"},
    }
    assert "with 2 values of authorities, 2 of England and its regions" in reading.recognised[0]


def test_what_cannot_be_read_is_kept_aside_with_its_number_of_values(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        ("Moves", "0", "Northmere", "1", 901.0),
        ("Moves", "0", "Aldmere", "1", 902.0),
        ("Moves", None, "Aldmere", "1", 902.0),
        ("Moves", "2016", "Nowhere", "1", None),
        ("Moves", "2016", "Northmere", "many", 901.0),
        ("Moves", "2017", "Northmere", None, 901.0),
        (None, "2017", "Northmere", "1", 901.0),
        ("Moves", "2018", "Northmere", "1", 901.0),
    )
    assert [(one.text, one.reason.rpartition(" (")[2]) for one in reading.kept_aside] == [
        ("", "1 value)."),
        ("0", "2 values)."),
        ("", "1 value)."),
        ("Nowhere", "1 value)."),
        ("many", "1 value)."),
        ("", "1 value)."),
    ]
    assert values(reading) == [("Moves", "Northmere", "2018", 1.0, "")]
    assert "7 kept aside" in reading.recognised[0]


def test_a_region_told_twice_is_taken_once(tmp_path: Path) -> None:
    row: Row = ("Moves", "2016", "London", "7", 986.0)
    reading = read(tmp_path, row, row, row)
    assert values(reading) == [("Moves", "London", "2016", 7.0, "")]
    assert reading.kept_aside[0].reason.endswith("(2 values).")


def test_a_parquet_file_that_is_no_store_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "x.parquet", ("Moves", "2016", None, None, None), columns=COLUMNS[:2])
    with pytest.raises(FormatError, match="is a Parquet file without the columns “LA and Regions”, “Values”"):
        read_file(path)


def test_a_damaged_store_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "x.parquet", ("Moves", "2016", "Northmere", "1", 901.0))
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(FormatError, match="cannot be read as a Parquet file"):
        read_file(path)


def test_a_store_of_more_rows_than_any_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MOST_ROWS", 1)
    path = write(tmp_path / "x.parquet", *[("Moves", "2016", "Northmere", "1", 901.0)] * 2)
    with pytest.raises(FormatError, match="more than 1 rows"):
        read_file(path)
