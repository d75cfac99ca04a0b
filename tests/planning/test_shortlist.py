"""The options on the list are the cheapest that the rules allow; what a book leaves of them is what fits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.made import made
from tests.planning.small import event, person, problem

from inspectorate.planning.book import Book, Held
from inspectorate.planning.bound import dual, worth
from inspectorate.planning.columns import SCALE, columns
from inspectorate.planning.greedy import Worth, greedy, time_worth
from inspectorate.planning.model import Problem
from inspectorate.planning.options import Choices, options
from inspectorate.planning.programme import programme
from inspectorate.planning.shortlist import Shortlist, shortlist

Seat = tuple[int, int, int]


def listed(found: Problem, iterations: int = 20) -> tuple[Shortlist, Worth]:
    built = columns(programme(found))
    values = worth(built, dual(built, 4.0, iterations=iterations))
    return shortlist(built, values), values


def seats(found: Choices) -> dict[int, list[Seat]]:
    """Person, week and cost of each option, by event."""
    by_event: dict[int, list[Seat]] = {number: [] for number in found.events.tolist()}
    for of, *seat in zip(*(one.tolist() for one in (found.of, found.person, found.week, found.cost)), strict=True):
        by_event[int(found.events[of])].append((seat[0], seat[1], seat[2]))
    return by_event


def by_hand(book: Book, number: int, values: Worth) -> list[Seat]:
    """All that fits, cheapest first at what time is worth."""
    one = options(book, number)
    price = SCALE * (one.cost + book.programme.week_cost[number, one.week])
    worth_of = time_worth(book.programme, number, one.person, one.week, values)
    price += worth_of[np.arange(len(one.week)), np.arange(len(one.week))]
    order = np.lexsort((one.week, one.person, price))
    return [(int(one.person[at]), int(one.week[at]), int(one.cost[at])) for at in order]


def cheapest(seats: list[Seat], most: int, a_week: int) -> list[Seat]:
    """Of places, cheapest first, so many of all weeks and of each."""
    seen, found = defaultdict[int, int](int), []
    for rank, seat in enumerate(seats):
        if rank < most or seen[seat[1]] < a_week:
            found.append(seat)
        seen[seat[1]] += 1
    return found


@given(st.integers(0, 10**6))
def test_it_finds_what_a_look_at_every_event_finds(seed: int) -> None:
    found = made(seed, events=12, people=4, weeks=6)
    book = greedy(programme(found), seed=seed)
    all_listed, values = listed(found)
    ours = [
        number
        for number, one in enumerate(book.programme.events)
        if one.team == 1 and len(one.held) == 1 and number % 2 == seed % 2
    ]
    held = {number: book.take_out(number) for number in ours if number in book.placed}
    assert seats(all_listed.choices(book, ours, {}, most=99)) == {n: by_hand(book, n, values) for n in ours}
    few = seats(all_listed.choices(book, ours, held, most=2))
    for number, found_few in few.items():
        at = [(seat[0], seat[1]) for seat in found_few]
        assert len(set(at)) == len(at) <= 3
        assert number not in held or (held[number].people[0], held[number].week) in at


@given(st.integers(0, 10**6), st.integers(0, 3), st.integers(0, 3))
def test_the_cheapest_of_all_and_the_cheapest_of_each_week(seed: int, most: int, a_week: int) -> None:
    found = made(seed, events=12, people=4, weeks=6)
    book = greedy(programme(found), seed=seed)
    all_listed, values = listed(found)
    ours = [number for number in np.flatnonzero(np.diff(all_listed.first)).tolist() if number not in book.placed]
    wanted = {number: cheapest(by_hand(book, number, values), most, a_week) for number in ours}
    assert seats(all_listed.choices(book, ours, {}, most=most, a_week=a_week)) == wanted


@given(st.integers(0, 10**6))
def test_on_the_list_are_the_cheapest_of_all_weeks_and_of_each(seed: int) -> None:
    found = made(seed, events=8, people=9, weeks=6)
    lists = []
    for most, a_week in ((54, 9), (5, 2)):
        with pytest.MonkeyPatch.context() as changed:
            changed.setattr("inspectorate.planning.shortlist.LONG", most)
            changed.setattr("inspectorate.planning.shortlist.A_WEEK", a_week)
            lists.append(on_list(listed(found)[0]))
    whole, short = lists
    assert short == [cheapest(seats, 5, 2) for seats in whole]


def on_list(found: Shortlist) -> list[list[Seat]]:
    """Person, week and cost of each option of each event."""
    options = list(zip(found.person.tolist(), found.week.tolist(), found.cost.tolist(), strict=True))
    return [options[begin:end] for begin, end in pairwise(found.first.tolist())]


def test_what_is_held_is_an_option_with_what_its_people_cost() -> None:
    """Only the cheapest is asked for, and the event is with somebody from the village in the last week. At the first
    prices nobody gains anything, so that time is worth nothing."""
    people = [person("p"), person("q", home="village")]
    found = problem([event("a"), event("t", 10, team=2), event("b", 4, latest=0)], people, rules={"travel": 2})
    book = Book.blank(programme(found))
    all_listed, _ = listed(found, iterations=1)
    held: Mapping[int, Held] = {0: Held(3, (1,), 1)}
    assert seats(all_listed.choices(book, [0, 2], held, most=1)) == {0: [(0, 0, 0), (1, 3, 2)], 2: [(0, 0, 0)]}
    assert all_listed.first.tolist() == [0, 8, 8, 10]
