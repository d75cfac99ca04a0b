"""What CP-SAT finds is what the whole search finds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.made import best, tiny
from tests.planning.settled import settled
from tests.planning.small import event, person, problem

from inspectorate.planning.block import Placed, asked
from inspectorate.planning.book import Book, Held
from inspectorate.planning.check import check_plan
from inspectorate.planning.clauses import searched
from inspectorate.planning.options import joined, options
from inspectorate.planning.programme import programme
from inspectorate.planning.rows import Rows

EFFORT = 5.0


@given(st.integers(0, 10**6))
def test_it_is_the_best_plan(seed: int) -> None:
    found = tiny(seed)
    book, answer = settled(found, lambda rows: searched(rows, None, EFFORT))
    checked = check_plan(found, book.plan())
    assert (checked.breaches, checked.cost, answer.optimal) == ((), best(found), True)


def test_it_goes_on_from_what_stands_and_without_time_finds_nothing() -> None:
    found = problem([event("t", 10, team=2), event("a", 10)], [person("p"), person("q")])
    book, held = Book.blank(programme(found)), {0: Held(3, (0, 1), 0), 1: Held(2, (0,), 0)}
    rows, said = asked(book, joined([options(book, number) for number in range(2)]), held)
    assert len(rows.now) == 4
    answer = said(searched(rows, 60.0, EFFORT))
    assert answer is not None
    assert replace(answer, held={}) == Placed({}, optimal=True)
    assert sorted(one.week for one in answer.held.values() if one) == [0, 1]
    assert searched(rows, 0.0, EFFORT).values is None
    assert searched(asked(book, joined([options(book, 0)]))[0], 0.0, EFFORT).values is None


def test_what_leaves_out_least_is_kept_where_no_time_is_left_for_the_cheapest(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands at the end as soon as the first search is over."""
    found = problem([event("a", 10)], [person("p")])
    book = Book.blank(programme(found))
    rows, said = asked(book, joined([options(book, 0)]))
    clock = iter((0.0, 0.0, 100.0))
    monkeypatch.setattr("inspectorate.planning.clauses.time", lambda: next(clock))
    answer = said(searched(rows, 60.0, EFFORT))
    assert answer is not None
    assert answer.held[0] is not None
    assert not answer.optimal


def test_rows_have_a_least_or_a_most_and_variables_no_end() -> None:
    """Three times the dear one or twice the cheap one at least, and no more than one of the cheap ones."""
    rows = Rows()
    dear, cheap = rows.variable(5, most=float("inf")), rows.variable(1)
    rows.add([(dear, 3), (cheap, 2)], least=4)
    found = searched(rows, None, EFFORT)
    assert found.values is not None
    assert found.values.tolist() == [1, 1]


@pytest.mark.parametrize("least", [2, 3])
def test_what_cannot_be_has_no_answer(least: float) -> None:
    rows = Rows()
    rows.add([(rows.variable(), 1)], least=least)
    assert searched(rows, None, EFFORT).values is None
