"""Events for teams that draw on the same people: how many of them can be in progress in a week.

Nobody is on two of them at once, so that with ten people two teams of four are out, and not two and a half: counted in
units of four each team is one, and the people are two. This holds for any events and any unit (a Chvátal-Gomory cut).
Each team also has a lead of its own, and somebody of its own with each skill that it must cover: these count as ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from inspectorate.planning.model import FULL_WEEK, Event, Person
from inspectorate.planning.pairs import Flags, Ints
from inspectorate.planning.programme import Programme, room

MOST_PEOPLE = 40
"""Of a pool: of more people, what a whole number of teams leaves over is too small a share to be worth its rows."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Events by number, and of whom each needs how many in a week: its whole team, or one who leads, or one who has the
    skill that is covered."""

    events: tuple[int, ...]
    lead: bool = False
    skill: str | None = None


@dataclass(frozen=True, slots=True)
class Full:
    """A pool in a week, counted in units of so many people: those there are make ``most`` units. ``starts``: the starts
    of its events by which one is in progress then, numbered by event and week, with the units that each needs."""

    pool: Pool
    unit: int
    week: int
    most: int
    starts: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class _Reach:
    """N people, ``who``, and the weeks in which each may be on an event that is in progress: anybody, who may lead it,
    and who has each of the skills that it must cover. (N, W) each."""

    who: Ints
    anybody: Flags
    leads: Flags
    covers: Mapping[str, Flags]

    def of(self, pool: Pool) -> Flags:
        if pool.skill is not None:
            return self.covers[pool.skill]
        return self.leads if pool.lead else self.anybody


def full(programme: Programme) -> Iterator[Full]:
    """The rows that more events could touch than there are people for, and that say more than everybody's own weeks and
    the rows of larger pools."""
    few = np.diff(programme.pairs.first) <= MOST_PEOPLE
    numbers = [number for number, event in enumerate(programme.events) if few[number] and _whole(event)]
    reach = {number: _reach(programme, number) for number in numbers}
    said: dict[tuple[bool, str | None, int, int], list[tuple[set[int], int]]] = defaultdict(list)
    for pool in _pools(programme, reach) if reach else ():
        numbers = list(pool.events)
        people = _people(programme, pool, reach)
        running = np.array([reach[number].anybody.sum(axis=0) for number in numbers]) >= programme.team[numbers, None]
        single = pool.lead or pool.skill is not None
        needs = np.ones(len(numbers), dtype=np.int64) if single else programme.team[numbers]
        for unit in np.unique(needs).tolist():
            binds = (needs // unit) @ running > people // unit
            if not single and not (needs % unit).any():
                binds &= people % unit > 0
            for week in np.flatnonzero(binds).tolist():
                most, larger = int(people[week]) // unit, said[pool.lead, pool.skill, unit, week]
                if not any(others.issuperset(numbers) and fewer <= most for others, fewer in larger):
                    larger.append((set(numbers), most))
                    yield Full(pool, unit, week, most, _starts(programme, numbers, needs // unit, week))


def _people(programme: Programme, pool: Pool, reach: Mapping[int, _Reach]) -> Ints:
    """How many people could be on an event of a pool in each week, as what it asks for. (W,)."""
    found = np.zeros(programme.free.shape, dtype=bool)
    for number in pool.events:
        found[reach[number].who] |= reach[number].of(pool)
    count: Ints = found.sum(axis=0)
    return count


def _whole(event: Event) -> bool:
    """Whether an event is for a team, and nobody on it can be on another such event in the same week."""
    return event.team > 1 and (len(event.held) > 1 or 2 * event.held[0] > FULL_WEEK)


def _reach(programme: Programme, number: int) -> _Reach:
    event, pairs, persons = programme.events[number], programme.pairs, programme.problem.people
    at, weeks = pairs.of(number), np.arange(programme.free.shape[1])
    who = pairs.person[at]
    can = programme.allowed[number] & room(programme, number)[who] & (weeks <= pairs.until[at, None])
    ends = weeks + len(event.held) - 1 - event.before
    covers = {}
    for skill in event.cover:
        last = np.array([_last(persons[row], skill, int(ends[-1])) for row in who.tolist()], dtype=np.int64)
        covers[skill] = _running(event, can & (ends <= last[:, None]))
    return _Reach(who, _running(event, can), _running(event, can & pairs.leads[at, None]), covers)


def _last(person: Person, skill: str, end: int) -> int:
    """The last week in which somebody has a skill, -1 where never, ``end`` where it does not lapse."""
    last = person.skills.get(skill, -1)
    return end if last is None else last


def _running(event: Event, can: Flags) -> Flags:
    """From the first weeks on site that each of some people can have, those in which they would be on it. (N, W)."""
    width, found = can.shape[1], np.zeros(can.shape, dtype=bool)
    # What is as far away as the programme is long is outside it.
    for offset in range(max(-event.before, 1 - width), min(len(event.held) - event.before, width)):
        begins, ends = max(offset, 0), min(width + offset, width)
        found[:, begins:ends] |= can[:, begins - offset : ends - offset]
    return found


def _pools(programme: Programme, reach: Mapping[int, _Reach]) -> Iterator[Pool]:
    """All events, and for the people of each event those that nobody else can be on, the largest first; each asked for
    teams, leads and covered skills."""
    numbers = np.array(list(reach))
    who = np.zeros((len(numbers), len(programme.free)), dtype=np.int64)
    for row, one in enumerate(reach.values()):
        who[row, one.who[one.anybody.any(axis=1)]] = 1
    # Row i, column j: whether nobody can be on j who cannot be on i.
    within = (1 - who) @ who.T == 0
    everything = np.ones(len(numbers), dtype=bool)
    pools = np.unique(np.vstack([everything, within]), axis=0)
    pools = pools[(pools @ who > 0).sum(axis=1) <= MOST_PEOPLE]
    for row in pools[np.argsort(-pools.sum(axis=1), kind="stable")]:
        events = tuple(numbers[row].tolist())
        yield Pool(events)
        yield Pool(events, lead=True)
        for skill in sorted({skill for number in events for skill in programme.events[number].cover}):
            yield Pool(tuple(number for number in events if skill in programme.events[number].cover), skill=skill)


def _starts(programme: Programme, events: list[int], units: Ints, week: int) -> dict[int, int]:
    """The starts by which events are in progress in a week, and the units that each needs."""
    found, width = {}, programme.free.shape[1]
    for number, need in zip(events, units.tolist(), strict=True):
        event = programme.events[number]
        last = week + event.before
        for start in range(max(last - len(event.held) + 1, 0), min(last + 1, width)):
            if need and programme.allowed[number, start]:
                found[number * width + start] = need
    return found
