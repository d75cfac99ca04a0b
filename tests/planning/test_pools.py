"""Events for teams that draw on the same people: no more are in progress at once than there are teams of them."""

from __future__ import annotations

import json
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.made import best, of_teams
from tests.planning.small import event, person, problem

from inspectorate.planning.bound import dual, prices
from inspectorate.planning.certificate import Certificate, PoolCharges, Prices
from inspectorate.planning.check_bound import bound
from inspectorate.planning.columns import columns
from inspectorate.planning.files import read, write
from inspectorate.planning.model import Event, Placement, Plan, Problem
from inspectorate.planning.pools import MOST_PEOPLE, full
from inspectorate.planning.price import worth
from inspectorate.planning.programme import programme


def proof(found: Problem, iterations: int = 200, step: float = 30.0) -> tuple[int, Prices]:
    built = columns(programme(found))
    settled = dual(built, step, iterations=iterations)
    return settled.bound, prices(built, settled)


def rows(found: Problem) -> set[tuple[int, bool, str | None, int, int, int]]:
    """How many events, of whom, in which unit, week and how many units, of each row."""
    return {
        (len(one.pool.events), one.pool.lead, one.pool.skill, one.unit, one.week, one.most)
        for one in full(programme(found))
    }


def two(**fields: object) -> list[Event]:
    return [event(name, 10, team=2, **fields) for name in "ab"]


@given(st.integers(0, 10**6))
def test_the_bound_is_never_above_the_best_plan_of_teams(seed: int) -> None:
    found = of_teams(seed)
    assert proof(found, 60, 8.0)[0] <= best(found)


@given(st.integers(0, 10**6))
def test_whatever_is_charged_proves_no_more_than_the_best_plan(seed: int) -> None:
    """Prices of a good bound, and any charges on top: for any events and none, any unit and week there is or not."""
    draw, found = Random(seed), of_teams(seed)
    pools = tuple(
        PoolCharges(
            tuple(draw.choices(("e0", "e1", "e2", "nobody's"), k=3)),
            {draw.randint(-1, 4): {draw.randint(-2, 5): draw.randint(-900, 9000) for _ in range(3)} for _ in range(2)},
            lead=draw.random() < 0.3,
            skill=draw.choice((None, None, "t", "none")),
        )
        for _ in range(3)
    )
    kept = proof(found, 30, 8.0)[1]
    assert bound(found, replace(kept, pools=(*kept.pools, *pools))) <= best(found)


def test_who_brings_a_skill_counts_whether_they_may_lead_or_not() -> None:
    """One has the grade and the other the skill: the event has its week, whatever a pool of both is charged."""
    people = [person("p", grade=1), person("q", skills={"t": None})]
    found = problem([event("a", 10, team=2, cover=("t",), lead_grade=1)], people)
    dear = PoolCharges(("a",), {1: {0: 5000}}, lead=True, skill="t")
    assert best(found) == 0
    assert bound(found, Prices(1, {}, {}, pools=(dear,))) <= 0


@given(st.integers(0, 10**6))
def test_the_checker_proves_the_same(seed: int) -> None:
    found = of_teams(seed, events=12, people=6, weeks=8)
    claimed, kept = proof(found, 16, 5.0)
    assert bound(found, kept) == claimed


def test_three_people_are_one_team_of_two_at_a_time() -> None:
    """Without its own charge one and a half teams are out in the first week."""
    found = problem(two(), [person(name) for name in "pqr"], rules={"late": 30})
    claimed, kept = proof(found)
    assert claimed == best(found) == 30
    assert bound(found, replace(kept, pools=())) < 30
    assert rows(found) == {(2, False, None, 2, week, 1) for week in range(4)}


def test_each_team_has_a_lead_of_its_own() -> None:
    people = [person("p", grade=1), *(person(name) for name in "qrs")]
    found = problem(two(lead_grade=1), people, rules={"late": 30})
    assert proof(found)[0] == best(found) == 30
    assert rows(found) == {(2, True, None, 1, week, 1) for week in range(4)}


@pytest.mark.parametrize(("last", "most"), [(None, [1, 1, 1, 1]), (1, [1, 1, 0, 0]), (-1, [0, 0, 0, 0])])
def test_each_team_has_somebody_of_its_own_with_a_skill_to_cover(last: int | None, most: list[int]) -> None:
    people = [person("p", skills={"s": last}), *(person(name) for name in "qrs")]
    found = problem(two(cover=("s",)), people, rules={"late": 30, "unplaced_policy": 40})
    assert rows(found) == {(2, False, "s", 1, week, units) for week, units in enumerate(most)}
    claimed, kept = proof(found)
    assert claimed == bound(found, kept) == best(found)


