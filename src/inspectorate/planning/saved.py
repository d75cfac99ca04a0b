"""A saved plan in a book again: its events where it has them, as far as they still can be there."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np

from inspectorate.planning.book import Book, Held, cells, seats, weeks_held
from inspectorate.planning.greedy import has_skill
from inspectorate.planning.model import Event, Plan, Problem
from inspectorate.planning.options import options
from inspectorate.planning.pairs import NO_PAIR, Ints
from inspectorate.planning.programme import Programme, programme


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
    book.place_many({number: before[number] for number in _right(book, before)})
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


def _right(book: Book, before: Mapping[int, Held]) -> list[int]:
    """The events whose week and people are among those that can be, as a quick look tells."""
    programme, pairs = book.programme, book.programme.pairs
    numbers, weeks, lead, team = _columns(before)
    of, people, week = seats(before)
    row = pairs.rows(of, people)
    known = row != NO_PAIR
    of, people, week, row = of[known], people[known], week[known], row[known]
    in_time = week <= pairs.until[row]
    leads = np.zeros(len(programme.events), dtype=np.int64)
    leads[numbers] = lead
    led = in_time & pairs.leads[row] & (people == leads[of])
    able, led_by = (np.bincount(of[which], minlength=len(leads))[numbers] for which in (in_time, led))
    right = (team == programme.team[numbers]) & (able == team) & (led_by > 0)
    right &= (weeks >= 0) & (weeks < programme.allowed.shape[1])
    right[right] = programme.allowed[numbers[right], weeks[right]]
    return [
        number
        for number in numbers[right].tolist()
        for event, held in [(programme.events[number], before[number])]
        if len(set(held.people)) == len(held.people)
        and _has_skills(programme, event, held)
        and _has_weeks(programme, event, held)
    ]


def _columns(before: Mapping[int, Held]) -> tuple[Ints, Ints, Ints, Ints]:
    """The events, their weeks and leads, and how many people they have. (N,) each."""
    rows = [(number, held.week, held.lead, len(held.people)) for number, held in before.items()]
    number, week, lead, team = np.array(rows, dtype=np.int64).reshape(-1, 4).T
    return number, week, lead, team


def _has_skills(programme: Programme, event: Event, held: Held) -> bool:
    """Whether somebody has each skill that must be covered, until the event's end."""
    people, ends = programme.problem.people, held.week - event.before + len(event.held) - 1
    return all(any(has_skill(people[one], skill, ends) for one in held.people) for skill in event.cover)


def _has_weeks(programme: Programme, event: Event, held: Held) -> bool:
    """Whether nothing locked is in the weeks of an event that shares none."""
    if len(event.held) == 1:
        return True
    at = np.ix_(held.people, weeks_held(event, held.week))
    return bool((programme.free[at] >= event.held).all() and not programme.told[at].any())


def _touching(book: Book) -> list[int]:
    """The events in the book that touch a rule that is broken in it."""
    rules, events = book.programme.problem.rules, book.programme.events
    number, *at = cells(book.programme, book.placed)
    broken = set(number[((book.free < 0) | book.tired())[tuple(at)]].tolist())
    near = {
        body
        for body, weeks in book.weeks_at.items()
        if any(later - sooner < rules.spacing for sooner, later in pairwise(sorted(weeks)))
    }
    full = {key for key, count in book.starts.items() if count > rules.most_starts.get(key[0], count)}
    return [
        number
        for number, held in book.placed.items()
        if number in broken
        or events[number].body in near
        or (events[number].region, held.week) in full
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
