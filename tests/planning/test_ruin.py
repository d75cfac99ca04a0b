"""Rearranging keeps every rule, is never dearer, and comes to the best plan where that can be known."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from time import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.made import best, of_teams, tiny
from tests.planning.small import event, person, problem

from inspectorate.planning.book import Book, Held
from inspectorate.planning.check import check_plan
from inspectorate.planning.diary import Diary
from inspectorate.planning.executors import Here
from inspectorate.planning.greedy import greedy
from inspectorate.planning.model import Event, Placement, Problem
from inspectorate.planning.programme import programme
from inspectorate.planning.ruin import FOR_A_WEEK, Homes, Ruin, rearrange


def rearranged(found: Problem, *, turns: int = 1, until: float | None = None) -> Book:
    """The first plan, rearranged so often; each time it is cheaper by what is said."""
    book = greedy(programme(found))
    for turn in range(turns):
        before = book.cost()
        saved = rearrange(book, seed=(1, turn), warm=10, cold=0.5, executor=Here(), until=until)
        assert saved >= 0
        assert book.cost() == before - saved
    return book


@given(st.integers(0, 10**6), st.booleans())
def test_every_rule_is_kept_and_the_same_seed_says_the_same(seed: int, small: bool) -> None:
    found = tiny(seed) if small else of_teams(seed, events=8, people=5, weeks=6)
    plan = rearranged(found).plan()
    assert check_plan(found, plan).breaches == ()
    assert plan == rearranged(found).plan()


@pytest.mark.parametrize("seed", range(40))
def test_it_comes_to_the_best_plan(seed: int) -> None:
    found = of_teams(seed)
    assert rearranged(found, turns=20).cost() == best(found)


def test_a_team_takes_the_place_of_what_others_can_do() -> None:
    """``p`` and ``q`` alone can be the team, in the week that each holds something in; ``r`` may do that too."""
    people = [person("p", skills={"s": None}), person("q", skills={"s": None}), person("r")]
    events = [event("a", 10, latest=0), event("b", 10), event("t", 10, team=2, latest=0, skills=("s",))]
    book = Book.blank(programme(problem(events, people, rules={"grace": 0})))
    book.place(0, Held(0, (0,), 0))
    book.place(1, Held(0, (1,), 1))
    rearrange(book, seed=(1,), warm=1, cold=1, executor=Here())
    assert len(book.placed) == 3
    assert book.placed[2].people == (0, 1)


@pytest.mark.parametrize("seed", range(12))
def test_what_is_easy_is_rather_left_out_than_what_is_hard(seed: int) -> None:
    """Either is in the first week, and the second takes one more; leaving out either costs as much."""
    found = problem([event("a", 10, latest=0), event("b", 10, writing=10, latest=0)], [person("p")])
    ruin = Ruin(Diary.of(Book.blank(programme(found))), np.random.default_rng(seed))
    ruin.diary.place(0, Held(0, (0,), 0))
    for _ in range(20):
        ruin.step(1.0)
    assert [*ruin.book.placed] == [1]


@pytest.mark.parametrize("seed", range(8))
def test_what_has_a_home_goes_there_though_it_is_dearer(seed: int) -> None:
    """Each of two would be cheaper in the first week, and is at home in the third."""
    found = problem([event("a", 10), event("b", 10)], [person("p"), person("q")])
    homes = Homes({0: Held(2, (0,), 0), 1: Held(2, (1,), 1)}, 100)
    ruin = Ruin(Diary.of(Book.blank(programme(found))), np.random.default_rng(seed), homes=homes)
    ruin.diary.place(0, Held(0, (0,), 0))
    ruin.diary.place(1, Held(0, (1,), 1))
    assert sum(ruin.step(1.0) for _ in range(60)) == 2 * (2 - 100)
    assert ruin.book.placed == homes.places


def test_what_is_not_at_home_loses_its_place_more_often_than_what_is() -> None:
    """One of thirty: drawn evenly it would be thirteen times in four hundred."""
    found = problem([event(f"{number}", 4) for number in range(30)], [person(f"{number}") for number in range(30)])
    homes = Homes({number: Held(0, (number,), number) for number in range(30)}, 100)
    ruin = Ruin(Diary.of(Book.blank(programme(found))), np.random.default_rng(1), homes=homes)
    for number, held in homes.places.items():
        ruin.diary.place(number, replace(held, week=1) if number == 7 else held)
    assert sum(ruin._drawn([]) == 7 for _ in range(400)) > 200


@pytest.mark.parametrize("until", [0.0, 0.2])
def test_it_ends_in_time(until: float) -> None:
    began = time()
    rearranged(of_teams(3, events=8, people=5, weeks=6), until=time() + until)
    assert time() - began < until + 1


@pytest.mark.parametrize("never", [event("a", earliest=3, latest=0, team=2), event("a", team=2, skills=("s",))])
def test_what_can_be_nowhere_is_not_looked_for(never: Event) -> None:
    found = problem([never, event("b", team=2)], [person("p"), person("q")])
    assert [*rearranged(found).placed] == [1]
    assert Ruin(Diary.of(greedy(programme(found))), np.random.default_rng(1)).events == [1]
    assert rearranged(problem(found.events[:1], list(found.people))).placed == {}


def hard_left_out(ruin: Ruin) -> float:
    """What the events that are in no week count for, though they could be in one, beside their cost."""
    programme, waiting = ruin.programme, [number for number in ruin.events if number not in ruin.book.placed]
    weeks = {number: len(programme.events[number].held) * programme.events[number].team for number in waiting}
    return sum(programme.unplaced[number] * weeks[number] * FOR_A_WEEK for number in waiting)


@given(st.integers(0, 10**6), st.sampled_from([0.0, 5.0]))
def test_a_step_that_is_refused_leaves_all_as_it_was(seed: int, heat: float) -> None:
    found = of_teams(seed, events=8, people=5, weeks=6)
    ruin = Ruin(Diary.of(greedy(programme(found))), np.random.default_rng(seed))
    for _ in range(10 if ruin.events else 0):
        cost, hard = ruin.book.cost(), hard_left_out(ruin)
        dearer = ruin.step(heat)
        assert heat or dearer + hard_left_out(ruin) - hard < 1e-6
        assert ruin.book.cost() == cost + dearer
    again = Book.blank(ruin.programme)
    again.place_many(ruin.book.placed)
    assert (again.free == ruin.book.free).all()
    assert (again.holds == ruin.book.holds).all()
    assert (again.load == ruin.book.load).all()
    assert again.leads == ruin.book.leads
    assert {body: sorted(weeks) for body, weeks in again.weeks_at.items() if weeks} == {
        body: sorted(weeks) for body, weeks in ruin.book.weeks_at.items() if weeks
    }
    assert +Counter(again.starts) == +Counter(ruin.book.starts)
    assert Diary.of(again).holds == ruin.diary.holds


class TestWhatIsDropped:
    def of(self, *weeks: int, most: int = 2, locked: int | None = None) -> Diary:
        """The diary of one person with an event in each of some weeks, and perhaps a locked one."""
        lock = None if locked is None else Placement("locked", locked, ("p",), "p")
        events = [*(event(str(week), 4) for week in weeks), *([event("locked", 4, locked=lock)] if lock else [])]
        made = problem(events, [person("p", most_running=most)], working_days=(5,) * 8)
        book = Book.blank(programme(made))
        for number, week in enumerate(weeks):
            book.place(number, Held(week, (0,), 0))
        return Diary.of(book)

    def test_all_that_is_in_the_weeks_themselves(self) -> None:
        assert self.of(0, 3, 6).dropped(0, range(3, 4), np.random.default_rng(1)) == {1}

    @pytest.mark.parametrize("seed", range(6))
    def test_and_what_would_make_too_many_in_a_row(self, seed: int) -> None:
        dropped = self.of(1, 2, 4).dropped(0, range(3, 4), np.random.default_rng(seed))
        left = {1, 2, 3, 4} - {(1, 2, 4)[number] for number in dropped}
        runs = [sorted(left & set(range(first, first + 3))) for first in range(6)]
        assert dropped
        assert not any(len(run) == 3 for run in runs)

    def test_but_nothing_that_is_locked(self) -> None:
        assert self.of(2, most=1, locked=4).dropped(0, range(3, 4), np.random.default_rng(1)) == {0}
        assert self.of(most=1, locked=4).dropped(0, range(3, 4), np.random.default_rng(1)) == set()
