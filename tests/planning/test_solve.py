"""The solver: every plan passes the checker, its certificate too, and tiny problems are solved to the proven best."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from itertools import pairwise
from typing import ParamSpec, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.planning.made import best, made, of_teams, tiny
from tests.planning.small import event, person, problem

from inspectorate.planning.at_once import blocks
from inspectorate.planning.certificate import Certificate
from inspectorate.planning.check import check_certificate
from inspectorate.planning.columns import columns
from inspectorate.planning.effort import Effort, Progress
from inspectorate.planning.exchange import Question
from inspectorate.planning.executors import Here
from inspectorate.planning.files import read, write
from inspectorate.planning.greedy import greedy
from inspectorate.planning.model import Placement, Problem
from inspectorate.planning.polish import AGREED, GUIDED
from inspectorate.planning.programme import programme
from inspectorate.planning.rows import Rows
from inspectorate.planning.solve import certificate, first_step, solve
from inspectorate.planning.valid import ProblemInvalid

QUICK = Effort(iterations=150, turns=2)
FEWER = settings(max_examples=settings.default.max_examples // 6)
"""Each of these solves a whole programme, or two."""
Given = ParamSpec("Given")
Found = TypeVar("Found")


@given(st.integers(0, 10**6))
def test_bound_best_and_cost_come_in_that_order(seed: int) -> None:
    found = tiny(seed)
    settled = solve(found, seed=seed, effort=QUICK)
    assert settled.bound <= best(found) <= settled.cost
    assert check_certificate(found, certificate(found, settled)).passes


@FEWER
@given(st.integers(0, 10**6))
def test_its_certificate_is_accepted(seed: int) -> None:
    found = made(seed, events=16, people=5, weeks=8)
    settled = solve(found, seed=seed, effort=QUICK)
    kept = read(Certificate, write(certificate(found, settled)))
    assert check_certificate(found, kept).breaches == ()
    assert {lock for one in found.events if (lock := one.locked)} <= set(settled.plan.placements)


def test_the_same_seed_gives_the_same_plan() -> None:
    found = made(5, events=16, people=5, weeks=8)
    first, second = (solve(found, seed=3, effort=QUICK) for _ in range(2))
    assert replace(first, seconds=0) == replace(second, seconds=0)


def test_it_tells_how_far_it_is() -> None:
    heard: list[Progress] = []
    found = made(7, events=16, people=5, weeks=8)
    settled = solve(found, effort=QUICK, told=heard.append)
    assert (heard[0].bound, heard[0].gap) == (None, None)
    assert (heard[-1].best, heard[-1].bound, heard[-1].gap) == (settled.cost, settled.bound, settled.gap)
    assert all(later.best <= sooner.best for sooner, later in pairwise(heard))
    assert Progress(0, 0, 1.0).gap == 0


@pytest.mark.parametrize("seconds", [0.0, 60.0])
def test_it_stops_when_time_is_over_with_a_plan(seconds: float) -> None:
    found = made(7, events=16, people=5, weeks=8)
    settled = solve(found, effort=replace(QUICK, seconds=seconds))
    assert check_certificate(found, certificate(found, settled)).passes


def test_where_most_is_for_teams_it_cools_as_time_goes_and_stops_with_it() -> None:
    found = of_teams(3, events=8, people=4, weeks=6)
    settled = solve(found, effort=Effort(iterations=30, seconds=1.0))
    assert check_certificate(found, certificate(found, settled)).passes
    assert settled.seconds < 3
    assert settled.cost <= solve(found, effort=Effort(iterations=30, turns=1)).cost


def test_a_five_day_event_never_begins_in_the_week_of_a_bank_holiday() -> None:
    events = [event(str(number), 10, announced=True) for number in range(3)]
    found = problem(events, [person("p")], working_days=(5, 4, 5, 4))
    settled = solve(found)
    assert sorted(one.week for one in settled.plan.placements) == [0, 2]
    assert settled.unplaced == 1


def test_a_problem_without_events_is_solved() -> None:
    settled = solve(problem([], [person("p")]))
    assert (settled.cost, settled.bound, settled.gap) == (0, 0, 0)


def crowded() -> Problem:
    """Four events of two and three days, where the hardest first leaves one out though all fit."""
    events = [event("a", 6, latest=0), event("b", 4, latest=0), event("c", 6, latest=1), event("d", 4, latest=1)]
    return problem(events, [person("p")])


def test_every_event_is_placed_where_all_can_be() -> None:
    settled = solve(crowded(), effort=QUICK)
    assert (settled.unplaced, settled.gap) == (0, 0)
    assert Placement("c", 1, ("p",), "p") in settled.plan.placements


def test_it_ends_in_the_middle_of_a_turn_once_nothing_is_to_gain() -> None:
    settled = solve(made(22, events=10, people=5, weeks=8), seed=22, effort=Effort(iterations=60, turns=2))
    assert settled.cost == settled.bound == 56


def test_what_exchanges_do_not_see_is_found_by_blocks() -> None:
    """Only ``p`` may have the first event. The second one is an hour from ``q``; with both ``p`` would be above a fair
    share, which slots say nothing of."""
    people = [person("p", skills={"s": None}, share=4), person("q", home="village", share=4)]
    events = [event("a", skills=("s",)), event("b", latest=0)]
    settled = solve(problem(events, people, rules={"travel": 1, "over_share": 5}), effort=replace(QUICK, turns=40))
    assert {one.event: one.lead for one in settled.plan.placements} == {"a": "p", "b": "q"}
    assert settled.cost == 1


class Listening(Here):
    """Does the work, and keeps what each part of it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[object, object]] = []

    def submit(self, fn: Callable[Given, Found], /, *args: Given.args, **kwargs: Given.kwargs) -> Future[Found]:
        self.asked.append((fn, args[0]))
        return super().submit(fn, *args, **kwargs)


