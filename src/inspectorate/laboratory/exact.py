"""What a clock brings about on average, worked out without chance: the simulator's oracle.

A service on a clock is a finite Markov chain over its pathway, the months it has been on it, which areas are known to
be at the last grade, and its state. The shares of services in each are moved on month by month. All that is counted
is linear in them, so the months are added up first and counted once.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np

from inspectorate.laboratory.model import FIFTHS, Floats, Integers, Look, Model, Services
from inspectorate.laboratory.regime import OUTCOMES, Clock


def evaluate(model: Model, services: Services, clock: Clock, *, months: int) -> Floats:
    """The expected sums of all outcomes over so many months, by fifth: shape (FIFTHS, len(OUTCOMES))."""
    found = np.zeros((FIFTHS, len(OUTCOMES)))
    for fifth in np.unique(services.fifth):
        here = services.fifth == fifth
        sizes = np.bincount(services.size[here], minlength=3).astype(float)
        children = float(services.children[here].sum())
        found[fifth] = Chain(model, clock, int(fifth)).outcomes(months, sizes, children)
    return found


def harm_without_events(model: Model, services: Services, *, months: int) -> float:
    """The harm that is expected where nobody ever inspects."""
    each = model.harm[model.grades_of].mean(1)
    found = 0.0
    for fifth in np.unique(services.fifth):
        share, moves = model.beginning, model.transition(int(fifth))
        months_there = np.zeros(model.states)
        for _ in range(months):
            share = share @ moves
            months_there += share
        found += float(services.children[services.fifth == fifth].sum()) * float(months_there @ each)
    return found


def seen(look: Look) -> Floats:
    """The chance that an area at grade i is told t and left at j: shape (steps, steps, steps)."""
    stays = np.eye(len(look.effect))
    better = stays[np.maximum(np.arange(len(look.effect)) - 1, 0)]
    moved = np.multiply.outer(1 - look.effect, stays) + np.multiply.outer(look.effect, better)
    found: Floats = look.errors[:, :, None] * moved.transpose(1, 0, 2)
    return found


class Chain:
    """Services of one fifth on a clock.

    Shares have the shape (pathways, C, 2^areas, states): the pathway, the months on it, the areas that are known to be
    at the last grade (as digits, the first area the highest) and the state.
    """

    def __init__(self, model: Model, clock: Clock, fifth: int) -> None:
        self.model, self.clock = model, clock
        self.areas, self.last = len(model.areas), model.steps - 1
        self.transition = model.transition(fifth)
        self.looks = [model.looks[kind] for kind in clock.looks]
        self.renewed = {place: self._inspected(self.looks[place]) for place in set(clock.inspect_look.tolist())}
        self.inspect, self.visit = clock.inspect[:, 1:], (1 - clock.inspect[:, 1:]) * clock.visit[:, 1:]
        kinds = np.where(self.visit > 0, clock.visit_look[:, 1:], -1)
        self.visits = [(self.looks[place], *np.nonzero(kinds == place)) for place in np.unique(kinds[kinds >= 0])]

    def _inspected(self, look: Look) -> Floats:
        """The chances after an inspection from each state: shape (states, pathways, 2^areas, states)."""
        model, one = self.model, seen(look)
        known = (model.grades_of == self.last) @ (2 ** np.arange(self.areas - 1, -1, -1))
        found = np.zeros((model.states, len(self.clock.last), 2**self.areas, model.states))
        for told, grades in enumerate(model.grades_of):
            by_area = [one[stood[:, None], said, stood] for stood, said in zip(model.grades_of.T, grades, strict=True)]
            found[:, self.clock.follows[told], known[told]] += np.prod(by_area, axis=0)
        return found

    def beginning(self) -> Floats:
        """The shares when all begins."""
        look = self.model.looks["inspection"]
        told = self._inspected(Look(look.errors, np.zeros_like(look.effect), look.areas))
        begun = np.tensordot(self.model.beginning, told, 1)
        found: Floats = begun[:, None] * self.clock.ages[:, :, None, None]
        return found

    def month(self, share: Floats) -> Floats:
        """The shares after one more month."""
        moved = share @ self.transition
        found = np.zeros_like(share)
        stay = (1 - self.inspect)[:, :, None, None] * moved
        for look, pathway, month in self.visits:
            visited = self.visit[pathway, month, None, None] * moved[pathway, month]
            stay[pathway, month] += self._visited(visited, look) - visited
        found[:, 1:] = stay[:, :-1]
        for place, renewed in self.renewed.items():
            whose = self.clock.inspect_look == place
            inspected = (self.inspect[whose, :, None, None] * moved[whose]).sum((0, 1, 2))
            found[:, 0] += np.tensordot(inspected, renewed, 1)
        return found

    def _visited(self, share: Floats, look: Look) -> Floats:
        """Shares, (…, 2^areas, states), after a visit that looks at some areas, drawn anew."""
        areas, steps, one = self.areas, self.model.steps, seen(look)
        told = np.stack([one[:, : self.last].sum(1), one[:, self.last]], axis=1)
        apart = share.reshape(-1, *(2,) * areas, *(steps,) * areas)
        subsets = list(combinations(range(areas), look.areas))
        found = np.zeros_like(apart)
        for subset in subsets:
            after = apart
            for area in subset:
                # What was known of the area no longer counts: the new look decides.
                moved = np.tensordot(after.sum(1 + area), told, axes=([areas + area], [0]))
                after = np.moveaxis(moved, (-2, -1), (1 + area, 1 + areas + area))
            found += after
        mean: Floats = found.reshape(share.shape) / len(subsets)
        return mean

    def undetected(self, area: int) -> Floats:
        """Where an area is at the last grade and not known to be so, 1 or 0: shape (2^areas, states)."""
        flags: Integers = np.arange(2**self.areas) >> (self.areas - 1 - area) & 1
        found: Floats = np.multiply.outer(1.0 - flags, self.model.grades_of[:, area] == self.last)
        return found

    def outcomes(self, months: int, sizes: Floats, children: float) -> Floats:
        """All outcomes of so many services of each size, and of their ``children``: shape (len(OUTCOMES),)."""
        model, clock = self.model, self.clock
        first = share = self.beginning()
        before = np.zeros_like(share)
        for _ in range(months):
            before += share
            share = self.month(share)
        after = before - first + share
        events = before.sum(2) @ self.transition
        inspected = (self.inspect[:, :, None] * events).sum(1)
        visited = self.visit * events.sum(2)
        days = inspected.sum(1) @ clock.inspect_days + np.tensordot(visited, clock.visit_days[:, 1:], 2)

        unseen = [self.undetected(area) for area in range(self.areas)]
        standing = after.sum((0, 1))
        undetected = sum(float((standing * mask).sum()) for mask in unseen)
        still = sum(float((self.month(before * mask) * mask).sum()) for mask in unseen)
        at_first = sum(float((first * mask).sum()) for mask in unseen)
        grades, total = model.grades_of, sizes.sum()
        found = {
            "inspector_days": days @ sizes,
            "inspections": inspected.sum() * total,
            "visits": visited.sum() * total,
            "inadequate": standing.sum(0) @ (grades == self.last).sum(1) * total,
            "undetected": undetected * total,
            "undetected_children": undetected * children / self.areas,
            "spells": (at_first + undetected - still) * total,
            "services_inadequate": standing.sum(0) @ (grades == self.last).any(1) * total,
            "harm": standing.sum(0) @ model.harm[grades].sum(1) * children / self.areas,
            **{name: value * total for name, value in self._findings(before).items()},
        }
        return np.array([found[name] for name in OUTCOMES])

    def _findings(self, before: Floats) -> dict[str, float]:
        """Hits and false alarms of inspections in the months that began with these shares."""
        moved = (self.inspect[:, :, None, None] * (before @ self.transition)).sum(1)
        hits = alarms = 0.0
        for pathway, place in enumerate(self.clock.inspect_look):
            said = self.looks[place].errors[:, self.last].copy()
            hits += said[self.last] * sum((moved[pathway] * self.undetected(area)).sum() for area in range(self.areas))
            said[self.last] = 0
            alarms += float(moved[pathway].sum(0) @ said[self.model.grades_of].sum(1))
        return {"hits": hits, "false_alarms": alarms}
