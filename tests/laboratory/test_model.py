"""Services change, begin and are numbered as the model says."""

import numpy as np
import pytest
from tests.laboratory.models import two_areas

from inspectorate.laboratory.model import Model


def test_a_state_is_the_grades_of_its_areas_read_as_digits() -> None:
    model = two_areas()
    assert model.states == 9
    assert model.grades_of[5].tolist() == [1, 2]
    assert model.state(model.grades_of).tolist() == list(range(9))


def test_chances_of_a_month_add_to_one_from_every_state_in_every_fifth() -> None:
    model = two_areas(shock=0.01)
    for fifth in range(5):
        moves = model.transition(fifth)
        assert moves.min() >= 0
        assert moves.sum(1) == pytest.approx(np.ones(9))


@pytest.mark.parametrize(
    ("fifth", "before", "after", "chance"),
    [
        (0, (0, 0), (1, 0), 2 * 0.02 * (1 - 2 * 0.01)),  # the first area falls and the leaders do not
        (0, (0, 1), (1, 1), 2 * 3 * 0.02 * (1 - 2 * 0.03 - 0.04)),  # leaders at the second grade: three times as often
        (4, (0, 1), (1, 1), 1 * 3 * 0.02 * (1 - 1 * 0.03 - 0.04)),  # and in the last fifth half of that
        (4, (0, 1), (0, 0), 0.04 * (1 - 3 * 0.02)),  # the leaders themselves rise
        (4, (2, 2), (0, 2), 0.0),  # never two steps
    ],
)
def test_leaders_and_deprivation_multiply_the_chance_of_falling(
    fifth: int, before: tuple[int, int], after: tuple[int, int], chance: float
) -> None:
    model = two_areas()
    places = model.state(np.array([before, after]))
    assert model.transition(fifth)[places[0], places[1]] == pytest.approx(chance)


def test_a_shock_takes_all_areas_down_a_step_and_none_below_the_last() -> None:
    model = two_areas(worse=np.zeros((2, 2)), better=np.zeros((2, 2)), shock=0.25)
    moves = model.transition(0)
    places = model.state(np.array([[0, 1], [1, 2], [2, 2]]))
    assert moves[places[0], places[1]] == 0.25
    assert moves[places[2], places[2]] == 1


def _share(model: Model, first: int, second: int) -> float:
    return float(model.beginning[model.state(np.array([first, second]))])


def test_services_begin_apart_or_alike() -> None:
    apart, alike = two_areas(alike=0.0), two_areas(alike=1.0)
    assert _share(apart, 0, 2) == pytest.approx(0.5 * 0.1)
    # The best half of the one are the best 30 per cent of the other and the 20 after them.
    assert _share(alike, 0, 0) == pytest.approx(0.3)
    assert _share(alike, 0, 1) == pytest.approx(0.2)
    assert _share(alike, 0, 2) == 0
    for model in (apart, alike, two_areas(alike=0.4)):
        shares = model.beginning.reshape(3, 3)
        assert shares.sum(1) == pytest.approx(model.start[0])
        assert shares.sum(0) == pytest.approx(model.start[1])
