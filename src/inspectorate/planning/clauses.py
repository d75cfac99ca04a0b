"""A mixed-integer programme searched by CP-SAT, which learns clauses from what failed.

Where events take several people at once the relaxation says little of what can be, and a search that goes by it ends
with little better than it began with. One that learns which choices cannot go together finds more in the same time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from os import cpu_count
from time import time

import numpy as np

from inspectorate.planning.pairs import Floats
from inspectorate.planning.rows import NONE, Answer, Made, Rows

MOST = 10**6
"""What a variable without an end can be at most: half-days above a fair share."""
WORKERS = 8
"""Ways of searching at the same time, even on fewer cores: what one does not find another does."""


def searched(rows: Rows, seconds: float | None, effort: float) -> Answer:
    """The cheapest whole values found in so many seconds, from what stands ``now``; without seconds after so much work
    (`max_deterministic_time`, near a second each), so that the answer is the same wherever it is looked for.

    Where something is left out as it stands, at most half of that goes to leaving out what is least dear to, whatever
    else it costs: one more placed is mostly worth more than all that the rest can save, and is found sooner where
    nothing else counts. Costs and factors are whole numbers.
    """
    end = None if seconds is None else time() + seconds
    made, now, fewest = rows.made(), rows.now, NONE
    programme = _Programme(made)
    if rows.leaves_out():
        price = np.zeros(len(made.cost))
        price[rows.ways_out] = made.cost[rows.ways_out]
        fewest = programme.solve(price, now, None if end is None else _left(end) / 2, effort / 2)
        if fewest.values is not None:
            now = np.flatnonzero((fewest.values == 1) & made.whole).tolist()
        effort /= 2
    found = programme.solve(made.cost, now, None if end is None else _left(end), effort)
    return replace(fewest, optimal=False) if found.values is None else found


def _left(end: float) -> float:
    """The seconds until then, in which the programme was made too."""
    return max(end - time(), 0)


class _Programme:
    """A programme as CP-SAT has it, to be solved at one price and another."""

    def __init__(self, made: Made) -> None:
        # A second's work, which most processes that load this never need.
        from ortools.sat.python import cp_model

        self.made, self.model = made, cp_model.CpModel()
        self.variables = [
            self.model.new_bool_var("") if np.isfinite(most) else self.model.new_int_var(0, MOST, "")
            for most in made.most.tolist()
        ]
        table = made.table.tocsr()
        for row, (least, most) in enumerate(zip(made.least_of_row.tolist(), made.most_of_row.tolist(), strict=True)):
            terms = slice(table.indptr[row], table.indptr[row + 1])
            of = [self.variables[column] for column in table.indices[terms]]
            factors = np.rint(table.data[terms]).astype(np.int64).tolist()
            if most == 1 and set(factors) <= {1}:
                (self.model.add_exactly_one if least == 1 else self.model.add_at_most_one)(of)
            else:
                total = cp_model.LinearExpr.weighted_sum(of, factors)
                self.model.add_linear_constraint(total, _whole(least, -(MOST**2)), _whole(most, MOST**2))

    def solve(self, price: Floats, now: Sequence[int], seconds: float | None, effort: float) -> Answer:
        """The cheapest values at some prices, from the whole variables that are 1 ``now``, if any are."""
        from ortools.sat.python import cp_model

        total = cp_model.LinearExpr.weighted_sum(self.variables, np.rint(price).astype(np.int64).tolist())
        self.model.minimize(total)
        self.model.clear_hints()  # type: ignore[no-untyped-call]  # OR-Tools does not say what it returns
        standing = set(now)
        for number in np.flatnonzero(self.made.whole).tolist() if standing else []:
            self.model.add_hint(self.variables[number], number in standing)
        solver = cp_model.CpSolver()
        if seconds is None:
            # With several workers the answer would depend on which is first.
            solver.parameters.num_workers = 1
            solver.parameters.max_deterministic_time = effort
        else:
            solver.parameters.num_workers = max(WORKERS, cpu_count() or 1)
            solver.parameters.max_time_in_seconds = seconds
        status = solver.solve(self.model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return NONE
        values = np.array([solver.value(variable) for variable in self.variables], dtype=np.float64)
        return Answer(values, status == cp_model.OPTIMAL, infeasible=False)


def _whole(limit: float, otherwise: int) -> int:
    return round(limit) if np.isfinite(limit) else otherwise
