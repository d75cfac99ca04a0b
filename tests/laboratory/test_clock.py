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
from tests.laboratory.regimes import WHOLE, at

from inspectorate.framework.library import load_library
from inspectorate.laboratory.clock import clock
from inspectorate.laboratory.pathways import regimes
from inspectorate.laboratory.regime import Clock, Event, Pathway, Regime, RegimeUnfit, Step

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


def visited_at(stretch: float, *visits: Step) -> dict[str, dict[int, float]]:
    """The chance of each kind of visit by month, on a pathway of 24 months."""
    pathway = Pathway("one", "One", visits, at(WHOLE, 24))
    follows = np.zeros(two_areas().states, dtype=np.int64)
    found = clock(
        Regime("one", "One", "one/2000-01-01", "", (pathway,), follows, follows - 1), two_areas(), stretch=stretch
    )
    told: dict[str, dict[int, float]] = {}
    for month in np.flatnonzero(found.visit[0]).tolist():
        look = found.looks[found.visit_look[0, month]]
        told.setdefault(look, {})[month] = float(found.visit[0, month])
    return told


FOCUSED, MONITORING = (Event(kind, kind, False, (1.0, 1.0, 1.0)) for kind in ("focused_visit", "monitoring_visit"))


@pytest.mark.parametrize(
    ("stretch", "first", "second", "focused", "monitoring"),
    [
        (1.0, 8, 10, {8: 1}, {10: 1}),
        (0.55, 8, 10, {4: 1.0}, {5: 0.5, 6: 0.5}),  # 4.4 and 5.5: month 5 is wanted by .4 and by .5
        (0.65, 6, 7, {3: 0.1, 4: 0.9}, {5: 1.0}),  # 3.9 and 4.55: month 4 is wanted by .9 and by .45
        (0.6, 7, 8, {4: 1.0}, {5: 1.0}),  # 4.2 and 4.8: each keeps the month in which it is likelier
        (0.5, 8, 8, {4: 1.0}, {5: 1.0}),  # both at 4: the one that is named first keeps it
        (0.25, 20, 20, {5: 1.0}, {4: 1.0}),  # both at 5, and the inspection at 6
    ],
)
def test_two_kinds_of_visits_that_want_one_month_both_come(
    stretch: float, first: float, second: float, focused: dict[int, float], monitoring: dict[int, float]
) -> None:
    found = visited_at(stretch, at(FOCUSED, first), at(MONITORING, second))
    assert found == {"focused_visit": pytest.approx(focused), "monitoring_visit": pytest.approx(monitoring)}


@given(st.floats(0.3, 2.0), st.floats(1, 18), st.floats(1, 18))
def test_no_visit_is_lost_to_one_of_another_kind(stretch: float, first: float, second: float) -> None:
    found = visited_at(stretch, at(FOCUSED, first), at(MONITORING, second))
    assert {look: sum(months.values()) for look, months in found.items()} == {
        "focused_visit": pytest.approx(1.0),
        "monitoring_visit": pytest.approx(1.0),
    }
    assert all(
        months.keys().isdisjoint(found["focused_visit"]) for look, months in found.items() if look != "focused_visit"
    )


def test_where_no_month_has_room_a_visit_does_not_come() -> None:
    assert visited_at(0.05, at(FOCUSED, 8), at(MONITORING, 8)) == {"focused_visit": {1: 1.0}}


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
    with pytest.raises(RegimeUnfit, match="its inspection looks at 2 of 3 areas"):
        clock(ILACS, authorities(looks=looks), stretch=1.0)
