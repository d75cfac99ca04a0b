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
    """Why our figure is what it is."""

    AGREES = "agrees"
    NO_FILE = "no_file"  # no complete list of the register on that day, or of the whole year's inspections
    DAY_NOT_KNOWN = "day_not_known"  # publication days, where they are later or are not given, may be the whole of it
    GRADE_NOT_KNOWN = "grade_not_known"  # so many inspections have a grade that cannot be read
    REVISED = "revised"  # sources differ on so many of the inspections: a later file corrected an earlier one
    COUNTED_OTHERWISE = "counted_otherwise"  # none of these: the publisher counted what the lists do not show


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
    """What the figures are computed from. ``listed``: the days of complete lists of the register; ``disputed``: ids of
    inspections that sources tell differently; ``equal``: grades of an earlier scale by what they are counted as."""

    histories: tuple[History, ...]
    listed: frozenset[date]
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
    filed = _has_file(row, record, first, last)
    for grade, number in row.counts.items():
        disputed = sum(one.id in record.disputed for one in ever)
        # What came out too late can only be too many: of too few, days that are not given explain none.
        by_days = abs(later[grade] - number) < abs(ours[grade] - number) or 0 < ours[grade] - number <= no_day[grade]
        cause = _cause(number, ours[grade], ours[None], disputed, filed=filed, by_days=by_days)
        yield Figure(row.table, row.period, row.measure, row.types, grade, number, ours[grade], cause, no_day[grade])


def _cause(number: int, ours: int, unread: int, disputed: int, *, filed: bool, by_days: bool = False) -> Cause:
    difference = abs(ours - number)
    if not difference:
        return Cause.AGREES
    if not filed:
        return Cause.NO_FILE
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


def _has_file(row: Published, record: Record, first: date | None, last: date) -> bool:
    if first is None:
        return last in record.listed
    parts = record.histories[0].coverage if record.histories else ()
    return any(_covers(part, row.types, first, last) for part in parts)


def _covers(part: Coverage, types: tuple[str, ...], first: date, last: date) -> bool:
    """Whether a source tells all full inspections of a year, and not only each setting's latest."""
    whole = not part.latest_only and FULL in part.events and part.first <= first and part.last >= last
    return whole and (not part.types or set(types) <= part.types)


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
        cause = _cause(number, ours, 0, 0, filed=day in record.listed)
        yield Figure(row.table, row.period, row.measure, types, name, number, ours, cause)
