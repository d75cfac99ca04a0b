"""Fitting the model of grades: it finds what was planted, says how far it knows, and invents nothing."""

from __future__ import annotations

import numpy as np
import pytest

from inspectorate.measurement.grade_fit import fit
from inspectorate.measurement.grade_likelihood import later, likelihood_slopes, log_likelihood, record, states
from inspectorate.measurement.grade_parameters import model, prior
from inspectorate.measurement.grades import GradeModel, Seen

STEPS = 4


def planted(number: int, random: np.random.Generator, made: GradeModel) -> list[Seen]:
    """So many bodies, inspected one to five times at gaps of half a year to four years."""
    bodies: list[Seen] = []
    for _ in range(number):
        times = random.uniform(0.5, 4, size=random.integers(1, 6)).cumsum().tolist()
        bodies.append(list(zip(times, made.simulate(times, random)[1], strict=True)))
    return bodies


def test_of_no_inspections_only_the_prior_is_known() -> None:
    found = fit(record([]), STEPS, draws=2000)
    believed = prior(STEPS)
    assert found.inspections == 0
    assert np.allclose(found.mode, believed.mean, atol=1e-4)
    assert np.allclose(found.vectors.mean(0), believed.mean, atol=0.1)
    assert np.allclose(found.vectors.std(0), believed.spread, rtol=0.12)


def test_much_data_tells_what_was_planted() -> None:
    random = np.random.default_rng(5)
    truth = prior(STEPS).mean.copy()
    truth[:3] = np.log([0.3, 0.2, 0.1])  # a good grade is lost faster than one won
    found = fit(record(planted(3000, random, model(truth, STEPS))), STEPS, draws=100)
    assert np.allclose(found.likeliest.rates, model(truth, STEPS).rates, atol=0.06)
    assert np.allclose(found.likeliest.observation, model(truth, STEPS).observation, atol=0.04)
    assert found.draws.rates.shape == (100, STEPS, STEPS)


def test_the_mode_is_no_worse_than_anything_near_it() -> None:
    random = np.random.default_rng(6)
    seen = record(planted(60, random, model(prior(STEPS).mean, STEPS)))
    found = fit(seen, STEPS, draws=50)
    near = np.concatenate([found.mode[None], found.mode + random.normal(scale=0.05, size=(200, len(found.mode)))])
    values = log_likelihood(model(near, STEPS), seen) + prior(STEPS).log_density(near)
    assert values.argmax() == 0
    assert likelihood_slopes(found.likeliest, seen)[0] == pytest.approx(log_likelihood(model(near, STEPS), seen)[0])


def test_the_same_record_and_seed_give_the_same_fit() -> None:
    seen = record(planted(40, np.random.default_rng(7), model(prior(STEPS).mean, STEPS)))
    one, other = fit(seen, STEPS, draws=50), fit(seen, STEPS, draws=50)
    assert (one.vectors == other.vectors).all()
    assert (fit(seen, STEPS, draws=50, seed=1).vectors != one.vectors).any()


def test_intervals_hold_what_was_planted_as_often_as_they_say() -> None:
    """Few worlds, so within 90% to 99%; `bench.nowcast` measures it on many, where the aim is 93% to 97%."""
    random, believed, hits = np.random.default_rng(8), prior(STEPS), []
    for vector in believed.draw(25, random):
        truth = model(vector[None], STEPS)
        seen = record(planted(80, random, model(vector, STEPS)))
        draws = fit(seen, STEPS, draws=200).draws
        years = np.full(80, 2.0)
        told = later(draws, states(draws, seen), years) @ draws.observation
        true = (later(truth, states(truth, seen), years) @ truth.observation)[0]
        low, high = np.quantile(told, [0.025, 0.975], axis=0, method="weibull")
        hits.append(((low <= true) & (true <= high)).mean())
    assert 0.90 <= np.mean(hits) <= 0.99
