"""Months become chances: their mean is exact, whatever they are stretched by, and windows leave nobody sure."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.laboratory.authorities import authorities
from tests.laboratory.clocks import two_pathways
from tests.laboratory.models import two_areas

from inspectorate.framework.library import load_library
from inspectorate.laboratory.clock import clock
from inspectorate.laboratory.pathways import regimes
from inspectorate.laboratory.regime import Clock

MODEL = authorities()
ILACS, SIF = regimes(load_library(), ["ilacs", "sif"], MODEL)
GOOD, WEAK, INADEQUATE = range(3)


def months_of(found: Clock, pathway: int) -> np.ndarray:
    """The chance that the inspection comes in each month."""
    left = np.insert(np.cumprod(1 - found.inspect[pathway, 1:]), 0, 1.0)
    return np.append(0.0, left[:-1] * found.inspect[pathway, 1:])


def test_as_written_everything_comes_in_its_usual_month() -> None:
    found = clock(ILACS, MODEL)
    assert found.last.tolist() == [36, 36, 30]
    assert np.flatnonzero(found.visit[WEAK]).tolist() == [12, 24]
    assert np.flatnonzero(found.visit[INADEQUATE]).tolist() == list(range(3, 30, 3))
    assert months_of(found, GOOD)[36] == 1.0
    assert found.inspect_days.tolist() == [[15, 20, 25], [30, 40, 50], [30, 40, 50]]
    assert found.looks[found.visit_look[INADEQUATE, 3]] == "monitoring_visit"
    assert found.visit_days[WEAK, 12].tolist() == [4, 4, 4]
    assert found.months == 36


@given(st.floats(0.4, 3.0), st.booleans())
def test_the_mean_month_is_the_one_stretched(stretch: float, window: bool) -> None:
    for regime in (ILACS, SIF):
        found = clock(regime, MODEL, stretch=stretch, window=window)
        for place, pathway in enumerate(regime.pathways):
            chances, step = months_of(found, place), pathway.inspection
            month = (step.earliest + step.latest) / 2 if window else step.usual
            assert chances.sum() == pytest.approx(1.0)
            assert chances @ np.arange(len(chances)) == pytest.approx(stretch * month)
            assert found.inspect[place, found.last[place]] == 1.0


def test_a_month_that_is_not_whole_lies_between_its_neighbours() -> None:
    found = clock(ILACS, MODEL, stretch=1.05)
    assert months_of(found, GOOD)[[37, 38]] == pytest.approx([0.2, 0.8])
    assert found.visit[WEAK, [12, 13, 25, 26]] == pytest.approx([0.4, 0.6, 0.8, 0.2])


def test_in_its_window_an_inspection_may_come_in_each_month_alike() -> None:
    found = clock(ILACS, MODEL, window=True)
    assert months_of(found, GOOD)[30:43] == pytest.approx(np.full(13, 1 / 13))
    assert np.flatnonzero(found.visit[INADEQUATE]).tolist() == list(range(3, 36, 3))


def test_what_a_small_stretch_crowds_into_one_month_comes_once() -> None:
    found = clock(ILACS, MODEL, stretch=0.1)
    assert found.last.tolist() == [4, 4, 3]
    assert found.visit[INADEQUATE].max() <= 1.0
    assert clock(ILACS, MODEL, stretch=0.001).last.tolist() == [1, 1, 1]


def test_a_service_begins_at_a_month_in_proportion_to_the_chance_of_no_inspection_by_then() -> None:
    found = two_pathways(two_areas())
    assert found.ages == pytest.approx(np.array([[1, 1, 0.75, 0.375], [1, 0.5, 0, 0]]) / [[3.125], [1.5]])
    assert clock(ILACS, MODEL).ages[INADEQUATE] == pytest.approx([1 / 30] * 30 + [0.0] * 6)


@given(st.floats(0.1, 3.0), st.booleans())
def test_services_begin_somewhere(stretch: float, window: bool) -> None:
    found = clock(ILACS, MODEL, stretch=stretch, window=window)
    assert found.ages.sum(1) == pytest.approx(1.0)
    assert ((found.ages > 0) == (np.arange(found.months) < found.last[:, None])).all()


@pytest.mark.parametrize("stretch", [0.0, -1.0, float("inf"), float("nan")])
def test_a_stretch_that_is_none_is_refused(stretch: float) -> None:
    with pytest.raises(ValueError, match="give a number above 0"):
        clock(ILACS, MODEL, stretch=stretch)


def test_inspections_that_leave_areas_out_are_refused() -> None:
    looks = {**MODEL.looks, "inspection": replace(MODEL.looks["inspection"], areas=2)}
    with pytest.raises(ValueError, match="its inspection looks at 2 of 3 areas"):
        clock(ILACS, authorities(looks=looks), stretch=1.0)
