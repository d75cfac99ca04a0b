"""Where the tables of a sheet are, and which column plays which part: told by the headings alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from inspectorate.formats.headings import LONGEST_HEADING, Heading, read_heading
from inspectorate.formats.model import Place
from inspectorate.formats.setting_cells import is_urn
from inspectorate.formats.setting_headings import heads_settings, heads_type_counts, read_setting_heading
from inspectorate.formats.sheets import Sheet
from inspectorate.formats.values import Cell, cell_text, is_blank

DATE_ROLES = ("started", "ended", "published")


class Kind(StrEnum):
    """What a table is about."""

    INSPECTIONS = "inspections of authorities"
    SETTINGS = "settings"
    COUNTS = "published counts"
    TYPE_COUNTS = "published numbers of settings"
    NAMELESS = "inspections without a name"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its place in the row, what its heading means, ``None`` where that is not understood."""

    index: int
    text: str
    heading: Heading | None


@dataclass(slots=True)
class Table:
    """A heading row and the rows below it. ``titles`` are the lines of prose above; rows carry their own number.

    ``key`` is where the URN stands in a table of settings.
    """

    file: str
    sheet: str | None
    row: int
    kind: Kind
    columns: tuple[Column, ...]
    titles: tuple[str, ...] = ()
    rows: list[tuple[int, Sequence[Cell]]] = field(default_factory=list)
    key: int | None = None

    def place(self, row: int | None = None, column: str | None = None) -> Place:
        """A place in this table: its heading row unless another row is named."""
        return Place(self.file, self.sheet, row if row is not None else self.row, column)

    def having(self, *roles: str) -> list[tuple[Column, Heading]]:
        """The columns that play one of these parts, in the order of the file."""
        return [(c, c.heading) for c in self.columns if c.heading is not None and c.heading.role in roles]


def find_tables(sheet: Sheet) -> Iterator[Table]:
    """Every table of a sheet. A row of headings begins one and ends the one before.

    A row with a single cell is prose, above a table its title: it has nothing to say of any one inspection.
    In a table of settings the same headings once more are no new table: a register is one list, or it says too little.
    """
    table: Table | None = None
    prose: list[str] = []
    for number, cells in enumerate(sheet.rows, 1):
        if table is not None and table.key is not None and table.key < len(cells) and is_urn(cells[table.key]):
            # The quick way for most of the rows of a long register.
            table.rows.append((number, cells))
            continue
        filled = [cell for cell in cells if not is_blank(cell)]
        kind = _kind_of_row(filled)
        if kind is not None:
            columns = _columns(cells)
            if table is not None and table.kind is kind is Kind.SETTINGS and table.columns == columns:
                continue
            if table is not None:
                yield table
            table = Table(sheet.file, sheet.name, number, kind, columns, tuple(prose), key=_key(kind, columns))
            prose = []
        elif len(filled) == 1:
            prose.append(cell_text(filled[0]))
        elif filled:
            prose = []
            if table is not None:
                table.rows.append((number, cells))
    if table is not None:
        yield table


def _kind_of_row(filled: list[Cell]) -> Kind | None:
    """What a row of cells would head, ``None`` where it is no row of headings."""
    texts = [cell for cell in filled if isinstance(cell, str)]
    if not len(texts) == len(filled) > 1:
        return None
    if heads_settings(texts):
        return Kind.SETTINGS
    return Kind.TYPE_COUNTS if heads_type_counts(texts) else _kind([read_heading(text) for text in texts])


def _key(kind: Kind, columns: Iterable[Column]) -> int | None:
    """The place of the URN in a table of settings."""
    if kind is not Kind.SETTINGS:
        return None
    headings = ((column.index, read_setting_heading(column.text)) for column in columns)
    return next((index for index, heading in headings if heading is not None and heading.role == "urn"), None)


def _columns(cells: Iterable[Cell]) -> tuple[Column, ...]:
    named = [(index, str(cell)) for index, cell in enumerate(cells) if not is_blank(cell)]
    return tuple(Column(i, cell_text(t[:LONGEST_HEADING]), read_heading(t)) for i, t in named)


def _kind(headings: Iterable[Heading | None]) -> Kind | None:
    """What headings of a table of authorities, or of counts, head."""
    roles = [heading.role for heading in headings if heading is not None]
    told = set(roles)
    if "period" in told and roles.count("count") > 1:
        return Kind.COUNTS
    says = {"grade", "event"} & told or {"variable", "value"} <= told
    if "name" in told and says:
        return Kind.INSPECTIONS
    # Grades and dates side by side, and nobody whose they are: worth a sentence rather than silence.
    if roles.count("grade") > 1 and {*DATE_ROLES} & told:
        return Kind.NAMELESS
    return None
