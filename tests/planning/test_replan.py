"""After a change as few events as can be move, and locked ones never."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.made import made
from tests.planning.small import event, person, problem

from inspectorate.planning import replan as asking
from inspectorate.planning.block import Placed, settle_near
from inspectorate.planning.book import Book, Held
from inspectorate.planning.changed import bring_forward
from inspectorate.planning.check import check_plan
from inspectorate.planning.compiled import compile_loops
from inspectorate.planning.effort import Effort
from inspectorate.planning.model import Placement, Plan, Problem
from inspectorate.planning.options import Options
from inspectorate.planning.programme import programme
from inspectorate.planning.replan import Change, replan
from inspectorate.planning.solve import solve

QUICK = Effort(iterations=5, turns=1)


def alone(name: str, week: int, who: str = "p") -> Placement:
    return Placement(name, week, (who,), who)


HELD = (("b", 1), ("c", 2))
BEFORE = Plan((alone("a", 0), alone("b", 1), alone("c", 3)), ())


def three() -> Problem:
    events = [event(name, 10, usual=week) for name, week in (("a", 0), ("b", 1), ("c", 3))]
    return problem(events, [person("p")])


def test_nothing_changes_where_nothing_has_changed() -> None:
    found = replan(three(), BEFORE)
    assert (found.plan, found.changes, found.cost, found.moved, found.least, found.fewest) == (
        BEFORE,
        (),
        0,
        0,
        0,
        True,
    )


def test_what_is_brought_forward_changes_places_with_as_few_as_can_be() -> None:
    """``c`` is wanted by the second week: one of the two before it has to make room, and the later one costs less."""
    found = replan(bring_forward(three(), "c", last=1), BEFORE)
    assert found.changes == (Change("b", alone("b", 1), alone("b", 2)), Change("c", alone("c", 3), alone("c", 1)))
    assert (found.moved, found.least, found.fewest) == (2, 1, True)


def test_who_has_left_gives_up_what_they_held_and_nobody_else_moves() -> None:
    found = replace(three(), people=(person("q"), person("r")))
    moved = replan(found, Plan((alone("a", 0), alone("b", 1, "r"), alone("c", 3, "q")), ()))
    assert [change.event for change in moved.changes] == ["a"]
    assert (moved.moved, moved.least, moved.fewest) == (1, 1, True)


@pytest.mark.parametrize(
    "fields",
    [{"lead_grade": 2}, {"team": 3}, {"cover": ("t",)}, {"earliest": 2, "usual": 2}, {"skills": ("t",)}],
)
def test_what_is_no_longer_right_moves(fields: dict[str, object]) -> None:
    people = [
        person("p", grade=1),
        person("q"),
        *(person(name, grade=2, skills={"t": None}) for name in ("x", "y", "z")),
    ]
    found = problem([replace(event("a", 6, team=2, lead_grade=1), **fields)], people)
    held = Placement("a", 0, ("p", "q"), "p")
    moved = replan(found, Plan((held,), ()))
    assert moved.least == len(moved.changes) == 1
    assert check_plan(found, moved.plan).passes
    assert replan(problem([event("a", 6, team=2, lead_grade=1)], people), Plan((held,), ())).changes == ()


def test_a_new_event_is_no_change_of_what_people_hold() -> None:
    found = problem([*three().events, event("new", 10)], [person("p")])
    added = replan(found, BEFORE)
    assert added.changes == (Change("new", None, alone("new", 2)),)
    assert (added.moved, added.cost) == (0, 2)


def test_what_is_locked_stays_though_all_else_must_move() -> None:
    locked = [replace(one, locked=alone("a", 0)) if one.id == "a" else one for one in three().events]
    found = bring_forward(replace(three(), events=tuple(locked)), "c", last=0)
    moved = replan(found, BEFORE)
    assert moved.plan == Plan((alone("a", 0), alone("b", 1)), ("c",))


def test_others_further_away_move_if_that_makes_room() -> None:
    """``new`` can be done by ``p`` only, whose event goes to ``q``, whose event goes to ``r``."""
    events = [
        event("a", 10, skills=("s",), latest=0),
        event("b", 10, skills=("t",), latest=0),
        event("new", 10, skills=("u",), latest=0),
    ]
    people = [
        person("p", skills={"s": None, "u": None}),
        person("q", skills={"s": None, "t": None}),
        person("r", skills={"t": None}),
    ]
    before = Plan((alone("a", 0, "p"), alone("b", 0, "q")), ())
    moved = replan(problem(events, people), before)
    assert moved.plan == Plan((alone("a", 0, "q"), alone("b", 0, "r"), alone("new", 0, "p")), ())
    assert replan(problem(events, people), before, rounds=1).plan.unplaced == ("new",)


def test_where_most_time_is_that_of_teams_room_is_made_where_those_near_do_not_do() -> None:
    """A search of the new event alone finds nothing. ``p`` and ``q`` alone can be on it, in the week in which each has
    something that can be later."""
    people = [person("p", skills={"s": None}), person("q", skills={"s": None}), person("r")]
    new = event("new", 10, team=2, latest=0, skills=("s",))
    others = [event("a", 10, latest=1), event("b", 10, latest=1), event("c", 10, team=2)]
    before = Plan((alone("a", 0), alone("b", 0, "q"), Placement("c", 2, ("p", "r"), "p")), ())
    moved = replan(problem([*others, new], people, rules={"grace": 0}), before, rounds=1)
    assert moved.plan.unplaced == ()
    assert {change.event for change in moved.changes} == {"a", "b", "new"}
    assert (moved.moved, moved.least, moved.fewest) == (2, 0, False)


def test_what_is_less_dear_to_leave_out_makes_room_for_what_is_dearer() -> None:
    """Both are for ``p``, who has time for one: the one brought forward must be by law."""
    found = problem([event("a", 10, latest=0), event("b", 10)], [person("p", lost={1: 10, 2: 10, 3: 10})])
    rules = replace(found.rules, grace=0)
    moved = replan(bring_forward(replace(found, rules=rules), "b", last=0), Plan((alone("a", 0),), ()))
    assert moved.plan == Plan((alone("b", 0),), ("a",))
    assert (moved.moved, moved.fewest) == (1, True)


def test_what_gave_way_is_looked_for_together_with_what_is_near_it() -> None:
    """``b`` is brought forward and takes ``p`` from ``a``, which only then finds that ``q`` is free once ``c`` goes to
    ``r``: nothing that ``b`` could have used."""
    events = [
        event("a", 10, skills=("s",), latest=0),
        event("b", 10, skills=("u",), latest=3),
        event("c", 10, skills=("t",), latest=0),
    ]
    people = [
        person("p", skills={"s": None, "u": None}),
        person("q", skills={"s": None, "t": None}),
        person("r", skills={"t": None}),
    ]
    found = bring_forward(problem(events, people, rules={"grace": 0}), "b", last=0)
    before = Plan((alone("a", 0, "p"), alone("b", 2, "p"), alone("c", 0, "q")), ())
    assert replan(found, before).plan == Plan((alone("a", 0, "q"), alone("b", 0, "p"), alone("c", 0, "r")), ())
    assert replan(found, before, rounds=2).plan.unplaced == ("a",)


@pytest.mark.parametrize(("most", "unplaced"), [(0, ("new",)), (100, ())])
def test_all_options_are_looked_at_while_they_are_few(
    most: int, unplaced: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """``a`` has to go to the fourth week, its dearest; of its options one alone is looked at otherwise."""
    monkeypatch.setattr(asking, "ALL_OPTIONS", most)
    monkeypatch.setattr(asking, "OPTIONS", 1)
    events = [event("a", 10), event("new", 10, latest=0), *(event(name, 10, latest=week) for name, week in HELD)]
    found = problem(events, [person("p", lost={})], rules={"grace": 0})
    before = Plan((alone("a", 0), alone("b", 1), alone("c", 2)), ())
    assert replan(found, before).plan.unplaced == unplaced


def test_what_is_elsewhere_can_go_back_where_few_options_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """``a`` was in its dearest week, and has been moved since: its old place is among those that are looked at."""
    monkeypatch.setattr(asking, "ALL_OPTIONS", 0)
    monkeypatch.setattr(asking, "OPTIONS", 1)
    book = Book.blank(programme(problem([event("a", 10)], [person("p")])))
    book.place(0, Held(0, (0,), 0))
    asking._search(book, [0], {0: Held(3, (0,), 0)}, (), None)
    assert book.placed == {0: Held(3, (0,), 0)}


def test_in_a_country_of_teams_it_ends_in_time() -> None:
    """Nobody but ``p`` and ``q`` can be on either team, in the one week of both: time is over before room is found."""
    people = [person(name, skills={"s": None}) for name in "pq"]
    teams = [event(name, 10, team=2, latest=0, skills=("s",)) for name in "ab"]
    compile_loops()
    began = monotonic()
    moved = replan(problem(teams, people, rules={"grace": 0}), Plan((), ()), seconds=1.0)
    assert len(moved.plan.unplaced) == 1
    assert 0.8 * 0.8 <= monotonic() - began < 3.0


def test_without_time_what_can_stay_stays() -> None:
    """Either of two could be the one that ill health moves: without a search nothing is proven."""
    found = problem([event("a", 6), event("b", 4)], [person("p", lost={0: 4})])
    before = Plan((alone("a", 0), alone("b", 0)), ())
    hasty = replan(found, before, seconds=0.0)
    assert hasty.plan == Plan((alone("a", 0), alone("b", 1)), ())
    assert (hasty.moved, hasty.least, hasty.fewest) == (1, 0, False)
    searched = replan(found, before)
    assert (searched.moved, searched.least, searched.fewest) == (1, 0, True)
    assert searched.plan.unplaced == ()


def test_searches_have_what_is_left_of_the_time_when_the_plan_is_read_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading takes four of ten seconds, writing two: of those that are left each of three searches asks twice."""
    clock, given = iter([0.0, 4.0, 5.0, 9.0]), list[float | None]()

    def listening(
        book: Book, block: Sequence[Options], held: Mapping[int, Held], *, seconds: float | None
    ) -> Placed | None:
        given.append(seconds)
        return settle_near(book, block, held, seconds=None)

    monkeypatch.setattr(asking, "monotonic", lambda: next(clock))
    monkeypatch.setattr(asking, "settle_near", listening)
    events = [event("a", 10, latest=0), event("b", 10, latest=0)]
    assert replan(problem(events, [person("p")]), Plan((alone("a", 0),), ()), seconds=10).plan.unplaced == ("b",)
    assert given == pytest.approx([4 / 6, 3 / 4, 0])


@given(st.integers(0, 10**6))
def test_rules_are_kept_and_locked_events_stay(seed: int) -> None:
    found = made(seed, events=12, people=5, weeks=8)
    before = solve(found, effort=QUICK).plan
    forward = bring_forward(found, found.events[-1].id, last=2)
    ill = replace(forward, people=(replace(forward.people[0], lost=dict.fromkeys(range(4), 10)), *forward.people[1:]))
    moved = replan(ill, before)
    assert check_plan(ill, moved.plan).breaches == ()
    assert check_plan(ill, moved.plan).cost == moved.cost
    assert moved.moved >= moved.least
    assert {one.locked for one in ill.events if one.locked} <= set(moved.plan.placements)
