"""What else an event could have, against every week and team tried by the checker; and what is in the way."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.made import tiny
from tests.planning.small import event, person, problem

from inspectorate.planning.alternatives import LOCKED, alternatives, stand_ins
from inspectorate.planning.check import check_plan
from inspectorate.planning.greedy import greedy
from inspectorate.planning.model import Elsewhere, Event, Person, Placement, Plan, Problem
from inspectorate.planning.programme import programme
from inspectorate.planning.saved import book_of
from inspectorate.planning.teams import cheapest_team


def alone(name: str, week: int, who: str = "p") -> Placement:
    return Placement(name, week, (who,), who)


def cost_with(found: Problem, plan: Plan, place: Placement) -> int | None:
    """What the plan costs with one event elsewhere, as the checker has it; ``None`` where that breaks a rule."""
    others = tuple(one for one in plan.placements if one.event != place.event)
    left = tuple(name for name in plan.unplaced if name != place.event)
    checked = check_plan(found, Plan((*others, place), left))
    return checked.cost if checked.passes else None


def cheapest(found: Problem, plan: Plan, places: list[Placement]) -> int | None:
    return min((cost for place in places if (cost := cost_with(found, plan, place)) is not None), default=None)


@given(st.integers(0, 10**6))
def test_each_week_has_its_cheapest_people_or_a_reason(seed: int) -> None:
    found = tiny(seed)
    plan = greedy(programme(found)).plan()
    book, now = book_of(found, plan), check_plan(found, plan).cost
    assert now is not None
    names = sorted(one.id for one in found.people)
    for one in found.events:
        told = alternatives(book, one.id)
        assert told.held == next((place for place in plan.placements if place.event == one.id), None)
        more = {other.placement.week: other.more for other in told.weeks}
        assert sorted([*more, *(bar.week for bar in told.barred)]) == list(range(len(found.weeks)))
        assert all(bar.why for bar in told.barred)
        for other in told.weeks:
            assert cost_with(found, plan, other.placement) == now + other.more
        for week in range(len(found.weeks)) if one.locked is None else ():
            teams = combinations(names, one.team)
            places = [Placement(one.id, week, team, lead) for team in teams for lead in team]
            best = cheapest(found, plan, places)
            assert more.get(week) == (None if best is None else best - now)
    assert book.plan() == plan


@given(st.integers(0, 10**6))
def test_who_could_come_in_somebodys_place_is_all_that_the_checker_lets(seed: int) -> None:
    found = tiny(seed)
    plan = greedy(programme(found)).plan()
    book, now = book_of(found, plan), check_plan(found, plan).cost
    assert now is not None
    locked = {one.id for one in found.events if one.locked}
    for held in plan.placements:
        for gone in held.people if held.event not in locked else ():
            told = {one.placement.people: one for one in stand_ins(book, held.event, gone)}
            for new in {one.id for one in found.people} - set(held.people):
                team = tuple(sorted({*held.people, new} - {gone}))
                best = cheapest(found, plan, [Placement(held.event, held.week, team, lead) for lead in team])
                assert (told[team].more + now if team in told else None) == best
            assert all(cost_with(found, plan, one.placement) is not None for one in told.values())


def test_whoever_led_still_leads_if_they_stay() -> None:
    people = [person("p"), *(person(name, grade=1) for name in ("q", "r")), person("s")]
    book = book_of(problem([event("a", team=2, lead_grade=1)], people), Plan((Placement("a", 0, ("p", "q"), "q"),), ()))
    assert {one.placement.lead for one in stand_ins(book, "a", "p")} == {"q"}
    assert [one.placement for one in stand_ins(book, "a", "q")] == [Placement("a", 0, ("p", "r"), "r")]


def test_nobody_comes_in_the_place_of_who_is_not_there() -> None:
    found = problem([event("a"), event("b", locked=alone("b", 1))], [person("p"), person("q")])
    book = book_of(found, Plan((alone("a", 0), alone("b", 1)), ()))
    for name, who in (("a", "q"), ("b", "p"), ("z", "p")):
        with pytest.raises(ValueError, match="is not on"):
            stand_ins(book, name, who)


P = person("p", skills={"s": 0})
T = event("a", 6, team=2)
TIRED = person("p", most_running=1)


COULD = "the skills, {} near enough and {} no conflict of interest"


@pytest.mark.parametrize(
    ("one", "people", "week", "says"),
    [
        (event("a", 6, latest=2), [P], 3, "The week is outside its window."),
        (event("a", 12), [P], 3, "It takes weeks before or after the programme."),
        (event("a", 10), [P], 1, "It needs 10 half-days in the week of 2026-04-20, which has 8."),
        (T, [P], 0, f"Too few have {COULD.format('are', 'have')}: 1, and it needs 2."),
        (event("a", 6, skills=("t",)), [P], 0, f"Nobody has {COULD.format('is', 'has')}."),
        (event("a", 6, skills=("s",)), [P], 1, "Nobody has the skills until its end."),
        (T, [P, person("q", lost={2: 8})], 2, "Too few of those who could come have the time then: 1, and it needs 2."),
        (event("a", 6), [TIRED], 1, "Nobody of those who have the time could come without too many weeks in a row."),
        (replace(T, lead_grade=1), [P, person("q")], 0, "Nobody who has the time may lead it."),
        (replace(T, cover=("t",)), [P, person("q")], 0, "Nobody who has the time has the skill “t”."),
        (
            replace(T, cover=("t", "u"), lead_grade=1),
            [person("l", grade=1), person("n", skills={"t": None}), person("o", skills={"u": None})],
            0,
            "No team of those who have the time has a lead and every skill.",
        ),
    ],
)
def test_what_is_in_the_way_is_said(one: Event, people: list[Person], week: int, says: str) -> None:
    """``b`` is in week 2 with ``p`` where ``p`` may not have two weeks in a row."""
    events = [one, event("b", 2, usual=2, locked=alone("b", 2))] if people == [TIRED] else [one]
    found = problem(events, people, working_days=(5, 4, 5, 5))
    book = book_of(found, Plan(tuple(one.locked for one in events if one.locked), ("a",)))
    barred = {bar.week: bar.why for bar in alternatives(book, "a").barred}
    assert barred[week] == (says,)


def test_what_is_near_by_or_full_is_named() -> None:
    there = [event(name, 2, body="here") for name in ("a", "b")]
    locked = event("c", 2, body="here", locked=alone("c", 3))
    found = problem(
        [*there, locked], [person("p")], rules={"spacing": 2, "most_starts": {"north": 1}},
        elsewhere=(Elsewhere("here", 1, "a joint inspection"),),
    )  # fmt: skip
    told = alternatives(book_of(found, Plan((alone("c", 3),), ("a", "b"))), "a")
    assert [bar.why for bar in told.barred] == [
        ("It would be fewer than 2 weeks from a joint inspection at the same place.",),
        ("It would be fewer than 2 weeks from a joint inspection at the same place.",),
        (
            "It would be fewer than 2 weeks from “c” at the same place.",
            "It would be fewer than 2 weeks from a joint inspection at the same place.",
        ),
        ("It would be fewer than 2 weeks from “c” at the same place.", "In north no more than 1 may start in a week."),
    ]
    free = replace(found, elsewhere=(), events=tuple(there))
    near = alternatives(book_of(free, Plan((alone("b", 0),), ("a",))), "a")
    assert near.barred[1].why == ("It would be fewer than 2 weeks from “b” at the same place.",)


def test_what_is_locked_has_no_other_week() -> None:
    found = problem([event("a", locked=alone("a", 1))], [person("p")])
    told = alternatives(book_of(found, Plan((alone("a", 1),), ())), "a")
    assert (told.held, told.weeks, {bar.why for bar in told.barred}) == (alone("a", 1), (), {(LOCKED,)})


def test_a_cheaper_team_is_not_taken_for_one_without_a_lead() -> None:
    cost, leads = np.array([1, 2, 3, 9]), np.array([False, False, False, True])
    none = np.zeros((4, 0), dtype=bool)
    assert cheapest_team(cost, leads, none, 2) == (3, 0)
    assert cheapest_team(cost, ~leads, none, 2) == (0, 1)
    assert cheapest_team(cost, leads, ~leads[:, None], 2) == (3, 0)
    assert cheapest_team(cost, leads, none, 5) is None
