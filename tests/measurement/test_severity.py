"""The model of severity: its likelihood and slopes, held against plain sums, differences and quadrature."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import expit

from inspectorate.measurement import severity_mode
from inspectorate.measurement.severity import Judgement, Judgements, Spreads, judgements, simulate
from inspectorate.measurement.severity_fit import WIDEST, Search
from inspectorate.measurement.severity_mode import TREND, curvature, mode
from inspectorate.measurement.severity_order import second_order, skew
from inspectorate.measurement.severity_terms import terms

Floats = NDArray[np.float64]

SCALE = ("outstanding", "good", "requires_improvement", "inadequate")
SPREADS = Spreads(np.array([1.5, 1.0]), np.array([0.8, 1.2]), drift=0.2, severity=0.7)
THRESHOLDS = np.array([[-2.0, 0.3, 2.0], [-1.5, 0.5, 2.5]])


def made(
    bodies: int, leads: int, times: int, seed: int = 0, spreads: Spreads = SPREADS, cuts: Floats = THRESHOLDS
) -> Judgements:
    """Bodies inspected so many times in six years, by leads at random, with grades by the model."""
    random = np.random.default_rng(seed)
    areas, inspections = len(cuts), bodies * times
    design = Judgements(
        tuple(f"b{number:03}" for number in range(bodies)), tuple(f"a{number}" for number in range(areas)),
        tuple(f"l{number:02}" for number in range(leads)), SCALE[: cuts.shape[1] + 1],
        np.repeat(np.arange(bodies), times * areas), np.tile(np.arange(areas), inspections),
        np.repeat(random.integers(leads, size=inspections), areas), np.zeros(inspections * areas, np.intp),
        np.repeat(random.uniform(-3, 3, size=inspections), areas),
    )  # fmt: skip
    return simulate(design, spreads, cuts, 0.1, random)[0]


def anywhere(held: Judgements, seed: int) -> tuple[Floats, Floats]:
    """Unknowns of any value, with rising thresholds."""
    random = np.random.default_rng(seed)
    rising = random.uniform(0.2, 2, size=(len(held.areas), len(held.scale) - 1)).cumsum(1) - 2
    inner = random.normal(size=(len(held.bodies), len(held.areas) + 1))
    return inner, np.concatenate([random.normal(size=len(held.leads)), rising.ravel(), [0.2]])


def plain_likelihood(held: Judgements, inner: Floats, outer: Floats) -> float:
    """Each judgement's chance as the model says it, and that of each grade of each area once more at level 0."""
    cuts = outer[len(held.leads) : -1].reshape(len(held.areas), -1)
    edges = [[-np.inf, *row, np.inf] for row in cuts]
    total = 0.0
    for body, area, lead, grade, years in zip(held.body, held.area, held.lead, held.grade, held.years, strict=True):
        level = inner[body, area] + (outer[-1] + inner[body, -1]) * years + outer[lead]
        total += np.log(expit(level - edges[area][grade]) - expit(level - edges[area][grade + 1]))
    once = sum(np.log(expit(-lower) - expit(-upper)) for row in edges for lower, upper in pairwise(row))
    return float(total + once)


@pytest.mark.parametrize("steps", [2, 3, 4])
def test_the_terms_add_up_to_the_chance_of_each_grade(steps: int) -> None:
    held = made(4, 3, 3, cuts=THRESHOLDS[:, : steps - 1])
    inner, outer = anywhere(held, 1)
    split = terms(held)
    found = split.derivatives(split.sums(inner, outer)).value
    assert found == pytest.approx(-plain_likelihood(held, inner, outer), rel=1e-10)


