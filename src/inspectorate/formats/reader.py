"""Read a file that others publish, whatever its name, its sheets' names, and the order and number of its columns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from inspectorate.formats.counts import read_counts, read_type_counts
from inspectorate.formats.headings import UnreadableError
from inspectorate.formats.indicator_gathering import Gathering as OfIndicators
from inspectorate.formats.indicator_model import SaidIndicators
from inspectorate.formats.indicator_store import is_parquet, read_store
from inspectorate.formats.indicators import read_indicators
from inspectorate.formats.inspections import Terms, read_inspections
from inspectorate.formats.layout import Kind, Table, find_tables
from inspectorate.formats.melted import is_melted, spread
from inspectorate.formats.model import (
    FormatError,
    KeptAside,
    PublishedCount,
    Reading,
    SaidCoverage,
    SaidInspection,
    SaidRegister,
    SaidSetting,
)
from inspectorate.formats.registers import one_whole_register, read_settings
from inspectorate.formats.setting_headings import counted_type, is_day_heading
from inspectorate.formats.sheets import read_sheets
from inspectorate.formats.statements import Statements, coverage
from inspectorate.formats.values import Mappings
from inspectorate.framework.setting_types import setting_types

_COUNTS = {Kind.COUNTS: read_counts, Kind.TYPE_COUNTS: read_type_counts}
_WHY_UNREAD = {
    Kind.NAMELESS: "it has grades and dates, and no column that names the authority",
}


def read_file(
    path: Path,
    *,
    mappings: Mappings | None = None,
    lead_key: bytes | None = None,
    today: date | None = None,
    source_kind: str | None = None,
) -> Reading:
    """All that ``path`` says: of inspections of authorities and of settings, of registers, of published counts, and of
    indicators.

    ``mappings`` is what people decided about kept-aside texts: ``(unknown kind, text)`` to what is to be read instead.
    ``lead_key`` turns lead inspectors' names into codes; without it names are dropped. No date may lie after the day
    on which the file says it was released, nor after ``today``. ``source_kind`` is ``official`` or ``compiled``; where
    it is not given, a file is official if it says that it is the regulator's.

    Raises `FormatError` with one sentence where nothing in the file can be read.
    """
    if is_parquet(path):
        gathering = _Gathering(
            path.name, Statements(), Terms(mappings or {}, lead_key, None, source_kind or "compiled")
        )
        gathering.take_indicators(read_store(path))
        return gathering.reading()
    sheets = list(read_sheets(path))
    statements = Statements()
    for sheet in sheets:
        statements.learn(sheet)
    kind = source_kind or ("official" if statements.official else "compiled")
    limits = [day for day in (statements.released, today) if day is not None]
    terms = Terms(mappings or {}, lead_key, min(limits, default=None), kind)
    gathering = _Gathering(path.name, statements, terms)
    for sheet in sheets:
        if (indicators := read_indicators(sheet)) is not None:
            gathering.take_indicators(indicators)
            continue
        tables = list(find_tables(sheet))
        for table in tables:
            gathering.take(table)
        if not tables:
            gathering.unread.append(
                f"{_named(sheet.name)}: it holds no table of inspections, settings, counts or indicators."
            )
    return gathering.reading()


def _named(sheet: str | None) -> str:
    return f"Sheet “{sheet}”" if sheet is not None else "The file"


class _Gathering:
    """What has been read of one file so far."""

    def __init__(self, file: str, statements: Statements, terms: Terms) -> None:
        self.file, self.statements, self.terms = file, statements, terms
        self.inspections: list[SaidInspection] = []
        self.settings: list[SaidSetting] = []
        self.registers: list[SaidRegister] = []
        self.covered: list[SaidCoverage] = []
        self.kept_aside: list[KeptAside] = []
        self.read: list[tuple[Table, list[SaidInspection]]] = []
        self.counts: list[PublishedCount] = []
        self.recognised: list[str] = []
        self.unread: list[str] = []
        self.indicators: list[SaidIndicators] = []
        self.withheld: set[str] = set()

    def take(self, table: Table) -> None:
        """Read one table, or say why it is not read."""
        where = f"{_named(table.sheet)}, row {table.row}"
        if table.kind is Kind.SETTINGS:
            self._take_settings(table, where)
            return
        if is_melted(table):
            table, contradictions = spread(table)
            self.kept_aside += contradictions
        if table.kind in _WHY_UNREAD:
            self.unread.append(f"{where}: {_WHY_UNREAD[table.kind]}.")
            return
        try:
            self._take_counts(table) if table.kind in _COUNTS else self._take_inspections(table)
        except UnreadableError as problem:
            self.unread.append(f"{where}: {problem}.")
            return
        self.recognised.append(f"{where}: {table.kind.value}")
        if unknown := ", ".join(f"“{text}”" for text in _unknown_headings(table)):
            self.unread.append(f"{where}: no meaning is known for the columns {unknown}.")

    def _take_settings(self, table: Table, where: str) -> None:
        try:
            taken = read_settings(table, self.terms)
        except UnreadableError as problem:
            self.unread.append(f"{where}: {problem}.")
            return
        self.recognised.append(f"{where}: {taken.recognised}")
        self.settings += taken.settings
        self.inspections += taken.inspections
        self.kept_aside += taken.kept_aside
        self.registers += taken.registers
        self.covered += taken.coverage
        self.unread += [f"{where}: {note}." for note in taken.notes]
        self.withheld |= taken.withheld

    def take_indicators(self, told: OfIndicators) -> None:
        """Take what one sheet, or a whole store, says of indicators."""
        told.settle()
        where = _named(told.sheet)
        if told.recognised:
            self.recognised.append(f"{where}: {told.recognised}{told.counted()}")
        self.indicators.append(told.said())
        self.kept_aside += told.kept_aside()
        self.unread += [f"{where}: {note}." for note in told.unread]

    def _take_inspections(self, table: Table) -> None:
        taken = read_inspections(table, self.terms)
        self.inspections += taken.inspections
        self.kept_aside += taken.kept_aside
        self.read.append((table, taken.inspections))

    def _take_counts(self, table: Table) -> None:
        for item in _COUNTS[table.kind](table):
            self._keep(item)

    def _keep(self, item: PublishedCount | KeptAside) -> None:
        if isinstance(item, KeptAside):
            self.kept_aside.append(item)
        else:
            self.counts.append(item)

    def reading(self) -> Reading:
        """The whole, or a `FormatError` that says why there is nothing."""
        if not self.recognised:
            raise FormatError(f"{self.file} holds nothing that can be read. " + " ".join(_first(self.unread, 5)))
        return Reading(
            file=self.file,
            recognised=tuple(self.recognised),
            inspections=tuple(self.inspections),
            settings=tuple(self.settings),
            registers=tuple(one_whole_register(self.registers)),
            kept_aside=tuple(self.kept_aside),
            coverage=(*coverage(self.read, self.statements), *self.covered),
            counts=tuple(self.counts),
            unread=(*self.unread, *_left_out(len(self.withheld))),
            released=self.statements.released,
            indicators=tuple(self.indicators),
        )


def _left_out(settings: int) -> Iterator[str]:
    if settings:
        types = [one.plural.lower() for one in setting_types().values() if not one.named]
        of = "1 setting" if settings == 1 else f"{settings:,} settings"
        yield (
            f"The name or address of {of} was left out: the regulator does not publish those of "
            f"{', '.join(types[:-1])} and {types[-1]}."
        )


def _unknown_headings(table: Table) -> list[str]:
    unknown = [column.text for column in table.columns if column.heading is None]
    if table.kind is not Kind.TYPE_COUNTS:
        return unknown
    return [text for text in unknown if counted_type(text) is None and not is_day_heading(text)]


def _first(sentences: list[str], number: int) -> Iterator[str]:
    yield from sentences[:number]
    if len(sentences) > number:
        yield f"And {len(sentences) - number} more."
