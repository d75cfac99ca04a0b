"""Events are exchanged among people: never for what is dearer, with every rule kept, and the same by any executor."""

from __future__ import annotations

from concurrent.futures import Executor, ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.made import made
from tests.planning.slotted import assert_proven, cheapest, cheapest_of_all_cuts, costs, drawn, state, table
from tests.planning.small import event, person, problem

from inspectorate.planning import exchange
from inspectorate.planning.apart import Way
from inspectorate.planning.book import Book, Held
from inspectorate.planning.bound import dual, worth
from inspectorate.planning.check import check_plan
from inspectorate.planning.columns import SCALE, columns
from inspectorate.planning.exchange import Look, Question, by_event, exchanges, held_at
from inspectorate.planning.executors import Here
from inspectorate.planning.greedy import greedy
from inspectorate.planning.kernels import NOTHING
from inspectorate.planning.neighbours import rounds_of_groups
from inspectorate.planning.pairs import Ints
from inspectorate.planning.polish import all_options, by_list, improve
from inspectorate.planning.programme import programme
from inspectorate.planning.shortlist import Shortlist, shortlist
from inspectorate.planning.slots import Slots, join, only, part

pytestmark = pytest.mark.usefixtures("both_ways")


def asked(slots: Slots, depth: float, seed: int = 0, tried: int = 3) -> Question:
    """Every week is looked at."""
    return Question(slots, np.arange(len(slots.way)), depth, tried, seed)


def exchanged(book: Book, depth: float, seed: int) -> Way[Question, Ints]:
    return exchanges(Look(depth, 0, 3), np.ones(book.free.size, dtype=bool), seed)


@given(st.integers(0, 10**6), st.integers(0, 4), st.integers(1, 3))
def test_weeks_that_are_cut_anew_never_make_it_dearer(seed: int, depth: int, tried: int) -> None:
    slots = drawn(seed)
    exchange.assign(slots)
    before = costs(slots)
    exchange.improve(asked(slots, depth, seed, tried), None)
    assert_proven(slots)
    assert costs(slots) == cheapest(slots) <= before


@given(st.integers(0, 10**6), st.integers(0, 4))
def test_it_is_never_better_than_the_best_of_all_cuts(seed: int, depth: int) -> None:
    slots = drawn(seed, events=7, people=2, weeks=2)
    exchange.assign(slots)
    exchange.improve(asked(slots, depth, seed), None)
    assert costs(slots) >= cheapest_of_all_cuts(slots)


@given(st.integers(0, 10**6))
def test_of_one_week_it_finds_the_best_cut(seed: int) -> None:
    slots = drawn(seed, events=7, people=1, weeks=1)
    exchange.assign(slots)
    exchange.improve(asked(slots, 0, seed), None)
    assert costs(slots) == cheapest_of_all_cuts(slots)


@pytest.mark.parametrize(
    ("depth", "looked", "left"), [(0, [0, 1], 6), (2, [0, 1], 6), (2.5, [0, 1], 0), (2.5, [0], 0), (2.5, [], 6)]
)
def test_the_deeper_and_wider_it_looks_the_more_it_finds(depth: float, looked: list[int], left: int) -> None:
    """Two small events would change places with a large one, for 3 points each. Two weeks have to be cut anew for it,
    and with the first of them alone it costs 4 more; on the average an event costs 2."""
    ways = [(8,), (4, 4)]
    slots = table([[0, 0], [0, 3], [0, 3]], sizes=(8, 4, 4), left_out=(10, 50, 50), cuts=[ways, ways[::-1]])
    exchange.assign(slots)
    assert (costs(slots), cheapest_of_all_cuts(slots)) == (6, 0)
    exchange.improve(Question(slots, np.array(looked, dtype=np.int64), depth, tried=1, seed=0), None)
    assert costs(slots) == left


@given(st.integers(0, 10**6), st.integers(1, 3))
def test_what_is_assigned_in_parts_is_then_assigned_as_cheaply_as_can_be(seed: int, parts: int) -> None:
    slots, draw = drawn(seed, events=20, people=5), np.random.default_rng(seed)
    of_event, of_cell = draw.integers(parts, size=len(slots.size)), draw.integers(parts, size=len(slots.way))
    for number in range(parts):
        events, cells = np.flatnonzero(of_event == number), np.flatnonzero(of_cell == number)
        one = part(slots, events, cells)
        exchange.assign(one)
        join(slots, events, cells, one)
    exchange.reassign(slots)
    assert_proven(slots)
    assert costs(slots) == cheapest(slots)


@given(st.integers(0, 10**6), st.floats(0, 1))
def test_with_fewer_options_what_need_not_move_stays_and_all_costs_least(seed: int, share: float) -> None:
    slots = drawn(seed, events=20, people=5)
    exchange.assign(slots)
    fewer = only(slots, np.random.default_rng(seed).random(len(slots.cost)) < share)
    exchange.reassign(fewer)
    assert_proven(fewer)
    assert costs(fewer) == cheapest(fewer)
    before = state(fewer)
    exchange.reassign(fewer)
    assert state(fewer) == before


