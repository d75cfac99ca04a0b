"""Which inspections call for an action plan: by which day, and whether one came.

An area for priority action calls for one, which the due engine owes; an area with the worst grade calls for a statement
of proposed action, whose clock the edition holds (section 137 of the Education and Inspections Act 2006). Either is
answered by the same event of the framework, and only editions that have that event ask for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from inspectorate.due.editions import made_under
from inspectorate.due.engine import due
from inspectorate.due.known import position
from inspectorate.due.windows import count
from inspectorate.framework.library import Library, load_library
from inspectorate.framework.model import Edition, EventKind
from inspectorate.history.model import FindingKind, History, Inspection
from inspectorate.webapp.design.filters import span
from inspectorate.webapp.inspections.models import InspectionFact
from inspectorate.webapp.programme.queries import histories
from inspectorate.webapp.register.models import Body

CLOCK = "action_plan"
"""The clock of an edition in which a plan or statement is to come, from the day on which the report came."""


@dataclass(frozen=True, slots=True)
class Called:
    """A plan that an inspection calls for. ``areas`` are its areas for priority action; with none it is a statement of
    proposed action. ``last`` is the last day on which it is in time, ``received`` the day on which one came."""

    inspection: int
    edition: str
    event: str
    days: str
    published: date | None
    areas: tuple[str, ...]
    last: date | None
    received: date | None

    @property
    def title(self) -> str:
        """What is to come, in words."""
        return "Action plan" if self.areas else "Statement of proposed action"

    def late(self, day: date) -> bool:
        """Whether it came, or has by ``day`` not come, after its last day."""
        return self.last is not None and (self.received or day) > self.last


def called(body: Body, as_of: date) -> list[Called]:
    """The plans that a body's inspections call for or called for, the newest inspection first."""
    if body.kind != "authority":
        return []
    history = next(histories([body.key], body.kind))
    return list(_called(history, load_library(), as_of, _by_hand(body)))


def called_by(body: Body, inspection: int | None, as_of: date) -> Called | None:
    """The plan that one inspection on record calls for, if it does."""
    return next((one for one in called(body, as_of) if one.inspection == inspection), None)


def plan_event(edition: Edition) -> str:
    """The event by which an edition has a plan come; empty where it has none."""
    return next((id_ for id_, held in edition.events.items() if held.kind is EventKind.ACTION_PLAN), "")


def _by_hand(body: Body) -> frozenset[str]:
    """The inspections that people put on record here."""
    rows = InspectionFact.objects.filter(inspection__body=body, source_kind="manual")
    return frozenset(str(id_) for id_ in rows.values_list("inspection_id", flat=True))


def _called(history: History, library: Library, as_of: date, by_hand: frozenset[str]) -> Iterator[Called]:
    owed = _owed(history, library, as_of)
    newest = next((one for one in reversed(history.inspections) if one.graded), None)
    for one in reversed(history.inspections):
        under = made_under(library, one, history.body)
        event = plan_event(under.edition) if under else ""
        if under is None or not event or one.pilot:
            continue
        areas, received = _areas(history, one), _received(history, one, event)
        # Files tell of no plans: whether one came after an inspection that only they know of, nobody can say.
        states = one is newest and one.id in by_hand and _worst(one, under.edition)
        if states or (areas and (received or one.id in owed)):
            yield Called(
                inspection=int(one.id),
                edition=under.edition.id,
                event=under.edition.events[one.event].label,
                days=span(one.started, one.ended),
                published=one.published,
                areas=areas,
                last=owed.get(one.id) or _counted(one, under.edition),
                received=received,
            )


def _owed(history: History, library: Library, as_of: date) -> dict[str, date | None]:
    """The last day of each plan that the due engine owes, by the inspection whose finding asks for it."""
    found = {one.id: one.inspection for one in history.findings}
    rows = (one for one in due(history, library, as_of) if one.event == plan_event(library.edition(one.edition)))
    return {found[id_]: one.window.latest for one in rows if (id_ := one.key.rpartition("/")[2]) in found}


def _areas(history: History, of: Inspection) -> tuple[str, ...]:
    mine = (one for one in history.findings if one.inspection == of.id)
    return tuple(one.text for one in mine if one.kind is FindingKind.PRIORITY_ACTION)


def _worst(one: Inspection, edition: Edition) -> bool:
    """Whether any area has the worst grade of its scale."""
    return any(grade == tuple(edition.scale_of(judgement))[-1] for judgement, grade in one.grades.items())


def _received(history: History, since: Inspection, event: str) -> date | None:
    """The day of the first plan after an inspection, as the due engine takes it to be answered."""
    later = (one for one in history.inspections if one.event == event and position(one) > position(since))
    return min((one.carried_out for one in later if one.carried_out), default=None)


def _counted(one: Inspection, edition: Edition) -> date | None:
    clock = edition.clocks.get(CLOCK)
    return count(one.published, clock.length) if clock and one.published else None
