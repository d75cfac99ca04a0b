"""The position on a day as pages and downloads show it: counts by judgement and grade, and each authority's latest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from inspectorate.due.editions import made_under
from inspectorate.due.labels import Labels, capital
from inspectorate.framework.library import Library
from inspectorate.history.model import Body, Inspection
from inspectorate.history.position import Counts, Fall, Position
from inspectorate.webapp.design.charts import share_bars

# Grades of every scale, best first; adequate and requires improvement are the third grade of two scales.
GRADES = {
    "outstanding": "Outstanding",
    "good": "Good",
    "adequate": "Adequate",
    "requires_improvement": "Requires improvement",
    "inadequate": "Inadequate",
    "unknown": "Not known",
}


@dataclass(frozen=True, slots=True)
class CountRow:
    """One judgement: its name, how many of each grade in the order of the table's columns, and how many in all."""

    label: str
    numbers: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class CountTable:
    """Counts as a table and, from the same numbers, a picture."""

    title: str
    count: int
    columns: tuple[str, ...]
    rows: tuple[CountRow, ...]
    picture: Markup


@dataclass(frozen=True, slots=True)
class LatestRow:
    """One body's latest graded inspection; a grade for each column, ``unknown`` where it could not be read and
    ``None`` where it was not judged."""

    body: Body
    event: str
    inspection: Inspection
    grades: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class FallRow:
    """One body whose headline grade fell: from which grade to which."""

    fall: Fall
    before: str
    after: str


def count_table(title: str, counts: Counts, names: Mapping[str, str]) -> CountTable:
    """Counts by judgement and grade; only grades that occur are columns."""
    held = [grade for grade in GRADES if any(found.get(grade) for found in counts.grades.values())]
    rows = tuple(
        CountRow(names[judgement], tuple(found.get(grade, 0) for grade in held), sum(found.values()))
        for judgement, found in counts.grades.items()
    )
    shares = [(names[judgement], found) for judgement, found in counts.grades.items()]
    picture = share_bars(shares, {grade: GRADES[grade] for grade in held}, title=f"{title}: shares of each grade")
    return CountTable(title, counts.count, tuple(GRADES[grade] for grade in held), rows, picture)


def judgement_names(library: Library, answer: Position) -> dict[str, str]:
    """Short names of all judgements counted, as the newest edition that has each calls them."""
    wanted = dict.fromkeys([*answer.inspections.grades, *answer.latest.grades])
    found = {name: capital(name.replace("_", " ")) for name in wanted}
    for edition in sorted(library.editions.values(), key=lambda one: one.edition):
        for name, judgement in edition.judgements.items():
            if name in found and judgement.short:
                found[name] = capital(judgement.short)
    return found


def latest_rows(answer: Position, library: Library, sort: str = "name") -> tuple[tuple[str, ...], list[LatestRow]]:
    """The judgements that any body's latest inspection made, and a row a body."""
    columns = tuple(dict.fromkeys(name for _, last in answer.latest_of for name in last.grades))
    rows = [
        LatestRow(body, event_text(last, library), last, tuple(_grade(last, name) for name in columns))
        for body, last in answer.latest_of
    ]
    return columns, ordered(rows, sort)


def _grade(inspection: Inspection, judgement: str) -> str | None:
    return inspection.grades[judgement] or "unknown" if judgement in inspection.grades else None


def ordered(rows: Iterable[LatestRow], sort: str) -> list[LatestRow]:
    """Rows by name, or by day or grades and then by name. Worst: by the worst grade, then by the next worst."""
    held = sorted(rows, key=lambda row: row.body.name)
    if sort == "worst":
        return sorted(held, key=_badness, reverse=True)
    if sort in ("latest", "oldest"):
        return sorted(held, key=lambda row: row.inspection.carried_out or date.min, reverse=sort == "latest")
    return held


def _badness(row: LatestRow) -> list[int]:
    steps = list(GRADES)
    return sorted((steps.index(grade) for grade in row.grades if grade and grade != "unknown"), reverse=True)


def event_text(inspection: Inspection, library: Library) -> str:
    """An inspection's kind as its framework calls it."""
    plan = made_under(library, inspection)
    return capital(Labels(library, plan.id if plan else None).event(inspection.event, inspection.purpose))


def fall_rows(found: Iterable[Fall]) -> list[FallRow]:
    """Falls as the page lists them."""
    return [FallRow(one, GRADES[one.grade_before], GRADES[one.grade_after]) for one in found]
