"""The moves of `bench.planning_annealing`, compiled: the state of a plan in arrays, changed in place.

``at`` (E,): the week of each event, -1 for none. ``who`` (E, T): its people, the lead first. ``now`` (E,): what it
costs. ``left`` (P, W): half-days; ``busy`` (P, W) and ``slots`` (P, W, 10): how many events are there, and which.
"""

from __future__ import annotations

from collections import namedtuple

import numpy as np
from numba import njit

TRIES = 8
"""Places that are tried for an event that another has turned out."""

# Numba reads named tuples, and no data classes.
Given = namedtuple(
    "Given",
    "size held span before team unplaced week_cost allowed first person cost until leads free running body body_first "
    "body_events spacing column_first column_person column_week column_cost region most",
)
State = namedtuple("State", "at who now left busy slots starts")


@njit(cache=True, nogil=True)
def fits(given, state, event, person, week):
    """Whether somebody has room for an event in a week, and is not then in too many weeks in a row."""
    first, span = week - given.before[event], given.span[event]
    for offset in range(span):
        if given.size[event] > 0:
            if state.left[person, week] < given.size[event]:
                return False
        elif state.busy[person, first + offset] > 0 or state.left[person, first + offset] < given.held[event, offset]:
            return False
    run, at = span, first - 1
    while at >= 0 and state.busy[person, at] > 0:
        run, at = run + 1, at - 1
    at = first + span
    while at < state.busy.shape[1] and state.busy[person, at] > 0:
        run, at = run + 1, at + 1
    return run <= given.running[person]


@njit(cache=True, nogil=True)
def apart(given, state, event, week):
    """Whether an event may start in a week, by what else is at its body and starts in its region."""
    if state.starts[given.region[event], week] >= given.most[given.region[event]]:
        return False
    body = given.body[event]
    for place in range(given.body_first[body], given.body_first[body + 1]):
        other = given.body_events[place]
        if other != event and state.at[other] >= 0 and abs(state.at[other] - week) < given.spacing:
            return False
    return True


@njit(cache=True, nogil=True)
def enter(given, state, event, week):
    """Put an event, whose people are in ``who``, into a week."""
    state.at[event] = week
    state.starts[given.region[event], week] += 1
    for seat in range(given.team[event]):
        person = state.who[event, seat]
        for at in range(week - given.before[event], week - given.before[event] + given.span[event]):
            state.slots[person, at, state.busy[person, at]] = event
            state.busy[person, at] += 1
            state.left[person, at] -= given.size[event] if given.size[event] > 0 else given.free[person, at]


@njit(cache=True, nogil=True)
def take_out(given, state, event):
    week = state.at[event]
    state.at[event] = -1
    state.starts[given.region[event], week] -= 1
    for seat in range(given.team[event]):
        person = state.who[event, seat]
        for at in range(week - given.before[event], week - given.before[event] + given.span[event]):
            last = state.busy[person, at] - 1
            for slot in range(last):
                if state.slots[person, at, slot] == event:
                    state.slots[person, at, slot] = state.slots[person, at, last]
            state.busy[person, at] = last
            state.left[person, at] += given.size[event] if given.size[event] > 0 else given.free[person, at]


@njit(cache=True, nogil=True)
def accepted(more, heat):
    return more <= 0 or np.random.random() < np.exp(-more / heat)


@njit(cache=True, nogil=True)
def put_back(given, state, event, week, person):
    if week >= 0:
        state.who[event, 0] = person
        enter(given, state, event, week)


@njit(cache=True, nogil=True)
def move_one(given, state, event, heat):
    """An event for one goes to some person and week; who is in the way there goes to where it was, or elsewhere."""
    first, last = given.column_first[event], given.column_first[event + 1]
    if first == last:
        return
    column = np.random.randint(first, last)
    person, week, cost = given.column_person[column], given.column_week[column], given.column_cost[column]
    was, by, had = state.at[event], state.who[event, 0], state.now[event]
    if was >= 0:
        take_out(given, state, event)
    if not apart(given, state, event, week):
        put_back(given, state, event, was, by)
        return
    if fits(given, state, event, person, week):
        if accepted(cost - had, heat):
            state.who[event, 0], state.now[event] = person, cost
            enter(given, state, event, week)
        else:
            put_back(given, state, event, was, by)
        return
    turn_out(given, state, event, column, was, by, heat)


