"""Which inspections call for an action plan: by which day, and whether one came.

An area for priority action calls for one, which the due engine owes; an area with the worst grade calls for a statement
of proposed action, whose clock the edition holds (section 137 of the Education and Inspections Act 2006). Either is
answered by the same event of the framework, and only editions that have that event ask for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from inspectorate.due.editions import made_under
from inspectorate.due.engine import due
from inspectorate.due.known import position
from inspectorate.due.labels import day_text
from inspectorate.due.windows import count
from inspectorate.framework.library import Library, load_library
from inspectorate.framework.model import Edition, EventKind
from inspectorate.history.model import FindingKind, History, Inspection
from inspectorate.webapp.design.filters import span
from inspectorate.webapp.engagement.models import ActionPlan
from inspectorate.webapp.inspections.models import InspectionFact
from inspectorate.webapp.programme.queries import histories
from inspectorate.webapp.register.models import Body

CLOCK, DRAFT_CLOCK = "action_plan", "draft_action_plan"
"""The clocks of an edition in which a plan or statement, and the draft of a plan, are to come after the report."""


@dataclass(frozen=True, slots=True)
class Called:
    """A plan that an inspection calls for. ``areas`` are its areas for priority action; with none it is a statement of
    proposed action. ``draft`` and ``last`` are the last days on which a draft, where the edition asks for one, and the
    plan are in time; ``received`` is the day on which one came, and ``answers`` the event of the edition by which that
    is recorded. ``sent`` are the plans that the body sent here, the newest first."""

    inspection: int
    edition: str
    answers: str
    event: str
    days: str
    published: date | None
    areas: tuple[str, ...]
    draft: date | None
    last: date | None
    received: date | None
    sent: tuple[ActionPlan, ...] = ()

    @property
    def title(self) -> str:
        """What is to come, in words."""
        return "Action plan" if self.areas else "Statement of proposed action"

    @property
    def came(self) -> date | None:
        """The day on which it came: as it was recorded, else as the body first sent one that is no draft."""
        return self.received or _first_day(self.plans)

    @property
    def plans(self) -> tuple[ActionPlan, ...]:
        """What was sent but for drafts."""
        return tuple(one for one in self.sent if not one.draft)

    def late(self, day: date) -> bool:
        """Whether it came, or has by ``day`` not come, after its last day."""
        return self.last is not None and (self.came or day) > self.last

    @property
    def again(self) -> bool:
        """Whether the last plan does not reflect the findings, so that another is to be sent."""
        return bool(self.plans) and self.plans[0].reflects is False

    def draft_late(self, day: date) -> bool:
        """Whether anything came, or has by ``day`` not come, after the last day for a draft."""
        return self.draft is not None and min(_first_day(self.sent) or day, self.came or day) > self.draft

    @property
    def standing(self) -> str:
        """Where it stands, in words."""
        by = f"by {day_text(self.last)}"
        if self.received:
            again = "; another is to be sent" if self.again else ""
            return f"{by}; received on {day_text(self.received)}{again}"
        if self.plans:
            return f"{by}; sent on {day_text(self.came)}, not yet recorded as received"
        return f"{by}; a draft was sent on {day_text(_first_day(self.sent))}" if self.sent else f"{by}; not sent"


def _first_day(sent: Sequence[ActionPlan]) -> date | None:
    """The day of the first of them, which come newest first."""
    return timezone.localdate(sent[-1].sent_at) if sent else None


def may_send(told: Called) -> bool:
    """Whether the body may send a plan: before one is received, and where the last does not reflect the findings."""
    return not told.plans or told.plans[0].received_on is None or told.again


def called(body: Body, as_of: date, history: History | None = None) -> list[Called]:
    """The plans that a body's inspections call for or called for, the newest inspection first.

    ``history`` is its record, for whoever has it at hand.
    """
    if body.kind != "authority":
        return []
    record = history or next(histories([body.key], body.kind))
    return list(_called(record, load_library(), as_of, _sent([body])))


def called_by(body: Body, inspection: int | None, as_of: date, history: History | None = None) -> Called | None:
    """The plan that one inspection on record calls for, if it does."""
    return next((one for one in called(body, as_of, history) if one.inspection == inspection), None)


def late_statements(as_of: date, region: str = "") -> list[tuple[Body, Called]]:
    """Statements of proposed action that have not come and are past their day, the longest first. (An action plan that
    has not come is on the due list: the due engine owes it.)"""
    asked = InspectionFact.objects.filter(source_kind="manual", inspection__body__kind="authority")
    if region:
        asked = asked.filter(inspection__body__ofsted_region=region)
    bodies = {body.key: body for body in Body.objects.filter(pk__in=asked.values("inspection__body"))}
    sent = _sent(bodies.values())
    found = [
        (bodies[history.body.id], one)
        for history in (histories(list(bodies)) if bodies else ())
        for one in _called(history, load_library(), as_of, sent)
        if not one.areas and one.came is None and one.late(as_of)
    ]
    return sorted(found, key=lambda pair: (pair[1].last or date.max, pair[0].name))


def _sent(bodies: Iterable[Body]) -> dict[str, list[ActionPlan]]:
    """What bodies sent after each of their inspections, the newest first."""
    sent: dict[str, list[ActionPlan]] = {}
    for plan in ActionPlan.objects.filter(inspection__body__in=list(bodies)).order_by("-id"):
        sent.setdefault(str(plan.inspection_id), []).append(plan)
    return sent


def waiting(region: str = "") -> QuerySet[ActionPlan]:
    """Plans that were sent and not yet recorded as received or answered, the oldest first; of plans after one
    inspection only the newest waits."""
    newer = ActionPlan.objects.filter(inspection=OuterRef("inspection"), pk__gt=OuterRef("pk"))
    rows = ActionPlan.objects.filter(~Exists(newer), answered_at__isnull=True).select_related("inspection__body")
    return rows.filter(inspection__body__ofsted_region=region) if region else rows


def _plan_event(edition: Edition) -> str:
    """The event by which an edition has a plan come; empty where it has none."""
    return next((id_ for id_, held in edition.events.items() if held.kind is EventKind.ACTION_PLAN), "")


def _by_hand(one: Inspection) -> bool:
    """Whether people put an inspection on record here."""
    return InspectionFact.objects.filter(inspection=int(one.id), source_kind="manual").exists()


def _called(
    history: History, library: Library, as_of: date, sent: Mapping[str, Sequence[ActionPlan]]
) -> Iterator[Called]:
    owed = _owed(history, library, as_of)
    newest = next((one for one in reversed(history.inspections) if one.graded), None)
    for one in reversed(history.inspections):
        under = made_under(library, one, history.body)
        event = _plan_event(under.edition) if under else ""
        if under is None or not event or one.pilot:
            continue
        areas, received = _areas(history, one), _received(history, one, event)
        # Files tell of no plans: whether one came after an inspection that only they know of, nobody can say.
        states = one is newest and _worst(one, under.edition) and _by_hand(one)
        if states or one.id in sent or (areas and (received or one.id in owed)):
            yield Called(
                inspection=int(one.id),
                edition=under.edition.id,
                answers=event,
                event=under.edition.events[one.event].label,
                days=span(one.started, one.ended),
                published=one.published,
                areas=areas,
                draft=_counted(one, under.edition, DRAFT_CLOCK) if areas else None,
                last=owed.get(one.id) or _counted(one, under.edition, CLOCK),
                received=received,
                sent=tuple(sent.get(one.id, ())),
            )


def _owed(history: History, library: Library, as_of: date) -> dict[str, date | None]:
    """The last day of each plan that the due engine owes, by the inspection whose finding asks for it."""
    found = {one.id: one.inspection for one in history.findings}
    rows = (one for one in due(history, library, as_of) if one.event == _plan_event(library.edition(one.edition)))
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


def _counted(one: Inspection, edition: Edition, name: str) -> date | None:
    clock = edition.clocks.get(name)
    return count(one.published, clock.length) if clock and one.published else None
