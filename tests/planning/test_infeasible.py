"""What cannot all be placed is named, no more than needed, with the capacity that would let it."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.made import fit_together, made, of_teams, tiny
from tests.planning.small import event, person, problem

from inspectorate.planning.book import Book, Held, weeks_held
from inspectorate.planning.greedy import greedy
from inspectorate.planning.infeasible import Conflict, Missing, conflict, rivals
from inspectorate.planning.model import Event, Problem
from inspectorate.planning.options import options
from inspectorate.planning.programme import programme


def found_conflict(found: Problem, name: str, most: int = 200) -> Conflict | None:
    return conflict(greedy(programme(found)), name, most=most)


def test_a_skill_that_nobody_has_is_named_exactly() -> None:
    found = problem([event("a", 6), event("b", 6, skills=("adoption",), earliest=1, usual=1)], [person("p")])
    missing = Missing("north", 1, 6, ("adoption",), 0, 1, 3)
    assert found_conflict(found, "b") == Conflict(("b",), True, True, missing)


def test_three_events_that_want_the_same_two_weeks() -> None:
    """Two more events of the same person are not among them: they have weeks of their own."""
    same = [event(name, 6, latest=1, statutory=True) for name in "abc"]
    other = [event("d", 6, earliest=2, usual=2), event("e", 4, earliest=3, usual=3)]
    found = problem([*other, *same], [person("p")])
    (left_out,) = greedy(programme(found)).plan().unplaced
    missing = Missing("north", 1, 6, (), 0, 0, 1)
    assert found_conflict(found, left_out) == Conflict(("a", "b", "c"), True, False, missing)


def test_a_team_that_lacks_its_lead_lacks_one_person() -> None:
    found = problem([event("a", 20, team=2, lead_grade=1, cover=("s",))], [person("p"), person("q")])
    assert found_conflict(found, "a") == Conflict(("a",), True, True, Missing("north", 1, 20, ("s",), 1, 0, 3))
    assert found_conflict(problem([event("a", team=2)], []), "a") == Conflict(
        ("a",), True, True, Missing("north", 2, 4, (), 0, 0, 3)
    )


def test_where_no_week_is_long_enough_nobody_is_missing() -> None:
    found = problem([event("a", 10, latest=1)], [person("p")], working_days=(4, 4, 5, 5))
    assert found_conflict(found, "a") == Conflict(("a",), True, True, None)


def test_an_event_that_fits_once_others_move_is_in_no_conflict() -> None:
    found = problem([event("a", 10, latest=0), event("b", 10, latest=1)], [person("p")])
    book = Book.blank(programme(found))
    assert conflict(book, "a") is None
    assert found_conflict(found, "b") is None


def test_what_would_take_too_long_is_not_answered() -> None:
    same = [event(name, 6, latest=1) for name in "abc"]
    found = problem(same, [person("p")])
    (left_out,) = greedy(programme(found)).plan().unplaced
    assert found_conflict(found, left_out, most=2) is None


@pytest.mark.parametrize(
    ("events", "rules"),
    [
        ([event(name, 2, body="x", latest=1) for name in "abc"], {"spacing": 2}),
        ([event(name, 2, region="s", latest=1) for name in "abc"], {"most_starts": {"s": 1}}),
    ],
)
def test_rules_that_are_not_about_people(events: list[Event], rules: dict[str, object]) -> None:
    """Two starts that are too near each other, or three where two weeks take one each: each has a person of its own."""
    people = [person(name, conflicts=()) for name in "pqr"]
    found = problem(events, people, rules=rules)
    left_out = greedy(programme(found)).plan().unplaced[0]
    answer = found_conflict(found, left_out)
    assert answer is not None
    assert (len(answer.events), answer.irreducible, answer.missing) == (2 if "spacing" in rules else 3, True, None)


@given(st.integers(0, 10**6))
def test_a_conflict_is_one_and_has_nothing_needless(seed: int) -> None:
    found = tiny(seed)
    book = greedy(programme(found))
    for name in book.plan().unplaced:
        answer = conflict(book, name)
        if answer:
            assert not fit_together(found, answer.events)
            for fewer in combinations(answer.events, len(answer.events) - 1):
                assert fit_together(found, fewer)


def in_the_way(book: Book, number: int, other: int, held: Held) -> bool:
    """Whether an event holds what another could have in an empty plan."""
    prepared, could = book.programme, options(Book.blank(book.programme), number)
    one, two = prepared.events[number], prepared.events[other]
    seats = [
        (who, Held(week, (who,), who)) for who, week in zip(could.person.tolist(), could.week.tolist(), strict=True)
    ]
    wanted = {(who, week) for who, seat in seats for week in weeks_held(one, seat.week)}
    limited = two.region in prepared.problem.rules.most_starts and two.region == one.region
    return (
        one.body == two.body
        or any((who, week) in wanted for who in held.people for week in weeks_held(two, held.week))
        or (limited and held.week in could.week)
    )


@given(st.integers(0, 10**6), st.sampled_from((made, of_teams)))
def test_rivals_hold_what_others_could_have_used(seed: int, make: type[made]) -> None:
    book = greedy(programme(make(seed, events=9, people=4, weeks=6)), seed=seed)
    for asked in ([0], [1, 3]):
        others = [(other, held) for other, held in sorted(book.placed.items()) if other not in asked]
        assert rivals(book, asked) == [
            other for other, held in others if any(in_the_way(book, number, other, held) for number in asked)
        ]
