"""The programme's charts: one authority's judgements through time, and the windows of the due list on one axis."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from markupsafe import Markup

from inspectorate.due.editions import made_under
from inspectorate.due.labels import Labels, capital
from inspectorate.framework.library import Library
from inspectorate.framework.model import EventKind
from inspectorate.history.model import Body, Inspection
from inspectorate.webapp.design.charts import LaneLine, Step, Stretch, Visit, lanes_chart, window_bar
from inspectorate.webapp.design.filters import day, span
from inspectorate.webapp.programme.lanes import Lane, Mark, lane_of
from inspectorate.webapp.programme.presenters import DueRow

SHAPES = {
    EventKind.FOCUSED_VISIT: "circle",
    EventKind.ASSURANCE_VISIT: "circle",
    EventKind.JOINT_INSPECTION: "circle",
    EventKind.MONITORING_VISIT: "diamond",
}
# The years that the bars of the due list show before and after this one.
YEARS_BEFORE, YEARS_AFTER = 2, 3


def judgements_chart(
    body: Body,
    lanes: Iterable[Lane],
    inspections: Sequence[Inspection],
    library: Library,
    as_of: date,
    owed: Iterable[DueRow],
) -> Markup | None:
    """Judgements, visits, pauses and the window of the next graded event; ``None`` where nothing is dated."""
    judged = [one for one in inspections if one.graded and one.carried_out]
    lines = [line for lane in lanes if (line := _line(lane, judged, library, body)).steps]
    if not lines:
        return None
    visits = list(_visits(inspections, library, body))
    window = next((stretch_of(row) for row in owed if row.graded), None)
    first = min([step.day for line in lines for step in line.steps] + [visit.day for visit in visits])
    last = max([as_of, *([window.last] if window else [])])
    first, last = date(first.year, 1, 1), date(last.year, 12, 31)
    edition = library.in_force(body.type_on(as_of), as_of)
    pauses = [Stretch(one.first, one.last, one.label) for one in edition.pauses.values()] if edition else []
    return lanes_chart(
        lines,
        title=f"Judgements of {body.name} through time",
        today=as_of,
        first=first,
        last=last,
        visits=visits,
        pauses=[pause for pause in pauses if pause.last >= first and pause.first <= as_of],
        window=window,
    )


def window_bars(rows: Iterable[DueRow], today: date) -> dict[str, Markup]:
    """The bar of each row, by its key, all on one axis."""
    first, last = axis_years(today)
    return {row.key: window_bar(stretch_of(row), today=today, first=first, last=last) for row in rows}


def axis_years(today: date) -> tuple[date, date]:
    """The first and last day that the bars show."""
    return date(today.year - YEARS_BEFORE, 1, 1), date(today.year + YEARS_AFTER, 12, 31)


def stretch_of(row: DueRow) -> Stretch | None:
    """A window as a stretch of days; where one end is open, it begins or ends on the one day known."""
    first = row.earliest or row.usual or row.latest
    last = row.latest or row.usual or row.earliest
    return Stretch(first, last, f"{row.label}: {row.window}") if first and last else None


def _line(lane: Lane, judged: Iterable[Inspection], library: Library, body: Body) -> LaneLine:
    steps = [_step(lane, mark, mark.day) for mark in lane.marks if mark.day]
    return LaneLine(capital(lane.short), steps, _ends(lane, judged, library, body))


def _ends(lane: Lane, judged: Iterable[Inspection], library: Library, body: Body) -> date | None:
    """The day of the first later inspection whose framework no longer makes the judgement; ``None``: it still holds.

    Frameworks of a part of the services, which follow no other, end nothing.
    """
    last = max((mark.day for mark in lane.marks if mark.day), default=None)
    later = [one.carried_out for one in judged if last and _made_without(one, lane, library, body) and one.carried_out]
    return min((on for on in later if last and on > last), default=None)


def _made_without(inspection: Inspection, lane: Lane, library: Library, body: Body) -> bool:
    plan = made_under(library, inspection, body)
    if plan is None or plan.edition.follows is None:
        return False
    return all(lane_of(library, plan.regime, name) != lane.id for name in plan.edition.judgements)


def _step(lane: Lane, mark: Mark, on: date) -> Step:
    words = mark.text if mark.text and mark.text.lower() != mark.grade_label.lower() else ""
    source = f" (in the source: {words})" if words and not mark.grade else ""
    changed = " Its meaning changed." if mark.breaks else ""
    text = f"{capital(lane.short)}: {mark.grade_label}{source}, {day(on)}, {mark.framework}.{changed}"
    return Step(on, mark.grade, mark.letter, text, mark.breaks)


def _visits(inspections: Iterable[Inspection], library: Library, body: Body) -> Iterator[Visit]:
    """Ungraded visits, oldest first."""
    for one in sorted(inspections, key=lambda one: one.carried_out or date.min):
        plan = made_under(library, one, body)
        event = plan.edition.events.get(one.event) if plan else None
        if plan and event and one.carried_out and not one.graded and event.kind in SHAPES:
            topics = f" ({'; '.join(one.topics)})" if one.topics else ""
            label = capital(Labels(library, plan.id).event(one.event, one.purpose))
            yield Visit(
                one.carried_out, SHAPES[event.kind], f"{label}{topics}, {span(one.started or one.ended, one.ended)}"
            )
