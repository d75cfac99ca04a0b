"""Keeping aside what a table of settings says and cannot be taken, with what would mend it."""

from __future__ import annotations

from dataclasses import dataclass, field

from inspectorate.formats.inspections import CORRECT, MAP_DATE, MAP_EVENT, MAP_GRADE
from inspectorate.formats.layout import Table
from inspectorate.formats.model import KeptAside
from inspectorate.formats.setting_headings import SettingColumn
from inspectorate.formats.values import UnknownError

COMPARE = "Compare with the published register, and correct the cell in the file."
WHOLE_ROW = "Download the file again, or fill the row up to its last column."
MAP_TYPE = "Map the text to a type of setting, such as “childrens_home”, and load the kept-aside rows again."
_MEND = {
    "type": MAP_TYPE,
    "date": MAP_DATE,
    "event": MAP_EVENT.replace("ilacs standard", "full inspection"),
    "grade": MAP_GRADE,
}
__all__ = ["COMPARE", "CORRECT", "WHOLE_ROW", "Aside"]


@dataclass(slots=True)
class Aside:
    """What was kept aside of one table."""

    table: Table
    items: list[KeptAside] = field(default_factory=list)

    def keep(self, row: int | None, column: SettingColumn | None, text: str, reason: str, mend: str) -> None:
        """Keep a text that no mapping could let in."""
        place = self.table.place(row, column.text if column else None)
        self.items.append(KeptAside(place, text, reason, mend))

    def unread(self, row: int | None, column: SettingColumn | None, problem: UnknownError, urn: str = "") -> None:
        """Keep a cell that cannot be read, with what a person may map."""
        place = self.table.place(row, column.text if column else None)
        reason = f"{urn}: {problem.reason}" if urn else problem.reason
        mend = _MEND.get(problem.kind, COMPARE)
        self.items.append(KeptAside(place, problem.text, reason, mend, problem.kind or None))
