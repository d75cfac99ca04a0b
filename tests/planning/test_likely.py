"""Weeks are cut for what was taken most, and events for one go into them where that costs least and rules allow."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.made import made, of_one
from tests.planning.slotted import cheapest, costs, drawn, state
from tests.planning.small import event, person, problem

from inspectorate.planning.book import Book, Held
from inspectorate.planning.bound import dual, worth
from inspectorate.planning.check import check_plan
from inspectorate.planning.columns import SCALE, Columns, columns
from inspectorate.planning.exchange import Question, assign, by_event, improve
from inspectorate.planning.executors import Here
from inspectorate.planning.greedy import Worth
from inspectorate.planning.kernels import NOTHING
from inspectorate.planning.likely import Taken, _parted, _recut, place_likely
from inspectorate.planning.model import Problem
from inspectorate.planning.programme import programme
from inspectorate.planning.shortlist import Shortlist, shortlist
from inspectorate.planning.slots import cut

OPTIONS = 20


def no_worth(built: Columns) -> Worth:
    people, weeks = built.programme.free.shape
    none = np.zeros((11, people, weeks), dtype=np.int64)
    return Worth(none, np.zeros((len(built.programme.events), weeks), dtype=np.int64))


def place(book: Book, listed: Shortlist, taken: Taken, value: Worth, *, most: int = OPTIONS, a_week: int = 0) -> None:
    """Any week may be cut anew."""
    torn = np.ones(book.free.size, dtype=bool)
    place_likely(book, listed, taken, value, torn=torn, most=most, a_week=a_week, executor=Here())


def placed(found: Problem, *took: tuple[int, int, int], most: int = OPTIONS, a_week: int = 0) -> dict[int, Held]:
    """Where events are after (event, person, week) were taken, all in one iteration."""
    built = columns(programme(found))
    width = built.programme.free.shape[1]
    taken, free = Taken.none(built), no_worth(built)
    gained = dual(built, 1.0, iterations=1).gained
    which = np.array([number for number, _, _ in took], dtype=np.int64)
    cells = np.array([who * width + week for _, who, week in took], dtype=np.int64)
    taken.hear(replace(gained, taken=which, cells=cells))
    book = Book.blank(built.programme)
    place(book, shortlist(built, free), taken, free, most=most, a_week=a_week)
    return book.placed


@pytest.mark.parametrize(("took", "there"), [((0, 1), {0, 1}), ((2, 3), {2, 3})])
def test_a_week_is_cut_for_what_was_taken_there(took: tuple[int, int], there: set[int]) -> None:
    """A week has room for six and four half-days, or for five twice. What needs six costs least and what needs four
    most."""
    sizes = {"a": (6, 0), "b": (4, 2), "c": (5, 1), "d": (5, 1)}
    events = [event(name, size, usual=-late, latest=0) for name, (size, late) in sizes.items()]
    found = placed(problem(events, [person("p")]), *((number, 0, 0) for number in took))
    assert found == dict.fromkeys(there, Held(0, (0,), 0))


def test_who_takes_a_slot_is_who_costs_least_there() -> None:
    """The first event took the week, and the second one has the higher price for a week's delay."""
    found = problem([event("a", 10), event("b", 10, weight=2)], [person("p")])
    assert placed(found, (0, 0, 0)) == {0: Held(1, (0,), 0), 1: Held(0, (0,), 0)}


def test_what_starts_are_worth_keeps_a_region_within_its_limit() -> None:
    """Both are best in the first week, in which one may begin. Its start is worth 2 points, for which only the second
    event would wait."""
    found = problem([event("a", weight=3), event("b")], [person("p")], rules={"most_starts": {"north": 1}})
    built = columns(programme(found))
    book, value = Book.blank(built.programme), no_worth(built)
    value.starts[:, 0] = 2 * SCALE
    place(book, shortlist(built, value), Taken.none(built), value)
    assert book.placed == {0: Held(0, (0,), 0), 1: Held(1, (0,), 0)}


