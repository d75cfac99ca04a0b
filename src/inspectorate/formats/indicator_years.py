"""Which days a year label of a published table means, by a stated rule; a label outside the rule is never guessed.

| label | read as |
|---|---|
| `2016` | the year that ends in 2016, or the count taken in 2016 |
| `2016-17`, `2016/17` | the one year that begins in 2016 |
| `2014-16` | the three years that end in 2014, 2015 and 2016 |
| `2015/16-17/18` | the three years from the one that begins in 2015 to the one that begins in 2017 |

Behind the label a note in brackets may stand: `(OT)`, `(Rev)`, `(Final)`, `(prov)`. When a year ends is the series' own
`YearKind`: a council's financial year on 31 March, as do the Department's yearly returns on children.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

_NOTE = re.compile(r"(.*?) ?\((OT|Rev|Final|prov)\)", re.IGNORECASE)
_ONE = re.compile(r"(\d{4})", re.ASCII)
_TWO = re.compile(r"(\d{4})[-/](\d{4}|\d{2})", re.ASCII)
_SPAN = re.compile(r"(\d{4})/(\d{2})-(\d{4}|\d{2})/(\d{2})", re.ASCII)
_YEARS = range(1990, 2100)
LONGEST = 10
"""Years that one label may span; a longer one is a slip of the pen."""
_RANKS = {"prov": 0, "": 1, "ot": 1, "rev": 2, "final": 3}


class YearKind(StrEnum):
    """When a series' years end, or on which day of the year it is counted."""

    FINANCIAL = "financial"  # 1 April to 31 March
    ACADEMIC = "academic"  # 1 September to 31 August
    SEPTEMBER = "september"  # 1 October to 30 September
    CALENDAR = "calendar"  # 1 January to 31 December
    AT_31_MARCH = "at_31_march"  # counted on that day
    JUNE = "june"  # counted on 30 June
    JANUARY = "january"  # counted in January


_BEGINS = {YearKind.FINANCIAL: 4, YearKind.ACADEMIC: 9, YearKind.SEPTEMBER: 10}
_COUNTED = {
    YearKind.AT_31_MARCH: ((3, 31), (3, 31)),
    YearKind.JUNE: ((6, 30), (6, 30)),
    YearKind.JANUARY: ((1, 1), (1, 31)),
}


@dataclass(frozen=True, slots=True)
class YearLabel:
    """A label taken apart: first and last calendar year it names. ``across``: its years run across two of them.

    ``note`` is the bracketed note in small letters; ``rank`` orders labels of one period by how final they are.
    """

    first: int
    last: int
    across: bool
    note: str

    @property
    def rank(self) -> int:
        """Provisional before plain, plain before revised, revised before final."""
        return _RANKS[self.note]


@lru_cache(maxsize=4096)
def read_label(text: str) -> YearLabel | None:
    """The label taken apart; ``None`` where the rule does not cover it."""
    noted = _NOTE.fullmatch(text)
    years, note = (noted[1], noted[2].lower()) if noted else (text, "")
    if found := _ONE.fullmatch(years):
        return _label(int(found[1]), int(found[1]), False, note)
    if found := _TWO.fullmatch(years):
        first = int(found[1])
        last = _after(first, found[2])
        if last == first + 1:
            return _label(first, last, True, note)
        # 2014/17 is written nowhere; 2014-17 is four years.
        return _label(first, last, False, note) if "-" in years else None
    if found := _SPAN.fullmatch(years):
        first, middle = int(found[1]), _after(int(found[1]), found[3])
        whole = _after(first, found[2]) == first + 1 and _after(middle, found[4]) == middle + 1
        return _label(first, middle + 1, True, note) if whole else None
    return None


def _after(year: int, text: str) -> int:
    """The first year from another on that its last two figures, or all four, mean."""
    if len(text) == 4:
        return int(text)
    short = year // 100 * 100 + int(text)
    return short if short > year else short + 100


def _label(first: int, last: int, across: bool, note: str) -> YearLabel | None:
    sound = first in _YEARS and last in _YEARS and 0 <= last - first < LONGEST
    return YearLabel(first, last, across, note) if sound else None


def days(label: YearLabel, kind: YearKind) -> tuple[date, date] | None:
    """First and last day that a label means in a series of such years; ``None`` where the two contradict each other."""
    if kind in _COUNTED:
        (first, last), one = _COUNTED[kind], label.first == label.last
        return (date(label.first, *first), date(label.last, *last)) if one else None
    if kind is YearKind.CALENDAR:
        # A year across two calendar years is none of its series' years.
        return None if label.across else (date(label.first, 1, 1), date(label.last, 12, 31))
    month = _BEGINS[kind]
    begins = label.first if label.across else label.first - 1
    return date(begins, month, 1), date.fromordinal(date(label.last, month, 1).toordinal() - 1)
