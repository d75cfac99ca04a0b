"""Where the same days come every month, prices that go down bound more harm, and never more than there is."""

import numpy as np
import pytest
from tests.laboratory.clocks import some_services
from tests.laboratory.models import one_area, two_areas

from inspectorate.laboratory.apart import Apart
from inspectorate.laboratory.bound import bound
from inspectorate.laboratory.grid import grid
from inspectorate.laboratory.hidden import Hidden, Time
from inspectorate.laboratory.model import Model
from inspectorate.laboratory.regime import Event
from inspectorate.laboratory.steady import smoothed, steady_bound

INSPECTION = (Event("inspection", "inspection", True, (4.0, 8.0, 12.0)),)


def areas() -> list[Hidden]:
    """Areas of one and of two areas, with looks at all of them and at one."""
    one, two = one_area(), two_areas(shock=0.02)
    looks = [two.looks["inspection"], two.looks["focused_visit"]]
    return [
        *Apart(one, 1, grid(4, 4), [one.looks["inspection"]], [1.0]).areas(),
        *Apart(two, 1, grid(4, 3), looks, [1.0, 0.3]).areas(),
    ]


@pytest.mark.parametrize("area", areas())
def test_the_days_used_are_what_costs_rise_by_with_the_price(area: Hidden) -> None:
    path = np.linspace(1.6, 0.4, 8)
    prices = np.array([0.31, 1.0, 2.0])
    used = area.used(prices, path)
    step = 1e-7
    rises = (area.over(prices + step, Time(path)) - area.over(prices - step, Time(path))) / (2 * step)
    assert path @ used == pytest.approx(rises, rel=1e-4)
    assert used[:, 0].sum() > used[:, 2].sum()


def test_a_month_that_sees_its_last_chance_of_any_use_is_worth_what_it_averts_in_it() -> None:
    (area,) = Apart(one_area(), 1, grid(4, 4), [one_area().looks["inspection"]], [1.0]).areas()
    prices, points = np.array([0.5, 5.0]), grid(4, 4).points
    worth = area.worth(prices, np.ones(3))[:, 0]
    # In the last month: those at the last grade, told so or not, rise a step and do the less harm.
    look = one_area().looks["inspection"]
    better = np.array([0.0, 0.05, 0.25, 0.7]) * (look.errors @ look.effect)
    assert worth[2] == pytest.approx(np.stack([points @ better] * 2, axis=1))
    assert (worth[0] >= worth[2] - 1e-9).all()
    # Where the worst is certain, what can be had cheaply later is worth less now.
    assert worth[0, 0, 0] < worth[0, 0, 1]


@pytest.mark.parametrize("model", [one_area(), two_areas()])
def test_days_that_come_month_by_month_avert_no_more_than_the_same_at_will(model: Model) -> None:
    services, days, months = some_services(), 2.0, 12
    at_will = bound(model, services, INSPECTION, days=days * months, months=months, resolution=6)
    steady = steady_bound(model, services, INSPECTION, days=days, months=months, resolution=6)
    assert at_will.harm <= steady.harm * 1.001
    assert (np.diff(steady.prices) <= 0).all()
    assert steady.prices.mean() > 0


def test_smoothing_keeps_what_is_even() -> None:
    assert smoothed(np.full(50, 3.0)) == pytest.approx(np.full(50, 3.0))
    assert smoothed(np.array([0.0, 3.0, 0.0])).tolist() == [1, 1, 1]
