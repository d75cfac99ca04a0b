"""Room for events that have found none where most of the time is that of teams: many lose their places and find them
again, most of them where they were, until none waits; then those that are elsewhere go back where they can (ruin and
recreate, as `ruin` has it)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from time import monotonic

import numpy as np

from inspectorate.planning.book import Book, Held
from inspectorate.planning.diary import Diary
from inspectorate.planning.ruin import Kept, Ruin

STEPS, STEPS_BACK = 10, 300
"""Steps for each event where no time ends it, and steps in which events go back."""
ELSEWHERE = 0.1
"""What an event elsewhere than it was counts for, as a share of what it costs to leave out the least dear one."""
HEAT, HEAT_BACK = 1.0, 0.1
"""How many events elsewhere a step may typically cost too much; and while events go back."""


def make_room(
    book: Book, kept: Mapping[int, Held], *, idle: Collection[int] = (), seed: int = 0, until: float | None = None
) -> bool:
    """Place events that are in no week, but not the ``idle`` ones, and most others where they are ``kept``; whether a
    book was found that leaves out less, by what that costs. If not, it is as it was.

    ``until``: the time (of `time.monotonic`) at which the search for room ends if some wait still; without it, after
    `STEPS` for each event.
    """
    programme, now, out = book.programme, dict(book.placed), _left_out(book)
    points = round(ELSEWHERE * int(programme.unplaced.min()))
    ruin = Ruin(Diary.of(book), np.random.default_rng(seed), kept=Kept(kept, points), idle=idle)
    _go_to_best(ruin, HEAT * points, _while_some_wait(ruin, until))
    if _left_out(book) == out:
        _go_to(ruin.diary, now)
        return False
    _go_to_best(ruin, HEAT_BACK * points, range(STEPS_BACK))
    return True


def _while_some_wait(ruin: Ruin, until: float | None) -> Iterator[int]:
    """Numbers, until all events are placed or the time is over."""
    step = 0
    while len(ruin.book.placed) < len(ruin.events):
        if step >= STEPS * len(ruin.events) if until is None else monotonic() >= until:
            break
        yield step
        step += 1


def _go_to_best(ruin: Ruin, heat: float, steps: Iterable[int]) -> None:
    """Take steps, and go to the plan among them that leaves out least, by what that costs, and is the least dear of
    those that leave out as much."""
    best, dearer = dict(ruin.book.placed), 0
    least = (_left_out(ruin.book), dearer)
    for _ in steps:
        dearer += ruin.step(heat)
        reached = (_left_out(ruin.book), dearer)
        if reached < least:
            best, least = dict(ruin.book.placed), reached
    _go_to(ruin.diary, best)


def _go_to(diary: Diary, placed: Mapping[int, Held]) -> None:
    for number in list(diary.book.placed):
        diary.take_out(number)
    for number, held in placed.items():
        diary.place(number, held)


def _left_out(book: Book) -> int:
    """What all events cost that are in no week."""
    unplaced = book.programme.unplaced
    return int(unplaced.sum() - unplaced[[*book.placed]].sum())
