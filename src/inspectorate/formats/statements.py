"""What a workbook says of itself: when it was released, by whom, and which period it covers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from inspectorate.formats import vocabulary as words
from inspectorate.formats.layout import Table
from inspectorate.formats.model import SaidCoverage, SaidInspection
from inspectorate.formats.sheets import Sheet
from inspectorate.formats.values import UnknownError, cell_text, is_blank, read_date

# Cover sheets are short, and stand in for no data.
_COVER_ROWS = 40
_AS_AT = re.compile(r"as at (\d{1,2} [a-z]+ \d{4})", re.IGNORECASE)
_IN_YEAR = re.compile(r"in[ -]year (\d{4})[-/](\d{2})\b", re.IGNORECASE)
_OFFICIAL = re.compile(
    r"\boff?icial statistics\b|office for standards in education|ofsted social care provider webpage", re.IGNORECASE
)


@dataclass(slots=True)
class Statements:
    """``as_at``: the day up to which inspections of authorities are covered; ``official``: the regulator's own file."""

    released: date | None = None
    as_at: date | None = None
    official: bool = False

    def learn(self, sheet: Sheet) -> None:
        """Take what the first rows of a sheet state about the file."""
        for cells in sheet.rows[:_COVER_ROWS]:
            texts = [cell_text(cell) for cell in cells if not is_blank(cell)]
            self.official = self.official or any(_OFFICIAL.search(text) for text in texts)
            if len(texts) == 2:
                self._learn_line(*texts)

    def _learn_line(self, label: str, said: str) -> None:
        if label.lower().rstrip(":") in ("published on", "publication date", "release date", "date of publication"):
            self.released = self.released or _day(said)
        elif (
            "period covered" in label.lower() and "local authority" in label.lower() and (found := _AS_AT.search(said))
        ):
            self.as_at = self.as_at or _day(found[1])


def _day(text: str) -> date | None:
    try:
        return read_date(text, {})
    except UnknownError:
        return None


def coverage(read: Sequence[tuple[Table, Sequence[SaidInspection]]], statements: Statements) -> Iterator[SaidCoverage]:
    """What the tables of a file cover completely, where they say so. A list that claims no completeness covers nothing.

    A table "in year 2022-23" covers the kinds of event in it from 1 April to 31 March. A history with columns for
    several frameworks covers the graded inspections of each, from its earliest date (or the framework's first day) to
    the day that the cover names ("as at 31 March 2023"), else to its latest date. Reports still to come are not in it.
    """
    histories = [(table, said) for table, said in read if _is_history(table)]
    for table, said in read:
        year = next((found for title in table.titles if (found := _IN_YEAR.search(title))), None)
        if year is not None:
            first = date(int(year[1]), 4, 1)
            yield from _covered(table, said, first, date(first.year + 1, 3, 31))
    said = [item for _, items in histories for item in items]
    days = [item.published for item in said if item.published is not None]
    if days:
        yield from _covered(histories[0][0], said, min(days), statements.as_at or max(days))


def _is_history(table: Table) -> bool:
    return len({heading.regime for _, heading in table.having("published") if heading.regime}) > 1


def _covered(table: Table, said: Sequence[SaidInspection], first: date, last: date) -> Iterator[SaidCoverage]:
    for regime in sorted({item.regime for item in said}):
        events = frozenset(item.event for item in said if item.regime == regime and item.event is not None)
        if events:
            begins = max(first, words.REGIMES[regime].first)
            yield SaidCoverage("authority", regime, events, begins, last, table.place())
