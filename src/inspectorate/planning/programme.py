"""A problem as the solver sees it: arrays over the events that are to be placed, people and weeks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from itertools import permutations

import numpy as np

from inspectorate.planning.model import FULL_WEEK, Event, Problem
from inspectorate.planning.pairs import NEVER, NO_END, Flags, Ints, Pairs, pairs
from inspectorate.planning.place_kernels import Shape

NO_SHARE = 2**31
"""More half-days than anybody can have."""


@dataclass(frozen=True, slots=True)
class Programme:
    """E ``events``, those that are not locked; P people and W weeks as in the problem.

    (E, W): ``week_cost``; ``allowed``. (E,): ``size``, the half-days of a one-week event, 0 for a longer one;
    ``half_days``, those of each of its people in all; ``lasts``, the weeks that it takes, and how many of them come
    ``before`` the first on site; ``team``; ``unplaced``, what leaving out costs. (P, W): ``free``, the half-days that
    locked events leave; ``told``, whether there is a locked event. (P,): ``load``, the half-days of locked events;
    ``share``, those up to which load is free; ``most_running``, the weeks in a row with events that a person may have,
    W where there is no limit. ``lapse``, (P, skills): the last week of each skill that some event wants covered, and
    what each event takes, ``shapes``, for the compiled loops. ``new_leads``: of an event by its id, others with the
    people of whom nobody is to lead both.
    """

    problem: Problem
    events: tuple[Event, ...]
    week_cost: Ints
    allowed: Flags
    size: Ints
    half_days: Ints
    lasts: Ints
    before: Ints
    team: Ints
    unplaced: Ints
    pairs: Pairs
    free: Ints
    told: Flags
    load: Ints
    share: Ints
    most_running: Ints
    lapse: Ints
    shapes: tuple[Shape, ...]
    new_leads: Mapping[str, tuple[tuple[str, frozenset[int]], ...]]


def programme(problem: Problem) -> Programme:
    """The arrays of a problem."""
    events = tuple(event for event in problem.events if event.locked is None)
    free, told, load = _supply(problem)
    rules, skills = problem.rules, sorted({skill for event in events for skill in event.cover})
    return Programme(
        problem,
        events,
        _week_costs(problem, events),
        _allowed(problem, events),
        size=_array(event.held[0] if len(event.held) == 1 else 0 for event in events),
        half_days=_array(sum(event.held) for event in events),
        lasts=_array(len(event.held) for event in events),
        before=_array(event.before for event in events),
        team=_array(event.team for event in events),
        unplaced=_array(
            event.team * (rules.unplaced_statutory if event.statutory else rules.unplaced_policy) for event in events
        ),
        pairs=pairs(problem, events),
        free=free,
        told=told,
        load=load,
        share=np.maximum(load, _array(NO_SHARE if one.share is None else one.share for one in problem.people)),
        most_running=_array(
            len(problem.weeks) if one.most_running is None else one.most_running for one in problem.people
        ),
        lapse=_lapse(problem, skills),
        shapes=_shapes(events, skills),
        new_leads=_new_leads(problem),
    )


def room(programme: Programme, number: int) -> Flags:
    """In which first weeks on site each person has room for an event, beside what is locked. (P, W)."""
    event, free = programme.events[number], programme.free
    if len(event.held) == 1:
        short: Flags = free >= event.held[0]
        return short
    found = np.zeros(free.shape, dtype=bool)
    for start in range(free.shape[1] - len(event.held) + 1):
        span = slice(start, start + len(event.held))
        roomy = (free[:, span] >= event.held) & ~programme.told[:, span]
        found[:, start + event.before] = roomy.all(axis=1)
    return found


def in_teams(programme: Programme) -> Ints:
    """The events for teams, and those that take one person for several weeks and are as hard to fit in."""
    found: Ints = np.flatnonzero((programme.team > 1) | (programme.size == 0))
    return found


def placeable(programme: Programme) -> Flags:
    """Whether each event has a week at all, and as many people as it takes. (E,)."""
    found: Flags = programme.allowed.any(axis=1) & (np.diff(programme.pairs.first) >= programme.team)
    return found


def mostly_teams(programme: Programme) -> bool:
    """Whether events for teams take more than half of the half-days. A relaxation shares people between weeks, so that
    of teams it says little."""
    return sum(event.effort if event.team > 1 else -event.effort for event in programme.events) > 0


def _array(values: Iterator[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)


def _week_costs(problem: Problem, events: tuple[Event, ...]) -> Ints:
    rules, weeks = problem.rules, np.arange(len(problem.weeks))
    latest = _array(event.latest for event in events)[:, None]
    away = weeks - _array(event.usual for event in events)[:, None]
    cost: Ints = np.where(away > 0, rules.late, -rules.early) * away
    cost *= _array(event.weight for event in events)[:, None]
    cost += rules.past_latest * np.maximum(weeks - latest, 0)
    shut = np.isin(weeks, problem.weeks.school_holidays) & np.array([e.needs_schools for e in events], bool)[:, None]
    cost += rules.school_holiday * shut
    if rules.unpredictability:
        earliest = _array(event.earliest for event in events)[:, None]
        secret = ~np.array([event.announced for event in events], dtype=bool)[:, None]
        window = secret & (earliest <= weeks) & (weeks <= latest + rules.grace)
        cost[window] += _drawn(problem, events) % (rules.unpredictability + 1)
    return cost


def _drawn(problem: Problem, events: tuple[Event, ...]) -> Ints:
    """What keeps weeks from being foreseen, the same whenever and wherever it is worked out: numbers below 2^32, of the
    weeks in the windows of all events that are not announced, one event after the other. (N,)."""
    weeks, drawn = [b"%d" % week for week in range(len(problem.weeks))], bytearray()
    for event in events:
        if not event.announced:
            # What is drawn from begins the same for all weeks of an event.
            begun = blake2b(f"{problem.seed}/{event.id}/".encode(), digest_size=4)
            for week in weeks[max(event.earliest, 0) : max(event.latest + problem.rules.grace + 1, 0)]:
                of_week = begun.copy()
                of_week.update(week)
                drawn += of_week.digest()
    found: Ints = np.frombuffer(drawn, dtype=">u4").astype(np.int64)
    return found


def _allowed(problem: Problem, events: tuple[Event, ...]) -> Flags:
    """The weeks in which each event may first be on site, whoever comes and whatever else is placed. (E, W)."""
    rules, weeks = problem.rules, np.arange(len(problem.weeks))
    can = np.array([problem.weeks.half_days(week) for week in range(len(weeks))], dtype=np.int64)
    earliest = _array(event.earliest for event in events)[:, None]
    last = _array(event.latest + (0 if event.statutory else rules.grace) for event in events)[:, None]
    allowed: Flags = (earliest <= weeks) & (weeks <= last)
    roomy: dict[tuple[tuple[int, ...], int], Flags] = {}
    fixed: dict[str, list[int]] = defaultdict(list)
    for visit in problem.elsewhere:
        fixed[visit.body].append(visit.week)
    for told in problem.events:
        if told.locked:
            fixed[told.body].append(told.locked.week)
    for row, event in enumerate(events):
        layout = (event.held, event.before)
        if layout not in roomy:
            roomy[layout] = _roomy(can, *layout)
        allowed[row] &= roomy[layout]
        for other in fixed.get(event.body, ()):
            allowed[row] &= np.abs(weeks - other) >= rules.spacing
    return allowed


def _roomy(can: Ints, held: tuple[int, ...], before: int) -> Flags:
    """In which first weeks on site ``can`` has the half-days for each week that is held. (W,)."""
    found = np.zeros(len(can), dtype=bool)
    for start in range(len(can) - len(held) + 1):
        found[start + before] = bool((can[start : start + len(held)] >= held).all())
    return found


def _lapse(problem: Problem, skills: list[str]) -> Ints:
    """The last week in which each person has each of some skills; NO_END and NEVER as for `Pairs`. (P, skills)."""
    last = [[person.skills.get(skill, NEVER) for skill in skills] for person in problem.people]
    found = np.array([[NO_END if week is None else week for week in row] for row in last], dtype=np.int64)
    return found.reshape(len(problem.people), len(skills))


def _shapes(events: tuple[Event, ...], skills: list[str]) -> tuple[Shape, ...]:
    """Events of the same shape share it: there are few."""
    number, shapes = {skill: at for at, skill in enumerate(skills)}, dict[tuple[object, ...], Shape]()
    found = []
    for event in events:
        key = (event.held, event.before, event.team, event.cover)
        if key not in shapes:
            held, cover = _array(iter(event.held)), _array(number[skill] for skill in event.cover)
            shapes[key] = Shape(held, event.before, event.team, cover)
        found.append(shapes[key])
    return tuple(found)


def _new_leads(problem: Problem) -> dict[str, tuple[tuple[str, frozenset[int]], ...]]:
    found: dict[str, tuple[tuple[str, frozenset[int]], ...]] = defaultdict(tuple)
    rows = {person.id: row for row, person in enumerate(problem.people)}
    for asked in problem.new_leads:
        bound = frozenset(rows[name] for name in (rows if asked.people is None else asked.people) if name in rows)
        for one, other in permutations(asked.events):
            found[one] += ((other, bound),)
    return dict(found)


def _supply(problem: Problem) -> tuple[Ints, Flags, Ints]:
    """Half-days free of locked events, weeks with one, and their load."""
    people, weeks = problem.people, problem.weeks
    places = {person.id: row for row, person in enumerate(people)}
    week_days = np.array([weeks.half_days(week) for week in range(len(weeks))], dtype=np.int64)
    free = np.minimum(_array(person.half_days for person in people)[:, None], week_days)
    for row, person in enumerate(people):
        for week, half_days in person.lost.items():
            if 0 <= week < len(weeks):
                free[row, week] -= half_days
    told, load = np.zeros(free.shape, dtype=bool), np.zeros(len(people), dtype=np.int64)
    for event, lock in ((event, event.locked) for event in problem.events if event.locked):
        rows = [places[name] for name in lock.people]
        load[rows] += sum(event.held)
        for week, half_days in enumerate(event.held, lock.week - event.before):
            if 0 <= week < len(weeks):
                told[rows, week] = True
                free[rows, week] -= half_days if len(event.held) == 1 else FULL_WEEK
    return np.maximum(free, 0), told, load
