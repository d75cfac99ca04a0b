"""The simulator against a plain one that meets the same chances; replications hang on nothing else."""

from __future__ import annotations

from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.laboratory import oracle
from tests.laboratory.authorities import authorities, services
from tests.laboratory.clocks import some_services, two_pathways
from tests.laboratory.models import one_area

from inspectorate.framework.library import load_library
from inspectorate.laboratory import kernel, kernel_lives, kernel_queues
from inspectorate.laboratory import simulate as simulator
from inspectorate.laboratory.clock import clock
from inspectorate.laboratory.exact import evaluate
from inspectorate.laboratory.model import Floats, Services
from inspectorate.laboratory.pathways import regimes
from inspectorate.laboratory.regime import OUTCOMES
from inspectorate.laboratory.simulate import simulate

MODEL = authorities()
QUICK = authorities(worse=MODEL.worse * 4, better=MODEL.better * 2, shock=0.02, alike=0.2)
RESTLESS = authorities(worse=MODEL.worse * 15, better=MODEL.better * 10, shock=0.1)
ILACS, SIF, PROPOSAL = regimes(load_library(), ["ilacs", "sif", "proposal-2017"], MODEL)
COUNTRY = services(12)


@pytest.fixture
def as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """The loops as the Python that they were written in."""
    for module in (kernel, kernel_lives, kernel_queues, simulator):
        for name, loop in vars(module).items():
            if hasattr(loop, "py_func"):
                monkeypatch.setattr(module, name, loop.py_func)


@pytest.mark.parametrize("regime", [ILACS, SIF, PROPOSAL], ids=lambda regime: regime.id)
@pytest.mark.parametrize(("stretch", "window"), [(1.0, False), (0.37, False), (1.0, True)])
def test_the_same_words_give_the_same_counts_as_the_plain_simulator(regime: Any, stretch: float, window: bool) -> None:
    made = clock(regime, QUICK, stretch=stretch, window=window)
    found = simulate(QUICK, COUNTRY, made, months=90, runs=2, seed=5, first=3)
    for run in range(2):
        assert found[run] == pytest.approx(oracle.simulated(QUICK, COUNTRY, made, 90, 5, 3 + run))


@pytest.mark.usefixtures("as_written")
@pytest.mark.parametrize("months", [1, 64, 65, 128])  # words are drawn by blocks of 64 months
def test_blocks_of_months_count_the_same(months: int) -> None:
    model, some = one_area(), some_services()
    with np.errstate(over="ignore"):
        found = simulate(model, some, two_pathways(model), months=months, runs=1, seed=7)[0]
    assert found == pytest.approx(oracle.simulated(model, some, two_pathways(model), months, 7, 0))


@given(st.integers(0, 63), st.integers(0, 2**64 - 1))
def test_the_lowest_bit_is_found(place: int, higher: int) -> None:
    with np.errstate(over="ignore"):
        assert kernel_lives.lowest.py_func(np.uint64((higher << 1 | 1) << place & 2**64 - 1)) == place


@pytest.mark.usefixtures("as_written")
@pytest.mark.parametrize("window", [False, True])
def test_the_loops_say_the_same_as_written(window: bool) -> None:
    made = clock(ILACS, RESTLESS, stretch=0.5, window=window)
    with np.errstate(over="ignore"):  # words are counted round, on purpose
        found = simulate(RESTLESS, services(3), made, months=40, runs=2, seed=5)
    for run in range(2):
        assert found[run] == pytest.approx(oracle.simulated(RESTLESS, services(3), made, 40, 5, run))


@pytest.mark.parametrize(("regime", "stretch", "window"), [(ILACS, 1.0, False), (SIF, 0.73, True)])
def test_means_are_what_is_worked_out_without_chance(regime: Any, stretch: float, window: bool) -> None:
    made, runs = clock(regime, QUICK, stretch=stretch, window=window), 2000
    alike = Services(children=np.full(10, 100), fifth=np.full(10, 2), size=np.arange(10) % 3)
    found = simulate(QUICK, alike, made, months=48, runs=runs, seed=1)[:, 2]
    exact = evaluate(QUICK, alike, made, months=48)[2]
    assert (np.abs(found.mean(0) - exact) < 3 * found.std(0) / np.sqrt(runs)).all()


def test_nothing_happens_where_nothing_changes_and_nobody_comes() -> None:
    still = authorities(worse=MODEL.worse * 0, better=MODEL.better * 0)
    found = simulate(still, COUNTRY, clock(ILACS, still, stretch=1000.0), months=24, runs=50, seed=1).sum((0, 1))
    told = dict(zip(OUTCOMES, found, strict=True))
    assert told["inspections"] <= 5
    assert told["inadequate"] > 0


def test_a_replication_is_the_same_whoever_works_it_out_and_with_what(monkeypatch: pytest.MonkeyPatch) -> None:
    made = clock(ILACS, MODEL)

    def asked(runs: int, first: int = 0, executor: Executor | None = None) -> Floats:
        return simulate(MODEL, COUNTRY, made, months=60, runs=runs, seed=9, first=first, executor=executor)

    whole = asked(7)
    assert np.array_equal(asked(3, first=2), whole[2:5])
    monkeypatch.setattr(simulator, "PIECE", 60 * 12 * 2)
    with ThreadPoolExecutor(2) as executor:
        assert np.array_equal(asked(7, executor=executor), whole)
    assert np.array_equal(asked(7), whole)
    assert not np.array_equal(simulate(MODEL, COUNTRY, made, months=60, runs=7, seed=10), whole)


def test_regimes_meet_the_same_changes_until_somebody_comes() -> None:
    unmoved = {name: replace(look, effect=look.effect * 0) for name, look in MODEL.looks.items()}
    calm = authorities(looks=unmoved)
    found = [
        simulate(calm, COUNTRY, clock(regime, calm), months=60, runs=20, seed=2)[:, :, OUTCOMES.index("inadequate")]
        for regime in (ILACS, SIF)
    ]
    assert np.array_equal(found[0], found[1])


@pytest.mark.parametrize("wrong", [{"months": 0}, {"runs": 0}, {"services": services(0)}])
def test_nothing_to_simulate_is_refused(wrong: dict[str, Any]) -> None:
    asked: dict[str, Any] = {"services": COUNTRY, "months": 12, "runs": 1, **wrong}
    with pytest.raises(ValueError, match="to simulate: give at least one"):
        simulate(MODEL, asked["services"], clock(ILACS, MODEL), months=asked["months"], runs=asked["runs"], seed=1)
