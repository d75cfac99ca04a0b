"""What becomes of a plan: its events are locked and unlocked by hand, and one plan at a time is accepted."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from inspectorate.planning.model import Event, Problem
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import Permission, check_has
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.programme.models import Lock, Plan
from inspectorate.webapp.programme.plan_history import compared
from inspectorate.webapp.programme.plan_making import PlanRefused
from inspectorate.webapp.programme.plan_queries import checked, problem_and_plan
from inspectorate.webapp.programme.plan_standing import first_week, goes_back_to_accepted, standing
from inspectorate.webapp.programme.plan_words import Names


@transaction.atomic
def lock(*, by: Actor, kept: Plan, event: str) -> Lock:
    """Keep an event where a plan has it, in whatever plan comes. Raises PermissionRefused or PlanRefused."""
    problem, plan = problem_and_plan(kept)
    asked = _event(by, problem, event)
    place = next((one for one in plan.placements if one.event == event), None)
    if place is None:
        raise PlanRefused("An event in no week cannot be locked.", field="event")
    if Plan.objects.filter(pk=kept.pk, state=Plan.State.SUPERSEDED).exists():
        raise PlanRefused(f"Plan {kept.pk} was superseded. Lock events of the accepted one.")
    if Lock.objects.filter(event=event, unlocked_at=None).exists():
        raise PlanRefused(f"{Names.of(problem).event(event)} is locked already.", field="event")
    made = Lock.objects.create(
        event=event, plan=kept, monday=problem.weeks.monday(place.week), people=list(place.people), lead=place.lead,
        locked_by=by.name,
    )  # fmt: skip
    record(by=by, action="plan_event_locked", subject=made, plan=kept.pk, body=asked.body)
    return made


@transaction.atomic
def unlock(*, by: Actor, kept: Plan, event: str) -> Lock:
    """Let an event that was locked by hand move again. Raises PermissionRefused or PlanRefused."""
    problem, _ = problem_and_plan(kept)
    asked = _event(by, problem, event)
    found = Lock.objects.select_for_update().filter(event=event, unlocked_at=None).first()
    if found is None:
        raise PlanRefused(f"{Names.of(problem).event(event)} is not locked by hand.", field="event")
    found.unlocked_at, found.unlocked_by = timezone.now(), by.name
    found.save(update_fields=("unlocked_at", "unlocked_by"))
    record(by=by, action="plan_event_unlocked", subject=found, plan=kept.pk, body=asked.body)
    return found


def _event(by: Actor, problem: Problem, key: str) -> Event:
    found = next((event for event in problem.events if event.id == key), None)
    if found is None:
        raise PlanRefused("There is no such event in this plan.", field="event")
    check_has(by, Permission.PLAN_CASES, body=found.body, region=found.region)
    return found


@transaction.atomic
def accept(*, by: Actor, kept: Plan, today: date | None = None) -> Plan:
    """Make a proposed plan the programme, in the place of the one that was. It locks nothing.

    Whoever plans for one region accepts what changes in that region alone. Raises PermissionRefused, or PlanRefused
    with a sentence where the plan breaks a rule, or moves what has been locked or has begun since it was made.
    """
    check_has(by, Permission.PLAN_CASES)
    # Two people may accept at once, and only one plan may be the programme.
    rows = Plan.objects.select_for_update().filter(Q(pk=kept.pk) | Q(state=Plan.State.ACCEPTED))
    found = {plan.pk: plan for plan in rows}
    plan = found.pop(kept.pk)
    before = next(iter(found.values()), None)
    if plan.state != Plan.State.PROPOSED:
        raise PlanRefused(f"Plan {plan.pk} was accepted already.")
    if before and plan.follows_id and not goes_back_to_accepted(plan):
        raise PlanRefused(f"Plan {before.pk} was accepted meanwhile. Make the change again, of that one.")
    for change in compared(before, plan):
        check_has(by, Permission.PLAN_CASES, body=change.event.body, region=change.event.region)
    _check_keeps(plan, before, today or timezone.localdate())
    if before:
        before.state = Plan.State.SUPERSEDED
        before.save(update_fields=("state",))
    plan.state, plan.accepted_at, plan.accepted_by = Plan.State.ACCEPTED, timezone.now(), by.name
    plan.save(update_fields=("state", "accepted_at", "accepted_by"))
    record(by=by, action="plan_accepted", subject=plan, plan=plan.pk, before=before.pk if before else None)
    return plan


def _check_keeps(plan: Plan, before: Plan | None, today: date) -> None:
    """Raise PlanRefused where a plan breaks a rule, or moves what is not to move since it was made."""
    problem, now = problem_and_plan(plan)
    names = Names.of(problem)
    for breach in checked(plan).breaches:
        raise PlanRefused(names.sentence(breach))
    goes_on = before is not None and goes_back_to_accepted(plan)
    stands = standing(before if before and goes_on else plan, today)
    placed = {place.event: place for place in now.placements}
    told = {event.id: event.locked for event in stands.problem.events if event.locked}
    again = "Make the change again, of the plan as it is now."
    for key, place in told.items():
        if placed.get(key) != place:
            raise PlanRefused(f"{names.event(key)} is elsewhere in this plan, and {stands.fixed[key]}. {again}")
    for event in problem.events if goes_on else ():
        begins = placed[event.id].week - event.before if event.id in placed else plan.weeks
        if event.id not in told and begins < first_week(plan, today):
            raise PlanRefused(f"{names.event(event.id)} would have begun before today. {again}")
