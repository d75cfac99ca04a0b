"""Other ways to simulate the same services count the same as the simulator, where they meet the same chances."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from bench.laboratory_arrays import Arrays
from bench.laboratory_country import country
from bench.laboratory_draws import Given, drawn
from bench.laboratory_peers import by_mesa, by_simpy
from bench.laboratory_service import Monthly, Service

from inspectorate.laboratory.model import Floats
from inspectorate.laboratory.simulate import simulated
from inspectorate.laboratory.tables import tables

NUMBER, MONTHS, SEED = 6, 40, 3
MODEL, SERVICES, CLOCK = country(NUMBER)
OURS = simulated(tables(MODEL, CLOCK), SERVICES, MONTHS, SEED, 0, 2)[0].sum(1)
CHANCES = [drawn(NUMBER, MONTHS, len(MODEL.areas), SEED, run) for run in range(2)]


def test_numpy_counts_the_same() -> None:
    arrays = Arrays(MODEL, SERVICES, CLOCK, 2, CHANCES)
    for month in range(1, MONTHS + 1):
        arrays.live(month)
    assert arrays.sums() == pytest.approx(OURS)


@pytest.mark.parametrize("peer", [by_simpy, by_mesa])
@pytest.mark.parametrize("kind", [Monthly, Service])
def test_a_service_of_its_own_counts_the_same(peer: Callable[..., Floats], kind: type[Service]) -> None:
    for run, chances in enumerate(CHANCES):
        found = peer(MODEL, SERVICES, CLOCK, MONTHS, lambda service, held=chances: Given(held, service), kind)
        assert np.asarray(found) == pytest.approx(OURS[run])
