"""Signals, visits and findings by deprivation, as the page on context tells them. Nothing here tells of one authority.

Deprivation and spending stand beside what was computed and found, and are no part of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from inspectorate.calendars import add_months
from inspectorate.history.model import Body, History, Inspection
from inspectorate.history.position import position
from inspectorate.intelligence.context import Counted, InFifth, beyond, by_fifth, ratio, verdict
from inspectorate.measurement.intervals import Estimate
from inspectorate.webapp.inspections.queries import histories
from inspectorate.webapp.monitoring import computed_queries as computed
from inspectorate.webapp.monitoring import indicator_queries as indicators

YEARS = 5
"""Visits, and inspections brought forward, are counted over so many years."""

FOCUSED_VISIT, HEADLINE = "focused_visit", "overall"
BELOW_GOOD = frozenset({"adequate", "requires_improvement", "inadequate"})
Count = Callable[[date, date], Mapping[str, int]]
"""How many of a thing each body had between two days, both included."""

_ALSO: dict[str, Count] = {}


def also_count(what: str, count: Count) -> None:
    """Have the page count a thing that an app to the right of this one holds."""
    _ALSO[what] = count


@dataclass(frozen=True, slots=True)
class Line:
    """One thing by fifth, the ratio of the most deprived fifth to the least, and a sentence for what is done.

    ``share``: each authority has it or not; otherwise it is a number for each authority.
    """

    label: str
    share: bool
    fifths: tuple[InFifth, ...]
    ratio: Estimate | None
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """The whole answer for a day. ``authorities`` of each fifth; ``unplaced`` have no known deprivation.

    ``signals_of`` is the day of the signals that were counted, ``None`` where none were computed; ``spending`` is
    pounds for each child and ``None`` where none is loaded.
    """

    authorities: tuple[int, ...]
    unplaced: int
    lines: tuple[Line, ...]
    signals_of: date | None
    spending: tuple[InFifth, ...] | None


def context(as_of: date) -> Context | None:
    """The answer for a day; ``None`` where no deprivation is loaded."""
    fifths = {body: one.fifth for body, one in indicators.deprivation().items()}
    if not fifths:
        return None
    known = list(histories(kind="authority"))
    standing = [one.body for one in known if one.body.is_open(as_of)]
    bodies = [body for body in standing if body.id in fifths]
    places = [fifths[body.id] for body in bodies]
    latest = {body.id: last for body, last in position(known, as_of, known_by=as_of).latest_of}
    made = computed.newest(computed.Kind.SIGNALS)
    below = _shares(bodies, places, latest, BELOW_GOOD)
    lines = [
        _line("Inadequate at the last inspection", _shares(bodies, places, latest, frozenset({"inadequate"})), True),
        _line("Below good at the last inspection", below, True),
    ]
    if made is not None:
        rows = made.signals.filter(strength__gt=0).select_related("body")
        worse = {row.body.key for row in rows}
        at_least_one = [Counted(place, body.id in worse) for body, place in zip(bodies, places, strict=True)]
        lines.append(_line("At least one signal for the worse", at_least_one, True, "signals", below))
    first = add_months(as_of, -12 * YEARS)
    done = {"focused visits": _visits(known, first, as_of)} | {
        what: count(first, as_of) for what, count in _ALSO.items()
    }
    for what, numbers in done.items():
        each = [Counted(place, numbers.get(body.id, 0)) for body, place in zip(bodies, places, strict=True)]
        lines.append(_line(f"{what.capitalize()} for each authority, in {YEARS} years", each, False, what, below))
    return Context(
        authorities=tuple(places.count(fifth) for fifth in range(1, 6)),
        unplaced=len(standing) - len(bodies),
        lines=tuple(lines),
        signals_of=made.as_of if made else None,
        spending=_spending(bodies, places),
    )


def _line(label: str, counted: list[Counted], share: bool, what: str = "", found: list[Counted] | None = None) -> Line:
    sentence = verdict(what, beyond(counted, found), "judgements below good") if found is not None else ""
    return Line(label, share, by_fifth(counted, share=share), ratio(counted), sentence)


def _shares(
    bodies: list[Body], places: list[int], latest: Mapping[str, Inspection], grades: frozenset[str]
) -> list[Counted]:
    """Whether each authority's last graded inspection gave one of these grades; authorities without one are out."""
    told = []
    for body, place in zip(bodies, places, strict=True):
        given = _given(latest[body.id]) if body.id in latest else set()
        told.append(Counted(place, bool(given & grades), bool(given)))
    return told


def _given(inspection: Inspection) -> set[str]:
    """The overall grade; where a framework gives none, the grades of all its areas. What could not be read is out."""
    if HEADLINE in inspection.grades:
        overall = inspection.grades[HEADLINE]
        return {overall} if overall else set()
    return {grade for grade in inspection.grades.values() if grade}


def _visits(known: Iterable[History], first: date, last: date) -> Counter[str]:
    """Focused visits of each authority that were carried out between the days, and known by the last."""
    return Counter(
        history.body.id
        for history in known
        for one in history.inspections
        if one.event == FOCUSED_VISIT and one.carried_out and first <= one.carried_out <= last and one.known_on <= last
    )


def _spending(bodies: list[Body], places: list[int]) -> tuple[InFifth, ...] | None:
    """Pounds for each child in the newest year of each authority for which both numbers are loaded."""
    spent = indicators.spending()
    counted = [
        Counted(place, spent[body.id].pounds, spent[body.id].children)
        for body, place in zip(bodies, places, strict=True)
        if body.id in spent
    ]
    return by_fifth(counted, share=False) if counted else None
