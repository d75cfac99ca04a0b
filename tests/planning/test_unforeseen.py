"""How well weeks can be foreseen by who knows all but the seed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.small import event, person, problem

from inspectorate.planning.account import Account, account
from inspectorate.planning.certificate import Certificate, Prices
from inspectorate.planning.files import digest
from inspectorate.planning.greedy import greedy
from inspectorate.planning.model import Placement, Problem
from inspectorate.planning.programme import programme
from inspectorate.planning.unforeseen import Unforeseen, first_cheapest, unforeseen


@pytest.mark.parametrize(
    ("costs", "most", "chances"),
    [
        ([3, 1, 2], 0, [0, 1, 0]),
        ([5], 4, [1]),
        ([0, 0], 0, [1, 0]),
        # Of nine pairs of amounts from 0 to 2, the first is the lower in three and equal in three.
        ([0, 0], 2, [6 / 9, 3 / 9]),
        # The second is lower only where it has 0 and the first 2.
        ([0, 1], 2, [8 / 9, 1 / 9]),
        ([1, 0], 2, [3 / 9, 6 / 9]),
        ([0, 3], 2, [1, 0]),
    ],
)
def test_the_chances_are_those_of_the_amounts_that_can_be_drawn(
    costs: list[int], most: int, chances: list[float]
) -> None:
    assert first_cheapest(costs, most).tolist() == pytest.approx(chances)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=12), st.integers(0, 6))
def test_some_week_is_the_cheapest(costs: list[int], most: int) -> None:
    assert sum(first_cheapest(costs, most)) == pytest.approx(1)


def told(found: Problem, **prices: int) -> Account:
    plan = greedy(programme(found)).plan()
    return account(found, Certificate(digest(found), plan, Prices(1, prices, {}), 0, 0))


def test_an_event_that_is_free_to_move_is_where_other_seeds_would_have_it_as_often() -> None:
    """Against plans made again with 2,000 other seeds."""
    found = problem(
        [event("a", earliest=0, usual=1, latest=3)], [person("p")], rules={"early": 1, "unpredictability": 3}
    )
    (chances,) = unforeseen(told(found)).events
    weeks = Counter(greedy(programme(replace(found, seed=seed))).plan().placements[0].week for seed in range(2000))
    assert chances.weeks == (0, 1, 2, 3)
    assert [weeks[week] / 2000 for week in range(4)] == pytest.approx(chances.chances, abs=0.03)
    assert chances.likeliest == max(chances.chances)
    assert 1 < chances.bits < 2
    dearer = sum(chance * abs(week - 1) for week, chance in zip(chances.weeks, chances.chances, strict=True))
    assert chances.price == pytest.approx(dearer)


def test_the_whole_is_the_mean_and_its_price_the_sum() -> None:
    events = [event("free"), event("tied", latest=0), event("announced", announced=True)]
    events += [event("nobody", skills=("s",)), replace(event("told"), locked=Placement("told", 3, ("q",), "q"))]
    found = problem(events, [person("p"), person("q")], rules={"unpredictability": 4})
    told_of = told(found)
    whole = unforeseen(told_of)
    assert [one.event for one in whole.events] == ["free", "tied"]
    free, tied = whole.events
    assert (tied.bits, tied.likeliest, tied.price) == (0, 1, 0)
    assert whole.bits == free.bits / 2
    assert whole.likeliest == (free.likeliest + 1) / 2
    assert whole.price == free.price
    placed_in = {told_of.book.programme.events[number].id: held.week for number, held in told_of.book.placed.items()}
    assert whole.right == sum(placed_in[one.event] == one.chances.index(one.likeliest) for one in whole.events)
    calm = programme(replace(found, rules=replace(found.rules, unpredictability=0)))
    placed = told_of.book.placed
    assert whole.drawn == sum(
        told_of.book.programme.week_cost[number, held.week] - calm.week_cost[number, held.week]
        for number, held in placed.items()
    )


def test_time_that_is_worth_something_to_others_makes_a_week_less_likely() -> None:
    found = problem([event("a", 10), event("b", 10, announced=True)], [person("p")], rules={"unpredictability": 4})
    free, pressed = (unforeseen(told(found, b=price)).events[0] for price in (0, 9))
    assert pressed.chances[0] < free.chances[0]


def test_where_nothing_is_unannounced_nothing_is_measured() -> None:
    whole = unforeseen(told(problem([event("a", announced=True)], [person("p")])))
    assert whole == Unforeseen((), 0, 0, 0)
    assert (whole.bits, whole.likeliest) == (0, 0)
