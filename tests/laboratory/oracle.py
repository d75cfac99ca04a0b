"""One country simulated slowly and plainly, month by month, by the same random words as the simulator.

Written from what the model and the clock say alone, with Python's own numbers.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np

from inspectorate.laboratory.model import FIFTHS, Floats, Look, Model, Services
from inspectorate.laboratory.regime import OUTCOMES, Clock

ALL = 2**64


def mixed(word: int) -> int:
    """SplitMix64."""
    word = (word ^ word >> 30) * 0xBF58476D1CE4E5B9 % ALL
    word = (word ^ word >> 27) * 0x94D049BB133111EB % ALL
    return word ^ word >> 31


def drawn(key: int, place: int) -> int:
    return mixed((key + place * 0x9E3779B97F4A7C15) % ALL)


def first(chances: list[float], word: int, whole: int = ALL) -> int:
    """The place among chances on which a word falls."""
    total = 0.0
    for place, chance in enumerate(chances[:-1]):
        total += chance
        if word < total * whole:
            return place
    return len(chances) - 1


def simulated(model: Model, services: Services, clock: Clock, months: int, seed: int, run: int) -> Floats:
    """One replication, (FIFTHS, OUTCOMES)."""
    sums = np.zeros((FIFTHS, len(OUTCOMES)))
    key = mixed((mixed(seed) + run * 0x9E3779B97F4A7C15) % ALL)
    for service in range(len(services)):
        one = Service(model, services, clock, service, key)
        for month in range(1, months + 1):
            one.live(month)
        sums[services.fifth[service]] += [one.counts[name] for name in OUTCOMES]
    return sums


class Service:
    """A service, where it stands, and what has been counted of it."""

    def __init__(self, model: Model, services: Services, clock: Clock, number: int, key: int) -> None:
        self.model, self.clock = model, clock
        self.children, self.size = int(services.children[number]), int(services.size[number])
        self.chances = model.transition(int(services.fifth[number]))
        self.nature, self.events = drawn(key, 2 * number + 1), drawn(key, 2 * number + 2)
        self.counts = dict.fromkeys(OUTCOMES, 0.0)
        self.areas = list(range(len(model.areas)))
        self.known: set[int] = set()
        state = first(list(model.beginning), drawn(self.nature, 0))
        self.grades = [int(grade) for grade in model.grades_of[state]]
        stood = list(self.grades)
        told = self.look(model.looks["inspection"], self.areas, 0)
        self.grades = stood
        self.pathway = int(clock.follows[model.state(np.array(told))])
        ago = self.passed(drawn(self.events, 0))
        self.start = -ago
        self.due = self.next(ago, drawn(self.events, 2))
        self.counts["spells"] += len(self.undetected)

    @property
    def worst(self) -> set[int]:
        return {area for area in self.areas if self.grades[area] == self.model.steps - 1}

    @property
    def undetected(self) -> set[int]:
        return self.worst - self.known

    def passed(self, word: int) -> int:
        """The months of the pathway before all begins: each as likely as that no inspection came in any of them."""
        left = [1.0]
        for month in range(1, int(self.clock.last[self.pathway])):
            left.append(left[-1] * (1 - float(self.clock.inspect[self.pathway, month])))
        return first([one / sum(left) for one in left], word)

    def next(self, since: int, word: int) -> int:
        """The month of the next inspection, if none came in so many months of the pathway."""
        share = (word >> 11) / 2**53
        left, month = 1.0, since
        while True:
            month += 1
            left *= 1 - float(self.clock.inspect[self.pathway, month])
            if share >= left:
                return self.start + month

    def live(self, month: int) -> None:
        before = self.undetected
        self.change(drawn(self.nature, month))
        at = month - self.start
        if month == self.due:
            self.inspect(month)
        elif self.clock.visit[self.pathway, at] > 0:
            self.visit(month, at)
        each = 1 / len(self.areas)
        self.counts["inadequate"] += len(self.worst)
        self.counts["undetected"] += len(self.undetected)
        self.counts["undetected_children"] += len(self.undetected) * self.children * each
        self.counts["spells"] += len(self.undetected - before)
        self.counts["services_inadequate"] += bool(self.worst)
        self.counts["harm"] += sum(self.model.harm[grade] for grade in self.grades) * self.children * each

    def change(self, word: int) -> None:
        """The likeliest ways of changing come first, and staying last."""
        state = int(self.model.state(np.array(self.grades)))
        ways = sorted(set(range(self.model.states)) - {state}, key=lambda to: (-self.chances[state, to], to))
        chances = [float(self.chances[state, to]) for to in ways]
        to = [*ways, state][first([*chances, 1.0], word)]
        self.grades = [int(grade) for grade in self.model.grades_of[to]]

    def inspect(self, month: int) -> None:
        before, known = self.worst, self.known
        look = self.model.looks[self.clock.looks[self.clock.inspect_look[self.pathway]]]
        told = self.look(look, self.areas, month)
        self.counts["inspections"] += 1
        self.counts["inspector_days"] += self.clock.inspect_days[self.pathway, self.size]
        self.counts["hits"] += len((before & self.known) - known)
        self.counts["false_alarms"] += len(self.known - before)
        self.pathway, self.start = int(self.clock.follows[self.model.state(np.array(told))]), month
        self.due = self.next(0, drawn(self.events, month * (3 + len(self.areas)) + 2))

    def visit(self, month: int, at: int) -> None:
        place = month * (3 + len(self.areas))
        if drawn(self.events, place) >= self.clock.visit[self.pathway, at] * ALL:
            return
        look = self.model.looks[self.clock.looks[self.clock.visit_look[self.pathway, at]]]
        choices = list(combinations(self.areas, look.areas))
        self.look(look, choices[(drawn(self.events, place + 1) >> 32) * len(choices) >> 32], month)
        self.counts["visits"] += 1
        self.counts["inspector_days"] += self.clock.visit_days[self.pathway, at, self.size]

    def look(self, look: Look, areas: list[int] | tuple[int, ...], month: int) -> list[int]:
        """What is said of each area; what is known and where it stands are changed."""
        told = [0] * len(self.areas)
        known = set(self.known)
        for area in areas:
            word = drawn(self.events, month * (3 + len(self.areas)) + 3 + area)
            told[area] = first(list(look.errors[self.grades[area]]), word >> 32, 2**32)
            known.discard(area)
            if told[area] == self.model.steps - 1:
                known.add(area)
            if word % 2**32 < look.effect[told[area]] * 2**32:
                self.grades[area] = max(0, self.grades[area] - 1)
        self.known = known
        return told
