"""Which people and weeks of an event are worth looking at, as a book stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from inspectorate.planning.book import Book, Held
from inspectorate.planning.columns import SCALE
from inspectorate.planning.greedy import Worth, time_worth
from inspectorate.planning.model import FULL_WEEK
from inspectorate.planning.pairs import Flags, Ints
from inspectorate.planning.programme import Programme

SEATS = 2
"""So many times the options of an event for one are looked at for a team: each of its weeks has several seats."""


@dataclass(frozen=True, slots=True)
class Options:
    """Seats that an event could have, N of them. ``cost``: what the person's part costs. ``leads``: who may lead.
    ``covers``: who has which of the event's covered skills, (N, skills)."""

    event: int
    person: Ints
    week: Ints
    cost: Ints
    leads: Flags
    covers: Flags


@dataclass(frozen=True, slots=True)
class Choices:
    """Seats that the events of a block could have. ``events``: their numbers, (E,); ``asks``: how many bits of
    ``brings`` somebody on each must have.

    Of each seat, N in all: ``of``, the place of its event among them; ``person``, ``week``; ``cost``, what the person's
    part costs; ``brings``: a bit for who may lead, then one for each of the event's covered skills.
    """

    events: Ints
    asks: Ints
    of: Ints
    person: Ints
    week: Ints
    cost: Ints
    brings: Ints


def joined(block: Sequence[Options]) -> Choices:
    """The options of several events."""
    none = np.zeros(0, dtype=np.int64)
    return Choices(
        np.array([one.event for one in block], dtype=np.int64),
        np.array([1 + one.covers.shape[1] for one in block], dtype=np.int64),
        np.repeat(np.arange(len(block)), [len(one.week) for one in block]),
        np.concatenate([none, *(one.person for one in block)]),
        np.concatenate([none, *(one.week for one in block)]),
        np.concatenate([none, *(one.cost for one in block)]),
        np.concatenate([none, *(_brought(one) for one in block)]),
    )


def picked(choices: Choices, rows: Ints) -> Choices:
    """Some seats of choices, in an order of their own."""
    listed = (choices.of, choices.person, choices.week, choices.cost, choices.brings)
    of, person, week, cost, brings = (column[rows] for column in listed)
    return replace(choices, of=of, person=person, week=week, cost=cost, brings=brings)


def _brought(one: Options) -> Ints:
    skills = one.covers.astype(np.int64) << np.arange(1, one.covers.shape[1] + 1)
    found: Ints = one.leads.astype(np.int64) + skills.sum(axis=1)
    return found


def options(
    book: Book,
    number: int,
    worth: Worth | None = None,
    *,
    most: int | None = None,
    held: Held | None = None,
    before: Held | None = None,
) -> Options:
    """Every seat that fits; or ``most`` of an event for one, and more of one for a team, that cost least at
    what time is ``worth``, those that are ``held`` now, and those that were ``before`` as far as they fit."""
    programme, pairs = book.programme, book.programme.pairs
    weeks, among = book.weeks_open(number), pairs.of(number)
    people, leads = pairs.person[among], book.may_lead(number)
    able = book.able(number, people, weeks) & (weeks <= pairs.until[among, None])
    able &= book.rested(number, people, weeks)
    fits = able.copy()
    if most is not None:
        cost = SCALE * pairs.cost[among, None] + time_worth(programme, number, people, weeks, worth)
        week_cost = SCALE * programme.week_cost[number, weeks]
        team = int(programme.team[number])
        if team == 1:
            able &= _cheapest(np.where(able, cost + week_cost, 2**50).ravel(), most).reshape(able.shape)
        else:
            able &= _for_team(able, cost, week_cost, leads, team, SEATS * most)
    if before:
        able |= fits & np.isin(people, before.people)[:, None] & (weeks == before.week)
    if held:
        able[np.ix_(np.isin(people, held.people), weeks == held.week)] = True
    rows, columns = np.nonzero(able)
    return Options(
        number,
        people[rows],
        weeks[columns],
        pairs.cost[among][rows],
        leads[rows],
        _covers(book, number, people[rows], weeks[columns]),
    )


def priced(programme: Programme, one: Options, worth: Worth) -> Options:
    """Seats that also cost what their people's time is worth to others, in whole points."""
    event = programme.events[one.event]
    cost = np.zeros(len(one.cost), dtype=np.int64)
    for offset, half_days in enumerate(event.held, -event.before):
        cost += worth.time[FULL_WEEK if len(event.held) > 1 else half_days, one.person, one.week + offset]
    return replace(one, cost=one.cost + cost // SCALE)


def _cheapest(cost: Ints, most: int) -> Flags:
    kept = np.zeros(len(cost), dtype=bool)
    kept[np.argsort(cost, kind="stable")[:most]] = True
    return kept


def _for_team(able: Flags, cost: Ints, week_cost: Ints, leads: Flags, team: int, most: int) -> Flags:
    """The best weeks for a team, and in each its cheapest people, two who may lead among them."""
    kept = np.zeros(able.shape, dtype=bool)
    priced = np.where(able, cost, 2**50)
    total = np.sort(priced, axis=0)[:team].sum(axis=0) + week_cost
    wide = team + 3
    for column in np.argsort(total, kind="stable")[: max(most // wide, 1)]:
        order = np.argsort(priced[:, column], kind="stable")
        kept[order[:wide], column] = True
        kept[order[leads[order]][:2], column] = True
    return kept


def _covers(book: Book, number: int, people: Ints, weeks: Ints) -> Flags:
    """Who, on an event from a week on, has each skill that somebody must have until its end. (N, skills)."""
    shape = book.programme.shapes[number]
    ends = weeks - shape.before + len(shape.held) - 1
    found: Flags = book.programme.lapse[people[:, None], shape.cover] >= ends[:, None]
    return found
