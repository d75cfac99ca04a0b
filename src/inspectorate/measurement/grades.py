"""How grades change, and how inspections see them: a hidden Markov model on an ordered scale.

A body stands at some grade that nobody sees. As time passes it moves, one step at a time, to a worse or a better grade;
an inspection sees where it stands, and may be mistaken. All arrays run from the best grade to the worst.

Simulations and nowcasts use this one model. Multi-state models of panel data with misclassification: Kalbfleisch and
Lawless, JASA 1985, 80:863; Jackson and others, The Statistician 2003, 52:193.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

Seen = Sequence[tuple[float, int]]
"""What inspections of one body saw, oldest first: the time in years from any origin, and the place of the grade."""


@dataclass(frozen=True, slots=True, eq=False)
class GradeModel:
    """The rates of change, the errors of inspections and where bodies stand when first inspected.

    ``rates``: generator, shape (steps, steps), moves a year; rows sum to 0, only neighbouring grades are joined.
    ``observation``: row i is what an inspection says of a body that stands at grade i; rows sum to 1.
    ``start``: the shares of bodies at each grade at their first inspection.
    Each may carry the same leading axes, one model a place: all methods then answer for every one of them.
    """

    rates: Floats
    observation: Floats
    start: Floats

    @property
    def steps(self) -> int:
        """How many grades the scale has."""
        return int(self.start.shape[-1])

    def transition(self, years: float | Floats) -> Floats:
        """The chances of moving from each grade to each in so many years: exp(rates * years).

        Shape (…, steps, steps), or (…, times, steps, steps) for an array of years.
        """
        values, into, out = self.modes
        decay = np.exp(values[..., None, :] * np.atleast_1d(years)[:, None])
        found = np.maximum((into[..., None, :, :] * decay[..., None, :]) @ out[..., None, :, :], 0.0)
        found /= found.sum(-1, keepdims=True)
        shaped: Floats = found if np.ndim(years) else found[..., 0, :, :]
        return shaped

    @property
    def modes(self) -> tuple[Floats, Floats, Floats]:
        """The generator taken apart: values, into and out with rates = into @ diag(values) @ out.

        A generator that joins neighbours only is reversible, so that scaling by the square root of its lasting shares
        makes it symmetric; its values are real, and the decomposition is stable.
        """
        root = np.sqrt(self.lasting)
        symmetric = root[..., :, None] * self.rates / root[..., None, :]
        values, vectors = np.linalg.eigh((symmetric + np.swapaxes(symmetric, -1, -2)) / 2)
        return values, vectors / root[..., :, None], np.swapaxes(vectors, -1, -2) * root[..., None, :]

    @property
    def lasting(self) -> Floats:
        """The shares of bodies at each grade when all has been left to itself for ever."""
        down = np.diagonal(self.rates, 1, -2, -1)
        up = np.diagonal(self.rates, -1, -2, -1)
        # In balance as many bodies cross each border one way as the other.
        logs = np.concatenate([np.zeros_like(self.start[..., :1]), np.log(down / up).cumsum(-1)], axis=-1)
        shares = np.exp(logs - logs.max(-1, keepdims=True))
        found: Floats = shares / shares.sum(-1, keepdims=True)
        return found

    def filter(self, seen: Seen) -> Floats:
        """Where one body stands at the time of the last thing seen, given all of it; shape (…, steps).

        Of a body never seen: ``start``.
        """
        state = self.start
        last = seen[0][0] if seen else 0.0
        for time, grade in seen:
            moved = (state[..., None, :] @ self.transition(time - last))[..., 0, :]
            joint = moved * self.observation[..., :, grade]
            state, last = joint / joint.sum(-1, keepdims=True), time
        return state

    def standing(self, state: Floats, years: float) -> Floats:
        """Where a body stands so many years after it stood at ``state``; shape (…, steps)."""
        found: Floats = (state[..., None, :] @ self.transition(years))[..., 0, :]
        return found

    def found(self, standing: Floats) -> Floats:
        """What an inspection of a body that stands so would say; shape (…, steps)."""
        said: Floats = (standing[..., None, :] @ self.observation)[..., 0, :]
        return said

    def forecast(self, seen: Seen, at: float) -> Floats:
        """What an inspection at a time, not before the last thing seen, would say of one body; shape (…, steps)."""
        last = seen[-1][0] if seen else at
        return self.found(self.standing(self.filter(seen), at - last))

    def holding(self, grade: int, years: Floats) -> Floats:
        """The chance that a grade given to a body of which no more is known would be given again after so many years.

        Shape (…, times).
        """
        state = self.filter([(0.0, grade)])
        again = self.observation[..., :, grade]
        chances: Floats = np.einsum("...i,...tij,...j->...t", state, self.transition(np.asarray(years)), again)
        return chances

    def simulate(self, times: Sequence[float], random: np.random.Generator) -> tuple[list[int], list[int]]:
        """The grades at which one body stood at its inspections, and what these said. For a single model."""
        stood: list[int] = []
        for place, time in enumerate(times):
            shares = self.transition(time - times[place - 1])[stood[-1]] if place else self.start
            stood.append(int(random.choice(self.steps, p=shares / shares.sum())))
        return stood, [int(random.choice(self.steps, p=self.observation[grade])) for grade in stood]
