"""Weeks are cut into slots in every way that matters, and in no other."""

from __future__ import annotations

from itertools import combinations_with_replacement

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.made import of_one
from tests.planning.slotted import assert_proven, cheapest, drawn, table
from tests.planning.small import event, person, problem

from inspectorate.planning.book import Book
from inspectorate.planning.exchange import assign
from inspectorate.planning.model import FULL_WEEK, Problem
from inspectorate.planning.options import joined, options
from inspectorate.planning.pairs import Ints
from inspectorate.planning.programme import programme
from inspectorate.planning.slots import Slots, cut, cuts, only, part, settle


@pytest.mark.parametrize(
    ("sizes", "free", "ways"),
    [
        ({4, 6, 8}, 10, ((8,), (6, 4))),
        ({3, 4}, 10, ((4, 4), (4, 3, 3))),
        ({5}, 10, ((5, 5),)),
        ({2, 5}, 9, ((5, 2, 2), (2, 2, 2, 2))),
        ({4}, 3, ((),)),
        (set(), 10, ((),)),
    ],
)
def test_the_cuts_of_a_week(sizes: set[int], free: int, ways: tuple[tuple[int, ...], ...]) -> None:
    assert cuts(frozenset(sizes), free) == ways


def room_for(events: tuple[int, ...], way: tuple[int, ...]) -> bool:
    """Whether events, the largest first, have a slot each."""
    return len(events) <= len(way) and all(size <= slot for size, slot in zip(events, way, strict=False))


@given(st.frozensets(st.integers(1, FULL_WEEK), min_size=1, max_size=5), st.integers(0, FULL_WEEK))
def test_whatever_fits_into_a_week_fits_into_one_of_its_cuts_and_none_is_idle(sizes: frozenset[int], free: int) -> None:
    ways = cuts(sizes, free)
    falling = sorted(sizes, reverse=True)
    fitting = [
        events
        for count in range(free // min(sizes) + 1)
        for events in combinations_with_replacement(falling, count)
        if sum(events) <= free
    ]
    assert set(ways) <= set(fitting)
    assert all(any(room_for(events, way) for way in ways) for events in fitting)
    assert all([other for other in ways if room_for(way, other)] == [way] for way in ways)


def slots_of(found: Problem) -> tuple[Slots, Ints, Book]:
    book = Book.blank(programme(found))
    choices = joined([options(book, number) for number in range(len(book.programme.events))])
    return *cut(book.programme, choices, book.free, 2), book


def test_slots_of_a_programme() -> None:
    """Three events of six, four and two half-days; ``q`` has only three in the second week, and may not be on ``c``."""
    events = [event("a", 6, latest=0), event("b", 4, latest=1), event("c", 2, earliest=1, latest=1)]
    people = [person("p", home="village"), person("q", lost={1: 7}, conflicts=("body-c",))]
    slots, cells, _ = slots_of(problem(events, people, rules={"travel": 3, "unplaced_policy": 50}))
    assert cells.tolist() == [0, 1, 4]
    offers = zip(slots.event.tolist(), slots.cell.tolist(), slots.cost.tolist(), strict=True)
    # An hour of travel is 3 points and a week's delay 1, in halves of a point.
    assert list(offers) == [(0, 0, 6), (0, 2, 0), (1, 0, 6), (1, 1, 8), (1, 2, 0), (2, 1, 8)]
    assert slots.left_out.tolist() == [100, 100, 100]
    assert slots.ways[slots.way].tolist() == [[2, 2, 2, 2, 2]] * 3
    assert slots.ways[slots.way_from[0] : slots.way_to[0]].tolist()[0] == [6, 4, 0, 0, 0]


@given(st.integers(0, 10**6))
def test_options_are_found_by_event_and_by_cell_and_weeks_are_cut_finely(seed: int) -> None:
    slots, cells, book = slots_of(of_one(seed, events=10, people=3, weeks=4))
    assert [slots.event[first:last].tolist() for first, last in zip(slots.first, slots.first[1:], strict=False)] == [
        [number] * int((slots.event == number).sum()) for number in range(len(slots.size))
    ]
    for cell, (first, last) in enumerate(zip(slots.begin, slots.begin[1:], strict=False)):
        here = slots.cell == cell
        assert slots.event_in[first:last].tolist() == slots.event[here].tolist()
        assert slots.cost_in[first:last].tolist() == slots.cost[here].tolist()
        ways = slots.ways[slots.way_from[cell] : slots.way_to[cell]]
        room = int(book.free.reshape(-1)[cells[cell]])
        assert {tuple(way[way > 0].tolist()) for way in ways} == set(cuts(frozenset(slots.size.tolist()), room))
        assert (slots.ways[slots.way[cell]] > 0).sum() == (ways > 0).sum(axis=1).max()


def test_without_events_there_is_nothing_to_cut() -> None:
    slots, cells, _ = slots_of(problem([], [person("p")]))
    settle(slots, *(np.zeros(0, dtype=np.int64) for _ in range(3)))
    assert (len(cells), len(slots.way), len(slots.room), len(slots.size)) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("wanted", "way"),
    [
        ({}, [8, 0]),
        ({8: 1.0}, [8, 0]),
        ({6: 1.0, 4: 1.0}, [6, 4]),
        ({6: 0.8, 4: 0.8}, [6, 4]),
        ({8: 0.4, 6: 0.6, 4: 0.6}, [8, 0]),
        ({8: 0.2, 6: 0.8, 4: 0.8}, [6, 4]),
    ],
)
def test_a_week_is_cut_for_what_it_is_to_hold(wanted: dict[int, float], way: list[int]) -> None:
    """A second week is to hold nothing, and stays as it is."""
    ways = cuts(frozenset({8, 6, 4}), FULL_WEEK)
    slots = table([[0, 0]] * 3, sizes=(8, 6, 4), left_out=[9] * 3, cuts=[ways, ways])
    size, count = np.array([*wanted], dtype=np.int64), np.array([*wanted.values()])
    settle(slots, np.zeros(len(wanted), dtype=np.int64), size, count)
    assert slots.ways[slots.way].tolist() == [way, [8, 0]]


@given(st.frozensets(st.integers(1, FULL_WEEK), min_size=1, max_size=4), st.integers(0, 10**6))
def test_what_fits_into_a_week_has_room_when_it_is_cut_for_that(sizes: frozenset[int], seed: int) -> None:
    draw, held = np.random.default_rng(seed), list[int]()
    for size in draw.choice(sorted(sizes), 10).tolist():
        held += [size] if sum(held) + size <= FULL_WEEK else []
    listed = sorted(sizes)
    slots = table([[0]] * len(listed), sizes=listed, left_out=[9] * len(listed), cuts=[cuts(sizes, FULL_WEEK)])
    settle(slots, np.zeros(len(held), dtype=np.int64), np.array(held), np.ones(len(held)))
    assert room_for(tuple(sorted(held, reverse=True)), tuple(slots.ways[slots.way[0]].tolist()))


@given(st.integers(0, 10**6))
def test_a_part_is_as_if_all_else_were_shut(seed: int) -> None:
    slots, draw = drawn(seed), np.random.default_rng(seed)
    events, cells = (np.flatnonzero(draw.random(len(all_of)) < 0.6) for all_of in (slots.size, slots.way))
    one = part(slots, events, cells)
    here = np.isin(slots.event, events) & np.isin(slots.cell, cells)
    others = np.delete(slots.left_out, events).sum()
    assert cheapest(one) + others == cheapest(only(slots, here))
    assign(one)
    assert_proven(one)
