"""Fitting the model of severity: it finds what was planted, and says of inspectors only what may be said."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from tests.measurement.test_severity import SPREADS, THRESHOLDS, made

from inspectorate.measurement.severity import Judgements, Planted, Spreads, simulate
from inspectorate.measurement.severity_fit import Fit, Known, fit
from inspectorate.measurement.severity_spread import Spread, connected, spread


@cache
def country() -> tuple[Judgements, Planted, Fit]:
    """150 bodies inspected ten times by 25 leads, with what was planted and the fit."""
    wide = Spreads(np.array([2.0, 2.0]), np.array([1.5, 1.5]), drift=0.3, severity=0.8)
    random = np.random.default_rng(3)
    held, truth = simulate(made(150, 25, 10), wide, THRESHOLDS * 2, 0.1, random)
    return held, truth, fit(held)


def holds(known: Known, truth: np.ndarray) -> float:
    low, high = known.interval()
    return float(((low <= truth) & (truth <= high)).mean())


def test_what_was_planted_is_found_and_intervals_hold_it() -> None:
    """One country, so within wide bounds; `bench.severity` measures a hundred, and larger ones."""
    _, truth, found = country()
    assert np.corrcoef(found.severities.value, truth.severities)[0, 1] > 0.94
    assert np.corrcoef(found.traits.value.ravel(), truth.traits.ravel())[0, 1] > 0.94
    assert np.corrcoef(found.drifts.value, truth.drifts)[0, 1] > 0.65
    assert holds(found.severities, truth.severities) >= 0.8
    assert 0.9 <= holds(found.traits, truth.traits) <= 0.99
    assert 0.9 <= holds(found.drifts, truth.drifts) <= 0.99
    assert holds(found.thresholds, THRESHOLDS * 2) >= 0.8
    assert holds(found.trend, np.array([0.1])) == 1


def test_a_wider_interval_holds_more() -> None:
    known = Known(np.zeros(1), np.ones(1))
    assert known.interval(0.5)[1][0] == pytest.approx(0.674, abs=1e-3)
    assert known.interval()[0][0] == pytest.approx(-1.96, abs=1e-3)


def test_the_spread_of_severities_holds_what_was_planted() -> None:
    _, _, found = country()
    told = spread(found)
    assert (told.inspectors, told.bodies, told.judgements, told.sets) == (25, 150, 3000, 1)
    assert told.severity is not None
    assert told.severity.low < 0.8 < told.severity.high
    assert told.odds is not None
    assert told.odds.value == pytest.approx(np.exp(0.9539 * told.severity.value), rel=1e-3)
    planted = 0.8**2 / (0.8**2 + 2.0**2 + 1.5**2 + np.pi**2 / 3)
    for share in told.shares.values():
        assert share is not None
        assert share.low < planted < share.high
        assert share.n == 25
    wider = spread(found, level=0.99).severity
    assert wider is not None
    assert wider.low < told.severity.low < told.severity.high < wider.high


def test_without_severity_the_spread_is_near_nothing() -> None:
    told = spread(fit(made(80, 10, 6, spreads=replace(SPREADS, severity=1e-6)))).severity
    assert told is not None
    assert told.value < 0.2


def test_inspectors_who_see_only_poor_bodies_are_not_thereby_strict() -> None:
    """The first ten bodies are bad and two leads see only those: what is bad is the bodies, as others see them too."""
    held, random = made(60, 8, 8), np.random.default_rng(4)
    lead = np.where(held.body < 10, held.lead % 4, 2 + held.lead % 6)
    bad = np.where(held.body < 10, 3.0, 0.0)
    level = bad + random.normal(0, 0.5, size=60)[held.body] + random.logistic(size=len(bad))
    found = fit(replace(held, lead=lead, grade=(level[:, None] > THRESHOLDS[held.area]).sum(1)))
    assert np.abs(found.severities.value).max() < 0.6
    assert found.traits.value[:10].min() > found.traits.value[10:].mean()


def test_thresholds_rise_even_where_a_grade_was_never_given() -> None:
    held = made(15, 5, 3)
    found = fit(replace(held, grade=np.where(held.grade == 1, 0, held.grade)))
    assert (np.diff(found.thresholds.value, axis=1) > 0).all()
    assert np.isfinite(found.thresholds.deviation).all()


def test_names_and_the_order_of_rows_do_not_matter() -> None:
    held, random = made(20, 6, 4), np.random.default_rng(5)
    bodies, areas, leads = random.permutation(20), np.array([1, 0]), random.permutation(6)
    rows = random.permutation(len(held.grade))
    other = replace(
        held, body=bodies[held.body][rows], area=areas[held.area][rows], lead=leads[held.lead][rows],
        grade=held.grade[rows], years=held.years[rows],
    )  # fmt: skip
    one, two = fit(held), fit(other)
    assert np.allclose(one.severities.value, two.severities.value[leads], atol=0.01)
    assert np.allclose(one.traits.value, two.traits.value[bodies][:, areas], atol=0.01)
    assert np.allclose(one.traits.deviation, two.traits.deviation[bodies][:, areas], atol=0.01)
    assert (fit(held).severities.value == one.severities.value).all()


def test_nothing_is_told_of_fewer_than_five() -> None:
    four, five = (spread(fit(made(12, leads, 3))) for leads in (4, 5))
    assert (four.severity, four.odds, set(four.shares.values())) == (None, None, {None})
    assert None not in (five.severity, five.odds, *five.shares.values())
    assert isinstance(five, Spread)


def test_an_area_that_fewer_than_five_judged_has_no_share() -> None:
    held = made(12, 6, 4)
    kept = (held.area == 0) | (held.lead < 4)
    few = replace(held, **{name: getattr(held, name)[kept] for name in ("body", "area", "lead", "grade", "years")})
    shares = spread(fit(few)).shares
    assert shares["a0"] is not None
    assert shares["a1"] is None


def test_bodies_that_no_inspector_links_fall_into_sets() -> None:
    held = made(12, 6, 4)
    assert connected(held) == 1
    assert connected(replace(held, lead=held.lead % 3 + 3 * (held.body % 2))) == 2
