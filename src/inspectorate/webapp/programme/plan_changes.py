"""Changing a plan: each change is a new plan that follows the one before, and is nobody's programme until accepted.

All are checked at once by `planning.check` against every rule. Locked events never move.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from time import monotonic

from django.db import transaction
from django.utils import timezone

from inspectorate.planning import model
from inspectorate.planning.certificate import Certificate
from inspectorate.planning.changed import still_left_out
from inspectorate.planning.check import check_plan
from inspectorate.planning.check_bound import bound
from inspectorate.planning.compiled import compile_loops
from inspectorate.planning.files import digest, write
from inspectorate.planning.model import Event, Placement, Problem
from inspectorate.planning.replan import changes, replan
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import Permission, check_has
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.design.filters import day
from inspectorate.webapp.programme.models import Plan
from inspectorate.webapp.programme.plan_causes import Cause, check_open, still_named
from inspectorate.webapp.programme.plan_making import PlanRefused
from inspectorate.webapp.programme.plan_prices import to_keep
from inspectorate.webapp.programme.plan_standing import Standing, standing
from inspectorate.webapp.programme.plan_words import Names

SECONDS = 5.0
"""For a new plan, reading the old one in among it; most need far fewer."""
SHOWN = 3
"""So many of the rules that a change would break are named."""


def replan_for(
    *,
    by: Actor,
    kept: Plan,
    causes: Sequence[Cause] = (),
    since: date | None = None,
    today: date | None = None,
    seconds: float | None = SECONDS,
) -> Plan:
    """A plan for what has happened, which keeps as much of ``kept`` as can be.

    ``since``: also for what is due as known on this day. ``today``: what has begun by then stays, if ``kept`` goes back
    to the accepted plan. Raises PermissionRefused, or PlanRefused with a sentence.
    """
    check_has(by, Permission.PLAN_CASES)
    compile_loops()
    began, stands = monotonic(), _stands(kept, today, since)
    names = Names.of(stands.problem)
    problem = stands.problem
    for cause in causes:
        problem = cause.after(stands, problem, names)
    # One that was in no week is looked for as a new one is, if something was said of it.
    waiting = still_left_out(stands.plan, stands.problem, problem)
    found = replan(problem, replace(stands.plan, unplaced=waiting), seconds=seconds)
    said = [cause.said(names) for cause in causes]
    said += still_named(stands, problem, names)
    said += [f"What is due was taken in as known on {day(since)}."] if since else []
    return _propose(
        by=by, stands=stands, problem=problem, plan=found.plan, cause=" ".join(said) or "Nothing new was said.",
        moved=found.moved, least=found.least, fewest=found.fewest, seconds=monotonic() - began, as_of=since,
    )  # fmt: skip


def move(*, by: Actor, kept: Plan, event: str, monday: date, people: Sequence[str], today: date | None = None) -> Plan:
    """A plan with one event in the week of a day and with these people, by code, the first of whom leads."""
    stands = _stands(kept, today)
    names = Names.of(stands.problem)
    asked = _event(by, stands, event, names)
    if not people:
        raise PlanRefused("Choose who goes.", field="people")
    week = stands.problem.weeks.week_of(monday)
    place = Placement(event, week, tuple(sorted(people)), people[0])
    said = f"{names.event(event)} was moved to the week of {day(stands.problem.weeks.monday(week))}, with "
    return _by_hand(by, stands, place, said + ", ".join(map(names.person, people)) + ".", names, asked)


def swap(*, by: Actor, kept: Plan, event: str, out: str, into: str, today: date | None = None) -> Plan:
    """A plan with somebody on an event in somebody else's place, as the lead where that was the lead."""
    stands = _stands(kept, today)
    names = Names.of(stands.problem)
    asked = _event(by, stands, event, names)
    held = next((place for place in stands.plan.placements if place.event == event), None)
    if held is None or out not in held.people:
        raise PlanRefused(f"{names.person(out)} is not on {names.event(event)}.", field="out")
    if into in held.people:
        raise PlanRefused(f"{names.person(into)} is on {names.event(event)} already.", field="into")
    team = tuple(sorted({*held.people, into} - {out}))
    place = Placement(event, held.week, team, into if held.lead == out else held.lead)
    said = f"{names.person(into)} goes to {names.event(event)} in the place of {names.person(out)}."
    return _by_hand(by, stands, place, said, names, asked)


def _stands(kept: Plan, today: date | None, since: date | None = None) -> Standing:
    if Plan.objects.filter(pk=kept.pk, state=Plan.State.SUPERSEDED).exists():
        raise PlanRefused(f"Plan {kept.pk} was superseded. Change the accepted one.")
    return standing(kept, today or timezone.localdate(), since=since)


def _event(by: Actor, stands: Standing, key: str, names: Names) -> Event:
    """An event that somebody may move."""
    found = next((event for event in stands.problem.events if event.id == key), None)
    if found is None:
        raise PlanRefused(f"{names.event(key)} is not in this plan.", field="event")
    check_has(by, Permission.PLAN_CASES, body=found.body, region=found.region)
    check_open(stands, key, names)
    return found


def _by_hand(by: Actor, stands: Standing, place: Placement, cause: str, names: Names, event: Event) -> Plan:
    began, now = monotonic(), stands.now
    placed = {one.event: one for one in now.placements} | {event.id: place}
    plan = model.Plan(
        tuple(placed[one.id] for one in stands.problem.events if one.id in placed),
        tuple(name for name in now.unplaced if name != event.id),
    )
    if plan == now:
        raise PlanRefused(f"{names.event(event.id)} is there already.")
    moved = sum(change.before is not None for change in changes(stands.problem, stands.plan, plan))
    return _propose(
        by=by, stands=stands, problem=stands.problem, plan=plan, cause=cause, moved=moved,
        seconds=monotonic() - began,
    )  # fmt: skip


def _propose(
    *,
    by: Actor,
    stands: Standing,
    problem: Problem,
    plan: model.Plan,
    cause: str,
    moved: int,
    seconds: float,
    least: int | None = None,
    fewest: bool | None = None,
    as_of: date | None = None,
) -> Plan:
    """Keep a plan that follows another, with the proof that the other's prices give. Raises PlanRefused where it breaks
    a rule."""
    found = check_plan(problem, plan)
    if found.breaches or found.cost is None:
        names = Names.of(problem)
        raise PlanRefused(" ".join(names.sentence(breach) for breach in found.breaches[:SHOWN]))
    proof = Certificate(digest(problem), plan, stands.prices, found.cost, bound(problem, stands.prices))
    kept, prices = stands.kept, to_keep(problem, proof)
    with transaction.atomic():
        made = Plan.objects.create(
            start=kept.start, weeks=kept.weeks, as_of=as_of or kept.as_of, seed=kept.seed,
            problem=write(problem).decode(), certificate=write(proof).decode(), day_prices=prices, cost=proof.cost,
            bound=proof.bound, placed=len(plan.placements), unplaced=len(plan.unplaced),
            left_out=dict(stands.left_out), seconds=seconds, made_by=by.name, follows=kept, cause=cause, moved=moved,
            least=least, fewest=fewest, cost_before=stands.cost,
        )  # fmt: skip
        # Neither of which event nor when: dates of unannounced ones are for those who plan.
        record(by=by, action="plan_changed", subject=made, follows=kept.pk, moved=moved)
    return made
