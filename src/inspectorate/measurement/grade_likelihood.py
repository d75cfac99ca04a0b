"""How likely what inspections saw of many bodies is under a model of grades, and which way it grows: all at once.

The forward algorithm runs over the bodies together, inspection by inspection. Time passes in the modes of the
generator (`GradeModel.modes`), where it is a multiplication by exp(value * years). The slope follows Kalbfleisch and
Lawless (JASA 1985, 80:863): that of exp(rates * years) along the rates is, in the modes, a product of entries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inspectorate.measurement.grades import GradeModel, Seen

Floats = NDArray[np.float64]
BATCH = 100_000  # numbers held at once in one step: what fits a processor's own memory is quickest


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """What inspections saw of many bodies, longest first so that each step concerns the first so many of them.

    ``grades`` and ``gap`` have the shape (bodies, longest): the place of each grade, and the place in ``gaps`` (years)
    of the time since the one before. ``active`` is how many bodies have a first, a second… inspection; ``order`` the
    place that each body had in the sequence it was made from.
    """

    grades: NDArray[np.intp]
    gap: NDArray[np.intp]
    gaps: Floats
    active: tuple[int, ...]
    order: NDArray[np.intp]

    @property
    def inspections(self) -> int:
        """How many there are in all."""
        return sum(self.active)


def record(bodies: Sequence[Seen]) -> Record:
    """The record of bodies, each seen at least once, times in order. Raises ``ValueError`` otherwise."""
    for seen in bodies:
        times = [time for time, _ in seen]
        if not seen or times != sorted(times):
            raise ValueError("Each body of a record has inspections, oldest first; leave out one never inspected.")
    order = np.array(sorted(range(len(bodies)), key=lambda place: -len(bodies[place])), dtype=np.intp)
    longest = max((len(seen) for seen in bodies), default=0)
    grades = np.zeros((len(bodies), longest), dtype=np.intp)
    years = np.zeros((len(bodies), longest))
    for row, place in enumerate(order):
        for step, (time, grade) in enumerate(bodies[place]):
            grades[row, step] = grade
            years[row, step] = time - bodies[place][step - 1][0] if step else 0.0
    gaps, gap = np.unique(years, return_inverse=True)
    active = tuple(sum(len(seen) > step for seen in bodies) for step in range(longest))
    return Record(grades, gap.reshape(years.shape), gaps, active, order)


def log_likelihood(model: GradeModel, seen: Record) -> Floats:
    """Of each model in the single leading axis of ``model``; shape (models,)."""
    if not seen.active:
        return np.zeros(len(model.start))
    parts = max(1, BATCH // (seen.active[0] * model.steps))
    cuts = range(0, len(model.start), parts)
    return np.concatenate([_forward(_part(model, cut, cut + parts), seen)[1] for cut in cuts])


def states(model: GradeModel, seen: Record) -> Floats:
    """Where each body of a record stands at its last inspection, under each model: shape (models, bodies, steps).

    Bodies are in the order of the sequence that the record was made from.
    """
    found = np.empty((len(model.start), len(seen.order), model.steps))
    found[:, seen.order] = _forward(model, seen)[0]
    return found


def _part(model: GradeModel, first: int, last: int) -> GradeModel:
    return GradeModel(model.rates[first:last], model.observation[first:last], model.start[first:last])


def _forward(model: GradeModel, seen: Record) -> tuple[Floats, Floats]:
    """States at the last inspection, in the record's order, and the log-likelihood of each model."""
    values, into, out = model.modes
    decay = np.exp(values[:, None, :] * seen.gaps[:, None])
    said = np.swapaxes(model.observation, -1, -2)
    state = np.repeat(model.start[:, None, :], len(seen.order), axis=1)
    total = np.zeros(len(model.start))
    for step, active in enumerate(seen.active):
        now = state[:, :active]
        if step:
            # Rounding may leave a chance that is nearly nothing a little below it.
            now = np.maximum((now @ into * decay[:, seen.gap[:active, step]]) @ out, 0.0)
        joint = now * said[:, seen.grades[:active, step]]
        likelihood = joint.sum(-1)
        state[:, :active] = joint / likelihood[..., None]
        total += np.log(likelihood).sum(-1)
    return state, total


def likelihood_slopes(model: GradeModel, seen: Record) -> tuple[float, Floats, Floats, Floats]:
    """The log-likelihood of one model and its slopes along ``rates``, ``observation`` and ``start``."""
    values, into, out = model.modes
    decay = np.exp(values * seen.gaps[:, None])
    turns = _turns(values, decay, seen.gaps)
    said = model.observation.T
    before, joints, likelihoods = [], [], []
    state, total = np.repeat(model.start[None, :], len(seen.order), axis=0), 0.0
    for step, active in enumerate(seen.active):
        now = state[:active]
        before.append(now.copy() @ into)
        if step:
            now = np.maximum((now @ into * decay[seen.gap[:active, step]]) @ out, 0.0)
        joint = now * said[seen.grades[:active, step]]
        likelihood = joint.sum(-1)
        state[:active] = joint / likelihood[:, None]
        total += float(np.log(likelihood).sum())
        joints.append(joint)
        likelihoods.append(likelihood)
    return total, *_backward(model, seen, (into, out, decay, turns), before, joints, likelihoods)


def _backward(
    model: GradeModel,
    seen: Record,
    modes: tuple[Floats, Floats, Floats, Floats],
    before: list[Floats],
    joints: list[Floats],
    likelihoods: list[Floats],
) -> tuple[Floats, Floats, Floats]:
    into, out, decay, turns = modes
    said = model.observation.T
    moved, told = np.zeros_like(model.rates), np.zeros_like(model.rates)
    after = np.ones((len(seen.order), model.steps))
    begun = np.zeros(model.steps)
    for step in reversed(range(len(seen.active))):
        active = seen.active[step]
        grades, gap = seen.grades[:active, step], seen.gap[:active, step]
        ahead = after[:active] / likelihoods[step][:, None]
        smoothed = joints[step] * ahead
        for grade in range(model.steps):
            told[:, grade] += smoothed[grades == grade].sum(0)
        weight = said[grades] * ahead
        if step:
            turned = weight @ out.T
            moved += np.einsum("ni,nij,nj->ij", before[step], turns[gap], turned, optimize=True)
            after[:active] = (turned * decay[gap]) @ into.T
        else:
            begun = weight.sum(0)
    return out.T @ moved @ into.T, told / model.observation, begun


def _turns(values: Floats, decay: Floats, gaps: Floats) -> Floats:
    """For each gap t the divided differences of exp(value t) between two modes; t exp(value t) where they are equal."""
    apart = values[:, None] - values
    alike = np.abs(apart) < 1e-9
    differences = (decay[:, :, None] - decay[:, None, :]) / np.where(alike, 1.0, apart)
    found: Floats = np.where(alike, gaps[:, None, None] * decay[:, :, None], differences)
    return found


def later(model: GradeModel, standing: Floats, years: Floats) -> Floats:
    """Where bodies stand after years of their own: ``standing`` (models, bodies, steps), ``years`` (bodies,)."""
    values, into, out = model.modes
    moved = np.maximum((standing @ into * np.exp(values[:, None, :] * years[:, None])) @ out, 0.0)
    found: Floats = moved / moved.sum(-1, keepdims=True)
    return found
