"""Tables of indicators in sheets: the Department's wide tables, and tables with one row an authority.

The Department's table has a row for each year and area, national and regional ones among them, told apart by
``geographic_level``; every further column is a series. Which data set it is, its columns tell, and never its name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence

from inspectorate.formats.indicator_gathering import ENGLAND, Gathering, is_joint, read_number
from inspectorate.formats.indicator_model import SaidValue
from inspectorate.formats.indicator_sets import DataSet, data_sets, set_of
from inspectorate.formats.sheets import Sheet
from inspectorate.formats.values import Cell, cell_text

DEPARTMENT = frozenset({"time_period", "geographic_level", "new_la_code", "la_name"})
_DESCRIBING = frozenset(
    {"time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code",
     "region_name", "old_la_code", "new_la_code", "la_name", "category", "age_group"}
)  # fmt: skip
_LEVELS = {"National": "england", "Regional": "region", "Local authority": "authority"}
_GSS = re.compile(r"E\d{8}", re.ASCII)
Row = Mapping[str, str]


def read_department(sheet: Sheet, head: int, headings: Sequence[str], into: Gathering) -> None:
    """Read one of the Department's tables whose headings stand in row ``head``, counted from 0."""
    id = set_of(headings)
    if id is None:
        into.unread.append(
            "it is a table by year and area (time_period, geographic_level), and no series is known by the name of any "
            "of its columns"
        )
        return
    known = data_sets()[id]
    _begin(into, id, known, headings, _DESCRIBING)
    for number, cells in enumerate(sheet.rows[head + 1 :], head + 2):
        row = _row(headings, cells)
        if any(row.values()):
            columns = [column for column in known.columns if column in row]
            _take(into, id, columns, row, number, _department_area, row["time_period"])


def read_one_row_each(id: str, sheet: Sheet, head: int, headings: Sequence[str], into: Gathering) -> None:
    """Read a table that has one row an authority, and no years."""
    known = data_sets()[id]
    _begin(into, id, known, headings, {known.code, known.name})

    def area(row: Row) -> tuple[str, str, dict[str, str]]:
        return "authority", row[known.name], {"gss": row[known.code]}

    for number, cells in enumerate(sheet.rows[head + 1 :], head + 2):
        row = _row(headings, cells)
        if any(row.values()):
            columns = [column for column in known.columns if column in row]
            _take(into, id, columns, row, number, area, known.period)


def set_by_authority(headings: Sequence[str]) -> str | None:
    """The data set with one row an authority that these are the headings of."""
    sets = data_sets().items()
    return next((id for id, one in sets if one.code and {one.code, one.name} <= set(headings)), None)


def _begin(into: Gathering, id: str, known: DataSet, headings: Sequence[str], describing: Collection[str]) -> None:
    into.recognised = known.title
    into.measures += [measure for measure in known.measures(id) if measure.column in headings]
    if unknown := [text for text in headings if text and text not in known.columns and text not in describing]:
        named = ", ".join(f"“{text}”" for text in unknown)
        into.unread.append(f"no meaning is known for the columns {named}")


def _row(headings: Sequence[str], cells: Sequence[Cell]) -> Row:
    return {heading: cell_text(cell) for heading, cell in zip(headings, cells, strict=False) if heading}


def _department_area(row: Row) -> tuple[str, str, dict[str, str]] | None:
    kind = _LEVELS.get(row["geographic_level"])
    if kind is None:
        return None
    if kind == "england":
        return ENGLAND.kind, ENGLAND.name, dict(ENGLAND.codes)
    if kind == "region":
        code = row.get("region_code", "")
        return ("region", row.get("region_name", ""), {"gss": code}) if _GSS.fullmatch(code) else None
    codes = {"gss": row["new_la_code"], "three_digit": row.get("old_la_code", "")}
    return "authority", row["la_name"], {scheme: code for scheme, code in codes.items() if code}


def _take(
    into: Gathering,
    id: str,
    columns: Sequence[str],
    row: Row,
    number: int,
    area_of: Callable[[Row], tuple[str, str, dict[str, str]] | None],
    period: str,
) -> None:
    """Take one row: all its series for one area and period, or keep the row aside."""
    area = area_of(row)
    if area is None:
        into.keep_aside(
            row["geographic_level"],
            "Its geographic level is none that is known, or its region has no code",
            "Load the rows of National, Regional and Local authority level, with their codes.",
            row=number,
            column="geographic_level",
            number=len(columns),
        )
        return
    kind, name, codes = area
    if is_joint(name, *codes.values()):
        into.keep_aside(
            name,
            "One row tells of two authorities that reported together, and of neither alone",
            "Nothing: their own series begin when they report alone.",
            row=number,
            number=len(columns),
        )
        return
    if into.label_is_read(period, len(columns), row=number, column="time_period"):
        _take_cells(into, id, columns, row, number, into.area(kind, name, codes), kind == "authority", period)


def _take_cells(
    into: Gathering,
    id: str,
    columns: Sequence[str],
    row: Row,
    number: int,
    place: int,
    of_authority: bool,
    period: str,
) -> None:
    for column in columns:
        read = read_number(row[column])
        if read is None:
            into.keep_aside(
                row[column],
                f"It is neither a number nor a known mark, under “{column}”",
                "Correct the cell in the file, or tell which mark it is.",
                row=number,
                column=column,
            )
        else:
            into.add(id, column, of_authority, [SaidValue(place, period, *read)])