def test_what_costs_no_more_where_it_is_stays_there() -> None:
    """Two events cost as much in either slot: from nothing the first one has the first slot."""
    slots = table([[1, 1], [1, 1]], sizes=(4, 4), left_out=(9, 9), cuts=[[(4,)], [(4,)]])
    exchange.assign(slots)
    assert slots.slot.tolist() == [0, 1]
    slots.slot[:], slots.holder[:] = [1, 0], [1, 0]
    exchange.reassign(slots)
    assert slots.slot.tolist() == slots.holder.tolist() == [1, 0]


def test_when_time_is_over_all_stays_as_it_is_assigned() -> None:
    slots = drawn(3)
    exchange.assign(slots)
    before = state(slots)
    exchange.improve(asked(slots, 4), 0.0)
    assert state(slots) == before


def test_a_slot_is_a_week_of_somebody() -> None:
    cells = np.array([2, 7])
    assert [held_at(slot, 3, cells, 4) for slot in (NOTHING, 2, 3)] == [None, Held(2, (0,), 0), Held(3, (1,), 1)]


def listed(book: Book) -> Shortlist:
    built = columns(book.programme)
    return shortlist(built, worth(built, dual(built, 4.0, iterations=20)))


@given(st.integers(0, 10**6), st.integers(0, 3))
def test_what_events_hold_has_room_in_the_slots_that_they_are_exchanged_in(seed: int, depth: int) -> None:
    """Every event could stay where it is, so that the answer is no dearer."""
    book = greedy(programme(made(seed, events=14, people=4, weeks=6)), seed=seed)
    ours = np.flatnonzero(np.diff(listed(book).first)).tolist()
    held = {number: book.take_out(number) for number in ours if number in book.placed}
    choices = by_list(listed(book))(book, ours, held)
    question, read = exchanged(book, depth, seed).asks(book, choices, held)
    stands = sum(book.cost_at(number, held.get(number)) for number in ours)
    assert cheapest(question.slots) <= SCALE * stands
    answer = read(exchange.exchanged(question, None))
    assert answer is not None
    assert SCALE * sum(book.cost_at(*one) for one in answer.held.items()) == costs(question.slots)


def turns(book: Book, on_list: Shortlist, executor: Executor) -> list[int]:
    """What two turns of exchange among a few people save, block by block."""
    return [
        saved
        for turn in range(2)
        for together in rounds_of_groups(book, on_list, turn, most=2)
        for saved in improve(book, together, by_list(on_list), exchanged(book, turn, turn), executor=executor)
    ]


@given(st.integers(0, 10**6))
def test_turns_of_exchange_keep_every_rule_and_are_the_same_by_any_executor(seed: int) -> None:
    found = made(seed, events=16, people=5, weeks=6)
    books = [greedy(programme(found), seed=seed) for _ in range(2)]
    before, on_list = books[0].cost(), listed(books[0])
    with ThreadPoolExecutor(2) as threads:
        saved = [turns(book, on_list, executor) for book, executor in zip(books, (Here(), threads), strict=True)]
    assert books[0].plan() == books[1].plan()
    assert saved[0] == saved[1]
    assert min(saved[0]) >= 0
    checked = check_plan(found, books[0].plan())
    assert (checked.breaches, checked.cost) == ((), before - sum(saved[0]))


def test_two_people_exchange_what_is_far_for_what_is_near() -> None:
    """A long event in the village for two short ones in the town, in the one week that they have."""
    places = {"long": "village", "short": "town", "brief": "town"}
    sizes = {"long": 10, "short": 6, "brief": 4}
    events = [event(name, size, place=places[name], latest=0) for name, size in sizes.items()]
    people = [person("p", home="town"), person("q", home="village")]
    book = Book.blank(programme(problem(events, people, rules={"travel": 2})))
    for number, who in ((0, 0), (1, 1), (2, 1)):
        book.place(number, Held(0, (who,), who))
    saved = [
        list(improve(book, [[0, 1, 2]], all_options, exchanged(book, depth, 0), executor=Here())) for depth in (0, 1000)
    ]
    assert saved == [[0], [6]]
    assert [held.lead for _, held in sorted(book.placed.items())] == [1, 0, 0]


def test_only_weeks_that_are_named_are_looked_at() -> None:
    book = Book.blank(programme(problem([event("a", latest=2)], [person("p")])))
    weeks = np.arange(book.free.size) == 1
    question, _ = exchanges(Look(4, 0.1, 2), weeks, 0).asks(book, by_event(all_options(book, [0], {})), {})
    assert (question.cells.tolist(), question.depth, question.tried) == ([1], 4, 2)


def test_a_block_of_no_events_asks_nothing() -> None:
    """As where all of them are at bodies of a block before it."""
    book = Book.blank(programme(problem([event("a")], [person("p")])))
    choices = by_event(all_options(book, [], {}))
    question, read = exchanged(book, 1, 0).asks(book, choices, {})
    answer = read(exchange.exchanged(question, None))
    assert answer is not None
    assert answer.held == {}
