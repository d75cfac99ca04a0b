"""The first plan keeps every rule, costs what the checker finds, and is the same for the same seed."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.made import best, made, tiny
from tests.planning.small import event, person, problem

from inspectorate.planning.check import check_plan
from inspectorate.planning.columns import SCALE
from inspectorate.planning.greedy import Worth, greedy
from inspectorate.planning.model import Placement, Problem
from inspectorate.planning.programme import programme


def placements(found: Problem, seed: int = 0) -> tuple[Placement, ...]:
    return greedy(programme(found), seed=seed).plan().placements


@given(st.integers(0, 10**6))
def test_it_keeps_every_rule_and_costs_what_is_counted(seed: int) -> None:
    found = made(seed, events=12, people=5, weeks=8)
    book = greedy(programme(found), seed=seed)
    checked = check_plan(found, book.plan())
    assert (checked.breaches, checked.cost) == ((), book.cost())
    assert book.plan() == greedy(programme(found), seed=seed).plan()


@given(st.integers(0, 10**6))
def test_it_is_never_better_than_the_best(seed: int) -> None:
    found = tiny(seed)
    assert greedy(programme(found), seed=seed).cost() >= best(found)


def test_what_is_taken_out_leaves_the_book_as_it_was() -> None:
    found = made(3, events=12, people=5, weeks=8)
    book = greedy(programme(found))
    for number in list(book.placed):
        book.take_out(number)
    blank = book.blank(book.programme)
    for kept, first in ((book.free, blank.free), (book.holds, blank.holds), (book.load, blank.load)):
        assert (kept == first).all()
    assert book.cost() == sum(book.programme.unplaced)


def test_the_hardest_is_placed_first() -> None:
    """The easy event would take the only week of the team if it came first."""
    events = [event("easy", 10, announced=True), event("team", 10, team=2, latest=0)]
    found = placements(problem(events, [person("p"), person("q")]))
    assert found == (Placement("easy", 1, ("p",), "p"), Placement("team", 0, ("p", "q"), "p"))


def test_a_team_has_its_lead_and_its_skills() -> None:
    people = [
        person("cheap"),
        person("dear", home="village", skills={"s": 0, "t": None}),
        person("lead", home="village", grade=1),
        person("late", home="village", skills={"s": 0}, conflicts=("body-x",)),
    ]
    found = event("a", team=3, lead_grade=1, cover=("s", "t"), latest=0)
    assert placements(problem([found], people)) == (Placement("a", 0, ("cheap", "dear", "lead"), "lead"),)
    without = [one for one in people if one.id != "lead"]
    assert placements(problem([found], without)) == ()
    later = event("a", team=3, lead_grade=1, cover=("s", "t"), earliest=1, usual=1, latest=1)
    assert placements(problem([later], people)) == ()
    assert placements(problem([event("a", cover=("s",), latest=0)], people)) == (Placement("a", 0, ("dear",), "dear"),)


def test_a_week_in_which_something_is_worth_more_is_left_to_it() -> None:
    prepared = programme(problem([event("a", 4), event("b", 20, latest=2)], [person("p"), person("q")]))
    worth = prepared.free[None].repeat(11, axis=0) * 0
    worth[4, :, :2], worth[10, 0] = 500 * SCALE, 10 * SCALE
    found = greedy(prepared, Worth(worth, np.zeros((2, 4), dtype=np.int64))).plan().placements
    assert found == (Placement("a", 2, ("p",), "p"), Placement("b", 0, ("q",), "q"))
