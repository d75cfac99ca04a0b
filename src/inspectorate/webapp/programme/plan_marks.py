"""What is to be said of the events of a plan beside where they are: which stay there, and what has come between."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils import timezone

from inspectorate.webapp.design.filters import day
from inspectorate.webapp.programme.models import Lock, Plan
from inspectorate.webapp.programme.plan_conflicts import Clash, clashes
from inspectorate.webapp.programme.plan_history import plans
from inspectorate.webapp.programme.plan_layout import Layout, layout
from inspectorate.webapp.programme.plan_standing import BEGUN, HAS_DAYS, first_week
from inspectorate.webapp.programme.planned import planned


@dataclass(frozen=True, slots=True)
class Marks:
    """By the ids of events: those that do not move, with why; which of them are locked by hand; those that are only
    proposed; and what clashes."""

    locked: Mapping[str, str]
    by_hand: Collection[str]
    proposed: Collection[str]
    clashes: Mapping[str, tuple[Clash, ...]]


def marks(kept: Plan, plan: Layout) -> Marks:
    """What is to be said of a plan's events today, to those who plan."""
    return replace(marks_for_all(kept, plan), clashes=clashes(plan))


def marks_for_all(kept: Plan, plan: Layout) -> Marks:
    """The same without what clashes, which tells of people's leave and interests."""
    locks = Lock.objects.filter(unlocked_at=None).values_list("event", "locked_by", "locked_at")
    by_hand = {event: f"{who} locked it on {day(at)}" for event, who, at in locks}
    locked = dict(_fixed(kept, plan)) | by_hand
    return Marks(locked, by_hand.keys(), _proposed(kept, plan), {})


def _fixed(kept: Plan, plan: Layout) -> Iterator[tuple[str, str]]:
    """What does not move though nobody has locked it."""
    days, begins = planned(), first_week(kept, timezone.localdate())
    for one in plan.events:
        if one.event.id in days:
            yield one.event.id, HAS_DAYS
        # A plan that follows the accepted one keeps what had begun locked in it; others have not begun anything.
        elif one.weeks and one.first < begins and (kept.state == Plan.State.ACCEPTED or one.event.locked):
            yield one.event.id, BEGUN


def _proposed(kept: Plan, plan: Layout) -> set[str]:
    """What a plan that nobody has accepted has elsewhere than the one it follows; all of one that follows none."""
    if kept.state != Plan.State.PROPOSED:
        return set()
    before = plans().filter(pk=kept.follows_id).first() if kept.follows_id else None
    held = {one.event.id: (one.week, one.people) for one in layout(before).events} if before else {}
    return {one.event.id for one in plan.events if held.get(one.event.id) != (one.week, one.people)}
