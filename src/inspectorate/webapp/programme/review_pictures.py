"""One small picture for each indicator of a body: its line, its neighbours, England, the limit, and inspections."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from inspectorate.due.editions import made_under
from inspectorate.due.labels import Labels, capital, day_text
from inspectorate.framework.library import Library
from inspectorate.framework.schedule import EventKind
from inspectorate.history.model import History
from inspectorate.intelligence.catalogue import core
from inspectorate.intelligence.missing import kept_back
from inspectorate.intelligence.model import Indicator, Panel, Period, Signal, SignalKind
from inspectorate.intelligence.sentences import sentence
from inspectorate.webapp.design.series_chart import Mark, Point, Range, SeriesPicture, number, series_chart
from inspectorate.webapp.monitoring.models import FoundSignal
from inspectorate.webapp.programme.pictures import SHAPES
from inspectorate.webapp.register.models import Body


@dataclass(frozen=True, slots=True)
class Row:
    """One period in the table beside a picture, in words."""

    period: str
    value: str
    neighbours: str
    england: str
    known: str


@dataclass(frozen=True, slots=True)
class Multiple:
    """One indicator: what stands out in it, if anything, its picture, and the same in a table, newest first."""

    label: str
    unit: str
    source: str
    signals: tuple[str, ...]
    note: str
    picture: Markup
    rows: tuple[Row, ...]


def multiples(
    body: Body,
    signals: Sequence[FoundSignal],
    panels: Iterable[Panel],
    england: Iterable[Panel],
    near: Collection[str],
    events: Sequence[Mark],
) -> list[Multiple]:
    """A picture for each indicator that has a number of the body or a signal, the strongest signal first."""
    held, whole = {one.indicator.id: one for one in panels}, {one.indicator.id: one for one in england}
    by: dict[str, list[FoundSignal]] = {}
    for signal in sorted(signals, key=lambda one: (-one.strength, one.pk)):
        by.setdefault(signal.indicator, []).append(signal)
    ordered = [*by, *(id_ for id_ in held if id_ not in by)]
    return [
        _multiple(body, id_, by.get(id_, []), held.get(id_), whole.get(id_), near, events)
        for id_ in ordered
        if id_ in by or body.key in held[id_].bodies
    ]


def told(signal: FoundSignal, body: Body) -> str:
    """A stored signal as a sentence, with how often such a one is false."""
    frozen = Signal(
        body=body.key, indicator=signal.indicator, area=signal.area, kind=SignalKind(signal.kind),
        period=Period(signal.period, signal.first, signal.last), published=signal.published, value=signal.value,
        comparator=signal.comparator, limit=signal.limit, strength=signal.strength, sample=signal.sample,
        p_value=signal.p_value, expected_false_alarms=signal.expected_false_alarms,
    )  # fmt: skip
    indicator = _core().get(signal.indicator)
    if indicator is None:
        return f"{body.name}: the indicator {signal.indicator} stands out, and is no longer one of the core indicators."
    return sentence(frozen, indicator, {body.key: body.name})


def inspection_marks(history: History, library: Library) -> list[Mark]:
    """Inspections and visits of a body, as marks on an axis of days; what nobody comes for (a conversation, a plan that
    was sent) is none."""
    marks = []
    for one in history.inspections:
        plan = made_under(library, one, history.body)
        event = plan.edition.events.get(one.event) if plan else None
        if one.carried_out is not None and plan and event and (one.graded or event.kind in SHAPES):
            said = capital(Labels(library, plan.id).event(one.event, one.purpose))
            marks.append(Mark(one.carried_out, f"{said}, {day_text(one.carried_out)}"))
    return marks


def conversations_held(history: History, library: Library) -> list[date]:
    """The days of the annual conversations with a body that are on record."""
    days = []
    for one in history.inspections:
        plan = made_under(library, one, history.body)
        event = plan.edition.events.get(one.event) if plan else None
        if one.carried_out is not None and event and event.kind is EventKind.CONVERSATION:
            days.append(one.carried_out)
    return days


def _core() -> dict[str, Indicator]:
    return {one.id: one for one in core()}


def _multiple(
    body: Body,
    id_: str,
    signals: Sequence[FoundSignal],
    panel: Panel | None,
    whole: Panel | None,
    near: Collection[str],
    events: Sequence[Mark],
) -> Multiple:
    indicator = panel.indicator if panel else _core().get(id_)
    own = _points(panel, body.key)
    peers = [_points(panel, one) for one in near]
    england = _points(whole, whole.bodies[0]) if whole and whole.bodies else {}
    band = _band(peers)
    label = indicator.label if indicator else id_
    first = min([*own, *england, *(one.day for one in band)], default=date.min)
    limited = next((one for one in signals if one.limit is not None and one.kind != SignalKind.MISSING), None)
    picture = SeriesPicture(
        line=_line(own),
        peers=[_line(peer) for peer in peers],
        england=_line(england),
        band=band,
        limit=Point(limited.last, limited.limit) if limited and limited.limit is not None else None,
        marks=[mark for mark in events if mark.day >= first],
    )
    return Multiple(
        label=capital(label),
        unit=indicator.unit if indicator else "",
        source=indicator.source if indicator else "",
        signals=tuple(told(one, body) for one in signals),
        note=_note(panel, body),
        picture=series_chart(picture, title=f"{capital(label)}: {body.name} among its neighbours"),
        rows=tuple(_rows(panel, body.key, own, {one.day: one for one in band}, england)),
    )


def _note(panel: Panel | None, body: Body) -> str:
    """That the body's last values are all withheld, which is no signal; empty where they are not."""
    # A panel holds only what was known by its day.
    marks = kept_back(panel, as_of=date.max).get(body.key, ()) if panel else ()
    return (
        f"Its last {len(marks)} values are withheld ({', '.join(marks)}): no signal, and worth a question."
        if marks
        else ""
    )


Numbers = dict[date, float]


def _points(panel: Panel | None, body: str) -> Numbers:
    """The numbers of one body in the unit that people read, by the last day of the period."""
    if panel is None or body not in panel.bodies:
        return {}
    column = panel.value[:, panel.bodies.index(body)]
    return {
        period.last: float(value) * panel.indicator.scale
        for period, value in zip(panel.periods, column, strict=True)
        if value == value  # not a number where there is none
    }


def _line(numbers: Numbers) -> list[Point]:
    return [Point(day, value) for day, value in sorted(numbers.items())]


def _band(peers: Sequence[Numbers]) -> list[Range]:
    days = sorted({day for peer in peers for day in peer})
    told = ((day, [peer[day] for peer in peers if day in peer]) for day in days)
    return [Range(day, min(values), max(values)) for day, values in told]


def _rows(panel: Panel | None, body: str, own: Numbers, band: dict[date, Range], england: Numbers) -> Iterable[Row]:
    if panel is None or body not in panel.bodies:
        return
    column = panel.bodies.index(body)
    for place, period in reversed(list(enumerate(panel.periods))):
        mark = panel.marks.get((place, column), "")
        if period.last not in own and not mark:
            continue
        reach = band.get(period.last)
        yield Row(
            period=period.label,
            value=number(own[period.last]) if period.last in own else f"withheld ({mark})",
            neighbours=f"{number(reach.low)} to {number(reach.high)}" if reach else "not known",
            england=number(england[period.last]) if period.last in england else "not known",
            known=day_text(date.fromordinal(int(panel.known_on[place, column]))),
        )
