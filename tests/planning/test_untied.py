"""Whatever each event of a block is given of what is open, every rule is kept; what it had is open to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.made import made
from tests.planning.small import event, person, problem

from inspectorate.planning import untied
from inspectorate.planning.book import Book, Held
from inspectorate.planning.check import check_plan
from inspectorate.planning.exchange import by_event
from inspectorate.planning.greedy import greedy
from inspectorate.planning.model import Event, NewLead, Person
from inspectorate.planning.pairs import Flags
from inspectorate.planning.polish import all_options
from inspectorate.planning.programme import programme

pytestmark = pytest.mark.usefixtures("both_ways")

SEEDS = range(30)
"""So many that what may be drawn is drawn."""


@given(st.integers(0, 10**6))
def test_whatever_is_chosen_keeps_every_rule(seed: int) -> None:
    found, draw = made(seed, events=24, people=6, weeks=6), np.random.default_rng(seed)
    # Three of four with a limit that is felt.
    limits = {"north": seed % 4} if seed % 4 else {}
    found = replace(found, rules=replace(found.rules, most_starts=limits))
    book = greedy(programme(found), seed=seed)
    alone = np.flatnonzero((book.programme.team == 1) & (book.programme.size > 0))
    ours = alone[draw.random(len(alone)) < 0.8].tolist()
    held = {number: book.take_out(number) for number in ours if number in book.placed}
    choices = by_event(all_options(book, ours, held))
    may = untied.untied(book, choices, held, draw)
    for of in draw.permutation(len(ours)).tolist():
        here = np.flatnonzero(choices.of == of)
        options = list(zip(choices.person[here].tolist(), choices.week[here].tolist(), may[here].tolist(), strict=True))
        now = held.get(ours[of])
        assert now is None or (now.people[0], now.week, True) in options
        size = book.programme.size[ours[of]]
        fitting = [(who, week) for who, week, is_open in options if is_open and book.free[who, week] >= size]
        if fitting:
            who, week = fitting[draw.integers(len(fitting))]
            book.place(ours[of], Held(week, (who,), who))
    assert check_plan(found, book.plan()).breaches == ()


def book_of(events: Sequence[Event], people: Sequence[Person], **rules: int | dict[str, int]) -> Book:
    """Seven weeks; events may begin in any of them."""
    long = [event(one.id, 2, body=one.body, latest=6) for one in events]
    return Book.blank(programme(problem(long, list(people), working_days=(5,) * 7, rules=rules)))


def open_weeks(book: Book, numbers: Sequence[int], held: dict[int, Held], seed: int) -> tuple[tuple[int, ...], ...]:
    """The weeks that are open to each of some events, whoever takes it."""
    choices = by_event(all_options(book, numbers, held))
    may: Flags = untied.untied(book, choices, held, np.random.default_rng(seed))
    return tuple(tuple(np.unique(choices.week[may & (choices.of == of)]).tolist()) for of in range(len(numbers)))


def drawn(book: Book, numbers: Sequence[int], weeks: dict[int, int]) -> set[tuple[tuple[int, ...], ...]]:
    """All that may be open to some events that are held by the first person in some weeks."""
    held = {number: Held(week, (0,), 0) for number, week in weeks.items()}
    return {open_weeks(book, numbers, held, seed) for seed in SEEDS}


def test_events_at_one_body_keep_their_order_and_meet_nowhere() -> None:
    """They are two weeks apart at least: the first cannot come later, and of the others one can come nearer."""
    book = book_of([event(name, body="x") for name in "abc"], [person("p")], spacing=2)
    assert drawn(book, [0, 1, 2], {0: 0, 1: 2, 2: 5}) == {((0,), (2,), (4, 5, 6)), ((0,), (2, 3), (5, 6))}


def test_an_event_in_no_week_has_what_those_leave_it_that_are_in_one_and_they_stay() -> None:
    book = book_of([event(name, body="x") for name in "abc"], [person("p")], spacing=2)
    assert drawn(book, [0, 1], {0: 2}) == {((2,), (0, 4, 5, 6))}
    assert drawn(book, [0, 1, 2], {0: 2}) == {((2,), (0, 4, 5, 6), ()), ((2,), (), (0, 4, 5, 6))}


EVERY = tuple(range(7))


def test_what_no_rule_ties_is_all_open() -> None:
    book = book_of([event("a"), event("b")], [person("p"), person("q", most_running=7)], most_starts={"south": 1})
    assert drawn(book, [0, 1], {0: 2}) == {(EVERY, EVERY)}


def test_nobody_has_more_weeks_in_a_row_than_may_be_whatever_is_chosen() -> None:
    """Two at most, and there is something in the fourth week that stays."""
    book = book_of([event("a"), event("b"), event("c")], [person("p", most_running=2, lost={5: 10, 6: 10})])
    book.place(2, Held(3, (0,), 0))
    assert drawn(book, [0, 1], {0: 1}) == {((0, 1, 3, 4),) * 2}
    assert drawn(book, [0, 1], {0: 2}) == {((0, 2, 3),) * 2}
    assert drawn(book, [0, 1], {}) == {((0, 1, 3, 4),) * 2, ((0, 2, 3),) * 2}


def test_who_could_have_both_of_two_events_that_want_different_leads_may_have_one() -> None:
    """``p`` has the first event, and ``q`` is open to one of the two; ``r`` is not bound by it."""
    events = [event("a", 2, body="x"), event("b", 2, body="x")]
    asked = (NewLead(("a", "b"), ("p", "q")),)
    book = Book.blank(
        programme(problem(events, [person(name) for name in "pqr"], new_leads=asked, rules={"spacing": 1}))
    )
    held = {0: Held(0, (0,), 0)}
    choices = by_event(all_options(book, [0, 1], held))
    found = set()
    for seed in SEEDS:
        may = untied.untied(book, choices, held, np.random.default_rng(seed))
        found.add(tuple(tuple(np.unique(choices.person[may & (choices.of == of)]).tolist()) for of in range(2)))
    assert found == {((0, 1, 2), (2,)), ((0, 2), (1, 2))}


def test_no_more_events_begin_in_a_region_and_week_than_may() -> None:
    """One event has the first week; every other week is open to one of the two."""
    book = book_of([event("a"), event("b")], [person("p")], most_starts={"north": 1})
    found = drawn(book, [0, 1], {0: 0})
    assert all(sorted(first + second) == [*EVERY] and 0 in first for first, second in found)
    assert len(found) > len(SEEDS) / 2


def test_where_more_begin_already_than_may_nothing_is_open() -> None:
    """As of events that have been told."""
    book = book_of([event("a"), event("b")], [person("p")], most_starts={"north": 2})
    choices = by_event(all_options(book, [0, 1], {}))
    book.starts["north", 3] = 3
    may = untied.untied(book, choices, {}, np.random.default_rng(0))
    assert sorted(set(choices.week[may].tolist())) == [0, 1, 2, 4, 5, 6]
