"""The loops that a place in a plan is looked for with, and taken and left, compiled (numba): plain Python to read, and
to test as `py_func`. Each works on whole numbers only, so that it gives the same on every machine.

What numba keeps on disk names the tuples below: after one is renamed, `place_kernels.*.nbi` has to be removed from
`__pycache__`. An event's candidates are those who may be on it at all; ``first`` is the first week that it takes of
them.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from inspectorate.planning.kernels import NOTHING
from inspectorate.planning.model import FULL_WEEK
from inspectorate.planning.pairs import Flags, Ints, Pairs


class Staff(NamedTuple):
    """P people as a plan stands. (P, W): ``free``, half-days left; ``holds``, events. (P,): ``load``, half-days;
    ``share``, those up to which load is free; ``most_running``, weeks in a row with events. ``lapse``: the last week in
    which each skill is held, (P, skills)."""

    free: Ints
    holds: Ints
    load: Ints
    share: Ints
    most_running: Ints
    lapse: Ints


class Candidates(NamedTuple):
    """N people who may be on an event, as in `Pairs`, and whether each may lead it as the plan stands. (N,) each."""

    person: Ints
    cost: Ints
    until: Ints
    leads: Flags


class Shape(NamedTuple):
    """What an event takes: the half-days ``held`` of each person, week by week; how many weeks of them come
    ``before`` the first on site; how many people are its ``team``; the numbers of the skills that they ``cover``."""

    held: Ints
    before: int
    team: int
    cover: Ints


@njit(cache=True, nogil=True)
def enter(free: Ints, holds: Ints, load: Ints, whole: Ints, people: Ints, first: int, held: Ints, sign: int) -> None:
    """Take an event's weeks of its people (``sign`` 1), or give them back (-1), in what there is of `Staff`. ``whole``:
    what a week is that is taken whole, (P, W)."""
    for person in people:
        for offset in range(len(held)):
            week = first + offset
            load[person] += sign * held[offset]
            holds[person, week] += sign
            # Whoever is on an event of several weeks does nothing else in them.
            free[person, week] -= sign * (held[0] if len(held) == 1 else whole[person, week])


@njit(cache=True, nogil=True)
def costs(
    pairs: Pairs, week_cost: Ints, load: Ints, share: Ints, over_share: int, events: Ints, people: Ints, weeks: Ints
) -> int:
    """What events cost in their weeks with their people, and all loads, in points. ``week_cost``: (E, W). The event,
    the person and the week of each part in one, those in an event beside each other: (N,) each."""
    total = 0
    for row in range(len(load)):
        total += over_share * max(load[row] - share[row], 0)
    for row in range(len(events)):
        event = events[row]
        if row == 0 or event != events[row - 1]:
            total += week_cost[event, weeks[row]]
        first = pairs.first[event]
        total += pairs.cost[first + np.searchsorted(pairs.person[first : pairs.first[event + 1]], people[row])]
    return total


@njit(cache=True, nogil=True)
def has_room(free: Ints, holds: Ints, held: Ints, first: int) -> bool:
    """Whether one person has room for an event. (W,): ``free``, ``holds``."""
    roomy = True
    for offset in range(len(held)):
        # Beside an event of one week somebody can be on others.
        roomy &= bool(free[first + offset] >= held[offset]) and (len(held) == 1 or holds[first + offset] == 0)
    return roomy


@njit(cache=True, nogil=True)
def is_rested(holds: Ints, most: int, lasts: int, first: int) -> bool:
    """Whether one person would have events in at most so many weeks in a row. ``holds``: (W,)."""
    begin, end = first, first + lasts
    while begin > 0 and holds[begin - 1] != 0:
        begin -= 1
    while end < len(holds) and holds[end] != 0:
        end += 1
    return end - begin <= most


@njit(cache=True, nogil=True)
def rooms(staff: Staff, people: Ints, firsts: Ints, held: Ints) -> Flags:
    """Who of some people has room for an event from which week on. (people, weeks)."""
    found = np.zeros((len(people), len(firsts)), np.bool_)
    for row in range(len(people)):
        free, holds = staff.free[people[row]], staff.holds[people[row]]
        for column in range(len(firsts)):
            found[row, column] = has_room(free, holds, held, firsts[column])
    return found


@njit(cache=True, nogil=True)
def rests(staff: Staff, people: Ints, firsts: Ints, lasts: int) -> Flags:
    """Who of some people would be rested with so many weeks more from which week on. (people, weeks)."""
    found = np.zeros((len(people), len(firsts)), np.bool_)
    for row in range(len(people)):
        holds, most = staff.holds[people[row]], staff.most_running[people[row]]
        for column in range(len(firsts)):
            found[row, column] = is_rested(holds, most, lasts, firsts[column])
    return found


@njit(cache=True, nogil=True)
def worths(time: Ints, starts: Ints, shape: Shape, people: Ints, weeks: Ints) -> Ints:
    """What the time of some people on an event from some first weeks on site, and a person's share in the start, is
    worth. ``time``: for so many half-days of a person in a week, (11, P, W); ``starts``: of each week, (W,)."""
    found = np.zeros((len(people), len(weeks)), np.int64)
    for row in range(len(people)):
        for column in range(len(weeks)):
            found[row, column] = starts[weeks[column]] // shape.team
            for offset in range(len(shape.held)):
                half_days = shape.held[0] if len(shape.held) == 1 else FULL_WEEK
                found[row, column] += time[half_days, people[row], weeks[column] - shape.before + offset]
    return found


@njit(cache=True, nogil=True)
def cheapest(cost: Ints, left: Flags, brings: Flags) -> int:
    """The cheapest of those who are left and bring something, the first of equal ones. (N,) each."""
    found = NOTHING
    for seat in range(len(cost)):
        if left[seat] and brings[seat] and (found == NOTHING or cost[seat] < cost[found]):
            found = seat
    return found


@njit(cache=True, nogil=True)
def any_of(flags: Flags, places: Ints) -> bool:
    """Whether there is a flag at one of some places."""
    found = False
    for place in places:
        found |= flags[place]
    return found


@njit(cache=True, nogil=True)
def cheapest_team(staff: Staff, among: Candidates, shape: Shape, week: int, able: Flags, cost: Ints) -> Ints:
    """The cheapest lead, the cheapest person for each skill that is not covered yet, then the cheapest others, by their
    places among the candidates; none where a lead, a skill or a person is missing. (N,): who is ``able``, at what
    ``cost``."""
    ends, left = week - shape.before + len(shape.held) - 1, able.copy()
    team, count = np.zeros(shape.team, np.int64), 0
    for wanted in range(1 + len(shape.cover)):
        # First that of a lead; who is alone on an event may lead it, or would have no seat.
        brings = among.leads if shape.team > 1 else able
        if wanted > 0:
            brings = staff.lapse[among.person, shape.cover[wanted - 1]] >= ends
        if not any_of(brings, team[:count]):
            found = cheapest(cost, left, brings)
            if found == NOTHING or count == shape.team:
                return team[:0]
            team[count], left[found], count = found, False, count + 1
    while count < shape.team:
        found = cheapest(cost, left, left)
        if found == NOTHING:
            return team[:0]
        team[count], left[found], count = found, False, count + 1
    return team


@njit(cache=True, nogil=True)
def best_team(
    staff: Staff,
    among: Candidates,
    shape: Shape,
    weeks: Ints,
    week_cost: Ints,
    worth: Ints,
    over_share: int,
    scale: int,
    least: int,
) -> tuple[int, Ints]:
    """The cheapest of some ``weeks``, and its team by their places among the candidates, the lead first;
    none where none is below ``least``.

    ``week_cost``: of every week, (W,). ``worth``: what others would pay for the time of each candidate in each of
    the weeks, (N, weeks), in parts as ``least`` is; what else costs something is in points, of ``scale`` parts."""
    half_days, count = shape.held.sum(), len(among.person)
    able, cost = np.zeros((len(weeks), count), np.bool_), np.zeros((len(weeks), count), np.int64)
    # The cheapest person in each week bounds what the week can cost; weeks that cannot be better are not looked into.
    bound = np.full(len(weeks), least)
    for seat in range(count):
        person = among.person[seat]
        free, holds, most = staff.free[person], staff.holds[person], staff.most_running[person]
        over = staff.load[person] - staff.share[person]
        fixed = scale * (among.cost[seat] + over_share * (max(over + half_days, 0) - max(over, 0)))
        for column in range(len(weeks)):
            week, first = weeks[column], weeks[column] - shape.before
            cost[column, seat] = fixed + worth[seat, column]
            # Who goes alone leads.
            could = week <= among.until[seat] and (shape.team > 1 or among.leads[seat])
            if could and has_room(free, holds, shape.held, first) and is_rested(holds, most, len(shape.held), first):
                able[column, seat] = True
                bound[column] = min(bound[column], cost[column, seat])
    bound = scale * week_cost[weeks] + shape.team * bound
    best, best_places = NOTHING, np.zeros(0, np.int64)
    while len(bound) > 0 and bound.min() < least:
        column = bound.argmin()
        bound[column] = least
        team = cheapest_team(staff, among, shape, weeks[column], able[column], cost[column])
        total = scale * week_cost[weeks[column]]
        for seat in team:
            total += cost[column, seat]
        if len(team) and total < least:
            least, best, best_places = total, weeks[column], team
    return best, best_places
