"""When a regime would have been told of a service that falls."""

from dataclasses import replace

import numpy as np
import pytest
from tests.laboratory.models import two_areas

from inspectorate.laboratory.falling import middle, seen, steady_fall
from inspectorate.laboratory.regime import Clock

MODEL = two_areas()
LOOKS = ("inspection", "focused_visit", "monitoring_visit")


def every(months: int, *, visit: int | None = None, look: str = "focused_visit") -> Clock:
    """One pathway for all grades: an inspection every so many months, perhaps with a visit in one of them."""
    inspect, visits = np.zeros((1, months + 1)), np.zeros((1, months + 1))
    inspect[0, months] = 1.0
    if visit is not None:
        visits[0, visit] = 1.0
    return Clock(
        "every",
        np.zeros(MODEL.states, dtype=np.int64),
        np.array([months]),
        inspect,
        visits,
        np.array([0]),
        np.zeros((1, 3)),
        np.full((1, months + 1), LOOKS.index(look)),
        np.zeros((1, months + 1, 3)),
        LOOKS,
    )


def test_all_areas_fall_in_even_steps_and_stay_there() -> None:
    path = steady_fall(MODEL, months=4, afterwards=2)
    assert path[:, 0].tolist() == [0, 0, 1, 1, 2, 2, 2]
    assert (path[:, 0] == path[:, 1]).all()


def test_what_is_not_there_yet_is_not_seen_and_the_fall_may_begin_at_any_month_of_the_pathway() -> None:
    found = seen(MODEL, every(6), steady_fall(MODEL, months=8, afterwards=6))
    assert found[:8].tolist() == [0.0] * 8
    # In each month a sixth of services is inspected; each of two areas is missed with 3 chances in 10.
    assert found[8:14] == pytest.approx([(1 - 0.3**2) * month / 6 for month in range(1, 7)])


def test_what_is_missed_may_be_seen_the_next_time() -> None:
    found = seen(MODEL, every(3), steady_fall(MODEL, months=3, afterwards=6))
    assert found[[5, 8]] == pytest.approx([1 - 0.3**2, 1 - 0.3**4])


@pytest.mark.parametrize(
    ("look", "sees"),
    # A focused visit looks at one area, and says of one at the last grade that it is with a chance of 1 in 10.
    [("focused_visit", 0.1), ("monitoring_visit", 1 - 0.3**2)],
)
def test_a_visit_sees_what_it_looks_at(look: str, sees: float) -> None:
    found = seen(MODEL, every(12, visit=5, look=look), steady_fall(MODEL, months=4, afterwards=2))
    # A twelfth is inspected in each month, and those who were five months before are visited.
    assert found[4:7] == pytest.approx([((1 - 0.3**2) + sees) / 12 * month for month in (1, 2, 3)])


def test_grades_given_on_the_way_decide_what_comes_next() -> None:
    # After anything but the best grades in both areas the next inspection comes a month later, else after six.
    sure = MODEL.looks["inspection"].errors.copy()
    sure[0] = [1.0, 0.0, 0.0]
    model = two_areas(looks={**MODEL.looks, "inspection": replace(MODEL.looks["inspection"], errors=sure)})
    clock = every(6)
    inspect = np.zeros((2, 7))
    inspect[0, 6], inspect[1, 1:] = 1.0, 1.0
    both = Clock(
        "two",
        (model.grades_of.max(1) > 0).astype(np.int64),
        np.array([6, 1]),
        inspect,
        np.zeros((2, 7)),
        np.array([0, 0]),
        np.zeros((2, 3)),
        np.zeros((2, 7), dtype=np.int64),
        np.zeros((2, 7, 3)),
        clock.looks,
    )
    # Both areas stand at the second grade from month 4 to 7, and are said to be the best with a chance of .01; at the
    # last one from month 8 on. Those inspected in month 4, 5, 6 or 7 are seen again in month 8 unless that was said.
    path = steady_fall(model, months=8, afterwards=2)
    seen_again = 0.99**4 + 0.99**3 + 0.99**2 + 0.99
    assert seen(model, clock, path)[8] == pytest.approx((1 - 0.3**2) / 6)
    assert seen(model, both, path)[8] == pytest.approx((1 - 0.3**2) * (1 + seen_again) / 6)


def test_the_month_by_which_it_is_as_likely_as_not() -> None:
    assert middle([0.0, 0.2, 0.5, 0.9]) == 2
    assert middle([0.0, 0.2]) is None
