"""Charts over years and the limits they are held to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from tests.intelligence.made import in_control, indicator, panel

from inspectorate.intelligence import charts
from inspectorate.intelligence.calibration import (
    HIGHEST,
    LONGEST,
    REFERENCES,
    adaptive_p,
    critical_sum,
    cusum_p,
    smallest_for,
)
from inspectorate.intelligence.levels import Components, components, innovations
from inspectorate.intelligence.model import Measure
from inspectorate.intelligence.scale import scaled


def column(*values: float) -> np.ndarray:
    return np.array([[value] for value in values])


def test_a_cumulative_sum_by_hand() -> None:
    sums = charts.cusum(column(1.0, -2.0, np.nan, 2.0, 0.75), 0.5)
    assert sums[:, 0].tolist() == [0.5, 0.0, 0.0, 1.5, 1.75]


def test_a_moving_average_by_hand() -> None:
    q = column(1.0, np.nan, 2.0)
    deviation = [0.2, 0.2, 0.2 * np.sqrt(1 + 0.64)]
    assert charts.ewma(q)[:, 0] == pytest.approx([0.2 / deviation[0], 0.2 / deviation[1], 0.56 / deviation[2]])


@pytest.mark.parametrize("k", REFERENCES)
@pytest.mark.parametrize("n", [1, 2, 5, 12])
def test_how_rare_a_sum_is_against_many_series(k: float, n: int) -> None:
    q = np.random.default_rng(6).standard_normal((n, 40_000))
    sums = charts.cusum(q, k)[-1]
    for c in (0.2, 1.0, 2.0):
        told = cusum_p(np.array([c]), np.array([n]), k)[0]
        assert (sums >= c).mean() == pytest.approx(told, abs=4 * np.sqrt(told / 40_000) + 1e-4)


def test_after_one_value_a_sum_is_a_normal_tail() -> None:
    c = np.array([0.0, 0.04, 1.0, 3.02])
    assert cusum_p(c, np.full(4, 1), 0.5)[1:] == pytest.approx(stats.norm.sf(c[1:] + 0.5), rel=1e-3)
    assert cusum_p(c, np.full(4, 1), 0.5)[0] == 1.0


@pytest.mark.parametrize("n", [1, 4, 12, LONGEST])
def test_the_adaptive_chart_is_false_as_often_as_it_says(n: int) -> None:
    q = np.random.default_rng(7).standard_normal((n, 60_000))
    p = charts.shift(q).up[-1]
    for a in (0.1, 0.02):
        assert (p <= a).mean() == pytest.approx(a, rel=0.1)


def test_what_looking_again_costs_is_at_least_nothing_and_at_most_all_charts() -> None:
    u = np.logspace(-12, 0, 50)
    p = adaptive_p(u, np.full(50, 12))
    assert (p >= u).all()
    assert (p <= np.minimum(1, u * (len(REFERENCES) + 1))).all()
    assert (np.diff(p) >= 0).all()


@given(st.floats(1e-6, 0.2), st.integers(1, 12))
@settings(deadline=None)
def test_limits_turn_the_chances_round(p: float, n: int) -> None:
    seen = np.array([n])
    assert adaptive_p(smallest_for(p, seen), seen)[0] == pytest.approx(p, rel=1e-6)
    c = critical_sum(np.array([p]), seen, 0.5)
    assert c[0] == 0 or cusum_p(c, seen, 0.5)[0] == pytest.approx(p, rel=1e-3)


@pytest.mark.parametrize("years", [1, 6])
@pytest.mark.parametrize(("chart", "limit"), [(charts.shift, charts.shift_limit), (charts.trend, charts.trend_limit)])
def test_a_last_value_on_the_limit_is_as_rare_as_asked(
    years: int, chart: Callable[..., Any], limit: Callable[..., Any]
) -> None:
    q = np.random.default_rng(8).standard_normal((years, 20))
    q[-1] = limit(q, 0.001)
    assert chart(q).up[-1] == pytest.approx(np.full(20, 0.001), rel=0.01)


def test_a_fall_is_a_rise_upside_down() -> None:
    q = np.random.default_rng(9).standard_normal((6, 5))
    for chart in (charts.shift, charts.trend):
        assert chart(q).up == pytest.approx(chart(-q).down)


def test_a_sum_beyond_the_table_counts_as_its_last() -> None:
    assert cusum_p(np.array([9e9]), np.array([50]), 1.0) == cusum_p(np.array([HIGHEST]), np.array([LONGEST]), 1.0)


def test_the_yearly_variance_is_found_again() -> None:
    found = components(scaled(in_control(Measure.MEAN, 10, years=12, bodies=600)))
    assert np.sqrt(found.omega2) / 30 == pytest.approx(0.04, rel=0.05)
    assert found.eta2 == 0


def test_levels_that_wander_are_known_to() -> None:
    rng = np.random.default_rng(11)
    walk = np.cumsum(rng.normal(0, 1, (12, 300)), axis=0) + rng.normal(0, 0.5, (12, 300))
    values = scaled(panel(walk, indicator()))
    found = components(values)
    assert found.eta2 == pytest.approx(1, rel=0.15)
    assert found.omega2 == pytest.approx(0.25, rel=0.6)
    assert np.nanvar(innovations(values, found).q[3:]) == pytest.approx(1, rel=0.1)


def test_three_years_cannot_tell_whether_levels_wander() -> None:
    found = components(scaled(in_control(Measure.MEAN, 10, years=3, bodies=200)))
    assert np.sqrt(found.omega2) / 30 == pytest.approx(0.04, rel=0.15)
    assert found.eta2 == 0


@pytest.mark.parametrize("rows", [1, 2])
def test_a_panel_too_short_for_differences_has_no_variances(rows: int) -> None:
    assert components(scaled(panel(np.ones((rows, 2)), indicator()))) == Components(0, 0)


def test_what_moves_everybody_is_no_ones_news_and_an_empty_year_only_lets_levels_wander() -> None:
    rng = np.random.default_rng(12)
    x = rng.normal(0, 1, (6, 40))
    x[3] = np.nan
    moved = x.copy()
    moved[4:] += 100
    of = Components(1.0, 0.1)
    still, shaken = (innovations(scaled(panel(v, indicator())), of).q for v in (x, moved))
    assert np.isnan(still[[0, 3]]).all()
    assert shaken[[1, 2, 4, 5]] == pytest.approx(still[[1, 2, 4, 5]])


def test_where_a_body_lives_is_no_news_of_it() -> None:
    rng = np.random.default_rng(12)
    x = rng.normal(0, 1, (6, 40))
    far = x.copy()
    far[:, 7] += 1000
    near, away = (innovations(scaled(panel(v, indicator())), Components(1.0, 0.0)).q for v in (x, far))
    assert away[1:] == pytest.approx(near[1:])


def test_a_body_that_comes_late_starts_from_its_own_first_value() -> None:
    x = np.random.default_rng(12).normal(0, 1, (6, 40))
    x[:3, 5] = np.nan
    q = innovations(scaled(panel(x, indicator())), Components(1.0, 0.0)).q
    assert np.isnan(q[:4, 5]).all()
    assert np.isfinite(q[4:, 5]).all()


def test_a_few_bodies_that_shift_do_not_make_the_rest_fall() -> None:
    rng = np.random.default_rng(13)
    x = rng.normal(0, 1, (8, 100))
    x[6:, :10] += 20
    q = innovations(scaled(panel(x, indicator())), Components(1.0, 0.0)).q
    assert abs(q[6:, 10:].mean()) < 0.35
