"""A block for which its solver finds nothing in its time, or nothing better."""

from __future__ import annotations

from tests.planning.made import made
from tests.planning.small import event, person, problem

from inspectorate.planning.apart import Round
from inspectorate.planning.at_once import blocks
from inspectorate.planning.block import Placed, asked
from inspectorate.planning.book import Book, Held
from inspectorate.planning.greedy import greedy
from inspectorate.planning.polish import all_options, enter
from inspectorate.planning.programme import programme


def test_the_book_stays_as_it_is() -> None:
    book = greedy(programme(made(5, events=12, people=4, weeks=6)))
    before, shared = book.plan(), Round.over(book)
    part = shared.ask(next(blocks(book.programme, range(len(book.programme.events)), most=4)), all_options, asked)
    assert enter(book, part, None) == 0
    assert book.plan() == before


def test_what_is_dearer_is_put_back_and_what_costs_the_same_is_taken() -> None:
    """The second event is in no week; where the first is taken out for it, the plan would be dearer."""
    book = Book.blank(programme(problem([event("a"), event("b")], [person("p"), person("q")])))
    book.place(0, Held(0, (0,), 0))
    part = Round.over(book).ask([0, 1], all_options, asked)
    dearer = Placed({0: None, 1: Held(3, (0,), 0)}, optimal=False)
    assert enter(book, part, dearer) == 0
    assert book.placed == {0: Held(0, (0,), 0)}
    assert enter(book, part, Placed({0: Held(0, (1,), 1), 1: None}, optimal=False)) == 0
    assert book.placed == {0: Held(0, (1,), 1)}
