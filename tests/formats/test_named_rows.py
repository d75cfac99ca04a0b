"""Lists whose first row names their columns: cells by name, and what is kept of a row that cannot be taken."""

from datetime import date
from pathlib import Path

import pytest
from tests.formats.samples import write_csv

from inspectorate.formats.kept_aside import stored_aside, values_of
from inspectorate.formats.model import KeptAside, Place
from inspectorate.formats.named_rows import Aside, NamedRow, columns_of, rows_of
from inspectorate.formats.sheets import read_sheets

PLACE = Place("a.csv", None, 2)


def test_cells_are_found_by_the_name_of_their_column(tmp_path: Path) -> None:
    sheet = next(iter(read_sheets(write_csv(tmp_path / "a.csv", [["First day", "Note", "Code"], ["1/2/2026", "x"]]))))
    (row,) = rows_of(sheet, columns_of(sheet, ("code", "first_day", "last_day"), ("code",)), 10)
    assert (row.day("first_day"), row.text("code"), row.text("last_day"), row.day("last_day")) == (
        date(2026, 2, 1), "", "", None
    )  # fmt: skip
    with pytest.raises(Aside, match="The cell is empty"):
        row.needed("code")
    with pytest.raises(Aside, match="is not a date"):
        row.day("first_day", range(1990, 2000))


def test_a_mark_against_formulas_is_no_part_of_the_text() -> None:
    assert NamedRow(PLACE, {"code": "'=A1"}).text("code") == "=A1"


@pytest.mark.parametrize("place", [PLACE, Place("a.ods", "Leave", 7), Place("a.ics")])
def test_what_is_kept_aside_is_stored_and_read_back_as_it_was(place: Place) -> None:
    kept = Aside("code", "N-1", "There is none.", "Write another.").at(place)
    assert kept == KeptAside(
        Place(place.file, place.sheet, place.row, "code"), "N-1", "There is none.", "Write another."
    )
    assert stored_aside(place.file, values_of(kept)) == kept
