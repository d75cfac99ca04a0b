"""The bound: never above the best plan, the same as the checker's for the same prices, and close where it can be."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.made import best, made, tiny
from tests.planning.small import event, person, problem

from inspectorate.planning.book import Book, Held
from inspectorate.planning.bound import BELIEVED, LEVEL, _lacking, dual, prices, worth
from inspectorate.planning.check_bound import bound as proven
from inspectorate.planning.columns import SCALE, columns, left
from inspectorate.planning.model import Placement, Problem
from inspectorate.planning.programme import programme


def found_bound(found: Problem, iterations: int = 60, step: float = 4.0) -> int:
    return dual(columns(programme(found)), step, iterations=iterations).bound


@given(st.integers(0, 10**6))
def test_it_is_never_above_the_best_plan(seed: int) -> None:
    found = tiny(seed)
    assert found_bound(found) <= best(found)


@given(st.integers(0, 10**6))
def test_the_checker_proves_the_same(seed: int) -> None:
    found = made(seed, events=12, people=5, weeks=8)
    built = columns(programme(found))
    settled = dual(built, 5.0, iterations=12)
    assert proven(found, prices(built, settled)) == settled.bound


def test_one_of_two_events_must_wait() -> None:
    found = problem([event("a", 6), event("b", 6)], [person("p")], rules={"late": 8})
    assert found_bound(found, 200) == 8


def test_a_team_must_meet_in_one_week() -> None:
    """One has the first week free, the other the second: only together in the third can they come. Prices for the event
    alone cannot say so; prices for each seat can."""
    people = [person("p", lost={1: 10}), person("q", lost={0: 10})]
    found = problem([event("a", 10, team=2, latest=2)], people, rules={"late": 30})
    assert found_bound(found, 200, 30.0) == best(found) == 60


def test_two_events_at_one_body_keep_apart() -> None:
    """Each alone would begin in the first week; one of the two must wait for the fourth, and is charged for it."""
    found = problem([event("a", body="x"), event("b", body="x")], [person("p")], rules={"late": 5, "spacing": 3})
    assert found_bound(found, 200, 5.0) == best(found) == 15


def test_a_region_has_its_most_starts_with_what_is_locked() -> None:
    lock = Placement("z", 0, ("q",), "q")
    events = [event(name, region="s") for name in ("a", "b")] + [event("z", region="s", locked=lock)]
    people = [person(name) for name in "pqr"]
    found = problem(events, people, rules={"late": 5, "most_starts": {"s": 2}})
    assert found_bound(found, 200, 5.0) == best(found) == 5


def test_what_nobody_can_do_costs_its_leaving_out() -> None:
    assert found_bound(problem([event("a", skills=("s",)), event("b", 10, team=2)], [person("p")])) == 1000 + 2000
    assert found_bound(problem([event("a", team=2, lead_grade=1)], [person("p"), person("q")])) == 2000
    assert found_bound(problem([], [person("p")])) == 0


def test_a_first_step_that_is_far_too_long_is_shortened() -> None:
    found = problem([event("a", 6), event("b", 6)], [person("p")], rules={"late": 8})
    assert found_bound(found, 400, 200_000.0) == 8


def test_it_stops_when_told() -> None:
    seen: list[int] = []

    def spent(bound: int) -> float:
        seen.append(bound)
        return len(seen) / 3

    built = columns(programme(problem([event("a", 6), event("b", 6)], [person("p")], rules={"late": 8})))
    assert dual(built, 2.0, spent=spent).bound == seen[-1] == max(seen)
    assert len(seen) == 3


def test_what_time_is_worth_is_what_others_would_lose() -> None:
    """Two events of three days want the same week: with four half-days less one still fits, with five none."""
    lock = Placement("z", 3, ("p",), "p")
    events = [event("a", 6, latest=0), event("b", 6, latest=0), event("z", 10, locked=lock)]
    built = columns(programme(problem(events, [person("p")], rules={"late": 8, "unplaced_policy": 8})))
    time = worth(built, dual(built, 8.0, iterations=30)).time
    assert time[:, 0, 0].tolist() == [0] * 5 + [time[10, 0, 0]] * 6
    assert time[10, 0, 0] > 0
    assert time[:, 0, 3].max() == 0


def test_a_start_is_worth_what_those_near_it_at_the_body_are_charged() -> None:
    """Who begins in the first week makes the other wait for the fourth, which costs that one 15 points."""
    found = problem([event("a", body="x"), event("b", body="x")], [person("p")], rules={"late": 5, "spacing": 3})
    built = columns(programme(found))
    starts = worth(built, dual(built, 5.0, iterations=100)).starts
    assert (starts[0] == starts[1]).all()
    assert starts[0, 0] > starts[0, 3] == 0
    assert starts[0, 0] == pytest.approx(15 * SCALE, rel=0.1)


def test_what_is_left_costs_as_much_less_as_what_is_placed() -> None:
    """With one of three events in the book the others have its week no more, and prices go on from where they were."""
    events = [event("a", 6), event("b", 6), event("c", 10, team=2), event("d", 20, latest=2)]
    found = problem(events, [person("p"), person("q"), person("r", lost={2: 4})], rules={"late": 8})
    built = columns(programme(found))
    before, book = dual(built, 4.0, iterations=60), Book.blank(built.programme)
    book.place(2, Held(0, (0, 1), 0))
    book.place(0, Held(0, (2,), 2))
    rest = left(built, book)
    after = dual(rest, 4.0, iterations=200, start=before.state)
    locked = replace(found, events=tuple(
        replace(one, locked=Placement(one.id, 0, people, people[0])) if people else one
        for one, people in zip(events, (("r",), (), ("p", "q"), ()), strict=True)
    ))  # fmt: skip
    assert after.bound == found_bound(locked, 200) == best(locked)
    assert after.gained.takes[[0, *range(rest.first_seat, rest.prices)]].sum() == 0


def test_prices_name_every_seat() -> None:
    found = problem([event("a", team=2, latest=1), event("b")], [person("p"), person("q", lost={0: 10})])
    built = columns(programme(found))
    kept = prices(built, replace(dual(built, 1.0, iterations=1), prices=np.arange(built.prices)))
    assert kept.alone == {"b": 1}
    assert [(seat.week, seat.person, seat.price) for seat in kept.seats["a"]] == [(0, "p", 2), (1, "p", 3), (1, "q", 4)]


def test_threads_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    built = columns(programme(made(3, events=12, people=4, weeks=6)))
    alone = dual(built, 8.0, iterations=20)
    monkeypatch.setattr("inspectorate.planning.gain.MANY", 0)
    together = dual(built, 8.0, iterations=20)
    assert (together.bound, together.prices.tolist()) == (alone.bound, alone.prices.tolist())


def test_events_of_one_region_and_month_are_alike() -> None:
    usual = {"a": 0, "b": 3, "c": 4, "d": 0}
    events = [event(name, usual=week, latest=8) for name, week in usual.items()]
    events.append(event("e", region="south"))
    alike = columns(programme(problem(events, [person("p")], working_days=(5,) * 9))).alike.tolist()
    assert alike[0] == alike[1] == alike[3]
    assert len(set(alike)) == 3


@pytest.mark.parametrize(
    ("want", "lacking", "together"),
    [
        ([1, 1, 1, 1], [1, 1, 1, 1], 3),
        ([1, 0, -2, 0], [1, 0, -2, 0], -1),
        ([0, 0, -5, 1], [0, 0, -3, 1], -5),
        ([0, 0, -50, 0], [0, 0, -3, 0], -10),
    ],
)
def test_prices_follow_what_an_event_lacks_and_what_those_like_it_do(
    want: list[int], lacking: list[int], together: int
) -> None:
    """Three events in the north, and one in the south that follows nobody but itself."""
    events = [event(name) for name in "abc"] + [event("d", region="south")]
    built = columns(programme(problem(events, [person("p")])))
    found = _lacking(built, np.array(want, dtype=float))
    of_north = LEVEL * together / (3 + BELIEVED)
    assert found[:3].tolist() == pytest.approx([one + of_north for one in lacking[:3]])
    assert found[3] == pytest.approx(lacking[3] + LEVEL * lacking[3] / (1 + BELIEVED))


def test_what_is_in_the_book_lacks_nothing_and_counts_for_nobody() -> None:
    built = columns(programme(problem([event("a"), event("b")], [person("p")])))
    book = Book.blank(built.programme)
    book.place(0, Held(0, (0,), 0))
    found = _lacking(left(built, book), np.array([1.0, 1.0]))
    assert found.tolist() == pytest.approx([0, 1 + LEVEL / (1 + BELIEVED)])


def test_prices_that_move_together_prove_more_in_as_many_iterations(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eighty events of three days want the same eight weeks of ten people."""
    events = [event(f"{number}", 6, latest=7, weight=1 + number % 3) for number in range(80)]
    found = problem(events, [person(f"p{number}") for number in range(10)], working_days=(5,) * 8)
    together = found_bound(found, 60, 1.0)
    monkeypatch.setattr("inspectorate.planning.bound.LEVEL", 0)
    assert together > 1.2 * found_bound(found, 60, 1.0)
