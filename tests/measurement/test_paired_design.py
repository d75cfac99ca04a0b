"""How many pairs of inspections for which certainty, beside studies drawn at random and every number tried in turn."""

from __future__ import annotations

import numpy as np
import pytest

from inspectorate.measurement.agreement import kappa, weighted_kappa
from inspectorate.measurement.intervals import wilson
from inspectorate.measurement.paired_design import Apart, expected, needed_for, told_by

SHARES = [0.1, 0.46, 0.32, 0.12]


def test_the_published_study_of_twenty_four_pairs_could_tell_no_more_than_it_did() -> None:
    """24 pairs of which 92% agree tell 74% to 98% (Ofsted 2017); ten points either way take 33 pairs."""
    planned = expected(22 / 24, [0.5, 0.5])
    told = told_by(planned, 24)["exact_agreement"]
    assert (round(told.interval.low, 2), round(told.interval.high, 2)) == (0.74, 0.98)
    assert needed_for(planned, 0.1)["exact_agreement"].pairs == 33


@pytest.mark.parametrize("apart", Apart)
def test_pairs_have_the_shares_and_the_agreement_that_were_asked_for(apart: Apart) -> None:
    found = expected(0.7, SHARES, apart)
    assert found.agreement == pytest.approx(0.7, abs=1e-6)
    assert found.chance == pytest.approx(sum(share**2 for share in SHARES), abs=1e-6)
    for margin in (found.pairs.sum(0), found.pairs.sum(1)):
        assert margin == pytest.approx(SHARES, abs=1e-6)


def test_who_disagrees_on_neighbours_disagrees_less_by_squares() -> None:
    near, anywhere = (expected(0.7, SHARES, apart) for apart in Apart)
    assert near.pairs[0, 3] < 0.001 < anywhere.pairs[0, 3]
    assert needed_for(near, 0.1)["weighted_kappa"].pairs < needed_for(anywhere, 0.1)["weighted_kappa"].pairs / 4


@pytest.mark.parametrize(("agreement", "half_width", "level"), [(0.9, 0.1, 0.95), (0.5, 0.2, 0.9), (0.99, 0.03, 0.95)])
def test_the_number_for_agreement_is_the_first_of_all_numbers_that_is_narrow_enough(
    agreement: float, half_width: float, level: float
) -> None:
    def half(n: int) -> float:
        found = wilson(agreement * n, n, level=level)
        assert found is not None
        return (found.high - found.low) / 2

    first = next(n for n in range(1, 10_000) if half(n) <= half_width)
    needed = needed_for(expected(agreement, [0.8, 0.2] if agreement > 0.7 else [0.25] * 4), half_width, level=level)
    assert needed["exact_agreement"].pairs == first
    assert needed["exact_agreement"].half_width == pytest.approx(half(first))


@pytest.mark.parametrize(("value", "share"), [(0.4, 0.3), (0.7, 0.1)])
def test_with_two_grades_kappas_width_is_the_published_one(value: float, share: float) -> None:
    """Variance under the common correlation model (Bloch and Kraemer, Biometrics 1989, 45:269)."""
    chance = share**2 + (1 - share) ** 2
    found = told_by(expected(value + (1 - value) * chance, [share, 1 - share], Apart.ANYWHERE), 400)["kappa"]
    published = (1 - value) * ((1 - value) * (1 - 2 * value) + value * (2 - value) / (2 * share * (1 - share)))
    assert found.interval.value == pytest.approx(value)
    assert found.half_width == pytest.approx(1.959964 * (published / 400) ** 0.5)


def test_kappas_of_studies_drawn_at_random_scatter_as_the_formula_says() -> None:
    planned, draw = expected(0.7, SHARES), np.random.default_rng(11)
    needed = needed_for(planned, 0.1)
    for name, statistic in (("kappa", kappa), ("weighted_kappa", weighted_kappa)):
        pairs = needed[name].pairs
        studies = [divmod(draw.choice(16, size=pairs, p=planned.pairs.ravel()), 4) for _ in range(600)]
        found = [one.value for first, second in studies if (one := statistic(first, second, 4))]
        assert 1.96 * float(np.std(found)) == pytest.approx(0.1, rel=0.12)
        assert float(np.mean(found)) == pytest.approx(needed[name].interval.value, abs=0.01)


def test_kappa_is_never_planned_on_fewer_pairs_than_its_formula_is_good_for() -> None:
    planned = expected(0.99, SHARES)
    assert needed_for(planned, 0.2)["kappa"].pairs == 32
    few, many = told_by(planned, 24), told_by(planned, 32)
    assert [told.enough for told in few.values()] == [True, False, False]
    assert all(told.enough for told in many.values())
    assert few["kappa"].interval.high == 1


def test_what_cannot_be_planned_says_why() -> None:
    for agreement in (0.3, 1.0):
        with pytest.raises(ValueError, match="at random in these shares agree on 34%"):
            expected(agreement, SHARES)
    with pytest.raises(ValueError, match="too near to 1"):
        expected(0.99999, SHARES)
    for shares in ([1.0], [0.5, 0.6], [1.2, -0.2]):
        with pytest.raises(ValueError, match="sum to 1"):
            expected(0.9, shares)
    planned = expected(0.9, SHARES)
    for wrong in (0.0, 1.0):
        with pytest.raises(ValueError, match="between 0 and 1"):
            needed_for(planned, wrong)
    with pytest.raises(ValueError, match="one pair"):
        told_by(planned, 0)
