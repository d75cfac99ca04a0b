"""Quarters and months of a programme, and the half-days that fall into each. A week belongs to the day it begins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from inspectorate.planning.model import Event, Plan, Problem, Weeks


@dataclass(frozen=True, slots=True)
class Span:
    """Some weeks of a programme. ``first``: the first day of their quarter or month."""

    first: date
    weeks: range


def months(weeks: Weeks) -> tuple[Span, ...]:
    """The months of a programme; the first and the last may have few of their weeks."""
    return _spans(weeks, lambda day: day.replace(day=1))


def quarters(weeks: Weeks) -> tuple[Span, ...]:
    """The quarters of a programme: from January, April, July and October."""
    return _spans(weeks, lambda day: date(day.year, (day.month - 1) // 3 * 3 + 1, 1))


def _spans(weeks: Weeks, first: Callable[[date], date]) -> tuple[Span, ...]:
    at: dict[date, list[int]] = {}
    for week in range(len(weeks)):
        at.setdefault(first(weeks.monday(week)), []).append(week)
    return tuple(Span(day, range(held[0], held[-1] + 1)) for day, held in at.items())


def within(event: Event, week: int, spans: Sequence[Span]) -> tuple[int, ...]:
    """The half-days that the team of an event gives in each span, if it is first on site in ``week``."""
    begin = week - event.before
    return tuple(
        event.team * sum(half_days for at, half_days in enumerate(event.held, begin) if at in span.weeks)
        for span in spans
    )


def spent(problem: Problem, plan: Plan, spans: Sequence[Span]) -> dict[str, tuple[int, ...]]:
    """The half-days that each placed event takes in each span, locked ones too, by its id."""
    events = {event.id: event for event in problem.events}
    return {one.event: within(events[one.event], one.week, spans) for one in plan.placements}
