"""A first plan for events for one, from what people took most often while prices were moved.

At good prices many options are as good as another, and which of them people take changes from one iteration to the
next. How often each is taken, on the average of many iterations, comes close to the relaxation's answer (the volume
algorithm; Barahona and Anbil, 2000). Taken most often means placed first.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from inspectorate.planning.book import Book, Held
from inspectorate.planning.columns import Columns
from inspectorate.planning.gain import Gained
from inspectorate.planning.pairs import Ints


@dataclass(slots=True)
class Taken:
    """What was taken in all iterations: prices, and cells (person times W plus the first week)."""

    prices: list[Ints] = field(default_factory=list)
    cells: list[Ints] = field(default_factory=list)

    def hear(self, gain: Gained) -> None:
        """Keep what people take at the prices of an iteration."""
        self.prices.append(gain.taken)
        self.cells.append(gain.cells)


def place_likely(book: Book, columns: Columns, taken: Taken) -> None:
    """Place events for one where they were taken most often, as a share of how often each was taken at all, and where
    they still fit; others are left out."""
    programme, cells = columns.programme, book.free.size
    none = np.zeros(0, dtype=np.int64)
    event = columns.event_of(np.concatenate([none, *taken.prices]))
    options, count = np.unique(event * cells + np.concatenate([none, *taken.cells]), return_counts=True)
    event, cell = np.divmod(options, cells)
    share = count / np.bincount(event, weights=count, minlength=1)[event]
    person, first = np.divmod(cell, book.free.shape[1])
    for at in np.argsort(-share, kind="stable").tolist():
        number, who = int(event[at]), int(person[at])
        week = int(first[at]) + programme.events[number].before
        if programme.team[number] == 1 and number not in book.placed and _fits(book, number, who, week):
            book.place(number, Held(week, (who,), who))


def _fits(book: Book, number: int, person: int, week: int) -> bool:
    people, weeks = np.array([person]), np.array([week])
    return bool(
        # Most of what does not fit is told by this alone, which takes next to no time.
        book.free[person, week] >= book.programme.size[number]
        and book.able(number, people, weeks).all()
        and book.rested(number, people, weeks).all()
        and week in book.weeks_open(number)
    )