def test_the_best_of_each_week_are_options_beside_the_cheapest() -> None:
    """For both the first week is cheapest."""
    found = problem([event("a", 10), event("b", 10)], [person("p")])
    assert len(placed(found, (0, 0, 0), most=1)) == 1
    assert len(placed(found, (0, 0, 0), most=1, a_week=1)) == 2


def test_nobody_is_given_too_many_weeks_in_a_row_and_those_that_were_taken_most_come_first() -> None:
    """Who may have two weeks running has the second and the third, though the first would cost less; the third event
    goes to somebody from the village."""
    people = [person("p", most_running=2), person("q", home="village")]
    found = problem([event(name, 10) for name in "abc"], people, rules={"travel": 2})
    there = placed(found, (0, 0, 1), (1, 0, 2))
    assert {(held.people[0], held.week) for held in there.values()} == {(0, 1), (0, 2), (1, 0)}


def test_teams_and_what_takes_several_weeks_are_left_to_others_and_what_fits_nowhere_is_left_out() -> None:
    events = [event("a", 10), event("b", 10), event("t", 10, team=2), event("l", 12)]
    found = problem(events, [person("p"), person("q")], working_days=(5, 4, 4, 5))
    assert placed(found, (0, 0, 0), (2, 0, 3)).keys() == {0, 1}
    narrow = problem([event("a", 10), event("b", 10)], [person("p")], working_days=(5, 4, 4, 4))
    assert placed(narrow, (0, 0, 0), (1, 0, 0)) == {0: Held(0, (0,), 0)}
    assert placed(problem([], [person("p")])) == {}


def test_what_has_no_option_left_is_left_out() -> None:
    """A team is at the body in the one week that the event has."""
    events = [event("a", body="x", latest=0), event("t", body="x", team=2)]
    built = columns(programme(problem(events, [person(name) for name in "pqr"], rules={"spacing": 2})))
    book, free = Book.blank(built.programme), no_worth(built)
    book.place(1, Held(1, (0, 1), 0))
    place(book, shortlist(built, free), Taken.none(built), free)
    assert book.placed.keys() == {1}


def at_one_body(weights: list[int], **rules: int) -> Problem:
    """Events at one body, all of them best in the third week, and somebody for each."""
    events = [event(f"{number}", body="x", usual=2, latest=8, weight=weight) for number, weight in enumerate(weights)]
    people = [person(f"p{number}") for number in range(len(events))]
    return problem(events, people, working_days=(5,) * 9, rules={"spacing": 2, **rules})


@pytest.mark.parametrize(
    ("weights", "rules", "weeks"),
    [
        ([1, 3], {"late": 1, "early": 3}, [4, 2]),
        ([3, 1], {"late": 1, "early": 3}, [2, 4]),
        ([1, 3], {"late": 3, "early": 1}, [0, 2]),
        ([3, 1], {"late": 3, "early": 1}, [2, 0]),
        ([3, 2, 1], {"late": 1, "early": 9}, [2, 4, 6]),
    ],
)
def test_events_at_one_body_part_where_they_lose_least(
    weights: list[int], rules: dict[str, int], weeks: list[int]
) -> None:
    found = placed(at_one_body(weights, **rules))
    assert [found[number].week for number in range(len(weights))] == weeks


@pytest.mark.parametrize("spacing", [2, 4, 6])
@pytest.mark.parametrize("statutory", [0, 1])
def test_where_two_cannot_part_the_one_that_is_cheaper_to_leave_out_gives_way(spacing: int, statutory: int) -> None:
    """However many weeks they would have to be apart, in a programme of four."""
    events = [event(f"{number}", body="x", latest=0, statutory=number == statutory) for number in range(2)]
    assert placed(problem(events, [person("p"), person("q")], rules={"spacing": spacing})).keys() == {statutory}


def test_those_that_are_apart_stay_so_though_others_are_as_good() -> None:
    """The first event could as well be a week earlier, but for one that can be nowhere else."""
    events = [
        event("a", 10, body="x", latest=1),
        event("b", 10, body="x", earliest=3, usual=3),
        event("c", 10, latest=0),
    ]
    found = problem(events, [person("p")], rules={"spacing": 2, "late": 0})
    assert placed(found) == {0: Held(1, (0,), 0), 1: Held(3, (0,), 0), 2: Held(0, (0,), 0)}


