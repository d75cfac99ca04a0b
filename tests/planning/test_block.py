"""A block of all events with all options is the whole problem: its answer is the best plan there is."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations_with_replacement

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.made import best, made, tiny
from tests.planning.settled import settled
from tests.planning.small import event, person, problem

from inspectorate.planning.block import Placed, asked, fits, settle_near
from inspectorate.planning.book import Book, Held
from inspectorate.planning.check import check_plan
from inspectorate.planning.greedy import greedy
from inspectorate.planning.options import joined, options
from inspectorate.planning.programme import programme
from inspectorate.planning.rows import Answer
from inspectorate.planning.week_rows import knapsack_units


@given(st.integers(0, 10**6))
def test_it_is_the_best_plan(seed: int) -> None:
    found = tiny(seed)
    book, answer = settled(found)
    checked = check_plan(found, book.plan())
    assert (checked.breaches, checked.cost, answer.optimal) == ((), best(found), True)


@given(st.integers(0, 10**6))
def test_what_stands_keeps_every_row(seed: int) -> None:
    """So a search can begin with it. Rows of weeks in a row and of shares have further variables, and are left out."""
    found = made(seed, events=12, people=4, weeks=6)
    people = tuple(replace(one, most_running=None, share=None) for one in found.people)
    book = greedy(programme(replace(found, people=people)), seed=seed)
    before, numbers = book.cost(), range(len(book.programme.events))
    held = {number: book.take_out(number) for number in numbers if number in book.placed}
    rows, said = asked(book, joined([options(book, number, held=held.get(number)) for number in numbers]), held)
    values = np.zeros(rows.variables)
    values[rows.now] = 1
    table = rows.made()
    total = table.table @ values
    assert ((table.least_of_row <= total) & (total <= table.most_of_row)).all()
    assert table.cost @ values == before
    stands = said(Answer(values, optimal=False, infeasible=False))
    assert stands is not None
    assert {number for number, one in stands.held.items() if one} == set(held)


def test_no_time_gives_no_answer() -> None:
    book = Book.blank(programme(problem([event(str(number), 6) for number in range(8)], [person("p"), person("q")])))
    block = [options(book, number) for number in range(8)]
    rows, said = asked(book, joined(block))
    assert said(rows.solve(0.0)) is None
    assert settle_near(book, block, {}, seconds=0.0) is None
    assert fits(book, block, seconds=0.0) is None


def test_an_event_stays_with_its_lead_though_elsewhere_is_cheaper() -> None:
    found = problem([event("a", 6, team=2)], [person(name) for name in "pqr"])
    book, kept = Book.blank(programme(found)), Held(2, (1, 2), 2)
    near = settle_near(book, [options(book, 0)], {0: kept})
    assert near == Placed({0: kept}, True)
    assert settled(found)[0].placed[0].week == 0


def test_fewest_are_left_out_then_fewest_moved_then_it_is_cheap() -> None:
    """The only free day of ``p`` goes to the event that must come; of two that could make room the dearer one stays."""
    events = [event("a", 10, latest=0), event("b", 4, usual=1), event("c", 6, usual=1)]
    found = problem(events, [person("p", lost={3: 10})], working_days=(5, 5, 4, 5))
    book = Book.blank(programme(found))
    held = {1: Held(0, (0,), 0), 2: Held(1, (0,), 0)}
    near = settle_near(book, [options(book, number) for number in range(3)], held)
    assert near is not None
    assert near.held == {0: Held(0, (0,), 0), 1: Held(1, (0,), 0), 2: Held(1, (0,), 0)}


def test_what_can_no_longer_be_does_not_stay() -> None:
    book = Book.blank(programme(problem([event("a", 6)], [person("p", lost={2: 10})])))
    near = settle_near(book, [options(book, 0)], {0: Held(2, (0,), 0)})
    assert near == Placed({0: Held(0, (0,), 0)}, True)


def test_whether_events_fit() -> None:
    found = problem([event("a", 6, latest=0), event("b", 6, latest=0), event("c", 4, latest=0)], [person("p")])
    book = Book.blank(programme(found))
    a, b, c = (options(book, number) for number in range(3))
    assert (fits(book, [a, c]), fits(book, [a, b]), fits(book, [])) == (True, False, True)


def test_few_options_are_the_cheapest_and_what_is_held() -> None:
    people = [person("p"), person("q"), person("r", home="village", grade=1)]
    found = problem([event("a", 4), event("b", 4, team=2, lead_grade=1, latest=9)], people, rules={"travel": 2})
    book = Book.blank(programme(found))
    alone = options(book, 0, most=2, held=Held(3, (2,), 2))
    assert list(zip(alone.person.tolist(), alone.week.tolist(), strict=True)) == [(0, 0), (1, 0), (2, 3)]
    team = options(book, 1, most=2)
    assert list(zip(team.person.tolist(), team.week.tolist(), strict=True)) == [(0, 0), (1, 0), (2, 0)]
    assert team.leads.tolist() == [False, False, True]


@pytest.mark.parametrize(
    ("sizes", "free", "units"),
    [
        ({4, 6, 8, 10}, 10, (4, 6)),
        ({4}, 10, (4,)),
        ({2, 3}, 5, (2, 3)),
        ({3, 4}, 10, (1, 3, 4)),
        ({1, 2}, 3, (1, 2)),
        ({5, 6, 7, 8, 9, 10}, 10, (1, 5, 6)),
    ],
)
def test_a_week_is_said_in_few_rows(sizes: set[int], free: int, units: tuple[int, ...]) -> None:
    assert knapsack_units(frozenset(sizes), free) == units


@given(st.frozensets(st.integers(1, 10), min_size=1, max_size=4), st.integers(1, 10))
def test_the_rows_of_a_week_allow_what_fits_and_nothing_else(sizes: frozenset[int], free: int) -> None:
    sizes = frozenset(size for size in sizes if size <= free) or frozenset({free})
    units = knapsack_units(sizes, free)
    for count in range(1, 5):
        for items in combinations_with_replacement(sorted(sizes), count):
            allowed = all(sum(size // unit for size in items) <= free // unit for unit in units)
            assert allowed == (sum(items) <= free)


@pytest.mark.parametrize(
    ("teams", "prices"), [((3, 4), (1000, 1000)), ((1, 1), (2500, 1000)), ((1, 1), (2**20 - 1, 3))]
)
def test_the_least_dear_is_left_out_however_near_the_prices_are(
    teams: tuple[int, int], prices: tuple[int, int]
) -> None:
    """There is time for one of two events, and the less dear one holds it: it gives way to the other."""
    dear = [team * price for team, price in zip(teams, prices, strict=True)]
    events = [
        event(name, 10, team=team, statutory=number == 0, latest=0)
        for number, (name, team) in enumerate(zip("ab", teams, strict=True))
    ]
    rules = {"grace": 0, "unplaced_statutory": prices[0], "unplaced_policy": prices[1]}
    book = Book.blank(programme(problem(events, [person(f"p{number}") for number in range(max(teams))], rules=rules)))
    less = int(np.argmin(dear))
    here = Held(0, tuple(range(teams[less])), 0)
    found = settle_near(book, [options(book, number) for number in range(2)], {less: here})
    assert found is not None
    assert (found.held[less], found.held[1 - less] is None) == (None, False)
