"""Long tables with one cell a row ("variable", "value") are turned back into rows with one column a heading.

Rows that agree in all other columns speak of one thing. A heading in the variable column means what it would mean at
the head of a column, so nothing else needs to know that the table was ever melted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from inspectorate.formats.headings import Heading, read_heading
from inspectorate.formats.layout import Column, Table
from inspectorate.formats.model import KeptAside
from inspectorate.formats.values import Cell, cell_text, is_blank


def is_melted(table: Table) -> bool:
    """Whether a table has a column of headings and a column of what they head."""
    return len(table.having("variable")) == 1 and len(table.having("value")) == 1


def spread(table: Table) -> tuple[Table, list[KeptAside]]:
    """The same table with a column for each heading in its variable column.

    Where one heading has two different values for the same thing, the later row is kept aside: which is right is
    not for software to say.
    """
    variable, value = table.having("variable")[0][0], table.having("value")[0][0]
    identity = [column for column in table.columns if column not in (variable, value)]
    columns: dict[Heading | str | int, Column] = {
        i: Column(i, column.text, column.heading) for i, column in enumerate(identity)
    }
    things: dict[tuple[str, ...], tuple[int, dict[int, Cell]]] = {}
    aside: list[KeptAside] = []
    for number, cells in table.rows:
        cell = _at(cells, value.index)
        if is_blank(cell):
            continue
        said = cell_text(_at(cells, variable.index))
        heading = read_heading(said)
        # Two wordings of one heading ("ILACS publication date", "First ILACS publication date") are one column.
        meaning = replace(heading, text="", occurrence=heading.occurrence or "first") if heading else said
        column = columns.setdefault(meaning, Column(len(columns), said, heading))
        key = tuple(cell_text(_at(cells, c.index)) for c in identity)
        _, thing = things.setdefault(key, (number, {i: _at(cells, c.index) for i, c in enumerate(identity)}))
        if column.index in thing and cell_text(thing[column.index]) != cell_text(cell):
            is_name = heading is not None and heading.role == "lead"
            texts = ("a name", "another") if is_name else (cell_text(cell), cell_text(thing[column.index]))
            aside.append(_contradiction(table, number, said, *texts))
        else:
            thing[column.index] = cell
    rows: list[tuple[int, Sequence[Cell]]] = [
        (number, [thing.get(i, "") for i in range(len(columns))]) for number, thing in things.values()
    ]
    return Table(table.file, table.sheet, table.row, table.kind, tuple(columns.values()), table.titles, rows), aside


def _at(cells: Sequence[Cell], index: int) -> Cell:
    return cells[index] if index < len(cells) else ""


def _contradiction(table: Table, row: int, said: str, later: str, earlier: str) -> KeptAside:
    return KeptAside(
        table.place(row, said),
        later,
        f"an earlier row gives “{earlier}” for the same thing",
        "Add a column that tells the two apart, such as the type of authority or the date.",
    )