def test_exchanges_look_deeper_than_at_first_and_take_turns_with_blocks() -> None:
    """The first cuts weeks one by one; those after it also two of which the first is dearer by more than an event
    costs. The last turns are of blocks alone.

    What is above a fair share is in no bound, so that the solver never knows that nothing is to gain."""
    found = problem([event(name) for name in "abc"], [person("p", share=0)], rules={"over_share": 1})
    heard = Listening()
    solve(found, effort=replace(QUICK, turns=11), executor=heard)
    turns = [fn if isinstance(one, Rows) else one for fn, one in heard.asked if isinstance(one, Question | Rows)]
    agreed, guided = AGREED.answers, GUIDED.answers
    assert [one if one in (agreed, guided) else Question for one in turns] == [
        *(Question, Question, Question),
        *(Question, agreed, Question, agreed, Question, agreed),
        *(guided, guided),
    ]
    looked = [(one.depth, one.tried) for one in turns if isinstance(one, Question)]
    assert looked == [(0, 1), (4, 1), *[(4, 3)] * 4]


def test_blocks_hold_every_event_once() -> None:
    prepared = programme(made(5, events=16, people=3, weeks=8))
    found = list(blocks(prepared, range(len(prepared.events)), most=6))
    assert sorted(number for block in found for number in block) == list(range(len(prepared.events)))
    assert len(found[0]) == 6


@FEWER
@given(st.integers(0, 10**6))
def test_all_kinds_of_turns_keep_every_rule_and_are_the_same_by_the_same_seed(seed: int) -> None:
    found, effort = made(seed, events=14, people=5, weeks=6), Effort(iterations=30, turns=12)
    settled, again = (solve(found, seed=seed, effort=effort) for _ in range(2))
    assert check_certificate(found, certificate(found, settled)).passes
    assert settled.plan == again.plan


@pytest.mark.parametrize("iterations", [1, 2])
def test_few_iterations_are_enough_for_a_plan(iterations: int) -> None:
    found = made(7, events=8, people=4, weeks=6)
    settled = solve(found, effort=Effort(iterations=iterations, turns=1))
    assert check_certificate(found, certificate(found, settled)).passes


def test_a_place_that_is_too_dear_to_be_priced_exactly_is_named() -> None:
    found = problem([event("a"), event("b", usual=0)], [person("p")], rules={"late": 1_000_000})
    with pytest.raises(
        ProblemInvalid, match=r"^A place for event “[ab]” costs \d+ points; below 2097152 points can be"
    ):
        solve(found)
    cheap = problem([event("a")], [person("p")], rules={"late": 100_000})
    assert check_certificate(cheap, certificate(cheap, solve(cheap))).passes


@pytest.mark.parametrize(("people", "step"), [(225, 8.0), (900, 4.0)])
def test_the_first_step_of_prices_is_shorter_where_an_event_has_many_options(people: int, step: float) -> None:
    """It is 8 points dear, in the one week that it has, and so many could have it."""
    found = problem([event("a", usual=-8, latest=0)], [person(f"p{number}") for number in range(people)])
    prepared = programme(found)
    assert first_step(greedy(prepared, seed=0), columns(prepared)) == step


@pytest.mark.parametrize("seed", [2, 35, 42, 44])
def test_where_most_is_for_teams_more_of_them_are_placed_than_one_after_the_other(seed: int) -> None:
    """Before any turn that improves the plan."""
    found = of_teams(seed, events=6, people=4, weeks=5)
    teams = {one.id for one in found.events if one.team > 1}
    one_by_one = greedy(programme(found), seed=0).plan()
    together = solve(found, effort=Effort(iterations=60, turns=0)).plan
    assert len(teams & set(together.unplaced)) < len(teams & set(one_by_one.unplaced))
