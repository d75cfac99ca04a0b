"""A list of inspections that two people graded: what each grade is, and how the second was given.

A list names its columns in its first row, in any order: ``inspection`` (or ``case``), ``area``, ``first_grade``,
``second_grade``, and where it has them ``first_rater`` and ``second_rater`` (codes) and ``kind`` (blind or audit). An
area that several people graded a second time has a row for each of them. A row that cannot be read is kept aside with
its column, a sentence and the mend.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from inspectorate.formats.headings import plain
from inspectorate.formats.model import KeptAside, Place
from inspectorate.formats.named_rows import Aside, NamedRow, columns_of, lists_in, plain_id, rows_of, taken
from inspectorate.formats.sheets import Sheet
from inspectorate.formats.values import cell_text
from inspectorate.formats.vocabulary import BLANKS, GRADES, NOT_JUDGED

FOUR_GRADES = ("outstanding", "good", "requires_improvement", "inadequate")
COLUMNS = ("inspection", "case", "area", "first_grade", "second_grade", "first_rater", "second_rater", "kind")
KINDS = ("blind", "audit")
NAMES = "“first_grade”: its first row must name the columns inspection, area, first_grade and second_grade"
MOST_ROWS = 100_000


@dataclass(frozen=True, slots=True)
class SaidGrading:
    """One row: grades as places on the scale, 0 the best, ``None`` for one that it says nobody gave or knows.

    ``kind`` is empty where the list does not say how the second grade was given. Codes of people are read only to tell
    rows apart, and are not kept.
    """

    place: Place
    inspection: str
    area: str
    first: int | None
    second: int | None
    kind: str


@dataclass(frozen=True, slots=True)
class GradingsReading:
    """What a list says, and the rows of it that cannot be taken."""

    file: str
    said: tuple[SaidGrading, ...]
    kept_aside: tuple[KeptAside, ...]


def read_grading_list(path: Path, scale: Sequence[str] = FOUR_GRADES) -> GradingsReading:
    """Read a list (CSV, or the sheets of a workbook) by a scale, the best grade first. Raises `FormatError` where it is
    none."""
    lists = lists_in(path, COLUMNS, ("first_grade",), NAMES)
    reader = _Reader(tuple(scale), _places(scale))
    return GradingsReading(path.name, *taken((row for sheet in lists for row in _rows(sheet)), reader.read))


def _rows(sheet: Sheet) -> Iterator[NamedRow]:
    headings = [plain_id(cell_text(cell)) for cell in sheet.rows[0]]
    which = "case" if "case" in headings and "inspection" not in headings else "inspection"
    columns = columns_of(sheet, COLUMNS, (which, "area", "first_grade", "second_grade"))
    columns["inspection"] = columns[which]
    return rows_of(sheet, columns, MOST_ROWS)


def _places(scale: Sequence[str]) -> dict[str, int]:
    """The place of each grade by the words for it."""
    if tuple(scale) == FOUR_GRADES:
        return {words: step - 1 for words, step in GRADES.items()}
    return {plain(grade): place for place, grade in enumerate(scale)}


@dataclass(slots=True)
class _Reader:
    """Reads row after row, and knows the rows before: one area has one first grade, and nobody grades it twice."""

    scale: tuple[str, ...]
    places: Mapping[str, int]
    firsts: dict[tuple[str, ...], tuple[int | None, Place]] = field(default_factory=dict)
    seconds: dict[tuple[str, ...], Place] = field(default_factory=dict)

    def read(self, row: NamedRow) -> SaidGrading:
        """What a row says. Raises Aside."""
        inspection, area = (cell_text(row.needed(column)) for column in ("inspection", "area"))
        kind = row.text("kind").lower()
        if kind and kind not in KINDS:
            raise Aside("kind", kind, "It is no kind of second grading.", "Write blind or audit, or leave it empty.")
        first, second = self._grade(row, "first_grade"), self._grade(row, "second_grade")
        rater = row.text("second_rater")
        if rater and rater == row.text("first_rater"):
            raise Aside("second_rater", "", "The same person gave both grades.", "Correct one of the two.")
        subject = (kind, inspection, area)
        before, there = self.firsts.get(subject, (first, row.place))
        if before != first:
            mend = "Give the first grade of an area alike in all its rows."
            raise Aside("first_grade", row.text("first_grade"), f"It is another one in row {there.row}.", mend)
        if (subject_and_rater := (*subject, rater)) in self.seconds:
            where = self.seconds[subject_and_rater].row
            mend = "Fill in second_rater, where somebody else gave this one; else take the row out."
            raise Aside(
                "second_grade", row.text("second_grade"), f"Row {where} has a second grade of it already.", mend
            )
        self.firsts[subject], self.seconds[subject_and_rater] = (first, there), row.place
        return SaidGrading(row.place, inspection, area, first, second, kind)

    def _grade(self, row: NamedRow, column: str) -> int | None:
        text = cell_text(row.cells[column])
        words = plain(text)
        if text in BLANKS or words in NOT_JUDGED:
            return None
        if words not in self.places:
            mend = f"Write one of {', '.join(self.scale)}; leave it empty where it is not known."
            raise Aside(column, text, "It is no grade of the scale.", mend)
        return self.places[words]
