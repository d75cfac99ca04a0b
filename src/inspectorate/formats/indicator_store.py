"""The Department's store of indicators (LAIT), a Parquet file with a row for each series, year and area."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from inspectorate.formats.indicator_gathering import ENGLAND, Gathering, read_number
from inspectorate.formats.indicator_model import SaidValue
from inspectorate.formats.indicator_sets import STORE
from inspectorate.formats.model import FormatError

if TYPE_CHECKING:
    import polars as pl

PARQUET = b"PAR1"
COLUMNS = ("Short Desc", "Years", "LA and Regions", "Values", "LA Number")
MOST_ROWS = 20_000_000
REGIONS = {
    "980": ("North East", "E12000001"),
    "981": ("North West", "E12000002"),
    "982": ("Yorkshire and The Humber", "E12000003"),
    "983": ("East Midlands", "E12000004"),
    "984": ("West Midlands", "E12000005"),
    "985": ("East of England", "E12000006"),
    "986": ("London", "E12000007"),
    "987": ("Inner London", "E13000001"),
    "988": ("Outer London", "E13000002"),
    "989": ("South East", "E12000008"),
    "990": ("South West", "E12000009"),
}
"""The store's numbers of the regions, and their names and codes in the Department's other tables."""
_ENGLAND = "970"


def is_parquet(path: Path) -> bool:
    """Whether a file is Parquet, told by its first bytes."""
    with path.open("rb") as stream:
        return stream.read(4) == PARQUET


def read_store(path: Path) -> Gathering:
    """Everything in the store. Raises `FormatError` where the file is damaged or is no such store."""
    import polars as pl

    try:
        schema = pl.read_parquet_schema(path)
        missing = [name for name in COLUMNS if name not in schema]
        if missing:
            named = ", ".join(f"“{name}”" for name in missing)
            raise FormatError(f"{path.name} is a Parquet file without the columns {named}: load the store as released.")
        frame = (
            pl.scan_parquet(path)
            .select(pl.col(COLUMNS).cast(pl.String).str.strip_chars())
            .head(MOST_ROWS + 1)
            .collect()
        )
    except (pl.exceptions.PolarsError, OSError) as problem:
        first = str(problem).partition("\n")[0]
        raise FormatError(f"{path.name} cannot be read as a Parquet file ({first}): download it again.") from problem
    if frame.height > MOST_ROWS:
        raise FormatError(f"{path.name} has more than {MOST_ROWS:,} rows: split it.")
    into = Gathering(path.name, None, recognised="the Department's store of indicators (LAIT)")
    # Whole columns at a time: the store has more rows than a loop over each would take in a few seconds.
    for series in _readable(into, _placed(into, frame)).partition_by("Short Desc", maintain_order=True):
        _take_series(into, series)
    return into


def _placed(into: Gathering, frame: pl.DataFrame) -> pl.DataFrame:
    """The rows with the place of their area, empty where none is named, and the number or mark of their value."""
    import polars as pl

    areas = frame.select("LA Number", "LA and Regions").unique(maintain_order=True)
    found = [_place(into, name or "", (number or "").removesuffix(".0")) for number, name in areas.iter_rows()]
    areas = areas.with_columns(
        pl.Series("place", [one and one[0] for one in found], dtype=pl.Int64),
        pl.Series("of_authority", [one and one[1] for one in found], dtype=pl.Boolean),
    )
    texts = frame.select("Values").unique()
    read = [read_number(text or "") for text in texts["Values"]]
    texts = texts.with_columns(
        pl.Series("number", [one and one[0] for one in read], dtype=pl.Float64),
        pl.Series("mark", [one and one[1] for one in read], dtype=pl.String),
    )
    placed = frame.join(areas, on=("LA Number", "LA and Regions"), how="left", nulls_equal=True, maintain_order="left")
    return placed.join(texts, on="Values", how="left", nulls_equal=True, maintain_order="left")


def _readable(into: Gathering, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows that can be taken; the others are kept aside."""
    import polars as pl

    nameless = pl.col("Short Desc").fill_null("") == ""
    if number := rows.filter(nameless).height:
        into.keep_aside("", "The row names no series", "Correct the file.", column="Short Desc", number=number)
    rows = rows.filter(~nameless)
    labels = rows.group_by("Years", maintain_order=True).agg(pl.len(), pl.col("Short Desc").unique(maintain_order=True))
    wrong = [
        label
        for label, number, series in labels.iter_rows()
        if not into.label_is_read(label or "", number, column=f"Years of {', '.join(series[:5])}")
    ]
    rows = rows.filter(~pl.col("Years").is_in(wrong, nulls_equal=True))
    for (name,) in rows.filter(pl.col("place").is_null()).select(pl.col("LA and Regions").fill_null("")).iter_rows():
        into.keep_aside(
            name,
            "The row has no number of an authority or region",
            "Correct the file, or load the series from the Department's own table.",
            column="LA Number",
        )
    rows = rows.filter(pl.col("place").is_not_null())
    for column, text in rows.filter(pl.col("mark").is_null()).select("Short Desc", "Values").iter_rows():
        into.keep_aside(
            text or "",
            f"It is neither a number nor a known mark, in the series “{column}”",
            "Correct the cell in the file, or tell which mark it is.",
            column="Values",
        )
    return rows.filter(pl.col("mark").is_not_null())


def _take_series(into: Gathering, series: pl.DataFrame) -> None:
    for (of_authority,), rows in series.partition_by("of_authority", as_dict=True).items():
        columns = (rows[name].to_list() for name in ("place", "Years", "number", "mark"))
        values = [SaidValue(*cells) for cells in zip(*columns, strict=True)]
        into.add(STORE, series["Short Desc"][0], bool(of_authority), values)


def _place(into: Gathering, name: str, number: str) -> tuple[int, bool] | None:
    if not number:
        return None
    if number == _ENGLAND:
        return into.area(ENGLAND.kind, ENGLAND.name, ENGLAND.codes), False
    if number in REGIONS:
        region, code = REGIONS[number]
        return into.area("region", region, {"gss": code}), False
    return into.area("authority", name, {"three_digit": number}), True
