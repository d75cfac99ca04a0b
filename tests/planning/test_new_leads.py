"""Nobody leads two events that want different leads, however a plan is made, changed or looked into."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.made import at_one_body, best
from tests.planning.settled import settled
from tests.planning.small import event, person, problem

from inspectorate.planning.account import account
from inspectorate.planning.alternatives import alternatives, stand_ins
from inspectorate.planning.block import Placed, asked, fits, settle_near
from inspectorate.planning.book import Book, Held
from inspectorate.planning.certificate import Certificate, Prices
from inspectorate.planning.check import check_certificate, check_plan
from inspectorate.planning.effort import Effort
from inspectorate.planning.explain import Bar, Other, reasons
from inspectorate.planning.files import digest
from inspectorate.planning.greedy import greedy
from inspectorate.planning.infeasible import Missing, conflict
from inspectorate.planning.model import NewLead, Person, Placement, Plan, Problem
from inspectorate.planning.options import joined, options
from inspectorate.planning.programme import programme
from inspectorate.planning.replan import replan
from inspectorate.planning.saved import book_of
from inspectorate.planning.solve import certificate, solve

QUICK = Effort(iterations=40, turns=2)
BOTH = (NewLead(("a", "b")),)


def at(name: str, week: int, *people: str) -> Placement:
    return Placement(name, week, tuple(sorted(people)), people[0])


def two(people: list[Person], *, team: int = 1, asked: tuple[NewLead, ...] = BOTH, **fields: object) -> Problem:
    """An event in each of the first two weeks, at one body."""
    events = [event(name, 6, body="x", team=team, usual=week) for week, name in enumerate("ab")]
    return problem([replace(one, **fields) for one in events], people, rules={"spacing": 1}, new_leads=asked)


@given(st.integers(0, 10**6))
def test_a_block_of_all_events_is_the_best_plan(seed: int) -> None:
    found = at_one_body(seed)
    book, answer = settled(found)
    checked = check_plan(found, book.plan())
    assert (checked.breaches, checked.cost, answer.optimal) == ((), best(found), True)


@given(st.integers(0, 10**6))
def test_a_plan_keeps_the_rule_and_its_bound_is_none_the_worse_for_leaving_it_aside(seed: int) -> None:
    found = at_one_body(seed)
    settled = solve(found, seed=seed, effort=QUICK)
    assert settled.bound <= best(found) <= settled.cost
    assert check_certificate(found, certificate(found, settled)).passes
    without = replace(found, new_leads=())
    assert check_certificate(without, replace(certificate(found, settled), problem=digest(without))).passes


@given(st.integers(0, 10**6))
def test_a_plan_made_before_the_rule_is_put_right(seed: int) -> None:
    found = at_one_body(seed)
    before = solve(replace(found, new_leads=()), seed=seed, effort=QUICK).plan
    kept = check_plan(found, before).passes
    assert check_plan(found, book_of(found, before).plan()).breaches == ()
    after = replan(found, before)
    checked = check_plan(found, after.plan)
    assert (checked.breaches, checked.cost) == ((), after.cost)
    assert (after.moved > 0) == (not kept)


def test_of_two_who_may_lead_both_teams_each_leads_one() -> None:
    """Either could lead both: asked by itself, each team would have the first of them."""
    found = two([person("p"), person("q")], team=2)
    book = Book.blank(programme(found))
    rows, said = asked(book, joined([options(book, number) for number in range(2)]))
    answer = said(rows.solve(None))
    assert answer is not None
    assert {number: held and (held.week, held.people) for number, held in answer.held.items()} == {
        0: (0, (0, 1)),
        1: (1, (0, 1)),
    }
    assert {held.lead for held in answer.held.values() if held} == {0, 1}
    assert greedy(programme(found)).plan() == Plan((at("a", 0, "p", "q"), at("b", 1, "q", "p")), ())


def test_three_teams_with_two_who_may_lead_leave_one_out() -> None:
    events = [event(name, 6, body="x", team=2, usual=week, lead_grade=1) for week, name in enumerate("abc")]
    people = [person("p", grade=1), person("q", grade=1), person("r")]
    pairs = (NewLead(("a", "b")), NewLead(("b", "c")), NewLead(("a", "c")))
    found = problem(events, people, rules={"spacing": 1}, new_leads=pairs)
    book = Book.blank(programme(found))
    assert fits(book, [options(book, number) for number in range(3)]) is False
    assert fits(book, [options(book, number) for number in range(2)]) is True
    more = programme(replace(found, people=(*people, person("s", grade=1))))
    assert fits(Book.blank(more), [options(Book.blank(more), number) for number in range(3)]) is True


@pytest.mark.parametrize(("people", "leads"), [(None, "pq"), (("p",), "pq"), (("q",), "pp")])
def test_who_is_not_bound_leads_both(people: tuple[str, ...] | None, leads: str) -> None:
    """An hour to the village costs more than a week's delay."""
    found = two([person("p"), person("q", home="village")], asked=(NewLead(("a", "b"), people),))
    found = replace(found, rules=replace(found.rules, travel=5))
    assert "".join(one.lead for one in solve(found, effort=QUICK).plan.placements) == leads
    book = Book.blank(programme(replace(found, people=found.people[:1])))
    assert fits(book, [options(book, number) for number in range(2)]) == (leads == "pp")


