"""A plan changed: by what has happened, or by hand; accepted by who may; what is locked, told or begun never moves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import product

import pytest
from tests.monitoring.concern_stories import holder
from tests.programme.places import LONDON, TODAY, place
from tests.programme.test_plans import MONDAY, SCHEDULER, made

from inspectorate.planning import model
from inspectorate.planning.model import Placement, Problem
from inspectorate.planning.replan import Replanned, replan
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import PermissionRefused
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.audit.models import AuditEntry
from inspectorate.webapp.design.filters import day
from inspectorate.webapp.programme import plan_changes, plan_standing
from inspectorate.webapp.programme.models import Plan
from inspectorate.webapp.programme.plan_causes import Away, BroughtForward, Deferred, Gone
from inspectorate.webapp.programme.plan_changes import move, replan_for, swap
from inspectorate.webapp.programme.plan_history import accepted, changes_of
from inspectorate.webapp.programme.plan_life import accept, lock, unlock
from inspectorate.webapp.programme.plan_making import PlanRefused
from inspectorate.webapp.programme.plan_prices import to_keep
from inspectorate.webapp.programme.plan_queries import checked, problem_and_proof

PELLWICK = "authority:X10000004/ilacs.unjudged.standard/opened"


@pytest.fixture
def kept(workforce: None) -> Plan:
    return made()


def spot(plan: Plan, event: str) -> Placement:
    return next(one for one in problem_and_proof(plan)[1].plan.placements if one.event == event)


def visit_of(plan: Plan) -> str:
    """The focused visit that is due; its name has the number of the inspection before it."""
    return next(event.id for event in problem_and_proof(plan)[0].events if "focused_visit" in event.id)


@pytest.fixture
def visit(kept: Plan) -> str:
    return visit_of(kept)


def monday_of(plan: Plan, event: str) -> date:
    return plan.start + timedelta(weeks=spot(plan, event).week)


def test_what_is_brought_forward_is_proposed_with_all_that_moves_and_a_proof_that_passes(kept: Plan) -> None:
    before = monday_of(kept, PELLWICK)
    changed = replan_for(by=SCHEDULER, kept=kept, causes=[BroughtForward(PELLWICK, before)])
    assert (changed.follows, changed.state, changed.cost_before) == (kept, "proposed", kept.cost)
    assert changed.cause == f"Pellwick (standard) was brought forward to before {day(before)}."
    (only,) = changes_of(changed)
    assert only.before is not None
    assert only.after is not None
    assert (only.body, only.before.monday, only.moved) == ("Pellwick", before, True)
    assert only.after.monday + timedelta(weeks=1) <= before
    assert only.after.people[0].startswith("Iris Elm")
    assert (changed.moved, changed.least, changed.fewest) == (1, 1, True)
    assert checked(changed).passes
    assert changed.bound <= changed.cost
    assert changed.day_prices == to_keep(*problem_and_proof(changed))
    assert AuditEntry.objects.get(action="plan_changed").summary == {"follows": kept.pk, "moved": 1}
    assert accepted() is None
    with pytest.raises(PlanRefused, match="No week of this plan is early enough"):
        replan_for(by=SCHEDULER, kept=kept, causes=[BroughtForward(PELLWICK, kept.start)])


def test_whoever_is_away_or_gone_is_replaced_where_they_would_have_been(kept: Plan, visit: str) -> None:
    who = spot(kept, visit).lead
    ill = replan_for(by=SCHEDULER, kept=kept, causes=[Away(who, MONDAY, MONDAY + timedelta(days=2))])
    assert [one.event.id for one in changes_of(ill)] == [visit]
    assert spot(ill, visit).week != 0 or who not in spot(ill, visit).people
    gone = replan_for(by=SCHEDULER, kept=ill, causes=[Gone(who)])
    problem, proof = problem_and_proof(gone)
    assert who not in {name for one in proof.plan.placements for name in one.people}
    assert who not in {person.id for person in problem.people}
    assert checked(ill).passes
    assert checked(gone).passes
    with pytest.raises(PlanRefused, match="N-99 is not among the people"):
        replan_for(by=SCHEDULER, kept=kept, causes=[Gone("N-99")])
    with pytest.raises(PlanRefused, match="last day is before"):
        replan_for(by=SCHEDULER, kept=kept, causes=[Away(who, MONDAY, TODAY)])


def test_what_is_in_no_week_is_no_reason_to_move_others_unless_something_was_said_of_it(
    kept: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody = [person.id for person in problem_and_proof(kept)[0].people]
    empty = replan_for(by=SCHEDULER, kept=kept, causes=[Gone(who) for who in everybody[1:]])
    nowhere = problem_and_proof(empty)[1].plan.unplaced
    assert PELLWICK in nowhere
    asked = []

    def heard(problem: Problem, plan: model.Plan, *, seconds: float | None) -> Replanned:
        asked.append(plan.unplaced)
        return replan(problem, plan, seconds=seconds)

    monkeypatch.setattr(plan_changes, "replan", heard)
    replan_for(by=SCHEDULER, kept=empty, causes=[Away(everybody[0], MONDAY, MONDAY)])
    replan_for(by=SCHEDULER, kept=empty, causes=[Deferred(PELLWICK, MONDAY + timedelta(weeks=2))])
    assert asked == [nowhere, tuple(name for name in nowhere if name != PELLWICK)]


def test_what_is_deferred_begins_later_and_what_has_become_due_is_added(kept: Plan, visit: str) -> None:
    place("Ashmere", 7)
    until = monday_of(kept, visit) + timedelta(days=9)
    changed = replan_for(by=SCHEDULER, kept=kept, causes=[Deferred(visit, until)], since=TODAY)
    assert monday_of(changed, visit) >= until
    new = [one for one in changes_of(changed) if one.before is None]
    assert [one.body for one in new] == ["Ashmere"]
    assert (changed.placed, changed.as_of) == (kept.placed + 1, TODAY)
    assert changed.cost_before is not None
    assert changed.cost_before > kept.cost
    assert checked(changed).passes


def test_what_is_locked_never_moves_until_it_is_unlocked(kept: Plan, visit: str) -> None:
    held, ill = spot(kept, visit), [Away(spot(kept, visit).lead, MONDAY, MONDAY)]
    lock(by=SCHEDULER, kept=kept, event=visit)
    stays = replan_for(by=SCHEDULER, kept=kept, causes=ill)
    assert (spot(stays, visit), stays.moved, checked(stays).passes) == (held, 0, True)
    assert "is still named for Quernshire (focused visit), which stays: scheduler@example.org locked it" in stays.cause
    assert spot(made(seed=2), visit) == held
    later = MONDAY + timedelta(weeks=4)
    refused: list[Callable[[], object]] = [
        lambda: replan_for(by=SCHEDULER, kept=kept, causes=[BroughtForward(visit, later)]),
        lambda: move(by=SCHEDULER, kept=kept, event=visit, monday=later, people=held.people),
        lambda: swap(by=SCHEDULER, kept=kept, event=visit, out=held.lead, into="N-5"),
        lambda: lock(by=SCHEDULER, kept=kept, event=visit),
    ]
    for attempt in refused:
        with pytest.raises(PlanRefused, match=r"Quernshire \(focused visit\) (stays where it is|is locked already)"):
            attempt()
    unlock(by=SCHEDULER, kept=kept, event=visit)
    moved = replan_for(by=SCHEDULER, kept=stays, causes=ill)
    assert spot(moved, visit) != held
    with pytest.raises(PlanRefused, match="is not locked by hand"):
        unlock(by=SCHEDULER, kept=kept, event=visit)
    assert AuditEntry.objects.filter(action__in=("plan_event_locked", "plan_event_unlocked")).count() == 2


def test_what_has_its_days_in_a_case_is_where_the_case_has_it(
    kept: Plan, monkeypatch: pytest.MonkeyPatch, visit: str
) -> None:
    day = MONDAY + timedelta(weeks=2, days=1)
    monkeypatch.setattr(plan_standing, "planned", lambda: {visit: day})
    changed = replan_for(by=SCHEDULER, kept=kept, since=TODAY)
    assert spot(changed, visit) == Placement(visit, 2, spot(kept, visit).people, spot(kept, visit).lead)
    assert checked(changed).passes
    with pytest.raises(PlanRefused, match="its days are set in a case"):
        accept(by=SCHEDULER, kept=kept)
    assert accept(by=SCHEDULER, kept=changed).state == "accepted"


def test_who_moves_an_event_by_hand_learns_at_once_what_it_breaks(kept: Plan) -> None:
    """It goes to February, where no week has a bank holiday."""
    held = spot(kept, PELLWICK)
    there = MONDAY + timedelta(weeks=9)
    people = (held.lead, *(one for one in held.people if one != held.lead))
    moved = move(by=SCHEDULER, kept=kept, event=PELLWICK, monday=there, people=(*people[:2], "N-1", "N-3"))
    assert [one.event.id for one in changes_of(moved)] == [PELLWICK]
    assert (monday_of(moved, PELLWICK), moved.moved, moved.least) == (there, 1, None)
    assert checked(moved).passes
    swapped = swap(by=SCHEDULER, kept=moved, event=PELLWICK, out="N-1", into="N-5")
    assert set(spot(swapped, PELLWICK).people) == set(spot(moved, PELLWICK).people) - {"N-1"} | {"N-5"}
    assert swapped.cause == "Iris Elm 5 goes to Pellwick (standard) in the place of Iris Elm 1."
    for monday, team, says in (
        (there, ["N-0"], r"Event Pellwick \(standard\) needs a team of 4 and has 1"),
        (there, [], "Choose who goes"),
        (TODAY, held.people, "takes weeks outside the programme"),
        (there, ["N-0", "N-1", "N-2", "N-77"], "N-77"),
        (monday_of(kept, PELLWICK), people, "is there already"),
    ):
        with pytest.raises(PlanRefused, match=says):
            move(by=SCHEDULER, kept=kept, event=PELLWICK, monday=monday, people=team)
    for out, into, says in (("N-5", "N-1", "is not on"), (held.people[0], held.people[1], "is on .* already")):
        with pytest.raises(PlanRefused, match=says):
            swap(by=SCHEDULER, kept=kept, event=PELLWICK, out=out, into=into)
    with pytest.raises(PlanRefused, match="is not in this plan"):
        move(by=SCHEDULER, kept=kept, event="authority:X1/nothing/1", monday=there, people=held.people)
    with pytest.raises(PlanRefused, match="no such event"):
        lock(by=SCHEDULER, kept=kept, event="authority:X1/nothing/1")


def test_one_plan_is_accepted_at_a_time_and_what_has_begun_stays(kept: Plan, visit: str) -> None:
    accept(by=SCHEDULER, kept=kept)
    soon = move(
        by=SCHEDULER, kept=kept, event=PELLWICK, monday=MONDAY + timedelta(weeks=1), people=["N-1", "N-3", "N-5", "N-7"]
    )
    with pytest.raises(PlanRefused, match="would have begun before today"):
        accept(by=SCHEDULER, kept=soon, today=MONDAY + timedelta(weeks=2))
    day = monday_of(kept, PELLWICK)
    first, second = (
        replan_for(by=SCHEDULER, kept=kept, causes=[Deferred(PELLWICK, day + timedelta(weeks=later))])
        for later in (2, 3)
    )
    accept(by=SCHEDULER, kept=first)
    assert (accepted(), Plan.objects.get(pk=kept.pk).state) == (first, "superseded")
    with pytest.raises(PlanRefused, match=f"Plan {first.pk} was accepted meanwhile"):
        accept(by=SCHEDULER, kept=second)
    with pytest.raises(PlanRefused, match="was accepted already"):
        accept(by=SCHEDULER, kept=first)
    with pytest.raises(PlanRefused, match="was superseded"):
        replan_for(by=SCHEDULER, kept=kept)
    held, during = spot(first, visit), MONDAY + timedelta(days=2)
    ill = replan_for(by=SCHEDULER, kept=first, causes=[Away(held.lead, MONDAY, MONDAY)], today=during)
    assert (spot(ill, visit), checked(ill).passes) == (held, True)
    with pytest.raises(PlanRefused, match="it has begun"):
        swap(by=SCHEDULER, kept=first, event=visit, out=held.lead, into="N-5", today=during)
    early = move(by=SCHEDULER, kept=first, event=visit, monday=MONDAY + timedelta(weeks=1), people=held.people)
    with pytest.raises(PlanRefused, match="is elsewhere in this plan, and it has begun"):
        accept(by=SCHEDULER, kept=early, today=during)


def test_a_plan_that_breaks_a_rule_or_moves_what_was_locked_is_not_accepted(kept: Plan, visit: str) -> None:
    other = move(
        by=SCHEDULER, kept=kept, event=visit, monday=MONDAY + timedelta(weeks=1), people=spot(kept, visit).people
    )
    lock(by=SCHEDULER, kept=kept, event=visit)
    with pytest.raises(PlanRefused, match="is elsewhere in this plan, and scheduler@example"):
        accept(by=SCHEDULER, kept=other)
    Plan.objects.filter(pk=kept.pk).update(certificate=kept.certificate.replace('"cost":', '"cost":9'))
    with pytest.raises(PlanRefused, match="claims a cost"):
        accept(by=SCHEDULER, kept=Plan.objects.get(pk=kept.pk))
    assert accepted() is None


def test_only_who_plans_cases_of_the_region_changes_what_lies_in_it(kept: Plan, visit: str) -> None:
    held = spot(kept, visit)
    attempts: list[Callable[[Actor], object]] = [
        lambda who: move(by=who, kept=kept, event=visit, monday=TODAY, people=held.people),
        lambda who: swap(by=who, kept=kept, event=visit, out=held.lead, into="N-5"),
        lambda who: lock(by=who, kept=kept, event=visit),
        lambda who: unlock(by=who, kept=kept, event=visit),
        lambda who: accept(by=who, kept=kept),
    ]
    for attempt, who in product(attempts, (holder(Role.INSPECTOR), holder(Role.SCHEDULER, region=LONDON))):
        with pytest.raises(PermissionRefused):
            attempt(who)
    with pytest.raises(PermissionRefused):
        replan_for(by=holder(Role.INSPECTOR), kept=kept)
    assert Plan.objects.count() == 1