def test_an_event_of_several_weeks_is_in_progress_in_all_of_them() -> None:
    """Of three weeks each, with one of preparation: in six weeks both have room, in five not."""
    events = two(preparation=10, writing=10, earliest=1, usual=1)
    wide, narrow = (
        problem([replace(one, latest=4) for one in events], [person(name) for name in "pqr"], working_days=(5,) * weeks)
        for weeks in (6, 5)
    )
    assert proof(wide)[0] == best(wide) == 3
    assert proof(narrow, step=500.0, iterations=800)[0] == best(narrow) == 2000


@pytest.mark.parametrize("of_event", [{"preparation": 40}, {"writing": 40}, {"on_site": 50}])
def test_an_event_that_is_longer_than_the_programme_is_in_progress_in_no_week(of_event: dict[str, int]) -> None:
    """Three people are one team of two at a time, and both others have their weeks."""
    events = [*two(latest=1), replace(event("c", 10, team=2), **of_event)]
    found = problem(events, [person(name) for name in "pqr"], working_days=(5, 5, 5))
    assert proof(found)[0] == best(found) == 2000 + 1


def test_who_has_time_for_two_in_a_week_is_on_both() -> None:
    events = [event(name, 5, team=2) for name in "ab"]
    assert rows(problem(events, [person(name) for name in "pqr"])) == set()


def test_only_who_can_come_then_is_counted() -> None:
    """In the first week one of four is away, in the second with what is locked; in the third two teams are out."""
    lock = Placement("z", 1, ("s",), "s")
    people = [person("p"), person("q"), person("r", lost={0: 2}), person("s")]
    found = problem([*two(latest=2), event("z", 4, locked=lock)], people, rules={"late": 30})
    assert rows(found) == {(2, False, None, 2, week, 1) for week in (0, 1)}
    claimed, kept = proof(found)
    assert claimed == bound(found, kept) == best(found) == 30


def test_events_that_only_some_can_be_on_have_a_row_of_their_own() -> None:
    near = [person(name) for name in "pqr"]
    far = [person(name, conflicts=("body-a", "body-b")) for name in "st"]
    events = [*two(latest=0), event("c", 10, team=2, latest=0)]
    assert rows(problem(events, near + far)) == {(2, False, None, 2, 0, 1), (3, False, None, 2, 0, 2)}


def test_of_many_people_nothing_is_said() -> None:
    events = [event(f"e{number}", 10, team=3, latest=0) for number in range(MOST_PEOPLE)]
    many = [person(f"p{number}") for number in range(MOST_PEOPLE + 1)]
    assert rows(problem(events, many)) == set()
    assert rows(problem(events, many[1:])) == {(MOST_PEOPLE, False, None, 3, 0, MOST_PEOPLE // 3)}


def test_people_of_several_events_can_be_too_many_together() -> None:
    places = [tuple(f"{side}{number}" for number in range(MOST_PEOPLE)) for side in "ab"]
    people = [
        person(name, conflicts=(f"body-{other}",)) for side, other in zip(places, "ba", strict=True) for name in side
    ]
    events = [
        event(f"{side}{number}", 10, team=3, body=f"body-{side}", latest=0) for side in "ab" for number in range(20)
    ]
    assert rows(problem(events, people)) == {(20, False, None, 3, 0, MOST_PEOPLE // 3)}


def test_a_certificate_keeps_its_charges() -> None:
    found = problem(two(), [person(name) for name in "pqr"], rules={"late": 30})
    kept = proof(found)[1]
    assert [(one.events, one.lead, one.skill) for one in kept.pools] == [(("a", "b"), False, None)]
    assert kept.pools[0].charges[2][0] > 0


def test_a_certificate_from_before_there_were_charges_still_proves_its_bound() -> None:
    found = problem(two(), [person(name) for name in "pqr"], rules={"late": 30})
    before = replace(proof(found)[1], pools=())
    kept = json.loads(write(Certificate("digest", Plan((), ("a", "b")), before, cost=4000, bound=0)))
    del kept["prices"]["pools"]
    assert bound(found, read(Certificate, json.dumps(kept).encode()).prices) == bound(found, before)


def test_time_is_worth_what_it_gains_beside_what_teams_are_charged() -> None:
    found = problem([*two(), event("c", body="x"), event("d", body="x")], [person(name) for name in "pqr"])
    built = columns(programme(found))
    settled = dual(built, 30.0, iterations=200)
    kept = prices(built, settled)
    assert kept.pools
    assert worth(found, kept).after[:, 0].sum() == settled.gained.total
