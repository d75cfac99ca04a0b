"""Why an event is in its week with its people: what each cheaper week or team would have needed, and who has that.

Reasons are values; whoever shows them writes the sentences. All costs are points of the price list. That somebody's
time has a price says what it is worth to other events at the certificate's prices (`price`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from inspectorate.planning.account import Account
from inspectorate.planning.book import Held, weeks_held
from inspectorate.planning.model import Event, Placement
from inspectorate.planning.offers import Offers, Team, offers
from inspectorate.planning.parts import Parts, parts


class Bar(StrEnum):
    """What keeps an event from a week, or from a cheaper team in its own one."""

    SHORT = "short"
    """The week has too few working days, or what comes before and after lies outside the programme."""
    BODY = "body"
    """Something else is at the body too near, ``by`` it."""
    STARTS = "starts"
    """As many events start in the region as may."""
    NOBODY = "nobody"
    """No team that the rules allow has the time, whatever else is placed: leave, skills that lapse, no lead."""
    DEARER = "dearer"
    """It would cost as much or more."""
    HELD = "held"
    """Its people are with other events (`rivals`)."""
    TIRED = "tired"
    """Its people would be with events for too many weeks in a row."""
    LEAD = "lead"
    """Who would lead it leads another event at the body, ``by``, and nobody is to lead both."""
    NOTHING = "nothing"
    """It would be cheaper: the plan is not the best there is."""


@dataclass(frozen=True, slots=True)
class Rival:
    """Somebody whom a cheaper week or team would have needed, the event that has them, and the price of their time."""

    person: str
    event: str
    price: int


@dataclass(frozen=True, slots=True)
class Other:
    """A week that an event could have been in (its own: with other people), and what was in the way.

    ``cost``: of the event there with the cheapest team that the rules allow, ``None`` where there is none; ``people``:
    that team, the lead first. ``by``: the events, or what others do, that are in the way at the body.
    """

    week: int
    bar: Bar
    cost: int | None = None
    people: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    rivals: tuple[Rival, ...] = ()


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why an event is where it is. ``placement``: ``None`` of one in no week. ``cost`` is the sum of ``parts``; of one
    in no week, what leaving it out costs.

    ``may``: how many people may be on it by skills, distance and conflicts; ``may_lead``: how many of them may lead.
    ``prices``: of the time of each of its people in its weeks, in their order. ``others``: the other weeks of its
    window, and its own where another team would be cheaper; none for a locked event, which stays where it is.
    """

    event: Event
    placement: Placement | None
    parts: Parts
    cost: int
    may: int = 0
    may_lead: int = 0
    prices: tuple[int, ...] = ()
    others: tuple[Other, ...] = ()


def reasons(told: Account, event: str) -> Reasons:
    """Why an event is in its week with its people. Raises KeyError for one that is not in the problem."""
    problem = told.book.programme.problem
    locked = next((one for one in problem.events if one.id == event and one.locked), None)
    if locked:
        return Reasons(locked, locked.locked, Parts(), 0)
    number = told.numbers[event]
    held = told.book.take_out(number) if number in told.book.placed else None
    try:
        return _reasons(told, number, held)
    finally:
        if held:
            told.book.place(number, held)


def _reasons(told: Account, number: int, held: Held | None) -> Reasons:
    programme = told.book.programme
    among = programme.pairs.of(number)
    spent = parts(told.book, number, held)
    cost = spent.total if held else int(programme.unplaced[number])
    could, now = offers(told.blank, number, told.book), offers(told.book, number)
    others = [_other(told, number, week, cost, (could, now)) for week in _window(told, number)]
    return Reasons(
        programme.events[number],
        _placement(told, number, held),
        spent,
        cost,
        may=among.stop - among.start,
        may_lead=int(told.blank.may_lead(number).sum()),
        prices=tuple(_price(told, number, row, held.week) for row in _lead_first(held)) if held else (),
        others=tuple(one for one in others if held is None or one.week != held.week or one.bar is not Bar.DEARER),
    )


