"""The fewest further inspectors: proven by a flow, and never more than are truly needed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.planning.made import fit_together, made
from tests.planning.small import event, person, problem

from inspectorate.planning.model import Event, Person, Placement
from inspectorate.planning.shortage import More, Shortage, shortage

P = person("p", skills={"s": None})
TIGHT = {"latest": 0}
ALL_WEEK = [event(name, 10, latest=1) for name in "abc"]


@pytest.mark.parametrize(
    ("events", "people", "more"),
    [
        pytest.param(ALL_WEEK[:2], [P], (), id="two whole weeks of work for one in two weeks"),
        pytest.param(ALL_WEEK, [P], (More("town", (), 0, 1),), id="three are one too many"),
        pytest.param(ALL_WEEK, [person("p", lost={1: 1}), person("q")], (), id="somebody else has the week"),
        pytest.param(
            [event("a", 6, latest=0), event("b", 6, latest=0)], [person("p"), person("q", lost={0: 6})],
            (More("town", (), 0, 1),), id="a half-day of leave spoils the week for it",
        ),
        pytest.param(
            [event("a", 6, latest=0), event("b", 4, latest=0)], [P], (), id="two that fill a week together"
        ),
        pytest.param(
            [event("a", 4, skills=("t",))], [P], (More("town", ("t",), 0, 1),), id="a skill that nobody has"
        ),
        pytest.param(
            [event("a", 4, skills=("s",), earliest=2, usual=2)], [person("p", skills={"s": 1})],
            (More("town", ("s",), 0, 1),), id="a skill that lapses before",
        ),
        pytest.param(
            [event("a", 4, team=2, cover=("t",))], [P, person("q")], (More("town", ("t",), 0, 1),),
            id="a skill that somebody of a team must bring",
        ),
        pytest.param([event("a", 4, cover=("t",))], [P], (More("town", ("t",), 0, 1),), id="or the only one"),
        pytest.param([event("a", 4, lead_grade=1)], [P], (More("town", (), 1, 1),), id="a grade, alone"),
        pytest.param(
            [event("a", 4, team=2, lead_grade=1)], [P, person("q")], (More("town", (), 1, 1),), id="a grade, leading"
        ),
        pytest.param([event("a", 4, team=3)], [P], (More("town", (), 0, 2),), id="two of a team"),
        pytest.param(
            [event("a", 4, place="village")], [P], (More("village", (), 0, 1),), id="nobody lives near enough"
        ),
        pytest.param(
            [event("a", 4, place="village", region="town")], [person("p", home="village", skills={})], (),
            id="somebody does",
        ),
        pytest.param([event("a", 20, preparation=10, earliest=1, usual=1)], [P], (), id="an event of several weeks"),
    ],
)  # fmt: skip
def test_who_is_missing(events: list[Event], people: list[Person], more: tuple[More, ...]) -> None:
    found = shortage(problem(events, people, rules={"farthest": 30}))
    assert found == Shortage(more, proven=True, enough=True, nowhere=())
    assert found.people == sum(one.people for one in more)


def test_what_no_week_can_hold_is_left_aside_and_what_has_been_told_takes_its_time() -> None:
    told = replace(event("told", 10), locked=Placement("told", 0, ("p",), "p"))
    late = event("late", 4, earliest=9, usual=9, latest=9)
    found = shortage(problem([event("a", 4, **TIGHT), late, told], [P]))
    assert found == Shortage((More("town", (), 0, 1),), proven=True, enough=True, nowhere=("late",))


def test_the_flow_may_not_see_what_keeps_events_apart_and_says_so() -> None:
    events = [event(name, 4, body="x", latest=1) for name in "ab"]
    assert shortage(problem(events, [P])) == Shortage((), proven=True, enough=False, nowhere=())


def test_where_the_search_is_cut_off_nothing_is_claimed() -> None:
    assert shortage(problem(ALL_WEEK, [P]), seconds=0) == Shortage((), proven=False, enough=False, nowhere=())


def test_a_long_programme_is_looked_at_by_several_weeks() -> None:
    events = [event(name, 10, latest=1) for name in "abc"]
    found = shortage(problem(events, [P], working_days=(5,) * 40))
    assert found.more == (More("town", (), 0, 1),)


@settings(max_examples=40)
@given(st.integers(0, 10**6))
def test_so_many_are_needed_indeed(seed: int) -> None:
    """With one fewer of any kind, no plan places all events: by trying every plan there is."""
    drawn = made(seed, events=3, people=2, weeks=3)
    found = replace(drawn, events=tuple(replace(one, locked=None) for one in drawn.events))
    missing = shortage(found)
    names = tuple(one.id for one in found.events if one.id not in missing.nowhere)
    further = [_like(one, number) for one in missing.more for number in range(one.people)]
    if missing.enough:
        assert fit_together(replace(found, people=(*found.people, *further)), names)
    if further:
        assert not fit_together(replace(found, people=(*found.people, *further[1:])), names)


def _like(more: More, number: int) -> Person:
    skills: dict[str, Any] = dict.fromkeys(more.skills)
    return person(f"{more.home} {more.skills} {more.grade} {number}", home=more.home, skills=skills, grade=more.grade)
