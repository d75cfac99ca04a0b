"""The whole model that other solvers are given says what the planner's does: its best plan is the best there is."""

from __future__ import annotations

from dataclasses import replace
from time import sleep

import pytest
from bench.instances import instance
from bench.planning_full import cp_sat, highs, relaxed
from bench.planning_model import full
from bench.planning_rows import Asked, TooLong, at_most, limited
from tests.planning.made import best, tiny
from tests.planning.small import event, person, problem

from inspectorate.planning.check import check_plan
from inspectorate.planning.model import Placement, Problem
from inspectorate.planning.programme import programme


def plain(seed: int) -> Problem:
    """A tiny problem without what the invented instances do not have."""
    found = tiny(seed)
    events = tuple(replace(one, locked=None, cover=()) for one in found.events)
    return replace(found, events=events, people=tuple(replace(one, share=None) for one in found.people))


@pytest.mark.parametrize("seed", range(12))
def test_the_best_plan_of_the_whole_model_is_the_best_plan(seed: int) -> None:
    found = plain(seed)
    for solve in (highs, cp_sat):
        plan, bound = solve(found, 10.0, 1)
        checked = check_plan(found, plan)
        assert (checked.breaches, checked.cost, bound) == ((), best(found), best(found))


def test_an_instance_of_any_size_is_planned_and_its_relaxation_is_a_bound() -> None:
    found = instance("12")
    plan, bound = highs(found, 10.0, 1)
    checked, lp = check_plan(found, plan), relaxed(found, 10.0)
    assert checked.passes
    assert lp.bound is not None
    assert bound is not None
    assert checked.cost is not None
    assert lp.bound <= bound <= checked.cost


@pytest.mark.parametrize("utilisation", [0.7, 0.82, 0.95])
def test_events_ask_for_the_share_of_days_that_an_instance_promises(utilisation: float) -> None:
    found = instance("500", utilisation=utilisation)
    share = sum(event.effort for event in found.events) / programme(found).free.sum()
    assert share == pytest.approx(utilisation, abs=0.02)


@pytest.mark.parametrize("odd", ["locked", "cover", "share"])
def test_what_the_whole_model_does_not_say_is_refused(odd: str) -> None:
    found = {
        "locked": problem([event("a", locked=Placement("a", 0, ("p",), "p"))], [person("p")]),
        "cover": problem([event("a", cover=("s",))], [person("p")]),
        "share": problem([event("a")], [person("p", share=4)]),
    }[odd]
    with pytest.raises(ValueError, match="full model knows"):
        full(programme(found))


def test_a_solver_that_does_not_look_at_the_clock_has_found_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert at_most(60.0, divmod, 7, 2) == (3, 1)
    with pytest.raises(TooLong, match="after 0 s"):
        at_most(0.1, sleep, 60)
    monkeypatch.setattr("bench.planning_rows.GRACE", 0.0)
    found = limited("highs", Asked("12", 1.0))
    assert (found.placed, found.bound, found.breaches) == (0, None, ())
