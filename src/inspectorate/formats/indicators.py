"""Is a file or sheet about indicators, and what does it say of them? Told by headings alone."""

from __future__ import annotations

from inspectorate.formats.indicator_gathering import Gathering
from inspectorate.formats.indicator_lists import (
    CODES,
    DICTIONARY,
    NEIGHBOURS,
    read_codes,
    read_dictionary,
    read_neighbours,
)
from inspectorate.formats.indicator_tables import DEPARTMENT, read_department, read_one_row_each, set_by_authority
from inspectorate.formats.sheets import Sheet
from inspectorate.formats.values import cell_text

_ROWS_TO_LOOK_AT = 15
"""The headings stand in one of the first rows of a sheet."""


def read_indicators(sheet: Sheet) -> Gathering | None:
    """What a sheet says of indicators; ``None`` where its headings are those of no table or list of indicators."""
    for head, cells in enumerate(sheet.rows[:_ROWS_TO_LOOK_AT]):
        headings = [cell_text(cell) for cell in cells]
        into = Gathering(sheet.file, sheet.name)
        told = set(headings)
        if told >= DEPARTMENT:
            read_department(sheet, head, headings, into)
        elif told >= DICTIONARY:
            read_dictionary(sheet, head, headings, into)
        elif told >= NEIGHBOURS:
            read_neighbours(sheet, head, headings, into)
        elif told - {""} == CODES:
            read_codes(into)
        elif id := set_by_authority(headings):
            read_one_row_each(id, sheet, head, headings, into)
        else:
            continue
        return into
    return None
