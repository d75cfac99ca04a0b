"""No policy does less harm than the bound, and the bound is near what the cleverest one does."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.laboratory.clocks import some_services, two_pathways
from tests.laboratory.models import one_area, two_areas
from tests.laboratory.tried import cheapest

from inspectorate.laboratory.apart import Apart
from inspectorate.laboratory.bound import bound, classes_of, shared
from inspectorate.laboratory.exact import evaluate
from inspectorate.laboratory.for_ever import for_ever, guessed
from inspectorate.laboratory.grid import grid
from inspectorate.laboratory.hidden import Time
from inspectorate.laboratory.informed import informed
from inspectorate.laboratory.model import Look, Model, Services
from inspectorate.laboratory.regime import OUTCOMES, Event

EVENTS = (
    Event("inspection", "inspection", True, (4.0, 8.0, 12.0)),
    Event("visit", "focused_visit", False, (1.0, 2.0, 3.0)),
    Event("monitoring", "monitoring_visit", False, (1.0, 2.0, 3.0)),
)


def three_areas() -> Model:
    """Two areas and their leaders, who matter much."""
    base = two_areas(shock=0.02)
    looks = {kind: replace(look, areas=3 if look.areas == 2 else 1) for kind, look in base.looks.items()}
    return replace(
        base,
        areas=("care", "help", "leadership"),
        leadership=2,
        worse=base.worse[[0, 0, 1]],
        better=base.better[[0, 0, 1]],
        start=base.start[[0, 0, 1]],
        looks=looks,
    )


@pytest.mark.parametrize("model", [one_area(), two_areas(), two_areas(shock=0.03), three_areas()])
@pytest.mark.parametrize("months", [2, 24])
def test_no_clock_does_less_harm_than_the_bound_at_its_own_days(model: Model, months: int) -> None:
    services, clock = some_services(), two_pathways(model)
    by_outcome = dict(zip(OUTCOMES, evaluate(model, services, clock, months=months).sum(0), strict=True))
    found = bound(model, services, EVENTS, days=by_outcome["inspector_days"], months=months, resolution=8)
    assert 0.3 * by_outcome["harm"] < found.harm <= by_outcome["harm"]
    more = bound(model, services, EVENTS, days=2 * by_outcome["inspector_days"], months=months, resolution=8)
    assert more.harm < found.harm
    # One more day averts no more than its price, whatever the days.
    assert more.harm >= found.harm - found.price * by_outcome["inspector_days"] * 1.0001


def test_the_bound_of_one_area_is_what_trying_every_policy_gives() -> None:
    model = one_area(worse=np.full((1, 3), 0.1), shock=0.05)
    prices, looks = np.array([0.0, 0.1, 0.4, 0.8, 3.0]), [model.looks["inspection"]]
    by_hand = [cheapest(model, 0, looks, [1.0], price, [1.0, 1.0]) for price in prices]
    for resolution, within in ((4, 0.1), (16, 0.01), (40, 0.002)):
        found = Apart(model, 0, grid(resolution, 4), looks, [1.0]).leaders().over(prices, Time(np.ones(2)))
        assert (found <= np.array(by_hand) + 1e-12).all()
        assert found == pytest.approx(by_hand, rel=within)


def any_model(seed: int, areas: int) -> Model:
    """A model of two grades whose chances follow no sense at all."""
    draws = np.random.default_rng(seed)

    def look(number: int) -> Look:
        return Look(draws.dirichlet([0.6, 0.6], 2), draws.uniform(0, 1, 2), number)

    return two_areas(
        areas=tuple("abc"[:areas]),
        grades=("good", "inadequate"),
        worse=draws.uniform(0, 0.3, (areas, 1)),
        better=draws.uniform(0, 0.3, (areas, 1)),
        leadership=int(draws.integers(areas)),
        led=draws.uniform(0.2, 2, 2),
        shock=float(draws.choice([0.0, 0.1])),
        fifths=np.ones(5),
        start=draws.dirichlet([1.0, 1.0], areas),
        alike=float(draws.choice([0.0, 0.5, 1.0])),
        looks={"inspection": look(areas), "visit": look(int(draws.integers(1, areas + 1)))},
        signal=draws.dirichlet([0.5, 0.5], 2),
        harm=np.sort(draws.uniform(0, 1, 2)),
    )


@pytest.mark.parametrize(("seed", "areas"), [(1, 2), (2, 2), (3, 2), (4, 3), (5, 3), (6, 3)])
def test_no_bound_of_several_areas_is_above_what_trying_every_policy_gives(seed: int, areas: int) -> None:
    model = any_model(seed, areas)
    prices, path, days = np.array([0.0, 0.1, 0.3, 5.0]), [1.3, 0.7], [1.0, 0.4]
    looks, time = list(model.looks.values()), Time(np.array(path))
    by_hand = np.array([cheapest(model, 0, looks, days, price, path) for price in prices])
    apart = shared(prices, [area.over(prices, time) for area in Apart(model, 0, grid(12, 2), looks, days).areas()])
    for found in (apart, informed(model, 0, looks, days, prices, time)):
        assert (found <= by_hand + 1e-9).all()
        assert (found >= 0.8 * by_hand).all()


def test_nothing_is_hidden_from_looks_that_never_err_and_cost_nothing() -> None:
    errors = np.eye(4)
    model = one_area(looks={"inspection": Look(errors, np.array([0.0, 0.0, 1.0, 1.0]), areas=1)}, shock=0.02)
    found = informed(model, 0, [model.looks["inspection"]], [1.0], np.array([0.0]), Time(np.ones(5)))
    area = Apart(model, 0, grid(2, 4), [model.looks["inspection"]], [1.0]).areas()[0]
    assert area.over(np.array([0.0]), Time(np.ones(5))) == pytest.approx(found)
    share, harm = model.beginning, 0.0
    better = np.eye(4)[[0, 1, 1, 2]]
    for _ in range(5):
        share = share @ model.transition(0) @ better
        harm += float(share @ model.harm)
    assert found[0] == pytest.approx(harm)


def test_a_price_is_divided_where_it_costs_most() -> None:
    prices = np.array([0.0, 1.0, 2.0, 3.0])
    steep, flat = np.array([1.0, 5.0, 6.0, 6.0]), np.array([0.0, 2.0, 2.0, 2.0])
    # The first day goes to the steep one, the second one to the flat one, the third one to the steep one again.
    assert shared(prices, [steep, flat]).tolist() == [1, 5, 7, 8]
    assert shared(prices, [steep]).tolist() == steep.tolist()


def test_an_event_that_takes_no_days_is_one_more_way_to_learn() -> None:
    call = Event("call", "monitoring_visit", False, (0.0, 0.0, 0.0))
    given = {"days": 40.0, "months": 6, "resolution": 6}
    without = bound(one_area(), some_services(), EVENTS[:1], **given)
    assert bound(one_area(), some_services(), (EVENTS[0], call), **given).harm < without.harm


def test_services_without_children_are_left_out_and_equal_ones_counted_together() -> None:
    services = Services(
        children=np.array([10, 0, 10, 4, 0]), fifth=np.array([1, 1, 1, 3, 4]), size=np.array([0, 0, 0, 2, 1])
    )
    first, second = classes_of(services, EVENTS)
    assert (first.fifth, first.unit, first.days) == (1, 4.0, (1.0, 0.25, 0.25))
    assert (first.children.tolist(), first.services.tolist()) == ([10], [2])
    assert (second.fifth, second.unit, second.children.tolist()) == (3, 12.0, [4])


@pytest.mark.parametrize("model", [one_area(), two_areas()])
def test_for_ever_is_the_limit_of_many_months(model: Model) -> None:
    discount, months, services = 0.9, 150, some_services()
    for_ever = bound(model, services, EVENTS[:1], days=60.0, months=None, discount=discount, resolution=6)
    long = bound(model, services, EVENTS[:1], days=60.0, months=months, discount=discount, resolution=6)
    assert for_ever.harm == pytest.approx(long.harm, rel=0.01)


def test_costs_for_ever_stay_below_the_true_ones_wherever_guesses_lead() -> None:
    moves = np.array([[0.5, 0.5, 0.0], [0.1, 0.8, 0.1], [0.0, 0.001, 0.999]])
    harm, prices = np.array([[0.0], [1.0], [5.0]]), np.array([0.2, 3.0, 50.0])

    def month(ahead: NDArray[np.float64]) -> NDArray[np.float64]:
        stay = moves @ (harm + 0.97 * ahead)
        found: NDArray[np.float64] = np.minimum(stay, prices + stay[:1])
        return found

    true = np.zeros((3, 3))
    for _ in range(1500):
        true = month(true)
    found = for_ever(month, np.zeros((3, 3)), 0.97)
    assert (found <= true + 1e-9).all()
    assert found == pytest.approx(true, rel=1e-3)
    assert for_ever(month, true, 0.97) == pytest.approx(true)


def test_where_nothing_changes_any_more_costs_are_guessed_to_stay() -> None:
    course = [np.full((2, 1), 7.0)] * 4
    assert guessed(course) == pytest.approx(np.full((2, 1), 7.0))
