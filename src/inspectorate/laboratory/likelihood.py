"""How likely what inspections saw of services is under a model, and which way it grows: all areas and services at once.

The forward algorithm of a hidden Markov chain runs over all services together, inspection by inspection, on the states
of `Model`, in its months and with its effect of an inspection. Between two inspections the chances of a month are taken
to the power of the months, by repeated squaring. The slopes come from the same run backwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from inspectorate.laboratory.model import FIFTHS, Floats, Integers, Model

NOT_JUDGED = -1
LEAST = 1e-300  # what is impossible under a model is this likely: the search turns back from there

Seen = Sequence[tuple[int, Sequence[int]]]
"""The inspections of one service, oldest first: the month, from any origin, and the place of each area's grade."""


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """What inspections saw of many services, those with the most inspections first.

    ``gaps``: months since the inspection before, shape (services, most inspections); 0 at the first.
    ``said``: the place of each area's grade, or `NOT_JUDGED`, shape (services, most inspections, areas).
    ``active``: how many services have a first, a second… inspection.
    """

    gaps: Integers
    said: Integers
    active: tuple[int, ...]

    @property
    def inspections(self) -> int:
        """How many there are in all."""
        return sum(self.active)


def record(services: Sequence[Seen], areas: int) -> Record:
    """The record of services with so many areas. One that was never inspected tells nothing, and is left out."""
    told = sorted((seen for seen in services if seen), key=len, reverse=True)
    most = len(told[0]) if told else 0
    gaps = np.zeros((len(told), most), dtype=np.int64)
    said = np.full((len(told), most, areas), NOT_JUDGED, dtype=np.int64)
    for row, seen in enumerate(told):
        months = [month for month, _ in seen]
        gaps[row, 1 : len(seen)] = np.diff(months)
        said[row, : len(seen)] = [grades for _, grades in seen]
    return Record(gaps, said, tuple(sum(len(seen) > step for seen in told) for step in range(most)))


@dataclass(slots=True, eq=False)
class _Step:
    """What the run back needs to know of one inspection of all services that had it."""

    passed: list[tuple[int, Integers, Floats]]  # power, the services whose gap holds it, and their states before
    likely: Floats  # of what was said, in each state
    chance: Floats  # of each area to get better
    told: Floats  # the likelihood
    stood: Floats  # the states once it is known what was said


def likelihood_slopes(model: Model, seen: Record) -> tuple[float, Floats, Floats]:
    """The log-likelihood, and its slopes along the chances of a month and along the shares when all begins.

    Shapes (states, states) and (states,). The deprivation of services is not in the record: all are taken as of the
    mean of the fifths.
    """
    transition = average(model).transition(0)
    longest = int(seen.gaps.max(initial=0))
    powers = [transition]
    while longest >> len(powers):
        powers.append(powers[-1] @ powers[-1])
    better = _one_step_better(model)
    state = np.repeat(model.beginning[None], len(seen.gaps), axis=0)
    steps, total = [], 0.0
    for number, active in enumerate(seen.active):
        step, state = _inspected(model, seen, number, state[:active], powers, better)
        total += float(np.log(step.told).sum())
        steps.append(step)
    along, begun = _backward(steps, powers, better)
    for power in reversed(range(1, len(powers))):
        lower = powers[power - 1]
        along[power - 1] += lower.T @ along[power] + along[power] @ lower.T
    return total, along[0], begun


def average(model: Model) -> Model:
    """The same model with no difference between the fifths."""
    return replace(model, fifths=np.full(FIFTHS, model.fifths.mean()))


def _one_step_better(model: Model) -> Floats:
    """For each area, from each state the state in which it is a step better: shape (areas, states, states)."""
    grades = model.grades_of
    steps = np.eye(len(model.areas), dtype=np.int64)
    found: Floats = np.eye(model.states)[[model.state(np.maximum(grades - step, 0)) for step in steps]]
    return found


def _inspected(
    model: Model, seen: Record, number: int, state: Floats, powers: list[Floats], better: Floats
) -> tuple[_Step, Floats]:
    gaps, said = seen.gaps[: len(state), number], seen.said[: len(state), number]
    state, passed = state.copy(), []
    for power, moves in enumerate(powers):
        rows = np.flatnonzero(gaps >> power & 1)
        passed.append((power, rows, state[rows]))
        state[rows] = state[rows] @ moves
    look, judged = model.looks["inspection"], said != NOT_JUDGED
    grade = np.where(judged, said, 0)
    likely = np.ones_like(state)
    for area, stands in enumerate(model.grades_of.T):
        likely *= np.where(judged[:, area, None], look.errors[stands][:, grade[:, area]].T, 1.0)
    chance = np.where(judged, look.effect[grade], 0.0)
    joint = state * likely
    told = np.maximum(joint.sum(1), LEAST)
    stood = joint / told[:, None]
    left = stood
    for area, moves in enumerate(better):
        left = left + chance[:, area, None] * (left @ moves - left)
    return _Step(passed, likely, chance, told, stood), left


def _backward(steps: list[_Step], powers: list[Floats], better: Floats) -> tuple[list[Floats], Floats]:
    """The slopes along each power of the chances of a month, and along the shares when all begins."""
    along = [np.zeros_like(moves) for moves in powers]
    ahead = np.zeros((0, len(powers[0])))
    for step in reversed(steps):
        after = np.zeros_like(step.stood)
        after[: len(ahead)] = ahead
        for area, moves in reversed(list(enumerate(better))):
            after += step.chance[:, area, None] * (after @ moves.T - after)
        kept = (after * step.stood).sum(1, keepdims=True)
        ahead = (1 + after - kept) / step.told[:, None] * step.likely
        for power, rows, before in reversed(step.passed):
            along[power] += before.T @ ahead[rows]
            ahead[rows] = ahead[rows] @ powers[power].T
    return along, ahead.sum(0)
