"""What a cell of a table of settings says. Each distinct cell is read once and remembered: tables repeat themselves."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Generic, TypeVar

from inspectorate.formats import setting_words as words
from inspectorate.formats.headings import plain
from inspectorate.formats.model import SaidGrade
from inspectorate.formats.values import YEARS, Cell, Mappings, UnknownError, cell_text, is_blank, read_date
from inspectorate.formats.vocabulary import UNREADABLE

T = TypeVar("T")
NOT_MAPPED = ""
MOST_PLACES = 99_999
"""More than any setting has: what is larger is no number of places."""
_URN = re.compile(r"(?:[A-Z]{2})?\d{5,7}", re.ASCII)
_ROUNDED = re.compile(r"\d+(\.\d+)?E\+?\d+")
_SHORT_YEAR = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d\d", re.ASCII)
_LONG_YEAR = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}", re.ASCII)


class Remembered(dict[Cell, "T | UnknownError"], Generic[T]):
    """Cell to what it says, or to the error that says why it cannot be read."""

    def __init__(self, read: Callable[[Cell], T]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, cell: Cell) -> T | UnknownError:
        said: T | UnknownError
        try:
            said = self._read(cell)
        except UnknownError as problem:
            said = problem
        self[cell] = said
        return said


def is_urn(cell: Cell) -> bool:
    """Whether a cell has the form of a unique reference number: ``SC012345`` or six or seven digits."""
    return _URN.fullmatch(cell_text(cell).upper()) is not None


def read_urn(cell: Cell) -> str:
    """The number, with its letters in capitals. Raises `UnknownError` where the cell is none."""
    text = cell_text(cell)
    if _URN.fullmatch(text.upper()) is None:
        raise UnknownError(NOT_MAPPED, text, f"“{text}” is not the reference number (URN) of a setting")
    return text.upper()


def read_number(cell: Cell) -> str | None:
    """The regulator's number of an event. ``None`` where a spreadsheet rounded it (``1.02E+07``) and its digits are
    lost: many events would share what is left of it."""
    text = cell_text(cell)
    return None if not text or _ROUNDED.fullmatch(text.upper()) else text


def read_type(cell: Cell, mappings: Mappings) -> str:
    """The id of the type of setting. Raises `UnknownError` for words that are no type that is known."""
    text = cell_text(cell)
    found = words.TYPES.get(plain(mappings.get(("type", text), text)))
    if found is None:
        raise UnknownError("type", text, f"“{text}” is not a type of setting that is known")
    return found


def read_text(cell: Cell) -> str | None:
    """The text of a cell, ``None`` where it is blank or withheld ("REDACTED")."""
    text = "" if is_blank(cell) else cell_text(cell)
    return text if text and text.lower() not in words.WITHHELD else None


def read_standing(cell: Cell) -> str | None:
    """Where a setting stands with the regulator. Raises `UnknownError` for other words."""
    return _one_of(cell, words.STANDINGS, "how a setting stands on the register")


def read_flag(cell: Cell) -> bool | None:
    """Yes or no, in the words of this column ("Short breaks only"). Raises `UnknownError` for other words."""
    found = _one_of(cell, dict.fromkeys(words.YES, "yes") | dict.fromkeys(words.NO, "no"), "a yes or a no")
    return None if found is None else found == "yes"


def _one_of(cell: Cell, known: dict[str, str], what: str) -> str | None:
    text = read_text(cell)
    if text is None:
        return None
    found = known.get(plain(text))
    if found is None:
        raise UnknownError(NOT_MAPPED, text, f"“{text}” is not known as {what}")
    return found


def read_places(cell: Cell) -> int | None:
    """A whole number of places. Raises `UnknownError` for what is none."""
    text = read_text(cell)
    if text is None:
        return None
    if not (text.isdecimal() and text.isascii() and len(text) <= len(str(MOST_PLACES))):
        raise UnknownError(NOT_MAPPED, text, f"“{text}” is not a number of places")
    return int(text)


class DateColumn:
    """Reads the days of one column.

    Where days of the column have four digits for the year, a later one with two is a cell that was cut off:
    ``12/03/20`` is what is left of ``12/03/2015``.
    """

    def __init__(self, mappings: Mappings, years: range = YEARS) -> None:
        self._mappings, self._years = mappings, years
        self._long = False

    def __call__(self, cell: Cell) -> date | None:
        """The day, ``None`` where the cell is blank. Raises `UnknownError` where it is no day or may be cut off."""
        text = cell_text(cell)
        if self._long and _SHORT_YEAR.fullmatch(text) and ("date", text) not in self._mappings:
            raise UnknownError(
                "date", text, f"“{text}” has a year of two digits among years of four: it may be cut off"
            )
        self._long = self._long or _LONG_YEAR.fullmatch(text) is not None
        return read_date(cell, self._mappings, self._years)


def read_setting_event(text: str, mappings: Mappings) -> str:
    """The id of the kind of inspection. Raises `UnknownError` for words that are not understood whole."""
    said = plain(mappings.get(("event", text), text)).removeprefix("sc ")
    found = words.EVENTS.get(said) or words.EVENTS.get(said.removeprefix("sccif "))
    if found is None:
        raise UnknownError("event", text, f"“{text}” does not name a kind of inspection that is known")
    return found


class GradeReader:
    """Reads the grades of inspections of one regime, one kind and one time, in all of which codes mean the same.

    ``about`` of what is read is `setting_words.OVERALL` for a grade and ``effectiveness`` for what an interim
    inspection says.
    """

    def __init__(self, day: date, interim: bool, mappings: Mappings) -> None:
        self._mappings, self._interim = mappings, interim
        self._common = day >= words.COMMON_FROM
        improvement = self._common or day >= words.IMPROVEMENT_FROM
        self._third = "requires_improvement" if improvement else "adequate"
        self._effect_codes = words.EFFECT_CODES if day >= words.EFFECT_CODES_FROM else {}

    def __call__(self, cell: Cell) -> tuple[bool, SaidGrade] | None:
        """Whether the cell speaks of an effect, and what it says; ``None`` where nothing was judged.

        Raises `UnknownError` for any other text.
        """
        if is_blank(cell):
            return None
        text = cell_text(cell)
        said = plain(self._mappings.get(("grade", text), text))
        if said in words.NOT_JUDGED:
            return None
        if said in UNREADABLE:
            return self._interim, SaidGrade(text, None)
        if said in words.EFFECT:
            return True, SaidGrade(text, words.EFFECT[said])
        if self._interim and said.isdigit():
            return True, SaidGrade(text, self._effect_codes.get(said))
        grade = self._third if said == words.THIRD else words.GRADES.get(said)
        if grade is None or (grade == "adequate" and self._common):
            raise UnknownError("grade", text, f"“{text}” is not a grade of this framework")
        return False, SaidGrade(text, grade)
