"""What is said of the sides of a gap holds: whatever is narrowed or parted, the bound stays one."""

from __future__ import annotations

import numpy as np
import pytest
from bench.planning_rows import Asked
from bench.planning_sides import Tree, narrowed, sides, with_teams
from tests.planning.made import best, of_teams, tiny
from tests.planning.small import event, person, problem

from inspectorate.planning.bound import dual
from inspectorate.planning.columns import columns
from inspectorate.planning.effort import Effort
from inspectorate.planning.programme import programme
from inspectorate.planning.solve import solve


@pytest.mark.parametrize("seed", range(6))
def test_the_bound_of_a_tree_only_rises_and_is_below_every_plan(seed: int) -> None:
    found = tiny(seed)
    built = columns(programme(found))
    tree = Tree(built, dual(built, 1.0).state, 1.0)
    bounds = [tree.bound]
    for _ in range(8):
        tree.part()
        bounds.append(tree.bound)
    assert bounds == sorted(bounds)
    assert bounds[-1] <= best(found)


@pytest.mark.parametrize("seed", range(6))
def test_no_plan_with_the_same_teams_costs_less_than_is_said(seed: int) -> None:
    found = tiny(seed)
    settled = solve(found, effort=Effort(turns=1))
    built = columns(programme(found))
    assert settled.bound <= with_teams(built, settled.plan, dual(built, 1.0).state, 1.0) <= settled.cost


@pytest.mark.parametrize("seed", [1, 6, 8, 57])
def test_branching_proves_more_than_prices_alone_where_teams_are_torn_between_weeks(seed: int) -> None:
    found = of_teams(seed)
    built = columns(programme(found))
    tree = Tree(built, dual(built, 1.0).state, 1.0)
    root = tree.bound
    while tree.part():
        assert all(node.open_weeks[built.programme.team > 1].any(axis=1).all() for node in tree.leaves)
    assert root < tree.bound <= best(found)


def test_narrowed_columns_hold_seats_of_open_weeks_alone() -> None:
    found = problem([event("a", team=2), event("b")], [person("p"), person("q")])
    built = columns(programme(found))
    open_weeks = built.programme.allowed.copy()
    open_weeks[0] &= np.arange(open_weeks.shape[1]) == 1
    some, kept = narrowed(built, open_weeks)
    assert set(some.seats.week.tolist()) == {1}
    assert kept.sum() == len(some.seats.week) == 2
    assert max(int(group.pays.max()) for group in some.groups) < some.prices


def test_a_small_instance_is_parted_into_what_its_sides_cost() -> None:
    found = sides(Asked("12", 2.0), 1.0)
    tree = found["branching"]
    assert found["bound"] <= found["cost"]
    assert max(found["settled_bound"], found["with_these_teams"], tree["root"]) <= found["cost"]
    assert tree["root"] <= tree["bound"] <= found["cost"]
    assert found["of_the_gap"]["proven_since"] >= 0
