"""What law asks for once in several years of a setting. It counts in the year of its last day, or of its being met."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from inspectorate.calendars import InspectionYear, inspection_year
from inspectorate.due.engine import due
from inspectorate.due.known import seen_on
from inspectorate.due.model import DueStatus, Obligation, Outcome, Required
from inspectorate.due.start import ONE_DAY
from inspectorate.framework.library import Library
from inspectorate.history.model import History


def of_several_years(history: History, library: Library, first: date, last: date) -> Iterator[Required]:
    """The duties that stood on the eve of each graded inspection between two days, and those that stand on the last.

    ``history``: as of `inspectorate.due.statutory_years.of_years`. One whose year began before ``first`` is left out.
    """
    days = sorted({day for event in history.inspections if event.graded and (day := event.carried_out)})
    within = [day for day in days if first <= day <= last]
    for day in (*within, None):
        eve = day - ONE_DAY if day else last
        owed = due(history, library, eve)
        found = (_cycle(history, one, eve, day) for one in owed if one.statutory and one.year is None)
        yield from (one for one in found if one and InspectionYear.from_label(one.year).first >= first)


def _cycle(history: History, owed: Obligation, eve: date, day: date | None) -> Required | None:
    """``day`` is that of the inspection after ``eve``, if there was one. ``None`` where the last day is yet to come."""
    latest = owed.window.latest
    if latest is None or (day is None and eve < latest):
        return None
    met = day if day and day <= latest else None
    sure = owed.status is not DueStatus.UNKNOWN and seen_on(history, latest)
    return Required(
        body=owed.body,
        type=history.body.type_on(eve),
        region=history.body.region,
        year=inspection_year(met or latest).label,
        rule=owed.key.split("/")[1],
        by=latest,
        outcome=Outcome.MET if met else Outcome.MISSED if sure else Outcome.NOT_KNOWN,
        carried_out=day,
    )