@njit(cache=True, nogil=True)
def turn_out(given, state, event, column, was, by, heat):
    """Put an event where another is, which goes to the cheapest of a few places where it fits, or is left out."""
    person, week, cost = given.column_person[column], given.column_week[column], given.column_cost[column]
    other = -1
    if state.busy[person, week] > 0:
        other = state.slots[person, week, np.random.randint(state.busy[person, week])]
    if other < 0 or given.team[other] > 1:
        put_back(given, state, event, was, by)
        return
    other_was, had = state.at[other], state.now[event] + state.now[other]
    take_out(given, state, other)
    if not fits(given, state, event, person, week):
        put_back(given, state, other, other_was, person)
        put_back(given, state, event, was, by)
        return
    state.who[event, 0] = person
    enter(given, state, event, week)
    best, least = -1, given.unplaced[other]
    first, last = given.column_first[other], given.column_first[other + 1]
    for attempt in range(TRIES + 1):
        place = np.random.randint(first, last)
        if attempt == 0:
            place = column_at(given, other, by, was)
        if place >= 0 and given.column_cost[place] < least:
            to, at = given.column_person[place], given.column_week[place]
            if apart(given, state, other, at) and fits(given, state, other, to, at):
                best, least = place, given.column_cost[place]
    if accepted(cost + least - had, heat):
        state.now[event], state.now[other] = cost, least
        if best >= 0:
            state.who[other, 0] = given.column_person[best]
            enter(given, state, other, given.column_week[best])
    else:
        take_out(given, state, event)
        put_back(given, state, other, other_was, person)
        put_back(given, state, event, was, by)


@njit(cache=True, nogil=True)
def column_at(given, event, person, week):
    """The column of an event for one with a person and week, -1 where there is none; columns are sorted by both."""
    low, high = given.column_first[event], given.column_first[event + 1]
    while low < high:
        middle = (low + high) // 2
        here = given.column_person[middle]
        if here < person or (here == person and given.column_week[middle] < week):
            low = middle + 1
        else:
            high = middle
    found = low < given.column_first[event + 1] and given.column_person[low] == person
    return low if found and given.column_week[low] == week else -1


@njit(cache=True, nogil=True)
def move_team(given, state, event, heat, able):
    """An event for a team goes to some week, with some people who have room in it."""
    week = np.random.randint(given.allowed.shape[1])
    if not given.allowed[event, week]:
        return
    was, had, team = state.at[event], state.now[event], given.team[event]
    before = state.who[event].copy()
    if was >= 0:
        take_out(given, state, event)
    number, cost, found = 0, given.week_cost[event, week], apart(given, state, event, week)
    for pair in range(given.first[event], given.first[event + 1]):
        if found and week <= given.until[pair] and fits(given, state, event, given.person[pair], week):
            able[number] = pair
            number += 1
    found = found and number >= team
    for seat in range(team if found else 0):
        # Of two drawn the cheaper; the first seat is the lead's.
        one, other = np.random.randint(seat, number), np.random.randint(seat, number)
        if given.cost[able[other]] < given.cost[able[one]]:
            one = other
        able[seat], able[one] = able[one], able[seat]
        found = found and (seat > 0 or given.leads[able[0]])
        state.who[event, seat] = given.person[able[seat]]
        cost += given.cost[able[seat]]
    if found and accepted(cost - had, heat):
        state.now[event] = cost
        enter(given, state, event, week)
        return
    state.who[event] = before
    if was >= 0:
        enter(given, state, event, was)


@njit(cache=True, nogil=True)
def moves(given, state, number, heat, seed):
    """So many moves at a temperature."""
    np.random.seed(seed)
    able = np.zeros(max(np.max(given.first[1:] - given.first[:-1]), 1), dtype=np.int64)
    for _ in range(number):
        event = np.random.randint(len(given.team))
        if given.team[event] == 1:
            move_one(given, state, event, heat)
        else:
            move_team(given, state, event, heat, able)
