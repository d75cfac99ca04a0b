"""Who may be on which event, found for all events that ask the same at once, against each event and person alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.made import made, of_teams
from tests.planning.small import event, person, problem

from inspectorate.planning.check_cost import week_cost
from inspectorate.planning.model import Event, Person, Problem
from inspectorate.planning.pairs import NO_PAIR, pairs
from inspectorate.planning.programme import programme

Row = tuple[int, int, int, int, bool]


def plainly(found: Problem, event: Event, person: Person) -> tuple[int, int, bool] | None:
    """What somebody's part in an event costs, until when they could be on it, whether they may lead; None: never."""
    names, rules = found.places.names, found.rules
    minutes = found.places.minutes[names.index(person.home)][names.index(event.place)]
    leads = person.grade >= event.lead_grade and event.body not in person.leads_not
    skills = (*event.skills, *event.cover) if event.team == 1 else event.skills
    if (
        (rules.farthest is not None and minutes > rules.farthest)
        or event.body in person.conflicts
        or not (leads or event.team > 1)
        or any(skill not in person.skills for skill in skills)
    ):
        return None
    after = len(event.held) - 1 - event.before
    lapses = [last - after for skill in skills if (last := person.skills[skill]) is not None]
    cost = rules.travel * minutes // 60 + person.cost * sum(event.held)
    return cost, min([len(found.weeks), *lapses]), leads


@pytest.mark.usefixtures("both_ways")
@given(st.integers(0, 10**6), st.sampled_from((made, of_teams)))
def test_they_are_those_that_each_event_and_person_alone_would_be(seed: int, make: type[made]) -> None:
    found = make(seed, events=9, people=6, weeks=5)
    kept = pairs(found, found.events)
    rows: list[Row] = []
    for number, one in enumerate(found.events):
        alone = [(who, plainly(found, one, them)) for who, them in enumerate(found.people)]
        mine = [(number, who, *told) for who, told in alone if told]
        assert kept.of(number) == slice(len(rows), len(rows) + len(mine))
        rows += mine
    assert list(zip(*(column.tolist() for column in kept[1:]), strict=True)) == rows


@pytest.mark.usefixtures("both_ways")
def test_a_body_is_told_by_who_names_it_even_where_nobody_else_does() -> None:
    """Others name bodies without events, or the same one twice."""
    events = (event("a", body="x"), event("b", body="y"), event("c", body="x", team=2))
    people = [
        person("p", conflicts=("z", "x", "x")),
        person("q", leads_not=("x", "z")),
        person("r", conflicts=("y",), leads_not=("y",)),
    ]
    kept = pairs(problem([*events], people), events)
    assert list(zip(kept.event.tolist(), kept.person.tolist(), kept.leads.tolist(), strict=True)) == [
        (0, 2, True),
        (1, 0, True),
        (1, 1, True),
        (2, 1, False),
        (2, 2, True),
    ]


@pytest.mark.usefixtures("both_ways")
def test_of_nothing_there_are_none() -> None:
    one = (event("a"),)
    for found, events in ((problem([], []), ()), (problem([*one], []), one), (problem([], [person("p")]), ())):
        kept = pairs(found, events)
        assert [len(column) for column in kept] == [len(events) + 1, 0, 0, 0, 0, 0]
        assert kept.rows(np.zeros(len(events), dtype=np.int64), np.zeros(len(events), dtype=np.int64)).tolist() == [
            NO_PAIR for _ in events
        ]


@pytest.mark.usefixtures("both_ways")
@given(st.integers(0, 10**6))
def test_pairs_are_found_again(seed: int) -> None:
    found = made(seed, events=6, people=5, weeks=4)
    kept = pairs(found, found.events)
    events, people = (at.ravel() for at in np.mgrid[: len(found.events), -1 : len(found.people)])
    places = {pair: row for row, pair in enumerate(zip(kept.event.tolist(), kept.person.tolist(), strict=True))}
    asked = zip(events.tolist(), people.tolist(), strict=True)
    assert kept.rows(events, people).tolist() == [places.get(pair, NO_PAIR) for pair in asked]


@given(st.integers(0, 10**6))
def test_weeks_cost_what_the_checker_says_they_do(seed: int) -> None:
    found = made(seed, events=6, people=1, weeks=5)
    found = replace(found, weeks=replace(found.weeks, school_holidays=(1, 3)))
    prepared = programme(found)
    for number, one in enumerate(prepared.events):
        for week in range(one.earliest, min(one.latest + found.rules.grace + 1, 5)):
            assert prepared.week_cost[number, week] == week_cost(found, one, week)
