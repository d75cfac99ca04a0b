"""A mixed-integer programme searched by CP-SAT, which learns clauses from what failed.

Where events take several people at once the relaxation says little of what can be, and a search that goes by it ends
with little better than it began with. One that learns which choices cannot go together finds more in the same time.
"""

from __future__ import annotations

from os import cpu_count

import numpy as np

from inspectorate.planning.rows import NONE, Answer, Rows

MOST = 10**6
"""What a variable without an end can be at most: half-days above a fair share."""


def searched(rows: Rows, seconds: float | None, effort: float) -> Answer:
    """The cheapest whole values found in so many seconds, from what stands ``now``; without seconds after so much work
    (`max_deterministic_time`, near a second each), so that the answer is the same wherever it is looked for.

    Costs and factors are whole numbers.
    """
    # A second's work, which most processes that load this never need.
    from ortools.sat.python import cp_model

    made, model = rows.made(), cp_model.CpModel()
    variables = [
        model.new_bool_var("") if np.isfinite(most) else model.new_int_var(0, MOST, "") for most in made.most.tolist()
    ]
    table = made.table.tocsr()
    for row, (least, most) in enumerate(zip(made.least_of_row.tolist(), made.most_of_row.tolist(), strict=True)):
        terms = slice(table.indptr[row], table.indptr[row + 1])
        of = [variables[column] for column in table.indices[terms]]
        factors = np.rint(table.data[terms]).astype(np.int64).tolist()
        if most == 1 and set(factors) <= {1}:
            (model.add_exactly_one if least == 1 else model.add_at_most_one)(of)
        else:
            total = cp_model.LinearExpr.weighted_sum(of, factors)
            model.add_linear_constraint(total, _whole(least, -(MOST**2)), _whole(most, MOST**2))
    model.minimize(cp_model.LinearExpr.weighted_sum(variables, np.rint(made.cost).astype(np.int64).tolist()))
    standing = set(rows.now)
    for number in np.flatnonzero(made.whole).tolist() if standing else []:
        model.add_hint(variables[number], number in standing)
    solver = cp_model.CpSolver()
    if seconds is None:
        # With several workers the answer would depend on which is first.
        solver.parameters.num_workers = 1
        solver.parameters.max_deterministic_time = effort
    else:
        solver.parameters.num_workers = cpu_count() or 1
        solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return NONE
    values = np.array([solver.value(variable) for variable in variables], dtype=np.float64)
    return Answer(values, status == cp_model.OPTIMAL, infeasible=False)


def _whole(limit: float, otherwise: int) -> int:
    return round(limit) if np.isfinite(limit) else otherwise
