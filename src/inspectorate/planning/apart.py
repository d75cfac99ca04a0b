"""Blocks that are placed anew at the same time, and none of which takes what another might.

A block may use whatever the options of its events name. To the blocks after it in the round that is closed, but for
what their own events hold already, and events at its bodies stay where they are. So the answers to all of them can go
into the book one after the other, whichever of them are used: no rule is broken, and the parts of the cost that blocks
share (half-days above a fair share) add up to no more than each was told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

import numpy as np

from inspectorate.planning.block import Placed
from inspectorate.planning.book import Book, Held, free_around
from inspectorate.planning.options import Choices
from inspectorate.planning.pairs import Flags, Ints
from inspectorate.planning.programme import NO_SHARE, Programme

Question = TypeVar("Question")
Said = TypeVar("Said")

Find = Callable[[Book, Sequence[int], Mapping[int, Held]], Choices]
"""What finds options of events that are in no week of a book, what they held among them."""


Asks = Callable[[Book, Choices, Mapping[int, Held]], tuple[Question, Callable[[Said], Placed | None]]]
"""What asks for cheaper places for events that are in no week of a book, over their options, with where they were; and
what reads the answer."""


@dataclass(frozen=True, slots=True)
class Way(Generic[Question, Said]):
    """How blocks are placed anew: what ``asks``, and what ``answers`` by a time (of `time.time`), wherever it runs."""

    asks: Asks[Question, Said]
    answers: Callable[[Question, float | None], Said]


@dataclass(frozen=True, slots=True)
class Part(Generic[Question, Said]):
    """A block that is asked about: its events, where they are, the question, and what reads the answer to it."""

    events: Sequence[int]
    held: Mapping[int, Held]
    question: Question
    read: Callable[[Said], Placed | None]


@dataclass(slots=True)
class Round:
    """What the blocks of a round may use: ``taken``, by the number of the ground (`grounds`); ``bodies``; ``starts``,
    by region and week, where they are limited."""

    book: Book
    grounds: Ints
    taken: Flags
    bodies: set[str]
    starts: set[tuple[str, int]]

    @classmethod
    def over(cls, book: Book) -> Round:
        numbers = grounds(book.programme)
        return cls(book, numbers, np.zeros(numbers.size, dtype=bool), set(), set())

    def ask(self, events: Sequence[int], find: Find, asks: Asks[Question, Said]) -> Part[Question, Said]:
        """Where the events could be for less, over the options that are found for them. The book stays as it is."""
        book = self.book
        ours = [number for number in events if book.programme.events[number].body not in self.bodies]
        free, starts = book.free.copy(), {key: book.starts[key] for key in self.starts}
        held = {number: book.take_out(number) for number in ours if number in book.placed}
        lent = self._lent(free, starts)
        choices = find(lent, ours, held)
        question, read = asks(lent, choices, held)
        for number, place in held.items():
            book.place(number, place)
        self._reserve(choices)
        return Part(ours, held, question, read)

    def _lent(self, free: Ints, starts: Mapping[tuple[str, int], int]) -> Book:
        """The book without some events: of what is taken, only what they held; ``free`` and ``starts`` as with them."""
        book, most = self.book, self.book.programme.problem.rules.most_starts
        own = {key: most[key[0]] - (count - book.starts[key]) for key, count in starts.items()}
        left = np.where(self.taken[self.grounds], book.free - free, book.free)
        return replace(book, free=left, starts=defaultdict(int, book.starts | own))

    def _reserve(self, choices: Choices) -> None:
        limited = self.book.programme.problem.rules.most_starts
        order = np.argsort(choices.of, kind="stable")
        ends = np.searchsorted(choices.of[order], np.arange(len(choices.events) + 1))
        for of, number in enumerate(choices.events.tolist()):
            event, here = self.book.programme.events[number], order[ends[of] : ends[of + 1]]
            person, week = choices.person[here], choices.week[here]
            for offset in range(-event.before, len(event.held) - event.before):
                self.taken[self.grounds[person, week + offset]] = True
            self.bodies.add(event.body)
            if event.region in limited:
                self.starts |= {(event.region, one) for one in np.unique(week).tolist()}


def grounds(programme: Programme) -> Ints:
    """The weeks of people that a rule ties together have one number, every other week its own. (P, W).

    Weeks in which somebody could work in a row are tied where they are more than may be; all weeks are of somebody
    whose load has a price.
    """
    can_work = (programme.free > 0) | programme.told
    before, after = free_around(can_work)
    people, weeks = can_work.shape
    numbers = np.arange(people * weeks, dtype=np.int64).reshape(people, weeks)
    long = can_work & (after - before - 1 > programme.most_running[:, None])
    tied = np.where(long, numbers[:, :1] + before + 1, numbers)
    shared = (programme.share < NO_SHARE) & (programme.problem.rules.over_share > 0)
    found: Ints = np.where(shared[:, None], numbers[:, :1], tied)
    return found