def test_slope_and_curvature_are_the_differences_of_what_they_are_of() -> None:
    held = made(3, 2, 3)
    split, (inner, outer) = terms(held), anywhere(held, 2)
    prior = Search(held).prior(SPREADS)

    def slope(point: Floats) -> Floats:
        one, other = point[: inner.size].reshape(inner.shape), point[inner.size :]
        first = split.derivatives(split.sums(one, other)).first
        along, along_outer = split.along(first)
        return np.concatenate([(along + one @ prior.inner).ravel(), along_outer + prior.outer * other])

    def value(point: Floats) -> float:
        one, other = point[: inner.size].reshape(inner.shape), point[inner.size :]
        return split.derivatives(split.sums(one, other)).value + prior.value(one, other)

    point, shifts = np.concatenate([inner.ravel(), outer]), 1e-5 * np.eye(inner.size + outer.size)
    assert np.allclose(slope(point), [(value(point + one) - value(point - one)) / 2e-5 for one in shifts], atol=1e-5)
    hessian = np.array([(slope(point + one) - slope(point - one)) / 2e-5 for one in shifts])
    bent = curvature(split, prior, split.derivatives(split.sums(inner, outer)))
    solved = bent.solve(inner, outer)
    assert np.allclose(hessian @ np.concatenate([solved[0].ravel(), solved[1]]), point, atol=1e-5)
    assert bent.log_determinant == pytest.approx(np.linalg.slogdet(hessian)[1], abs=1e-5)
    within, cross, shared = bent.covariance
    inverse = np.linalg.inv(hessian)
    assert np.allclose(inverse[inner.size :, inner.size :], shared, atol=1e-5)
    assert np.allclose(inverse[: inner.size, inner.size :], cross.reshape(inner.size, -1), atol=1e-5)
    assert np.allclose(inverse[3:6, 3:6], within[1], atol=1e-5)
    rows = split.rows.toarray()
    second = split.derivatives(split.sums(inner, outer))
    ahead, behind = (split.derivatives(split.sums(inner, outer) + one) for one in (1e-5, -1e-5))
    assert np.allclose(second.third, (ahead.second - behind.second) / 2e-5, atol=1e-5)
    assert np.allclose(second.fourth, (ahead.third - behind.third) / 2e-5, atol=1e-5)
    assert np.allclose(split.variances(within, cross, shared), ((rows @ inverse) * rows).sum(1), atol=1e-5)


def test_the_slope_of_the_marginal_likelihood_is_its_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(severity_mode, "ENOUGH", 1e-12)  # differences are small against what a search leaves over
    search = Search(made(12, 4, 4))
    logs = np.log([1.3, 0.9, 0.7, 1.1, 0.3, 0.6])
    shifts = 1e-4 * np.eye(len(logs))
    differences = [(search.downhill(logs + one)[0] - search.downhill(logs - one)[0]) / 2e-4 for one in shifts]
    assert np.allclose(search.downhill(logs)[1], differences, atol=1e-4)


def quadrature(counts: NDArray[np.intp], own: float, severity: float) -> tuple[float, Floats, Floats]:
    """One body, one area, two grades, two leads with ``counts`` (leads, grades): the slow way.

    The logarithm of the marginal likelihood of the spreads, up to a constant, and mean and deviation of the trait and
    of the two severities, all from sums over a grid of trait, severities and threshold.
    """
    grid = np.linspace(-6, 6, 31)
    trait, first, second, cut = np.meshgrid(grid, grid, grid, grid, indexing="ij", sparse=True)

    def normal(at: Floats, width: float) -> Floats:
        return -0.5 * (at / width) ** 2 - np.log(width)

    log = normal(trait, own) + normal(first, severity) + normal(second, severity)
    log = log + np.log(expit(cut)) + np.log(expit(-cut))
    for lead, (better, worse) in zip((first, second), counts, strict=True):
        chance = expit(trait + lead - cut)
        log = log + better * np.log1p(-chance) + worse * np.log(chance)
    weight = np.exp(log - log.max())
    total = weight.sum()
    means = np.array([(weight * at).sum() / total for at in (trait, first, second)])
    squares = np.array([(weight * at**2).sum() / total for at in (trait, first, second)])
    return float(np.log(total) + log.max()), means, np.sqrt(squares - means**2)


