"""Where a setting stands with what law requires of it in the inspection year that is running.

What is done is what `inspectorate.due.statutory` counts as met: inspections count once they are carried out, published
or not. What is not done is owed as the engine says, which knows what is planned, suspended or decided.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from inspectorate.calendars import inspection_year
from inspectorate.due.engine import due
from inspectorate.due.known import own_record
from inspectorate.due.model import DueStatus, Obligation, Outcome, Required
from inspectorate.due.statutory import so_far
from inspectorate.framework.library import Library
from inspectorate.history.model import History

SHORT = timedelta(days=60)
"""What ends within so many days and is not done is at risk: about what a team needs to be found and to go. An
unverified default."""


class Stand(StrEnum):
    """Where one duty of law stands."""

    DONE = "done"
    LATE = "late"  # carried out, after its last day
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
    owed = due(own_record(history), library, as_of)
    required = list(so_far(history, library, as_of))
    done = (Stand.DONE if one.outcome is Outcome.MET else Stand.LATE for one in required if one.carried_out)
    open_ = [*_of_year(required, owed, last), *_of_several_years(owed, last)]
    stands = [(one, _stand(one, as_of, planned)) for one in open_]
    counts = Counter(done) + Counter(stand for _, stand in stands)
    risky = (one.owed for one, stand in stands if stand is Stand.AT_RISK)
    return ThisYear(counts, tuple(owed for owed in risky if owed))


@dataclass(frozen=True, slots=True)
class _Open:
    """A duty of law that is not done: its last day, whether a record covers the time, and the obligation, if any."""

    by: date
    known: bool
    owed: Obligation | None


def _of_year(required: Iterable[Required], owed: tuple[Obligation, ...], last: date) -> Iterator[_Open]:
    """What is not done of the inspections of this year, and of one of the year before that may still slip."""
    open_ = [one for one in required if one.carried_out is None and one.outcome is not Outcome.PAUSED]
    left = {one.key.rpartition("/")[2]: one for one in owed if one.year}
    same = [left.pop(f"{one.year}.{one.nth}", None) for one in open_]
    for one, mine in zip(open_, same, strict=True):
        # Policy may still ask for its first inspection where law, which takes any, lacks its second: they are one.
        other = next((found for found in left.values() if found.year == one.year), None)
        if one.by <= last:
            yield _Open(one.by, one.outcome is not Outcome.NOT_KNOWN, mine or other)


def _of_several_years(owed: tuple[Obligation, ...], last: date) -> Iterator[_Open]:
    for one in owed:
        latest = one.window.latest
        if one.statutory and one.year is None and latest and latest <= last:
            yield _Open(latest, one.status is not DueStatus.UNKNOWN, one)


def _stand(one: _Open, as_of: date, planned: Mapping[str, date]) -> Stand:
    if one.owed and one.owed.status is DueStatus.WAITS:
        return Stand.WAITS
    if not one.known:
        return Stand.NOT_KNOWN
    first = planned.get(one.owed.key) if one.owed else None
    if first and first <= one.by:
        return Stand.PLANNED
    return Stand.AT_RISK if one.by - as_of <= SHORT else Stand.OWED
