"""What happens after a plan was made, and what of the plan then has to change."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.planning.small import event, person, problem

from inspectorate.planning.changed import begun, bring_forward, defer, lose, still_left_out, without
from inspectorate.planning.check import check_plan
from inspectorate.planning.model import Placement, Plan
from inspectorate.planning.replan import Change, replan


def alone(name: str, week: int, who: str = "p") -> Placement:
    return Placement(name, week, (who,), who)


TWO = problem([event("a", 10), event("b", 10, usual=2)], [person("p"), person("q")])
BEFORE = Plan((alone("a", 0), alone("b", 2)), ())


def test_whoever_is_ill_gives_up_what_is_in_those_weeks_and_keeps_the_rest() -> None:
    ill = lose(TWO, "p", 2, 3)
    assert replan(ill, BEFORE).changes == (Change("b", alone("b", 2), alone("b", 2, "q")),)
    assert lose(TWO, "p", -3, -1) == lose(TWO, "p", 4, 9) == TWO


def test_what_is_locked_stays_with_who_is_ill_or_gone() -> None:
    told = replace(TWO, events=(replace(TWO.events[0], locked=alone("a", 0)), TWO.events[1]))
    for after in (lose(told, "p", 0, 3), without(told, "p")):
        found = replan(after, BEFORE)
        assert found.plan == Plan((alone("a", 0), alone("b", 2, "q")), ())
        assert check_plan(after, found.plan).passes


def test_what_is_left_out_waits_on_unless_something_was_said_of_it_or_it_is_no_longer_due() -> None:
    nothing = Plan((), ("a", "b"))
    assert still_left_out(nothing, TWO, lose(TWO, "p", 0, 3)) == ("a", "b")
    assert still_left_out(nothing, TWO, bring_forward(TWO, "b", last=1)) == ("a",)
    assert still_left_out(nothing, TWO, replace(TWO, events=TWO.events[1:])) == ("b",)
    assert still_left_out(BEFORE, TWO, TWO) == ()


def test_whoever_is_gone_is_no_longer_there() -> None:
    after = without(TWO, "p")
    assert [one.id for one in after.people] == ["q"]
    assert {name for place in replan(after, BEFORE).plan.placements for name in place.people} == {"q"}


def test_what_has_begun_stays_and_nothing_else_begins_before_now() -> None:
    now = begun(TWO, BEFORE, 1)
    assert now.events[0].locked == alone("a", 0)
    found = replan(bring_forward(now, "b", last=1), BEFORE)
    assert found.changes == (Change("b", alone("b", 2), alone("b", 1)),)
    assert replan(bring_forward(now, "b", last=0), BEFORE).plan.unplaced == ("b",)
    assert begun(now, BEFORE, 1) == now
    assert begun(TWO, Plan((), ("a", "b")), 0) == TWO


@pytest.mark.parametrize(("first", "window"), [(0, (0, 0, 3)), (2, (2, 2, 3)), (3, (3, 3, 6))])
def test_what_is_deferred_has_a_later_window(first: int, window: tuple[int, int, int]) -> None:
    one = defer(TWO, "a", first=first).events[0]
    assert (one.earliest, one.usual, one.latest) == window


def test_what_waits_beyond_the_programme_is_left_to_the_next_one() -> None:
    after = defer(TWO, "a", first=4)
    found = replan(after, BEFORE)
    assert (found.changes, found.moved) == ((Change("a", alone("a", 0), None),), 0)


def test_what_is_brought_forward_does_not_slip() -> None:
    after = bring_forward(replace(TWO, rules=replace(TWO.rules, grace=9, early=1)), "b", last=1)
    (change,) = replan(after, BEFORE).changes
    assert change.after
    assert change.after.week == 1
