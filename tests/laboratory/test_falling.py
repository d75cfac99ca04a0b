"""When a regime would have been told of a service that falls."""

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


def test_nothing_is_seen_before_the_first_event_at_the_last_grade() -> None:
    found = seen(MODEL, every(6), steady_fall(MODEL, months=8, afterwards=4))
    assert found[:12].tolist() == [0.0] * 12  # the inspection of month 6 finds the second grade, nobody looks till 12
    assert found[12] == pytest.approx(1 - 0.3**2)  # each of two areas is missed with 3 chances in 10


def test_what_is_missed_may_be_seen_the_next_time() -> None:
    found = seen(MODEL, every(3), steady_fall(MODEL, months=3, afterwards=3))
    assert found[[3, 6]] == pytest.approx([1 - 0.3**2, 1 - 0.3**4])


def test_a_visit_that_looks_at_one_area_sees_it_there_or_not() -> None:
    found = seen(MODEL, every(12, visit=5, look="focused_visit"), steady_fall(MODEL, months=4, afterwards=4))
    # The focused visit's errors never say of an area at the last grade that it is: they stop at one chance in ten.
    assert found[[4, 5, 8]] == pytest.approx([0, MODEL.looks["focused_visit"].errors[2, 2], 0.1])
    found = seen(MODEL, every(12, visit=5, look="monitoring_visit"), steady_fall(MODEL, months=4, afterwards=4))
    assert found[5] == pytest.approx(1 - 0.3**2)


def test_grades_given_on_the_way_decide_what_comes_next() -> None:
    # After anything but the best grades in both areas the next inspection comes a month later, else after six.
    clock = every(6)
    quick = np.zeros((2, 7))
    quick[0, 6], quick[1, 1:] = 1.0, 1.0
    follows = (MODEL.grades_of.max(1) > 0).astype(np.int64)
    both = Clock(
        "two",
        follows,
        np.array([6, 1]),
        quick,
        np.zeros((2, 7)),
        np.array([0, 0]),
        np.zeros((2, 3)),
        np.zeros((2, 7), dtype=np.int64),
        np.zeros((2, 7, 3)),
        clock.looks,
    )
    path = steady_fall(MODEL, months=8, afterwards=2)
    # At months 6 and 7 both areas stand at the second grade, and are said to be the best with a chance of .01.
    assert seen(MODEL, clock, path)[8] == 0
    assert seen(MODEL, both, path)[8] == pytest.approx(0.99**2 * (1 - 0.3**2))


def test_the_month_by_which_it_is_as_likely_as_not() -> None:
    assert middle(np.array([0.0, 0.2, 0.5, 0.9])) == 2
    assert middle(np.array([0.0, 0.2])) is None
