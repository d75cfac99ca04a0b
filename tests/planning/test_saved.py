"""A saved plan in a book again: all of one that breaks no rule, and of any other what breaks none."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.made import made, of_teams
from tests.planning.small import event, person, problem

from inspectorate.planning.check import check_plan
from inspectorate.planning.greedy import greedy
from inspectorate.planning.model import Event, Person, Placement, Plan, Problem
from inspectorate.planning.programme import programme
from inspectorate.planning.saved import book_of

P, Q, R, ABLE = person("p", grade=1), person("q"), person("r"), person("q", skills={"s": 0})


@given(st.integers(0, 10**6), st.sampled_from((made, of_teams)))
def test_a_plan_that_breaks_no_rule_is_kept_whole(seed: int, make: type[made]) -> None:
    found = make(seed, events=10, people=6, weeks=6)
    plan = greedy(programme(found), seed=seed).plan()
    assert book_of(found, plan).plan() == plan


def anyhow(draw: Random, found: Problem, one: Event) -> Placement:
    """An event in any week, with any people and any of them as its lead."""
    names = sorted(draw.sample([person.id for person in found.people], min(one.team, len(found.people))))
    week = draw.choice((draw.randrange(len(found.weeks)), draw.randint(one.earliest, one.latest), one.usual))
    return Placement(one.id, week, tuple(names), draw.choice(names))


@given(st.integers(0, 10**6), st.sampled_from((made, of_teams)))
def test_what_is_kept_of_any_plan_breaks_no_rule(seed: int, make: type[made]) -> None:
    draw, found = Random(seed), make(seed, events=8, people=4, weeks=6)
    placements = tuple(one.locked or anyhow(draw, found, one) for one in found.events)
    kept = book_of(found, Plan(placements, ())).plan()
    assert check_plan(found, kept).breaches == ()
    assert set(kept.placements) <= set(placements)


@given(st.integers(0, 10**6), st.sampled_from((made, of_teams)))
def test_an_event_alone_is_kept_where_it_breaks_no_rule(seed: int, make: type[made]) -> None:
    draw, found = Random(seed), make(seed, events=8, people=4, weeks=6)
    told = [one.locked for one in found.events if one.locked]
    names = [one.id for one in found.events if one.locked is None]
    for one in found.events:
        if one.locked is None:
            plan = Plan((*told, anyhow(draw, found, one)), tuple(name for name in names if name != one.id))
            assert bool(book_of(found, plan).placed) == check_plan(found, plan).passes


def test_a_team_of_the_same_person_twice_is_not_kept_and_takes_no_time() -> None:
    found = problem([event("a", 6, team=2)], [P, Q])
    book = book_of(found, Plan((Placement("a", 0, ("p", "p"), "p"),), ()))
    assert book.placed == {}
    assert (book.free == 10).all()
    assert (book.load == 0).all()


TEAM = {"team": 2, "latest": 0}


@pytest.mark.parametrize(
    ("one", "people", "placement", "fits"),
    [
        (event("a", **TEAM, lead_grade=1), [P, Q], Placement("a", 0, ("p", "q"), "p"), True),
        (event("a", **TEAM, lead_grade=1), [P, Q], Placement("a", 0, ("p", "q"), "q"), False),
        (event("a", **TEAM), [P, Q, R], Placement("a", 0, ("p", "q"), "r"), False),
        (event("a", **TEAM, cover=("s",)), [P, Q], Placement("a", 0, ("p", "q"), "p"), False),
        (event("a", **TEAM, cover=("s",)), [P, ABLE], Placement("a", 0, ("p", "q"), "p"), True),
        (event("a", 20, **TEAM, cover=("s",)), [P, ABLE], Placement("a", 0, ("p", "q"), "p"), False),
    ],
)  # fmt: skip
def test_a_team_must_have_its_lead_and_what_it_covers(
    one: Event, people: list[Person], placement: Placement, fits: bool
) -> None:
    kept = book_of(problem([one], people), Plan((placement,), ())).plan()
    assert kept == (Plan((placement,), ()) if fits else Plan((), ("a",)))


def test_an_event_of_several_weeks_shares_none_of_them_whichever_was_entered_first() -> None:
    short, long = event("short", 4, latest=0), event("long", 20, latest=0)
    placements = {one.id: Placement(one.id, 0, ("p",), "p") for one in (short, long)}
    for events in ([short, long], [long, short]):
        plan = Plan(tuple(placements[one.id] for one in events), ())
        assert len(book_of(problem(events, [P]), plan).placed) == 1
