"""Which side of a gap is weak: the plan's teams, its other events, or the bound; and what branching adds to the bound.

    python -m bench.planning_sides [--instance 5k] [--seconds 60] [--branching 600] [--seed 1]

An instance of `bench.instances` is planned as in `bench.planning`. Then three bounds are worked out: that of the solver
again, with more iterations, until they add little; that of all plans in which the teams of this one are where they are,
which parts the gap into what its other events can cost too much and what its teams can; and, for so many seconds, that
of a tree over the events for teams that prices leave farthest apart. A node of it is parted at the mean of the weeks in
which people would take the event: in one child it begins by then, in the other later. The tree goes on where its bound
is least, and its bound is the least of its leaves'. The last line is one line of JSON.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from typing import Any

import numpy as np

from bench.planning_rows import Asked
from inspectorate.planning import executors
from inspectorate.planning.book import Book
from inspectorate.planning.bound import ITERATIONS, State, dual
from inspectorate.planning.certificate import Settled
from inspectorate.planning.columns import Columns, Group, columns, left
from inspectorate.planning.compiled import compile_loops
from inspectorate.planning.effort import Effort
from inspectorate.planning.gain import Gained
from inspectorate.planning.greedy import greedy
from inspectorate.planning.model import Plan
from inspectorate.planning.pairs import Flags, Floats
from inspectorate.planning.programme import Programme, programme
from inspectorate.planning.saved import held_by
from inspectorate.planning.solve import NEAR, NEAR_LAST, first_step, solve

SETTLED = 4 * ITERATIONS
"""Iterations after which a bound is settled."""
ROUNDED = 1e-6
"""What is no more than this is nothing, but for rounding."""
OF_A_NODE = 60
"""Iterations of a node: its prices begin from those of the node that was parted, and have not far to go."""


@dataclass(frozen=True, slots=True, order=True)
class Node:
    """Plans in which some events for teams begin in some weeks only. ``open_weeks``: for all events, (E, W).
    ``state``: prices, with those of all seats. ``share``: of the iterations in which each event was taken in each week,
    (E, W)."""

    bound: int
    number: int
    open_weeks: Flags = field(compare=False, repr=False)
    state: State = field(compare=False, repr=False)
    share: Floats = field(compare=False, repr=False)


def narrowed(found: Columns, open_weeks: Flags) -> tuple[Columns, Flags]:
    """The columns with events for teams in open weeks only, (E, W); and which seats are left. The numbers of prices
    close up."""
    seats = found.seats
    kept = open_weeks[seats.event, seats.week]
    prices = np.append(np.ones(found.first_seat, dtype=bool), kept)
    number = np.cumsum(prices) - 1

    def group(one: Group) -> Group:
        rows = np.flatnonzero(prices[one.pays])
        pays = number[one.pays[rows]].astype(one.pays.dtype)
        return replace(one, pays=pays, cost=one.cost[rows], starts=np.searchsorted(rows, one.starts))

    some = replace(
        seats,
        **{name: getattr(seats, name)[kept] for name in ("event", "week", "person", "cost", "leads")},
    )
    return replace(found, seats=some, groups=tuple(group(one) for one in found.groups)), kept


@dataclass(slots=True)
class Heard:
    """How often people took seats of each event in each week."""

    columns: Columns
    count: Floats
    iterations: int = 0

    def hear(self, gain: Gained) -> None:
        seats = self.columns.seats
        np.add.at(self.count, (seats.event, seats.week), gain.takes[self.columns.first_seat :])
        self.iterations += 1


class Tree:
    """The nodes that are to be parted, least bound first, and how many there were."""

    def __init__(self, found: Columns, state: State, step: float) -> None:
        self.columns, self.step, self.number = found, step, 0
        self.leaves = [self._node(found.programme.allowed, state, 0)]

    def _node(self, open_weeks: Flags, state: State, least: int) -> Node:
        some, kept = narrowed(self.columns, open_weeks)
        heard = Heard(some, np.zeros(open_weeks.shape))
        near = replace(state, apart=state.apart[kept])
        found = dual(some, NEAR * self.step, iterations=OF_A_NODE, last=NEAR_LAST, start=near, heard=heard.hear)
        apart = state.apart.copy()
        apart[kept] = found.state.apart
        self.number += 1
        share = heard.count / (heard.iterations * self.columns.programme.team[:, None])
        # What is proven of all plans of a node is so of those of its children.
        bound = max(found.bound, least)
        return Node(bound, self.number, open_weeks, replace(found.state, apart=apart), share)

    @property
    def bound(self) -> int:
        return self.leaves[0].bound

    def part(self) -> bool:
        """Part the node whose bound is least; false if no event of it is left to part at."""
        node = self.leaves[0]
        chosen = widest(self.columns.programme, node)
        if chosen is None:
            return False
        heappop(self.leaves)
        event, first = chosen
        weeks = np.arange(node.open_weeks.shape[1])
        for side in (weeks < first, weeks >= first):
            open_weeks = node.open_weeks.copy()
            open_weeks[event] &= side
            heappush(self.leaves, self._node(open_weeks, node.state, node.bound))
        return True


def widest(programme: Programme, node: Node) -> tuple[int, int] | None:
    """The event for a team whose weeks the prices of a node leave farthest apart, by the half-days that it takes; and
    the first week after their mean. ``None`` where each is taken in one week only."""
    weeks = np.arange(node.share.shape[1])
    share = node.share * (programme.team > 1)[:, None]
    whole = np.maximum(share.sum(axis=1), ROUNDED)
    mean = (share @ weeks) / whole
    apart = (share * np.abs(weeks - mean[:, None])).sum(axis=1) * programme.half_days * programme.team
    event = int(np.argmax(apart))
    return (event, int(mean[event]) + 1) if apart[event] > ROUNDED else None


def sides(asked: Asked, branching: float) -> dict[str, Any]:
    """Plan an instance and say what each side costs too much at most; ``branching``: seconds for the tree."""
    problem = asked.problem()
    compile_loops()
    with executors.processes() as executor:
        settled = solve(problem, seed=asked.seed, effort=Effort(seconds=asked.seconds), executor=executor)
    prepared = programme(problem)
    built = columns(prepared)
    step = first_step(greedy(prepared, seed=asked.seed), built)
    root = dual(built, step, iterations=SETTLED)
    teams = with_teams(built, settled.plan, root.state, step)
    tree = branched(Tree(built, root.state, step), branching)
    return {
        "instance": asked.instance,
        "cost": settled.cost,
        "bound": settled.bound,
        "settled_bound": root.bound,
        "with_these_teams": teams,
        "branching": tree,
        "of_the_gap": {
            "others_at_most": share(settled.cost - teams, settled),
            "proven_since": share(max(root.bound, tree["bound"]) - settled.bound, settled),
        },
    }


def share(points: int, settled: Settled) -> float:
    """So many points as a share of a plan's gap. Of what others cost it can be above 1, where these teams alone prove
    less than the solver's bound."""
    gap = settled.cost - settled.bound
    return round(points / gap, 3) if gap else 0.0


