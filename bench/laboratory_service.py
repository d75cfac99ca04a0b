"""One service in Python, as SimPy and Mesa drive it, with all that can be looked up in lists."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, combinations
from typing import Any

import numpy as np

from bench.laboratory_draws import Fresh, Given
from inspectorate.laboratory.model import FIFTHS, Model
from inspectorate.laboratory.regime import OUTCOMES, Clock


class Rules:
    """A model and a clock as lists."""

    def __init__(self, model: Model, clock: Clock) -> None:
        self.areas, self.steps = range(len(model.areas)), model.steps
        self.begin = list(accumulate(model.beginning.tolist()))[:-1]
        self.grades = model.grades_of.tolist()
        self.weights = [model.steps**place for place in reversed(self.areas)]
        self.worst = [sum(1 << area for area in self.areas if row[area] == model.steps - 1) for row in self.grades]
        self.harm = [sum(model.harm[grade] for grade in row) / len(row) for row in self.grades]
        self.ways = [[self._ways(row, at) for at, row in enumerate(model.transition(f))] for f in range(FIFTHS)]
        self.stays = [[ways[-1][0] for ways in held] for held in self.ways]
        looks = [model.looks[name] for name in clock.looks]
        self.errors = [[list(accumulate(row))[:-1] for row in look.errors.tolist()] for look in looks]
        self.effect = [look.effect.tolist() for look in looks]
        self.choices = [list(combinations(self.areas, look.areas)) for look in looks]
        self.first_look = clock.looks.index("inspection")
        self.follows = clock.follows.tolist()
        left = np.cumprod(np.insert(1 - clock.inspect[:, 1:], 0, 1.0, axis=1), axis=1)
        self.left, self.ages = left.tolist(), (left.cumsum(1) / left.cumsum(1)[:, -1:]).tolist()
        self.visit = clock.visit.tolist()
        self.upcoming = [[self._upcoming(row, at) for at in range(len(row))] for row in self.visit]
        self.inspect_look, self.inspect_days = clock.inspect_look.tolist(), clock.inspect_days.tolist()
        self.visit_look, self.visit_days = clock.visit_look.tolist(), clock.visit_days.tolist()

    def _ways(self, row: Any, at: int) -> list[tuple[float, int]]:
        ways = sorted((to for to in range(len(row)) if to != at and row[to] > 0), key=lambda to: (-row[to], to))
        return list(zip(accumulate(row[ways].tolist()), ways, strict=True))

    def _upcoming(self, row: list[float], at: int) -> int:
        return next((month for month in range(at + 1, len(row)) if row[month] > 0), 10**9)


class Service:
    """Where a service stands, and what has been counted of it with one child.

    Months are added up when something changes, as in the simulator's own loop.
    """

    def __init__(self, rules: Rules, fifth: int, size: int, draws: Given | Fresh) -> None:
        self.rules, self.draws, self.size = rules, draws, size
        self.ways, self.all_stay = rules.ways[fifth], rules.stays[fifth]
        self.counts = [0.0] * len(OUTCOMES)
        chance = draws.nature(0)
        self.state = sum(chance >= top for top in rules.begin)
        self.known = self.counted = self.month = 0
        state = self.state
        told = self.looked(rules.first_look, rules.areas)
        self.state, self.pathway = state, rules.follows[told]
        ago = bisect_right(rules.ages[self.pathway], draws.comes(0))
        self.start = -ago
        self.due = self.start + self.waited(ago)
        self.event = min(self.due, self.start + rules.upcoming[self.pathway][ago])
        self.undetected = rules.worst[state] & ~self.known
        self.counts[6] = self.undetected.bit_count()
        self.stays = self.all_stay[state]

    def live(self, month: int) -> None:
        """Let one month pass."""
        chance = self.draws.nature(month)
        if chance < self.stays or month == self.event:
            self.happened(month, chance)

    def happened(self, month: int, chance: float) -> None:
        """Let the service change, if the chance says so, and carry out the month's event, if it has one."""
        self.settle(month - 1)
        self.month, rules = month, self.rules
        if chance < self.stays:
            self.state = next(to for top, to in self.ways[self.state] if chance < top)
        if month == self.due:
            self.inspect()
        elif month == self.event:
            self.visit()
        if month == self.event:
            self.event = min(self.due, self.start + rules.upcoming[self.pathway][month - self.start])
        self.stays = self.all_stay[self.state]
        before, self.undetected = self.undetected, rules.worst[self.state] & ~self.known
        self.counts[6] += (self.undetected & ~before).bit_count()

    def settle(self, month: int) -> None:
        """Count the months up to the end of one."""
        same, self.counted, counts = month - self.counted, month, self.counts
        worst = self.rules.worst[self.state]
        counts[3] += same * worst.bit_count()
        counts[4] += same * self.undetected.bit_count()
        counts[7] += same * (worst > 0)
        counts[8] += same * self.rules.harm[self.state]

    def inspect(self) -> None:
        rules, worst, known, pathway = self.rules, self.rules.worst[self.state], self.known, self.pathway
        self.pathway = rules.follows[self.looked(rules.inspect_look[pathway], rules.areas)]
        self.counts[0] += rules.inspect_days[pathway][self.size]
        self.counts[1] += 1
        self.counts[9] += (worst & self.known & ~known).bit_count()
        self.counts[10] += (self.known & ~worst).bit_count()
        self.start = self.month
        self.due = self.month + self.waited(0)

    def visit(self) -> None:
        rules, at = self.rules, self.month - self.start
        if self.draws.comes(self.month) < rules.visit[self.pathway][at]:
            look = rules.visit_look[self.pathway][at]
            choices = rules.choices[look]
            self.looked(look, choices[int(self.draws.which(self.month) * len(choices))])
            self.counts[0] += rules.visit_days[self.pathway][at][self.size]
            self.counts[2] += 1

    def looked(self, look: int, areas: Any) -> int:
        """What is said, as a state; where the service stands and what is known of it are changed."""
        rules, told = self.rules, 0
        grades, errors, effect = rules.grades[self.state], rules.errors[look], rules.effect[look]
        for area in areas:
            grade, chance = grades[area], self.draws.told(self.month, area)
            say = sum(chance >= top for top in errors[grade])
            told += say * rules.weights[area]
            self.known &= ~(1 << area)
            if say == rules.steps - 1:
                self.known |= 1 << area
            if self.draws.effect(self.month, area) < effect[say] and grade > 0:
                self.state -= rules.weights[area]
        return told

    def waited(self, since: int) -> int:
        """The month of the pathway in which the inspection comes."""
        left, month = self.rules.left[self.pathway], since + 1
        share = self.draws.next(self.month) * left[since]
        while share < left[month]:
            month += 1
        return month


class Monthly(Service):
    """Counts every month as it passes, as one writes it at first."""

    def live(self, month: int) -> None:
        """Let one month pass, and count it."""
        super().live(month)
        counts, worst = self.counts, self.rules.worst[self.state]
        counts[3] += worst.bit_count()
        counts[4] += self.undetected.bit_count()
        counts[7] += worst > 0
        counts[8] += self.rules.harm[self.state]

    def settle(self, month: int) -> None:
        """All months are counted."""
