"""Rows of a table of inspections as loose claims: which cells speak of one inspection, before any of them is read.

A wide history has groups of columns ("First SIF …", "Second ILACS …"), each an inspection; a long table has a row an
inspection. Both become the same `Claim`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from inspectorate.formats import vocabulary as words
from inspectorate.formats.headings import Heading, UnreadableError
from inspectorate.formats.layout import DATE_ROLES, Column, Table
from inspectorate.formats.model import KeptAside
from inspectorate.formats.values import Cell, cell_text, is_blank

Group = tuple[str, str, str | None]
UNDATED = (
    "no column gives the date that goes with these columns",
    "Add the column with the publication date of these inspections and load the file again.",
)
LOOSE = (
    "these headings do not say which of the inspections in a row they speak of",
    "Name the framework in these headings, such as “First SIF publication date”.",
)


@dataclass(frozen=True, slots=True)
class Part:
    """The columns that together tell of one inspection. ``regime`` is ``None`` where the rows say it themselves."""

    regime: str | None
    purpose: str | None
    dates: dict[str, Column]
    grades: dict[str, Column]
    events: tuple[Column, ...]


@dataclass(slots=True)
class Claim:
    """The cells that tell of one inspection: ``(column, cell)``, unread."""

    row: int
    part: Part
    name: str
    codes: dict[str, str]
    region: str | None
    lead: str | None
    topics: tuple[str, ...]
    link: str | None
    dates: dict[str, tuple[str, Cell]] = field(default_factory=dict)
    grades: dict[str, tuple[str, Cell]] = field(default_factory=dict)
    event: str = ""
    event_column: str | None = None

    @property
    def says_nothing(self) -> bool:
        """Whether every cell that could tell of an inspection is blank."""
        return not self.event and all(is_blank(cell) for _, cell in (*self.dates.values(), *self.grades.values()))


def parts(table: Table) -> tuple[list[Part], list[KeptAside]]:
    """The groups of columns that each tell of one inspection, and columns of grades that no date column goes with.

    Raises `UnreadableError` where two columns claim the same part, or nothing gives a date.
    """
    groups: dict[Group | None, list[tuple[Column, Heading]]] = {}
    wide = any(heading.regime for _, heading in table.having("grade", *DATE_ROLES))
    for column, heading in table.having("grade", "event", *DATE_ROLES):
        groups.setdefault(_group(heading) if wide else None, []).append((column, heading))
    loose = groups.pop(None, []) if wide else []
    found = [_part(table, group, columns) for group, columns in groups.items()]
    whole = [part for part in found if part.dates]
    if not whole:
        raise UnreadableError("no column gives the date of an inspection")
    aside = [_unread_columns(table, _columns_of(part), UNDATED) for part in found if not part.dates]
    return whole, aside + ([_unread_columns(table, [column for column, _ in loose], LOOSE)] if loose else [])


def _group(heading: Heading) -> Group | None:
    """The group of a heading in a wide table; a heading that names no regime belongs to none, but for the LSCB review.

    The review of the safeguarding board was made with the first inspection under the SIF.
    """
    regime = "sif" if heading.detail == words.LSCB else heading.regime
    if regime is None:
        return None
    occurrence = heading.occurrence or "first"
    # SLAC repeats were of safeguarding or of looked after children, each with its own date.
    area = heading.detail if (regime, occurrence) == ("slac", "reinspection") else None
    return regime, occurrence, area


def _part(table: Table, group: Group | None, columns: list[tuple[Column, Heading]]) -> Part:
    dates: dict[str, Column] = {}
    grades: dict[str, Column] = {}
    events: list[Column] = []
    for column, heading in columns:
        if heading.role == "event":
            events.append(column)
            continue
        taken, key = (grades, heading.detail or "") if heading.role == "grade" else (dates, heading.role)
        if key in taken:
            raise UnreadableError(f"the columns “{taken[key].text}” and “{column.text}” mean the same")
        taken[key] = column
    purpose = "reinspection" if group is not None and group[1] == "reinspection" else None
    return Part(group[0] if group else None, purpose, dates, grades, tuple(events))


def _columns_of(part: Part) -> list[Column]:
    return [*part.grades.values(), *part.events]


def _unread_columns(table: Table, columns: list[Column], why: tuple[str, str]) -> KeptAside:
    return KeptAside(table.place(), ", ".join(column.text for column in columns), *why)


def claims(table: Table, part_list: list[Part]) -> Iterator[Claim | KeptAside]:
    """Every claim of a table in the order of its rows; a row without a name, or too long for its headings, aside."""
    name_column = table.having("name")[0][0]
    last = max(column.index for column in table.columns)
    for number, cells in table.rows:
        found = [_claim(table, number, cells, part) for part in part_list]
        told = [claim for claim in found if not claim.says_nothing]
        if any(not is_blank(cell) for cell in cells[last + 1 :]):
            yield too_long(table, number, cells)
        elif told and is_blank(_at(cells, name_column)):
            yield _nameless(table, number, name_column, told[0])
        else:
            yield from told


def _at(cells: Sequence[Cell], column: Column) -> Cell:
    return cells[column.index] if column.index < len(cells) else ""


def _claim(table: Table, number: int, cells: Sequence[Cell], part: Part) -> Claim:
    def said(role: str) -> str | None:
        texts = [cell_text(_at(cells, column)) for column, _ in table.having(role)]
        return next((text for text in texts if text and text not in words.BLANKS), None)

    events = [(column.text, cell_text(_at(cells, column))) for column in part.events]
    told = [(heading, text) for heading, text in events if text and text not in words.BLANKS]
    return Claim(
        number,
        part,
        said("name") or "",
        _codes(table, cells),
        said("region"),
        said("lead"),
        tuple(topic.strip() for topic in (said("topic") or "").split(";") if topic.strip()),
        said("link"),
        {role: (column.text, _at(cells, column)) for role, column in part.dates.items()},
        {area: (column.text, _at(cells, column)) for area, column in part.grades.items()},
        " ".join(text for _, text in told),
        told[0][0] if told else (events[0][0] if events else None),
    )


def _codes(table: Table, cells: Sequence[Cell]) -> dict[str, str]:
    """Scheme to code. A column headed only "code" is told by the shape of what it holds: a letter, or three digits."""
    found: dict[str, str] = {}
    for column, heading in table.having("code"):
        text = cell_text(_at(cells, column))
        scheme = heading.detail or ""
        if scheme == "by_shape":
            scheme = "three_digit" if text.isdigit() and len(text) == 3 else "gss" if text[:1].isalpha() else ""
        if text and text not in words.BLANKS and scheme:
            found[scheme] = text
    return found


def too_long(table: Table, number: int, cells: Sequence[Cell]) -> KeptAside:
    """A row with more cells than its table has headings, kept aside."""
    return KeptAside(
        table.place(number),
        # The cells themselves are not repeated: one of them, no telling which, may be an inspector's name.
        f"{len(cells)} cells, {len(table.columns)} headings",
        "the row has more cells than there are headings, so cells may stand under the wrong heading",
        "Put cells that hold the delimiter into quotation marks, or head every column.",
    )


def _nameless(table: Table, number: int, column: Column, claim: Claim) -> KeptAside:
    text = "; ".join(
        cell_text(cell) for _, cell in (*claim.dates.values(), *claim.grades.values()) if not is_blank(cell)
    )
    return KeptAside(
        table.place(number, column.text),
        text or claim.event,
        "the row names no authority",
        "Write the authority's name into the row and load the file again.",
    )
