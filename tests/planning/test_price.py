"""What time is worth at the prices of a certificate, and what that proves."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.made import made
from tests.planning.small import event, person, problem

from inspectorate.planning.certificate import Prices, Seat
from inspectorate.planning.check import check_certificate
from inspectorate.planning.check_bound import bound
from inspectorate.planning.check_range import LARGEST
from inspectorate.planning.effort import Effort
from inspectorate.planning.model import FULL_WEEK, Placement, Plan, Problem
from inspectorate.planning.price import DayPrice, day_prices, worth
from inspectorate.planning.saved import book_of
from inspectorate.planning.solve import certificate, solve
from inspectorate.planning.valid import ProblemInvalid

WEEK = 20
"""Points that a week gains below: four for each of its days."""


def days(found: Problem, prices: Prices, *placements: Placement) -> list[int]:
    left = {event.id for event in found.events} - {place.event for place in placements}
    book = book_of(found, Plan(placements, tuple(sorted(left))))
    return [one.points for one in day_prices(book, worth(found, prices))]


def test_a_day_has_its_share_of_what_the_week_gains() -> None:
    """Two events want the only inspector in week 0, and a week of delay costs 20: so much a second one would save."""
    found = problem([event("a", 10), event("b", 10)], [person("p")], rules={"late": WEEK})
    placed = Placement("a", 0, ("p",), "p"), Placement("b", 1, ("p",), "p")
    prices = Prices(2, {"a": 2 * WEEK, "b": 2 * WEEK}, {})
    assert bound(found, prices) == WEEK
    assert days(found, prices, *placed) == [4, 0, 0, 0]


def test_the_share_is_of_the_days_that_the_week_has() -> None:
    found = problem([event("a", 8)], [person("p")], working_days=(4, 0, 5, 5))
    assert days(found, Prices(1, {"a": WEEK}, {}), Placement("a", 0, ("p",), "p")) == [5, 0, 0, 0]


def test_where_somebody_of_the_kind_is_idle_a_day_is_worth_nothing() -> None:
    events = [event("a", 10, skills=("s",)), event("b", 10)]
    placed = Placement("a", 0, ("p",), "p")
    prices = Prices(1, {"a": WEEK, "b": 0}, {})
    able = {"skills": {"s": None, "of no use": None}}
    cases = {
        "like the one who is there": (person("q", **able), 0),
        "without the skill": (person("q"), 4),
        "of another grade": (person("q", grade=1, **able), 4),
        "on leave for a part of the week": (person("q", lost={0: 2}, **able), 4),
    }
    for name, (idle, points) in cases.items():
        assert days(problem(events, [person("p", **able), idle]), prices, placed)[0] == points, name


def test_regions_and_whose_day_it_is_are_told() -> None:
    people = [person("p", skills={"s": 0}), person("q", region="south", home="village")]
    found = problem([event("a", 10, skills=("s",)), event("b", 10)], people, working_days=(5, 5))
    book = book_of(found, Plan((Placement("a", 0, ("p",), "p"), Placement("b", 0, ("q",), "q")), ()))
    assert day_prices(book, worth(found, Prices(1, {"a": WEEK, "b": 10}, {}))) == (
        DayPrice("north", 0, 4, ("s",), 0),
        DayPrice("north", 1, 0, (), 0),
        DayPrice("south", 0, 2, (), 0),
        DayPrice("south", 1, 0, (), 0),
    )


def test_the_price_of_time_is_what_the_way_through_the_weeks_loses_without_it() -> None:
    """One event of two weeks from week 0 pays 30, one for a day in week 1 pays 12, one for four days there 8."""
    events = [event("long", 20, latest=0), event("day", 2, earliest=1), event("four", 8, earliest=1)]
    found = problem([replace(one, usual=one.earliest) for one in events], [person("p")], working_days=(5, 5))
    time = worth(found, Prices(1, {"long": 30, "day": 12, "four": 8}, {}))
    asked = {
        "the whole of week 1, which leaves nothing to gain": (event("x", 10), 1, 30),
        "a day of week 1, which leaves the longer event": (event("x", 2), 1, 30 - 12),
        "both weeks": (event("x", 20), 0, 30),
        "the first week, which leaves both of the second": (event("x", 10), 0, 30 - 20),
    }
    for name, (one, week, price) in asked.items():
        assert time.of(one, np.array([0]), np.array([week])).tolist() == [price], name


def test_what_a_start_is_charged_is_no_gain() -> None:
    events = [event("a", 10, body="x"), event("b", 10, body="x")]
    found = problem(events, [person("p"), person("q")], rules={"late": 9, "most_starts": {"north": 1}})
    prices = Prices(1, {"a": WEEK, "b": WEEK}, {}, {"x": {0: 5, 1: -3}}, {"north": {0: 5}})
    placed = Placement("a", 0, ("p",), "p"), Placement("b", 3, ("q",), "q")
    # Of 20 points 10 are charged in week 0: 5 at the body, which week 1 is charged, too, and 5 in the region.
    assert days(replace(found, people=(person("p"),)), prices, placed[0])[:2] == [2, 0]
    time = worth(found, prices)
    assert time.best[FULL_WEEK, 0, :2].tolist() == [10, 20 - 9 - 5]


def test_a_team_pays_for_the_seat_of_each() -> None:
    found = problem([event("a", 10, team=2)], [person("p"), person("q")])
    seats = {"a": (Seat(0, "p", 10), Seat(0, "q", 15))}
    assert days(found, Prices(1, {}, seats), Placement("a", 0, ("p", "q"), "p"))[0] == 10 // 5


@pytest.mark.parametrize("price", [LARGEST, 10**30])
def test_prices_that_are_too_large_to_add_up_say_so_as_they_do_in_a_check(price: int) -> None:
    found = problem([event("a")], [person("p")])
    with pytest.raises(ProblemInvalid, match=r"^The programme or its prices are too large to be added up exactly\.$"):
        worth(found, Prices(1, {"a": price}, {}))


@given(st.integers(0, 10**6), st.integers(0, 4), st.integers(0, 5))
def test_no_plan_with_a_week_more_is_cheaper_than_the_bound_less_its_gain(seed: int, who: int, week: int) -> None:
    drawn = made(seed, events=8, people=5, weeks=6)
    alone = tuple(replace(one, team=1, locked=None) for one in drawn.events)
    found = replace(drawn, events=alone, people=tuple(replace(one, most_running=None) for one in drawn.people))
    proof = certificate(found, solve(found, seed=seed, effort=Effort(iterations=20, turns=0)))
    time = worth(found, proof.prices)
    like = found.people[who]
    away = {other: FULL_WEEK for other in range(6) if other != week}
    more = replace(found, people=(*found.people, replace(like, id="more", lost={**like.lost, **away})))
    gain = int(time.best[time.free[who, week], who, week])
    # With the week of somebody who is there, the bound falls by what that gains, and by no more.
    assert bound(more, proof.prices) >= proof.bound - -(-gain // proof.prices.scale)
    assert bound(more, proof.prices) <= proof.bound - gain // proof.prices.scale
    assert check_certificate(found, proof).passes
