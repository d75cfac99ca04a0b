"""Where today stands in a window, and whether any record covers the time in which the event may have happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from inspectorate.due.identity import Same
from inspectorate.due.known import Known
from inspectorate.due.model import DueStatus, Window
from inspectorate.due.plan import DutyPlan, Plan
from inspectorate.due.reigns import reign
from inspectorate.framework.library import Library
from inspectorate.history.model import Coverage

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """An event that would have answered a duty, and when its regime had it (``last`` is ``None``: to this day)."""

    regime: str
    event: str
    first: date
    last: date | None


def status(found: Window, as_of: date, *, covered: bool, started: bool, held: bool) -> DueStatus:
    """The status on a day.

    ``held``: a decision or pause says that nothing is due now, whatever the record covers. ``started``: the day that
    the clock counts from is known; a window without days is then one without limits, and otherwise not known.
    """
    if held:
        return DueStatus.NOT_YET
    if not covered or not (started or found.earliest or found.usual or found.latest):
        return DueStatus.UNKNOWN
    if found.latest and as_of > found.latest:
        return DueStatus.OVERDUE
    return DueStatus.NOT_YET if found.earliest and as_of < found.earliest else DueStatus.OPEN


def first_uncovered(known: Known, spans: tuple[Span, ...], since: date | None) -> date | None:
    """The first day after ``since``, up to the day of ``known``, on which an event of the spans might lie outside the
    record.

    ``since`` is ``None`` where nothing says when the clock started: then every day of the spans counts.
    """
    gaps = (gap for span in spans if (gap := _gap(known, span, since)) is not None)
    return min(gaps, default=None)


def _gap(known: Known, span: Span, since: date | None) -> date | None:
    day = max(span.first, since + ONE_DAY) if since else span.first
    last = min(span.last or known.as_of, known.as_of)
    if day > last:
        return None
    whole, latest = _periods(Same(known.coverage), span.regime, span.event, known.kind)
    day = _covered_to(whole, day)
    if day > last or not latest:
        return day if day <= last else None
    told = ((_told_from(known, part), part.last) for part in latest)
    day = _covered_to(sorted((*whole, *told)), day)
    return day if day <= last else None


def _covered_to(periods: Iterable[tuple[date, date]], day: date) -> date:
    """The first day from ``day`` on that none of the periods, by their first day, holds."""
    for first, last in periods:
        if first <= day <= last:
            day = last + ONE_DAY
    return day


def _told_from(known: Known, part: Coverage) -> date:
    """From when a source that tells only each body's latest event covers: the day of the latest that is known."""
    events = (event for event in reversed(known.events) if event.regime == part.regime and event.event in part.events)
    days = (day for event in events if (day := event.carried_out) and day <= part.last)
    return max(part.first, next(days, part.first))


@lru_cache(maxsize=8192)
def _periods(
    coverage: Same[tuple[Coverage, ...]], regime: str, event: str, kind: str
) -> tuple[tuple[tuple[date, date], ...], tuple[Coverage, ...]]:
    """The periods that sources cover whole, in order, and the sources that tell only each body's latest event."""
    mine = [
        part
        for part in coverage.value
        if part.regime == regime and event in part.events and (not part.types or kind in part.types)
    ]
    whole = sorted((part.first, part.last) for part in mine if not part.latest_only)
    return tuple(whole), tuple(part for part in mine if part.latest_only)


def spans(library: Library, kind: str, plan: Plan, duty: DutyPlan) -> tuple[Span, ...]:
    """The events that would answer a duty of a kind of body: under its own regime, and under those that the edition
    goes on from."""
    return _spans(Same(library), kind, plan, duty)


@lru_cache(maxsize=8192)
def _spans(library: Same[Library], kind: str, plan: Plan, duty: DutyPlan) -> tuple[Span, ...]:
    regimes = sorted(plan.regimes)
    return tuple(span for regime in regimes for span in _of_regime(library.value, kind, regime, plan, duty))


def _of_regime(library: Library, kind: str, regime: str, plan: Plan, duty: DutyPlan) -> Iterator[Span]:
    found = reign(library, regime, kind)
    own = regime == plan.regime
    editions = found.plans if found else ((plan.edition.edition, plan),) if own else ()
    firsts: dict[str, date] = {}
    for first, edition in editions:
        for event in _answering(edition, duty):
            firsts.setdefault(event, first)
    for event, first in sorted(firsts.items()):
        yield Span(regime, event, first, found.last if found and not own else None)


def _answering(edition: Plan, duty: DutyPlan) -> frozenset[str]:
    """A graded event is answered by any graded one, since the next clock starts there; others, and those of an
    inspection year, by their own kind and what takes its place."""
    own = not duty.event.graded or duty.year
    return duty.answers & edition.edition.events.keys() if own else edition.graded_events
