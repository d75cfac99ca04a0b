"""Room is made by moving others, of which most find their way back; what cannot be leaves all as it was."""

from __future__ import annotations

from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.made import of_teams
from tests.planning.small import event, person, problem

from inspectorate.planning.book import Book, Held
from inspectorate.planning.check import check_plan
from inspectorate.planning.greedy import greedy
from inspectorate.planning.make_room import make_room
from inspectorate.planning.model import Event
from inspectorate.planning.programme import programme

PEOPLE = [person("p", skills={"s": None}), person("q", skills={"s": None}), person("r")]
TEAM = event("t", 10, team=2, latest=0, skills=("s",))


def held(*events: Event, at: tuple[Held, ...]) -> Book:
    """A book that holds the first of some events in these places."""
    book = Book.blank(programme(problem(list(events), PEOPLE, rules={"grace": 0})))
    book.place_many(dict(enumerate(at)))
    return book


def test_a_team_finds_room_in_what_others_can_do_later() -> None:
    """``p`` and ``q`` alone can be the team, and only in the week that each holds something in."""
    book = held(event("a", 10, latest=1), event("b", 10), event("c", 10), TEAM,
                at=(Held(0, (0,), 0), Held(0, (1,), 1), Held(0, (2,), 2)))  # fmt: skip
    assert make_room(book, dict(book.placed))
    assert (book.placed[3].week, book.placed[3].people) == (0, (0, 1))
    assert len(book.placed) == 4


@pytest.mark.parametrize("seed", range(12))
def test_what_lost_its_place_on_the_way_goes_home(seed: int) -> None:
    """Only ``a`` has to make room. The others would be cheaper in the first week, and are at home in the third."""
    book = held(event("a", 10, latest=1), event("b", 10), event("c", 10), TEAM,
                at=(Held(0, (0,), 0), Held(2, (1,), 1), Held(2, (2,), 2)))  # fmt: skip
    homes = dict(book.placed)
    assert make_room(book, homes, seed=seed)
    assert {number: book.placed[number] for number in (1, 2)} == {number: homes[number] for number in (1, 2)}


def test_nothing_goes_home_when_time_is_over() -> None:
    book = held(event("a", 10), TEAM, at=(Held(0, (0,), 0),))
    book.take_out(0)
    book.place(0, Held(1, (2,), 2))
    began = monotonic()
    assert make_room(book, {0: Held(2, (2,), 2)}, until=began + 60, end=began)
    assert book.placed[0] != Held(2, (2,), 2)


def test_where_leaving_out_costs_nothing_there_is_nothing_to_find() -> None:
    found = problem([event("a", 10)], [person("p")], rules={"unplaced_policy": 0, "unplaced_statutory": 0})
    assert not make_room(Book.blank(programme(found)), {})


def test_what_costs_less_to_leave_out_makes_room_for_what_costs_more() -> None:
    book = held(event("a", 10, latest=0), TEAM, event("b", 10, latest=0), at=(Held(0, (0,), 0),))
    book.place(2, Held(0, (2,), 2))
    assert make_room(book, dict(book.placed))
    assert {number: place.people for number, place in book.placed.items()} == {1: (0, 1), 2: (2,)}


def test_what_is_idle_stays_in_no_week() -> None:
    book = held(event("a", 10), event("b", 10), TEAM, at=(Held(0, (0,), 0),))
    assert make_room(book, dict(book.placed), idle=(1,))
    assert sorted(book.placed) == [0, 2]
    assert not make_room(book, dict(book.placed), idle=(1,))


@pytest.mark.parametrize("until", [None, 0.0])
def test_what_cannot_be_or_has_no_time_leaves_all_as_it_was(until: float | None) -> None:
    """Both teams want ``p`` and ``q`` in one week; and with no time it does not matter whether they could."""
    latest = 0 if until is None else 1
    other = event("u", 10, team=2, latest=latest, skills=("s",))
    book = held(TEAM, other, event("never", 10, skills=("x",)), at=(Held(0, (0, 1), 0),))
    assert not make_room(book, dict(book.placed), until=until if until is None else monotonic() + until)
    assert book.placed == {0: Held(0, (0, 1), 0)}


def left_out(book: Book) -> int:
    """What it costs that some events are in no week."""
    unplaced = book.programme.unplaced.tolist()
    return sum(cost for number, cost in enumerate(unplaced) if number not in book.placed)


def waiting(seed: int, events: int) -> Book:
    """A first plan of teams with a third of what it holds taken out."""
    book = greedy(programme(of_teams(seed, events=events, people=4, weeks=5)))
    for number in sorted(book.placed)[::3]:
        book.take_out(number)
    return book


@given(st.integers(0, 10**6))
def test_every_rule_is_kept_and_no_more_is_left_out(seed: int) -> None:
    book = waiting(seed, events=5)
    before, dear = dict(book.placed), left_out(book)
    if make_room(book, before, seed=seed):
        assert left_out(book) < dear
    else:
        assert book.placed == before
    assert check_plan(book.programme.problem, book.plan()).breaches == ()


@pytest.mark.parametrize("seed", range(3))
def test_the_same_seed_says_the_same(seed: int) -> None:
    first, second = waiting(seed, events=8), waiting(seed, events=8)
    assert make_room(first, dict(first.placed), seed=seed) == make_room(second, dict(second.placed), seed=seed)
    assert first.placed == second.placed