@given(st.integers(0, 10**6))
def test_every_rule_is_kept(seed: int) -> None:
    found = made(seed, events=16, people=5, weeks=8)
    built = columns(programme(found))
    taken = Taken.none(built)
    settled = dual(built, 8.0, iterations=30, heard=taken.hear)
    book, value = Book.blank(built.programme), worth(built, settled)
    place(book, shortlist(built, value), taken, value)
    assert check_plan(found, book.plan()).breaches == ()
    assert taken.iterations == 29


@given(st.integers(0, 10**6))
def test_whatever_stays_open_events_at_one_body_are_apart(seed: int) -> None:
    built = columns(programme(of_one(seed, events=12, people=4, weeks=6)))
    book, listed = Book.blank(built.programme), shortlist(built, no_worth(built))
    choices = by_event(listed.choices(book, np.flatnonzero(np.diff(listed.first)).tolist(), {}, most=OPTIONS))
    slots, cells = cut(book.programme, choices, book.free, 1)
    assign(slots)
    found = _parted(book, slots, choices, cells)
    bodies = [book.programme.events[number].body for number in choices.events.tolist()]
    weeks = {of: choices.week[found & (choices.of == of)] for of in np.flatnonzero(slots.slot != NOTHING).tolist()}
    for one, other in combinations(weeks, 2):
        apart = abs(weeks[one][:, None] - weeks[other])
        assert bodies[one] != bodies[other] or (apart >= book.programme.problem.rules.spacing).all()


@given(st.integers(0, 10**6))
def test_weeks_are_cut_in_parts_for_what_is_no_dearer_the_same_by_any_executor(seed: int) -> None:
    slots = drawn(seed, events=20, people=5)
    assign(slots)
    before, ways = costs(slots), slots.way.copy()
    draw, found = np.random.default_rng(seed), []
    group, torn = draw.integers(0, 3, len(ways)), draw.random(len(ways)) < 0.8
    with ThreadPoolExecutor(2) as threads:
        for executor in (Here(), threads):
            slots.way[:] = ways
            _recut(slots, group, torn, executor, None)
            found.append(state(slots))
    assert found[0] == found[1]
    assert cheapest(slots) <= before
    assert slots.way[~torn].tolist() == ways[~torn].tolist()


def test_a_week_is_torn_where_it_was_now_for_one_event_and_now_for_several() -> None:
    """Sizes are 4, 6 and 10. In a week of ten half-days only 10 leaves no room, in one of eight 6 leaves none."""
    taken = Taken(np.array([0, 4, 6, 10]), np.zeros((4, 11), dtype=np.int64), iterations=4)
    taken.count[0, 10] = 4
    taken.count[1, [4, 6, 10]] = 3, 3, 1
    taken.count[2, [4, 6]] = 4, 2
    assert taken.torn(np.array([[10, 10], [8, 0]])).tolist() == [0, 0.25, 0.5, 0]


def test_where_counts_say_too_little_a_week_is_torn() -> None:
    """Nothing was heard; or a week can be cut into several slots in more ways than one: six and four, or five twice."""
    none = np.zeros((1, 11), dtype=np.int64)
    assert Taken(np.array([4, 10]), none, iterations=0).torn(np.array([[10]])).tolist() == [0.5]
    assert Taken(np.array([4, 10]), none, iterations=1).torn(np.array([[10]])).tolist() == [0]
    assert Taken(np.array([4, 5, 6]), none, iterations=1).torn(np.array([[10]])).tolist() == [0.5]


@given(st.integers(0, 10**6))
def test_one_part_is_cut_as_all_is(seed: int) -> None:
    slots = drawn(seed)
    assign(slots)
    ways = slots.way.copy()
    improve(Question(slots, np.arange(len(ways)), depth=0, tried=1, seed=0), None)
    found = slots.way.tolist()
    slots.way[:] = ways
    _recut(slots, np.zeros(len(ways), dtype=np.int64), np.ones(len(ways), dtype=bool), Here(), None)
    assert slots.way.tolist() == found
