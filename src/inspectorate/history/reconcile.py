"""The regulator's own figures of settings beside ours: each with its difference, and why there is one.

A published figure counts what had been published by a day some weeks after its own: figures as at 31 March 2023 count
reports published by 30 April. In figures of a year an inspection whose publication day no source gives waits for none:
the lists of 2013 to 2017 give no such days, and counted so their years nearly come out. The inspections of a year count
under the type that a setting had at its end: from 2021-22 the full ones only, before that all with an overall grade.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from inspectorate.calendars import InspectionYear
from inspectorate.framework.setting_types import in_group, setting_types
from inspectorate.history.model import Coverage, History, Inspection
from inspectorate.history.position import counts, order

CUT_OFF = timedelta(days=30)
"""How long after its day a figure waits for reports: with this those of 2022 and 2023 come out."""
FULL_ONLY_FROM = date(2021, 4, 1)
"""From which year on figures of a year leave graded monitoring visits out. Those of 2017-18 count its three, and then
agree; 2019-20 counts its five; 2021-22 and 2022-23 count none of their two each. For 2018-19 there is no list."""
FULL = "full"
HEADLINE = "overall"


class Measure(StrEnum):
    """What a figure counts."""

    LATEST = "latest"  # settings on the register on a day, by the grade of their latest graded inspection
    IN_YEAR = "in_year"  # inspections carried out in an inspection year that count in its figures, by grade
    REGISTERED = "registered"  # settings on the register on a day, by type
    PLACES = "places"  # the places that these have


class Cause(StrEnum):
    """Why our figure is what it is: the first of these that holds."""

    AGREES = "agrees"
    NO_FILE = "no_file"
    LIST_NOT_COMPLETE = "list_not_complete"
    DAY_NOT_KNOWN = "day_not_known"
    GRADE_NOT_KNOWN = "grade_not_known"
    REVISED = "revised"
    COUNTED_OTHERWISE = "counted_otherwise"


MEANING: Mapping[Cause, str] = {
    Cause.AGREES: "No difference.",
    Cause.NO_FILE: "No list of the register on that day, or of the year's inspections, was imported.",
    Cause.LIST_NOT_COMPLETE: (
        "Such a list was imported, and leaves some out: settings that were never inspected, or a part of the year."
    ),
    Cause.DAY_NOT_KNOWN: (
        "Publication days may be the whole of it: counted without regard to them our figure is nearer, or it is too "
        "great by no more than are counted without such a day."
    ),
    Cause.GRADE_NOT_KNOWN: "So many inspections have a grade that cannot be read.",
    Cause.REVISED: "Sources tell so many of the inspections differently: a later file corrected an earlier one.",
    Cause.COUNTED_OTHERWISE: "None of these: the publisher counted what the lists do not show.",
}
"""Each cause in a sentence, as commands and documents give it."""


@dataclass(frozen=True, slots=True)
class Published:
    """One row of a published table: figures by grade (or by type) for a day (ISO) or an inspection year (2022-23).
    ``types`` are those that it counts; none: all."""

    table: str
    period: str
    measure: Measure
    types: tuple[str, ...]
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Figure:
    """One published figure beside ours; ``name`` is a grade, or the type or group that is counted. ``undated``: of how
    many of a year's inspections that we count no source gives the publication day: some may have come out too late."""

    table: str
    period: str
    measure: Measure
    types: tuple[str, ...]
    name: str
    published: int
    computed: int
    cause: Cause
    undated: int = 0

    @property
    def difference(self) -> int:
        """Ours less theirs."""
        return self.computed - self.published


@dataclass(frozen=True, slots=True)
class Record:
    """What the figures are computed from. ``listed``: the days of complete lists of the register, ``in_part`` those of
    lists that leave settings out; ``disputed``: ids of inspections that sources tell differently; ``equal``: grades of
    an earlier scale by what they are counted as."""

    histories: tuple[History, ...]
    listed: frozenset[date]
    in_part: frozenset[date]
    disputed: frozenset[str]
    equal: Mapping[str, str]


def reconcile(published: Iterable[Published], record: Record) -> Iterator[Figure]:
    """Every published figure with ours and the cause of the difference, in the order of the tables."""
    for row in published:
        if row.measure in (Measure.LATEST, Measure.IN_YEAR):
            yield from _by_grade(row, record)
        else:
            yield from _by_type(row, record)


def by_cause(figures: Collection[Figure]) -> Mapping[Cause, int]:
    """How many figures have which cause, the causes in the order in which they are defined."""
    counted = Counter(one.cause for one in figures)
    return {cause: counted[cause] for cause in Cause if counted[cause]}


