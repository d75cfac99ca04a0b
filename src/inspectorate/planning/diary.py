"""A book that also says which events each person holds in each week, and what they would drop for another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from inspectorate.planning.book import Book, Held, weeks_held


@dataclass(slots=True)
class Diary:
    """``holds``: the events that are in the book, by person and week; what is locked is not among them, but ``locked``
    says where there is any. ``hard``: of each event the weeks that it takes of all its people. ``on``: the people of
    each event that is in the book, as `bits`, in the order in which it has them."""

    book: Book
    holds: list[list[set[int]]]
    locked: list[list[bool]]
    hard: list[int]
    on: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, book: Book) -> Diary:
        """The diary of a book, which from now on changes through it alone."""
        programme, (people, weeks) = book.programme, book.free.shape
        holds: list[list[set[int]]] = [[set() for _ in range(weeks)] for _ in range(people)]
        diary = cls(book, holds, programme.told.tolist(), (programme.lasts * programme.team).tolist())
        for number, held in book.placed.items():
            diary._enter(number, held)
        return diary

    def place(self, number: int, held: Held) -> None:
        """Place an event in the book."""
        self.book.place(number, held)
        self._enter(number, held)

    def take_out(self, number: int) -> Held:
        """Take an event out of the book; where it was."""
        held = self.book.take_out(number)
        del self.on[number]
        weeks = weeks_held(self.book.programme.shapes[number], held.week)
        for person in held.people:
            for week in weeks:
                self.holds[person][week].remove(number)
        return held

    def _enter(self, number: int, held: Held) -> None:
        self.on[number] = bits(held.people)
        weeks = weeks_held(self.book.programme.shapes[number], held.week)
        for person in held.people:
            for week in weeks:
                self.holds[person][week].add(number)

    def shared(self, people: int) -> list[int]:
        """The events in the book that have one of some people, given as `bits`."""
        return [number for number, those in self.on.items() if those & people]

    def weight(self, person: int, weeks: range) -> int:
        """How hard all that a person holds in some weeks is together, each for each of its weeks among them."""
        return sum(self.hard[number] for week in weeks for number in self.holds[person][week])

    def dropped(self, person: int, weeks: range, draw: np.random.Generator) -> set[int]:
        """What a person drops to be on another event in some weeks: all that they hold then, and some of what they hold
        before or after, as is drawn, until the weeks in a row are no more than may be. What is locked they do not drop,
        so that it can be too little."""
        holds, locked, most = self.holds[person], self.locked[person], self.book.programme.most_running[person]
        found = set[int]().union(*(holds[week] for week in weeks))

        def busy(week: int) -> bool:
            return 0 <= week < len(holds) and (locked[week] or not holds[week] <= found)

        while True:
            # The weeks in a row that those are among.
            first, last = weeks.start, weeks.stop - 1
            while busy(first - 1):
                first -= 1
            while busy(last + 1):
                last += 1
            if last - first < most:
                return found
            free = [week for week in range(first, last + 1) if week not in weeks and not locked[week]]
            if not free:
                return found
            found |= holds[free[int(draw.integers(len(free)))]]


def bits(people: Iterable[int]) -> int:
    """Some people as one number, which is soon compared with another."""
    return sum(1 << person for person in people)
