"""Points among beliefs, and beliefs as mixtures of them."""

import numpy as np
import pytest

from inspectorate.laboratory.grid import Grid, grid
from inspectorate.laboratory.grid_kernels import add_between, add_onto


@pytest.mark.parametrize("stretch", [(1.0, 1.0, 1.0, 1.0), (1.0, 1.0, 2.0, 4.0), (1.0, 3.0)])
def test_every_belief_is_the_mixture_of_its_corners(stretch: tuple[float, ...]) -> None:
    points = Grid(5, np.array(stretch))
    beliefs = np.random.default_rng(1).dirichlet(np.full(len(stretch), 0.6), 500) * 0.7
    beliefs[:7, :2] = 0
    mixture = points.mixture(beliefs)
    assert mixture.weights.min() >= 0
    assert mixture.of(points.points) == pytest.approx(beliefs)
    # A concave function of beliefs lies above its mixtures.
    assert (mixture.of(-((points.points**2).sum(1, keepdims=True)))[:, 0] <= -(beliefs**2).sum(1) / 0.7 + 1e-9).all()


def test_points_are_all_mixtures_of_themselves_alone_and_all_certainties_are_among_them() -> None:
    points = grid(4, 3)
    assert len(points.points) == 15
    itself = points.mixture(points.points)
    assert itself.weights.max(1) == pytest.approx(np.ones(15))
    assert itself.places[np.arange(15), itself.weights.argmax(1)].tolist() == list(range(15))
    assert {tuple(row) for row in np.eye(3).tolist()} <= {tuple(row) for row in points.points.tolist()}


def test_the_compiled_loops_are_the_plain_ones() -> None:
    points = grid(3, 2)
    mixture = points.mixture(np.array([[0.5, 0.5], [0.1, 0.9]]))
    plain = np.zeros((2, 2))
    add_between.py_func(points.points, mixture.places, mixture.weights, plain)
    assert plain.tolist() == mixture.of(points.points).tolist()
    laid = np.zeros((4, 2))
    add_onto.py_func(plain, mixture.places, mixture.weights, laid)
    assert laid.tolist() == mixture.onto(plain, 4).tolist()
    # What is laid on points and what lies between them are one thing seen from two sides.
    assert (laid * points.points).sum() == pytest.approx((plain * plain).sum())
