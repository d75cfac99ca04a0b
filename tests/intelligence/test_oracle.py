"""The fast engine against the slow one, value by value."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from tests.intelligence.made import in_control, neighbours
from tests.intelligence.oracle import slow

from inspectorate.intelligence.model import Measure
from inspectorate.intelligence.readings import readings

AS_OF = date(2020, 12, 1)


@pytest.mark.parametrize("measure", list(Measure))
@pytest.mark.parametrize(("between", "yearly"), [(0.08, 0.04), (0.0, 0.0001)])
def test_every_reading_is_that_of_the_slow_engine(measure: Measure, between: float, yearly: float) -> None:
    jumping = np.random.default_rng(8).normal(0, yearly, (10, 30)) * np.repeat([1.0, 5.0], [20, 10])
    panel = in_control(measure, 7, years=10, bodies=30, between=between, yearly=yearly, planted=jumping)
    alike = neighbours(panel.bodies)
    expected = slow(panel, alike, AS_OF.toordinal())
    found = {
        (reading.kind, body): (reading.p[column], bool(reading.above[column]))
        for reading in readings(panel, alike, as_of=AS_OF)
        for column, body in enumerate(panel.bodies)
    }
    assert found.keys() == expected.keys()
    for key, (p, above) in found.items():
        assert p == pytest.approx(expected[key].p, rel=1e-4), key
        assert above == expected[key].above or p > 0.49, key
