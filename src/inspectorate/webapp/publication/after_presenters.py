"""Social workers before and after judgements, as the public page and its file show them: plain values to be kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import ceil

from django.utils.translation import gettext as _
from markupsafe import Markup

from inspectorate.formats.tables import DataTable, Value
from inspectorate.intelligence.after_judgements import FEWEST, TIMES, After, AfterGrade
from inspectorate.measurement.intervals import Estimate
from inspectorate.webapp.inspections.judgement_presenters import GRADES
from inspectorate.webapp.monitoring.after_queries import WorkforceAfter
from inspectorate.webapp.publication.after_picture import TICK, Group, apart_chart, interval, signed


@dataclass(frozen=True, slots=True)
class GradeRow:
    """One grade: how many judgements of how many councils, shares before, and by time the points and their interval;
    words where that is of too few."""

    label: str
    judgements: str
    bodies: str
    base: str
    alike: str
    apart: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MeasurePart:
    """One number: its name, picture, and a row for each grade."""

    id: str
    label: str
    picture: Markup
    rows: tuple[GradeRow, ...]


@dataclass(frozen=True, slots=True)
class AfterPage:
    """Everything that the page shows, and its file. ``intervals`` are how many the page draws; ``clear`` of them do not
    hold zero."""

    parts: tuple[MeasurePart, ...]
    times: tuple[str, ...]
    first: date
    last: date
    reach: date
    alike: str
    intervals: int
    clear: int
    table: DataTable


def page(found: WorkforceAfter) -> AfterPage:
    """The page of what was found."""
    every = [one for of in found.measures for grade in of.grades for one in grade.apart.values() if one]
    ends = [abs(100 * end) for one in every for end in (one.low, one.high)]
    reach = ceil(max(ends, default=TICK) / TICK) * TICK
    return AfterPage(
        parts=tuple(_part(of, float(reach)) for of in found.measures),
        times=_times(),
        first=min(of.first for of in found.measures),
        last=max(of.last for of in found.measures),
        reach=found.reach,
        alike=found.alike,
        intervals=len(every),
        clear=sum(one.low > 0 or one.high < 0 for one in every),
        table=DataTable("after judgements", _("Social workers after judgements"), _headings(), list(_rows(found))),
    )


def _times() -> tuple[str, ...]:
    """What `TIMES` are called."""
    return _("A year earlier"), _("First census after"), _("Second census after")


def _few() -> str:
    return _("too few to tell")


def _part(of: After, reach: float) -> MeasurePart:
    label = of.indicator.label
    groups = [
        Group(
            GRADES[one.grade], [(time, _points(told)) for time, told in zip(_times(), one.apart.values(), strict=True)]
        )
        for one in of.grades
    ]
    picture = apart_chart(
        groups,
        reach=reach,
        few=_few(),
        title=_("%(what)s: percentage points more than councils like them") % {"what": label},
    )
    return MeasurePart(of.indicator.id, label, picture, tuple(_row(one) for one in of.grades))


def _points(one: Estimate | None) -> Estimate | None:
    return Estimate(100 * one.value, 100 * one.low, 100 * one.high, one.n) if one else None


def _row(one: AfterGrade) -> GradeRow:
    apart = tuple(_told(_points(told)) for told in one.apart.values())
    counts = _counts(one)
    judgements, bodies = map(str, counts) if counts else (_few(), _few())
    return GradeRow(GRADES[one.grade], judgements, bodies, _share(one.base), _share(one.alike), apart)


def _counts(one: AfterGrade) -> tuple[int, int] | None:
    """How many judgements of how many councils; ``None`` of fewer councils than any mean is told of."""
    return (one.judgements, one.bodies) if one.bodies >= FEWEST else None


def _share(mean: float | None) -> str:
    return _few() if mean is None else f"{mean:.1%}"


def _told(one: Estimate | None) -> tuple[str, str]:
    return (signed(one.value), interval(one)) if one else (_few(), "")


def _headings() -> tuple[str, ...]:
    return (
        _("Measure"), _("Grade"), _("Judgements"), _("Councils"), _("Before"), _("Councils like them, before"),
        _("Censuses from the judgement"), _("Moved apart"), _("Interval from"), _("Interval to"), _("Compared"),
    )  # fmt: skip


def _rows(found: WorkforceAfter) -> Iterator[tuple[Value, ...]]:
    for of in found.measures:
        for one in of.grades:
            counts = _counts(one) or (None, None)
            for time in TIMES:
                told = one.apart[time]
                numbers = (told.value, told.low, told.high, told.n) if told else (None, None, None, None)
                yield of.indicator.label, one.grade, *counts, one.base, one.alike, time, *numbers
