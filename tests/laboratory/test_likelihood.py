"""The likelihood of a record is the chance of what inspections said, and its slopes are those of the numbers."""

from dataclasses import replace
from itertools import product
from math import log

import numpy as np
import pytest
from tests.laboratory.models import two_areas

from inspectorate.laboratory.likelihood import NOT_JUDGED, Seen, average, likelihood_slopes, record
from inspectorate.laboratory.model import Look, Model
from inspectorate.measurement.grade_likelihood import log_likelihood
from inspectorate.measurement.grade_likelihood import record as measured
from inspectorate.measurement.grades import GradeModel

SEEN: tuple[Seen, ...] = (
    [(0, (0, 1))],
    [],
    [(3, (1, NOT_JUDGED)), (5, (2, 2)), (5, (1, 2))],
    [(1, (2, 1)), (14, (1, 0))],
)


def by_hand(model: Model, seen: Seen) -> float:
    """The chance of what was said of one service, added up over all ways it may have stood and been helped."""
    shares, last = model.beginning, seen[0][0]
    look = model.looks["inspection"]
    for month, said in seen:
        shares = shares @ np.linalg.matrix_power(average(model).transition(0), month - last)
        told = np.zeros(model.states)
        for state, grades in enumerate(model.grades_of):
            judged = [area for area in range(2) if said[area] != NOT_JUDGED]
            likely = np.prod([look.errors[grades[area], said[area]] for area in judged])
            for better in product((0, 1), repeat=len(judged)):
                after, chance = grades.copy(), 1.0
                for area, helped in zip(judged, better, strict=True):
                    effect = look.effect[said[area]]
                    chance *= effect if helped else 1 - effect
                    after[area] = max(after[area] - helped, 0)
                told[model.state(after)] += shares[state] * likely * chance
        shares, last = told, month
    return float(shares.sum())


def test_it_is_the_chance_of_what_was_said() -> None:
    model = two_areas(shock=0.02)
    expected = sum(log(by_hand(model, seen)) for seen in SEEN if seen)
    seen = record(SEEN, 2)
    assert seen.inspections == 6
    assert likelihood_slopes(model, seen)[0] == pytest.approx(expected)


def test_slopes_are_those_of_small_changes() -> None:
    model, seen, step = two_areas(shock=0.02), record(SEEN, 2), 1e-6
    _, along, begun = likelihood_slopes(model, seen)
    for changed in (
        replace(model, worse=model.worse + np.array([[0, step], [0, 0]])),
        replace(model, better=model.better + np.array([[0, 0], [step, 0]])),
        replace(model, shock=model.shock + step),
        replace(model, alike=model.alike + step),
    ):
        moves = average(changed).transition(0) - average(model).transition(0)
        expected = (along * moves).sum() + begun @ (changed.beginning - model.beginning)
        grown = likelihood_slopes(changed, seen)[0] - likelihood_slopes(model, seen)[0]
        assert grown / step == pytest.approx(expected / step, rel=1e-3)


def test_one_area_agrees_with_the_measured_model_of_grades_in_years() -> None:
    """Where inspections change nothing, and a month's moves are those of a twelfth of a year."""
    rates = np.array([[-0.10, 0.10, 0], [0.12, -0.20, 0.08], [0, 0.15, -0.15]])
    errors = np.array([[0.9, 0.1, 0], [0.1, 0.8, 0.1], [0, 0.1, 0.9]])
    start = np.array([0.3, 0.5, 0.2])
    model = two_areas(
        areas=("care",),
        worse=np.array([[0.10, 0.08]]) / 12,
        better=np.array([[0.12, 0.15]]) / 12,
        start=start[None],
        leadership=0,
        fifths=np.ones(5),
        looks={"inspection": Look(errors, np.zeros(3), areas=1)},
    )
    bodies = [[(0, 0), (30, 1), (66, 2)], [(0, 2), (24, 1)], [(0, 1)]]
    ours = likelihood_slopes(model, record([[(month, (grade,)) for month, grade in one] for one in bodies], 1))[0]
    yearly = GradeModel(rates[None], errors[None], start[None])
    (theirs,) = log_likelihood(yearly, measured([[(month / 12, grade) for month, grade in one] for one in bodies]))
    assert ours == pytest.approx(theirs, abs=0.01)


def test_an_empty_record_is_certain_and_says_nothing() -> None:
    model = two_areas()
    value, along, begun = likelihood_slopes(model, record([], 2))
    assert (value, along.any(), begun.any()) == (0.0, False, False)


def test_what_a_model_holds_to_be_impossible_is_next_to_that() -> None:
    model = two_areas(looks={"inspection": Look(np.eye(3), np.zeros(3), areas=2)})
    assert likelihood_slopes(model, record([[(0, (0, 0)), (0, (2, 2))]], 2))[0] < -600