def test_who_leads_what_is_locked_leads_nothing_that_wants_another() -> None:
    people = [person("p"), person("q", home="village")]
    found = two(people)
    locked = replace(found.events[0], locked=at("a", 0, "p"))
    found = replace(found, events=(locked, found.events[1]), rules=replace(found.rules, travel=5))
    assert solve(found, effort=QUICK).plan.placements == (at("a", 0, "p"), at("b", 1, "q"))


def test_one_inspector_cannot_lead_both_and_one_more_could() -> None:
    found = two([person("p")])
    answer = conflict(greedy(programme(found)), "b")
    assert answer is not None
    assert (answer.events, answer.irreducible) == (("a", "b"), True)
    assert answer.missing == Missing("north", 1, 6, (), 0, 0, 3)


def test_as_few_as_can_be_change_where_a_new_lead_is_wanted_later() -> None:
    """Another of the team could lead: its people stay in their week."""
    found = two([person("p"), person("q"), person("r")], team=2)
    before = Plan((at("a", 0, "p", "q"), at("b", 1, "p", "q")), ())
    after = replan(found, before)
    assert (after.moved, after.least, after.fewest) == (1, 0, True)
    assert after.plan == Plan((at("a", 0, "p", "q"), at("b", 1, "q", "p")), ())
    upset = replace(found, people=(replace(found.people[0], leads_not=("x",)), *found.people[1:]), new_leads=())
    assert replan(upset, before).plan == Plan((at("a", 0, "q", "p"), at("b", 1, "q", "p")), ())


@pytest.mark.parametrize("leads", [(0, 1), (1, 0)])
def test_what_stands_is_who_leads(leads: tuple[int, int]) -> None:
    found = programme(two([person("p"), person("q")], team=2))
    book, held = Book.blank(found), {number: Held(2 + number, (0, 1), lead) for number, lead in enumerate(leads)}
    assert settle_near(book, [options(book, number) for number in range(2)], held) == Placed(held, True)
    book.place(0, Held(0, (0, 1), 0))
    near = settle_near(book, [options(book, 1)], {1: Held(1, (0, 1), leads[1])})
    assert near == Placed({1: Held(1, (0, 1), 1)}, True)


LEADS_A = "“p” leads “a” at the same place; somebody else must lead this."


@pytest.mark.parametrize(
    ("people", "fields", "why"),
    [
        ([person("p", skills={"s": None})], {"cover": ("s",)}, ("Nobody who has the time may lead it.", LEADS_A)),
        (
            [person("p", grade=1, lost={1: 10, 2: 10, 3: 10}), person("q"), person("r")],
            {"team": 2, "lead_grade": 1},
            ("Nobody who has the time may lead it.",),
        ),
        (
            [person("p", grade=1), person("q"), person("r")],
            {"team": 2, "lead_grade": 1},
            ("Nobody who has the time may lead it.", LEADS_A),
        ),
        (
            [person("p", grade=1, skills={"s": None}), person("q", grade=1), person("r", skills={"t": None})],
            {"team": 2, "lead_grade": 1, "cover": ("s", "t")},
            ("No team of those who have the time has a lead and every skill.", LEADS_A),
        ),
    ],
)
def test_who_leads_another_is_named_as_what_is_in_the_way(
    people: list[Person], fields: dict[str, object], why: tuple[str, ...]
) -> None:
    found = two(people)
    found = replace(found, events=(found.events[0], replace(found.events[1], **fields)))
    book = book_of(found, Plan((at("a", 0, "p"),), ("b",)))
    told = alternatives(book, "b")
    assert told.weeks == ()
    assert {bar.why for bar in told.barred if bar.week} == {why}


def test_nobody_comes_in_the_place_of_a_lead_who_leads_the_other() -> None:
    found = two([person("p"), person("q"), person("r")])
    book = book_of(found, Plan((at("a", 0, "p"), at("b", 1, "q")), ()))
    assert [one.placement for one in stand_ins(book, "b", "q")] == [at("b", 1, "r")]
    assert [(one.placement.week, one.placement.lead) for one in alternatives(book, "b").weeks] == [
        (1, "q"),
        (2, "q"),
        (3, "q"),
    ]


def test_why_others_do_not_go_is_that_who_would_lead_leads_another() -> None:
    """``p`` would be nearer. ``c``, in the same week, leaves ``p`` time enough; ``r`` leads ``d`` and is not asked."""
    found = two([person("p"), person("q", home="village"), person("r", home="village")])
    more = [event("c", 4, usual=1), event("d", 6, body="x", usual=3)]
    found = replace(
        found,
        events=(*found.events, *more),
        rules=replace(found.rules, travel=5),
        new_leads=(*BOTH, NewLead(("b", "d"))),
    )
    plan = Plan((at("a", 0, "p"), at("b", 1, "q"), at("c", 1, "p"), at("d", 3, "r")), ())
    told = account(found, Certificate(digest(found), plan, Prices(1, {}, {}), 0, 0))
    why = reasons(told, "b")
    assert next(one for one in why.others if one.week == 1) == Other(1, Bar.LEAD, 0, ("p",), by=("a",))
    assert (why.may, why.may_lead) == (3, 3)


def test_who_leads_what_is_locked_is_not_counted_among_those_who_may_lead() -> None:
    found = two([person("p"), person("q")])
    found = replace(found, events=(replace(found.events[0], locked=at("a", 0, "p")), found.events[1]))
    plan = Plan((at("a", 0, "p"), at("b", 1, "q")), ())
    why = reasons(account(found, Certificate(digest(found), plan, Prices(1, {}, {}), 0, 0)), "b")
    assert (why.may, why.may_lead) == (2, 1)
