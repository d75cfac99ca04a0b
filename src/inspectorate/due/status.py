"""Where today stands in a window, and whether any record covers the time in which the event may have happened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from inspectorate.due.identity import Same
from inspectorate.due.model import DueStatus, Window
from inspectorate.due.plan import DutyPlan, Plan
from inspectorate.due.reigns import reign
from inspectorate.framework.library import Library
from inspectorate.history.model import Coverage


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


def first_uncovered(
    coverage: tuple[Coverage, ...], spans: tuple[Span, ...], since: date | None, as_of: date
) -> date | None:
    """The first day after ``since``, up to ``as_of``, on which an event of the spans might lie outside the record.

    ``since`` is ``None`` where nothing says when the clock started: then every day of the spans counts.
    """
    gaps = (gap for span in spans if (gap := _gap(coverage, span, since, as_of)) is not None)
    return min(gaps, default=None)


def _gap(coverage: tuple[Coverage, ...], span: Span, since: date | None, as_of: date) -> date | None:
    day = max(span.first, since + timedelta(days=1)) if since else span.first
    periods = [part for part in coverage if part.regime == span.regime and span.event in part.events]
    for part in sorted(periods, key=lambda part: part.first):
        if part.first <= day <= part.last:
            day = part.last + timedelta(days=1)
    return day if day <= min(span.last or as_of, as_of) else None


def spans(library: Library, plan: Plan, duty: DutyPlan) -> tuple[Span, ...]:
    """The events that would answer a duty: under its own regime, and under those that the edition goes on from."""
    return _spans(Same(library), plan, duty)


@lru_cache(maxsize=4096)
def _spans(library: Same[Library], plan: Plan, duty: DutyPlan) -> tuple[Span, ...]:
    return tuple(span for regime in sorted(plan.regimes) for span in _of_regime(library.value, regime, plan, duty))


def _of_regime(library: Library, regime: str, plan: Plan, duty: DutyPlan) -> Iterator[Span]:
    found = reign(library, regime)
    own = regime == plan.regime
    editions = found.plans if found else ((plan.edition.edition, plan),) if own else ()
    firsts: dict[str, date] = {}
    for first, edition in editions:
        for event in _answering(edition, duty):
            firsts.setdefault(event, first)
    for event, first in sorted(firsts.items()):
        yield Span(regime, event, first, found.last if found and not own else None)


def _answering(edition: Plan, duty: DutyPlan) -> frozenset[str]:
    """A graded event is answered by any graded one, since the next clock starts there; others by their own kind."""
    return edition.graded_events if duty.event.graded else duty.answers & edition.edition.events.keys()
