"""What a back-test asks about: graded inspections, the days from which each is forecast, and the programme it was in.

A forecast is made on a fixed day, an origin, from what was known by then: the first day of each quarter, because data
and reports come in through the year and a queue is looked at about as often. An inspection is forecast from the last
origin that lies at least seven days before it began, so that nothing of the inspection itself can be known.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from inspectorate.framework.library import Library
from inspectorate.history.lines import Line, lines
from inspectorate.history.model import History, Inspection

BEFORE = timedelta(days=7)
QUARTERS = (1, 4, 7, 10)
APRIL = 4


@dataclass(frozen=True, slots=True)
class Case:
    """One graded inspection: ``place`` is what it found on the scale ``grades``, best first, in the area asked about.

    ``began`` is its first day (where no source gives it, the day that places it in time); ``known_on`` the day from
    which what it found can be learnt from.
    """

    history: History
    inspection: Inspection
    began: date
    grades: tuple[str, ...]
    place: int

    @property
    def body(self) -> str:
        """The id of the body."""
        return self.history.body.id

    @property
    def known_on(self) -> date:
        """When what it found became known."""
        return self.inspection.known_on

    @property
    def programme(self) -> date:
        """The first day of its inspection year, which runs from April to March."""
        return programme_start(self.began)


def programme_start(day: date) -> date:
    """The first of April on or before a day."""
    return date(day.year if day.month >= APRIL else day.year - 1, APRIL, 1)


def quarters(first: date, last: date) -> list[date]:
    """The first days of the quarters from that of ``first`` to that of ``last``, with one quarter more before."""
    days = [date(year, month, 1) for year in range(first.year - 1, last.year + 1) for month in QUARTERS]
    begun = bisect_right(days, first) - 1
    return days[max(begun - 1, 0) : bisect_right(days, last)]


def origin_before(day: date, origins: Sequence[date], gap: timedelta = BEFORE) -> date | None:
    """The last of the ``origins`` (in order) that lies at least the gap before a day; ``None`` where none does."""
    place = bisect_right(origins, day - gap)
    return origins[place - 1] if place else None


def cases(histories: Iterable[History], library: Library, area: str, first: date, last: date) -> list[Case]:
    """Every graded inspection that began from ``first`` to ``last`` and says something readable of an area.

    What it says is read as the edition in force on its day reads it. In order of their days, then of their ids.
    """
    read: dict[tuple[str, date], Line | None] = {}

    def line(kind: str, day: date) -> Line | None:
        if (kind, day) not in read:
            read[kind, day] = next((one for one in lines(library, kind, day) if one.area == area), None)
        return read[kind, day]

    found = []
    for history in histories:
        for inspection in history.inspections:
            began = inspection.started or inspection.carried_out
            if not inspection.graded or began is None or not first <= began <= last:
                continue
            of = line(history.body.type_on(began), began)
            place = of.place(inspection) if of else None
            if of and place is not None:
                found.append(Case(history, inspection, began, of.grades, place))
    return sorted(found, key=lambda one: (one.began, one.body, one.inspection.id))
