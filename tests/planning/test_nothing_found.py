"""A block for which its solver finds nothing in its time."""

from __future__ import annotations

from tests.planning.made import made

from inspectorate.planning.apart import Round
from inspectorate.planning.greedy import greedy
from inspectorate.planning.polish import blocks, enter
from inspectorate.planning.programme import programme


def test_the_book_stays_as_it_is() -> None:
    book = greedy(programme(made(5, events=12, people=4, weeks=6)))
    before, shared = book.plan(), Round.over(book)
    part = shared.ask(next(blocks(book.programme, 0, most=4)), None, most=20)
    assert enter(book, part, None) == 0
    assert book.plan() == before
