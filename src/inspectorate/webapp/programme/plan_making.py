"""Making a plan of all that is due, and keeping it with its proof."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Executor
from dataclasses import replace
from datetime import date

from django.db import transaction

from inspectorate.calendars import CalendarUnknown, england
from inspectorate.framework.library import load_library
from inspectorate.planning.compiled import compile_loops
from inspectorate.planning.effort import Effort, Progress
from inspectorate.planning.files import FileInvalid, read, write
from inspectorate.planning.model import Placement, Problem, Weeks
from inspectorate.planning.rules import rules
from inspectorate.planning.solve import certificate, solve
from inspectorate.planning.valid import ProblemInvalid
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import Permission, check_has
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.design.filters import day
from inspectorate.webapp.design.refusals import Refused
from inspectorate.webapp.programme.calendar import elsewhere, school_holidays
from inspectorate.webapp.programme.demand import Demand, demand
from inspectorate.webapp.programme.models import Lock, Plan
from inspectorate.webapp.programme.plan_prices import to_keep
from inspectorate.webapp.programme.plan_words import Names
from inspectorate.webapp.programme.planned import planned
from inspectorate.webapp.programme.queries import owed
from inspectorate.webapp.programme.rotation import rotated
from inspectorate.webapp.programme.staff import people, places

MOST_WEEKS = 156
GRACE = 12
"""Weeks by which policy events may slip, at a price: those whose last day is near have no week left to prepare in."""
THOROUGH = Effort()


class PlanRefused(Refused):
    """No plan can be made of this; the sentence says why."""


def make_plan(
    *,
    by: Actor,
    start: date,
    weeks: int,
    as_of: date,
    kinds: Collection[str] = ("authority", "setting"),
    seed: int = 0,
    effort: Effort = THOROUGH,
    told: Callable[[Progress], None] = lambda progress: None,
    executor: Executor | None = None,
) -> Plan:
    """A plan of what is due on ``as_of`` for bodies of some ``kinds``, over ``weeks`` weeks from the Monday ``start``.

    ``told`` hears of each better plan and bound; the ``executor`` shares the work. Raises PermissionRefused, or
    PlanRefused with a sentence.
    """
    check_has(by, Permission.PLAN_CASES)
    problem, asked = problem_of(start=start, weeks=weeks, as_of=as_of, kinds=kinds, seed=seed)
    compile_loops()
    try:
        settled = solve(problem, seed=seed, effort=effort, told=told, executor=executor)
        proof = certificate(problem, settled)
        prices = to_keep(problem, proof)
    except ProblemInvalid as wrong:
        raise PlanRefused(Names.of(problem).sentence(str(wrong))) from wrong
    with transaction.atomic():
        made = Plan.objects.create(
            start=start, weeks=weeks, as_of=as_of, seed=seed, problem=write(problem).decode(),
            certificate=write(proof).decode(), day_prices=prices, cost=settled.cost, bound=settled.bound,
            placed=settled.placed, unplaced=settled.unplaced, left_out=dict(asked.left_out), seconds=settled.seconds,
            made_by=by.name,
        )  # fmt: skip
        record(by=by, action="plan_made", subject=made, start=start, weeks=weeks, placed=made.placed)
    return made


def problem_of(*, start: date, weeks: int, as_of: date, kinds: Collection[str], seed: int) -> tuple[Problem, Demand]:
    """What a plan is made from, and what is not in it. Raises PlanRefused."""
    if not 1 <= weeks <= MOST_WEEKS:
        raise PlanRefused(f"A programme has 1 to {MOST_WEEKS} weeks.", field="weeks")
    try:
        calendar = Weeks.of(start, weeks, england(), school_holidays(start, weeks, england()))
    except (CalendarUnknown, ValueError) as problem:
        raise PlanRefused(str(problem), field="start") from problem
    asked, staff = wanted(calendar, as_of, kinds), people(calendar)
    if not staff:
        raise PlanRefused("Nobody is of the workforce in these weeks. Take in a list of inspectors first.")
    regions = {event.region for event in asked.events} | {person.region for person in staff}
    others = elsewhere(calendar, {event.body for event in asked.events})
    made = rotated(Problem(calendar, asked.events, staff, places(regions), rules(grace=GRACE), others, seed))
    told = {place.event: place for place, _ in locked_by_hand(made)}
    found = replace(made, events=tuple(replace(one, locked=told.get(one.id)) for one in made.events))
    try:
        # What is kept of a plan has to be read again.
        read(Problem, write(found))
    except (FileInvalid, ProblemInvalid) as wrong:
        raise PlanRefused(Names.of(found).sentence(str(wrong))) from wrong
    return found, asked


def locked_by_hand(problem: Problem) -> Iterator[tuple[Placement, str]]:
    """Where people locked events of a problem, and who did when. Raises PlanRefused where one is locked for somebody
    who is not among its people."""
    people, events = {one.id for one in problem.people}, {event.id for event in problem.events}
    for lock in Lock.objects.filter(unlocked_at=None):
        if lock.event not in events:
            continue
        if not people.issuperset(lock.people):
            event = Names.of(problem).event(lock.event)
            raise PlanRefused(f"{event} is locked for somebody who is not in these weeks. Unlock it first.")
        place = Placement(lock.event, problem.weeks.week_of(lock.monday), tuple(lock.people), lock.lead)
        yield place, f"{lock.locked_by} locked it on {day(lock.locked_at)}"


def wanted(weeks: Weeks, as_of: date, kinds: Collection[str]) -> Demand:
    """The events of what is known on a day to be due for bodies of some kinds."""
    library = load_library()
    due = [one for kind in kinds for one in owed(as_of, kind=kind, library=library)]
    return demand(due, weeks, library, planned())