def test_a_tiny_model_has_the_marginal_and_the_moments_that_quadrature_gives() -> None:
    counts = np.array([[6, 14], [12, 5]])
    lead, grade = np.repeat([0, 0, 1, 1], counts.ravel()), np.repeat([0, 1, 0, 1], counts.ravel())
    nothing = np.zeros(len(lead), np.intp)
    held = Judgements(
        ("body",), ("area",), ("one", "other"), ("yes", "no"), nothing, nothing, lead, grade, np.zeros(len(lead))
    )
    search = Search(held)

    def laplace(own: float, severity: float) -> float:
        # A common factor of nearly nothing leaves the own part; the weak prior of spreads is taken off again.
        logs = np.log([1e-3, own, 0.1, severity])
        return search.downhill(logs)[0] - 0.5 * float(((np.exp(logs) / search.widest) ** 2).sum()) + logs.sum()

    def order(own: float, severity: float) -> float:
        spreads = Spreads(np.array([1e-3]), np.array([own]), 0.1, severity)
        return second_order(search.terms, search.mode(spreads))

    for here, there in (((1.0, 0.8), (0.7, 0.8)), ((1.0, 0.8), (1.0, 0.5))):
        slow = quadrature(counts, *here)[0] - quadrature(counts, *there)[0]
        quick = laplace(*there) - laplace(*here)
        mended = quick + order(*here) - order(*there)
        assert quick == pytest.approx(slow, abs=0.02)
        assert abs(mended - slow) < abs(quick - slow) / 2
    found = search.mode(Spreads(np.array([1e-3]), np.array([1.0]), drift=0.1, severity=0.8))
    shift, shift_shared = skew(search.terms, found)
    _, means, deviations = quadrature(counts, 1.0, 0.8)
    within, _, shared = found.curvature.covariance
    assert found.inner[0, 0] + shift[0, 0] == pytest.approx(means[0], abs=0.02)
    assert np.allclose(found.outer[:2] + shift_shared[:2], means[1:], atol=0.02)
    assert np.sqrt([within[0, 0, 0], *shared.diagonal()[:2]]) == pytest.approx(deviations, rel=0.06)


def test_one_mode_is_found_from_wherever_the_search_begins() -> None:
    held = made(6, 3, 4)
    search = Search(held)
    prior = search.prior(SPREADS)
    first = search.mode(SPREADS)
    far = np.concatenate([np.full(3, 9.0), [-40, 0, 40, -0.1, 0, 0.1], [1.0]])
    other = mode(search.terms, prior, np.full_like(first.inner, -6.0), far)
    assert np.allclose(first.inner, other.inner, atol=1e-3)
    assert np.allclose(first.outer, other.outer, atol=1e-3)


def test_a_search_without_end_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(severity_mode, "ROUNDS", 1)
    with pytest.raises(ValueError, match="not found in 1 steps"):
        Search(made(6, 3, 4)).mode(SPREADS)


def test_priors_are_those_that_are_stated() -> None:
    search = Search(made(2, 3, 1))
    prior = search.prior(SPREADS)
    assert np.allclose(np.linalg.inv(prior.inner), SPREADS.covariance)
    assert prior.outer.tolist() == pytest.approx([0.7**-2] * 3 + [0.0] * 6 + [TREND**-2])
    assert search.widest.tolist() == [WIDEST["traits"]] * 4 + [WIDEST["drift"], WIDEST["severity"]]


def test_judgements_stand_in_columns_with_years_from_the_middle() -> None:
    rows = [
        Judgement("north", "leadership", "L2", date(2021, 1, 1), "good"),
        Judgement("south", "leadership", "L1", date(2025, 1, 1), "inadequate"),
        Judgement("north", "experiences", "L2", date(2023, 1, 1), "outstanding"),
    ]
    held = judgements(rows, SCALE)
    assert (held.bodies, held.areas, held.leads) == (("north", "south"), ("experiences", "leadership"), ("L1", "L2"))
    assert (held.body.tolist(), held.area.tolist(), held.lead.tolist()) == ([0, 1, 0], [1, 1, 0], [1, 0, 1])
    assert held.grade.tolist() == [1, 3, 0]
    assert held.years.tolist() == pytest.approx([-2.0, 2.0, 0.0], abs=0.002)


def test_no_judgements_and_unknown_grades_are_refused() -> None:
    with pytest.raises(ValueError, match="no judgements"):
        judgements([], SCALE)
    with pytest.raises(ValueError, match="'fair' is not on the scale outstanding, good"):
        judgements([Judgement("north", "leadership", "L1", date(2021, 1, 1), "fair")], SCALE)
