"""Blocks are placed anew at the same time: every rule is kept, nothing becomes dearer, and who does it is the same."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import replace

import pytest
from distributed import LocalCluster
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.made import made, of_teams
from tests.planning.small import event, person, problem

from inspectorate.planning.apart import Part, Round, grounds
from inspectorate.planning.at_once import blocks
from inspectorate.planning.block import asked
from inspectorate.planning.book import Book, Held
from inspectorate.planning.check import check_plan
from inspectorate.planning.effort import Effort
from inspectorate.planning.executors import ClusterUnreachable, Here, cluster, processes
from inspectorate.planning.greedy import greedy
from inspectorate.planning.model import Places, Problem
from inspectorate.planning.polish import AGREED, GUIDED, SEARCHED, _around, all_options, enter, improve, rounds_of_teams
from inspectorate.planning.programme import programme
from inspectorate.planning.rows import Answer, Rows
from inspectorate.planning.solve import solve

FEW = 4
LOCAL = {"protocol": "tcp://", "host": "127.0.0.1"}


@pytest.fixture(scope="module", params=["processes", "dask"])
def executor(request: pytest.FixtureRequest) -> Iterator[Executor]:
    if request.param == "processes":
        with processes(2) as found:
            yield found
    else:
        local = LocalCluster(2, threads_per_worker=1, processes=False, dashboard_address=None, **LOCAL)
        with local, cluster(local.scheduler_address) as found:
            yield found


def answered(book: Book, part: Part[Rows, Answer]) -> int:
    """By how much the best places for a part, entered into the book, are cheaper."""
    return enter(book, part, part.read(part.question.solve(None)))


@given(st.integers(0, 10**6), st.booleans())
def test_answers_keep_every_rule_in_whatever_order_they_come(seed: int, backwards: bool) -> None:
    found = made(seed, events=12, people=4, weeks=6)
    book = greedy(programme(found), seed=seed)
    before, shared = book.cost(), Round.over(book)
    together = blocks(book.programme, range(len(book.programme.events)), most=FEW)
    parts = [shared.ask(one, all_options, asked) for one in together]
    saved = [answered(book, part) for part in (parts[::-1] if backwards else parts)]
    checked = check_plan(found, book.plan())
    assert (checked.breaches, checked.cost) == ((), before - sum(saved))
    assert min(saved) >= 0


def test_any_executor_gives_the_same(executor: Executor) -> None:
    found = made(5, events=30, people=6, weeks=10)
    books = [greedy(programme(found)) for _ in range(2)]
    for book, by in zip(books, (Here(), executor), strict=True):
        for way in (GUIDED, AGREED, SEARCHED):
            together = list(blocks(book.programme, range(len(book.programme.events)), most=FEW))
            assert sum(improve(book, together, all_options, way, executor=by)) >= 0
    assert books[0].plan() == books[1].plan()
    effort = Effort(iterations=10, turns=1)
    for one in (found, of_teams(5, events=8, people=5, weeks=6)):
        settled = solve(one, effort=effort, executor=executor)
        assert replace(settled, seconds=0) == replace(solve(one, effort=effort), seconds=0)


def test_what_another_block_could_use_is_closed_but_for_what_is_held() -> None:
    """Two events share the week of one person, and both are best a week later: only the first may look at that one.
    A third is at the body of the first, and stays."""
    events = [event("a", usual=1), event("b", usual=1), event("c", body="body-a")]
    found = problem(events, [person("p")], rules={"early": 1, "spacing": 1})
    book = Book.blank(programme(found))
    for number in range(3):
        book.place(number, Held(0 if number < 2 else 3, (0,), 0))
    shared = Round.over(book)
    first, second, third = (shared.ask([number], all_options, asked) for number in range(3))
    assert answered(book, second) == 0
    assert answered(book, first) == 1
    assert (book.placed[0].week, book.placed[1].week, third.events) == (1, 0, [])


def test_where_starts_are_limited_those_of_another_block_are_closed() -> None:
    people = [person(name) for name in "pq"]
    events = [event(name, usual=1, skills=(name,), latest=1) for name in "pq"]
    found = problem(
        events,
        [replace(one, skills={one.id: None}) for one in people],
        rules={"early": 1, "most_starts": {"north": 2}},
    )
    book = Book.blank(programme(found))
    for number in range(2):
        book.place(number, Held(0, (number,), number))
    book.starts["north", 1] += 1  # as of an event of another block
    shared = Round.over(book)
    parts = [shared.ask([number], all_options, asked) for number in range(2)]
    assert [answered(book, part) for part in parts] == [1, 0]


def test_weeks_that_a_rule_ties_together_are_one_ground() -> None:
    people = [
        person("p"),
        person("q", most_running=2, lost={3: 10}),
        person("r", most_running=2, lost={2: 10}),
        person("s", share=5),
    ]
    found = programme(problem([event("a")], people, rules={"over_share": 1}))
    assert grounds(found).tolist() == [[0, 1, 2, 3], [4, 4, 4, 7], [8, 9, 10, 11], [12, 12, 12, 12]]
    free = replace(found, problem=replace(found.problem, rules=replace(found.problem.rules, over_share=0)))
    assert grounds(free).tolist()[3] == [12, 13, 14, 15]


def along_a_road(*towns: str) -> Problem:
    """An event in each of some towns, which lie along a road an hour from one another, named by how far they are."""
    found = problem([event(f"{number}", place=town, region=town) for number, town in enumerate(towns)], [person("p")])
    minutes = tuple(tuple(60 * abs(one - other) for other in range(len(towns))) for one in range(len(towns)))
    homes = tuple(replace(one, home=towns[0], region=towns[0]) for one in found.people)
    return replace(found, places=Places(towns, minutes), people=homes)


def test_a_block_is_of_neighbours_and_the_next_begins_far_from_it() -> None:
    prepared = programme(along_a_road(*"abcdef"))
    assert list(blocks(prepared, range(len(prepared.events)), most=2)) == [[0, 1], [4, 5], [2, 3]]
    assert list(blocks(prepared, [1, 5], most=2)) == [[1, 5]]
    assert list(blocks(programme(problem([], [])), [], most=2)) == []


def round_a_team() -> Book:
    """A team of ``p`` and ``q`` in the week 4, what ``p`` and ``q`` hold in other weeks, what ``r`` holds, and an event
    that is in no week."""
    people = [person("p", skills={"s": None}), person("q", skills={"s": None}), person("r")]
    events = [event("t", 10, team=2, skills=("s",)), *(event(name, 10) for name in "abcd"), event("e", latest=-1)]
    book = Book.blank(programme(problem(events, people, working_days=(5,) * 30)))
    for number, week, who in ((0, 4, (0, 1)), (1, 5, (0,)), (2, 9, (1,)), (3, 29, (0,)), (4, 4, (2,))):
        book.place(number, Held(week, who, who[0]))
    return book


def test_round_an_event_is_what_those_who_may_be_on_it_hold_in_weeks_near_one_of_its_own() -> None:
    book = round_a_team()
    blocks_of_turns = [block for turn in range(6) for together in rounds_of_teams(book, turn) for block in together]
    assert {5} <= set.intersection(*map(set, blocks_of_turns))
    alone = [_around(book, 0, week=3, reach=reach, most=9) for reach in (2, 8)]
    assert alone == [[0, 1, 5], [0, 1, 2, 5]]
    assert _around(book, 0, week=3, reach=8, most=1) == [0, 5]
    assert _around(book, 1, week=3, reach=8, most=9) == [0, 1, 2, 4, 5]


def test_what_is_in_no_week_comes_first_and_what_could_be_in_none_never() -> None:
    events = [event("a"), event("b"), event("c", 4, earliest=3, latest=0)]
    book = Book.blank(programme(problem(events, [person("p")])))
    book.place(0, Held(0, (0,), 0))
    assert list(rounds_of_teams(book, 0)) == [[[0, 1, 2]]]


def test_a_cluster_that_is_none_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inspectorate.planning.executors.SECONDS_TO_REACH", 0.2)
    with pytest.raises(ClusterUnreachable, match="answers at “tcp:"), cluster("tcp://127.0.0.1:1"):
        pass
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterUnreachable, match="not installed"), cluster("tcp://127.0.0.1:1"):
        pass
