"""Programmes small enough to be asked about as one block of all their events, over all their options."""

from __future__ import annotations

from collections.abc import Callable

from inspectorate.planning.block import Placed, asked
from inspectorate.planning.book import Book
from inspectorate.planning.model import Problem
from inspectorate.planning.options import joined, options
from inspectorate.planning.programme import programme
from inspectorate.planning.rows import Answer, Rows


def settled(found: Problem, answered: Callable[[Rows], Answer] = lambda rows: rows.solve(None)) -> tuple[Book, Placed]:
    """The book with whatever an answer to the block places, and what that answer says."""
    book = Book.blank(programme(found))
    rows, said = asked(book, joined([options(book, number) for number in range(len(book.programme.events))]))
    answer = said(answered(rows))
    assert answer is not None
    for number, held in answer.held.items():
        if held:
            book.place(number, held)
    return book, answer
