"""Lists that stand beside the indicators: the store's dictionary, statistical neighbours, and codes of authorities."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from inspectorate.formats.indicator_gathering import Gathering, serial_day
from inspectorate.formats.indicator_model import SaidMeasure, SaidNeighbours
from inspectorate.formats.indicator_sets import STORE, store_lags
from inspectorate.formats.sheets import Sheet
from inspectorate.formats.values import MONTHS, cell_text

DICTIONARY = frozenset({"Measure_short", "Measure", "Polarity", "Year_Type", "y_axis_name"})
CODES = frozenset({"LA Number", "LA Name", "Region", "Type"})
NEIGHBOURS = frozenset({"LA num", "SN1", "SN2"})
_POLARITY = {"High": "high", "Low": "low", "-": "neither", "NA": "neither", "": "neither"}
_MONTH_AND_YEAR = re.compile(r"([a-z]{3,9})[ _-]*(\d{4})", re.IGNORECASE)


def read_dictionary(sheet: Sheet, head: int, headings: Sequence[str], into: Gathering) -> None:
    """What each series of the Department's store is. A series told under two topics is one; the first row holds."""
    into.recognised = "dictionary of the Department's store of indicators (LAIT)"
    seen: dict[str, SaidMeasure] = {}
    for number, cells in enumerate(sheet.rows[head + 1 :], head + 2):
        row = dict(zip(headings, (cell_text(cell) for cell in cells), strict=False))
        column = row.get("Measure_short", "")
        if not column:
            continue
        polarity, lag = _POLARITY.get(row["Polarity"]), store_lags().get(row["Year_Type"])
        if polarity is None or lag is None:
            heading = "Polarity" if polarity is None else "Year_Type"
            into.keep_aside(
                row[heading],
                f"It is no {'polarity' if polarity is None else 'kind of year'} that is known, of “{column}”",
                "Correct the cell in the file, or tell what it means.",
                row=number,
                column=heading,
            )
        elif column not in seen:
            seen[column] = SaidMeasure(
                set=STORE,
                column=column,
                label=row.get("Chart_title") or row["Measure"],
                unit=row["y_axis_name"],
                polarity=polarity,
                year=lag.year,
                lag_days=lag.days,
                lag_source=lag.source,
                updated=_end_of_month(serial_day(row.get("Last Update", ""))),
            )
    into.measures += seen.values()


def _end_of_month(day: date | None) -> date | None:
    """The dictionary's days are firsts of months: the release lies in the month."""
    if day is None:
        return None
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def read_neighbours(sheet: Sheet, head: int, headings: Sequence[str], into: Gathering) -> None:
    """One set of statistical neighbours: nearest first, by three-digit code.

    Nothing in the file tells from when on the set holds, so its name must: ``sn_may_2025.xlsx``.
    """
    first = _month_in(sheet.file)
    if first is None:
        into.unread.append(
            "its name tells no month and year from which these neighbours hold; name it like sn_may_2025.xlsx"
        )
        return
    into.recognised = f"statistical neighbours from {first:%B %Y}"
    columns = sorted((int(text[2:]), place) for place, text in enumerate(headings) if re.fullmatch(r"SN\d+", text))
    nearest = []
    for cells in sheet.rows[head + 1 :]:
        texts = [cell_text(cell) for cell in cells]
        row = dict(zip(headings, texts, strict=False))
        if row.get("LA num"):
            # An authority without ten that are like it has a dash in their place.
            codes = [texts[place] for _, place in columns if place < len(texts) and texts[place].isdecimal()]
            of = into.area("authority", row.get("LA Name", ""), {"three_digit": row["LA num"]})
            nearest.append((of, tuple(into.area("authority", "", {"three_digit": code}) for code in codes)))
    into.neighbours.append(SaidNeighbours(f"{first:%B %Y}", first, tuple(nearest)))


def _month_in(name: str) -> date | None:
    found = [
        date(int(match[2]), MONTHS[match[1].lower()], 1)
        for match in _MONTH_AND_YEAR.finditer(name.replace("_", " "))
        if match[1].lower() in MONTHS
    ]
    return found[0] if len(found) == 1 else None


def read_codes(into: Gathering) -> None:
    """A list of authorities' codes: the register has them."""
    into.recognised = "codes of authorities; the register knows them, so there is nothing to add"
