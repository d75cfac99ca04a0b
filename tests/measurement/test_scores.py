"""How good forecasts were: ranked probability score, area under the curve, calibration."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspectorate.measurement.scores import auc, calibration, mean_score, ranked_probability_scores

SCORED = st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=1, max_size=25)


def slow_rps(forecast: list[float], found: int) -> float:
    steps = len(forecast)
    said = [sum(forecast[: step + 1]) for step in range(steps - 1)]
    was = [1.0 if found <= step else 0.0 for step in range(steps - 1)]
    return sum((one - other) ** 2 for one, other in zip(said, was, strict=True)) / (steps - 1)


def slow_auc(scored: list[tuple[int, bool]]) -> float | None:
    pairs = list(product([one for one, yes in scored if yes], [one for one, yes in scored if not yes]))
    return sum((one > other) + 0.5 * (one == other) for one, other in pairs) / len(pairs) if pairs else None


def slow_delong(scored: list[tuple[int, bool]]) -> float:
    """The sample variances of the share of pairs that each case wins, each over the number on its side."""
    sides = [one for one, yes in scored if yes], [one for one, yes in scored if not yes]
    total = 0.0
    for mine, others in (sides, sides[::-1]):
        won = [sum((one > other) + 0.5 * (one == other) for other in others) / len(others) for one in mine]
        total += float(np.var(won, ddof=1)) / len(won) if len(won) > 1 else 0.0
    return total


@given(st.lists(st.integers(0, 20), min_size=2, max_size=5).filter(sum), st.data())
def test_the_ranked_probability_score_step_by_step(weights: list[int], data: st.DataObject) -> None:
    forecast = [weight / sum(weights) for weight in weights]
    found = data.draw(st.integers(0, len(forecast) - 1))
    (score,) = ranked_probability_scores([forecast], [found])
    assert score == pytest.approx(slow_rps(forecast, found))
    assert 0 <= score <= 1


@pytest.mark.parametrize(
    ("forecast", "found", "score"),
    [([1, 0, 0, 0], 0, 0.0), ([1, 0, 0, 0], 3, 1.0), ([1, 0, 0, 0], 1, 1 / 3), ([0.5, 0.5, 0, 0], 1, 0.25 / 3)],
    ids=["right", "as wrong as can be", "one step off", "torn between two"],
)
def test_a_forecast_that_is_nearer_scores_less(forecast: list[float], found: int, score: float) -> None:
    assert ranked_probability_scores([forecast], [found])[0] == pytest.approx(score)


def test_nobody_gains_by_saying_anything_but_what_they_think() -> None:
    thought = np.array([0.1, 0.5, 0.3, 0.1])
    said = np.random.default_rng(1).dirichlet(np.ones(4), size=200)
    expected = [float(ranked_probability_scores([one] * 4, range(4)) @ thought) for one in (thought, *said)]
    assert min(expected) == expected[0]


def test_the_mean_score_has_an_interval_by_body() -> None:
    found = mean_score([0.1, 0.1, 0.5, 0.5], ["a", "a", "b", "b"])
    assert found is not None
    assert (found.low, round(found.value, 9), found.high, found.n) == (pytest.approx(0.1), 0.3, pytest.approx(0.5), 4)
    assert mean_score([], []) is None


@given(SCORED)
def test_the_area_is_the_share_of_pairs_won(scored: list[tuple[int, bool]]) -> None:
    scores, happened = zip(*scored, strict=True)
    found, slow = auc(scores, happened), slow_auc(scored)
    assert (found is None) == (slow is None)
    if found is not None:
        half = 1.959964 * slow_delong(scored) ** 0.5
        assert found.value == pytest.approx(slow)
        assert found.low == pytest.approx(max(0, found.value - half), abs=1e-5)
        assert found.high == pytest.approx(min(1, found.value + half), abs=1e-5)


def test_the_area_by_body_is_no_surer_for_copies() -> None:
    draw = np.random.default_rng(2)
    happened = draw.random(40) < 0.4
    scores = happened + draw.normal(size=40)
    copies, events, bodies = np.repeat(scores, 8), np.repeat(happened, 8), np.repeat(np.arange(40), 8)
    plain, clustered, single = auc(copies, events), auc(copies, events, clusters=bodies.tolist()), auc(scores, happened)
    assert plain is not None
    assert clustered is not None
    assert single is not None
    assert clustered.value == pytest.approx(single.value)
    assert clustered.high - clustered.low == pytest.approx(single.high - single.low, rel=0.2)
    assert clustered.high - clustered.low > 2 * (plain.high - plain.low)


def test_calibration_puts_what_was_said_beside_what_happened() -> None:
    bins = calibration([0.05, 0.05, 0.95, 1.0], [False, True, True, True], bins=10)
    assert [(round(one.forecast, 3), one.observed.value, one.observed.n) for one in bins] == [
        (0.05, 0.5, 2),
        (0.975, 1.0, 2),
    ]
    assert calibration([], []) == ()


def test_forecasts_of_one_body_are_no_independent_ones() -> None:
    """Twenty forecasts of two bodies: as independent ones they would seem to tell more than they do."""
    shares, came, bodies = [0.55] * 20, [True] * 10 + [False] * 10, ["a"] * 10 + ["b"] * 10
    (alone,), (by,) = calibration(shares, came), calibration(shares, came, clusters=bodies)
    assert (by.forecast, by.observed.value, by.observed.n) == (alone.forecast, 0.5, 20)
    assert (by.observed.low, by.observed.high) == (0.0, 1.0)
    assert 0.25 < alone.observed.low < alone.observed.high < 0.75


def test_a_cluster_never_makes_an_interval_narrower() -> None:
    """Where it came every time, drawing bodies again says nothing of how often it may not come."""
    (alone,), (by,) = calibration([0.9] * 4, [True] * 4), calibration([0.9] * 4, [True] * 4, clusters=list("abcd"))
    assert by == alone
