"""An invented country has as many services as asked for, of the mean and spread given, the same ones for a seed."""

import numpy as np
import pytest

from inspectorate.laboratory.model_file import Children
from inspectorate.laboratory.population import LARGE_FROM, SMALL_BELOW, TooFew, services
from inspectorate.laboratory.reading import read_file
from inspectorate.webapp.register import queries

CHILDREN = Children(mean=80_000, spread=60_000)


def test_a_country_has_the_mean_and_the_spread_of_the_model_and_even_fifths() -> None:
    made = services(40_000, seed=1, children=CHILDREN)
    assert len(made) == 40_000
    assert made.children.mean() == pytest.approx(80_000, rel=0.02)
    assert made.children.std() == pytest.approx(60_000, rel=0.05)
    assert np.bincount(made.fifth).tolist() == [8_000] * 5
    assert abs(np.corrcoef(made.fifth, made.children)[0, 1]) < 0.02


def test_sizes_are_those_of_the_register() -> None:
    assert (SMALL_BELOW, LARGE_FROM) == (queries.SMALL_BELOW, queries.LARGE_FROM)
    made = services(500, seed=2, children=CHILDREN)
    named = [("small", "usual", "large")[size] for size in made.size]
    assert named == [queries.size_of(int(children)) for children in made.children]
    assert set(named) == {"small", "usual", "large"}


def test_a_seed_makes_the_same_country_again_and_another_one_another() -> None:
    one, again, other = (services(50, seed=seed, children=CHILDREN) for seed in (3, 3, 4))
    assert one.children.tolist() == again.children.tolist()
    assert one.fifth.tolist() == again.fifth.tolist()
    assert one.children.tolist() != other.children.tolist()


def test_one_service_can_be_compared_with_nothing() -> None:
    with pytest.raises(TooFew, match=r"^A comparison needs at least 2 services, not 1; ask for 2 or more\.$"):
        services(1, seed=1, children=CHILDREN)


def test_shipped_models_know_the_children_of_real_authorities() -> None:
    assert read_file("authorities").children.value == Children(mean=79_628, spread=60_870)
