"""Solvers that are given the whole model (`bench.planning_model`) at once: CP-SAT, HiGHS, and HiGHS on its relaxation.

Each has two threads, and the seconds from the problem on: those of building the model are its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, isfinite
from time import perf_counter

import numpy as np
from highspy import Highs, HighsModelStatus
from ortools.linear_solver.python.model_builder_helper import ModelBuilderHelper, ModelSolverHelper
from scipy.sparse import csr_matrix

from bench.planning_model import Full, full, plan_of
from inspectorate.planning.model import Plan, Problem
from inspectorate.planning.programme import programme

THREADS = 2
ROWWISE, MINIMISE, FEASIBLE = 2, 1, 2
"""As HiGHS numbers them."""


@dataclass(frozen=True, slots=True)
class Relaxed:
    """What HiGHS says of the relaxation. ``bound``: none where it did not end in time. ``building``: the seconds before
    it was called, ``solving``: those that it took."""

    bound: int | None
    columns: int
    building: float
    solving: float


def cp_sat(problem: Problem, seconds: float, seed: int) -> tuple[Plan, int | None]:
    """The plan that CP-SAT finds (nothing placed where it finds none) and the bound that it proves."""
    start = perf_counter()
    model, asked = full(programme(problem)), ModelBuilderHelper()
    table = csr_matrix(model.table)
    zero, one = np.zeros(len(model.cost)), np.ones(len(model.cost))
    asked.fill_model_from_sparse_data(zero, one, model.cost, model.least, model.most, table)
    for variable in range(len(model.cost)):
        asked.set_var_integrality(variable, True)
    solver = ModelSolverHelper("sat")
    solver.set_solver_specific_parameters(f"num_workers: {THREADS} random_seed: {seed}")
    solver.set_time_limit_in_seconds(max(seconds - (perf_counter() - start), 0.0))
    solver.solve(asked)
    values = solver.variable_values() if solver.has_solution() else zero
    return plan_of(model, values), _whole(solver.best_objective_bound() if solver.has_response() else None)


def highs(problem: Problem, seconds: float, seed: int) -> tuple[Plan, int | None]:
    """The plan that HiGHS finds (nothing placed where it finds none) and the bound that it proves."""
    start = perf_counter()
    model = full(programme(problem))
    solver = _highs(model, whole=True)
    solver.setOptionValue("random_seed", seed)
    solver.setOptionValue("time_limit", max(seconds - (perf_counter() - start), 0.0))
    solver.run()
    found = solver.getInfo().primal_solution_status == FEASIBLE
    values = np.array(solver.getSolution().col_value) if found else np.zeros(len(model.cost))
    return plan_of(model, values), _whole(solver.getInfo().mip_dual_bound)


def relaxed(problem: Problem, seconds: float) -> Relaxed:
    """The bound of the relaxation over the same columns, by HiGHS's interior point method without a crossover."""
    start = perf_counter()
    model = full(programme(problem))
    solver = _highs(model, whole=False)
    solver.setOptionValue("solver", "ipm")
    solver.setOptionValue("run_crossover", "off")
    solver.setOptionValue("time_limit", seconds)
    built = perf_counter()
    solver.run()
    solving = perf_counter() - built
    solved = solver.getModelStatus() == HighsModelStatus.kOptimal
    bound = _whole(solver.getInfo().objective_function_value) if solved else None
    return Relaxed(bound, len(model.seats.event), built - start, solving)


def _highs(model: Full, *, whole: bool) -> Highs:
    solver, table, count = Highs(), model.table, len(model.cost)
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("log_to_console", False)
    solver.setOptionValue("threads", THREADS)
    solver.passModel(
        count, table.shape[0], table.nnz, ROWWISE, MINIMISE, 0.0,
        model.cost, np.zeros(count), np.ones(count), model.least, model.most,
        table.indptr.astype(np.int32), table.indices.astype(np.int32), table.data,
        np.full(count, int(whole), dtype=np.int32),
    )  # fmt: skip
    return solver


def _whole(bound: float | None) -> int | None:
    """A bound in whole points, as costs are; none where nothing is proven."""
    return None if bound is None or not isfinite(bound) else ceil(bound - 1e-6)
