"""Regimes take the same inspector-days before they are compared."""

import numpy as np
import pytest
from tests.laboratory.models import two_areas
from tests.laboratory.regimes import proportionate, universal

from inspectorate.laboratory.clock import clock
from inspectorate.laboratory.effort import CLOSE, EffortUnequal, days_expected, stretched
from inspectorate.laboratory.model import Services

MODEL = two_areas()
COUNTRY = Services(np.array([100, 200, 300]), np.array([0, 2, 4]), np.array([0, 1, 2]))
MONTHS = 48


@pytest.mark.parametrize("share", [0.5, 0.9, 1.0, 1.7])
@pytest.mark.parametrize("window", [False, True])
def test_a_regime_is_stretched_until_it_takes_the_days_that_are_asked_for(share: float, *, window: bool) -> None:
    regime = proportionate(MODEL)
    written = days_expected(MODEL, COUNTRY, clock(regime, MODEL), MONTHS)
    found = stretched(MODEL, COUNTRY, regime, days=written * share, months=MONTHS, window=window)
    assert found.days == pytest.approx(written * share, rel=CLOSE)
    assert found.days == days_expected(MODEL, COUNTRY, found.clock, MONTHS)
    assert (found.stretch > 1) == (share < 1) or share == 1


def test_as_it_is_written_it_is_not_stretched() -> None:
    regime = universal(MODEL)
    written = days_expected(MODEL, COUNTRY, clock(regime, MODEL), MONTHS)
    assert written == pytest.approx(30 * (MONTHS / 12))
    assert stretched(MODEL, COUNTRY, regime, days=written, months=MONTHS).stretch == 1


def test_days_that_no_stretch_takes_are_refused_with_how_far_it_goes() -> None:
    for days in (1e6, 1e-3):
        with pytest.raises(EffortUnequal, match=r"Universal cannot be made to take .* inspector-days: with all its"):
            stretched(MODEL, COUNTRY, universal(MODEL), days=days, months=MONTHS)
