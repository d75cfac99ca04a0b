"""The checker finds the cost by hand's reckoning, and each breach of each rule, said in a sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.planning.small import event, person, problem

from inspectorate.planning.certificate import Certificate, Prices, Seat
from inspectorate.planning.check import check_certificate, check_file, check_plan
from inspectorate.planning.files import FileInvalid, digest, write
from inspectorate.planning.model import Elsewhere, Event, NewLead, Person, Placement, Plan, Problem

P, Q, R = person("p", grade=1), person("q"), person("r")


def placed(*placements: tuple[str, int, str], unplaced: tuple[str, ...] = ()) -> Plan:
    """A plan from event, week and people; the first of the people leads."""
    return Plan(tuple(Placement(name, week, tuple(sorted(who)), who[0]) for name, week, who in placements), unplaced)


def breaches(found: Problem, plan: Plan) -> str:
    return "\n".join(check_plan(found, plan).breaches)


def test_a_sound_plan_has_no_breach() -> None:
    found = problem([event("a", 6, team=2), event("b", 20), event("c", latest=0)], [P, Q])
    assert check_plan(found, placed(("a", 0, "pq"), ("b", 1, "p"), ("c", 0, "q"))).passes


@pytest.mark.parametrize(
    ("fields", "who", "week", "rules", "cost"),
    [
        ({}, P, 2, {"late": 3}, 6),
        ({"weight": 2}, P, 2, {"late": 3}, 12),
        ({"usual": 3}, P, 1, {"early": 5}, 10),
        ({"latest": 1}, P, 3, {"late": 0, "grace": 2, "past_latest": 30}, 60),
        ({"needs_schools": True}, P, 0, {"school_holiday": 20}, 0),
        ({"needs_schools": True}, P, 1, {"school_holiday": 20}, 21),
        ({}, P, 1, {"school_holiday": 20}, 1),
        ({"place": "village"}, P, 0, {"travel": 6}, 6),
        ({"preparation": 2}, replace(P, cost=4), 0, {}, 24),
        ({}, replace(P, share=3), 0, {"over_share": 5}, 5),
        ({}, replace(P, share=4), 0, {"over_share": 5}, 0),
        ({"announced": True}, P, 0, {"unpredictability": 100}, 0),
        ({}, P, 0, {"unpredictability": 1000}, 722),
    ],
)
def test_cost(fields: dict[str, Any], who: Person, week: int, rules: dict[str, int], cost: int) -> None:
    found = problem([event("a", **fields)], [who], rules=rules)
    found = replace(found, weeks=replace(found.weeks, school_holidays=(1,)))
    assert check_plan(found, placed(("a", week, "p"))).cost == cost


def test_leaving_out_costs_for_each_person_of_the_team() -> None:
    events = [event("a", team=3), event("b", statutory=True)]
    assert check_plan(problem(events, [P]), placed(unplaced=("a", "b"))).cost == 3 * 1000 + 2000


def test_what_is_locked_costs_nothing_that_a_plan_can_change() -> None:
    lock = Placement("a", 3, ("p",), "p")
    found = problem([event("a", locked=lock), event("b")], [replace(P, share=2, cost=1)], rules={"over_share": 5})
    assert check_plan(found, placed(("a", 3, "p"), ("b", 0, "p"))).cost == 4 + 5 * 4
    assert check_plan(found, placed(("a", 3, "p"), unplaced=("b",))).cost == 1000
    assert check_plan(found, placed(("b", 0, "p"), unplaced=("a",))).cost == 4 + 5 * 2


LONG = {"team": 1, "preparation": 2, "writing": 2}
LOCK = Placement("z", 0, ("p",), "p")


@pytest.mark.parametrize(
    ("events", "people", "plan", "sentence"),
    [
        ([event("a")], [P], placed(), "Event “a” is 0 times in the plan"),
        ([event("a")], [P], placed(("a", 0, "p"), unplaced=("a",)), "Event “a” is 2 times"),
        ([event("z", locked=LOCK)], [P], placed(("z", 1, "p")), "“z” is locked in the week of 2026-04-13"),
        (
            [event("a", earliest=1, usual=1)],
            [P],
            placed(("a", 0, "p")),
            "in the week of 2026-04-13, outside its window",
        ),
        ([event("a", latest=2)], [P], placed(("a", 3, "p")), "outside its window"),
        ([event("a", latest=2, statutory=True)], [P], placed(("a", 3, "p")), "outside its window"),
        ([event("a", latest=9)], [P], placed(("a", 4, "p")), "takes weeks outside the programme"),
        ([event("a", 10, **LONG)], [P], placed(("a", 0, "p")), "takes weeks outside the programme"),
        ([event("a", 10, **LONG)], [P], placed(("a", 3, "p")), "takes weeks outside the programme"),
        ([event("a", 10)], [P], placed(("a", 2, "p")), "needs 10 half-days in the week of 2026-04-27, which has fewer"),
        ([event("a", team=2)], [P, Q], placed(("a", 0, "p")), "needs a team of 2 and has 1"),
        ([event("a", team=2)], [P], placed(("a", 0, "pp")), "people must be sorted, each once"),
        ([event("a", team=2)], [P, Q, R], Plan((Placement("a", 0, ("p", "q"), "r"),), ()), "the lead among them"),
        ([event("a")], [replace(P, conflicts=("body-a",))], placed(("a", 0, "p")), "conflict of interest at body-a"),
        ([event("a", skills=("s",))], [P], placed(("a", 0, "p")), "no skill “s” until its end"),
        ([event("a", skills=("s",))], [replace(P, skills={"s": 0})], placed(("a", 1, "p")), "no skill “s”"),
        ([event("a", 10, skills=("s",), **LONG)], [replace(P, skills={"s": 1})], placed(("a", 1, "p")), "no skill “s”"),
        ([event("a", place="village")], [P], placed(("a", 0, "p")), "60 minutes from home, 50 at most"),
        ([event("a", lead_grade=1)], [Q], placed(("a", 0, "q")), "grade 0, 1 is needed"),
        ([event("a")], [replace(P, leads_not=("body-a",))], placed(("a", 0, "p")), "somebody else must lead at body-a"),
        ([event("a", cover=("s",))], [P], placed(("a", 0, "p")), "Nobody on event “a” has the skill “s”"),
        ([event("a", 6), event("b", 6)], [P], placed(("a", 0, "p"), ("b", 0, "p")), "“p” has 12 half-days"),
        (
            [event("a", 6)],
            [replace(P, lost={1: 5})],
            placed(("a", 1, "p")),
            "“p” has 6 half-days in the week of 2026-04-20",
        ),
        ([event("a", 6)], [replace(P, half_days=5)], placed(("a", 1, "p")), "and can give 5"),
        ([event("a", 6)], [replace(P, lost={1: 20})], placed(("a", 1, "p")), "and can give 0"),
        (
            [event("a", 10, **LONG), event("b")],
            [P],
            placed(("a", 1, "p"), ("b", 0, "p")),
            "“p” has “a”, “b” in the week of 2026-04-13, one of which takes the whole week",
        ),
        (
            [event("z", locked=LOCK), event("b", 8)],
            [P],
            placed(("z", 0, "p"), ("b", 0, "p")),
            "“p” has 12 half-days",
        ),
        (
            [event("a"), event("b")],
            [replace(P, most_running=1)],
            placed(("a", 0, "p"), ("b", 1, "p")),
            "events in 2 weeks in a row from 2026-04-13; 1 may be",
        ),
        (
            [event("a", body="x"), event("b", body="x")],
            [P],
            placed(("a", 0, "p"), ("b", 1, "p")),
            "At x, event “a” and event “b” are fewer than 2 weeks apart",
        ),
        ([event("a", body="y")], [P], placed(("a", 1, "p")), "At y, joint visit and event “a” are fewer than 2 weeks"),
        (
            [event("a", region="s"), event("b", region="s")],
            [P],
            placed(("a", 1, "p"), ("b", 1, "p")),
            "In s, 2 events start in the week of 2026-04-20; 1 may",
        ),
    ],
)
def test_breaches(events: list[Event], people: list[Person], plan: Plan, sentence: str) -> None:
    found = problem(
        events,
        people,
        working_days=(5, 5, 4, 5),
        elsewhere=(Elsewhere("y", 0, "joint visit"),),
        rules={"farthest": 50, "spacing": 2, "most_starts": {"s": 1}},
    )
    assert sentence in breaches(found, plan)


LED = [
    event("a", 4, body="x", team=2),
    event("b", 4, body="x"),
    event("c", 4, body="x", locked=Placement("c", 3, ("p",), "p")),
]


@pytest.mark.parametrize(
    ("asked", "a", "b", "led"),
    [
        (NewLead(("a", "b")), "pq", "p", "ab"),
        (NewLead(("b", "a")), "pq", "p", "ba"),
        (NewLead(("a", "b"), ("q", "p")), "pq", "p", "ab"),
        (NewLead(("a", "c")), "pq", "q", "ac"),
        (NewLead(("a", "b")), "qp", "p", ""),
        (NewLead(("a", "b"), ("q",)), "pq", "p", ""),
        (NewLead(("a", "not in the problem")), "pq", "p", ""),
        (NewLead(("not in the problem", "a")), "pq", "p", ""),
    ],
)
def test_somebody_leads_two_events_that_want_different_leads(asked: NewLead, a: str, b: str, led: str) -> None:
    found = problem(LED, [P, Q], rules={"spacing": 1}, new_leads=(asked,))
    said = breaches(found, placed(("a", 0, a), ("b", 1, b), ("c", 3, "p")))
    says = "At x, “p” leads event “{}” and event “{}”; somebody else must lead one of them."
    assert said == (says.format(*led) if led else "")


def test_what_just_keeps_the_rules() -> None:
    found = problem(
        [event("a", 8, body="y"), event("b", 2, body="y", skills=("s",), region="s"), event("c", 8, cover=("s",))],
        [person("p", skills={"s": 2}, most_running=2)],
        working_days=(5, 5, 4, 5),
        elsewhere=(Elsewhere("y", 2, "joint visit"),),
        rules={"farthest": 0, "spacing": 2, "most_starts": {"s": 1}},
    )
    assert not breaches(found, placed(("a", 0, "p"), ("c", 2, "p"), unplaced=("b",)))
    assert "fewer than 2 weeks" in breaches(found, placed(("a", 0, "p"), ("b", 1, "p"), unplaced=("c",)))


def test_what_has_been_told_is_no_breach_of_the_plan() -> None:
    """People were told before somebody fell ill, and before another inspectorate came to the same body."""
    locks = [Placement(name, week, ("p",), "p") for name, week in (("a", 0), ("b", 0), ("c", 1))]
    events = [event(lock.event, 10, body="x", region="s", skills=("s",), locked=lock) for lock in locks]
    found = problem(
        [*events, event("d", 8)],
        [person("p", lost={0: 10}, most_running=1), person("q")],
        elsewhere=(Elsewhere("x", 0, "joint visit"),),
        rules={"most_starts": {"s": 1}},
        new_leads=(NewLead(("a", "c")),),
    )
    told = (("a", 0, "p"), ("b", 0, "p"), ("c", 1, "p"))
    assert not breaches(found, placed(*told, ("d", 2, "q")))
    assert "3 weeks in a row" in breaches(found, placed(*told, ("d", 2, "p")))


def test_what_was_told_for_before_the_programme_takes_nothing_of_it() -> None:
    lock = Placement("a", -1, ("p",), "p")
    found = problem([event("a", 20, locked=lock), event("b", 10)], [P])
    assert "in the week of 2026-04-13, one of which" in breaches(found, placed(("a", -1, "p"), ("b", 0, "p")))
    assert not breaches(found, placed(("a", -1, "p"), ("b", 1, "p")))


def test_a_plan_for_strangers_has_no_cost() -> None:
    found = check_plan(problem([event("a")], [P]), Plan((Placement("a", 0, ("x",), "y"),), ("b",)))
    assert (found.cost, found.breaches) == (
        None,
        (
            "There is no event “b” in the problem.",
            "Event “a” is given to “x”, who is not in the problem.",
            "Event “a” is given to “y”, who is not in the problem.",
        ),
    )


def certificate(found: Problem, plan: Plan, prices: Prices, cost: int, bound: int) -> Certificate:
    return Certificate(digest(found), plan, prices, cost, bound)


def test_a_certificate_must_claim_what_is_found() -> None:
    found = problem([event("a", earliest=1, usual=1), event("b", earliest=1, usual=1, latest=1)], [P, Q])
    plan, prices = placed(("a", 1, "p"), ("b", 1, "p")), Prices(10, {}, {})
    assert check_certificate(found, certificate(found, plan, prices, 0, 0)).passes
    other = problem([event("a"), event("b")], [P, Q])
    assert check_certificate(other, certificate(found, plan, prices, 4, 1)).breaches == (
        "The certificate answers another problem than this one.",
        "The certificate claims a cost of 4; the plan costs 2.",
        "The certificate claims a bound of 1; its prices prove 0.",
    )
    strange = certificate(found, Plan((), ("x",)), prices, 4, 0)
    assert check_certificate(found, strange).breaches[0] == "There is no event “x” in the problem."


def test_a_certificate_is_checked_as_a_file() -> None:
    found = problem([event("a", team=2)], [P, Q])
    right = certificate(found, placed(("a", 0, "pq")), Prices(1, {}, {"a": (Seat(0, "p", -3),)}), 0, -3)
    wrong = replace(right, cost=1)
    for one in (right, wrong):
        assert check_file(found, write(one)) == check_certificate(found, one)
    assert check_file(found, write(right)).passes
    with pytest.raises(FileInvalid, match="Certificate, problem: Field required"):
        check_file(found, write(right.plan))


def bound(found: Problem, prices: Prices) -> int | None:
    return check_certificate(found, certificate(found, Plan((), ()), prices, 0, 0)).bound


def test_the_bound_of_one_event_is_what_it_would_cost_at_least() -> None:
    """Two hours of travel cost 12; a price above that proves no more, one below no more than itself."""
    found = problem([event("a", place="village")], [P], rules={"travel": 12, "farthest": None})
    proven = [bound(found, Prices(10, {"a": price}, {})) for price in (0, 113, 120, 125)]
    assert proven == [0, 12, 12, 12]


def test_a_full_week_makes_the_second_event_wait() -> None:
    """Of two events of three days that one person has, one must wait a week; each alone would cost nothing."""
    found = problem([event("a", 6), event("b", 6)], [P], rules={"late": 8})
    assert bound(found, Prices(1, {"a": 8, "b": 8}, {})) == 8
    small = problem([event("a", 4), event("b", 6)], [P], rules={"late": 8})
    assert bound(small, Prices(1, {"a": 8, "b": 8}, {})) == 0


def test_an_event_that_nobody_can_have_costs_what_leaving_it_out_does() -> None:
    found = problem([event("a", skills=("s",)), event("b", team=2), event("c", team=2, lead_grade=1)], [Q])
    assert bound(found, Prices(1, {"a": 5000}, {})) == 1000 + 2 * 2000
    two = replace(found, people=(Q, R))
    assert bound(two, Prices(1, {"a": 5000}, {})) == 1000 + 2000


def test_a_team_pays_for_its_cheapest_people_with_a_lead() -> None:
    """Three could come; the lead is the dearest."""
    found = problem([event("a", team=2, lead_grade=1, usual=0, latest=0)], [P, Q, replace(R, home="village")])
    found = replace(found, rules=replace(found.rules, travel=7))
    seats = tuple(Seat(0, name, price) for name, price in (("p", 9), ("q", 3), ("r", 5)))
    outside = (Seat(99, "p", 1000), Seat(0, "stranger", 1000))
    assert bound(found, Prices(1, {}, {"a": (*seats, *outside)})) == (9 + 3) - (9 + 3)
    assert bound(found, Prices(1, {}, {"a": (Seat(0, "q", 3), Seat(0, "r", 5))})) == 3 - 3
    assert bound(found, Prices(1, {}, {"a": (Seat(0, "p", -9), Seat(0, "r", 9))})) == -9 - 2


def test_long_events_weeks_in_a_row_and_locks_bound() -> None:
    lock = Placement("z", 2, ("p",), "p")
    long = event("a", 20, latest=2)
    found = problem([long, event("z", locked=lock)], [P], rules={"late": 5})
    assert bound(found, Prices(1, {"a": 9}, {})) == 0
    shut = problem([replace(long, earliest=1, usual=1), event("z", locked=lock)], [P], rules={"late": 5})
    assert bound(shut, Prices(1, {"a": 9}, {})) == 9
    away = problem([long, event("z", 20, locked=lock)], [replace(P, most_running=1)])
    assert bound(away, Prices(1, {"a": 9}, {})) == 9
    tired = replace(P, most_running=1)
    two = [event("a", latest=0), event("b", earliest=1, usual=1, latest=1)]
    assert bound(problem(two, [tired]), Prices(1, {"a": 9, "b": 9}, {})) == 9
    assert bound(problem(two, [replace(P, most_running=2)]), Prices(1, {"a": 9, "b": 9}, {})) == 0


def test_what_starts_are_charged_counts_as_far_as_it_can_be_asked() -> None:
    """Two events at one body, or in one region, of which the first week can have one only."""
    events = [event("a", body="x", region="s"), event("b", body="x", region="s")]
    found = problem(events, [P, Q], rules={"late": 5, "spacing": 2, "most_starts": {"s": 1}})
    alone = {"a": 10, "b": 10}
    assert bound(found, Prices(1, alone, {}, apart={"x": {0: 10, -9: 0}})) == 20 - 10
    assert bound(found, Prices(1, {"a": 5, "b": 5}, {}, apart={"x": {0: 5}})) == 5
    assert bound(found, Prices(1, {"a": 5, "b": 5}, {}, starts={"s": {0: 5}})) == 5
    assert bound(found, Prices(1, {"a": 5, "b": 5}, {}, starts={"s": {0: -5}, "t": {0: 7}})) == -10 - 14
    team = problem([event("a", team=2, body="x"), event("b", body="x")], [P, Q], rules={"late": 5, "spacing": 2})
    seats = {"a": tuple(Seat(0, name, 0) for name in "pq")}
    assert bound(team, Prices(1, {"b": 10}, seats, apart={"x": {0: 10}})) == 10 + 10 - 10


def test_a_skill_that_lapses_ends_what_it_allows() -> None:
    found = problem([event("a", skills=("s", "t"), earliest=1, usual=1)], [replace(P, skills={"s": 0, "t": None})])
    assert bound(found, Prices(1, {"a": 700}, {})) == 700
    held = problem([event("a", skills=("s",), earliest=1, usual=1)], [replace(P, skills={"s": 1})])
    assert bound(held, Prices(1, {"a": 700}, {})) == 0


def test_no_event_is_priced_beside_what_is_fixed_at_its_body() -> None:
    lock = Placement("z", 0, ("q",), "q")
    events = [event("a", body="x"), event("b", body="y"), event("z", body="x", locked=lock)]
    found = problem(events, [P, Q], elsewhere=(Elsewhere("y", 1, "joint visit"),), rules={"spacing": 2, "late": 9})
    assert bound(found, Prices(1, {"a": 18, "b": 27}, {})) == 18 + 27


@pytest.mark.parametrize("scale", [0, -1])
def test_prices_in_parts_of_nothing_prove_nothing(scale: int) -> None:
    found = problem([event("a")], [person("p")])
    settled = Certificate(digest(found), Plan((), ("a",)), Prices(scale, {}, {}), 1000, 1000)
    checked = check_certificate(found, settled)
    assert (checked.cost, checked.bound) == (1000, None)
    assert checked.breaches == (f"A point of the prices has {scale} parts; it must have 1 or more.",)
