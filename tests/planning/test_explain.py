"""Why an event is in its week: what each other week would have needed, and who or what has that."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.made import made
from tests.planning.small import event, person, problem

from inspectorate.planning.account import Account, account
from inspectorate.planning.certificate import Certificate, Prices
from inspectorate.planning.check import check_plan
from inspectorate.planning.explain import Bar, Other, Rival, reasons
from inspectorate.planning.files import digest
from inspectorate.planning.greedy import greedy
from inspectorate.planning.model import Elsewhere, Event, Person, Placement, Plan, Problem
from inspectorate.planning.parts import Parts
from inspectorate.planning.programme import programme
from inspectorate.planning.valid import ProblemInvalid


def told(found: Problem, plan: Plan, prices: dict[str, int] | None = None) -> Account:
    return account(found, Certificate(digest(found), plan, Prices(1, prices or {}, {}), 0, 0))


def at(name: str, week: int, *people: str) -> Placement:
    return Placement(name, week, tuple(sorted(people)), people[0])


P = person("p")
A, B = event("a", 10, latest=1), event("b", 10, latest=1)
AT_A = replace(B, body=A.body)


@dataclass(frozen=True)
class Case:
    """Event ``a`` is best in week 0. ``says``: of that week; or of the week that it names."""

    says: Other
    events: tuple[Event, ...] = (A,)
    people: tuple[Person, ...] = (P,)
    placed: tuple[Placement, ...] = (at("a", 1, "p"),)
    more: dict[str, Any] = field(default_factory=dict)


CASES = {
    "its inspector is with another event": Case(
        Other(0, Bar.HELD, 0, ("p",), rivals=(Rival("p", "b", 9),)), (A, B), placed=(at("a", 1, "p"), at("b", 0, "p"))
    ),
    "with one that has been told": Case(
        Other(0, Bar.NOBODY), (A, replace(B, locked=at("b", 0, "p"))), placed=(at("a", 1, "p"), at("b", 0, "p"))
    ),
    "the plan has another event at the body too near": Case(
        Other(0, Bar.BODY, 0, ("p",), by=("b",)),
        (replace(A, latest=3), AT_A),
        (P, person("q")),
        (at("a", 3, "p"), at("b", 0, "q")),
    ),
    "somebody else is at the body": Case(
        Other(0, Bar.BODY, by=("joint visit",)),
        (replace(A, latest=3),),
        placed=(at("a", 3, "p"),),
        more={"elsewhere": (Elsewhere(A.body, 0, "joint visit"), Elsewhere("another", 0, "audit"))},
    ),
    "an event that has been told is at the body": Case(
        Other(0, Bar.BODY, by=("b",)),
        (replace(A, latest=3), replace(AT_A, locked=at("b", 0, "q"))),
        (P, person("q")),
        (at("a", 3, "p"), at("b", 0, "q")),
    ),
    "as many start in the region as may": Case(
        Other(0, Bar.STARTS, 0, ("p",)),
        (A, B),
        (P, person("q")),
        (at("a", 1, "p"), at("b", 0, "q")),
        {"rules": {"most_starts": {"north": 1}}},
    ),
    "its inspector is on leave": Case(Other(0, Bar.NOBODY), people=(person("p", lost={0: 1}),)),
    "the week has a bank holiday": Case(Other(0, Bar.SHORT), more={"working_days": (4, 5, 5, 5)}),
    "it would be one week in a row too many": Case(
        Other(0, Bar.TIRED, 0, ("p",)),
        (replace(A, latest=3), B),
        (person("p", most_running=1),),
        (at("a", 3, "p"), at("b", 1, "p")),
    ),
    "it is no cheaper": Case(Other(1, Bar.DEARER, 1, ("p",)), placed=(at("a", 0, "p"),)),
    "nothing: the plan is not the best": Case(Other(0, Bar.NOTHING, 0, ("p",))),
    "who is nearer is with another event in its week": Case(
        Other(0, Bar.HELD, 0, ("q",), rivals=(Rival("q", "b", 9),)),
        (A, B),
        (person("p", home="village"), person("q")),
        (at("a", 0, "p"), at("b", 0, "q")),
        {"rules": {"travel": 6}},
    ),
    "it is in no week, and its inspector has no time": Case(
        Other(0, Bar.HELD, 0, ("p",), rivals=(Rival("p", "b", 9),)),
        (replace(A, latest=0), B),
        placed=(at("b", 0, "p"),),
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_week_that_an_event_is_not_in_says_what_was_in_the_way(case: Case) -> None:
    found = problem(list(case.events), list(case.people), **case.more)
    left = tuple(one.id for one in case.events if one.id not in {place.event for place in case.placed})
    plan = Plan(case.placed, left)
    assert check_plan(found, plan).passes
    others = reasons(told(found, plan, {"a": 1, "b": 9}), "a").others
    assert next(other for other in others if other.week == case.says.week) == case.says


def test_a_team_is_named_by_who_of_it_is_held_and_the_dearest_time_comes_first() -> None:
    events = [event("a", 10, team=2, latest=1), *(event(name, 10, latest=0) for name in "bc")]
    plan = Plan((at("a", 1, "p", "q"), at("b", 0, "p"), at("c", 0, "q")), ())
    found = problem(events, [person("p"), person("q", conflicts=("body-b",))])
    (other,) = (one for one in reasons(told(found, plan, {"b": 3, "c": 2}), "a").others if one.week == 0)
    assert other.rivals == (Rival("p", "b", 3), Rival("q", "c", 2))


def test_what_its_place_costs_is_told_part_by_part() -> None:
    asked = event("a", 4, usual=1, latest=1, weight=2, needs_schools=True)
    prices = {"late": 2, "past_latest": 7, "grace": 2, "school_holiday": 20, "unpredictability": 4, "travel": 6}
    found = problem([asked], [person("p", home="village", cost=3, share=1)], rules={**prices, "over_share": 1})
    found = replace(found, weeks=replace(found.weeks, school_holidays=(3,)))
    why = reasons(told(found, Plan((at("a", 3, "p"),), ())), "a")
    spread = why.parts.spread
    assert 0 <= spread <= 4
    assert why.parts == Parts(
        late=8, past_latest=14, school_holiday=20, spread=spread, travel=6, contractors=12, over_share=3
    )
    assert why.cost == why.parts.total == check_plan(found, Plan((at("a", 3, "p"),), ())).cost


def test_who_may_be_on_it_and_what_their_time_is_worth_is_told() -> None:
    people = [person("p", grade=1, skills={"s": None}), person("q", skills={"s": None}), person("r", grade=1)]
    asked = event("a", 4, team=2, lead_grade=1, skills=("s",))
    found = problem([asked, event("b", 8)], people)
    why = reasons(told(found, Plan((at("a", 0, "p", "q"), at("b", 0, "r")), ()), {"b": 5}), "a")
    assert (why.may, why.may_lead) == (2, 1)
    # Each of them would gain 5 in week 0 by the event of 8 half-days, and has too few for it while on this one.
    assert why.prices == (5, 5)
    assert why.placement == at("a", 0, "p", "q")


def test_a_locked_event_stays_and_one_that_is_not_there_has_no_reasons() -> None:
    found = problem([replace(A, locked=at("a", 1, "p"))], [P])
    known = told(found, Plan((at("a", 1, "p"),), ()))
    why = reasons(known, "a")
    assert (why.placement, why.cost, why.others) == (at("a", 1, "p"), 0, ())
    with pytest.raises(KeyError):
        reasons(known, "no such event")


def test_a_plan_whose_prices_are_too_large_to_add_up_cannot_answer_for_itself() -> None:
    with pytest.raises(ProblemInvalid, match="too large to be added up exactly"):
        told(problem([A], [P]), Plan((at("a", 0, "p"),), ()), {"a": 10**30})


@given(st.integers(0, 10**6))
def test_what_is_said_to_be_cheaper_is_so_and_breaks_no_rule(seed: int) -> None:
    found = made(seed, events=8, people=4, weeks=6)
    plan = greedy(programme(found), seed=seed).plan()
    known, cost = told(found, plan), check_plan(found, plan).cost or 0
    for one in (one for one in found.events if one.locked is None):
        why = reasons(known, one.id)
        rest = tuple(place for place in plan.placements if place.event != one.id)
        for other in (other for other in why.others if other.bar is Bar.NOTHING):
            moved = Plan((*rest, at(one.id, other.week, *other.people)), tuple(set(plan.unplaced) - {one.id}))
            checked = check_plan(found, moved)
            assert checked.passes
            assert (checked.cost or 0) - cost == (other.cost or 0) - why.cost
    assert known.book.plan() == plan
