"""Where a setting stands with what law requires of it in the inspection year that is running."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from inspectorate.calendars import inspection_year
from inspectorate.due.editions import Governed, governed
from inspectorate.due.engine import due
from inspectorate.due.known import Known, knowledge
from inspectorate.due.model import DueStatus, Obligation
from inspectorate.due.plan import PathwayPlan
from inspectorate.due.year_starts import on_pathway
from inspectorate.framework.library import Library
from inspectorate.history.model import History

SHORT = timedelta(days=60)
"""What ends within so many days and is not done is at risk: about what a team needs to be found and to go. An
unverified default."""


class Stand(StrEnum):
    """Where one duty of law stands."""

    DONE = "done"
    PLANNED = "planned"  # owed, and somebody has set days for it in time
    OWED = "owed"
    AT_RISK = "at_risk"  # owed, and late or with few days left
    WAITS = "waits"  # the setting is suspended, or without children
    NOT_KNOWN = "not_known"  # no record covers the time in which it may have been done


@dataclass(frozen=True, slots=True)
class ThisYear:
    """A setting's duties of law of the running year: how many stand how, and those that are at risk."""

    counts: Mapping[Stand, int]
    at_risk: tuple[Obligation, ...]


def this_year(history: History, library: Library, as_of: date, planned: Mapping[str, date]) -> ThisYear:
    """What law requires by the end of the inspection year of ``as_of``, and how much of it is done.

    A duty of several years counts in the year in which its last day falls, or in which it was met. ``planned``: the
    first day on site set for an obligation, by its key; one set too late plans nothing.
    """
    last = inspection_year(as_of).last
    asked = [
        owed
        for owed in due(history, library, as_of)
        if owed.statutory and owed.window.latest and owed.window.latest <= last
    ]
    stands = [(owed, _stand(owed, as_of, planned.get(owed.key))) for owed in asked]
    counts = Counter(stand for _, stand in stands)
    counts[Stand.DONE] = _done(history, library, as_of)
    return ThisYear(+counts, tuple(owed for owed, stand in stands if stand is Stand.AT_RISK))


def _stand(owed: Obligation, as_of: date, planned: date | None) -> Stand:
    if owed.status is DueStatus.WAITS:
        return Stand.WAITS
    if owed.status is DueStatus.UNKNOWN:
        return Stand.NOT_KNOWN
    latest = owed.window.latest
    if planned and latest and planned <= latest:
        return Stand.PLANNED
    return Stand.AT_RISK if latest and latest - as_of <= SHORT else Stand.OWED


def _done(history: History, library: Library, as_of: date) -> int:
    """How many duties of law have been met in this inspection year."""
    if not history.body.is_open(as_of):
        return 0
    known = knowledge(history, as_of)
    return sum(
        _met(known, library, under, pathway, as_of)
        for under in governed(known, library, None)
        if known.registered and under.choice.certain
        for pathway in under.choice.pathways
    )


def _met(known: Known, library: Library, under: Governed, pathway: PathwayPlan, as_of: date) -> int:
    year = on_pathway(known, library, under, pathway, as_of).year
    if year is not None:
        required = {plan.duty.nth for plan in pathway.years if plan.duty.statutory}
        return sum(nth in required for nth in year.done)
    first = inspection_year(as_of).first
    cycles = any(plan.duty.statutory for plan in pathway.duties)
    inspected = any(event.carried_out and event.carried_out >= first for event in known.graded)
    return int(cycles and inspected)
