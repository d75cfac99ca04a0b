"""Agreement of several raters: Gwet's coefficients and Fleiss' kappa, with ratings that are missing."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspectorate.measurement.agreement import Weighing, disagreements, kappa
from inspectorate.measurement.intervals import Estimate, Interval
from inspectorate.measurement.raters import fleiss_kappa, gwet

# Four raters, twelve units, five categories (the raw ratings of irrCAC): a dash is a rating that is missing.
PUBLISHED = ("11-1", "2232", "3333", "3333", "2222", "1234", "4444", "1121", "2222", "-555", "--11", "-3--")
UNITS = [[None if mark == "-" else int(mark) - 1 for mark in unit] for unit in PUBLISHED]
RATINGS = st.lists(st.lists(st.sampled_from([0, 1, 2, 3, None]), min_size=1, max_size=4), min_size=1, max_size=12)


def rounded(found: Estimate | None) -> tuple[float, ...]:
    assert found is not None
    return tuple(round(one, 3) for one in (found.value, found.low, found.high))


def test_the_published_example_of_four_raters_with_missing_ratings() -> None:
    """Values and intervals of the author's own software (irrCAC): AC1 0.775, Fleiss' kappa 0.761."""
    assert rounded(gwet(UNITS, 5)) == (0.775, 0.461, 1.0)
    assert rounded(fleiss_kappa(UNITS, 5)) == (0.761, 0.424, 1.0)
    found = gwet(UNITS, 5)
    assert found is not None
    assert found.n == 11  # one unit has one rating


def slow(ratings: list[list[int | None]], weighing: Weighing, *, gwets: bool) -> float | None:
    """Agreement of every ordered pair of ratings of a subject; chance from the shares of grades, by its definition."""
    agreement = 1 - disagreements(4, weighing)
    known = [[place for place in one if place is not None] for one in ratings]
    rated = [one for one in known if one]
    pairs = [[agreement[pair] for pair in permutations(one, 2)] for one in rated if len(one) > 1]
    if not pairs:
        return None
    seen = sum(sum(one) / len(one) for one in pairs) / len(pairs)
    shares = [sum(one.count(place) / len(one) for one in rated) / len(rated) for place in range(4)]
    if gwets:
        chance = agreement.sum() / 12 * sum(share * (1 - share) for share in shares)
    else:
        chance = sum(agreement[i, j] * shares[i] * shares[j] for i in range(4) for j in range(4))
    return None if chance == pytest.approx(1) else float((seen - chance) / (1 - chance))


@given(RATINGS, st.sampled_from(Weighing))
def test_coefficients_are_what_setting_every_pair_of_ratings_side_by_side_gives(
    ratings: list[list[int | None]], weighing: Weighing
) -> None:
    for statistic, gwets in ((gwet, True), (fleiss_kappa, False)):
        expected, found = slow(ratings, weighing, gwets=gwets), statistic(ratings, 4, weighing=weighing)
        alone = sum(any(place is not None for place in one) for one in ratings) == 1
        assert (found is None) == (expected is None or alone)
        if found is not None:
            assert found.value == pytest.approx(expected)
            assert found.low <= found.value <= found.high


def test_where_nearly_all_are_good_kappa_falls_and_gwets_coefficient_does_not() -> None:
    """Ninety-four of a hundred pairs agree; both coefficients say how far beyond chance, and differ about chance."""
    first, second = [0] * 94 + [0] * 3 + [1] * 3, [0] * 94 + [1] * 3 + [0] * 3
    poor, good = kappa(first, second, 2), gwet(list(zip(first, second, strict=True)), 2)
    assert poor is not None
    assert good is not None
    assert (round(poor.value, 2), round(good.value, 2)) == (-0.03, 0.94)


def test_subjects_of_one_inspection_count_once_where_they_are_drawn_together() -> None:
    ratings = [[0, 0], [1, 1], [2, 1], [3, 3], [1, 0], [2, 2], [None, 1]] * 3
    copies, names = [one for one in ratings for _ in range(10)], [at for at in range(len(ratings)) for _ in range(10)]
    plain, drawn = gwet(copies, 4), gwet(copies, 4, interval=Interval(clusters=names))
    assert plain is not None
    assert drawn is not None
    assert (drawn.value, drawn.n) == (plain.value, plain.n)
    assert drawn.high - drawn.low > 2 * (plain.high - plain.low)
    assert gwet([[None], [1]], 4, interval=Interval(clusters=["a", "b"])) is None


def test_one_subject_does_not_tell_how_far_subjects_differ() -> None:
    assert gwet([[1, 1, 2]], 4) is None


def test_what_cannot_be_rated_so_is_refused() -> None:
    with pytest.raises(ValueError, match="outside the scale of 4 steps"):
        gwet([[0, 4]], 4)
    with pytest.raises(ValueError, match="two grades at least"):
        gwet([[0, 0]], 1)
    assert fleiss_kappa([], 4) is None
