"""People who live near each other, and the events that they hold or could have."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.planning.made import made
from tests.planning.small import event, person, problem

from inspectorate.planning.book import Book, Held
from inspectorate.planning.bound import dual, worth
from inspectorate.planning.columns import columns
from inspectorate.planning.model import Places
from inspectorate.planning.neighbours import groups, rounds_of_groups
from inspectorate.planning.programme import Programme, programme
from inspectorate.planning.shortlist import Shortlist, shortlist


def in_towns(people: dict[str, str]) -> Programme:
    """People by the town they live in; towns lie two hours from each other."""
    towns = tuple(sorted(set(people.values())))
    minutes = tuple(tuple(0 if one == other else 120 for other in towns) for one in towns)
    found = problem([event("a", place=towns[0])], [person(name, home=town) for name, town in people.items()])
    return programme(replace(found, places=Places(towns, minutes)))


def test_groups_are_of_those_who_live_in_one_town() -> None:
    prepared = in_towns({"p": "east", "q": "west", "r": "east", "s": "west"})
    for turn in range(6):
        assert sorted(group.tolist() for group in groups(prepared, turn, most=2)) == [[0, 2], [1, 3]]


def test_each_turn_begins_with_somebody_else_and_all_groups_but_the_last_are_full() -> None:
    prepared = in_towns({f"p{number}": "town" for number in range(50)})
    assert len({tuple(groups(prepared, turn, most=9)[0].tolist()) for turn in range(6)}) == 6
    assert [[len(group) for group in groups(prepared, turn, most=20)] for turn in (0, 7)] == [[20, 20, 10]] * 2
    assert [[len(group) for group in groups(prepared, turn)] for turn in (0, 1, 2, 4, 6, 9)] == [[40, 10]] * 6


def test_nobody_is_in_no_group() -> None:
    assert groups(programme(problem([event("a")], [])), 0) == []


@given(st.integers(0, 10**6), st.integers(0, 3))
def test_everybody_is_in_one_group(seed: int, turn: int) -> None:
    prepared = programme(made(seed, events=3, people=7, weeks=4))
    assert sorted(one for group in groups(prepared, turn, most=3) for one in group.tolist()) == list(range(7))


def listed(prepared: Programme) -> Shortlist:
    built = columns(prepared)
    return shortlist(built, worth(built, dual(built, 1.0, iterations=5)))


def test_a_group_has_what_it_holds_and_what_it_could_have_of_what_nobody_holds() -> None:
    """The team's event is not listed; the one that asks for a skill is only for ``q``."""
    events = [event("a"), event("b"), event("c"), event("d", skills=("s",)), event("t", 10, team=2)]
    found = problem(events, [person("p"), person("q", skills={"s": None})], rules={"spacing": 1})
    book = Book.blank(programme(found))
    for number, who in ((0, 0), (1, 1)):
        book.place(number, Held(number, (who,), who))
    book.place(4, Held(2, (0, 1), 0))
    rounds = list(rounds_of_groups(book, listed(book.programme), 0, most=1))
    assert sorted(block for together in rounds for block in together) == [[0, 2], [1, 2, 3]]


def test_a_round_begins_with_the_book_as_it_stands() -> None:
    found = problem([event(name) for name in "abcde"], [person(name) for name in "pqrst"])
    book = Book.blank(programme(found))
    for number in range(5):
        book.place(number, Held(0, (number,), number))
    turn = rounds_of_groups(book, listed(book.programme), 0, most=1)
    first = next(turn)
    for number in range(5):
        book.take_out(number)
    assert next(turn) == [[0, 1, 2, 3, 4]]
    assert [len(block) for block in first] == [1, 1, 1, 1]
