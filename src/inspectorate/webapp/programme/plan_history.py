"""Reads of plans beside each other: which are there, which one holds, and what one changes of another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from inspectorate.planning.changed import still_left_out
from inspectorate.planning.model import Event, Placement, Problem
from inspectorate.webapp.programme.models import Plan
from inspectorate.webapp.programme.plan_queries import problem_and_plan
from inspectorate.webapp.programme.plan_words import Names


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an event is: the Monday of its first week on site, and its people, the lead first: codes and names."""

    monday: date
    codes: tuple[str, ...]
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """An event that is elsewhere in a later plan; ``None``: it is in no week, or not in that plan. ``body``: a name."""

    event: Event
    body: str
    before: Spot | None
    after: Spot | None

    @property
    def moved(self) -> bool:
        """Whether people held it before."""
        return self.before is not None


def plans() -> QuerySet[Plan]:
    """All plans, the newest first, without what they were made from, which is long."""
    return Plan.objects.defer("problem", "certificate", "day_prices")


def accepted() -> Plan | None:
    """The plan that holds."""
    return Plan.objects.filter(state=Plan.State.ACCEPTED).first()


def changes_of(kept: Plan) -> list[Changed]:
    """What a plan changes of the one that it follows; nothing where it follows none."""
    return compared(kept.follows, kept) if kept.follows else []


def compared(before: Plan | None, after: Plan) -> list[Changed]:
    """What differs between two plans, by the week in which people would first notice; all of ``after`` where there is
    none before."""
    new, plan = problem_and_plan(after)
    old, held = problem_and_plan(before) if before else (new, None)
    names = Names.of(new, old)
    was = _spots(old, held.placements if held else (), names)
    now = _spots(new, plan.placements, names)
    changed = {key: names.events[key] for key in [*was, *now] if was.get(key) != now.get(key)}
    names.bodies.read(event.body for event in changed.values())
    found = [Changed(event, names.body(event.body), was.get(key), now.get(key)) for key, event in changed.items()]
    return sorted(found, key=lambda one: (min(spot.monday for spot in (one.before, one.after) if spot), one.event.id))


def found_no_place(kept: Plan) -> list[str]:
    """What is in no week of a plan and was not left out already, asking for the same, by the one that it follows, which
    may not have had it."""
    problem, plan = problem_and_plan(kept)
    left_out: tuple[str, ...] = ()
    if kept.follows:
        before, old = problem_and_plan(kept.follows)
        left_out = still_left_out(old, before, problem)
    names = Names.of(problem)
    return [names.event(key) for key in plan.unplaced if key not in left_out]


def _spots(problem: Problem, placements: tuple[Placement, ...], names: Names) -> Mapping[str, Spot]:
    found = {}
    for place in placements:
        codes = (place.lead, *(code for code in place.people if code != place.lead))
        found[place.event] = Spot(problem.weeks.monday(place.week), codes, tuple(map(names.person, codes)))
    return found
