"""A book that also says which events each person holds in each week, and what they would drop for another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from inspectorate.planning.book import Book, Held
from inspectorate.planning.pairs import Ints


@dataclass(slots=True)
class Diary:
    """``holds``: the events that are in the book, by person and week; what is locked is not among them. ``hard``: of
    each event the weeks that it takes of all its people, (E,). ``weight``: how hard all that a person holds in a week
    is together, (P, W)."""

    book: Book
    holds: list[list[set[int]]]
    hard: Ints
    weight: Ints

    @classmethod
    def of(cls, book: Book) -> Diary:
        """The diary of a book, which from now on changes through it alone."""
        people, weeks = book.free.shape
        hard, weight = book.programme.lasts * book.programme.team, np.zeros(book.free.shape, dtype=np.int64)
        diary = cls(book, [[set() for _ in range(weeks)] for _ in range(people)], hard, weight)
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
        weeks = self.weeks(number, held.week)
        for person in held.people:
            self.weight[person, weeks.start : weeks.stop] -= self.hard[number]
            for week in weeks:
                self.holds[person][week].remove(number)
        return held

    def _enter(self, number: int, held: Held) -> None:
        weeks = self.weeks(number, held.week)
        for person in held.people:
            self.weight[person, weeks.start : weeks.stop] += self.hard[number]
            for week in weeks:
                self.holds[person][week].add(number)

    def weeks(self, number: int, week: int) -> range:
        """The weeks that an event takes which is first on site in one."""
        shape = self.book.programme.shapes[number]
        return range(week - shape.before, week - shape.before + len(shape.held))

    def dropped(self, person: int, weeks: range, draw: np.random.Generator) -> set[int]:
        """What a person drops to be on another event in some weeks: all that they hold then, and some of what they hold
        before or after, as is drawn, until the weeks in a row are no more than may be. What is locked they do not drop,
        so that it can be too little."""
        holds, programme = self.holds[person], self.book.programme
        found = set[int]().union(*(holds[week] for week in weeks))
        locked, most = programme.told[person].tolist(), int(programme.most_running[person])

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