def _window(told: Account, number: int) -> range:
    """The weeks of the programme in which the event's window lets it be."""
    event, problem = told.book.programme.events[number], told.book.programme.problem
    last = event.latest + (0 if event.statutory else problem.rules.grace)
    return range(max(event.earliest, 0), min(last + 1, len(problem.weeks)))


def _placement(told: Account, number: int, held: Held | None) -> Placement | None:
    if held is None:
        return None
    names = _names(told, held.people)
    return Placement(told.book.programme.events[number].id, held.week, names, *_names(told, (held.lead,)))


def _names(told: Account, rows: tuple[int, ...]) -> tuple[str, ...]:
    people = told.book.programme.problem.people
    return tuple(people[row].id for row in rows)


def _lead_first(held: Held) -> tuple[int, ...]:
    return (held.lead, *(row for row in held.people if row != held.lead))


def _price(told: Account, number: int, row: int, week: int) -> int:
    return int(told.worth.of(told.book.programme.events[number], np.array([row]), np.array([week]))[0])


def _other(told: Account, number: int, week: int, cost: int, seats: tuple[Offers, Offers]) -> Other:
    """What kept an event from a week, the event itself taken out of the book. ``seats``: by the rules alone, and as the
    book stands."""
    event = told.book.programme.events[number]
    if not told.book.programme.allowed[number, week]:
        by = _fixed(told, event, week)
        return Other(week, Bar.BODY if by else Bar.SHORT, by=by)
    could, now = (one.team(week) for one in seats)
    if could is None:
        return Other(week, Bar.NOBODY)
    if now and now.cost < cost:
        return Other(week, Bar.NOTHING, now.cost, _names(told, now.people))
    at = Other(week, Bar.DEARER, could.cost, _names(told, could.people))
    return _taken(told, number, at, could) if could.cost < cost else at


def _taken(told: Account, number: int, at: Other, team: Team) -> Other:
    """What of the plan keeps an event from a week in which a team would be cheaper."""
    book, event = told.book, told.book.programme.events[number]
    near = _near(told, event, at.week)
    if near:
        return replace(at, bar=Bar.BODY, by=near)
    if at.week not in book.weeks_open(number):
        return replace(at, bar=Bar.STARTS)
    rivals = _rivals(told, number, at.week, team.people)
    if rivals:
        return replace(at, bar=Bar.HELD, rivals=rivals)
    if not book.rested(number, np.array(team.people), np.array([at.week])).all():
        return replace(at, bar=Bar.TIRED)
    return replace(at, bar=Bar.LEAD, by=tuple(by for who, by in book.kept_from(number).items() if who in team.people))


def _fixed(told: Account, event: Event, week: int) -> tuple[str, ...]:
    """What others do at the body too near a week, and events there that are locked."""
    problem, spacing = told.book.programme.problem, told.book.programme.problem.rules.spacing
    others = [one.what for one in problem.elsewhere if one.body == event.body and abs(one.week - week) < spacing]
    locked = [
        one.id
        for one in problem.events
        if one.locked and one.body == event.body and abs(one.locked.week - week) < spacing
    ]
    return (*others, *locked)


def _near(told: Account, event: Event, week: int) -> tuple[str, ...]:
    """The other events at the body that the plan has too near a week."""
    book, spacing = told.book, told.book.programme.problem.rules.spacing
    return tuple(
        book.programme.events[number].id
        for number, held in book.placed.items()
        if book.programme.events[number].body == event.body and abs(held.week - week) < spacing
    )


def _rivals(told: Account, number: int, week: int, team: tuple[int, ...]) -> tuple[Rival, ...]:
    """Who of a team has no room for an event in a week, and the events that have them."""
    book = told.book
    event, people = book.programme.events[number], np.array(team)
    room = book.has_room(number, people, np.array([week]))[:, 0]
    found = []
    for row in people[~room].tolist():
        price = _price(told, number, row, week)
        weeks = weeks_held(event, week)
        holders = dict.fromkeys(name for at in weeks for name in told.holders.get((row, at), ()) if name != event.id)
        found += [Rival(book.programme.problem.people[row].id, name, price) for name in holders]
    return tuple(sorted(found, key=lambda rival: (-rival.price, rival.person, rival.event)))
