"""Many events are entered in a book and looked up in it at once, as if one after the other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.planning.made import made, of_teams

from inspectorate.planning.book import Book, cells, weeks_held
from inspectorate.planning.greedy import greedy
from inspectorate.planning.programme import programme

MAKERS = st.sampled_from((made, of_teams))


def full(seed: int, make: type[made]) -> Book:
    return greedy(programme(make(seed, events=12, people=6, weeks=8)), seed=seed)


@given(st.integers(0, 10**6), MAKERS)
def test_many_are_placed_as_one_after_the_other(seed: int, make: type[made]) -> None:
    book = full(seed, make)
    together, each = Book.blank(book.programme), Book.blank(book.programme)
    together.place_many(book.placed)
    for number, held in book.placed.items():
        each.place(number, held)
    for name in ("free", "holds", "load"):
        assert (getattr(together, name) == getattr(each, name)).all()
    for name in ("placed", "starts", "weeks_at", "leads"):
        assert getattr(together, name) == getattr(each, name)


@given(st.integers(0, 10**6), MAKERS)
def test_the_weeks_that_events_take_of_their_people(seed: int, make: type[made]) -> None:
    book = full(seed, make)
    found = zip(*(column.tolist() for column in cells(book.programme, book.placed)), strict=True)
    assert sorted(found) == sorted(
        (number, who, week)
        for number, held in book.placed.items()
        for who in held.people
        for week in weeks_held(book.programme.events[number], held.week)
    )


@given(st.integers(0, 10**6), MAKERS)
def test_events_cost_together_what_each_costs_and_what_is_above_fair_shares(seed: int, make: type[made]) -> None:
    book = full(seed, make)
    each = [book.cost_at(number, book.placed.get(number)) for number in range(len(book.programme.events))]
    people = book.programme.problem.people
    shares = zip(people, book.load.tolist(), book.programme.load.tolist(), strict=True)
    over = sum(max(load - max(one.share, told), 0) for one, load, told in shares if one.share is not None)
    above = book.programme.problem.rules.over_share * over
    assert book.cost() == sum(each) + above
    assert book.cost([2, 0]) == each[2] + each[0] + above
    assert book.cost([]) == above
