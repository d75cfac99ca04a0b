"""The loops that look for places, as compiled and as the Python that they were written in, against a slow and obvious
answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspectorate.planning import place_kernels
from inspectorate.planning.kernels import NOTHING
from inspectorate.planning.model import FULL_WEEK
from inspectorate.planning.pairs import Pairs
from inspectorate.planning.place_kernels import Candidates, Shape, Staff

BOTH = pytest.mark.parametrize("way", ["compiled", "as written"])
SEED = st.integers(0, 10**6)
PEOPLE, WEEKS = 5, 7


def loop(name: str, way: str) -> Any:
    found = getattr(place_kernels, name)
    return found if way == "compiled" else found.py_func


def staff(draw: np.random.Generator) -> Staff:
    """Some of whom hold something in a row, and one of two skills until some week."""
    return Staff(
        free=draw.integers(0, 11, (PEOPLE, WEEKS)),
        holds=np.maximum(draw.integers(-2, 3, (PEOPLE, WEEKS)), 0),
        load=draw.integers(0, 12, PEOPLE),
        share=draw.integers(0, 12, PEOPLE),
        most_running=draw.integers(0, WEEKS + 1, PEOPLE),
        lapse=draw.integers(-1, WEEKS + 1, (PEOPLE, 2)),
    )


def shape(draw: np.random.Generator) -> Shape:
    lasts = int(draw.integers(1, 4))
    held, cover = draw.integers(0, 11, lasts), np.flatnonzero(draw.random(2) < 0.4)
    return Shape(held, int(draw.integers(0, lasts)), int(draw.integers(1, 4)), cover)


def seats(draw: np.random.Generator) -> Candidates:
    person = np.flatnonzero(draw.random(PEOPLE) < 0.8)
    cost, until = draw.integers(0, 4, len(person)), draw.integers(-1, WEEKS + 1, len(person))
    return Candidates(person, cost, until, draw.random(len(person)) < 0.6)


def starts(asked: Shape) -> range:
    """The weeks in which an event can first be on site."""
    return range(asked.before, WEEKS - len(asked.held) + asked.before + 1)


def runs(busy: list[bool]) -> Iterator[int]:
    """How many weeks each run of busy ones has."""
    for run in "".join("x" if one else " " for one in busy).split():
        yield len(run)


def roomy(people: Staff, person: int, first: int, asked: Shape) -> bool:
    weeks = range(first, first + len(asked.held))
    if len(weeks) == 1:
        return bool(people.free[person, first] >= asked.held[0])
    holds_none = all(people.holds[person, week] == 0 for week in weeks)
    return holds_none and all(people.free[person, weeks] >= asked.held)


def rested(people: Staff, person: int, first: int, asked: Shape) -> bool:
    """The run that its weeks are in is no longer than may be; runs elsewhere are not asked about."""
    busy = (people.holds[person] > 0).tolist()
    busy[first : first + len(asked.held)] = [True] * len(asked.held)
    before = next((week for week in range(first, -1, -1) if not busy[week]), -1)
    after = next((week for week in range(first, WEEKS) if not busy[week]), WEEKS)
    return max(runs(busy[before + 1 : after])) <= people.most_running[person]


@BOTH
@given(SEED)
def test_who_has_room_and_who_is_rested(way: str, seed: int) -> None:
    draw = np.random.default_rng(seed)
    people, asked = staff(draw), shape(draw)
    among, firsts = np.flatnonzero(draw.random(PEOPLE) < 0.8), np.array(starts(asked)) - asked.before
    room = loop("rooms", way)(people, among, firsts, asked.held)
    rest = loop("rests", way)(people, among, firsts, len(asked.held))
    assert room.tolist() == [[roomy(people, who, first, asked) for first in firsts] for who in among]
    assert rest.tolist() == [[rested(people, who, first, asked) for first in firsts] for who in among]
    for row, who in enumerate(among):
        holds, most = people.holds[who], int(people.most_running[who])
        for column, first in enumerate(firsts.tolist()):
            assert loop("has_room", way)(people.free[who], holds, asked.held, first) == room[row, column]
            assert loop("is_rested", way)(holds, most, len(asked.held), first) == rest[row, column]


@BOTH
@given(SEED)
def test_what_is_entered_is_taken_of_each_and_given_back(way: str, seed: int) -> None:
    draw = np.random.default_rng(seed)
    people, asked = staff(draw), shape(draw)
    before, whole = Staff(*(part.copy() for part in people)), draw.integers(0, 11, (PEOPLE, WEEKS))
    team, first = np.array([1, 3]), int(draw.integers(0, WEEKS - len(asked.held) + 1))
    loop("enter", way)(people.free, people.holds, people.load, whole, team, first, asked.held, 1)
    assert (people.load - before.load).tolist() == [0, asked.held.sum(), 0, asked.held.sum(), 0]
    taken, more = before.free - people.free, people.holds - before.holds
    for person in range(PEOPLE):
        for week in range(WEEKS):
            on = person in team and first <= week < first + len(asked.held)
            takes = asked.held[0] if len(asked.held) == 1 else whole[person, week]
            assert (taken[person, week], more[person, week]) == ((takes, 1) if on else (0, 0))
    loop("enter", way)(people.free, people.holds, people.load, whole, team, first, asked.held, -1)
    for part, was in zip(people, before, strict=True):
        assert (part == was).all()


@BOTH
@given(SEED)
def test_what_events_and_loads_cost(way: str, seed: int) -> None:
    draw = np.random.default_rng(seed)
    first = np.array([0, 3, 5, 9])
    person = np.concatenate([np.sort(draw.permutation(PEOPLE)[:count]) for count in np.diff(first)])
    event, cost, until = np.repeat(np.arange(3), np.diff(first)), draw.integers(0, 9, 9), np.full(9, WEEKS)
    pairs, week_cost = Pairs(first, event, person, cost, until, until > 0), draw.integers(0, 9, (3, WEEKS))
    load, share = draw.integers(0, 12, PEOPLE), draw.integers(0, 12, PEOPLE)
    rows = np.flatnonzero(draw.random(9) < 0.5)
    weeks = draw.integers(0, WEEKS, 3)
    wanted = 4 * sum(max(one - free, 0) for one, free in zip(load.tolist(), share.tolist(), strict=True))
    wanted += sum(int(week_cost[one, weeks[one]]) for one in set(event[rows].tolist())) + int(cost[rows].sum())
    asked = (event[rows], person[rows], weeks[event[rows]])
    assert loop("costs", way)(pairs, week_cost, load, share, 4, *asked) == wanted


@BOTH
@given(SEED)
def test_what_others_would_pay(way: str, seed: int) -> None:
    draw = np.random.default_rng(seed)
    asked, people = shape(draw), np.array([0, 3])
    time, start = draw.integers(0, 9, (11, PEOPLE, WEEKS)), draw.integers(0, 9, WEEKS)
    found = loop("worths", way)(time, start, asked, people, np.array(starts(asked)))
    for row, column in np.ndindex(found.shape):
        week, held = starts(asked)[column], asked.held.tolist()
        kinds = held if len(held) == 1 else [FULL_WEEK] * len(held)
        paid = [time[kind, people[row], at] for at, kind in enumerate(kinds, week - asked.before)]
        assert found[row, column] == sum(paid) + start[week] // asked.team


@BOTH
@given(st.lists(st.booleans(), min_size=4, max_size=4), st.lists(st.integers(0, 3)))
def test_whether_one_of_some_is_flagged(way: str, flags: list[bool], places: list[int]) -> None:
    found = loop("any_of", way)(np.array(flags), np.array(places, dtype=np.int64))
    assert found == any(flags[place] for place in places)


@BOTH
@given(SEED)
def test_the_cheapest_who_brings_something(way: str, seed: int) -> None:
    draw = np.random.default_rng(seed)
    cost, left, brings = draw.integers(0, 4, 5), draw.random(5) < 0.6, draw.random(5) < 0.6
    wanted = min(((cost[seat], seat) for seat in range(5) if left[seat] and brings[seat]), default=(0, NOTHING))
    assert loop("cheapest", way)(cost, left, brings) == wanted[1]


def team_of(people: Staff, among: Candidates, asked: Shape, week: int, able: list[int], cost: list[int]) -> list[int]:
    """A lead, somebody for each skill that is missing, and others, the cheapest first."""
    left, ends = sorted(able, key=lambda seat: (cost[seat], seat)), week - asked.before + len(asked.held) - 1

    def has(seat: int, skill: int) -> bool:
        return bool(people.lapse[among.person[seat], skill] >= ends)

    team = [seat for seat in left if among.leads[seat] or asked.team == 1][:1]
    for skill in asked.cover:
        if team and not any(has(seat, skill) for seat in team):
            team += [seat for seat in left if has(seat, skill)][:1]
    if team:
        team += [seat for seat in left if seat not in team][: max(asked.team - len(team), 0)]
    covered = all(any(has(seat, skill) for seat in team) for skill in asked.cover)
    return team if len(team) == asked.team and covered else []


@BOTH
@given(SEED)
def test_a_team_is_its_lead_its_skills_and_the_cheapest(way: str, seed: int) -> None:
    draw = np.random.default_rng(seed)
    people, among, asked = staff(draw), seats(draw), shape(draw)
    able, cost = draw.random(len(among.person)) < 0.8, draw.integers(0, 4, len(among.person))
    for week in starts(asked):
        found = loop("cheapest_team", way)(people, among, asked, week, able, cost).tolist()
        assert found == team_of(people, among, asked, week, np.flatnonzero(able).tolist(), cost.tolist())


@BOTH
@given(SEED, st.sampled_from([0, 20, 1000]))
def test_the_best_week_is_the_cheapest_of_all(way: str, seed: int, least: int) -> None:
    draw = np.random.default_rng(seed)
    people, among, asked = staff(draw), seats(draw), shape(draw)
    share = draw.choice((0, 0.8))
    weeks = np.array([week for week in starts(asked) if draw.random() < share], dtype=np.int64)
    week_cost, worth = draw.integers(0, 6, WEEKS), draw.integers(0, 4, (len(among.person), len(weeks)))
    half_days, totals = int(asked.held.sum()), {}
    for column, week in enumerate(weeks.tolist()):
        first, costs, able = week - asked.before, [], []
        for seat, person in enumerate(among.person.tolist()):
            loads = people.load[person] + half_days, people.load[person]
            more, less = (max(load - people.share[person], 0) for load in loads)
            costs.append(int(2 * (among.cost[seat] + 3 * (more - less)) + worth[seat, column]))
            can = roomy(people, person, first, asked) and rested(people, person, first, asked)
            if can and week <= among.until[seat] and (asked.team > 1 or among.leads[seat]):
                able.append(seat)
        team = team_of(people, among, asked, week, able, costs)
        if team:
            totals[week, tuple(team)] = 2 * int(week_cost[week]) + sum(costs[seat] for seat in team)
    week, team = loop("best_team", way)(people, among, asked, weeks, week_cost, worth, 3, 2, least)
    if min(totals.values(), default=least) >= least:
        assert (week, team.tolist()) == (NOTHING, [])
    else:
        assert totals[week, tuple(team.tolist())] == min(totals.values())
