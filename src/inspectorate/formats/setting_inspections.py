"""The one inspection that a row of a table of settings tells of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from inspectorate.formats import setting_words as words
from inspectorate.formats.inspections import Terms
from inspectorate.formats.model import Place, SaidGrade, SaidInspection, SaidSetting
from inspectorate.formats.setting_aside import COMPARE, CORRECT, Aside
from inspectorate.formats.setting_cells import DateColumn, GradeReader, Remembered, read_number, read_setting_event
from inspectorate.formats.setting_headings import SettingColumn
from inspectorate.formats.values import Cell, UnknownError, cell_text, is_blank

_PARTS = ("event", "started", "published", "number", "grade")
_Said = tuple[bool, SaidGrade] | None


class InspectionReader:
    """Reads the columns that tell of an inspection. ``unmeant`` counts results whose code no release explains."""

    def __init__(self, columns: Sequence[SettingColumn], terms: Terms, aside: Aside) -> None:
        self.columns = [column for column in columns if column.heading.role in _PARTS]
        self.latest = any(column.heading.latest for column in self.columns)
        self.unmeant = 0
        self._terms, self._aside = terms, aside
        self._column = {column.heading.role: column for column in self.columns}
        self._dates = [
            (role, self._column[role], Remembered(DateColumn(terms.mappings)))
            for role in ("started", "published")
            if role in self._column
        ]
        self._events = Remembered(lambda cell: read_setting_event(cell_text(cell), terms.mappings))
        self._graded = [(column.index, column) for column in self.columns if column.heading.role == "grade"]
        self._graders: dict[tuple[int, bool], Remembered[_Said]] = {}
        self._grades: dict[tuple[date, bool], Remembered[_Said]] = {}

    def days(self, rows: Sequence[tuple[int, Sequence[Cell]]]) -> set[date]:
        """Every day on which a row says that an inspection began."""
        column = self._column.get("started")
        if column is None:
            return set()
        at, reading = column.index, Remembered(DateColumn(self._terms.mappings))
        found = (reading[cell] for cell in {cells[at] for _, cells in rows if at < len(cells)})
        return {day for day in found if isinstance(day, date)}

    def says_nothing(self, cells: Sequence[Cell]) -> bool:
        """Whether every cell that could tell of an inspection is blank."""
        return all(is_blank(cells[column.index]) for column in self.columns)

    def read(self, place: Place, setting: SaidSetting, cells: Sequence[Cell]) -> SaidInspection | None:
        """The inspection, ``None`` where it was kept aside."""
        dates: dict[str, date] = {}
        for role, column, reading in self._dates:
            day = reading[cells[column.index]]
            if isinstance(day, UnknownError):
                self._aside.unread(place.row, column, day, setting.urn)
                return None
            if day is not None:
                dates[role] = day
        if "started" not in dates:
            text = "; ".join(
                f"{c.text}: {cell_text(cells[c.index])}" for c in self.columns if cell_text(cells[c.index])
            )
            self._aside.keep(place.row, None, text, f"{setting.urn}: the day of the inspection is not given", CORRECT)
        elif self._in_order(place.row, setting.urn, cells, dates) and (
            event := self._event(place.row, setting.urn, cells, dates["started"])
        ):
            return self._accept(place, setting, cells, event, dates)
        return None

    def _in_order(self, row: int | None, urn: str, cells: Sequence[Cell], dates: dict[str, date]) -> bool:
        """Whether the inspection can have begun by now. A report dated before it leaves it without its report's day.

        Reports on settings have been published years later, after a challenge: no wait is too long.
        """
        last, started, published = self._terms.last_day, dates["started"], dates.get("published")
        columns: dict[str, SettingColumn] = {role: column for role, column, _ in self._dates}
        for role, day in (("started", started), ("published", published)):
            if last is not None and day is not None and day > last:
                reason = f"{urn}: the file cannot tell of a day after {last.isoformat()}"
                self._aside.keep(row, columns[role], cell_text(cells[columns[role].index]), reason, CORRECT)
                return False
        if published is not None and published < started:
            reason = f"{urn}: the report is dated before the inspection, which began on {started.isoformat()}"
            self._aside.keep(row, columns["published"], cell_text(cells[columns["published"].index]), reason, CORRECT)
            del dates["published"]
        return True

    def _event(self, row: int | None, urn: str, cells: Sequence[Cell], started: date) -> str | None:
        """The kind of inspection. A person may map a row by its own name, over a blank or wrong cell."""
        column = self._column.get("event")
        said = cells[column.index] if column else ""
        named = f"{urn}, started {started.isoformat()}"
        if ("event", named) in self._terms.mappings:
            said = named
        elif is_blank(said):
            if self.latest:
                return "full"
            reason = "the row does not say which kind of inspection this was"
            self._aside.unread(row, column, UnknownError("event", named, reason), urn)
            return None
        event = self._events[said]
        if isinstance(event, UnknownError):
            self._aside.unread(row, column, event, urn)
            return None
        return event

    def _accept(
        self, place: Place, setting: SaidSetting, cells: Sequence[Cell], event: str, dates: dict[str, date]
    ) -> SaidInspection:
        started, number = dates["started"], self._column.get("number")
        regime = "sccif" if started >= words.COMMON_FROM else "settings-2013"
        judgements = self._judgements(place.row, setting.urn, cells, regime, event, started)
        return SaidInspection(
            place=place,
            body_kind="setting",
            name=setting.name or setting.urn,
            codes={"urn": setting.urn},
            regime=regime,
            event=event,
            started=started,
            published=dates.get("published"),
            judgements=judgements,
            region=setting.ofsted_region,
            source_kind=self._terms.source_kind,
            number=read_number(cells[number.index]) if number else None,
        )

    def _judgements(
        self, row: int | None, urn: str, cells: Sequence[Cell], regime: str, event: str, started: date
    ) -> dict[str, SaidGrade]:
        grades = self._grades_on(started, event == "interim")
        known = words.JUDGEMENTS[regime]
        found: dict[str, SaidGrade] = {}
        for index, column in self._graded:
            said = grades[cells[index]]
            if said is None:
                continue
            if isinstance(said, UnknownError):
                self._aside.unread(row, column, said, urn)
                if event != "full":
                    continue
                # A full inspection is graded: what the grade is, is not known.
                said = False, SaidGrade(said.text, None)
            self._keep(row, urn, column, said, known, found)
        return found

    def _keep(
        self,
        row: int | None,
        urn: str,
        column: SettingColumn,
        said: tuple[bool, SaidGrade],
        known: dict[str, str],
        found: dict[str, SaidGrade],
    ) -> None:
        is_effect, grade = said
        about = column.heading.about or ""
        judgement = known.get(about)
        if is_effect and about == words.OVERALL:
            judgement = "effectiveness"
            self.unmeant += grade.grade is None and grade.text.isdigit()
        if judgement is None or (is_effect and judgement != "effectiveness"):
            kind = "an interim inspection" if is_effect else "the framework of that day"
            self._aside.keep(row, column, grade.text, f"{urn}: {kind} makes no such judgement", COMPARE)
        elif judgement in found and found[judgement].grade != grade.grade:
            reason = f"{urn}: another column gives “{found[judgement].text}” for the same judgement"
            self._aside.keep(row, column, grade.text, reason, COMPARE)
        else:
            found[judgement] = grade

    def _grades_on(self, day: date, interim: bool) -> Remembered[_Said]:
        found = self._grades.get((day, interim))
        if found is None:
            time = sum(day >= change for change in words.CHANGES)
            found = self._graders.setdefault(
                (time, interim), Remembered(GradeReader(day, interim, self._terms.mappings))
            )
            self._grades[day, interim] = found
        return found
