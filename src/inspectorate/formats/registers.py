"""A whole table of settings: the day it speaks of, whether it lists all, and which inspections it covers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from inspectorate.formats import setting_words as words
from inspectorate.formats.days import as_at, in_year, months_of, year_label
from inspectorate.formats.inspections import Terms
from inspectorate.formats.layout import Table
from inspectorate.formats.model import KeptAside, SaidCoverage, SaidInspection, SaidRegister, SaidSetting
from inspectorate.formats.setting_headings import SettingColumn, setting_columns
from inspectorate.formats.settings import SettingsReader

Period = tuple[date, date]
UNMEANT = "no release says what the codes of interim inspections before April 2014 stand for"


@dataclass(frozen=True, slots=True)
class Span:
    """The day that a table speaks of, the period whose inspections it lists, and what told them ("its title")."""

    as_of: date | None = None
    period: Period | None = None
    told_by: str = "nothing"


@dataclass(slots=True)
class TakenTable:
    """All that one table says. ``recognised`` says as what it was read, ``notes`` what was not read, ``withheld`` of
    which settings (URNs) a name or an address was left out."""

    recognised: str
    settings: list[SaidSetting] = field(default_factory=list)
    inspections: list[SaidInspection] = field(default_factory=list)
    kept_aside: list[KeptAside] = field(default_factory=list)
    registers: list[SaidRegister] = field(default_factory=list)
    coverage: list[SaidCoverage] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    withheld: set[str] = field(default_factory=set)


def read_settings(table: Table, terms: Terms) -> TakenTable:
    """Everything a table of settings says. Raises `headings.UnreadableError` where its headings do not suffice."""
    columns, unknown = setting_columns((column.index, column.text) for column in table.columns)
    reader = SettingsReader(table, columns, terms)
    days = reader.inspection.days(table.rows)
    span = span_of(table, columns, days)
    reader.as_of = span.as_of
    for number, cells in table.rows:
        reader.take(number, cells)
    taken = TakenTable(_recognised(reader, span), reader.settings, reader.inspections, reader.aside.items)
    taken.registers += _register(table, columns, reader, span)
    taken.coverage += _coverage(table, columns, reader, span)
    taken.notes += _notes(reader, span, unknown)
    taken.withheld |= reader.withheld
    return taken


def span_of(table: Table, columns: Iterable[SettingColumn], days: set[date]) -> Span:
    """What a table speaks of: told by its titles, its headings, its sheet's name or the file's name, or its own days.

    A list of a year's inspections has all its days in one inspection year, and speaks of the last day of the latest
    month in it. A name is taken only where it plainly names a month or a year, and no day of the table lies after it.
    """
    headed = [column.heading.day for column in columns if column.heading.day is not None]
    if (found := _titled(table.titles, "its title")) is not None:
        return found
    if headed:
        return Span(max(headed), told_by="its headings")
    name = table.file.rpartition(".")[0] or table.file
    for text, told_by in ((table.sheet or "", "the sheet's name"), (name, "the file's name")):
        named = _titled([text], told_by)
        if named is not None and named.as_of is not None and named.as_of >= max(days, default=named.as_of):
            return named
    if (period := months_of(days)) is not None:
        return Span(period[1], period, "the days of its inspections")
    if (year := year_label(name)) is not None and year[1] >= max(days, default=year[1]):
        return Span(year[1], told_by="the file's name")
    return Span()


def _titled(titles: Iterable[str], told_by: str) -> Span | None:
    for title in titles:
        if (year := in_year(title)) is not None:
            return Span(year[1], year, told_by)
        if (day := as_at(title)) is not None:
            return Span(day, None, told_by)
    return None


def _recognised(reader: SettingsReader, span: Span) -> str:
    what = "settings and their inspections" if reader.inspections else "settings"
    if span.as_of is None:
        return f"{what}, of no day that is named"
    return f"{what}, of {span.as_of.isoformat()} (the day is told by {span.told_by})"


def _register(table: Table, columns: list[SettingColumn], reader: SettingsReader, span: Span) -> Iterator[SaidRegister]:
    """A table as at a day is a register; whole where it lists settings that were never inspected as well.

    A list of a year's inspections, or of those that came and went, is none.
    """
    moves = any(column.heading.role == "left" for column in columns)
    if reader.settings and span.as_of is not None and span.period is None and not moves:
        yield SaidRegister(table.place(), span.as_of, complete=reader.uninspected > 0)


def one_whole_register(registers: list[SaidRegister]) -> list[SaidRegister]:
    """The registers of a file; where two of them are whole on one day (a sheet for each type), neither is."""
    whole = Counter(register.as_of for register in registers if register.complete)
    return [replace(one, complete=False) if one.complete and whole[one.as_of] > 1 else one for one in registers]


def _coverage(table: Table, columns: list[SettingColumn], reader: SettingsReader, span: Span) -> Iterator[SaidCoverage]:
    if span.as_of is None or not reader.inspections:
        return
    types = frozenset(setting.type for setting in reader.settings)
    if span.period is not None:
        # Days alone may be those of any extract; the regulator's event numbers tell that it is its own list.
        if span.told_by == "its title" or any(column.heading.role == "number" for column in columns):
            for regime, first, last in _by_regime(span.period):
                yield SaidCoverage("setting", regime, _events(reader, span.period), first, last, table.place(), types)
    elif _tells_latest(reader):
        first = min(one.started for one in reader.inspections if one.started is not None)
        for regime, begins, last in _by_regime((min(first, span.as_of), span.as_of)):
            events = frozenset({"full"})
            yield SaidCoverage("setting", regime, events, begins, last, table.place(), types, latest_only=True)


def _events(reader: SettingsReader, period: Period) -> frozenset[str]:
    """A list of a whole inspection year holds every kind, of months of it those that occur."""
    occurring = frozenset(one.event for one in reader.inspections if one.event is not None)
    return occurring | words.INSPECTED if (period[1] - period[0]).days > 363 else occurring


def _tells_latest(reader: SettingsReader) -> bool:
    """Whether the table tells the latest inspection of each: its headings say so, or no setting has two in years."""
    if reader.inspection.latest:
        return True
    urns = {setting.urn for setting in reader.settings}
    days = [one.started for one in reader.inspections if one.started is not None]
    return len(urns) == len(reader.settings) and months_of(days) is None


def _by_regime(period: Period) -> Iterator[tuple[str, date, date]]:
    first, last = period
    change = words.COMMON_FROM
    if first < change:
        yield "settings-2013", first, min(last, change - timedelta(days=1))
    if last >= change:
        yield "sccif", max(first, change), last


def _notes(reader: SettingsReader, span: Span, unknown: list[str]) -> Iterator[str]:
    if span.told_by == "the file's name" and span.as_of is not None:
        yield f"the day ({span.as_of.isoformat()}) is taken from the file's name"
    if span.as_of is None:
        yield "nothing says of which day it speaks"
    if reader.inspection.unmeant:
        yield f"{reader.inspection.unmeant:,} results were taken as not known: {UNMEANT}"
    if unknown:
        yield "no meaning is known for the columns " + ", ".join(f"“{text}”" for text in unknown)