def _by_grade(row: Published, record: Record) -> Iterator[Figure]:
    first, last = _days(row)
    told = list(_counted(row, record, first, last, last + CUT_OFF))
    ever = list(_counted(row, record, first, last, None))
    undated = [one for one in told if _undated(row, one)]
    ours, later, no_day = (_grades(some, record) for some in (told, ever, undated))
    lacking = _lacking_on(last, record) if first is None else _lacking_in(first, last, row.types, record)
    for grade, number in row.counts.items():
        disputed = sum(one.id in record.disputed for one in ever)
        # What came out too late can only be too many: of too few, days that are not given explain none.
        by_days = abs(later[grade] - number) < abs(ours[grade] - number) or 0 < ours[grade] - number <= no_day[grade]
        cause = _cause(number, ours[grade], ours[None], disputed, lacking=lacking, by_days=by_days)
        yield Figure(row.table, row.period, row.measure, row.types, grade, number, ours[grade], cause, no_day[grade])


def _cause(
    number: int, ours: int, unread: int, disputed: int, *, lacking: Cause | None, by_days: bool = False
) -> Cause:
    difference = abs(ours - number)
    if not difference:
        return Cause.AGREES
    if lacking:
        return lacking
    if by_days:
        return Cause.DAY_NOT_KNOWN
    if unread >= difference:
        return Cause.GRADE_NOT_KNOWN
    return Cause.REVISED if disputed >= difference else Cause.COUNTED_OTHERWISE


def _days(row: Published) -> tuple[date | None, date]:
    """The first day (none for figures as at a day) and the last that count."""
    if row.measure is Measure.IN_YEAR:
        year = InspectionYear.from_label(row.period)
        return year.first, year.last
    return None, date.fromisoformat(row.period)


def _counted(
    row: Published, record: Record, first: date | None, last: date, known_by: date | None
) -> Iterator[Inspection]:
    """The inspections that a row counts: all of the year, or each setting's latest graded one; if a day is
    given, those that were known by it, and those of the year that nobody dates."""
    for history in record.histories:
        if row.types and history.body.type_on(last) not in row.types:
            continue
        found = (one for one in history.inspections if counts(one, last, None if _undated(row, one) else known_by))
        if first is not None:
            yield from (one for one in found if _counts_in(first, one))
        elif history.body.is_open(last):
            latest = max(found, key=order, default=None)
            if latest:
                yield latest


def _counts_in(year: date, inspection: Inspection) -> bool:
    """Whether an inspection counts in the figures of the year that begins on a day: those of a last day are counted."""
    judged = inspection.event == FULL or (year < FULL_ONLY_FROM and HEADLINE in inspection.grades)
    return judged and (inspection.carried_out or year) >= year


def _undated(row: Published, inspection: Inspection) -> bool:
    """Whether a figure of a year has no day by which to tell that the report came out in time."""
    return row.measure is Measure.IN_YEAR and inspection.published is None


def _grades(inspections: Iterable[Inspection], record: Record) -> Counter[str | None]:
    grades = (one.grades.get(HEADLINE) for one in inspections)
    return Counter(record.equal.get(grade, grade) if grade else None for grade in grades)


def _lacking_on(day: date, record: Record) -> Cause | None:
    """What there is too little of to count the register on a day; nothing where a list of all of it was imported."""
    if day in record.listed:
        return None
    return Cause.LIST_NOT_COMPLETE if day in record.in_part else Cause.NO_FILE


def _lacking_in(first: date, last: date, types: tuple[str, ...], record: Record) -> Cause | None:
    """What there is too little of to count a year; nothing where a list of all its full inspections was imported."""
    parts = record.histories[0].coverage if record.histories else ()
    told = [part for part in parts if FULL in part.events and not part.latest_only]
    if any(part.first <= first and part.last >= last and _of(types, part) == set(types) for part in told):
        return None
    some = any(part.first <= last and part.last >= first and _of(types, part) for part in told)
    return Cause.LIST_NOT_COMPLETE if some else Cause.NO_FILE


def _of(types: tuple[str, ...], part: Coverage) -> set[str]:
    """Which of some types a source tells of."""
    return set(types) & part.types if part.types else set(types)


def _by_type(row: Published, record: Record) -> Iterator[Figure]:
    day = date.fromisoformat(row.period)
    held: Counter[str] = Counter()
    for history in record.histories:
        told = history.body.registration(day) if history.body.is_open(day) else None
        if told is not None and told.first <= day and (told.standing is None or told.standing.registered):
            held[told.type] += (told.places or 0) if row.measure is Measure.PLACES else 1
    for name, number in row.counts.items():
        types = tuple(setting_types()) if name == "all" else in_group(name) or (name,)
        ours = sum(held[type_] for type_ in types)
        cause = _cause(number, ours, 0, 0, lacking=_lacking_on(day, record))
        yield Figure(row.table, row.period, row.measure, types, name, number, ours, cause)
