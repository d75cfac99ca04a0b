"""A plan as it stands on a day: what has become due since it was made, and what of it can no longer move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from inspectorate.planning import model
from inspectorate.planning.certificate import Prices
from inspectorate.planning.changed import begun, still_left_out
from inspectorate.planning.check_cost import cost
from inspectorate.planning.model import Placement, Problem
from inspectorate.webapp.programme.calendar import elsewhere
from inspectorate.webapp.programme.models import Plan
from inspectorate.webapp.programme.plan_making import locked_by_hand, wanted
from inspectorate.webapp.programme.plan_queries import problem_and_proof
from inspectorate.webapp.programme.planned import planned
from inspectorate.webapp.programme.rotation import rotated
from inspectorate.webapp.programme.staff import places

HAS_DAYS = "its days are set in a case"
BEGUN = "it has begun"


@dataclass(frozen=True, slots=True)
class Standing:
    """``problem``: what can still be changed, all else locked; ``fixed``: why, by the key of the event. ``plan``: what
    the kept plan says of its events. ``left_out``: how many obligations are not in it, by why."""

    kept: Plan
    problem: Problem
    plan: model.Plan
    prices: Prices
    fixed: Mapping[str, str]
    left_out: Mapping[str, int]

    @property
    def now(self) -> model.Plan:
        """The plan with what is locked where it is locked."""
        told = {event.id: event.locked for event in self.problem.events if event.locked}
        placed = {placement.event: placement for placement in self.plan.placements} | told
        names = [event.id for event in self.problem.events]
        return model.Plan(
            tuple(placed[name] for name in names if name in placed), tuple(name for name in names if name not in placed)
        )

    @property
    def cost(self) -> int:
        """What the plan costs, as far as it can still be changed; what has become due counts as left out."""
        return cost(self.problem, self.now)


def standing(kept: Plan, today: date, *, since: date | None = None) -> Standing:
    """A kept plan as it stands ``today``; with what is due as known on the day ``since``, if one is given.

    Begun is only what was accepted. Raises PlanRefused where what is locked names somebody who is not in the plan.
    """
    old, proof = problem_and_proof(kept)
    new, left_out = (old, kept.left_out) if since is None else _due(old, since)
    events = {event.id: event for event in (*old.events, *new.events)}
    held = {place.event: (place, why) for place, why in _held(old, proof.plan)}
    problem = replace(
        new,
        events=tuple(replace(event, locked=held[key][0] if key in held else None) for key, event in events.items()),
    )
    fixed = {key: why for key, (_, why) in held.items()}
    if goes_back_to_accepted(kept):
        problem = begun(problem, proof.plan, first_week(kept, today))
        fixed = {event.id: BEGUN for event in problem.events if event.locked} | fixed
    # Neither what is due no more, nor what has its days without being in the plan.
    owed = {event.id for event in new.events} - planned().keys()
    problem = replace(problem, events=tuple(event for event in problem.events if event.locked or event.id in owed))
    # Also by what is not to be planned any more: who leads what has begun is not to lead what follows from it.
    problem = problem if since is None else rotated(problem)
    names = {event.id for event in problem.events}
    placed = tuple(place for place in proof.plan.placements if place.event in names)
    plan = model.Plan(placed, still_left_out(proof.plan, old, problem))
    return Standing(kept, problem, plan, proof.prices, fixed, left_out)


def first_week(kept: Plan, today: date) -> int:
    """The first week of a plan that has not begun; as many as it has where it is over."""
    return min(max(-((kept.start - today).days // 7), 0), kept.weeks)


def goes_back_to_accepted(kept: Plan) -> bool:
    """Whether a plan, or one that it goes back to, is the accepted one."""
    rows = {key: (follows, state) for key, follows, state in Plan.objects.values_list("pk", "follows_id", "state")}
    key: int | None = kept.pk
    while key is not None:
        key, state = rows[key]
        if state == Plan.State.ACCEPTED:
            return True
    return False


def _due(old: Problem, as_of: date) -> tuple[Problem, Mapping[str, int]]:
    """A problem with the obligations that are known on a day, and what others do there, in the place of its own."""
    kinds = sorted({event.body.partition(":")[0] for event in old.events})
    found = wanted(old.weeks, as_of, kinds)
    regions = {event.region for event in (*old.events, *found.events)} | {person.region for person in old.people}
    others = elsewhere(old.weeks, {event.body for event in (*old.events, *found.events)})
    new = replace(old, events=found.events, places=places(regions), elsewhere=others)
    return new, dict(found.left_out)


def _held(problem: Problem, plan: model.Plan) -> Iterator[tuple[Placement, str]]:
    """What is not to move, because of a case or of a person: where it is, and why."""
    days = planned()
    for place in plan.placements:
        if place.event in days:
            yield replace(place, week=problem.weeks.week_of(days[place.event])), HAS_DAYS
    yield from ((place, why) for place, why in locked_by_hand(problem) if place.event not in days)
