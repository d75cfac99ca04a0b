"""Events for one go where they were taken most often, and where they fit."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.made import made
from tests.planning.small import event, person, problem

from inspectorate.planning.book import Book, Held
from inspectorate.planning.bound import dual
from inspectorate.planning.check import check_plan
from inspectorate.planning.columns import columns
from inspectorate.planning.likely import Taken, place_likely
from inspectorate.planning.model import Problem
from inspectorate.planning.programme import programme


def placed(found: Problem, *took: tuple[int, int, int]) -> dict[int, Held]:
    """Where events are after (event, person, week) were taken."""
    built = columns(programme(found))
    width = built.programme.free.shape[1]
    taken = Taken(
        [np.array([event]) for event, _, _ in took], [np.array([who * width + week]) for _, who, week in took]
    )
    book = Book.blank(built.programme)
    place_likely(book, built, taken)
    return book.placed


def test_what_is_taken_most_often_comes_first_and_others_where_they_still_fit() -> None:
    """Both events want the first week of the one inspector; the second one always took it, the first also another."""
    found = problem([event("a", 10), event("b", 10)], [person("p")], rules={"spacing": 1})
    took = [(0, 0, 0), (0, 0, 0), (0, 0, 2), (1, 0, 0), (1, 0, 0)]
    assert placed(found, *took) == {1: Held(0, (0,), 0), 0: Held(2, (0,), 0)}
    assert placed(found) == {}


def test_teams_are_left_to_others_and_what_fits_nowhere_is_left_out() -> None:
    found = problem([event("a", 10), event("b", 10), event("t", 10, team=2)], [person("p"), person("q")])
    assert placed(found, (0, 0, 1), (1, 0, 1), (0, 0, 1)) == {0: Held(1, (0,), 0)}


def test_an_event_of_several_weeks_is_first_on_site_after_its_preparation() -> None:
    found = problem([event("a", 10, preparation=10)], [person("p")])
    assert placed(found, (0, 0, 2)) == {0: Held(3, (0,), 0)}


@given(st.integers(0, 10**6))
def test_every_rule_is_kept(seed: int) -> None:
    found = made(seed, events=16, people=5, weeks=8)
    built, taken = columns(programme(found)), Taken()
    dual(built, 8.0, iterations=30, heard=taken.hear)
    book = Book.blank(built.programme)
    place_likely(book, built, taken)
    assert check_plan(found, book.plan()).breaches == ()
    assert len(taken.prices) == 29
