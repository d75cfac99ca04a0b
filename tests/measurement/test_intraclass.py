"""Intraclass correlations: published values, analyses of variance by hand, and how often intervals hold the truth."""

from __future__ import annotations

from statistics import fmean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspectorate.measurement.intervals import Estimate, Interval
from inspectorate.measurement.intraclass import one_way, two_way

# Four judges of six targets (Shrout and Fleiss 1979, table 2).
TARGETS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
PAIRS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=12)


def rounded(found: Estimate | None) -> tuple[float, ...]:
    assert found is not None
    return tuple(round(one, 2) for one in (found.value, found.low, found.high))


def test_the_published_example_of_six_targets() -> None:
    """ICC(1,1) is .17 and ICC(2,1) .29; intervals as McGraw and Wong's formulas give them."""
    assert rounded(one_way(TARGETS)) == (0.17, -0.13, 0.72)
    assert rounded(two_way(TARGETS)) == (0.29, 0.02, 0.76)


@given(PAIRS)
def test_a_pair_at_a_time_the_one_way_correlation_is_what_the_definition_gives(pairs: list[tuple[int, int]]) -> None:
    """For pairs: mean squares of sums and of differences, by hand."""
    middle = fmean(value for pair in pairs for value in pair)
    between = sum(2 * (fmean(pair) - middle) ** 2 for pair in pairs) / (len(pairs) - 1)
    within = fmean((one - other) ** 2 / 2 for one, other in pairs)
    found = one_way(pairs)
    assert (found is None) == (between + within == pytest.approx(0, abs=1e-9))
    if found is not None:
        assert found.value == pytest.approx((between - within) / (between + within))
        assert found.low - 1e-9 <= found.value <= found.high + 1e-9


@given(PAIRS)
def test_one_harsher_rater_counts_in_the_two_way_correlation(pairs: list[tuple[int, int]]) -> None:
    """For two raters ICC(2,1) is Lin's concordance with variances over n - 1, less a part of the harshness."""
    first, second = np.array(pairs, dtype=float).T
    n = len(pairs)
    both = float(((first - first.mean()) * (second - second.mean())).sum()) / (n - 1)
    spread = float(first.var(ddof=1) + second.var(ddof=1))
    apart = float(first.mean() - second.mean()) ** 2 - float((first - second).var(ddof=1)) / n
    found = two_way(pairs)
    if spread + apart < 1e-9:
        assert found is None
    else:
        assert found is not None
        assert found.value == pytest.approx(2 * both / (spread + apart))
        assert found.low - 1e-9 <= found.value <= found.high + 1e-9


@pytest.mark.parametrize("unequal", [False, True])
def test_intervals_hold_the_truth_about_as_often_as_they_say(unequal: bool) -> None:
    draw = np.random.default_rng(5)
    held = {"one way": 0, "two way": 0}
    for _ in range(400):
        true, harsh = draw.normal(size=(30, 1)), draw.normal(scale=0.5, size=(1, 8))
        own = draw.normal(scale=np.sqrt(0.75 if not unequal else 1.0), size=(30, 8))
        if unequal:
            ratings = [row[: 2 + at % 3].tolist() for at, row in enumerate(true + own)]
            held["one way"] += holds(one_way(ratings), 0.5)
        else:
            held["two way"] += holds(two_way((true + harsh + own).tolist()), 0.5)
            alone = true + draw.normal(size=(30, 3))
            held["one way"] += holds(one_way(alone.tolist()), 0.5)
    assert 0.92 <= held["one way"] / 400 <= 0.98
    assert unequal or 0.92 <= held["two way"] / 400 <= 0.98


def holds(found: Estimate | None, truth: float) -> bool:
    return found is not None and found.low <= truth <= found.high


def test_a_rating_that_is_not_known_is_left_out_and_where_all_are_needed_its_subject() -> None:
    known = [[0, 1], [2, 2], [3, 2], [1, 1]]
    assert one_way([*known, [None, 2]]) != one_way(known)  # what is known of it still tells how far subjects differ
    assert one_way([*known, [None, None]]) == one_way(known)
    assert two_way([*known, [None, 2]]) == two_way(known)
    assert two_way([*known, [None, 2]], interval=Interval(clusters="abcde")) == two_way(
        known, interval=Interval(clusters="abcd")
    )


def test_cases_of_one_body_are_drawn_together() -> None:
    known = [[0.0, 1.0], [2.0, 2.0], [3.0, 2.0], [1.0, 1.0], [3.0, 3.0], [0.0, 0.0]]
    copies, names = [one for one in known for _ in range(10)], [at for at in range(6) for _ in range(10)]
    for statistic in (one_way, two_way):
        plain, drawn = statistic(copies), statistic([*copies, [None, None]], interval=Interval(clusters=[*names, 7]))
        assert plain is not None
        assert drawn is not None
        assert drawn.value == plain.value
        assert drawn.high - drawn.low > 2 * (plain.high - plain.low)


def test_what_says_nothing_about_correlation() -> None:
    for statistic in (one_way, two_way):
        assert statistic([]) is None
        assert statistic([[1, 2]]) is None
        assert statistic([[1], [2]]) is None
        assert statistic([[1, 1], [1, 1]]) is None
    assert one_way([[None], [1, 1], [2, 2]]) == Estimate(1.0, 1.0, 1.0, 2)
    assert two_way([[1, 1], [2, 2], [3, 3]]) == Estimate(1.0, 1.0, 1.0, 3)
    assert two_way([[1, 2], [1, 2]]) == Estimate(0.0, 0.0, 0.0, 2)
    with pytest.raises(ValueError, match="as many ratings as there are raters"):
        two_way([[1, 2], [1]])
