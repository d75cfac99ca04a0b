"""A first plan: hardest events first, each where it costs least, at the prices of people's time if there are any."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from time import time

import numpy as np

from inspectorate.planning.book import Book, Held
from inspectorate.planning.columns import SCALE
from inspectorate.planning.kernels import NOTHING
from inspectorate.planning.model import Person
from inspectorate.planning.pairs import Ints
from inspectorate.planning.place_kernels import best_team, worths
from inspectorate.planning.programme import Programme


@dataclass(frozen=True, slots=True)
class Worth:
    """What others would pay, in parts of a point. ``time``: for so many half-days of a person in a week, (11, P, W).
    ``starts``: for each event's start in a week, where starts are limited together, (E, W)."""

    time: Ints
    starts: Ints


def greedy(programme: Programme, worth: Worth | None = None, *, seed: int = 0, until: float | None = None) -> Book:
    """A plan that keeps every rule, at what time and starts are worth: nothing by default. The same seed gives the same
    plan. ``until``: the time (of `time.time`) at which to stop; what is not placed by then is left out."""
    book = Book.blank(programme)
    place_all(book, hardest_first(programme, seed), worth, until=until)
    return book


def hardest_first(programme: Programme, seed: int) -> list[int]:
    """Events of several weeks or people first, then those with the fewest choices of person and week."""
    choices = np.diff(programme.pairs.first) * programme.allowed.sum(axis=1)
    events = programme.events
    hard = np.array([len(event.held) * event.team for event in events], dtype=np.int64)
    drawn = np.random.default_rng(seed).permutation(len(events))
    order: list[int] = np.lexsort((drawn, choices, -hard)).tolist()
    return order


def place_all(book: Book, events: Iterable[int], worth: Worth | None = None, *, until: float | None = None) -> None:
    """Place each event where it costs least and still fits, and leave out what fits nowhere."""
    for number in events:
        if until is not None and time() >= until:
            break
        held = best_place(book, number, worth)
        if held:
            book.place(number, held)


def best_place(book: Book, number: int, worth: Worth | None = None) -> Held | None:
    """The cheapest week and people for an event as the book stands; none where leaving it out is no dearer."""
    programme, among, weeks = book.programme, book.candidates(number), book.weeks_open(number)
    week, team = best_team(
        book.staff,
        among,
        programme.shapes[number],
        weeks,
        programme.week_cost[number],
        time_worth(programme, number, among.person, weeks, worth),
        programme.problem.rules.over_share,
        SCALE,
        SCALE * int(programme.unplaced[number]),
    )
    if week == NOTHING:
        return None
    people = among.person[team].tolist()
    return Held(week, tuple(sorted(people)), people[0])


def time_worth(programme: Programme, number: int, people: Ints, weeks: Ints, worth: Worth | None) -> Ints:
    """What the time of each person in each week, and a person's share in the start, is worth to other events, in parts.
    (people, weeks)."""
    if worth is None:
        return np.zeros((len(people), len(weeks)), dtype=np.int64)
    found: Ints = worths(worth.time, worth.starts[number], programme.shapes[number], people, weeks)
    return found


def cost_at_worth(book: Book, number: int, held: Held | None, worth: Worth) -> int:
    """What an event that is in no week costs in a place, or in none, with what its people's time is worth to others, in
    parts."""
    cost = SCALE * cost_to_place(book, number, held)
    if held is None:
        return cost
    time = time_worth(book.programme, number, np.array(held.people), np.array([held.week]), worth)
    return cost + int(time.sum())


def cost_to_place(book: Book, number: int, held: Held | None) -> int:
    """What an event that is in no week costs in a place, or in none, with the loads that it would add, in points."""
    above = above_share(book, number, np.array(held.people)).sum() if held else 0
    return book.cost_at(number, held) + int(above)


def above_share(book: Book, number: int, people: Ints) -> Ints:
    """What half-days above fair shares would cost. (people, 1)."""
    programme = book.programme
    load, half_days = book.load[people] - programme.share[people], sum(programme.events[number].held)
    over: Ints = np.maximum(load + half_days, 0) - np.maximum(load, 0)
    return programme.problem.rules.over_share * over[:, None]


def has_skill(person: Person, skill: str, week: int) -> bool:
    last = person.skills.get(skill, -1)
    return last is None or week <= last
