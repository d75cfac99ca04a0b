"""What cannot be: obligations of which not all can be placed, without any that the conflict would be one without."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from inspectorate.planning.block import fits
from inspectorate.planning.book import Book, cells
from inspectorate.planning.model import Event, Person, Problem
from inspectorate.planning.options import options
from inspectorate.planning.programme import programme


@dataclass(frozen=True, slots=True)
class Missing:
    """The capacity that would let a set be placed: so many more people in a region, with these skills and grade, for so
    many half-days each within some weeks."""

    region: str
    people: int
    half_days: int
    skills: tuple[str, ...]
    grade: int
    first_week: int
    last_week: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """Events that cannot all be placed, which is proven.

    ``irreducible``: it is proven that they can once any one of them is left out. ``smallest``: it is proven that no
    smaller set is in conflict, which is known of a set of one. ``missing``: ``None`` where more people would not help,
    say because no week can hold an event, or where it was not found in the time.
    """

    events: tuple[str, ...]
    irreducible: bool
    smallest: bool
    missing: Missing | None


def conflict(book: Book, event: str, *, most: int = 200, seconds: float | None = None) -> Conflict | None:
    """Why an event is in no week of a plan: a set of events that cannot all be placed.

    The set grows round the event by those who hold its people's time in the plan, up to ``most`` of them, until it can
    be shown not to fit. ``None``: it was not shown; the event may fit if many others move. ``seconds``: for each
    question that is asked.
    """
    events = book.programme.events
    empty = Book.blank(book.programme)
    found, grown = [next(number for number, one in enumerate(events) if one.id == event)], 0
    while _fit(empty, found, seconds) is not False:
        if len(found) in (grown, most):
            return None
        grown = len(found)
        found = [*found, *rivals(book, found)][:most]
    left, sure = _reduced(empty, found, seconds)
    in_conflict = [events[number] for number in sorted(left)]
    missing = _missing(book.programme.problem, in_conflict, seconds)
    return Conflict(tuple(one.id for one in in_conflict), sure, len(left) == 1, missing)


def rivals(book: Book, events: Sequence[int]) -> list[int]:
    """The placed events that hold time, a body's weeks or a region's starts that ``events`` could have used."""
    prepared, empty = book.programme, Book.blank(book.programme)
    wanted = np.zeros(prepared.free.shape, dtype=bool)
    bodies, starts = set(), set()
    for number in events:
        event, open_to = prepared.events[number], options(empty, number)
        bodies.add(event.body)
        starts |= {(event.region, week) for week in open_to.week.tolist()}
        for offset in range(-event.before, len(event.held) - event.before):
            wanted[open_to.person, open_to.week + offset] = True
    limited, asking = prepared.problem.rules.most_starts, set(events)
    holder, *at = cells(prepared, book.placed)
    hold = set(holder[wanted[tuple(at)]].tolist())
    return [
        number
        for number, held in sorted(book.placed.items())
        if number not in asking
        and (
            number in hold
            or prepared.events[number].body in bodies
            or (prepared.events[number].region in limited and (prepared.events[number].region, held.week) in starts)
        )
    ]


def _fit(empty: Book, numbers: Sequence[int], seconds: float | None) -> bool | None:
    """Whether some events would all fit if no other were to be placed."""
    return fits(empty, [options(empty, number) for number in numbers], seconds=seconds)


def _reduced(empty: Book, numbers: list[int], seconds: float | None) -> tuple[list[int], bool]:
    """A set that does not fit, with nothing left that could be taken away; and whether each question was answered.

    Halves are tried first, then halves of them; the last round asks about every event that is left.
    """
    left, sure, size = list(numbers), True, len(numbers)
    while size > 1:
        size, at, sure = size // 2, 0, True
        while at < len(left):
            rest = left[:at] + left[at + size :]
            answer = _fit(empty, rest, seconds)
            sure &= answer is not None
            if answer is False:
                left = rest
            else:
                at += size
    return left, sure


def _missing(problem: Problem, events: Sequence[Event], seconds: float | None) -> Missing | None:
    """The fewest people, for the shortest of the events in conflict, with whom all would fit."""
    for extra in range(1, max(event.team for event in events) + 1):
        for event in sorted(events, key=lambda one: (sum(one.held), one.id)):
            helped = replace(
                problem,
                people=(*problem.people, *(_ideal(event, number) for number in range(extra))),
                events=(*events, *(one for one in problem.events if one.locked)),
            )
            if extra <= event.team and _fit(Book.blank(programme(helped)), range(len(events)), seconds):
                weeks = np.flatnonzero(programme(helped).allowed[list(events).index(event)])
                return Missing(
                    event.region,
                    extra,
                    sum(event.held),
                    tuple(sorted({*event.skills, *event.cover})),
                    event.lead_grade,
                    int(weeks[0]) - event.before,
                    int(weeks[-1]) - event.before + len(event.held) - 1,
                )
    return None


def _ideal(event: Event, number: int) -> Person:
    """Somebody who could do whatever an event asks of anybody."""
    skills = dict.fromkeys((*event.skills, *event.cover))
    return Person(f"more-{number}", event.region, event.place, grade=event.lead_grade, skills=skills)
