"""Half-days by quarter and month, and demand against supply."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.planning.made import made
from tests.planning.small import event, person, problem

from inspectorate.planning.capacity import By, Line, capacity
from inspectorate.planning.greedy import greedy
from inspectorate.planning.model import Placement, Plan, Weeks
from inspectorate.planning.programme import programme
from inspectorate.planning.spans import Span, months, quarters, spent, within

WEEKS = Weeks(date(2026, 3, 16), (5,) * 5)
TWO = (Span(date(2026, 1, 1), range(2)), Span(date(2026, 4, 1), range(2, 4)))


def test_a_week_is_of_the_month_and_quarter_in_which_it_begins() -> None:
    assert months(WEEKS) == (Span(date(2026, 3, 1), range(3)), Span(date(2026, 4, 1), range(3, 5)))
    assert quarters(WEEKS) == (Span(date(2026, 1, 1), range(3)), Span(date(2026, 4, 1), range(3, 5)))


def test_an_event_spends_the_half_days_of_all_its_people_in_the_weeks_that_it_takes() -> None:
    long = event("a", 12, preparation=4, team=2)
    assert [within(long, week, TWO) for week in (1, 2, 3)] == [(28, 4), (8, 24), (0, 28)]
    found = problem([long, replace(event("b"), locked=Placement("b", -1, ("p",), "p")), event("c")], [person("p")])
    plan = Plan((Placement("a", 1, ("p", "q"), "p"), Placement("b", -1, ("p",), "p")), ("c",))
    assert spent(found, plan, TWO) == {"a": (28, 4), "b": (0, 0)}


def lines(**fields: Any) -> dict[tuple[By, str], Line]:
    asked = event("a", 8, **fields)
    people = [
        person("p", skills={"s": 2, "of no use": None}, grade=1, lost={3: 2}),
        person("q", region="south", half_days=6, skills={"t": None}),
    ]
    found = capacity(problem([asked], people, rules={"grace": 1}), TWO)
    return {(line.by, line.name): line for line in found}


def test_demand_is_spread_over_the_window_and_what_must_fall_somewhere_is_told() -> None:
    cases: dict[str, tuple[dict[str, Any], tuple[float, float], tuple[int, int]]] = {
        "half of its weeks lie in either": ({}, (4.0, 4.0), (0, 0)),
        "all of its window lies in the first, and a slip in neither": ({"latest": 0}, (8.0, 0.0), (8, 0)),
        "its window lies in the first, and a slip in the second": ({"latest": 1}, (8.0, 0.0), (0, 0)),
        "what is statutory may not slip": ({"latest": 1, "statutory": True}, (8.0, 0.0), (8, 0)),
        "it is too late for its window, and only a slip is left": (
            {"earliest": -2, "usual": -1, "latest": -1}, (8.0, 0.0), (8, 0)
        ),
        "a team needs as much of each": ({"latest": 0, "team": 2}, (16.0, 0.0), (16, 0)),
        "it is where it has been told": ({"locked": Placement("a", 2, ("p",), "p")}, (0.0, 8.0), (0, 8)),
        "no week can hold it": ({"earliest": 9, "usual": 9, "latest": 9}, (0.0, 0.0), (0, 0)),
    }  # fmt: skip
    for name, (fields, needed, must) in cases.items():
        line = lines(**fields)[By.ALL, ""]
        assert (line.needed, line.must) == (needed, must), name
        assert line.supply == (32, 30)


def test_supply_is_told_by_region_skill_and_grade() -> None:
    found = lines(team=2, latest=0, skills=("s",), cover=("t", "u"), lead_grade=1)
    told = {key: (line.needed[0], line.supply) for key, line in found.items()}
    assert told == {
        (By.ALL, ""): (16.0, (32, 30)),
        (By.REGION, "north"): (16.0, (20, 18)),
        (By.REGION, "south"): (0.0, (12, 12)),
        (By.SKILL, "s"): (16.0, (20, 10)),
        (By.SKILL, "t"): (8.0, (12, 12)),
        (By.SKILL, "u"): (8.0, (0, 0)),
        (By.GRADE, "1"): (8.0, (20, 18)),
    }
    assert [by for by, _ in told] == [By.ALL, By.REGION, By.REGION, By.SKILL, By.SKILL, By.SKILL, By.GRADE]


@given(st.integers(0, 10**6))
def test_a_plan_that_places_all_takes_what_must_be_and_no_more_than_there_is(seed: int) -> None:
    found = made(seed, events=6, people=4, weeks=6)
    found = replace(found, events=tuple(replace(one, locked=None) for one in found.events))
    plan = greedy(programme(found), seed=seed).plan()
    spans = (Span(date(2026, 4, 1), range(3)), Span(date(2026, 7, 1), range(3, 6)))
    taken = [sum(column) for column in zip(*spent(found, plan, spans).values(), strict=True)] or [0, 0]
    whole = capacity(found, spans)[0]
    assert all(used <= supply for used, supply in zip(taken, whole.supply, strict=True))
    if not plan.unplaced:
        assert all(least <= used for least, used in zip(whole.must, taken, strict=True))
