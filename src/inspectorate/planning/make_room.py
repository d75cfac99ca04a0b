"""Room for events that have found none where most of the time is that of teams: many lose their places and find
others, or the same again, until none waits; then those that are not at home go there if they can (ruin and recreate, as
`ruin` has it)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import takewhile
from time import monotonic

import numpy as np

from inspectorate.planning.book import Book, Held
from inspectorate.planning.diary import Diary
from inspectorate.planning.ruin import Homes, Ruin

STEPS, STEPS_HOME = 10, 300
"""Steps for each event where no time ends it, and steps in which events go home."""
ELSEWHERE = 0.1
"""What an event that is not at home counts for, as a share of what it costs to leave out the least dear one."""
HEAT, HEAT_HOME = 1.0, 0.1
"""How many events that are not at home a step may typically cost too much; and while events go home."""


def make_room(
    book: Book,
    homes: Mapping[int, Held],
    *,
    idle: Collection[int] = (),
    seed: int = 0,
    until: float | None = None,
    end: float | None = None,
) -> bool:
    """Place events that are in no week, but not the ``idle`` ones, and leave most others at home or bring them there;
    whether a book was found that leaves out less, by what that costs. If not, it is as it was.

    ``until``: the time (of `time.monotonic`) at which the search for room ends if some wait still; without it, after
    `STEPS` for each event. ``end``: that at which no more events go home.
    """
    now, out = dict(book.placed), _left_out(book)
    points = max(round(ELSEWHERE * int(book.programme.unplaced.min(initial=2**30))), 1)
    ruin = Ruin(Diary.of(book), np.random.default_rng(seed), homes=Homes(homes, points), idle=idle)
    _go_to_best(ruin, HEAT * points, _while_some_wait(ruin, until))
    if _left_out(book) == out:
        _go_to(ruin.diary, now)
        return False
    _go_to_best(ruin, HEAT_HOME * points, _in_time(end))
    return True


def _in_time(end: float | None) -> Iterator[int]:
    """The numbers of steps in which events go home."""
    return takewhile(lambda _: end is None or monotonic() < end, range(STEPS_HOME))


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
