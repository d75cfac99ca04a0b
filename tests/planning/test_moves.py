"""Events for teams are moved where prices before and after say that it pays, and no rule is broken by it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.made import made
from tests.planning.small import event, person, problem

from inspectorate.planning import moves
from inspectorate.planning.at_once import place_teams
from inspectorate.planning.book import Book, Held
from inspectorate.planning.bound import Dual, dual, worth
from inspectorate.planning.check import check_plan
from inspectorate.planning.columns import SCALE, Columns, columns, left
from inspectorate.planning.greedy import Worth
from inspectorate.planning.model import NewLead, Problem
from inspectorate.planning.moves import _made, _Move, _promising, _regretted, move_teams
from inspectorate.planning.programme import programme

TEAM = [event("t", 10, team=2)]
PAIR = [person("p"), person("q")]


def moved(
    found: Problem, *held: Held, rounds: int = 6, spent: Callable[[int], float] = lambda bound: 0.0
) -> tuple[dict[int, Held], Dual]:
    """Where events are after those from the last on were where they were ``held``, and then moved; and the prices."""
    built = columns(programme(found))
    book, first = Book.blank(built.programme), dual(built, 8.0, iterations=60)
    for number, place in enumerate(reversed(held), 1):
        book.place(len(built.programme.events) - number, place)
    last = move_teams(built, book, first, 8.0, rounds=rounds, spent=spent)
    return book.placed, last


def at_no_price(built: Columns) -> Worth:
    people, weeks = built.programme.free.shape
    time = np.zeros((11, people, weeks), dtype=np.int64)
    return Worth(time, np.zeros((len(built.programme.events), weeks), dtype=np.int64))


def test_a_team_moves_out_of_the_week_that_others_have_no_other_than() -> None:
    events = [event("a", 6, latest=0), event("b", 6, latest=0), *TEAM]
    found = problem(events, PAIR, rules={"late": 8})
    placed, last = moved(found, Held(0, (0, 1), 0))
    assert placed == {2: Held(1, (0, 1), 0)}
    assert last.bound == 0


def test_a_team_that_is_late_for_nothing_moves_back_and_one_in_no_week_finds_one() -> None:
    found = problem(TEAM, PAIR)
    assert moved(found, Held(3, (0, 1), 0))[0] == {0: Held(0, (0, 1), 0)}
    assert moved(found)[0] == {0: Held(0, (0, 1), 0)}


def test_nothing_moves_without_a_round_or_time_for_it() -> None:
    found = problem(TEAM, PAIR)
    there = Held(3, (0, 1), 0)
    assert moved(found, there, rounds=0)[0] == {0: there}
    assert moved(found, there, spent=lambda bound: 1.0)[0] == {0: there}
    # Time for the first prices, and for none after them.
    left_over = iter([0.0, *[1.0] * 99])
    assert moved(found, there, spent=lambda bound: next(left_over))[0] == {0: there}


@pytest.mark.parametrize(
    ("costs", "there", "taken", "stays"),
    [
        # What the prices after say of the way back, in points: 3 weeks late, and then less what the week is worth.
        (-4, 0, False, True),
        (-4, 8, False, False),
        (-4, 7, False, True),
        (-6, 8, False, True),
        (-4, 8, True, True),
    ],
)
def test_a_move_stays_where_the_middle_of_the_prices_before_and_after_is_a_gain(
    costs: int, there: int, taken: bool, stays: bool
) -> None:
    """A team came from week 3 to week 0, where each of two people is ``there`` worth half so many points to others.
    It cannot go back where its week has been ``taken``."""
    built = columns(programme(problem([*TEAM, event("u", 10, team=2, body="other")], PAIR)))
    book, value = Book.blank(built.programme), at_no_price(built)
    value.time[10, :, 0] = there * SCALE // 2
    before, after = Held(3, (0, 1), 0), Held(0, (0, 1), 0)
    book.place(0, after)
    if taken:
        book.place(1, before)
    back = list(_regretted(book, [_Move(0, before, after, costs * SCALE)], value))
    assert back == ([] if stays else [0])
    assert book.placed[0] == (after if stays else before)


def test_an_event_that_came_from_no_week_goes_back_to_none() -> None:
    built = columns(programme(problem(TEAM, PAIR)))
    book, value = Book.blank(built.programme), at_no_price(built)
    value.time[10] = 2**40
    book.place(0, Held(0, (0, 1), 0))
    assert list(_regretted(book, [_Move(0, None, Held(0, (0, 1), 0), -1)], value)) == [0]
    assert book.placed == {}


def test_an_event_that_came_back_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    """At no price of time the team is best in the first week, and each move there is regretted."""
    built = columns(programme(problem(TEAM, PAIR)))
    asked: list[list[int]] = []

    def promising(book: Book, events: list[int], *others: object) -> Iterator[_Move]:
        asked.append(events)
        yield from (_Move(number, None, Held(0, (0, 1), 0), 2**40) for number in events)

    monkeypatch.setattr(moves, "_promising", promising)
    book = Book.blank(built.programme)
    move_teams(built, book, dual(built, 8.0, iterations=5), 8.0, seed=3, rounds=40)
    tried = [number for number, events in enumerate(asked) if events]
    apart = {later - sooner for sooner, later in pairwise(tried)}
    assert (len(asked), book.placed) == (40, {})
    assert 1 <= min(apart) < max(apart) <= moves.REST


def test_without_teams_no_prices_are_asked() -> None:
    built = columns(programme(problem([event("a")], [person("p")])))
    first = dual(built, 8.0, iterations=5)
    assert move_teams(built, Book.blank(built.programme), first, 8.0, rounds=3) is first


def test_of_like_events_one_moves_at_a_time() -> None:
    """Two teams of one region and month, and one that is usual long after."""
    people = [person(name) for name in "pqrstu"]
    late = {"earliest": 5, "usual": 5, "latest": 7}
    events = [event("a", 10, team=2), event("b", 10, team=2), event("c", 10, team=2, **late)]
    built = columns(programme(problem(events, people, working_days=(5,) * 8)))
    book, value = Book.blank(built.programme), at_no_price(built)
    for number, week in enumerate((3, 3, 7)):
        book.place(number, Held(week, (2 * number, 2 * number + 1), 2 * number))
    found = list(_promising(book, [0, 1, 2], value, built.alike, np.random.default_rng(1)))
    assert sorted(move.event == 2 for move in found) == [False, True]
    assert {(move.after.week, move.costs) for move in found if move.event != 2} == {(0, -3 * SCALE)}
    assert all(book.placed[move.event] == move.before for move in found)


def test_a_move_is_not_made_into_a_week_that_another_has_taken_meanwhile() -> None:
    built = columns(programme(problem([*TEAM, event("u", 10, team=2)], PAIR)))
    book, there = Book.blank(built.programme), Held(0, (0, 1), 0)
    assert _made(book, _Move(0, None, there, -1))
    assert not _made(book, _Move(1, None, there, -1))
    book.place(1, Held(1, (0, 1), 0))
    assert not _made(book, _Move(1, Held(1, (0, 1), 0), there, -1))
    assert book.placed == {0: there, 1: Held(1, (0, 1), 0)}
    assert _made(book, _Move(1, Held(1, (0, 1), 0), Held(2, (0, 1), 0), -1))


@given(st.integers(0, 10**6))
def test_every_rule_is_kept_and_the_same_seed_moves_the_same(seed: int) -> None:
    found = made(seed, events=16, people=5, weeks=8)
    built = columns(programme(found))
    first = dual(built, 8.0, iterations=60)
    plans = []
    for _ in range(2):
        book = place_teams(built.programme, worth(built, first))
        staffed = set(book.placed)
        last = move_teams(built, book, first, 8.0, seed=seed, rounds=4)
        assert check_plan(found, book.plan()).breaches == ()
        assert staffed <= set(book.placed)
        plans.append((book.plan(), last.prices.tolist(), left(built, book).programme.free.tolist()))
    assert plans[0] == plans[1]


def test_a_team_does_not_go_where_its_lead_leads_another_that_wants_a_new_one() -> None:
    events = [event(name, 10, team=2, body="x") for name in "ab"]
    found = problem(events, PAIR, rules={"spacing": 1}, new_leads=(NewLead(("a", "b")),))
    book = Book.blank(programme(found))
    book.place(0, Held(0, (0, 1), 0))
    assert not book.fits(1, Held(1, (0, 1), 0))
    assert book.fits(1, Held(1, (0, 1), 1))
