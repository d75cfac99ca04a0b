"""A saved plan in a book again: its events where it has them, as far as they still can be there."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np

from inspectorate.planning.book import Book, Held, weeks_held
from inspectorate.planning.greedy import has_skill
from inspectorate.planning.model import Plan, Problem
from inspectorate.planning.options import options
from inspectorate.planning.programme import programme


def book_of(problem: Problem, plan: Plan) -> Book:
    """A book that holds what a plan says and the rules of the problem allow; all of it if the plan was made for it."""
    book = Book.blank(programme(problem))
    keep(book, held_by(book, plan))
    return book


def held_by(book: Book, plan: Plan) -> Mapping[int, Held]:
    """What the plan says of the events that are to be placed, as far as its people are still there."""
    events = {event.id: number for number, event in enumerate(book.programme.events)}
    people = {person.id: number for number, person in enumerate(book.programme.problem.people)}
    found = {}
    for placement in plan.placements:
        if placement.event in events:
            team = tuple(sorted(people.get(name, -1) for name in placement.people))
            found[events[placement.event]] = Held(placement.week, team, people.get(placement.lead, -1))
    return found


def keep(book: Book, before: Mapping[int, Held]) -> int:
    """Enter what may stay as it was; how many events could not, whatever became of the others.

    All that is right by itself is entered at once. What then touches a broken rule is taken out again, and entered one
    by one where it fits.
    """
    alone = [number for number, held in before.items() if _right(book, number, held)]
    for number in alone:
        book.place(number, before[number])
    doubted = _touching(book)
    for number in doubted:
        book.take_out(number)
    must = [number for number in before if number not in book.placed]
    blank = Book.blank(book.programme)
    least = sum(1 for number in must if not _fits(blank, number, before[number]))
    for number in doubted:
        if _fits(book, number, before[number]):
            book.place(number, before[number])
    return least


def _right(book: Book, number: int, held: Held) -> bool:
    """Whether an event's week and people are among those that can be, as a quick look tells."""
    programme, pairs, event = book.programme, book.programme.pairs, book.programme.events[number]
    if not 0 <= held.week < programme.allowed.shape[1] or not programme.allowed[number, held.week]:
        return False
    among = pairs.of(number)
    able = pairs.person[among][held.week <= pairs.until[among]]
    if len(held.people) != event.team or not set(held.people) <= set(able.tolist()):
        return False
    if held.lead not in held.people or held.lead not in pairs.person[among][pairs.leads[among]]:
        return False
    people, ends = programme.problem.people, held.week - event.before + len(event.held) - 1
    if not all(any(has_skill(people[one], skill, ends) for one in held.people) for skill in event.cover):
        return False
    cells = np.ix_(held.people, weeks_held(event, held))
    return len(event.held) == 1 or bool((programme.free[cells] >= event.held).all() and not programme.told[cells].any())


def _touching(book: Book) -> list[int]:
    """The events in the book that touch a rule that is broken in it."""
    rules, events = book.programme.problem.rules, book.programme.events
    broken = (book.free < 0) | book.tired()
    near = {
        body
        for body, weeks in book.weeks_at.items()
        if any(later - sooner < rules.spacing for sooner, later in pairwise(sorted(weeks)))
    }
    full = {key for key, count in book.starts.items() if count > rules.most_starts.get(key[0], count)}
    return [
        number
        for number, held in book.placed.items()
        if events[number].body in near
        or (events[number].region, held.week) in full
        or broken[np.ix_(held.people, weeks_held(events[number], held))].any()
        or held.lead in book.kept_from(number)
    ]


def _fits(book: Book, number: int, held: Held) -> bool:
    """Whether an event may be as it was, as the book stands."""
    at = options(book, number)
    here = at.week == held.week
    team = here & np.isin(at.person, held.people)
    return bool(
        team.sum() == len(held.people) == book.programme.team[number]
        and (at.leads & here)[at.person == held.lead].any()
        and at.covers[team].any(axis=0).all()
    )