def with_teams(built: Columns, plan: Plan, state: State, step: float) -> int:
    """What no plan costs less than that has the placed teams of this one, where and when they are."""
    book, team = Book.blank(built.programme), built.programme.team
    for event, held in held_by(book, plan).items():
        if team[event] > 1:
            book.place(event, held)
    found = dual(left(built, book), step, iterations=SETTLED, start=state)
    return found.bound + book.cost(book.placed)


def branched(tree: Tree, seconds: float) -> dict[str, Any]:
    """The bound of a tree after so many seconds, how many nodes it has, and where it began."""
    start, root = time.perf_counter(), tree.bound
    while time.perf_counter() - start < seconds and tree.part():
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{time.perf_counter() - start:7.1f} s  {tree.number} nodes  {tree.bound} ")
    return {"root": root, "bound": tree.bound, "nodes": tree.number, "seconds": round(time.perf_counter() - start, 1)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--instance", default="5k", help="5k, 100k, or a number of settings")
    parser.add_argument("--seconds", type=float, default=60.0, help="for the plan")
    parser.add_argument("--branching", type=float, default=600.0, help="seconds for the tree")
    parser.add_argument("--seed", type=int, default=1, help="of the instance and of the solver")
    chosen = parser.parse_args()
    found = sides(Asked(chosen.instance, chosen.seconds, seed=chosen.seed), chosen.branching)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
