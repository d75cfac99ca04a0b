"""Regimes take the same inspector-days before they are compared."""

import numpy as np
import pytest
from tests.laboratory.authorities import authorities
from tests.laboratory.models import two_areas
from tests.laboratory.regimes import proportionate, universal

from inspectorate.framework.library import load_library
from inspectorate.laboratory.clock import clock
from inspectorate.laboratory.effort import CLOSE, EffortUnequal, check_pays, days_expected, stretched
from inspectorate.laboratory.model import Model, Services
from inspectorate.laboratory.pathways import regimes
from inspectorate.laboratory.regime import Event, Regime

MODEL = two_areas()
COUNTRY = Services(np.array([100, 200, 300]), np.array([0, 2, 4]), np.array([0, 1, 2]))
MONTHS = 48
AUTHORITIES = authorities()
SIF = regimes(load_library(), ["sif"], AUTHORITIES)[0]


@pytest.mark.parametrize("share", [0.5, 0.9, 1.0, 1.7])
@pytest.mark.parametrize("window", [False, True])
def test_a_regime_is_stretched_until_it_takes_the_days_that_are_asked_for(share: float, *, window: bool) -> None:
    regime = proportionate(MODEL)
    written = days_expected(MODEL, COUNTRY, clock(regime, MODEL), MONTHS)
    found = stretched(MODEL, COUNTRY, regime, days=written * share, months=MONTHS, window=window)
    assert found.days == pytest.approx(written * share, rel=CLOSE)
    assert found.days == days_expected(MODEL, COUNTRY, found.clock, MONTHS)
    assert (found.stretch > 1) == (share < 1) or share == 1


@pytest.mark.parametrize("stretch", [0.7, 1.0, 1.03])
@pytest.mark.parametrize("window", [False, True])
def test_as_many_days_are_taken_in_the_first_months_as_in_any_others(stretch: float, *, window: bool) -> None:
    made = clock(universal(MODEL), MODEL, stretch=stretch, window=window)
    assert days_expected(MODEL, COUNTRY, made, 5) == pytest.approx(30 * 5 / (12 * stretch))


@pytest.mark.parametrize("window", [False, True])
@pytest.mark.parametrize(("model", "regime"), [(AUTHORITIES, SIF), (MODEL, proportionate(MODEL))])
def test_a_little_longer_months_change_days_but_a_little(model: Model, regime: Regime, *, window: bool) -> None:
    written, longer = (
        days_expected(model, COUNTRY, clock(regime, model, stretch=stretch, window=window), 12)
        for stretch in (1, 1 + 1e-6)
    )
    assert longer == pytest.approx(written, rel=1e-4)


@pytest.mark.parametrize("window", [False, True])
@pytest.mark.parametrize(("model", "regime"), [(AUTHORITIES, SIF), (MODEL, proportionate(MODEL))])
def test_days_asked_for_in_a_single_year_are_reached(model: Model, regime: Regime, *, window: bool) -> None:
    written = days_expected(model, COUNTRY, clock(regime, model), 12)
    for share in (0.8, 0.9, 1.0, 1.2, 1.3):
        found = stretched(model, COUNTRY, regime, days=written * share, months=12, window=window)
        assert found.days == pytest.approx(written * share, rel=CLOSE)


def test_as_it_is_written_it_is_not_stretched() -> None:
    regime = universal(MODEL)
    written = days_expected(MODEL, COUNTRY, clock(regime, MODEL), MONTHS)
    assert written == pytest.approx(30 * (MONTHS / 12))
    assert stretched(MODEL, COUNTRY, regime, days=written, months=MONTHS).stretch == 1


def test_days_that_no_stretch_takes_are_refused_with_how_far_it_goes() -> None:
    for days, said in ((1e6, r"1,000,000\.0"), (1e-3, r"0\.001")):
        sentence = rf"Universal cannot be made to take {said} inspector-days in 48 months: with all its months times"
        with pytest.raises(EffortUnequal, match=sentence):
            stretched(MODEL, COUNTRY, universal(MODEL), days=days, months=MONTHS)


def test_a_policy_must_be_able_to_pay_for_an_inspection_of_any_service() -> None:
    event = Event("full", "inspection", True, (10.0, 20.0, 40.0))
    check_pays(COUNTRY, event, 40.0)
    with pytest.raises(EffortUnequal, match=r"No policy can spend 39\.9 inspector-days: one inspection of the largest"):
        check_pays(COUNTRY, event, 39.9)
    check_pays(Services(np.array([100]), np.array([0]), np.array([1])), event, 39.9)
