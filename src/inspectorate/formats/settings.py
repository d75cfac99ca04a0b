"""What a table of settings says: of each its place on the register, and of one inspection."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from inspectorate.formats import setting_words as words
from inspectorate.formats.headings import plain
from inspectorate.formats.inspections import Terms
from inspectorate.formats.layout import Table
from inspectorate.formats.model import Place, SaidInspection, SaidSetting
from inspectorate.formats.rows import too_long
from inspectorate.formats.setting_aside import COMPARE, WHOLE_ROW, Aside
from inspectorate.formats.setting_cells import (
    DateColumn,
    Remembered,
    read_flag,
    read_places,
    read_standing,
    read_text,
    read_type,
    read_urn,
)
from inspectorate.formats.setting_headings import SettingColumn
from inspectorate.formats.setting_inspections import InspectionReader
from inspectorate.formats.values import YEARS_OF_REGISTRATION, Cell, UnknownError, cell_text, is_blank
from inspectorate.framework.setting_types import IDENTIFYING, setting_types

_TEXTS = frozenset(
    (
        *("name", "street", "street_2", "town", "postcode", "ofsted_region", "government_region", "region"),
        *("authority", "constituency", "sector", "owner", "linked_urn"),
    )
)
_IDENTIFYING = IDENTIFYING | {"street_2"}
_OTHERS: dict[str, Callable[[Cell], object]] = {
    "standing": read_standing,
    "places": read_places,
    "short_breaks": read_flag,
}


class SettingsReader:
    """Reads the rows of one table of settings, one by one. ``uninspected`` counts rows that tell of no inspection;
    ``withheld`` are the URNs of settings whose name or address was left out, as their type is not named."""

    def __init__(self, table: Table, columns: Sequence[SettingColumn], terms: Terms) -> None:
        self.table, self.terms = table, terms
        self.as_of: date | None = None
        self.settings: list[SaidSetting] = []
        self.inspections: list[SaidInspection] = []
        self.aside = Aside(table)
        self.inspection = InspectionReader(columns, terms, self.aside)
        self.uninspected = 0
        self.withheld: set[str] = set()
        self._last = max(column.index for column in columns)
        self._headed = max(column.index for column in table.columns)
        at = {column.heading.role: column for column in columns}
        self._urn, self._urns = at["urn"], Remembered(read_urn)
        self._type, self._types = at["type"], Remembered(lambda cell: read_type(cell, terms.mappings))
        self._fields = [
            (column.heading.role, column.index, column, reading)
            for column in columns
            if (reading := self._reading(column.heading.role)) is not None
        ]

    def _reading(self, role: str) -> Remembered[object] | None:
        if role in _TEXTS:
            return Remembered(read_text)
        if role in ("registered", "left"):
            return Remembered(DateColumn(self.terms.mappings, YEARS_OF_REGISTRATION))
        return Remembered(_OTHERS[role]) if role in _OTHERS else None

    def take(self, number: int, cells: Sequence[Cell]) -> None:
        """Read one row into a setting and its inspection, or keep it aside."""
        if len(cells) > self._headed + 1 and any(not is_blank(cell) for cell in cells[self._headed + 1 :]):
            self.aside.items.append(too_long(self.table, number, cells))
        elif len(cells) <= self._last:
            text = f"{len(cells)} cells, {len(self.table.columns)} headings"
            self.aside.keep(number, None, text, "the row ends before its last column", WHOLE_ROW)
        else:
            self._take_whole(number, cells)

    def _take_whole(self, number: int, cells: Sequence[Cell]) -> None:
        urn, kind = self._urns[cells[self._urn.index]], self._types[cells[self._type.index]]
        if isinstance(urn, UnknownError):
            self.aside.unread(number, self._urn, urn)
        elif isinstance(kind, UnknownError):
            self.aside.unread(number, self._type, kind, urn)
        else:
            place = self.table.place(number)
            setting = self._setting(place, urn, kind, cells)
            self.settings.append(setting)
            if self.inspection.says_nothing(cells):
                self.uninspected += 1
            elif (inspection := self.inspection.read(place, setting, cells)) is not None:
                self.inspections.append(inspection)

    def _setting(self, place: Place, urn: str, kind: str, cells: Sequence[Cell]) -> SaidSetting:
        fields: dict[str, Any] = {}
        named = setting_types()[kind].named
        for role, index, column, reading in self._fields:
            said = reading[cells[index]]
            if said is None:
                continue
            if role in _IDENTIFYING and not named:
                self.withheld.add(urn)
            elif isinstance(said, UnknownError):
                self.aside.unread(place.row, column, said, urn)
            elif role in fields and fields[role] != said:
                reason = f"{urn}: another column gives {fields[role]}"
                self.aside.keep(place.row, column, cell_text(cells[index]), reason, COMPARE)
            else:
                fields[role] = said
        _join(fields)
        return SaidSetting(place, urn, kind, self.as_of, source_kind=self.terms.source_kind, **fields)


def _join(fields: dict[str, Any]) -> None:
    """Two lines of an address are one street; a region headed only "Region" is told by what it is called."""
    second = fields.pop("street_2", None)
    if second is not None:
        fields["street"] = f"{fields['street']}, {second}" if "street" in fields else second
    region = fields.pop("region", None)
    if region is not None:
        of_government = plain(str(region)) in words.GOVERNMENT_ONLY
        fields.setdefault("government_region" if of_government else "ofsted_region", region)
