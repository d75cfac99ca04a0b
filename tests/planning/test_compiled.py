"""After the loops are made ready, no solver has to wait for one."""

from __future__ import annotations

import pkgutil
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from multiprocessing import get_context

from numba.core.registry import CPUDispatcher
from tests.planning.made import made, of_one, of_teams

from inspectorate import planning
from inspectorate.planning.check import check_certificate
from inspectorate.planning.compiled import compile_loops
from inspectorate.planning.effort import Effort
from inspectorate.planning.solve import certificate, solve


def compiled() -> dict[str, int]:
    """For how many kinds of arguments each loop of the package is compiled or read from disk."""
    modules = [import_module(f"{planning.__name__}.{one.name}") for one in pkgutil.iter_modules(planning.__path__)]
    return {
        f"{module.__name__}.{name}": len(loop.signatures)
        for module in modules
        for name, loop in vars(module).items()
        if isinstance(loop, CPUDispatcher)
    }


def before_and_after() -> tuple[dict[str, int], dict[str, int]]:
    compile_loops()
    before = compiled()
    for seed in range(3):
        for found in (
            of_one(seed, events=20, people=5, weeks=8),
            made(seed, events=16, people=5, weeks=8),
            of_teams(seed, events=8, people=5, weeks=6),
        ):
            settled = solve(found, seed=seed, effort=Effort(iterations=40, turns=6))
            check_certificate(found, certificate(found, settled))
    return before, compiled()


def test_all_are_ready_in_a_process_that_has_solved_nothing_yet() -> None:
    compile_loops()
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        before, after = pool.submit(before_and_after).result()
    assert before == after
    assert sum(after.values()) > 0
