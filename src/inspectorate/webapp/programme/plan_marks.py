"""What is to be said of the events of a plan beside where they are: which are locked, and what has come between."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from inspectorate.webapp.programme.models import Lock, Plan
from inspectorate.webapp.programme.plan_conflicts import Clash, clashes
from inspectorate.webapp.programme.plan_history import plans
from inspectorate.webapp.programme.plan_layout import Layout, layout
from inspectorate.webapp.programme.planned import planned


@dataclass(frozen=True, slots=True)
class Marks:
    """By the ids of events: those that do not move, those that are only proposed, and what clashes."""

    locked: Collection[str]
    proposed: Collection[str]
    clashes: Mapping[str, tuple[Clash, ...]]


def marks(kept: Plan, plan: Layout) -> Marks:
    """What is to be said of a plan's events today."""
    locks = Lock.objects.filter(unlocked_at=None).values_list("event", flat=True)
    in_plan = {one.event.id for one in plan.events if one.event.locked}
    return Marks({*in_plan, *locks, *planned()}, _proposed(kept, plan), clashes(plan))


def _proposed(kept: Plan, plan: Layout) -> set[str]:
    """What a plan that nobody has accepted has elsewhere than the one it follows; all of one that follows none."""
    if kept.state != Plan.State.PROPOSED:
        return set()
    before = plans().filter(pk=kept.follows_id).first() if kept.follows_id else None
    held = {one.event.id: (one.week, one.people) for one in layout(before).events} if before else {}
    return {one.event.id for one in plan.events if held.get(one.event.id) != (one.week, one.people)}
