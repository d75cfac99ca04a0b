"""How far two judges agree: exact agreement and quadratic weighted kappa, with intervals."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import product
from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspectorate.measurement.agreement import Weighing, exact_agreement, kappa, weighted_kappa
from inspectorate.measurement.intervals import Interval, bootstrap, wilson

PAIRS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=30)


WEIGHS: dict[Weighing, Callable[[int], int]] = {
    Weighing.SAME: lambda steps: int(steps != 0),
    Weighing.STEPS: abs,
    Weighing.SQUARES: lambda steps: steps**2,
}


def slow_kappa(pairs: list[tuple[int, int]], weighing: Weighing) -> float | None:
    """Disagreement seen over disagreement expected, each pair of cases of the two judges set against each other."""
    weighs = WEIGHS[weighing]
    seen = sum(weighs(one - other) for one, other in pairs) / len(pairs)
    expected = sum(weighs(one - other) for (one, _), (_, other) in product(pairs, pairs)) / len(pairs) ** 2
    return None if expected == 0 else 1 - seen / expected


def test_kappa_of_the_first_published_example() -> None:
    """Cohen 1960, table 1: 200 cases in three kinds, 0.492; unweighted."""
    counts = [(0, 0, 88), (0, 1, 14), (0, 2, 18), (1, 0, 10), (1, 1, 40), (1, 2, 10), (2, 0, 2), (2, 1, 6), (2, 2, 12)]
    pairs = [(one, other) for one, other, times in counts for _ in range(times)]
    found = kappa(*zip(*pairs, strict=True), 3)
    assert found is not None
    assert round(found.value, 3) == 0.492


def test_wilsons_interval_of_the_published_two_inspector_study() -> None:
    """22 of 24 pairs of inspectors agreed (Ofsted 2017): 92%, and no more sure than 74% to 98%."""
    found = exact_agreement([0] * 22 + [0, 1], [0] * 22 + [1, 0])
    assert found is not None
    assert (round(found.value, 3), round(found.low, 3), round(found.high, 3), found.n) == (0.917, 0.742, 0.977, 24)


@pytest.mark.parametrize("hits", [0, 1, 5, 10])
def test_wilsons_bounds_are_the_shares_at_which_the_score_test_just_fails(hits: int) -> None:
    found = wilson(hits, 10)
    assert found is not None
    for bound in (found.low, found.high):
        if 0 < bound < 1:
            assert abs(hits / 10 - bound) / sqrt(bound * (1 - bound) / 10) == pytest.approx(1.959964, abs=1e-5)
    assert found.low <= hits / 10 <= found.high


def test_of_no_cases_nothing_is_said() -> None:
    assert wilson(0, 0) is None
    assert exact_agreement([], []) is None
    assert exact_agreement([], [], interval=Interval(clusters=[])) is None
    assert weighted_kappa([], [], 4) is None
    assert bootstrap(lambda drawn: None, [1, 2]) is None


@given(PAIRS, st.sampled_from(Weighing))
def test_kappa_is_what_setting_every_case_against_every_other_gives(
    pairs: list[tuple[int, int]], weighing: Weighing
) -> None:
    first, second = zip(*pairs, strict=True)
    slow, found = slow_kappa(pairs, weighing), kappa(first, second, 4, weighing=weighing)
    assert (found is None) == (slow is None)
    if found is not None:
        assert found.value == pytest.approx(slow)
        assert found.low <= found.value <= found.high


def test_one_grade_throughout_says_nothing_about_agreement() -> None:
    assert weighted_kappa([1, 1], [1, 1], 4) is None
    assert weighted_kappa([1, 1], [1, 1], 4, interval=Interval(clusters=["a", "b"])) is None


def test_full_agreement_is_one_and_chance_is_about_nothing() -> None:
    draw = random.Random(1)
    grades = [draw.randrange(4) for _ in range(4000)]
    others = [draw.randrange(4) for _ in grades]
    same, apart = weighted_kappa(grades, grades, 4), weighted_kappa(grades, others, 4)
    assert same is not None
    assert apart is not None
    assert (same.low, same.value, same.high) == (1, 1, 1)
    assert apart.low < 0 < apart.high


def test_the_interval_of_kappa_is_as_wide_as_repeating_the_study_shows() -> None:
    """The standard error of the formula beside the spread of kappa over many studies of the same two judges."""
    draw = np.random.default_rng(3)

    def study() -> tuple[list[int], list[int]]:
        true = draw.choice(4, size=300, p=[0.1, 0.46, 0.32, 0.12])
        judges = [np.clip(true + draw.choice([-1, 0, 1], size=300, p=[0.15, 0.7, 0.15]), 0, 3) for _ in range(2)]
        return judges[0].tolist(), judges[1].tolist()

    studies = [study() for _ in range(300)]
    found = [one for first, second in studies if (one := weighted_kappa(first, second, 4))]
    spread = float(np.std([one.value for one in found]))
    told = [(one.high - one.low) / (2 * 1.96) for one in found]
    assert np.mean(told) == pytest.approx(spread, rel=0.12)
    by_case = weighted_kappa(*studies[0], 4, interval=Interval(clusters=range(300)))
    assert by_case is not None
    assert (by_case.high - by_case.low) / (2 * 1.96) == pytest.approx(spread, rel=0.25)


def test_cases_of_one_body_count_once_where_they_are_drawn_together() -> None:
    """Ten copies of each case tell no more than one: drawing by body the interval stays wide."""
    first, second = [0, 1, 2, 3, 1, 2] * 5, [0, 1, 3, 2, 1, 1] * 5
    copies = [grade for grade in first for _ in range(10)], [grade for grade in second for _ in range(10)]
    bodies = [place for place in range(len(first)) for _ in range(10)]
    plain, clustered = weighted_kappa(*copies, 4), weighted_kappa(*copies, 4, interval=Interval(clusters=bodies))
    assert plain is not None
    assert clustered is not None
    assert clustered.value == plain.value
    assert clustered.high - clustered.low > 2 * (plain.high - plain.low)
    assert (
        weighted_kappa(*copies, 4, interval=Interval(clusters=bodies)) == clustered
    )  # the seed is part of the question


def test_a_draw_that_leaves_the_statistic_undefined_is_left_out() -> None:
    found = weighted_kappa([0, 3], [0, 3], 4, interval=Interval(clusters=["a", "b"]))
    assert found is not None
    assert (found.low, found.value, found.high) == (1, 1, 1)


def test_judges_of_different_cases_and_grades_off_the_scale_are_refused() -> None:
    with pytest.raises(ValueError, match="as many grades"):
        exact_agreement([0, 1], [0])
    with pytest.raises(ValueError, match="outside the scale of 4 steps"):
        weighted_kappa([0, 4], [0, 1], 4)
    with pytest.raises(ValueError, match="outside the scale"):
        weighted_kappa([0, -1], [0, 1], 4)
