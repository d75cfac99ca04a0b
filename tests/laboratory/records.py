"""Invented records: what inspections would say of services that do as a model says."""

import numpy as np

from inspectorate.laboratory.likelihood import Seen, average
from inspectorate.laboratory.model import Model

GAPS = (12, 48)
"""Months between two inspections: the fewest and the most."""


def planted(model: Model, services: int, inspections: int, seed: int) -> list[Seen]:
    """So many services, each inspected so many times."""
    random = np.random.default_rng(seed)
    look, month = model.looks["inspection"], average(model).transition(0)
    moves = {gap: np.linalg.matrix_power(month, gap) for gap in range(GAPS[0], GAPS[1] + 1)}
    found = []
    for _ in range(services):
        state, when, told = random.choice(model.states, p=model.beginning), 0, []
        for _ in range(inspections):
            said = [int(random.choice(model.steps, p=look.errors[grade])) for grade in model.grades_of[state]]
            told.append((when, said))
            better = random.random(len(said)) < look.effect[said]
            helped = int(model.state(np.maximum(model.grades_of[state] - better, 0)))
            gap = int(random.choice(list(moves)))
            state, when = random.choice(model.states, p=moves[gap][helped]), when + gap
        found.append(told)
    return found
