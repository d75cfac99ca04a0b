"""The same services simulated side by side in NumPy, a month at a time."""

from __future__ import annotations

from typing import Any

import numpy as np

from bench.laboratory_draws import Drawn
from inspectorate.laboratory.model import FIFTHS, Floats, Model, Services
from inspectorate.laboratory.regime import OUTCOMES, Clock


class Arrays:
    """Many countries side by side in NumPy, a month at a time. ``given``: the chances of each, or none: fresh ones."""

    def __init__(
        self, model: Model, services: Services, clock: Clock, runs: int, given: list[Drawn] | None, seed: int = 0
    ) -> None:
        self.model, self.clock, self.random = model, clock, np.random.default_rng(seed)
        self.given = [np.concatenate(values) for values in zip(*given, strict=True)] if given else None
        self.fifth, self.size = np.tile(services.fifth, runs), np.tile(services.size, runs)
        self.children = np.tile(services.children, runs)
        self.runs, self.rows = runs, np.arange(runs * len(services))
        self.areas, self.steps = len(model.areas), model.steps
        self.weights = model.steps ** np.arange(self.areas - 1, -1, -1)
        self.grades = model.grades_of
        self.worst = self.grades == model.steps - 1
        looks = [model.looks[name] for name in clock.looks]
        self.errors = np.array([look.errors.cumsum(1)[:, :-1] for look in looks])
        self.effect = np.array([look.effect for look in looks])
        self.some = np.array([look.areas for look in looks])
        self.cut, self.goes = self._ways()
        self.left = np.cumprod(np.insert(1 - clock.inspect[:, 1:], 0, 1.0, axis=1), axis=1)
        self.counts = np.zeros((len(self.rows), len(OUTCOMES)))
        self._begin()

    def _ways(self) -> tuple[Floats, Any]:
        chances = np.stack([self.model.transition(fifth) for fifth in range(FIFTHS)])
        chances[:, range(self.model.states), range(self.model.states)] = 0
        goes = np.argsort(-chances, axis=2, kind="stable")
        return np.take_along_axis(chances, goes, axis=2).cumsum(2), goes

    def chance(self, kind: int, month: int, rows: Any) -> Floats:
        """Chances of some services in a month, by their place in `Drawn`; of kinds 4 and 5 for each area."""
        if self.given:
            found: Floats = self.given[kind][rows, month]
            return found
        return self.random.random((len(rows), self.areas) if kind > 3 else len(rows))

    def _begin(self) -> None:
        rows, clock = self.rows, self.clock
        self.state = np.searchsorted(self.model.beginning.cumsum()[:-1], self.chance(0, 0, rows), side="right")
        self.known = np.zeros((len(rows), self.areas), bool)
        told, _, self.known = self.looked(rows, np.full(len(rows), clock.looks.index("inspection")), 0)
        self.pathway = clock.follows[told]
        ages = self.left.cumsum(1) / self.left.cumsum(1)[:, -1:]
        ago = (self.chance(1, 0, rows)[:, None] >= ages[self.pathway]).sum(1)
        self.start = -ago
        self.due = self.start + self.waited(rows, ago, 0)
        self.undetected = self.worst[self.state] & ~self.known
        self.counts[:, 6] = self.undetected.sum(1)

    def looked(self, rows: Any, look: Any, month: int) -> tuple[Any, Any, Any]:
        """What is said of all areas, as a state; where each would stand then; and which are said to be worst."""
        grades, look = self.grades[self.state[rows]], look[:, None]
        say = (self.chance(4, month, rows)[:, :, None] >= self.errors[look, grades]).sum(2)
        better = (self.chance(5, month, rows) < self.effect[look, say]) & (grades > 0)
        return say @ self.weights, grades - better, say == self.steps - 1

    def waited(self, rows: Any, since: Any, month: int) -> Any:
        """The months of their pathways in which inspections come."""
        left = self.left[self.pathway[rows]]
        share = self.chance(3, month, rows) * left[np.arange(len(rows)), since]
        later = np.arange(left.shape[1]) > since[:, None]
        return (later & (share[:, None] >= left)).argmax(1)

    def live(self, month: int) -> None:
        """Let one month pass for all."""
        chance = self.chance(0, month, self.rows)
        moves = np.flatnonzero(chance < self.cut[self.fifth, self.state, -1])
        ways = (chance[moves, None] >= self.cut[self.fifth[moves], self.state[moves]]).sum(1)
        self.state[moves] = self.goes[self.fifth[moves], self.state[moves], ways]
        at = np.minimum(month - self.start, self.clock.months)
        due = self.due == month
        comes = np.flatnonzero((self.clock.visit[self.pathway, at] > 0) & ~due)
        comes = comes[self.chance(1, month, comes) < self.clock.visit[self.pathway[comes], at[comes]]]
        self.visit(comes, at[comes], month)
        self.inspect(np.flatnonzero(due), month)
        worst, before = self.worst[self.state], self.undetected
        self.undetected = worst & ~self.known
        undetected = self.undetected.sum(1)
        self.counts[:, 3] += worst.sum(1)
        self.counts[:, 4] += undetected
        self.counts[:, 5] += undetected * self.children / self.areas
        self.counts[:, 6] += (self.undetected & ~before).sum(1)
        self.counts[:, 7] += worst.any(1)
        self.counts[:, 8] += self.model.harm[self.grades[self.state]].sum(1) * self.children / self.areas

    def visit(self, rows: Any, at: Any, month: int) -> None:
        """Carry out visits: at one area, or at all."""
        look = self.clock.visit_look[self.pathway[rows], at]
        one = np.floor(self.chance(2, month, rows) * self.areas)[:, None] == np.arange(self.areas)
        chosen = one | (self.some[look] == self.areas)[:, None]
        _, grades, said = self.looked(rows, look, month)
        stood = self.grades[self.state[rows]]
        self.state[rows] = np.where(chosen, grades, stood) @ self.weights
        self.known[rows] = np.where(chosen, said, self.known[rows])
        self.counts[rows, 2] += 1
        self.counts[rows, 0] += self.clock.visit_days[self.pathway[rows], at, self.size[rows]]

    def inspect(self, rows: Any, month: int) -> None:
        """Carry out inspections."""
        pathway, worst = self.pathway[rows], self.worst[self.state[rows]]
        told, grades, said = self.looked(rows, self.clock.inspect_look[pathway], month)
        self.counts[rows, 0] += self.clock.inspect_days[pathway, self.size[rows]]
        self.counts[rows, 1] += 1
        self.counts[rows, 9] += (worst & said & ~self.known[rows]).sum(1)
        self.counts[rows, 10] += (said & ~worst).sum(1)
        self.state[rows], self.known[rows] = grades @ self.weights, said
        self.pathway[rows], self.start[rows] = self.clock.follows[told], month
        self.due[rows] = month + self.waited(rows, np.zeros(len(rows), int), month)

    def sums(self) -> Floats:
        """The sums of each run."""
        found: Floats = self.counts.reshape(self.runs, -1, len(OUTCOMES)).sum(1)
        return found
