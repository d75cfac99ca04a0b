"""Areas looked after each by itself, as if more were known of the others than anybody knows.

One area of a service is hidden (`inspectorate.laboratory.hidden`); of all others everything is known, from the
beginning on. Then nothing is to be learned of it but what the model's own looks and signals say of it, and:

- beside the leaders' grade the others do not matter to it, but for the signal, which tells of the worst area: it is
  taken that the others stand, in each month, where the signal tells most;
- the leaders themselves are told of by other areas that fall: it is taken that these stand where they fall most.

All this can only make it cheaper to look after the area, so that the costs of the areas add up to no more than those
of the service. docs/explanation/laboratory-bound.md has the proof. A model of one area is its own leaders, and here
nothing is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from inspectorate.laboratory.exact import seen
from inspectorate.laboratory.grid import Grid, Mixture
from inspectorate.laboratory.hidden import Hidden, Occasion, Turn, after_look, together
from inspectorate.laboratory.model import Floats, Look, Model


@dataclass(frozen=True, slots=True, eq=False)
class Apart:
    """A service of one fifth, whose areas are looked after one by one. ``days``: of an event with each look."""

    model: Model
    fifth: int
    grid: Grid
    looks: Sequence[Look]
    days: Sequence[float]

    def areas(self) -> list[Hidden]:
        """Each area as the one that is hidden."""
        model = self.model
        return [self.leaders() if area == model.leadership else self.led(area) for area in range(len(model.areas))]

    def leaders(self) -> Hidden:
        """The leaders' own area: whatever else is known, its chances are its own."""
        model, others = self.model, len(self.model.areas) - 1
        moves = model.moves(model.leadership, model.fifths[[self.fifth]])[0]
        falls = self._falls()
        most = model.steps - 1 if others else 1
        turns = []
        for chance, shift in self._shocks():
            # A shock that nobody is told of is a move like any other.
            after = moves @ shift if others else model.transition(self.fifth)
            ways = tuple(
                together([self._signalled(self.grid.points * fall @ after, worst) for fall in falls])
                for worst in range(most)
            )
            turns.append(Turn(0, 0, chance, ways))
        occasions = []
        for look, days in zip(self.looks, self.days, strict=True):
            among = np.array([[look.areas / (others + 1)]])
            occasions.append(Occasion(days, after_look(self.grid, look), among, 1 - among))
        begun = np.moveaxis(self._beginning(), model.leadership, -1).reshape(-1, model.steps)
        return self._hidden(1, turns, occasions, [begun])

    def led(self, area: int) -> Hidden:
        """Another area, with the leaders' grade in the place that everybody sees."""
        model, last = self.model, self.model.steps - 1
        leaders = model.moves(model.leadership, model.fifths[[self.fifth]])[0]
        moves = model.moves(area, model.fifths[self.fifth] * model.led)
        turns = []
        for before, moved in np.argwhere(leaders > 0).tolist():
            for chance, shift in self._shocks():
                after = int(shift[moved].argmax())
                beliefs = self.grid.points @ moves[before] @ shift
                # With two areas the leaders are all the others, and stand where they stand; nothing tells beside the
                # last grade.
                most = last if len(model.areas) > 2 else min(after + 1, last)
                ways = tuple(self._signalled(beliefs, worst) for worst in range(after, most))
                turns.append(
                    Turn(before, after, chance * leaders[before, moved], ways or (self.grid.mixture(beliefs),))
                )
        begun = np.moveaxis(self._beginning(), (model.leadership, area), (0, -1))
        return self._hidden(
            model.steps,
            turns,
            [self._beside_leaders(look, days) for look, days in zip(self.looks, self.days, strict=True)],
            list(begun.reshape(model.steps, -1, model.steps)),
        )

    def _hidden(
        self, places: int, turns: Sequence[Turn], occasions: Sequence[Occasion], begun: Sequence[Floats]
    ) -> Hidden:
        """``begun``: what may be believed at each place when all begins, before the inspection of then said which."""
        errors = self.model.looks["inspection"].errors
        beginning = [self.grid.mixture((beliefs[:, None] * errors.T).reshape(-1, len(errors))) for beliefs in begun]
        harm = self.grid.points @ self.model.harm
        return Hidden(self.grid, harm, places, tuple(turns), tuple(occasions), tuple(beginning))

    def _beginning(self) -> Floats:
        """The shares of services by the grades of their areas."""
        return self.model.beginning.reshape((self.model.steps,) * len(self.model.areas))

    def _shocks(self) -> list[tuple[float, Floats]]:
        """Whether there is a shock, known to all: the chance, and where each grade goes."""
        steps, shock = self.model.steps, self.model.shock
        stays = np.eye(steps)
        falls = stays[np.minimum(np.arange(steps) + 1, steps - 1)]
        if len(self.model.areas) == 1 or shock == 0:
            return [(1.0, stays)]
        return [(1 - shock, stays), (shock, falls)]

    def _signalled(self, beliefs: Floats, worst: int) -> Mixture:
        """Beliefs after the signal of a month, where the worst of the other areas stands at ``worst``."""
        signal = self.model.signal[np.maximum(np.arange(self.model.steps), worst)]
        return together([self.grid.mixture(beliefs * level) for level in signal.T])

    def _falls(self) -> list[Floats]:
        """The chances, at each of the leaders' grades, of which other areas fall in a month, where they fall most."""
        model = self.model
        chances = []
        for area in range(len(model.areas)):
            if area != model.leadership:
                # A fall of an area that may also rise tells as much as one of an area that cannot and falls more often.
                stays = 1 - np.concatenate([[0.0], model.better[area, :-1]])
                falls = model.fifths[self.fifth] * model.led * (model.worse[area] / stays).max()
                chances.append((falls, 1 - falls))
        return [np.prod((np.ones(model.steps), *which), axis=0) for which in product(*chances)]

    def _beside_leaders(self, look: Look, days: float) -> Occasion:
        """An event, which may look at the area, at the leaders, at both or at neither."""
        areas, steps = len(self.model.areas), self.model.steps
        area = look.areas / areas
        both = area * (look.areas - 1) / (areas - 1)
        moved, stays = seen(look).sum(1), np.eye(steps)
        looked = both * moved + (area - both) * stays
        passed = (area - both) * moved + (1 - 2 * area + both) * stays
        return Occasion(days, after_look(self.grid, look), looked, passed)


def alone(model: Model) -> list[Model]:
    """Each area of a model as if it were the only one, with leaders as they are when all begins and the signal its own.

    Not a bound: what the leaders do later is left out.
    """
    found = []
    for area, name in enumerate(model.areas):
        led = 1.0 if area == model.leadership else float(model.start[model.leadership] @ model.led)
        found.append(
            replace(
                model,
                areas=(name,),
                worse=model.worse[[area]] * led,
                better=model.better[[area]],
                leadership=0,
                start=model.start[[area]],
                looks={kind: replace(look, areas=1) for kind, look in model.looks.items()},
            )
        )
    return found
