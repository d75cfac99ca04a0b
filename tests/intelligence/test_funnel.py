"""A body against all bodies of its period, and against its neighbours."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.intelligence.made import alike, indicator, neighbours, panel

from inspectorate.intelligence.funnel import FEWEST, funnel, limit
from inspectorate.intelligence.model import Measure, Neighbours
from inspectorate.intelligence.neighbours import circle, gaps, mean_of_neighbours
from inspectorate.intelligence.scale import scaled


def test_fewer_than_ten_bodies_are_no_funnel() -> None:
    value = np.arange(float(FEWEST))[None, :]
    assert np.isfinite(funnel(scaled(panel(value, indicator()))).p).all()
    assert np.isnan(funnel(scaled(panel(value[:, 1:], indicator()))).p).all()


def test_where_all_are_alike_nothing_stands_out() -> None:
    assert np.isnan(funnel(scaled(panel(np.full((1, 20), 3.0), indicator()))).p).all()


@pytest.mark.parametrize("measure", list(Measure))
@pytest.mark.parametrize("p", [0.01, 1e-5])
def test_a_value_beyond_its_limit_is_rarer_than_asked_and_one_within_is_not(measure: Measure, p: float) -> None:
    of = funnel(scaled(alike(measure, 15)))
    for above in (True, False):
        at = (np.zeros(153, dtype=np.intp), np.arange(153))
        limits = limit(of, at, p, np.full(153, above))
        beyond = of.count[0] if measure is Measure.MEAN else of.count[0] / of.denominator[0]
        outside = beyond > limits + 1e-9 if above else beyond < limits - 1e-9
        rare = (of.p[0] <= p) & (of.above[0] == above)
        assert (outside == rare).all()
        whole = 1.0 if measure is Measure.SHARE else np.inf
        assert ((limits >= 0) & (limits <= whole)).all() or measure is Measure.MEAN


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(list(Measure)), st.integers(0, 1000), st.floats(1.5, 4))
def test_a_body_further_out_is_never_less_strong(measure: Measure, seed: int, further: float) -> None:
    made = alike(measure, seed, bodies=60)
    p = []
    for times in (1.0, further):
        value, count = made.value.copy(), made.numerator.copy()
        body = int(np.argmax(value[0]))
        count[0, body] = (
            min(count[0, body] * times, made.denominator[0, body]) if measure is not Measure.MEAN else np.nan
        )
        value[0, body] = value[0, body] * times
        p.append(funnel(scaled(panel(value, made.indicator, count, made.denominator))).p[0, body])
    assert p[1] <= p[0] * (1 + 1e-9)


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(list(Measure)), st.floats(0.01, 1000))
def test_the_unit_does_not_matter(measure: Measure, times: float) -> None:
    made = alike(measure, 17, bodies=40)
    if measure is Measure.SHARE:  # a share has no unit
        return
    if measure is Measure.MEAN:
        other = panel(made.value * times, made.indicator)
    else:
        other = panel(made.value / times, made.indicator, made.numerator, made.denominator * times)
    assert funnel(scaled(other)).p == pytest.approx(funnel(scaled(made)).p, rel=1e-6)


def test_neighbours_by_hand() -> None:
    bodies = ("a", "b", "c", "d", "e", "f", "g")
    around = circle(bodies, Neighbours("m", date(2020, 1, 1), {"a": ("a", "b", "c", "d", "e", "f", "z"), "z": ("a",)}))
    value = np.array([[100.0, 1.0, 2.0, 3.0, 4.0, 5.0, 9.0], [100.0, 1.0, 2.0, 3.0, 4.0, np.nan, 9.0]])
    told = mean_of_neighbours(value, around)
    assert told[0, 0] == 3.0  # itself and a body that is not there are left out
    assert np.isnan(told[1, 0])  # four are too few
    assert np.isnan(told[:, 1:]).all()


def test_a_body_unlike_its_neighbours_stands_out_though_it_is_like_the_rest() -> None:
    rng = np.random.default_rng(18)
    group = np.repeat(np.arange(10.0), 12) * 5
    value = group + rng.normal(0, 1, 120)
    value[6] = 45.0  # in the group about nought
    made = panel(value[None, :], indicator())
    of = {
        made.bodies[i]: tuple(made.bodies[j] for j in range(i // 12 * 12, i // 12 * 12 + 12) if j != i)[:10]
        for i in range(120)
    }
    values = scaled(made)
    near = gaps(values, circle(made.bodies, Neighbours("m", date(2020, 1, 1), of)))
    assert funnel(values).p[0, 6] > 0.01
    assert near.p[0, 6] < 1e-10
    assert near.above[0, 6]


def test_too_few_gaps_say_nothing() -> None:
    made = alike(Measure.SHARE, 19, bodies=20)
    few = Neighbours("m", date(2020, 1, 1), dict(list(neighbours(made.bodies).of.items())[:9]))
    assert np.isnan(gaps(scaled(made), circle(made.bodies, few)).p).all()
