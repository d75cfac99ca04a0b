"""What the engine would have said before inspections that took place, knowing only what was known then.

For every graded inspection that had a graded predecessor, seven days before it began: the earliest graded obligation
beside what happened. An inspection whose first day no source gives cannot be tested and is listed; every difference is
listed too. A framework says what is usual and a regulator may do otherwise, so that differences are not errors.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from inspectorate.calendars import inspection_year
from inspectorate.due.engine import due
from inspectorate.due.known import own_register, position
from inspectorate.due.model import Obligation, Reason, Window
from inspectorate.due.plan import plan_of
from inspectorate.framework.library import Library
from inspectorate.history.model import History, Inspection

BEFORE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Case:
    """One inspection, and what was said seven days before it began (``None``: nothing graded was due).

    ``type`` is what editions apply to: ``authority``, or the setting's type on that day.
    ``place`` and ``place_unpaused`` are ``in_window``, ``early``, ``late`` or ``undated``; the second with the days
    inside pauses taken out of the time that passed, against the window as it was before pauses moved it.
    """

    body: str
    type: str
    date: date
    actual: Inspection
    expected: Obligation | None
    place: str
    place_unpaused: str
    basis: str

    @property
    def event_agrees(self) -> bool:
        """Whether the event that took place, under its regime, is the one that was due."""
        due_then = self.expected
        return due_then is not None and (due_then.regime, due_then.event) == (self.actual.regime, self.actual.event)

    @property
    def why(self) -> str | None:
        """In one word why it began outside the window, or that no window is known; ``None`` where it began within."""
        if self.expected is None:
            return "nothing_due"
        if self.place != "early":
            return {"late": "later_than_asked", "undated": "no_day"}.get(self.place)
        return "again_in_the_year" if self.expected.year else "sooner_than_asked"

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why the engine said what it said."""
        return self.expected.reasons if self.expected else ()


@dataclass(frozen=True, slots=True)
class Untestable:
    """A graded inspection with a predecessor whose first day no source gives."""

    body: str
    actual: Inspection


@dataclass(frozen=True, slots=True)
class Figures:
    """How many cases agreed on the event, and where the inspections began: their sum is the number of cases."""

    event_agrees: int
    in_window: int
    early: int
    late: int
    undated: int


@dataclass(frozen=True, slots=True)
class Group:
    """The cases of one type and one inspection year (``2022-23``); ``why`` counts those outside the window."""

    type: str
    year: str
    cases: int
    figures: Figures
    why: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Backtest:
    """All cases. ``exceptions`` differ in the event or began outside the window."""

    cases: tuple[Case, ...]
    not_testable: tuple[Untestable, ...]

    @property
    def figures(self) -> Figures:
        """The figures by the windows as the engine gave them, moved on by the pauses known then."""
        return _figures(self.cases, [case.place for case in self.cases])

    @property
    def paused_months_removed(self) -> Figures:
        """The same figures with time inside pauses taken out, on both sides."""
        return _figures(self.cases, [case.place_unpaused for case in self.cases])

    @property
    def groups(self) -> tuple[Group, ...]:
        """The cases by type and inspection year, in that order."""
        kept: dict[tuple[str, str], list[Case]] = {}
        for case in self.cases:
            kept.setdefault((case.type, inspection_year(case.date).label), []).append(case)
        return tuple(_group(*key, tuple(cases)) for key, cases in sorted(kept.items()))

    @property
    def basis(self) -> dict[str, int]:
        """How many windows counted from which day of the inspection before."""
        return {name: sum(case.basis == name for case in self.cases) for name in ("fieldwork", "publication", "none")}

    @property
    def exceptions(self) -> tuple[Case, ...]:
        """Every case in which the record and the engine differ."""
        return tuple(case for case in self.cases if not case.event_agrees or case.place != "in_window")


def backtest(histories: Iterable[History], library: Library, from_day: date) -> Backtest:
    """Ask the engine about every graded inspection from ``from_day`` on that had a graded predecessor.

    The register is taken as the regulator itself knew it; inspections as they had been published.
    """
    cases: list[Case] = []
    untestable: list[Untestable] = []
    for history in map(own_register, histories):
        for actual in _followers(history, from_day):
            if actual.started is None:
                untestable.append(Untestable(history.body.id, actual))
            else:
                cases.append(_case(history, library, actual, actual.started))
    return Backtest(
        tuple(sorted(cases, key=lambda case: (case.date, case.body))),
        tuple(sorted(untestable, key=lambda case: (case.body, position(case.actual)))),
    )


def _followers(history: History, from_day: date) -> Iterator[Inspection]:
    """Graded inspections from a day on that were not the body's first."""
    dated = [(event, day) for event in history.inspections if event.graded and (day := event.carried_out)]
    for actual, day in sorted(dated, key=lambda pair: position(pair[0]))[1:]:
        if (actual.started or day) >= from_day:
            yield actual


def _case(history: History, library: Library, actual: Inspection, started: date) -> Case:
    said = due(history, library, started - BEFORE)
    expected = next((owed for owed in said if owed.graded), None)
    return Case(
        body=history.body.id,
        type=history.body.type_on(started),
        date=started,
        actual=actual,
        expected=expected,
        place=_place(expected.window, started) if expected else "undated",
        place_unpaused=_unpaused(expected, library, started) if expected else "undated",
        basis=_basis(expected) if expected else "none",
    )


def _place(window: Window, day: date) -> str:
    """Where a day stands to a window. A window that is open to one side holds every day on that side."""
    if not (window.earliest or window.usual or window.latest):
        return "undated"
    if window.earliest and day < window.earliest:
        return "early"
    return "late" if window.latest and day > window.latest else "in_window"


def _unpaused(expected: Obligation, library: Library, started: date) -> str:
    """The place of the first day, with the days inside pauses since the clock started taken away."""
    facts = _duty(expected).facts
    if facts["from"] is None:
        return "undated"
    pauses = (pause for pause in plan_of(library.edition(expected.edition)).pauses if pause.stops(expected.event))
    stopped = sum(_overlap(pause.pause.first, pause.pause.last, facts["from"], started) for pause in pauses)
    before = Window(facts["earliest"], facts["usual"], facts["latest"])
    return _place(before, started - timedelta(days=stopped))


def _overlap(first: date, last: date, after: date, before: date) -> int:
    """How many days of a closed period lie after one day and before another."""
    return max(0, (min(last + timedelta(days=1), before) - max(first, after + timedelta(days=1))).days)


def _duty(expected: Obligation) -> Reason:
    """The reason that names the duty; every obligation has one."""
    return next(reason for reason in expected.reasons if ".due." in reason.rule)


def _basis(expected: Obligation) -> str:
    """Which day the window counted from; ``none`` where it counts from no inspection, or from no known day."""
    if any(reason.rule in ("from_opening", "no_day") for reason in expected.reasons):
        return "none"
    used = [reason.facts["used"] for reason in expected.reasons if reason.rule == "other_day"]
    return "publication" if (*used, _duty(expected).facts["basis"])[0] == "publication" else "fieldwork"


def _group(type_: str, year: str, cases: tuple[Case, ...]) -> Group:
    why = Counter(case.why for case in cases if case.why)
    return Group(type_, year, len(cases), _figures(cases, [case.place for case in cases]), dict(sorted(why.items())))


def _figures(cases: tuple[Case, ...], places: list[str]) -> Figures:
    return Figures(
        event_agrees=sum(case.event_agrees for case in cases),
        in_window=places.count("in_window"),
        early=places.count("early"),
        late=places.count("late"),
        undated=places.count("undated"),
    )
