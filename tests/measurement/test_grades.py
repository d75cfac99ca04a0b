"""How grades change and are observed: the model, its parameters and the likelihood, beside slow and obvious ways."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.linalg import expm

from inspectorate.measurement.grade_likelihood import later, likelihood_slopes, log_likelihood, record, states
from inspectorate.measurement.grade_parameters import model, prior, slopes
from inspectorate.measurement.grades import GradeModel, Seen

STEPS = 4
SEEDS = st.integers(0, 10_000)
SEEN = st.lists(
    st.tuples(st.floats(0, 12, allow_subnormal=False), st.integers(0, STEPS - 1)), min_size=1, max_size=4
).map(lambda told: sorted(told, key=lambda one: one[0]))


def drawn(seed: int, steps: int = STEPS) -> GradeModel:
    """A model whose parameters are drawn from the prior."""
    return model(prior(steps).draw(1, np.random.default_rng(seed))[0], steps)


def settled(seed: int) -> GradeModel:
    """One whose bodies have long been left to themselves when they are first inspected."""
    made = drawn(seed)
    return GradeModel(made.rates, made.observation, made.lasting)


def every_path(made: GradeModel, seen: Seen) -> NDArray[np.float64]:
    """The chance of what was seen, by the grade at which the body stands at last: every hidden path, one by one."""
    moves = [expm(made.rates * (seen[step][0] - seen[step - 1][0])) for step in range(1, len(seen))]
    total = np.zeros(made.steps)
    for path in product(range(made.steps), repeat=len(seen)):
        chance = made.start[path[0]]
        for step, grade in enumerate(path):
            chance *= made.observation[grade, seen[step][1]]
            chance *= moves[step - 1][path[step - 1], grade] if step else 1.0
        total[path[-1]] += chance
    return total


@given(SEEDS, st.sampled_from([2, 3, 4, 6]), st.floats(0, 30))
def test_a_model_holds_together(seed: int, steps: int, years: float) -> None:
    made = drawn(seed, steps)
    assert made.steps == steps
    assert np.allclose(made.rates.sum(1), 0)
    assert np.allclose(made.observation.sum(1), 1)
    assert (made.observation > 0).all()
    assert made.start.sum() == pytest.approx(1)
    assert np.allclose(made.transition(years), expm(made.rates * years), atol=1e-9)
    assert np.allclose(made.lasting @ made.transition(years), made.lasting, atol=1e-9)


@given(SEEDS, SEEN)
def test_the_filter_is_what_every_hidden_path_gives(seed: int, seen: Seen) -> None:
    made = drawn(seed)
    paths = every_path(made, seen)
    assert np.allclose(made.filter(seen), paths / paths.sum())
    assert likelihood_slopes(made, record([seen]))[0] == pytest.approx(np.log(paths.sum()))


@given(SEEDS, st.lists(SEEN, min_size=1, max_size=6))
def test_bodies_together_are_as_each_alone_whatever_their_order(seed: int, bodies: list[Seen]) -> None:
    vectors = prior(STEPS).draw(3, np.random.default_rng(seed))
    many, seen = model(vectors, STEPS), record(bodies)
    assert seen.inspections == sum(map(len, bodies))
    alone = [[model(vector, STEPS).filter(body) for body in bodies] for vector in vectors]
    assert np.allclose(states(many, seen), alone)
    slow = [sum(np.log(every_path(model(vector, STEPS), body).sum()) for body in bodies) for vector in vectors]
    assert np.allclose(log_likelihood(many, seen), slow)
    assert np.allclose(log_likelihood(many, record(bodies[::-1])), slow)


@given(SEEDS, st.lists(SEEN, min_size=1, max_size=4))
def test_slopes_are_what_small_steps_give(seed: int, bodies: list[Seen]) -> None:
    vector, seen = prior(STEPS).draw(1, np.random.default_rng(seed))[0], record(bodies)
    _, *along = likelihood_slopes(model(vector, STEPS), seen)
    shifts = 1e-5 * np.eye(len(vector))
    either = [log_likelihood(model(np.array([vector + one, vector - one]), STEPS), seen) for one in shifts]
    assert np.allclose(
        slopes(vector, model(vector, STEPS), *along), [(up - down) / 2e-5 for up, down in either], atol=1e-5
    )


def test_slopes_of_a_record_that_says_nothing_are_nothing() -> None:
    seen = record([])
    assert seen.inspections == 0
    assert log_likelihood(model(prior(STEPS).mean[None], STEPS), seen).tolist() == [0.0]
    value, *along = likelihood_slopes(drawn(1), seen)
    assert value == 0
    assert all((one == 0).all() for one in along)


@given(SEEDS, SEEN, st.floats(0, 20))
def test_a_forecast_sums_to_one_and_is_what_an_inspection_would_say(seed: int, seen: Seen, years: float) -> None:
    made = drawn(seed)
    at = seen[-1][0] + years
    told = made.forecast(seen, at)
    assert told.sum() == pytest.approx(1)
    chances = [every_path(made, [*seen, (at, grade)]).sum() for grade in range(STEPS)]
    assert np.allclose(told, np.array(chances) / sum(chances))


def test_of_a_body_never_seen_only_the_start_is_known() -> None:
    made = drawn(4)
    assert np.allclose(made.filter([]), made.start)
    assert np.allclose(made.forecast([], 3.0), made.start @ made.observation)


@given(SEEDS, st.integers(0, STEPS - 1))
def test_an_older_grade_holds_less(seed: int, grade: int) -> None:
    """Of bodies long left to themselves it holds exactly: a reversible chain forgets without ever turning back."""
    years = np.arange(0, 30, 0.5)
    chances = settled(seed).holding(grade, years)
    assert (np.diff(chances) <= 1e-12).all()


@given(SEEDS, st.integers(0, STEPS - 1), st.floats(0, 20))
def test_holding_is_the_forecast_of_the_same_grade(seed: int, grade: int, years: float) -> None:
    made = drawn(seed)
    assert made.holding(grade, np.array([years]))[0] == pytest.approx(made.forecast([(0.0, grade)], years)[grade])


@given(SEEDS, st.lists(SEEN, min_size=1, max_size=3))
def test_each_body_is_aged_by_its_own_years(seed: int, bodies: list[Seen]) -> None:
    many = model(prior(STEPS).draw(2, np.random.default_rng(seed)), STEPS)
    standing, years = states(many, record(bodies)), np.arange(len(bodies)) * 1.5
    alone = [many.standing(standing[:, place], float(years[place])) for place in range(len(bodies))]
    assert np.allclose(later(many, standing, years), np.stack(alone, axis=1))


def test_a_simulated_body_moves_and_is_seen_as_the_model_says() -> None:
    made, random = drawn(7), np.random.default_rng(1)
    runs = [made.simulate([0.0, 2.0], random) for _ in range(20_000)]
    stood, said = np.array([one for one, _ in runs]), np.array([other for _, other in runs])
    share = np.bincount(stood[:, 1], minlength=STEPS) / len(runs)
    assert np.allclose(share, made.start @ made.transition(2.0), atol=0.015)
    assert np.allclose(np.bincount(said[:, 1], minlength=STEPS) / len(runs), share @ made.observation, atol=0.015)


@pytest.mark.parametrize("bodies", [[[]], [[(2.0, 1), (1.0, 0)]]], ids=["never inspected", "out of order"])
def test_a_record_holds_inspections_oldest_first(bodies: list[Seen]) -> None:
    with pytest.raises(ValueError, match="oldest first"):
        record(bodies)
