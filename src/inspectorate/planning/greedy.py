"""A first plan: hardest events first, each where it costs least, at the prices of people's time if there are any."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from time import time

import numpy as np

from inspectorate.planning.book import Book, Held
from inspectorate.planning.columns import SCALE
from inspectorate.planning.model import FULL_WEEK, Person
from inspectorate.planning.pairs import Ints
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
    programme, pairs = book.programme, book.programme.pairs
    weeks, among = book.weeks_open(number), pairs.of(number)
    people = pairs.person[among]
    costs = SCALE * (pairs.cost[among, None] + above_share(book, number, people))
    costs = costs + time_worth(programme, number, people, weeks, worth)
    able = book.able(number, people, weeks) & (weeks <= pairs.until[among, None])
    able &= book.rested(number, people, weeks)
    week_costs = SCALE * programme.week_cost[number, weeks]
    least = SCALE * int(programme.unplaced[number])
    best: Held | None = None
    # The cheapest person in each week bounds what the week can cost; weeks that cannot be better are not looked into.
    cheapest = week_costs + programme.team[number] * np.where(able, costs, least).min(axis=0, initial=least)
    for column in np.argsort(cheapest, kind="stable"):
        # Nobody is able where the cheapest is as dear as leaving out.
        if cheapest[column] >= least:
            break
        week = int(weeks[column])
        team = cheapest_team(book, number, week, np.flatnonzero(able[:, column]), costs[:, column])
        if team is not None:
            total = int(week_costs[column] + costs[list(team), column].sum())
            if total < least:
                least = total
                best = Held(week, tuple(sorted(people[list(team)].tolist())), int(people[team[0]]))
    return best


def time_worth(programme: Programme, number: int, people: Ints, weeks: Ints, worth: Worth | None) -> Ints:
    """What the time of each person in each week, and a person's share in the start, is worth to other events, in parts.
    (people, weeks)."""
    found = np.zeros((len(people), len(weeks)), dtype=np.int64)
    if worth is not None:
        event = programme.events[number]
        whole = len(event.held) > 1
        found += worth.starts[number, weeks] // event.team
        for offset, half_days in enumerate(event.held, -event.before):
            found += worth.time[FULL_WEEK if whole else half_days, people[:, None], weeks + offset]
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


def cheapest_team(book: Book, number: int, week: int, able: Ints, costs: Ints) -> tuple[int, ...] | None:
    """The cheapest lead, the cheapest person for each skill that is not covered yet, then the cheapest others, by their
    places among the event's pairs; none where a lead, a skill or a person is missing."""
    event = book.programme.events[number]
    if event.team == 1:
        # Only those who may lead and have every skill are among the pairs of an event for one.
        return (int(able[np.argmin(costs[able])]),)
    left, leads = able[np.argsort(costs[able], kind="stable")].tolist(), book.may_lead(number)
    lead = next((place for place in left if leads[place]), None)
    if lead is None:
        return None
    team = [lead]
    for skill in event.cover:
        if skill in _uncovered(book, number, week, team):
            more = (place for place in left if skill not in _uncovered(book, number, week, [place]))
            team += [place for place in [next(more, None)] if place is not None]
    team += [place for place in left if place not in team][: max(event.team - len(team), 0)]
    return tuple(team) if len(team) == event.team and not _uncovered(book, number, week, team) else None


def _uncovered(book: Book, number: int, week: int, team: list[int]) -> list[str]:
    """The skills that somebody must have, and nobody of a team has until the event's end."""
    programme, pairs = book.programme, book.programme.pairs
    event, first = programme.events[number], pairs.of(number).start
    ends = week - event.before + len(event.held) - 1
    people = [programme.problem.people[pairs.person[first + place]] for place in team]
    return [skill for skill in event.cover if not any(has_skill(person, skill, ends) for person in people)]


def has_skill(person: Person, skill: str, week: int) -> bool:
    last = person.skills.get(skill, -1)
    return last is None or week <= last
