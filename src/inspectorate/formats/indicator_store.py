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
        frame = pl.scan_parquet(path).select(pl.col(COLUMNS).cast(pl.String)).head(MOST_ROWS + 1).collect()
    except (pl.exceptions.PolarsError, OSError) as problem:
        first = str(problem).partition("\n")[0]
        raise FormatError(f"{path.name} cannot be read as a Parquet file ({first}): download it again.") from problem
    if frame.height > MOST_ROWS:
        raise FormatError(f"{path.name} has more than {MOST_ROWS:,} rows: split it.")
    into = Gathering(path.name, None, recognised="the Department's store of indicators (LAIT)")
    for series in frame.partition_by("Short Desc", maintain_order=True):
        _take_series(into, series)
    return into


def _take_series(into: Gathering, series: pl.DataFrame) -> None:
    column = series["Short Desc"][0]
    if not column:
        into.keep_aside("", "The row names no series", "Correct the file.", column="Short Desc", number=series.height)
        return
    places: dict[tuple[str | None, str | None], tuple[int, bool] | None] = {}
    unread = _unread_labels(into, series, column)
    of_authorities: list[SaidValue] = []
    of_others: list[SaidValue] = []
    for _, period, name, text, number in series.iter_rows():
        if period in unread:
            continue
        area = number, name
        if area not in places:
            places[area] = _place(into, name or "", _whole(number or ""))
        found, read = places[area], read_number(text or "")
        if found is None:
            into.keep_aside(
                name or "",
                "The row has no number of an authority or region",
                "Correct the file, or load the series from the Department's own table.",
                column="LA Number",
            )
        elif read is None:
            into.keep_aside(
                text or "",
                f"It is neither a number nor a known mark, in the series “{column}”",
                "Correct the cell in the file, or tell which mark it is.",
                column="Values",
            )
        else:
            place, of_authority = found
            (of_authorities if of_authority else of_others).append(SaidValue(place, period, *read))
    into.add(STORE, column, True, of_authorities)
    into.add(STORE, column, False, of_others)


def _unread_labels(into: Gathering, series: pl.DataFrame, column: str) -> set[str | None]:
    """The year labels of a series that the rule does not cover; their values are kept aside."""
    unread = set()
    for label, number in series.group_by("Years", maintain_order=True).len().iter_rows():
        if not into.label_is_read(label or "", number, column=f"Years of {column}"):
            unread.add(label)
    return unread


def _whole(number: str) -> str:
    """An area's number as people write it: the store holds ``301.0``."""
    return number.removesuffix(".0")


def _place(into: Gathering, name: str, number: str) -> tuple[int, bool] | None:
    if not number:
        return None
    if number == _ENGLAND:
        return into.area(ENGLAND.kind, ENGLAND.name, ENGLAND.codes), False
    if number in REGIONS:
        region, code = REGIONS[number]
        return into.area("region", region, {"gss": code}), False
    return into.area("authority", name, {"three_digit": number}), True
