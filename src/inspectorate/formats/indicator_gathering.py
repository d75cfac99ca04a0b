"""What is gathered while a table of indicators is read: areas once each, values by series, and what was kept aside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from math import isfinite

from inspectorate.formats.indicator_model import (
    SaidArea,
    SaidColumn,
    SaidIndicators,
    SaidMeasure,
    SaidNeighbours,
    SaidValue,
)
from inspectorate.formats.indicator_years import read_label
from inspectorate.formats.model import KeptAside, Place

MARKS = frozenset({"c", "k", "x", "z", "u", "low", "-"})
"""Signs that stand for a number: suppressed, rounded to nothing, not available, not applicable, unreliable."""
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?", re.ASCII)
_JOINT = re.compile(r"\S\s+/\s+\S")

ENGLAND = SaidArea("england", "England", {"gss": "E92000001"})


@lru_cache(maxsize=100_000)
def read_number(text: str) -> tuple[float | None, str] | None:
    """A cell as number and mark, of which one is there; ``None`` where it is neither."""
    if _NUMBER.fullmatch(text):
        number = float(text)
        return (number, "") if isfinite(number) else None
    return (None, text) if text in MARKS else None


def is_joint(*texts: str) -> bool:
    """Whether a name or code names two authorities that reported together, as ``Easton / Weston``."""
    return any(_JOINT.search(text) for text in texts)


@dataclass(slots=True)
class Group:
    """Cells kept aside for one reason: where the first stands, and how many there are."""

    place: Place
    number: int
    mend: str
    unknown: str | None


@dataclass(slots=True)
class Gathering:
    """What one table says so far. ``authorities`` and ``others`` count values of authorities, and of England and its
    regions."""

    file: str
    sheet: str | None
    measures: list[SaidMeasure] = field(default_factory=list)
    neighbours: list[SaidNeighbours] = field(default_factory=list)
    recognised: str = ""
    unread: list[str] = field(default_factory=list)
    authorities: int = 0
    others: int = 0
    _areas: dict[tuple[str, str, tuple[tuple[str, str], ...]], int] = field(default_factory=dict)
    _values: dict[tuple[str, str], list[SaidValue]] = field(default_factory=dict)
    _aside: dict[tuple[str, str], Group] = field(default_factory=dict)

    def area(self, kind: str, name: str, codes: Mapping[str, str]) -> int:
        """The place of an area among those of the file; a new one is added."""
        return self._areas.setdefault((kind, name, tuple(codes.items())), len(self._areas))

    def add(self, set: str, column: str, of_authority: bool, values: list[SaidValue]) -> None:
        """Take values of one series."""
        self._values.setdefault((set, column), []).extend(values)
        if of_authority:
            self.authorities += len(values)
        else:
            self.others += len(values)

    def settle(self) -> None:
        """Once all rows are read: what is told twice of one area and period is taken once where both rows agree, and
        kept aside where they do not."""
        for (_, column), values in self._values.items():
            if len({(one.area, one.period) for one in values}) < len(values):
                self._settle(column, values)

    def _settle(self, column: str, values: list[SaidValue]) -> None:
        told: dict[tuple[int, str], list[SaidValue]] = {}
        for one in values:
            told.setdefault((one.area, one.period), []).append(one)
        areas = list(self._areas)
        values.clear()
        for (area, period), said in told.items():
            kind, name, _ = areas[area]
            taken = 1 if len(set(said)) == 1 else 0
            values += said[:taken]
            if len(said) > taken:
                self._uncount(kind, len(said) - taken)
                why = "once more in the same words" if taken else "with different values"
                self.keep_aside(
                    f"{name}, {period}",
                    f"The file tells of it {why}, under “{column}”",
                    "Nothing: the first is taken." if taken else "Keep the right row in the file, and load it again.",
                    column=column,
                    number=len(said) - taken,
                )

    def _uncount(self, kind: str, number: int) -> None:
        if kind == "authority":
            self.authorities -= number
        else:
            self.others -= number

    def keep_aside(self, text: str, reason: str, mend: str, *, row: int | None = None, column: str | None = None,
                   number: int = 1, unknown: str | None = None) -> None:  # fmt: skip
        """Keep cells aside; those with the same text and reason are told once, with how many they are."""
        group = self._aside.get((text, reason))
        if group is None:
            place = Place(self.file, self.sheet, row, column)
            self._aside[text, reason] = Group(place, number, mend, unknown)
        else:
            group.number += number

    def label_is_read(self, text: str, number: int, *, row: int | None = None, column: str | None = None) -> bool:
        """Whether a year label is covered by the rule; else its ``number`` values are kept aside."""
        if read_label(text) is not None:
            return True
        self.keep_aside(
            text,
            "It names no year that the rule for year labels covers",
            "Correct the label in the file, or ask its publisher which year it means.",
            row=row,
            column=column,
            number=number,
        )
        return False

    @property
    def aside_values(self) -> int:
        """How many values were kept aside."""
        return sum(group.number for group in self._aside.values())

    def kept_aside(self) -> Iterator[KeptAside]:
        """One entry for each text and reason, with how many values it stands for."""
        for (text, reason), group in self._aside.items():
            values = "1 value" if group.number == 1 else f"{group.number:,} values"
            yield KeptAside(group.place, text, f"{reason} ({values}).", group.mend, group.unknown)

    def said(self) -> SaidIndicators:
        """Everything gathered, as frozen values."""
        return SaidIndicators(
            areas=tuple(SaidArea(kind, name, dict(codes)) for kind, name, codes in self._areas),
            columns=tuple(SaidColumn(set, column, tuple(values)) for (set, column), values in self._values.items()),
            measures=tuple(self.measures),
            neighbours=tuple(self.neighbours),
        )

    def counted(self) -> str:
        """What was recognised with its numbers of values, in a few words."""
        if not self._values:
            return ""
        parts = [f" with {self.authorities:,} values of authorities"]
        if self.others:
            parts.append(f"{self.others:,} of England and its regions")
        if self.aside_values:
            parts.append(f"{self.aside_values:,} kept aside")
        return ", ".join(parts)


def serial_day(text: str) -> date | None:
    """A day that a spreadsheet wrote as a number of days; ``None`` where the cell is none ("New data")."""
    return date.fromordinal(date(1899, 12, 30).toordinal() + int(text)) if re.fullmatch(r"\d{5}", text) else None
