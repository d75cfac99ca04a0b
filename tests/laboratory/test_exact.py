"""What is worked out for a clock is what following every course of every service gives."""

from dataclasses import replace

import numpy as np
import pytest
from tests.laboratory.clocks import some_services, two_pathways
from tests.laboratory.enumerated import enumerated
from tests.laboratory.models import one_area, two_areas

from inspectorate.laboratory.exact import evaluate, harm_without_events
from inspectorate.laboratory.model import Look, Model, Services
from inspectorate.laboratory.regime import OUTCOMES


def two_grades() -> Model:
    """Two areas that are right or not, which change much in a month: all that can happen does."""
    errors = np.array([[0.9, 0.1], [0.3, 0.7]])
    return two_areas(
        grades=("good", "inadequate"),
        worse=np.array([[0.2], [0.1]]),
        better=np.array([[0.1], [0.3]]),
        led=np.array([1.0, 1.5]),
        shock=0.1,
        start=np.array([[0.7, 0.3], [0.6, 0.4]]),
        looks={
            "focused_visit": Look(np.array([[0.8, 0.2], [0.5, 0.5]]), np.array([0.1, 0.3]), areas=1),
            "inspection": Look(errors, np.array([0.0, 0.6]), areas=2),
            "monitoring_visit": Look(errors, np.array([0.0, 0.2]), areas=2),
        },
        signal=np.array([[0.7, 0.3], [0.4, 0.6]]),
        harm=np.array([0.1, 1.0]),
    )


def one_of(fifth: int, size: int) -> Services:
    return Services(children=np.array([30]), fifth=np.array([fifth]), size=np.array([size]))


@pytest.mark.parametrize(("model", "months"), [(two_grades(), 1), (one_area(shock=0.1), 2)])
def test_every_outcome_is_what_following_every_course_gives(model: Model, months: int) -> None:
    services = one_of(1, 2)
    clock = two_pathways(model)
    found = evaluate(model, services, clock, months=months)
    by_hand = enumerated(model, services, clock, months)
    for outcome, name in enumerate(OUTCOMES):
        assert found[:, outcome] == pytest.approx(by_hand[:, outcome]), name
    assert (found[1] > 0).all()


def test_three_grades_and_a_shorter_wait_are_followed_too() -> None:
    model, services = two_areas(shock=0.02), one_of(3, 0)
    clock = two_pathways(model)
    assert evaluate(model, services, clock, months=1) == pytest.approx(enumerated(model, services, clock, 1))


def test_services_add_up_by_fifth() -> None:
    model, services = two_grades(), some_services()
    clock = two_pathways(model)
    found = evaluate(model, services, clock, months=7)
    apart = [
        evaluate(model, Services(services.children[[i]], services.fifth[[i]], services.size[[i]]), clock, months=7)
        for i in range(len(services))
    ]
    assert found == pytest.approx(sum(apart))
    assert not found[[1, 3]].any()


def test_four_areas_of_four_grades_are_worked_out_too() -> None:
    base = two_areas()
    errors = np.full((4, 4), 0.1) + 0.6 * np.eye(4)
    looks = {
        kind: Look(errors, np.array([0, 0, 0.2, 0.5]), min(look.areas * 2, 4)) for kind, look in base.looks.items()
    }
    model = replace(
        base,
        areas=tuple("abcd"),
        grades=tuple("1234"),
        worse=np.full((4, 3), 0.02),
        better=np.full((4, 3), 0.01),
        led=np.array([1.0, 1.5, 2.0, 3.0]),
        start=np.full((4, 4), 0.25),
        looks=looks,
        harm=np.array([0.0, 0.05, 0.3, 1.0]),
    )
    found = dict(zip(OUTCOMES, evaluate(model, one_of(4, 1), two_pathways(model), months=2)[4], strict=True))
    assert 0 < found["undetected"] < found["inadequate"] < 8
    assert 0 < found["services_inadequate"] < 2


def test_harm_where_nobody_inspects_is_that_of_a_clock_that_strikes_too_late() -> None:
    model, wide = two_areas(), (2, 20)
    late = replace(
        two_pathways(model),
        last=np.array([4, 2]),
        inspect=np.zeros(wide),
        visit=np.zeros(wide),
        visit_look=np.zeros(wide, np.int64),
        visit_days=np.zeros((*wide, 3)),
    )
    expected = evaluate(model, some_services(), late, months=6).sum(0)[OUTCOMES.index("harm")]
    assert harm_without_events(model, some_services(), months=6) == pytest.approx(expected)
