"""Signals in the nowcast: they tilt it only where they are given, and only as far as past cases bear them out."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.due.small import FIRST, SECOND, shelf

from inspectorate.history.model import Body, History, Inspection
from inspectorate.intelligence.nowcast import fit_nowcast, nowcasts
from inspectorate.intelligence.nowcast_signals import SPREAD, Tilt, Tilting, fit_tilt, tilt

AS_OF = date(2021, 6, 1)


def cases(number: int, coefficient: float, seed: int = 1) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Forecasts, strengths, and what was found where strengths tell so much."""
    random = np.random.default_rng(seed)
    chances, strengths = random.dirichlet(np.ones(4), size=number), random.normal(size=number)
    tilted = tilt(chances, coefficient * strengths)
    return chances, strengths, np.array([random.choice(4, p=one) for one in tilted])


def two() -> list[History]:
    made = []
    for code in ("A", "B"):
        body, day = Body(f"authority:{code}", "authority", code, code), date(2020, 1, 1)
        seen = Inspection(code, body.id, "second", "standard", day, day, day, day, grades={"overall": "good"})
        made.append(History(body, (seen,)))
    return made


@given(st.floats(-3, 3), st.integers(0, 50))
def test_the_odds_of_each_grade_against_the_next_better_one_change_alike(amount: float, seed: int) -> None:
    chances = np.random.default_rng(seed).dirichlet(np.full(4, 5.0))
    found = tilt(chances, np.array(amount))
    assert found.sum() == pytest.approx(1)
    assert np.allclose((found[1:] / found[:-1]) / (chances[1:] / chances[:-1]), np.exp(amount))


@pytest.mark.parametrize("planted", [-0.6, 0.0, 0.4])
def test_what_strengths_tell_is_found_with_its_error(planted: float) -> None:
    found = fit_tilt(*cases(3000, planted))
    assert found.cases == 3000
    assert abs(found.coefficient - planted) < 3 * found.error < 0.15


def test_the_fit_is_where_likelihood_and_prior_are_highest() -> None:
    chances, strengths, places = cases(40, 0.5)

    def height(b: float) -> float:
        tilted = tilt(chances, b * strengths)
        return float(np.log(tilted[np.arange(40), places]).sum()) - b**2 / (2 * SPREAD**2)

    grid = np.linspace(-2, 2, 4001)
    heights = np.array([height(b) for b in grid])
    found = fit_tilt(chances, strengths, places)
    assert found.coefficient == pytest.approx(grid[heights.argmax()], abs=1e-3)
    posterior = np.exp(heights - heights.max())
    posterior /= posterior.sum()
    spread = float(np.sqrt(posterior @ grid**2 - (posterior @ grid) ** 2))
    assert found.error == pytest.approx(spread, rel=0.05)


def test_of_no_cases_the_prior_is_all_that_is_known() -> None:
    found = fit_tilt(np.empty((0, 4)), [], [])
    assert (found.coefficient, found.error, found.cases) == (0.0, SPREAD, 0)


def test_strong_signals_of_decline_make_worse_grades_likelier_for_that_body_alone() -> None:
    model = fit_nowcast(two(), shelf(FIRST, SECOND), AS_OF, draws=40)
    part = ("authority", "overall")
    plain = list(nowcasts(two(), model))
    tilted = list(nowcasts(two(), model, signals=Tilting({"authority:A": 2.0}, {part: Tilt(0.5, 0.05, 100)})))
    assert tilted[0].probabilities["inadequate"] > plain[0].probabilities["inadequate"]
    assert sum(tilted[0].probabilities.values()) == pytest.approx(1)
    assert tilted[1].probabilities == pytest.approx(plain[1].probabilities)


def test_an_area_that_no_coefficient_was_fitted_for_is_left_as_it_is() -> None:
    model = fit_nowcast(two(), shelf(FIRST, SECOND), AS_OF, draws=40)
    assert list(nowcasts(two(), model, signals=Tilting({"authority:A": 2.0}, {}))) == list(nowcasts(two(), model))


def test_signals_without_skill_widen_nothing_much_and_move_nothing() -> None:
    found = fit_tilt(*cases(3000, 0.0))
    model = fit_nowcast(two(), shelf(FIRST, SECOND), AS_OF, draws=40)
    plain = next(nowcasts(two(), model))
    told = next(nowcasts(two(), model, signals=Tilting({"authority:A": 1.0}, {("authority", "overall"): found})))
    assert all(abs(told.probabilities[grade] - share) < 0.03 for grade, share in plain.probabilities.items())
