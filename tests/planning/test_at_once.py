"""Events for teams are placed all at once, at what their people's time is worth to others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.planning.made import made
from tests.planning.small import event, person, problem

from inspectorate.planning.at_once import place_teams
from inspectorate.planning.book import Book, Held
from inspectorate.planning.bound import dual, worth
from inspectorate.planning.check import check_plan
from inspectorate.planning.columns import columns
from inspectorate.planning.model import Problem
from inspectorate.planning.programme import programme


def with_teams(found: Problem, seconds: float | None = None) -> Book:
    built = columns(programme(found))
    return place_teams(built.programme, worth(built, dual(built, 8.0, iterations=60)), seconds)


def test_a_team_leaves_a_week_to_those_who_have_no_other() -> None:
    """The team is best in the first week; two events can be in no other, and a week's delay of the team costs less."""
    events = [event("a", 6, latest=0), event("b", 6, latest=0), event("t", 10, team=2)]
    book = with_teams(problem(events, [person("p"), person("q")], rules={"late": 8}))
    assert book.placed == {2: Held(1, (0, 1), 0)}


@given(st.integers(0, 10**6))
def test_every_rule_is_kept(seed: int) -> None:
    found = made(seed, events=16, people=5, weeks=8)
    book = with_teams(found)
    assert check_plan(found, book.plan()).breaches == ()
    assert all(book.programme.team[number] > 1 or len(book.programme.events[number].held) > 1 for number in book.placed)


def test_without_time_or_teams_nothing_is_placed() -> None:
    team = problem([event("t", 10, team=2)], [person("p"), person("q")])
    assert with_teams(team, seconds=0.0).placed == {}
    assert with_teams(problem([event("a")], [person("p")])).placed == {}
