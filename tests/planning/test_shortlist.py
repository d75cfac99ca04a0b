"""The options on the list are the cheapest that the rules allow; what a book leaves of them is what fits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np
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
from inspectorate.planning.shortlist import A_WEEK, Shortlist, shortlist


def listed(found: Problem, iterations: int = 20) -> tuple[Shortlist, Worth]:
    built = columns(programme(found))
    values = worth(built, dual(built, 4.0, iterations=iterations))
    return shortlist(built, values), values


def seats(found: Choices) -> dict[int, list[tuple[int, int, int]]]:
    """Person, week and cost of each option, by event."""
    by_event: dict[int, list[tuple[int, int, int]]] = {number: [] for number in found.events.tolist()}
    for of, *seat in zip(*(one.tolist() for one in (found.of, found.person, found.week, found.cost)), strict=True):
        by_event[int(found.events[of])].append((seat[0], seat[1], seat[2]))
    return by_event


def by_hand(book: Book, number: int, values: Worth) -> list[tuple[int, int, int]]:
    """All that fits, cheapest first at what time is worth."""
    one = options(book, number)
    price = SCALE * (one.cost + book.programme.week_cost[number, one.week])
    worth_of = time_worth(book.programme, number, one.person, one.week, values)
    price += worth_of[np.arange(len(one.week)), np.arange(len(one.week))]
    order = np.lexsort((one.week, one.person, price))
    return [(int(one.person[at]), int(one.week[at]), int(one.cost[at])) for at in order]


@given(st.integers(0, 10**6))
def test_it_finds_what_a_look_at_every_event_finds(seed: int) -> None:
    found = made(seed, events=12, people=4, weeks=6)
    book = greedy(programme(found), seed=seed)
    on_list, values = listed(found)
    ours = [
        number
        for number, one in enumerate(book.programme.events)
        if one.team == 1 and len(one.held) == 1 and number % 2 == seed % 2
    ]
    held = {number: book.take_out(number) for number in ours if number in book.placed}
    assert seats(on_list.choices(book, ours, {}, most=99)) == {n: by_hand(book, n, values) for n in ours}
    few = seats(on_list.choices(book, ours, held, most=2))
    for number, found_few in few.items():
        at = [(seat[0], seat[1]) for seat in found_few]
        assert len(set(at)) == len(at) <= 3
        assert number not in held or (held[number].people[0], held[number].week) in at


@given(st.integers(0, 10**6), st.integers(0, 3), st.integers(0, 3))
def test_the_cheapest_of_all_and_the_cheapest_of_each_week(seed: int, most: int, a_week: int) -> None:
    found = made(seed, events=12, people=4, weeks=6)
    book = greedy(programme(found), seed=seed)
    on_list, values = listed(found)
    ours = [number for number in np.flatnonzero(np.diff(on_list.first)).tolist() if number not in book.placed]
    wanted = {}
    for number in ours:
        seen: dict[int, int] = defaultdict(int)
        wanted[number] = list[tuple[int, int, int]]()
        for rank, seat in enumerate(by_hand(book, number, values)):
            if rank < most or seen[seat[1]] < a_week:
                wanted[number].append(seat)
            seen[seat[1]] += 1
    assert seats(on_list.choices(book, ours, {}, most=most, a_week=a_week)) == wanted


def test_so_many_of_each_week_are_on_the_list() -> None:
    """Twelve people could all have the event in any of four weeks."""
    on_list, _ = listed(problem([event("a")], [person(f"p{number}") for number in range(12)]))
    assert np.bincount(on_list.week).tolist() == [A_WEEK] * 4


def test_what_is_held_is_an_option_with_what_its_people_cost() -> None:
    """Only the cheapest is asked for, and the event is with somebody from the village in the last week. At the first
    prices nobody gains anything, so that time is worth nothing."""
    people = [person("p"), person("q", home="village")]
    found = problem([event("a"), event("t", 10, team=2), event("b", 4, latest=0)], people, rules={"travel": 2})
    book = Book.blank(programme(found))
    on_list, _ = listed(found, iterations=1)
    held: Mapping[int, Held] = {0: Held(3, (1,), 1)}
    assert seats(on_list.choices(book, [0, 2], held, most=1)) == {0: [(0, 0, 0), (1, 3, 2)], 2: [(0, 0, 0)]}
    assert on_list.first.tolist() == [0, 8, 8, 10]
